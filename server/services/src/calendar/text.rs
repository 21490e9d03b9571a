//! What people wrote, made fit for a calendar file. `calcard` escapes and folds; here goes what it
//! would let through or write in a way that readers take amiss.

/// Text of several lines. Every kind of line break becomes the one that is escaped; other control
/// characters, which RFC 5545 forbids and some readers break lines at, are left out.
pub(super) fn lines(raw: &str) -> String {
    let unified = raw.replace("\r\n", "\n");
    let kept = unified.chars().filter_map(|c| match c {
        '\n' | '\t' => Some(c),
        _ if breaks_line(c) => Some('\n'),
        _ if c.is_control() => None,
        _ => Some(c),
    });
    kept.collect::<String>().trim().to_owned()
}

/// Text of one line.
pub(super) fn one_line(raw: &str) -> String {
    let parts = raw.split(|c: char| c.is_control() || breaks_line(c));
    parts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The value of a parameter, such as a name. A double quote cannot be in one, and a backslash is an
/// ordinary character there (RFC 5545, 3.2), but `calcard` writes `\"` and `\\`, and readers
/// disagree on what these mean; so look-alikes stand in their place. The circumflex introduces an
/// escape (RFC 6868) and is doubled.
pub(super) fn parameter(raw: &str) -> String {
    one_line(raw).replace('"', "'").replace('\\', "/").replace('^', "^^")
}

/// An address of the web. Commas and semicolons are encoded because `calcard` would put a backslash
/// before them, which is wrong in a URI.
pub(super) fn uri(raw: &str) -> String {
    percent_encode(raw, b"-._~:/?#[]@!$&'()*+=%")
}

/// An address of mail as a URI (RFC 6068).
pub(super) fn mailto(address: &str) -> String {
    format!("mailto:{}", percent_encode(address, b"-._~!$&'*+=@"))
}

fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn percent_encode(raw: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(raw.len());
    for byte in raw.trim().bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_made_fit() {
        for (raw, in_lines, in_one, in_parameter) in [
            ("plain", "plain", "plain", "plain"),
            ("a\r\nb\rc\nd", "a\nb\nc\nd", "a b c d", "a b c d"),
            ("a\u{2028}b\u{85}c\u{c}d", "a\nb\nc\nd", "a b c d", "a b c d"),
            ("a\0b\u{7f}c\u{9b}d", "abcd", "a b c d", "a b c d"),
            ("\tx  y\n", "x  y", "x y", "x y"),
            ("Anna \"Ann\" Lee", "Anna \"Ann\" Lee", "Anna \"Ann\" Lee", "Anna 'Ann' Lee"),
            ("a\\nb^n", "a\\nb^n", "a\\nb^n", "a/nb^^n"),
            ("مرحبا 👩‍💻", "مرحبا 👩‍💻", "مرحبا 👩‍💻", "مرحبا 👩‍💻"),
            ("\r\n", "", "", ""),
        ] {
            assert_eq!(lines(raw), in_lines, "{raw:?}");
            assert_eq!(one_line(raw), in_one, "{raw:?}");
            assert_eq!(parameter(raw), in_parameter, "{raw:?}");
        }
    }

    #[test]
    fn addresses_hold_nothing_that_ends_them() {
        for (raw, expected) in [
            ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
            ("https://example.org/a,b;c", "https://example.org/a%2Cb%3Bc"),
            ("https://example.org/ü \"\\", "https://example.org/%C3%BC%20%22%5C"),
            ("x\r\nATTENDEE:y", "x%0D%0AATTENDEE:y"),
        ] {
            assert_eq!(uri(raw), expected);
        }
        for (raw, expected) in [
            ("ada.l+oh@example.org", "mailto:ada.l+oh@example.org"),
            ("o'b=x@example.org", "mailto:o'b=x@example.org"),
            ("a?cc=b@example.org", "mailto:a%3Fcc=b@example.org"),
            ("a@b\r\nX:y;z,", "mailto:a@b%0D%0AX%3Ay%3Bz%2C"),
        ] {
            assert_eq!(mailto(raw), expected);
        }
    }
}
