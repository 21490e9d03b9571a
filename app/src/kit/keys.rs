//! Keys by what they mean to whoever reads the page. Which one does what is said where it is done.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The name of the key, that of an arrow to the side as if the page were written from left to right: what comes next
/// is at the end of the line, whichever end that is.
pub fn key_as_read(event: &KeyboardEvent) -> String {
    let key = event.key();
    let Some(other) = mirrored(&key) else { return key };
    let root = document().document_element();
    let turned = root.and_then(|root| root.get_attribute("dir")).is_some_and(|dir| dir == "rtl");
    if turned { other.to_owned() } else { key }
}

fn mirrored(key: &str) -> Option<&'static str> {
    match key {
        "ArrowLeft" => Some("ArrowRight"),
        "ArrowRight" => Some("ArrowLeft"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::mirrored;

    #[test]
    fn only_arrows_to_the_side_change_places() {
        for (key, expected) in [("ArrowLeft", Some("ArrowRight")), ("ArrowRight", Some("ArrowLeft"))] {
            assert_eq!(mirrored(key), expected);
            assert_eq!(mirrored(expected.unwrap()), Some(key));
        }
        for key in ["ArrowUp", "ArrowDown", "Home", "End", "PageUp", " "] {
            assert_eq!(mirrored(key), None);
        }
    }
}
