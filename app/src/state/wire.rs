//! How an answer travels from the page that the server rendered into the browser.

use leptos::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::ApiError;
use crate::api::compact::{CompactError, decode, encode};

/// What the server answers; read it under `Suspense` or `Transition`.
pub type Answer<T> = Resource<Result<T, ApiError>, Wire>;

/// What server functions answer, written into the page: a letter for each byte, so that words stay words, which are on
/// the page already and compress to nothing. Where a byte is none, it is one from U+0100 on: leptos writes U+0000 as `\0`,
/// which is another character when a digit follows, and `<` as what only a reader of JSON takes for one.
#[derive(Clone, Copy, Debug)]
pub struct Wire;

impl<T: Serialize> Encoder<T> for Wire {
    type Error = CompactError;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, CompactError> {
        encode(value).map(|message| message.into_iter().map(letter_of).collect())
    }
}

impl<T: DeserializeOwned> Decoder<T> for Wire {
    type Error = CompactError;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, CompactError> {
        let message: Option<Vec<u8>> = text.chars().map(byte_of).collect();
        decode(&message.ok_or(CompactError::Unreadable)?)
    }
}

/// Where the letters begin that stand for bytes that are none.
const LETTERS: u16 = 0x100;

fn letter_of(byte: u8) -> char {
    match byte {
        b'<' | ..b' ' | b'\x7f'.. => char::from_u32(u32::from(LETTERS) + u32::from(byte)).unwrap_or_default(),
        _ => char::from(byte),
    }
}

fn byte_of(letter: char) -> Option<u8> {
    let letter = u16::try_from(u32::from(letter)).ok()?;
    u8::try_from(letter).or_else(|_| u8::try_from(letter - LETTERS)).ok()
}

/// Asks `fetch` for an answer, again whenever `source` changes.
pub fn ask<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Answer<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    Fut: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    Resource::new_with_options(source, fetch, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_travel_whatever_they_are_written_in() {
        let said = "Zoë </script> 你好 \u{0}".to_owned();
        let written = Wire::encode(&said).unwrap();
        assert!(written.contains("/script>") && !written.contains('<'), "{written:?}");
        assert!(!written.contains(char::is_control), "{written:?}");
        assert_eq!(Wire::decode(&written), Ok(said));
        assert_eq!(<Wire as Decoder<String>>::decode("你"), Err(CompactError::Unreadable));
        for byte in 0..=u8::MAX {
            assert_eq!(byte_of(letter_of(byte)), Some(byte));
        }
    }
}
