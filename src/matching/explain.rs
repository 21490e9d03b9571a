//! Saying why a mentor was found. Evidence is always a verbatim part of the profile.

use super::query::{Need, is_content, stem, words_with_ranges};
use super::{MatchFilters, Reason, passages};
use crate::profile::MentorProfile;

/// Reasons on one result at most.
const MAX_REASONS: usize = 3;
/// Evidence longer than this, in characters, is cut at a word around its first mark.
const MAX_EVIDENCE: usize = 220;

/// The reasons for a mentor, at least one.
///
/// `part` is the passage nearest in meaning, when meaning was compared.
pub fn reasons(
    need: &Need,
    filters: &MatchFilters,
    profile: &MentorProfile,
    part: Option<i32>,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    reasons.extend(expertise_reason(need, profile));
    let passage = part.and_then(|part| passages::evidence(profile, part));
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

/// The sentence of headline or bio with the most words of the need.
fn wording_reason(need: &Need, profile: &MentorProfile) -> Option<Reason> {
    let bio_parts = (1..=passages::MAX_PASSAGES as i32).filter_map(|part| passages::evidence(profile, part));
    let best = profile
        .headline
        .as_deref()
        .into_iter()
        .chain(bio_parts)
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
    Reason { text: text.to_owned(), marks: marks(need, evidence), evidence: Some(evidence.to_owned()) }
}

/// Byte ranges of the words that `text` shares with the need, by stem.
fn marks(need: &Need, text: &str) -> Vec<(u32, u32)> {
    let stems: Vec<&str> = need.words.iter().map(|word| stem(word)).collect();
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
    use crate::matching::passages::tests::profile;
    use crate::matching::query;

    fn whole_text(profile: &MentorProfile) -> String {
        format!("{profile:?}")
    }

    #[test]
    fn evidence_is_verbatim_and_marks_point_at_shared_words() {
        let bio = "Ich war Gründerin. I have raised a seed round, and a Series A.\nNow I invest. ".repeat(8);
        let profile = MentorProfile { bio: Some(bio.clone()), ..profile() };
        let need = query::parse("raising my seed round").unwrap();
        let found = reasons(&need, &MatchFilters::default(), &profile, Some(1));
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
        let need = query::parse("Help with fundraising").unwrap();
        let filters = MatchFilters { industry: Some("Fintech".into()), ..MatchFilters::default() };
        let found = reasons(&need, &filters, &profile(), None);
        assert_eq!(found[0].text, "Knows fundraising");
        assert_eq!(found[0].marks, [(0, 11)]);
        assert!(found.iter().any(|r| r.text == "Industry: fintech"));
    }

    #[test]
    fn there_is_always_a_reason() {
        let need = query::parse("quantum gravity").unwrap();
        let silent = MentorProfile { headline: None, expertise: vec![], ..profile() };
        assert_eq!(reasons(&need, &MatchFilters::default(), &silent, None).len(), 1);
        assert_eq!(
            reasons(&need, &MatchFilters::default(), &profile(), None)[0].text,
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
        let need = query::parse("fundraising").unwrap();
        assert_eq!(shorten(&need, &text), "Fundraising goes better as a project.");
    }

    #[test]
    fn long_evidence_is_cut_at_words_around_the_mark() {
        let text = format!("{} fundraising {}", "ähnlich ".repeat(60), "übrig ".repeat(60));
        let need = query::parse("fundraising").unwrap();
        let short = shorten(&need, &text);
        assert!(short.contains("fundraising") && text.contains(short));
        assert!(short.chars().count() <= MAX_EVIDENCE);
    }
}
