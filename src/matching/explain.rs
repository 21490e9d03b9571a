//! Saying why a mentor was found. Evidence is always a verbatim part of the profile.

use super::need::Need;
use super::topics::{Topic, Touches};
use super::words::{is_content, stem, words_with_ranges};
use super::{MatchFilters, Reason, passages};
use crate::profile::MentorProfile;

/// Reasons on one result at most.
const MAX_REASONS: usize = 3;
/// Topics less sure than this are no reason, however well they order.
const SURE_TOPICS: f32 = 0.3;
/// Evidence longer than this, in characters, is cut at a word around its first mark.
const MAX_EVIDENCE: usize = 220;

/// The reasons for a mentor, at least one.
///
/// `touches` are the topics of the need, `part` is the passage nearest in meaning, when meaning was
/// compared.
pub fn reasons(
    need: &Need,
    touches: &Touches,
    filters: &MatchFilters,
    profile: &MentorProfile,
    part: Option<i32>,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    reasons.extend(expertise_reason(need, profile));
    let passage = part.and_then(|part| passages::evidence(profile, part));
    reasons.extend(topic_reason(need, touches, profile, &reasons));
    reasons.extend(wording_reason(need, profile));
    if let Some(evidence) = passage.filter(|e| !reasons.iter().any(|r| r.evidence.as_deref() == Some(*e))) {
        reasons.push(quote("Close to what you describe", need, evidence));
    }
    reasons.extend(filter_reasons(filters, profile));
    if reasons.is_empty() {
        let evidence = profile.headline.as_deref().or(profile.bio.as_deref());
        reasons.push(match evidence {
            Some(evidence) => quote("The nearest we found", need, evidence),
            None => Reason { text: "The nearest we found".into(), evidence: None, marks: vec![] },
        });
    }
    reasons.truncate(MAX_REASONS);
    reasons
}

fn expertise_reason(need: &Need, profile: &MentorProfile) -> Option<Reason> {
    let matched = profile.expertise.iter().find(|e| {
        let area = format!("{} {}", e.area, e.subarea.as_deref().unwrap_or_default());
        shares_word(need, &area)
    })?;
    Some(quote(&format!("Knows {}", matched.area), need, &matched.area))
}

/// The first area, headline or sentence with a term of a touched topic.
fn topic_reason(need: &Need, touches: &Touches, profile: &MentorProfile, given: &[Reason]) -> Option<Reason> {
    if touches.confidence < SURE_TOPICS {
        return None;
    }
    let is_new = |evidence: &str| !given.iter().any(|reason| reason.evidence.as_deref() == Some(evidence));
    touches.topics.iter().find_map(|touched| {
        let topic = touched.topic;
        let area = profile
            .expertise
            .iter()
            .map(|e| e.area.as_str())
            .find(|area| is_new(area) && holds_term(area, topic));
        if let Some(area) = area {
            return Some(marked(format!("Knows {area}"), area, term_marks(area, topic)));
        }
        let text = texts(profile).find(|text| is_new(text) && holds_term(text, topic))?;
        let sentence = sentence_at(text, term_marks(text, topic).first()?.0 as usize);
        let evidence = shorten(need, sentence);
        Some(marked(format!("Knows about {}", topic.name), evidence, term_marks(evidence, topic)))
    })
}

fn holds_term(text: &str, topic: &Topic) -> bool {
    !term_marks(text, topic).is_empty()
}

