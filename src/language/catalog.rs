//! All that is said, in one language.

use std::sync::LazyLock;

use super::Language;

/// What English sentences are in another language; the empty one is English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    language: Language,
    texts: Texts,
}

/// Each English text and, after it, what it is in another language, sorted by the English. Where the English counts
/// something, that is the form for one and the form for other numbers, with a tab between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(Vec<String>);

impl Texts {
    /// Of English texts with their forms: one, or those for one and for other numbers.
    pub fn new<E: Into<String>, F: AsRef<str>>(texts: impl IntoIterator<Item = (E, Vec<F>)>) -> Self {
        let join = |forms: Vec<F>| forms.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("\t");
        let mut texts: Vec<[String; 2]> =
            texts.into_iter().map(|(english, forms)| [english.into(), join(forms)]).collect();
        texts.sort_unstable();
        Self(texts.into_flattened())
    }

    /// As they go to browsers: each on a line of its own. What reads that is a fraction of what reads JSON.
    pub fn write(&self) -> String {
        self.0.join("\n")
    }

    /// What [`Texts::write`] writes.
    pub fn read(file: &str) -> Self {
        Self(file.split('\n').map(str::to_owned).collect())
    }

    fn get(&self, english: &str) -> Option<&str> {
        let (texts, _) = self.0.as_chunks();
        let found = texts.binary_search_by(|[known, _]| known.as_str().cmp(english)).ok()?;
        texts.get(found).map(|[_, forms]| forms.as_str())
    }
}

static ENGLISH: LazyLock<Catalog> = LazyLock::new(Catalog::default);

impl Catalog {
    /// The one that has nothing, because all is English already.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The texts of one language.
    pub fn new(language: Language, texts: Texts) -> Self {
        Self { language, texts }
    }

    /// Which language it is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// All that it says, as browsers are given it.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// A sentence without places in its language; in English where it is not there.
    pub fn say(&'static self, english: &'static str) -> &'static str {
        self.find(english).unwrap_or(english)
    }

    /// What this is in its language; nothing in English, and where it is not there.
    pub fn find(&self, english: &str) -> Option<&str> {
        self.texts.get(english).and_then(|forms| forms.rsplit('\t').next())
    }

    /// The form that stands with this number, in English where it is not there.
    pub(super) fn counted<'a>(&'a self, one: &'a str, other: &'a str, count: i64) -> &'a str {
        match self.texts.get(other).map(|forms| forms.split_once('\t').unwrap_or((forms, forms))) {
            Some((one, _)) if self.language.is_one(count) => one,
            Some((_, other)) => other,
            None if Language::English.is_one(count) => one,
            None => other,
        }
    }
}
