//! Saying why a mentor was found. Evidence is always a verbatim part of the profile.

use super::names;
use super::need::Need;
use super::topics::{Topic, Touches};
use super::words::{is_content, stem, words_with_ranges};
use super::{MatchFilters, Reason, passages};
use crate::language::{Catalog, Text};
use crate::profile::{Expertise, MentorProfile};
use crate::text;

/// Reasons on one result at most.
const MAX_REASONS: usize = 3;
/// Topics less sure than this are no reason, however well they order.
const SURE_TOPICS: f32 = 0.3;
/// Evidence longer than this, in characters, is cut at a word around its first mark.
const MAX_EVIDENCE: usize = 220;

/// A profile and its words, read once to be explained often.
#[derive(Clone, Debug)]
pub struct ReadProfile {
    /// The profile.
    pub profile: MentorProfile,
    /// By place in the profile: the area and its subarea as one.
    areas: Vec<ReadText>,
    headline: Option<ReadText>,
    /// The passages of the bio.
    bio: Vec<ReadText>,
}

impl ReadProfile {
    /// Reads the words.
    pub fn new(profile: MentorProfile) -> Self {
        let area = |area: &Expertise| {
            ReadText::new(format!("{} {}", area.area, area.subarea.as_deref().unwrap_or_default()))
        };
        let bio = (1..=passages::MAX_PASSAGES as i32).filter_map(|part| passages::evidence(&profile, part));
        Self {
            areas: profile.expertise.iter().map(area).collect(),
            headline: profile.headline.clone().map(ReadText::new),
            bio: bio.map(|text| ReadText::new(text.to_owned())).collect(),
            profile,
        }
    }

    /// Headline and the parts of the bio.
    fn texts(&self) -> impl Iterator<Item = &ReadText> {
        self.headline.iter().chain(&self.bio)
    }

    /// What was compared as this passage; see [`passages::evidence`].
    fn passage(&self, part: i32) -> Option<&ReadText> {
        match usize::try_from(part).ok()? {
            0 => self.headline.as_ref(),
            n => self.bio.get(n - 1),
        }
    }
}

#[derive(Clone, Debug)]
struct ReadText {
    text: String,
    words: Vec<ReadWord>,
}

#[derive(Clone, Debug)]
struct ReadWord {
    stem: String,
    is_content: bool,
    from: usize,
    to: usize,
}

impl ReadText {
    fn new(text: String) -> Self {
        let word = |(word, (from, to)): (String, (usize, usize))| ReadWord {
            stem: stem(&word),
            is_content: is_content(&word),
            from,
            to,
        };
        let words = words_with_ranges(&text).into_iter().map(word).collect();
        Self { text, words }
    }
}

/// What is explained: a need, with its words as stems.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    need: &'a Need,
    stems: Vec<String>,
    touches: &'a Touches,
    filters: &'a MatchFilters,
    catalog: &'a Catalog,
}

impl<'a> Question<'a> {
    /// `touches` are the topics of the need; reasons are said in the language of `catalog`.
    pub fn new(
        need: &'a Need,
        touches: &'a Touches,
        filters: &'a MatchFilters,
        catalog: &'a Catalog,
    ) -> Self {
        let stems = need.terms().into_iter().map(|(stem, _)| stem).collect();
        Self { stems, need, touches, filters, catalog }
    }

