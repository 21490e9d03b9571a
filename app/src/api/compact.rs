//! How answers travel to the browser: Postcard, which is read field by field in the order of the declaration. What reads
//! JSON of as many types is a tenth of the WebAssembly.
//!
//! So both sides have to be of one version: each message begins with it, and another one is refused, where it could have
//! been read as something else.

use std::fmt;

use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The encoding of a server function: `output = Compact`.
pub type Compact = Post<CompactEncoding>;

/// See the module.
pub struct CompactEncoding;

/// Why a message could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompactError {
    /// It is of another version of the program.
    OtherVersion,
    /// It is no message.
    Unreadable,
}

/// What [`CompactError::OtherVersion`] is called between the layers, which know nothing but words.
pub const OTHER_VERSION: &str = "other version";

impl fmt::Display for CompactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherVersion => OTHER_VERSION,
            Self::Unreadable => "unreadable",
        })
    }
}

impl std::error::Error for CompactError {}

/// Of the sources of everything that travels; `build.rs` writes it.
const VERSION: [u8; 4] = version().to_le_bytes();

const fn version() -> u32 {
    match u32::from_str_radix(env!("WIRE_VERSION"), 10) {
        Ok(version) => version,
        Err(_) => 0,
    }
}

/// The message.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, CompactError> {
    postcard::to_extend(value, VERSION.to_vec()).map_err(|_| CompactError::Unreadable)
}

/// What it says.
pub fn decode<T: DeserializeOwned>(message: &[u8]) -> Result<T, CompactError> {
    let value = message.strip_prefix(&VERSION).ok_or(CompactError::OtherVersion)?;
    postcard::from_bytes(value).map_err(|_| CompactError::Unreadable)
}

impl ContentType for CompactEncoding {
    const CONTENT_TYPE: &'static str = "application/octet-stream";
}

impl FormatType for CompactEncoding {
    const FORMAT_TYPE: Format = Format::Binary;
}

impl<T: Serialize> Encodes<T> for CompactEncoding {
    type Error = CompactError;

    fn encode(value: &T) -> Result<Bytes, CompactError> {
        encode(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for CompactEncoding {
    type Error = CompactError;

    fn decode(message: Bytes) -> Result<T, CompactError> {
        decode(&message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let said = ("Ada".to_owned(), Some(3_u32), vec![true]);
        let message = encode(&said).unwrap();
        assert_eq!(decode(&message), Ok(said));
        assert_eq!(decode::<u64>(&VERSION), Err(CompactError::Unreadable));
    }

    #[test]
    fn another_version_is_refused() {
        let mut message = encode(&7_u32).unwrap();
        message[0] ^= 1;
        assert_eq!(decode::<u32>(&message), Err(CompactError::OtherVersion));
        assert_eq!(decode::<u32>(b"{}"), Err(CompactError::OtherVersion));
    }
}