/// Byte ranges of the terms of a topic in a text, each word of a term by its stem.
fn term_marks(text: &str, topic: &Topic) -> Vec<(u32, u32)> {
    let words: Vec<(String, (usize, usize))> =
        words_with_ranges(text).into_iter().map(|(word, range)| (stem(&word), range)).collect();
    let mut marks = vec![];
    for term in topic.terms.iter().map(|term| words_with_ranges(term)) {
        let term: Vec<String> = term.into_iter().map(|(word, _)| stem(&word)).collect();
        for part in words.windows(term.len().max(1)) {
            if part.iter().zip(&term).all(|((word, _), wanted)| word == wanted) {
                marks.extend(part.iter().map(|(_, (from, to))| (*from as u32, *to as u32)));
            }
        }
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// The sentence around a byte of a text.
fn sentence_at(text: &str, at: usize) -> &str {
    let ends = passages::sentence_ends(text);
    let start = ends.iter().rev().find(|end| **end <= at).copied().unwrap_or(0);
    let end = ends.iter().find(|end| **end > at).copied().unwrap_or(text.len());
    text[start..end].trim()
}

/// Headline and the parts of the bio.
fn texts(profile: &MentorProfile) -> impl Iterator<Item = &str> {
    let bio_parts = (1..=passages::MAX_PASSAGES as i32).filter_map(|part| passages::evidence(profile, part));
    profile.headline.as_deref().into_iter().chain(bio_parts)
}

/// The sentence of headline or bio with the most words of the need.
fn wording_reason(need: &Need, profile: &MentorProfile) -> Option<Reason> {
    let best = texts(profile)
        .map(|evidence| (marks(need, evidence).len(), evidence))
        .filter(|(count, _)| *count > 0)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    Some(quote("In their own words", need, best.1))
}

fn filter_reasons(filters: &MatchFilters, profile: &MentorProfile) -> Vec<Reason> {
    let fact = |wanted: &Option<String>, has: &Option<String>, label: &str| {
        let has = has.as_ref()?;
        wanted.as_ref().filter(|w| w.eq_ignore_ascii_case(has))?;
        Some(Reason { text: format!("{label}: {has}"), evidence: Some(has.clone()), marks: vec![] })
    };
    [fact(&filters.industry, &profile.industry, "Industry"), fact(&filters.stage, &profile.stage, "Stage")]
        .into_iter()
        .flatten()
        .collect()
}

fn quote(text: &str, need: &Need, evidence: &str) -> Reason {
    let evidence = shorten(need, evidence);
    marked(text.to_owned(), evidence, marks(need, evidence))
}

fn marked(text: String, evidence: &str, marks: Vec<(u32, u32)>) -> Reason {
    Reason { text, marks, evidence: Some(evidence.to_owned()) }
}

/// Byte ranges of the words that `text` shares with the need, by stem.
fn marks(need: &Need, text: &str) -> Vec<(u32, u32)> {
    let stems: Vec<String> = need.words.iter().map(|word| stem(word)).collect();
    words_with_ranges(text)
        .into_iter()
        .filter(|(word, _)| is_content(word) && stems.contains(&stem(word)))
        .filter_map(|(_, (from, to))| Some((u32::try_from(from).ok()?, u32::try_from(to).ok()?)))
        .collect()
}

fn shares_word(need: &Need, text: &str) -> bool {
    !marks(need, text).is_empty()
}

/// A part of `text` of at most [`MAX_EVIDENCE`] characters that holds the first mark. It begins at
/// that mark's sentence where this is not too far before it, at a word elsewhere, and ends at a
/// sentence or a word.
fn shorten<'a>(need: &Need, text: &'a str) -> &'a str {
    if text.chars().count() <= MAX_EVIDENCE {
        return text;
    }
    let words = words_with_ranges(text);
    let first_mark = marks(need, text).first().map_or(0, |(from, _)| *from as usize);
    let ends = passages::sentence_ends(text);
    let sentence = ends.iter().rev().find(|end| **end <= first_mark).copied().unwrap_or(0);
    let before = |chars: usize| text[..first_mark].char_indices().rev().nth(chars).map_or(0, |(at, _)| at);
    let wanted = if sentence >= before(MAX_EVIDENCE / 2) { sentence } else { before(60) };
    let start = words.iter().map(|(_, (from, _))| *from).find(|from| *from >= wanted).unwrap_or(0);
    let limit = text[start..].char_indices().nth(MAX_EVIDENCE).map_or(text.len(), |(at, _)| start + at);
    let last_sentence = ends.iter().rev().copied().find(|end| *end <= limit && *end > first_mark);
    let last_word = words.iter().map(|(_, (_, to))| *to).take_while(|to| *to <= limit).last();
    let end = last_sentence.or(last_word).filter(|end| *end > start).unwrap_or(limit);
    text[start..end].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::need::tests::need;
    use crate::matching::passages::tests::profile;
    use crate::matching::topics::{self, Touched};

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
        assert_eq!(shorten(&need, &text), "Fundraising goes better as a project.");
    }

    #[test]
    fn long_evidence_is_cut_at_words_around_the_mark() {
        let text = format!("{} fundraising {}", "ähnlich ".repeat(60), "übrig ".repeat(60));
        let need = need("fundraising");
        let short = shorten(&need, &text);
        assert!(short.contains("fundraising") && text.contains(short));
        assert!(short.chars().count() <= MAX_EVIDENCE);
    }
}
