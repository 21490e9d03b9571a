//! A person's picture, or their initials on a quiet tint.

use leptos::prelude::*;

const TINTS: [&str; 4] = ["bg-accent-soft", "bg-marker/60", "bg-tint", "bg-warn/20"];

/// How large a picture is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// In bars and tables.
    Small,
    /// On cards.
    #[default]
    Usual,
    /// On the person's own page.
    Large,
}

/// The picture of a person whose name stands beside it; the initials show until it has loaded.
#[component]
pub fn Avatar(
    /// Gives the initials and the tint.
    #[prop(into)]
    name: String,
    /// Where the picture is.
    #[prop(optional_no_strip)]
    photo: Option<String>,
    /// How large.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    let (measure, pixels) = match size {
        Size::Small => ("size-8 text-xs", "32"),
        Size::Usual => ("size-12 text-sm", "48"),
        Size::Large => ("size-20 text-lg", "80"),
    };
    let class = format!(
        "relative inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-full \
         font-semibold text-ink {measure} {}",
        tint(&name)
    );
    view! {
        <span class=class>
            <span aria-hidden="true">{initials(&name)}</span>
            {photo
                .map(|url| {
                    view! {
                        <img
                            src=url
                            alt=""
                            width=pixels
                            height=pixels
                            loading="lazy"
                            decoding="async"
                            class="absolute inset-0 size-full object-cover"
                        />
                    }
                })}
        </span>
    }
}

/// First letters of the first and the last word, in capitals.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

fn tint(name: &str) -> &'static str {
    TINTS[name.bytes().fold(0usize, |sum, byte| sum.wrapping_add(usize::from(byte))) % TINTS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_outer_words() {
        for (name, expected) in [
            ("Noor Haddad", "NH"),
            ("ana", "A"),
            ("Maria del Carmen Ortiz", "MO"),
            ("  ", ""),
            ("(Jo) 李", "J李"),
            ("ß", "SS"),
        ] {
            assert_eq!(initials(name), expected, "{name:?}");
        }
    }
}
