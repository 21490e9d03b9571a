//! What may be entered into a profile. Every refusal names the field and what would be right.

use super::expertise::parse_expertise;
use super::origin::{parse_country, parse_languages};
use super::{MenteeDraft, MentorDraft, SaveMenteeProfile, SaveMentorProfile, Visibility};
use crate::availability::rules::parse_weekly_hours;
use crate::failure::Failure;
use crate::text;
use crate::time::Zone;

/// The longest one-line text, in characters.
pub const MAX_LINE: usize = 160;
/// The longest free text, in characters.
pub const MAX_TEXT: usize = 4_000;

/// Parses what a mentee entered.
pub fn parse_mentee(input: &SaveMenteeProfile) -> Result<MenteeDraft, Failure> {
    Ok(MenteeDraft {
        name: name(&input.name)?,
        company: mentee_company(&input.company)?,
        stage: word("stage", &input.stage)?,
        industry: word("industry", &input.industry)?,
        goals: goals(&input.goals)?,
    })
}

/// Parses what a mentor entered.
pub fn parse_mentor(input: &SaveMentorProfile) -> Result<MentorDraft, Failure> {
    Ok(MentorDraft {
        name: name(&input.name)?,
        headline: headline(&input.headline)?,
        bio: bio(&input.bio)?,
        company: line("company", &input.company)?,
        title: line("title", &input.title)?,
        languages: input.languages.as_deref().map(parse_languages).transpose()?,
        country: input.country.as_deref().map(parse_country).transpose()?,
        visibility: input.visibility.as_deref().map(Visibility::parse).transpose()?,
        expertise: parse_expertise(&input.expertise)?,
        industry: word("industry", &input.industry)?,
        stage: word("stage", &input.stage)?,
        timezone: Zone::parse("timezone", &input.timezone)?.name().to_owned(),
        weekly_hours: parse_weekly_hours(&input.weekly_hours)?,
    })
}

/// How somebody is addressed.
pub fn name(text: &str) -> Result<String, Failure> {
    required_line("name", text, "Tell us how to address you.")
}

/// A mentee's venture.
pub fn mentee_company(text: &str) -> Result<String, Failure> {
    required_line("company", text, "Name your company, or what you call the idea.")
}

/// What a mentee is after.
pub fn goals(text: &str) -> Result<String, Failure> {
    required("goals", text, MAX_TEXT, "Say in a sentence what you want to get done.")
}

/// A mentor's one line.
pub fn headline(text: &str) -> Result<String, Failure> {
    required_line("headline", text, "Say in one line what you do.")
}

/// A mentor's own words.
pub fn bio(text: &str) -> Result<String, Failure> {
    required("bio", text, MAX_TEXT, "Say in a few sentences what you can help with.")
}

/// A stage or an industry, which are compared in lower case.
pub fn word(field: &str, text: &str) -> Result<Option<String>, Failure> {
    Ok(line(field, text)?.map(|text| text.to_lowercase()))
}

/// A trimmed text that must be there, at most `max` characters.
pub fn required(field: &str, text: &str, max: usize, hint: &'static str) -> Result<String, Failure> {
    optional(field, text, max)?.ok_or_else(|| Failure::invalid(field, hint))
}

/// A trimmed text that may be missing, at most `max` characters.
pub fn optional(field: &str, text: &str, max: usize) -> Result<Option<String>, Failure> {
    let text = text.trim();
    let length = text.chars().count();
    if length > max {
        return Err(Failure::invalid(
            field,
            text!("Keep it to {max} characters; this has {length}.", max, length),
        ));
    }
    if text.contains(|c: char| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        return Err(Failure::invalid(field, "Remove the control characters."));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A trimmed text of one line that must be there.
pub fn required_line(field: &str, text: &str, hint: &'static str) -> Result<String, Failure> {
    line(field, text)?.ok_or_else(|| Failure::invalid(field, hint))
}

/// A trimmed text of one line that may be missing. Mails and lists show it as a line: with a break
/// in it a name could write paragraphs of its own there.
pub fn line(field: &str, text: &str) -> Result<Option<String>, Failure> {
    if text.trim().contains(ends_line) {
        return Err(Failure::invalid(field, "Write it on one line."));
    }
    optional(field, text, MAX_LINE)
}

/// Whether the character ends a line somewhere (The Unicode Standard, 5.8).
pub(crate) fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
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
    #[test]
    fn what_is_shown_as_a_line_holds_no_break() {
        let mentee = SaveMenteeProfile {
            name: "Noor".into(),
            company: "Sillage".into(),
            goals: "Raise\na seed round".into(),
            ..SaveMenteeProfile::default()
        };
        assert_eq!(parse_mentee(&mentee).unwrap().goals, "Raise\na seed round");
        let mentor = SaveMentorProfile {
            name: "Ines".into(),
            headline: "Raises".into(),
            bio: "Twenty\nrounds.".into(),
            expertise: "fundraising".into(),
            timezone: "UTC".into(),
            ..SaveMentorProfile::default()
        };
        assert_eq!(parse_mentor(&mentor).unwrap().bio, "Twenty\nrounds.");
        for text in ["a\nb", "a\r\n\r\nb", "a\rb", "a\u{b}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b"] {
            let text = || text.to_owned();
            for (field, input) in [
                ("name", SaveMenteeProfile { name: text(), ..mentee.clone() }),
                ("company", SaveMenteeProfile { company: text(), ..mentee.clone() }),
                ("stage", SaveMenteeProfile { stage: text(), ..mentee.clone() }),
                ("industry", SaveMenteeProfile { industry: text(), ..mentee.clone() }),
            ] {
                assert_eq!(field_of(parse_mentee(&input).unwrap_err()), field, "{:?}", text());
            }
            for (field, input) in [
                ("name", SaveMentorProfile { name: text(), ..mentor.clone() }),
                ("headline", SaveMentorProfile { headline: text(), ..mentor.clone() }),
                ("company", SaveMentorProfile { company: text(), ..mentor.clone() }),
                ("title", SaveMentorProfile { title: text(), ..mentor.clone() }),
                ("stage", SaveMentorProfile { stage: text(), ..mentor.clone() }),
                ("industry", SaveMentorProfile { industry: text(), ..mentor.clone() }),
            ] {
                assert_eq!(field_of(parse_mentor(&input).unwrap_err()), field, "{:?}", text());
            }
        }
        // A break at the end is a slip of the keyboard.
        let input = SaveMenteeProfile { name: "Noor\n".into(), ..mentee };
        assert_eq!(parse_mentee(&input).unwrap().name, "Noor");
    }
}
