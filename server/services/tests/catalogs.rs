//! Whether every language says what English says, by reading what the program's sources say.

#![allow(clippy::unwrap_used, reason = "in a test what is not there is a failure, and the line says where")]

#[path = "catalogs/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use office_hours::language::Language;
use serde_json::Value;

use sources::{Message, messages};

/// What a catalog says of each English text.
fn catalog(language: Language) -> BTreeMap<String, Value> {
    let file = format!("{}/../../languages/{}.json", env!("CARGO_MANIFEST_DIR"), language.code());
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn places(text: &str) -> BTreeSet<&str> {
    let after = text.split('{').skip(1);
    after.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn the_sources_say_something() {
    let said = messages();
    assert!(said.contains(&Message::plain("Please sign in to go on.")), "a failure");
    assert!(said.contains(&Message::plain("Waiting for the mentor")), "a label");
    assert!(said.contains(&Message::plain("Knows {area}")), "a sentence with a place");
    assert!(said.iter().any(|message| message.one.is_some()), "a sentence that counts");
    assert!(said.contains(&Message::plain("Portuguese")), "the name of a language");
    assert!(!said.iter().any(|message| message.english.contains("SELECT ")));
}

#[test]
fn every_language_says_all_of_it_and_nothing_else() {
    let said = messages();
    let mut wrong = vec![];
    for language in Language::ALL.into_iter().skip(1) {
        let catalog = catalog(language);
        let code = language.code();
        for message in &said {
            let Some(entry) = catalog.get(&message.english) else {
                wrong.push(format!("{code} lacks {:?}", message.english));
                continue;
            };
            let forms: Vec<&str> = match entry {
                Value::String(text) => vec![text],
                Value::Array(forms) => forms.iter().filter_map(Value::as_str).collect(),
                _ => vec![],
            };
            if forms.len() != message.forms() {
                wrong.push(format!("{code} has {} forms of {:?}", forms.len(), message.english));
            }
            for form in forms.iter().filter(|form| places(form) != places(&message.english)) {
                // "One session" need not say the number.
                if forms.len() == 1 || *form != forms[0] {
                    wrong.push(format!("{code} has other places in {form:?} than {:?}", message.english));
                }
            }
        }
        let known: BTreeSet<&str> = said.iter().map(|message| message.english.as_str()).collect();
        let left = catalog.keys().filter(|english| !known.contains(english.as_str()));
        wrong.extend(left.map(|english| format!("{code} says what nobody asks for: {english:?}")));
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Writes what is said to the file that `MESSAGES_TO` names, for whoever translates.
#[test]
fn what_is_said_can_be_listed() {
    let list: Vec<Value> = messages()
        .into_iter()
        .map(|message| match message.one {
            Some(one) => serde_json::json!([one, message.english]),
            None => message.english.into(),
        })
        .collect();
    assert!(list.len() > 100);
    if let Ok(path) = std::env::var("MESSAGES_TO") {
        std::fs::write(path, serde_json::to_string_pretty(&list).unwrap()).unwrap();
    }
}
