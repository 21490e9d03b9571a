//! What somebody speaks, and where they are.

use super::Suggestion;
use super::outline::{Outline, Part, segments};
use super::work::has_role;
use crate::matching::words::{fold, words_with_ranges};
use crate::matching::{lexicon, names};

/// Words in whose sentence the name of a language says what somebody speaks, without accents.
const SPEAKING: [&str; 31] = [
    "speak",
    "speaks",
    "speaking",
    "spoken",
    "fluent",
    "fluently",
    "native",
    "bilingual",
    "trilingual",
    "languages",
    "language",
    "proficient",
    "spreche",
    "spricht",
    "sprachen",
    "fließend",
    "fliessend",
    "muttersprache",
    "hablo",
    "habla",
    "idiomas",
    "nativo",
    "nativa",
    "parle",
    "langues",
    "bilingue",
    "couramment",
    "falo",
    "fluente",
    "говорю",
    "языки",
];
/// Words after which the name of a place says where somebody is.
const LIVING: [&str; 25] = [
    "based", "live", "lives", "living", "located", "home", "lebe", "lebt", "wohne", "wohnt", "wohnhaft",
    "sitz", "vivo", "vive", "radicado", "radicada", "basado", "basada", "base", "basee", "habite", "vis",
    "moro", "sediado", "живу",
];
/// How many words may stand between.
const REACH: usize = 4;
/// Languages that are suggested at most.
const MOST: usize = 6;

/// Languages that are named as spoken, and the one in which the text is written.
pub(super) fn languages(outline: &Outline<'_>) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = vec![];
    let mut add = |code: &str, evidence: &str| {
        if let Some(name) = names::language_name(code)
            && found.len() < MOST
            && !found.iter().any(|have| have.value == name)
        {
            found.push(Suggestion::new(name, evidence));
        }
    };
    for line in &outline.lines {
        for sentence in segments(line.text) {
            let words = words_with_ranges(sentence);
            let is_about = line.part == Part::Languages
                || words.iter().any(|(word, _)| SPEAKING.contains(&fold(word).as_str()));
            for (word, (from, to)) in words.iter().filter(|_| is_about) {
                if let Some(code) = names::language(&fold(word)) {
                    add(code, &sentence[*from..*to]);
                }
            }
        }
    }
    if let Some(about) = outline.about()
        && let Some(written) = lexicon::translate(about)
    {
        add(written.language, about.lines().next().unwrap_or_default());
    }
    found
}

/// The country of where somebody is.
pub(super) fn country(outline: &Outline<'_>) -> Option<Suggestion> {
    let header = outline.of(Part::Start).take(6).flat_map(segments);
    let of_header = header
        .filter(|piece| words_with_ranges(piece).len() <= 5 && !has_role(piece) && is_location(piece))
        .find_map(|piece| place_in(piece, 0, usize::MAX));
    of_header.or_else(|| {
        outline.lines.iter().find_map(|line| {
            let words = words_with_ranges(line.text);
            let at = |(index, (word, _)): (usize, &(String, _))| {
                LIVING.contains(&fold(word).as_str()).then_some(index + 1)
            };
            words.iter().enumerate().filter_map(at).find_map(|from| place_in(line.text, from, REACH))
        })
    })
}

/// "Berlin, Germany", or the name of a country by itself.
fn is_location(piece: &str) -> bool {
    let place = |name: &str| names::place(&fold(&name.trim().to_lowercase())).is_some();
    piece.split(',').any(place)
}

/// The first place in one country among `reach` words from the word `from` on.
fn place_in(text: &str, from: usize, reach: usize) -> Option<Suggestion> {
    let words = words_with_ranges(text);
    let until = from.saturating_add(reach).min(words.len());
    (from..until).find_map(|at| {
        (1..=3.min(words.len() - at)).rev().find_map(|length| {
            let some = &words[at..at + length];
            let name: Vec<String> = some.iter().map(|(word, _)| fold(word)).collect();
            let place = names::place(&name.join(" "))?;
            let [code] = place.countries else { return None };
            let evidence = &text[some[0].1.0..some[length - 1].1.1];
            Some(Suggestion::new(names::country_name(code)?, evidence))
        })
    })
}
