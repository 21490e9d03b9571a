//! The catalogs that come with the program, one for each language that is not English.
//!
//! The files lie in `languages/`; what has to be in them is said where they are tested.

use std::sync::LazyLock;

use office_hours::language::{Catalog, Language, Texts};
use office_hours::time::{Reader, Zone};
use sha2::{Digest, Sha256};

use crate::environment::hex;

/// What a language says, as it lies in its file; nothing for English, in which all is written.
pub fn file_of(language: Language) -> Option<&'static str> {
    match language {
        Language::English => None,
        Language::Spanish => Some(include_str!("../../../languages/es.json")),
        Language::German => Some(include_str!("../../../languages/de.json")),
        Language::French => Some(include_str!("../../../languages/fr.json")),
        Language::Portuguese => Some(include_str!("../../../languages/pt.json")),
    }
}

/// Where the browser finds what [`file_of`] gives; another content has another address.
pub fn address_of(language: Language) -> Option<&'static String> {
    ADDRESSES.iter().find(|(known, _)| *known == language).map(|(_, address)| address)
}

static ADDRESSES: LazyLock<Vec<(Language, String)>> = LazyLock::new(|| {
    let address = |language: Language| {
        let hash = Sha256::digest(file_of(language)?.as_bytes());
        Some((language, format!("/languages/{}.{}.json", language.code(), hex(&hash[..8]))))
    };
    Language::ALL.into_iter().filter_map(address).collect()
});

static CATALOGS: LazyLock<Vec<Catalog>> = LazyLock::new(|| {
    let read = |language| Catalog::new(language, file_of(language).map(texts).unwrap_or_default());
    Language::ALL.into_iter().map(read).collect()
});

fn texts(file: &str) -> Texts {
    serde_json::from_str(file).unwrap_or_default()
}

/// What everything is in this language; read once.
pub fn catalog_of(language: Language) -> &'static Catalog {
    let found = CATALOGS.iter().find(|catalog| catalog.language() == language);
    found.unwrap_or_else(|| Catalog::english())
}

/// How somebody who is written to reads: in that zone and their language.
pub(crate) fn reader_of(language: Language, timezone: &str) -> Reader {
    Reader { catalog: catalog_of(language), ..Reader::english(Zone::of_stored(timezone)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read() {
        for language in Language::ALL {
            let read = file_of(language).map(serde_json::from_str::<Texts>);
            assert!(read.is_none_or(|read| read.is_ok()), "{language:?}");
            assert_eq!(catalog_of(language).language(), language);
        }
    }
}
