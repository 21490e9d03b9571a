//! What the program says to people, found in its sources: what stands in `say`, `text!`, `msgid!` and `Text::counted`, and
//! every sentence in the rooms that speak in failures.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// An English text that catalogs have to have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// The key.
    pub english: String,
    /// The same of one thing, where it counts.
    pub one: Option<String>,
}

impl Message {
    /// One that does not count.
    pub fn plain(english: &str) -> Self {
        Self { english: english.to_owned(), one: None }
    }

    /// How many forms a catalog has of it.
    pub fn forms(&self) -> usize {
        1 + usize::from(self.one.is_some())
    }
}

/// The rooms that say something.
const SPEAKING: [&str; 3] = ["src", "server/services/src", "app/src"];

/// Where a sentence is not always for people, so that only what is marked counts.
const MARKED: [&str; 5] = [
    "src/matching/window/",
    "src/profile/suggest",
    "server/services/src/mail",
    "server/services/src/calendar",
    "app/src",
];

/// For developers, in English.
const ENGLISH: &str = "app/src/pages/dev";

/// All that is said, by its English text.
pub fn messages() -> BTreeSet<Message> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = BTreeSet::new();
    for room in SPEAKING {
        for file in files(&root.join(room)) {
            let name = file.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            let is_test =
                name.ends_with("tests.rs") || name.contains("/tests/") || name.contains("/property/");
            if is_test || name.starts_with(ENGLISH) {
                continue;
            }
            let tokens: TokenStream = fs::read_to_string(&file).unwrap().parse().unwrap();
            let sentences = !MARKED.iter().any(|room| name.starts_with(room));
            collect(tokens, sentences, &mut found);
        }
    }
    found.extend(office_hours::matching::names::english_names().map(Message::plain));
    // A sentence that counts somewhere is there in both forms.
    let counted: BTreeSet<String> =
        found.iter().filter(|message| message.one.is_some()).map(|message| message.english.clone()).collect();
    let singular: BTreeSet<String> = found.iter().filter_map(|message| message.one.clone()).collect();
    found.retain(|message| {
        message.one.is_some() || !(counted.contains(&message.english) || singular.contains(&message.english))
    });
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

/// What is said in these tokens; with `sentences`, also every literal that is one.
fn collect(tokens: TokenStream, sentences: bool, found: &mut BTreeSet<Message>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let group =
                    tokens[at + 1..].iter().take(2).position(|token| matches!(token, TokenTree::Group(_)));
                let Some(group) = group.map(|n| at + 1 + n) else {
                    at += 1;
                    continue;
                };
                at = match tokens[group].to_string().replace(' ', "").as_str() {
                    "[cfg(test)]" => end_of_item(&tokens, group + 1),
                    _ => group + 1,
                };
                continue;
            }
            TokenTree::Ident(name) => {
                let is_macro =
                    matches!(tokens.get(at + 1), Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
                let arguments = match tokens.get(at + 1 + usize::from(is_macro)) {
                    Some(TokenTree::Group(group)) => Some(literals(group.stream())),
                    _ => None,
                };
                let name = name.to_string();
                match (name.as_str(), is_macro, arguments.as_deref()) {
                    // Words put together before they are translated are said in English for ever.
                    ("format", true, Some([english, ..])) if sentences && is_sentence(english) => {
                        panic!("put {english:?} into text! instead of format!");
                    }
                    ("say", false, Some([english, ..]))
                    | ("text" | "msgid", true, Some([english, ..]))
                    | ("not_found", false, Some([english, ..])) => {
                        found.insert(Message::plain(english));
                    }
                    ("counted", false, Some([one, other, ..])) => {
                        found.insert(Message { english: other.clone(), one: Some(one.clone()) });
                    }
                    _ => {}
                }
            }
            TokenTree::Literal(_) if sentences => {
                let text = literal(token).filter(|text| is_sentence(text));
                found.extend(text.as_deref().map(Message::plain));
            }
            TokenTree::Group(group) => collect(group.stream(), sentences, found),
            _ => {}
        }
        at += 1;
    }
}

/// After the next item with a body, or the next semicolon.
fn end_of_item(tokens: &[TokenTree], from: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    };
    tokens[from..].iter().position(ends).map_or(tokens.len(), |n| from + n + 1)
}

/// The texts at the beginning of these arguments.
fn literals(tokens: TokenStream) -> Vec<String> {
    let arguments =
        tokens.into_iter().filter(|token| !matches!(token, TokenTree::Punct(p) if p.as_char() == ','));
    arguments.map_while(|token| literal(&token)).collect()
}

fn literal(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

fn is_sentence(text: &str) -> bool {
    text.starts_with(|first: char| first.is_uppercase() || first == '“')
        && text.contains(' ')
        && text.ends_with(['.', '?', '!'])
}