    /// The reasons for a mentor, at least one. `part` is the passage nearest in meaning, when meaning
    /// was compared.
    pub fn reasons(&self, profile: &ReadProfile, part: Option<i32>) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        reasons.extend(self.expertise_reason(profile));
        reasons.extend(self.topic_reason(profile, &reasons));
        reasons.extend(self.wish_reasons(&profile.profile));
        reasons.extend(self.wording_reason(profile));
        if let Some(text) = part.and_then(|part| profile.passage(part)) {
            let close = self.quote(text!("Close to what you describe"), text);
            if reasons.iter().all(|reason| reason.evidence != close.evidence) {
                reasons.push(close);
            }
        }
        reasons.extend(self.filter_reasons(&profile.profile));
        if reasons.is_empty() {
            reasons.push(match profile.texts().next() {
                Some(text) => self.quote(text!("The nearest we found"), text),
                None => self.reason(text!("The nearest we found"), None, vec![]),
            });
        }
        reasons.truncate(MAX_REASONS);
        reasons
    }

    fn expertise_reason(&self, profile: &ReadProfile) -> Option<Reason> {
        let at = profile.areas.iter().position(|area| !self.marks(area).is_empty())?;
        // The subarea comes after the area: marks within the area are the same in both.
        let area = &profile.profile.expertise[at].area;
        let mut marks = self.marks(&profile.areas[at]);
        marks.retain(|(_, to)| *to as usize <= area.len());
        Some(self.reason(text!("Knows {area}", area), Some(area.clone()), marks))
    }

    /// The first area, headline or sentence with a term of a touched topic that no reason shows yet.
    fn topic_reason(&self, profile: &ReadProfile, given: &[Reason]) -> Option<Reason> {
        if self.touches.confidence < SURE_TOPICS {
            return None;
        }
        let is_shown = |topic: &Topic| {
            let evidence = given.iter().filter_map(|reason| reason.evidence.clone());
            evidence.into_iter().any(|evidence| !term_marks(&ReadText::new(evidence), topic).is_empty())
        };
        let topics = self.touches.topics.iter().map(|touched| touched.topic);
        topics.filter(|topic| !is_shown(topic)).find_map(|topic| {
            let areas = profile.profile.expertise.iter().zip(&profile.areas);
            for (area, read) in areas {
                let marks =
                    term_marks(read, topic).into_iter().filter(|(_, to)| *to as usize <= area.area.len());
                let marks: Vec<_> = marks.collect();
                if !marks.is_empty() {
                    let area = &area.area;
                    return Some(self.reason(text!("Knows {area}", area), Some(area.clone()), marks));
                }
            }
            let found = profile.texts().map(|text| (text, term_marks(text, topic)));
            let (text, marks) = found.into_iter().find(|(_, marks)| !marks.is_empty())?;
            let first = marks.first()?.0 as usize;
            let (from, to) = sentence_at(&text.text, first);
            let range = shorten(&text.text[from..to], first - from, from);
            Some(self.cut(text!("Knows about {topic}", topic = topic.name), text, range, &marks))
        })
    }

    /// The sentence of headline or bio with the most words of the need.
    fn wording_reason(&self, profile: &ReadProfile) -> Option<Reason> {
        let counted = profile.texts().map(|text| (self.marks(text).len(), text));
        let best = counted
            .filter(|(count, _)| *count > 0)
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        Some(self.quote(text!("In their own words"), best.1))
    }

    /// The languages and places that were asked for and that the profile names.
    fn wish_reasons(&self, profile: &MentorProfile) -> Option<Reason> {
        let wishes = &self.need.wishes;
        let speaks =
            |code: &&&'static str| profile.languages.iter().any(|have| have.eq_ignore_ascii_case(code));
        let language = wishes.languages.iter().find(speaks).and_then(|code| names::language_name(code));
        let country = profile.country.as_deref().filter(|have| {
            wishes.places.iter().any(|place| place.countries.iter().any(|c| c.eq_ignore_ascii_case(have)))
        });
        let country = country.and_then(names::country_name);
        let text = match (language.map(Text::from), country.map(Text::from)) {
            (Some(language), None) => text!("Speaks {language}", language),
            (None, Some(country)) => text!("Lives in {country}", country),
            (Some(language), Some(country)) => {
                text!("Speaks {language}, lives in {country}", language, country)
            }
            (None, None) => return None,
        };
        Some(self.reason(text, None, vec![]))
    }

    fn filter_reasons(&self, profile: &MentorProfile) -> Vec<Reason> {
        let fact = |wanted: &Option<String>, has: &Option<String>, text: fn(&String) -> Text| {
            let has = has.as_ref()?;
            wanted.as_ref().filter(|wanted| wanted.eq_ignore_ascii_case(has))?;
            Some(self.reason(text(has), Some(has.clone()), vec![]))
        };
        let filters = self.filters;
        [
            fact(&filters.industry, &profile.industry, |industry| text!("Industry: {industry}", industry)),
            fact(&filters.stage, &profile.stage, |stage| text!("Stage: {stage}", stage)),
            fact(&filters.company, &profile.company, |company| text!("Company: {company}", company)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn reason(&self, text: Text, evidence: Option<String>, marks: Vec<(u32, u32)>) -> Reason {
        Reason { text: text.say(self.catalog), evidence, marks }
    }

    fn quote(&self, reason: Text, text: &ReadText) -> Reason {
        let marks = self.marks(text);
        let range = shorten(&text.text, marks.first().map_or(0, |(at, _)| *at as usize), 0);
        self.cut(reason, text, range, &marks)
    }

    /// A part of a text as evidence, with the marks that lie in it.
    fn cut(&self, reason: Text, text: &ReadText, (from, to): (usize, usize), marks: &[(u32, u32)]) -> Reason {
        let within = marks.iter().filter(|(start, end)| *start as usize >= from && *end as usize <= to);
        let marks = within.map(|(start, end)| (start - from as u32, end - from as u32)).collect();
        self.reason(reason, Some(text.text[from..to].to_owned()), marks)
    }

    /// Byte ranges of the words that a text shares with the need, by stem.
    fn marks(&self, text: &ReadText) -> Vec<(u32, u32)> {
        let shared = text.words.iter().filter(|word| word.is_content && self.stems.contains(&word.stem));
        shared.map(|word| (word.from as u32, word.to as u32)).collect()
    }
}

/// Byte ranges of the terms of a topic in a text, each word of a term by its stem.
fn term_marks(text: &ReadText, topic: &Topic) -> Vec<(u32, u32)> {
    let mut marks = vec![];
    for term in &topic.term_stems {
        for part in text.words.windows(term.len().max(1)) {
            if part.iter().zip(term).all(|(word, wanted)| word.stem == *wanted) {
                marks.extend(part.iter().map(|word| (word.from as u32, word.to as u32)));
            }
        }
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// The bytes of the sentence around a byte of a text, without spaces around it.
fn sentence_at(text: &str, at: usize) -> (usize, usize) {
    let ends = passages::sentence_ends(text);
    let start = ends.iter().rev().find(|end| **end <= at).copied().unwrap_or(0);
    let end = ends.iter().find(|end| **end > at).copied().unwrap_or(text.len());
    let start = start + (text[start..end].len() - text[start..end].trim_start().len());
    (start, start + text[start..end].trim_end().len())
}

/// The bytes of a part of `text` of at most [`MAX_EVIDENCE`] characters that holds the first mark,
/// counted from `offset` before `text`. It begins at that mark's sentence where this is not too far
/// before it, at a word elsewhere, and ends at a sentence or a word.
fn shorten(text: &str, first_mark: usize, offset: usize) -> (usize, usize) {
    if text.chars().count() <= MAX_EVIDENCE {
        return (offset, offset + text.len());
    }
    let words = words_with_ranges(text);
    let ends = passages::sentence_ends(text);
    let sentence = ends.iter().rev().find(|end| **end <= first_mark).copied().unwrap_or(0);
    let before = |chars: usize| text[..first_mark].char_indices().rev().nth(chars).map_or(0, |(at, _)| at);
    let wanted = if sentence >= before(MAX_EVIDENCE / 2) { sentence } else { before(60) };
    let start = words.iter().map(|(_, (from, _))| *from).find(|from| *from >= wanted).unwrap_or(0);
    let limit = text[start..].char_indices().nth(MAX_EVIDENCE).map_or(text.len(), |(at, _)| start + at);
    let last_sentence = ends.iter().rev().copied().find(|end| *end <= limit && *end > first_mark);
    let last_word = words.iter().map(|(_, (_, to))| *to).take_while(|to| *to <= limit).last();
    let end = last_sentence.or(last_word).filter(|end| *end > start).unwrap_or(limit);
    (offset + start, offset + start + text[start..end].trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::need::tests::need;
    use crate::matching::passages::tests::profile;
    use crate::matching::topics::{self, Touched};

    fn reasons(
        need: &Need,
        touches: &Touches,
        filters: &MatchFilters,
        profile: &MentorProfile,
        part: Option<i32>,
    ) -> Vec<Reason> {
        Question::new(need, touches, filters, Catalog::english())
            .reasons(&ReadProfile::new(profile.clone()), part)
    }

    /// The evidence that is quoted of a text.
    fn shortened(need: &Need, text: &str) -> String {
        let (touches, filters) = (Touches::default(), MatchFilters::default());
        let reason = Question::new(need, &touches, &filters, Catalog::english())
            .quote("".into(), &ReadText::new(text.to_owned()));
        reason.evidence.unwrap()
    }

    fn whole_text(profile: &MentorProfile) -> String {
        format!("{profile:?}")
    }

    #[test]
    fn evidence_is_verbatim_and_marks_point_at_shared_words() {
        let bio = "Ich war Gründerin. I have raised a seed round, and a Series A.\nNow I invest. ".repeat(8);
        let profile = MentorProfile { bio: Some(bio.clone()), ..profile() };
        let need = need("raising my seed round");
        let found = reasons(&need, &Touches::default(), &MatchFilters::default(), &profile, Some(1));
        assert!(!found.is_empty() && found.len() <= MAX_REASONS);
        for reason in &found {
            let evidence = reason.evidence.as_deref().unwrap();
            let verbatim = bio.contains(evidence)
                || profile.headline.as_deref().unwrap().contains(evidence)
                || profile.expertise.iter().any(|e| e.area == evidence);
            assert!(verbatim, "{evidence:?} is not in {}", whole_text(&profile));
            for (from, to) in &reason.marks {
                let word = evidence[*from as usize..*to as usize].to_lowercase();
                assert!(need.words.iter().any(|w| stem(w) == stem(&word)), "{word:?}");
            }
        }
        assert!(found.iter().any(|r| !r.marks.is_empty()));
    }

    #[test]
    fn nothing_is_quoted_twice_and_long_sentences_keep_their_term() {
        let long = format!("I sell bread {}and raised venture capital.", "and cake, and tea, ".repeat(14));
        let told = MentorProfile { expertise: vec![], bio: Some(long.clone()), ..profile() };
        let (bread, topic) = (need("selling bread"), topics::all().iter().find(|t| t.name == "fundraising"));
        let touches =
            Touches { topics: vec![Touched { topic: topic.unwrap(), share: 1.0 }], confidence: 0.8 };
        let found = reasons(&bread, &Touches::default(), &MatchFilters::default(), &told, Some(1));
        assert_eq!(found.iter().filter(|reason| reason.evidence.is_some()).count(), 1, "{found:?}");
        let found = reasons(&need("cash"), &touches, &MatchFilters::default(), &told, None);
        assert!(found[0].evidence.as_deref().unwrap().ends_with("raised venture capital."), "{found:?}");
        assert!(!found[0].marks.is_empty());
    }

    #[test]
    fn an_area_comes_first_and_filters_are_named() {
        let need = need("Help with fundraising");
        let filters = MatchFilters { industry: Some("Fintech".into()), ..MatchFilters::default() };
        let found = reasons(&need, &Touches::default(), &filters, &profile(), None);
        assert_eq!(found[0].text, "Knows fundraising");
        assert_eq!(found[0].marks, [(0, 11)]);
        assert!(found.iter().any(|r| r.text == "Industry: fintech"));
    }

    #[test]
    fn a_term_of_a_topic_is_evidence_for_a_need_without_it() {
        let need = need("We are running out of cash");
        let topic = topics::all().iter().find(|topic| topic.name == "fundraising").unwrap();
        let touches = Touches { topics: vec![Touched { topic, share: 1.0 }], confidence: 0.8 };
        let found = reasons(&need, &touches, &MatchFilters::default(), &profile(), None);
        assert_eq!(
            (found[0].text.as_str(), found[0].evidence.as_deref()),
            ("Knows fundraising", Some("fundraising"))
        );
        let bio = "I like boats. I talked to forty venture capital firms. Ask me.";
        let told = MentorProfile { expertise: vec![], bio: Some(bio.into()), ..profile() };
        let found = reasons(&need, &touches, &MatchFilters::default(), &told, None);
        assert_eq!(found[0].text, "Knows about fundraising");
        assert_eq!(found[0].evidence.as_deref(), Some("I talked to forty venture capital firms."));
        assert_eq!(found[0].marks, [(18, 25), (26, 33)]);
        let unsure = Touches { confidence: 0.1, ..touches };
        assert_eq!(
            reasons(&need, &unsure, &MatchFilters::default(), &told, None)[0].text,
            "The nearest we found"
        );
    }

    #[test]
    fn there_is_always_a_reason() {
        let need = need("quantum gravity");
        let silent = MentorProfile { headline: None, expertise: vec![], ..profile() };
        assert_eq!(reasons(&need, &Touches::default(), &MatchFilters::default(), &silent, None).len(), 1);
        assert_eq!(
            reasons(&need, &Touches::default(), &MatchFilters::default(), &profile(), None)[0].text,
            "The nearest we found"
        );
    }

    #[test]
    fn long_evidence_is_cut_at_sentences_where_it_can_be() {
        let text = format!(
            "{} Fundraising goes better as a project. {}",
            "I ran it badly.".repeat(12),
            "x y ".repeat(60)
        );
        let need = need("fundraising");
        assert_eq!(shortened(&need, &text), "Fundraising goes better as a project.");
    }

    #[test]
    fn long_evidence_is_cut_at_words_around_the_mark() {
        let text = format!("{} fundraising {}", "ähnlich ".repeat(60), "übrig ".repeat(60));
        let need = need("fundraising");
        let short = shortened(&need, &text);
        assert!(short.contains("fundraising") && text.contains(&short));
        assert!(short.chars().count() <= MAX_EVIDENCE);
    }
}
