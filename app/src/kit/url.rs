//! Addresses with parameters: written and read.
//!
//! The router's own `ParamsMap` decodes every value twice, which breaks an address inside an address
//! (`next=`) and any text with a percent sign; hence the reading half here.

use std::fmt::Write;

/// `path` with the parameters that have a value, each encoded.
pub fn with_params(path: &str, params: &[(&str, &str)]) -> String {
    let mut url = path.to_owned();
    for (name, value) in params.iter().filter(|(_, value)| !value.is_empty()) {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(name);
        url.push('=');
        encode_into(&mut url, value);
    }
    url
}

fn encode_into(url: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                url.push(byte.into())
            }
            b' ' => url.push('+'),
            // Writing to a string cannot fail.
            _ => drop(write!(url, "%{byte:02X}")),
        }
    }
}

/// The last value of `name` in the query string `search` (without its `?`), decoded once.
pub fn param(search: &str, name: &str) -> Option<String> {
    params(search, name).last()
}

/// All values of `name`, in their order.
///
/// Characters that no form sends are left out: HTML cannot hold a NUL, so that the browser would find
/// another page than the server wrote.
pub fn params(search: &str, name: &str) -> impl Iterator<Item = String> {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    search.split('&').filter_map(move |pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(key) == name).then(|| decode(value).replace(control, ""))
    })
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, tail) = match (first, tail) {
            (b'+', _) => (b' ', tail),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high * 16 + low, after),
                _ => (b'%', tail),
            },
            _ => (*first, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        for value in ["a b", "50% off", "R&D + hiring = ?", "/mentors/1?slot=2&query=R%26D", "Łódź", "100%25"]
        {
            let url = with_params("/x", &[("before", "1"), ("v", value)]);
            let (_, search) = url.split_once('?').unwrap();
            assert_eq!(param(search, "v").as_deref(), Some(value));
        }
    }

    #[test]
    fn strange_queries_are_read_as_they_stand() {
        assert_eq!(param("", "v"), None);
        assert_eq!(param("v", "v").as_deref(), Some(""));
        assert_eq!(param("v=1&v=2", "v").as_deref(), Some("2"));
        assert_eq!(param("v=%zz%4", "v").as_deref(), Some("%zz%4"));
        assert_eq!(param("v=%FF", "v").as_deref(), Some("\u{fffd}"));
        assert_eq!(param("v=a%00b%07%0Ac", "v").as_deref(), Some("ab\nc"));
    }

    #[test]
    fn empty_values_are_left_out_and_others_encoded() {
        assert_eq!(with_params("/find", &[]), "/find");
        assert_eq!(with_params("/find", &[("query", ""), ("stage", "series a")]), "/find?stage=series+a");
        assert_eq!(
            with_params("/sign-in", &[("next", "/mentors/1?slot=2&query=a b"), ("x", "é+")]),
            "/sign-in?next=/mentors/1%3Fslot%3D2%26query%3Da+b&x=%C3%A9%2B"
        );
        assert_eq!(with_params("/a?b=c", &[("d", "e")]), "/a?b=c&d=e");
    }
}
