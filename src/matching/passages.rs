//! Cutting a profile into the passages that are compared with a need.
//!
//! A passage is also the evidence that is shown, so every bio passage is a verbatim part of the
//! bio. The first passage says what the person is; the others are what they wrote, and one more what is
//! heard of them, which is no evidence.

use crate::profile::{Expertise, MentorProfile};

/// Passages of one mentor at most: those of the profile, and what is heard.
pub const MAX_PASSAGES: usize = PROFILE_PASSAGES + 1;
/// Passages of one profile at most: the first, and parts of the bio.
const PROFILE_PASSAGES: usize = 6;
/// The place of what is heard of the mentor.
const HEARD_PART: i32 = PROFILE_PASSAGES as i32;
/// A bio passage grows until it has so many characters.
const TARGET_CHARS: usize = 240;

/// One passage of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its place in the profile; 0 is the summary.
    pub part: i32,
    /// What is embedded.
    pub text: String,
}

/// The passages of a profile and of what is [heard](super::heard) of its owner; none when there is nothing.
pub fn passages(profile: &MentorProfile, heard: Option<String>) -> Vec<Passage> {
    let summary = summary(profile);
    let bio = profile.bio.as_deref().unwrap_or_default();
    summary
        .into_iter()
        .map(|text| Passage { part: 0, text })
        .chain(
            (1..)
                .zip(split_bio(bio))
                .take(PROFILE_PASSAGES - 1)
                .map(|(part, text)| Passage { part, text: text.to_owned() }),
        )
        .chain(heard.map(|text| Passage { part: HEARD_PART, text }))
        .collect()
}

/// The verbatim words of the profile behind a part: the headline for the summary, nothing for what is
/// heard of the mentor.
pub fn evidence(profile: &MentorProfile, part: i32) -> Option<&str> {
    match part {
        0 => profile.headline.as_deref(),
        n => {
            let at = usize::try_from(n - 1).ok()?;
            split_bio(profile.bio.as_deref()?).into_iter().take(PROFILE_PASSAGES - 1).nth(at)
        }
    }
}

fn summary(profile: &MentorProfile) -> Option<String> {
    let areas: Vec<String> = profile.expertise.iter().map(area_text).collect();
    let mut parts: Vec<&str> = Vec::new();
    for part in [&profile.headline, &profile.title, &profile.company, &profile.industry].into_iter().flatten()
    {
        if !parts.contains(&part.as_str()) {
            parts.push(part);
        }
    }
    let areas = areas.join(", ");
    if !areas.is_empty() {
        parts.push(&areas);
    }
    (!parts.is_empty()).then(|| parts.join(". "))
}

fn area_text(expertise: &Expertise) -> String {
    match &expertise.subarea {
        None => expertise.area.clone(),
        Some(subarea) => format!("{} {subarea}", expertise.area),
    }
}

/// Cuts at ends of sentences and lines, joining short neighbours up to the target length.
fn split_bio(bio: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for sentence_end in sentence_ends(bio) {
        if end > start && sentence_end - start > TARGET_CHARS * 3 / 2 {
            parts.push(bio[start..end].trim());
            start = end;
        }
        end = sentence_end;
        if end - start >= TARGET_CHARS {
            parts.push(bio[start..end].trim());
            start = end;
        }
    }
    if end > start {
        parts.push(bio[start..end].trim());
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Byte positions just after each sentence or line; the last is the end of the text.
pub(super) fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = at + c.len_utf8();
        let next_is_space = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if c == '\n' || (matches!(c, '.' | '!' | '?' | '…' | '。') && next_is_space) {
            ends.push(after);
        }
    }
    if ends.last() != Some(&text.len()) {
        ends.push(text.len());
    }
    ends
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::{MentorId, UserId};
    use crate::profile::Visibility;

    pub(crate) fn profile() -> MentorProfile {
        MentorProfile {
            mentor_id: MentorId(Uuid::from_u128(1)),
            user_id: UserId(Uuid::from_u128(2)),
            name: "Ines Carvalho".into(),
            headline: Some("Helps founders raise".into()),
            bio: None,
            company: Some("Northlight".into()),
            title: Some("Partner".into()),
            industry: Some("fintech".into()),
            stage: Some("seed".into()),
            timezone: "Europe/Lisbon".into(),
            country: None,
            languages: vec![],
            visibility: Visibility::Public,
            load_cap_per_week: 5,
            active: true,
            photo_url: None,
            linkedin_url: None,
            expertise: vec![Expertise {
                area: "fundraising".into(),
                subarea: Some("term sheets".into()),
                weight: 2.0,
            }],
        }
    }

    #[test]
    fn every_bio_passage_is_a_part_of_the_bio() {
        let bio = "I ran sales at three startups. Ask me anything! Für Gründer.\n\n".repeat(30);
        let profile = MentorProfile { bio: Some(bio.clone()), ..profile() };
        let cut = passages(&profile, Some("pricing".into()));
        assert_eq!(cut.len(), PROFILE_PASSAGES + 1);
        for passage in &cut[1..PROFILE_PASSAGES] {
            assert!(bio.contains(&passage.text));
            assert_eq!(evidence(&profile, passage.part), Some(passage.text.as_str()));
        }
        assert_eq!(
            evidence(&profile, cut[PROFILE_PASSAGES].part),
            None,
            "what others said is nobody's to read"
        );
    }

    #[test]
    fn the_summary_names_what_the_person_is_once() {
        let profile = MentorProfile { title: Some("Helps founders raise".into()), ..profile() };
        assert_eq!(
            passages(&profile, None)[0].text,
            "Helps founders raise. Northlight. fintech. fundraising term sheets"
        );
        assert_eq!(evidence(&profile, 0), Some("Helps founders raise"));
        assert_eq!(evidence(&profile, 7), None);
    }

    #[test]
    fn a_profile_that_says_nothing_has_no_passages() {
        let empty = MentorProfile {
            headline: None,
            company: None,
            title: None,
            industry: None,
            expertise: vec![],
            ..profile()
        };
        assert!(passages(&empty, None).is_empty());
    }
}
