//! What may be entered into a profile. Every refusal names the field and what would be right.

use super::{Expertise, MenteeDraft, MentorDraft, SaveMenteeProfile, SaveMentorProfile};
use crate::availability::rules::parse_weekly_hours;
use crate::failure::Failure;
use crate::time::Zone;

/// The longest one-line text, in characters.
pub const MAX_LINE: usize = 160;
/// The longest free text, in characters.
pub const MAX_TEXT: usize = 4_000;
/// The most areas on one profile.
pub const MAX_EXPERTISE: usize = 20;
/// The heaviest weight of an area.
pub const MAX_WEIGHT: f32 = 3.0;

/// Parses what a mentee entered.
pub fn parse_mentee(input: &SaveMenteeProfile) -> Result<MenteeDraft, Failure> {
    Ok(MenteeDraft {
        name: required("name", &input.name, MAX_LINE, "Tell us how to address you.")?,
        company: required(
            "company",
            &input.company,
            MAX_LINE,
            "Name your company, or what you call the idea.",
        )?,
        stage: optional("stage", &input.stage, MAX_LINE)?.map(|s| s.to_lowercase()),
        industry: optional("industry", &input.industry, MAX_LINE)?.map(|s| s.to_lowercase()),
        goals: required("goals", &input.goals, MAX_TEXT, "Say in a sentence what you want to get done.")?,
    })
}

/// Parses what a mentor entered.
pub fn parse_mentor(input: &SaveMentorProfile) -> Result<MentorDraft, Failure> {
    Ok(MentorDraft {
        name: required("name", &input.name, MAX_LINE, "Tell us how to address you.")?,
        headline: required("headline", &input.headline, MAX_LINE, "Say in one line what you do.")?,
        bio: required("bio", &input.bio, MAX_TEXT, "Say in a few sentences what you can help with.")?,
        company: optional("company", &input.company, MAX_LINE)?,
        title: optional("title", &input.title, MAX_LINE)?,
        expertise: parse_expertise(&input.expertise)?,
        industry: optional("industry", &input.industry, MAX_LINE)?.map(|s| s.to_lowercase()),
        stage: optional("stage", &input.stage, MAX_LINE)?.map(|s| s.to_lowercase()),
        timezone: Zone::parse("timezone", &input.timezone)?.name().to_owned(),
        weekly_hours: parse_weekly_hours(&input.weekly_hours)?,
    })
}

/// Parses `fundraising: 2, hiring / leadership` into areas, heaviest first.
///
/// Areas are separated by commas, semicolons or line breaks; `/` separates area and subarea; a
/// number after `:` is the weight, above 0 and at most [`MAX_WEIGHT`].
pub fn parse_expertise(text: &str) -> Result<Vec<Expertise>, Failure> {
    const FIELD: &str = "expertise";
    let mut areas: Vec<Expertise> = Vec::new();
    for part in text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let (name, weight) = match part.rsplit_once(':') {
            None => (part, 1.0),
            Some((name, weight)) => (name.trim(), parse_weight(weight.trim())?),
        };
        let (area, subarea) = match name.split_once(" / ") {
            None => (name, None),
            Some((area, subarea)) => (area.trim(), Some(subarea.trim().to_owned()).filter(|s| !s.is_empty())),
        };
        let area = required(FIELD, area, MAX_LINE, "Name the area before the colon.")?;
        let known = |have: &Expertise| have.area.eq_ignore_ascii_case(&area) && have.subarea == subarea;
        if !areas.iter().any(known) {
            areas.push(Expertise { area, subarea, weight });
        }
    }
    match areas.len() {
        0 => Err(Failure::invalid(FIELD, "Name at least one area you can help with, such as fundraising.")),
        n if n > MAX_EXPERTISE => Err(Failure::invalid(
            FIELD,
            format!("Keep it to the {MAX_EXPERTISE} areas you know best; these are {n}."),
        )),
        _ => {
            areas.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            Ok(areas)
        }
    }
}

fn parse_weight(text: &str) -> Result<f32, Failure> {
    text.parse::<f32>().ok().filter(|w| *w > 0.0 && *w <= MAX_WEIGHT).ok_or_else(|| {
        Failure::invalid(
            "expertise",
            format!("“{text}” is no weight. Use a number above 0 and up to {MAX_WEIGHT}."),
        )
    })
}

/// A trimmed text that must be there, at most `max` characters.
pub fn required(field: &str, text: &str, max: usize, hint: &str) -> Result<String, Failure> {
    optional(field, text, max)?.ok_or_else(|| Failure::invalid(field, hint))
}

/// A trimmed text that may be missing, at most `max` characters.
pub fn optional(field: &str, text: &str, max: usize) -> Result<Option<String>, Failure> {
    let text = text.trim();
    let length = text.chars().count();
    if length > max {
        return Err(Failure::invalid(field, format!("Keep it to {max} characters; this has {length}.")));
    }
    if text.contains(|c: char| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        return Err(Failure::invalid(field, "Remove the control characters."));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field_of(refused: Failure) -> String {
        match refused {
            Failure::Invalid { field, .. } => field,
            other => panic!("expected a field, got {other:?}"),
        }
    }

    #[test]
    fn expertise_is_read_with_weights_and_subareas() {
        let areas = parse_expertise("hiring, fundraising / term sheets: 2.5\nhiring").unwrap();
        assert_eq!(
            areas,
            [
                Expertise { area: "fundraising".into(), subarea: Some("term sheets".into()), weight: 2.5 },
                Expertise { area: "hiring".into(), subarea: None, weight: 1.0 },
            ]
        );
    }

    #[test]
    fn expertise_refuses_nothing_too_much_and_wrong_weights() {
        let many = (0..=MAX_EXPERTISE).map(|n| format!("area {n}")).collect::<Vec<_>>().join(",");
        for text in
            ["", " , ;", "fundraising: 0", "fundraising: 4", "fundraising: much", ": 2", "x: NaN", &many]
        {
            assert_eq!(field_of(parse_expertise(text).unwrap_err()), "expertise", "{text:?}");
        }
    }

    #[test]
    fn each_missing_field_is_named() {
        let full = SaveMenteeProfile {
            name: "Noor".into(),
            company: "Sillage".into(),
            stage: "Seed".into(),
            industry: String::new(),
            goals: "Raise a seed round".into(),
        };
        assert_eq!(parse_mentee(&full).unwrap().stage.as_deref(), Some("seed"));
        let cases = [
            ("name", SaveMenteeProfile { name: " ".into(), ..full.clone() }),
            ("company", SaveMenteeProfile { company: "x".repeat(MAX_LINE + 1), ..full.clone() }),
            ("goals", SaveMenteeProfile { goals: "a\u{0}b".into(), ..full.clone() }),
        ];
        for (field, input) in cases {
            assert_eq!(field_of(parse_mentee(&input).unwrap_err()), field);
        }
    }
}
