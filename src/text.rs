//! Texts that are longer than there is room for.

/// The beginning of a text, at most so many characters; it ends with a whole word, if the first one is not longer.
pub fn beginning(text: &str, most: usize) -> &str {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    let fitting = &text[..end];
    fitting.rsplit_once(char::is_whitespace).map_or(fitting, |(words, _)| words.trim_end())
}

/// The same, and a sign that there is more.
pub fn shortened(text: &str, most: usize) -> String {
    let begun = beginning(text, most);
    if begun.len() == text.trim().len() { begun.to_owned() } else { format!("{begun}…") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_with_a_word() {
        for (text, most, begun) in [
            (" Raises rounds. \n", 20, "Raises rounds."),
            ("Raises rounds.", 14, "Raises rounds."),
            ("Raises rounds.", 13, "Raises"),
            ("größer  größer", 9, "größer"),
            ("ééééé", 3, "ééé"),
            ("", 3, ""),
        ] {
            assert_eq!(beginning(text, most), begun, "{text:?} {most}");
        }
    }

    #[test]
    fn what_is_left_out_is_said() {
        assert_eq!(shortened(" Raises rounds. ", 14), "Raises rounds.");
        assert_eq!(shortened("Raises rounds.", 13), "Raises…");
        assert_eq!(shortened("ééééé", 3), "ééé…");
    }
}
