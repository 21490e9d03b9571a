//! The catalogs that come with the program, one for each language that is not English.
//!
//! The files lie in `languages/`; what has to be in them is said where they are tested.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use office_hours::language::{Catalog, Language, Texts};
use office_hours::time::{Reader, Zone};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::environment::hex;

/// What a language says, as it lies in its file; nothing for English, in which all is written.
fn source_of(language: Language) -> Option<&'static str> {
    match language {
        Language::English => None,
        Language::Spanish => Some(include_str!("../../../languages/es.json")),
        Language::German => Some(include_str!("../../../languages/de.json")),
        Language::French => Some(include_str!("../../../languages/fr.json")),
        Language::Portuguese => Some(include_str!("../../../languages/pt.json")),
    }
}

/// What a file says of an English text: the same, or where that counts the forms for one and for other numbers.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Plain(String),
    Counted([String; 2]),
}

fn texts(source: &str) -> serde_json::Result<Texts> {
    let entries: BTreeMap<String, Entry> = serde_json::from_str(source)?;
    Ok(Texts::new(entries.into_iter().map(|(english, entry)| match entry {
        Entry::Plain(text) => (english, vec![text]),
        Entry::Counted(forms) => (english, forms.to_vec()),
    })))
}

static CATALOGS: LazyLock<Vec<Catalog>> = LazyLock::new(|| {
    let texts = |language| source_of(language).map(texts).and_then(Result::ok).unwrap_or_default();
    Language::ALL.into_iter().map(|language| Catalog::new(language, texts(language))).collect()
});

/// The texts of a language on their way to browsers.
struct File {
    language: Language,
    address: String,
    content: String,
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let others = CATALOGS.iter().filter(|catalog| catalog.language() != Language::English);
    others
        .map(|catalog| {
            let language = catalog.language();
            let content = catalog.texts().write();
            let hash = hex(&Sha256::digest(content.as_bytes())[..8]);
            File { language, address: format!("/languages/{}.{hash}.txt", language.code()), content }
        })
        .collect()
});

/// Where the browser finds the texts of a language that is not English; others have another address.
pub fn address_of(language: Language) -> Option<&'static str> {
    FILES.iter().find(|file| file.language == language).map(|file| file.address.as_str())
}

/// What is found there.
pub fn file_at(address: &str) -> Option<&'static str> {
    FILES.iter().find(|file| file.address == address).map(|file| file.content.as_str())
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
            assert!(source_of(language).is_none_or(|source| texts(source).is_ok()), "{language:?}");
            assert_eq!(catalog_of(language).language(), language);
            let sent = address_of(language).and_then(file_at);
            assert_eq!(sent.is_some(), language != Language::English);
            assert!(
                sent.is_none_or(|sent| Texts::read(sent) == *catalog_of(language).texts()),
                "{language:?}"
            );
        }
    }
}
