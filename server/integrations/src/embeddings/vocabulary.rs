//! The words that a model knows, for telling slips from words.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread;

use tokenizers::Tokenizer;

/// The common words of a tokenizer's file, read in the background.
#[derive(Debug, Default)]
pub struct Vocabulary(OnceLock<Arc<HashSet<String>>>);

impl Vocabulary {
    /// Returns at once; a thread reads `tokenizer.json` in `dir` meanwhile.
    pub fn read_in_background(dir: PathBuf) -> Arc<Self> {
        let vocabulary = Arc::new(Self::default());
        let read = {
            let vocabulary = Arc::clone(&vocabulary);
            move || match Tokenizer::from_file(dir.join("tokenizer.json")) {
                Ok(tokenizer) => drop(vocabulary.0.set(Arc::new(common_words(&tokenizer)))),
                Err(error) => tracing::warn!(
                    %error,
                    dir = %dir.display(),
                    "there is no list of common words, so slips are not mended; `make run` fetches it"
                ),
            }
        };
        if let Err(error) = thread::Builder::new().name("vocabulary-loader".into()).spawn(read) {
            tracing::warn!(%error, "no thread to read the list of common words");
        }
        vocabulary
    }

    /// The words, lower case; none while they are read or when there is no file.
    pub fn words(&self) -> Arc<HashSet<String>> {
        self.0.get().map(Arc::clone).unwrap_or_default()
    }
}

/// A token of letters that begins a word is a common word by itself; "##ing" only ends one.
pub(super) fn common_words(tokenizer: &Tokenizer) -> HashSet<String> {
    let tokens = tokenizer.get_vocab(false).into_keys();
    tokens.filter(|token| token.chars().all(char::is_alphabetic)).collect()
}
