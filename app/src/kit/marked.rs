//! Words with the marker pen over some of them.

use leptos::prelude::*;

/// A stretch of text, marked or not.
pub type Stretch = (String, bool);

/// Cuts `text` at the byte ranges of `marks`.
///
/// The stretches joined give `text` again. Ranges that are empty, overlap an earlier one, lie
/// outside or would cut a character are passed over: a wrong mark must never cost the words.
pub fn stretches(text: &str, marks: &[(u32, u32)]) -> Vec<Stretch> {
    let mut marks = marks.to_vec();
    marks.sort_unstable();
    let mut found = Vec::new();
    let mut done = 0;
    for (from, to) in marks {
        let (from, to) = (from as usize, to as usize);
        if from < done || from >= to {
            continue;
        }
        let Some(marked) = text.get(from..to) else { continue };
        if done < from {
            found.push((text[done..from].to_owned(), false));
        }
        found.push((marked.to_owned(), true));
        done = to;
    }
    if done < text.len() {
        found.push((text[done..].to_owned(), false));
    }
    found
}

/// Text with marks.
#[component]
pub fn Marked(
    /// The words.
    text: String,
    /// Byte ranges of `text`.
    marks: Vec<(u32, u32)>,
) -> impl IntoView {
    stretches(&text, &marks)
        .into_iter()
        .map(|(words, marked)| match marked {
            true => view! { <mark class="marked">{words}</mark> }.into_any(),
            false => words.into_any(),
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, marks: &[(u32, u32)]) -> String {
        let cut = stretches(text, marks);
        assert_eq!(cut.iter().map(|(words, _)| words.as_str()).collect::<String>(), text);
        cut.into_iter().map(|(words, marked)| if marked { format!("[{words}]") } else { words }).collect()
    }

    #[test]
    fn cuts_where_it_is_told() {
        let text = "Raised two seed rounds";
        for (marks, expected) in [
            (&[][..], "Raised two seed rounds"),
            (&[(0, 6)], "[Raised] two seed rounds"),
            (&[(11, 15), (0, 6)], "[Raised] two [seed] rounds"),
            (&[(16, 22)], "Raised two seed [rounds]"),
            (&[(0, 22)], "[Raised two seed rounds]"),
            (&[(0, 6), (6, 10)], "[Raised][ two] seed rounds"),
        ] {
            assert_eq!(shown(text, marks), expected);
        }
    }

    #[test]
    fn wrong_marks_lose_no_words() {
        for marks in [&[(3, 3)][..], &[(9, 4)], &[(0, 99)], &[(50, 60)], &[(1, 2)]] {
            assert_eq!(shown("Übung", marks), "Übung", "{marks:?}");
        }
        assert_eq!(shown("abcdef", &[(0, 4), (2, 6)]), "[abcd]ef");
        assert_eq!(shown("Über uns", &[(0, 5)]), "[Über] uns");
        assert_eq!(shown("", &[(0, 1)]), "");
    }
}
