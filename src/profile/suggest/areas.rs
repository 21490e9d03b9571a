//! Areas of expertise, industry and stage: terms of the taxonomy and of the programme that the text says.

use super::super::expertise::MAX_EXPERTISE;
use super::Suggestion;
use super::outline::{Outline, Part};
use crate::matching::topics;
use crate::matching::words::{is_content, stem, words_with_ranges};
use crate::profile::INDUSTRIES;

/// Areas that are suggested at most: fewer than a profile may have, as each is to be looked at.
const MOST: usize = 10;
/// Of them, those that a list of skills names.
const MOST_SKILLS: usize = 6;
/// And topics.
const MOST_TOPICS: usize = 6;
/// So many terms of a topic say as much as its name.
const NAMED: usize = 3;
/// And those in the programme's own words.
const MOST_KNOWN: usize = 4;
/// The longest skill.
const LONGEST_SKILL: usize = 40;

/// How texts say a stage.
const STAGE_TERMS: [(&str, &[&str]); 6] = [
    ("idea", &["idea stage"]),
    ("pre-seed", &["pre-seed", "preseed"]),
    ("seed", &["seed stage", "seed round", "seed rounds", "seed investor", "seed funding"]),
    ("series a", &["series a"]),
    ("series b+", &["series b", "series c"]),
    ("growth", &["growth stage", "scale up", "scaleup"]),
];

/// A word by its stem, and where it stands in its line.
type Stemmed = (String, (usize, usize));

/// The words of the text by their stems.
struct Said<'a> {
    lines: Vec<(&'a str, Vec<Stemmed>)>,
}

impl<'a> Said<'a> {
    fn of(outline: &Outline<'a>) -> Self {
        let stemmed = |text: &'a str| {
            let words = words_with_ranges(text).into_iter().map(|(word, range)| (stem(&word), range));
            (text, words.collect())
        };
        Self { lines: outline.lines.iter().map(|line| stemmed(line.text)).collect() }
    }

    /// Where these stems stand one after the other: the first time, and how often.
    fn find(&self, stems: &[String]) -> Option<(&'a str, usize)> {
        if stems.is_empty() {
            return None;
        }
        let mut found = self.lines.iter().flat_map(|(text, words)| {
            let same = |window: &&[Stemmed]| window.iter().map(|(stem, _)| stem).eq(stems);
            words.windows(stems.len()).filter(same).map(|window| {
                let (from, to) = (window[0].1.0, window[window.len() - 1].1.1);
                &text[from..to]
            })
        });
        let first = found.next()?;
        Some((first, 1 + found.count()))
    }
}

fn stems_of(term: &str) -> Vec<String> {
    words_with_ranges(term).iter().map(|(word, _)| stem(word)).collect()
}

/// Areas, the likeliest first: skills that are listed, topics, then areas that others of the programme have.
pub(super) fn areas(outline: &Outline<'_>, known: &[String]) -> Vec<Suggestion> {
    const { assert!(MOST <= MAX_EXPERTISE) };
    let said = Said::of(outline);
    let mut areas: Vec<Suggestion> = vec![];
    let mut add = |some: Vec<Suggestion>, most: usize| {
        let most = MOST.min(areas.len() + most);
        for one in some {
            let stems = stems_of(&one.value);
            if areas.len() < most && !areas.iter().any(|have| stems_of(&have.value) == stems) {
                areas.push(one);
            }
        }
    };
    add(skills(outline).map(Suggestion::quoted).collect(), MOST_SKILLS);
    add(of_topics(&said), MOST_TOPICS);
    add(of_programme(&said, known).collect(), MOST_KNOWN);
    areas
}

/// What stands in a list of skills.
fn skills<'a>(outline: &Outline<'a>) -> impl Iterator<Item = &'a str> {
    outline
        .of(Part::Skills)
        .flat_map(|line| line.split([',', ';', '•', '·', '|', '/']))
        .map(str::trim)
        .filter(|skill| {
            let length = skill.chars().count();
            // A colon or a full stop would mean something in the list of areas, or ends a sentence.
            (3..=LONGEST_SKILL).contains(&length)
                && words_with_ranges(skill).len() <= 4
                && skill.contains(char::is_alphabetic)
                && !skill.contains([':', '.', '\n'])
        })
}

/// Topics that the text is about: their name stands in it, or a term of several words, or two terms.
fn of_topics(said: &Said<'_>) -> Vec<Suggestion> {
    let mut found: Vec<(usize, Suggestion)> = topics::all()
        .iter()
        .filter_map(|topic| {
            let hits: Vec<(usize, &str)> = topic
                .term_stems
                .iter()
                .filter_map(|stems| Some((stems.len(), said.find(stems)?.0)))
                .collect();
            // The name of "go" is a word of many sentences.
            let named =
                said.find(&stems_of(topic.name)).filter(|_| topic.name.len() > 3).map(|(words, _)| words);
            let long = hits.iter().find(|(length, _)| *length > 1).map(|(_, words)| *words);
            let several = hits.first().filter(|_| hits.len() > 1).map(|(_, words)| *words);
            let evidence = named.or(long).or(several)?;
            let telling = usize::from(named.is_some()) * NAMED + hits.len();
            Some((telling, Suggestion::new(topic.name, evidence)))
        })
        .collect();
    found.sort_by_key(|(telling, _)| std::cmp::Reverse(*telling));
    found.into_iter().map(|(_, suggestion)| suggestion).collect()
}

fn of_programme<'a>(said: &'a Said<'_>, known: &'a [String]) -> impl Iterator<Item = Suggestion> + 'a {
    known.iter().filter_map(|area| {
        let words = words_with_ranges(area);
        let says_something = area.len() > 3 && words.iter().any(|(word, _)| is_content(word));
        let (evidence, _) = said.find(&stems_of(area)).filter(|_| says_something)?;
        Some(Suggestion::new(area.clone(), evidence))
    })
}

/// The industry that is named most.
pub(super) fn industry(outline: &Outline<'_>) -> Option<Suggestion> {
    most_said(&Said::of(outline), INDUSTRIES.iter().map(|industry| (*industry, *industry)))
}

/// The stage that is named most.
pub(super) fn stage(outline: &Outline<'_>) -> Option<Suggestion> {
    let terms = STAGE_TERMS.iter().flat_map(|(stage, terms)| terms.iter().map(|term| (*stage, *term)));
    most_said(&Said::of(outline), terms)
}

fn most_said(
    said: &Said<'_>,
    terms: impl Iterator<Item = (&'static str, &'static str)>,
) -> Option<Suggestion> {
    let found = terms.filter_map(|(value, term)| {
        let (evidence, times) = said.find(&stems_of(term))?;
        Some((times, value, evidence))
    });
    // Of equals the first one: they are in the order of the form.
    let best = found.fold(None::<(usize, &str, &str)>, |best, one| match best {
        Some(best) if best.0 >= one.0 => Some(best),
        _ => Some(one),
    });
    best.map(|(_, value, evidence)| Suggestion::new(value, evidence))
}
