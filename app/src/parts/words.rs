//! Stored words as people read them.

use office_hours::account::Role;
use office_hours::profile::{Expertise, Visibility};

/// Short names that are written in capitals.
const CAPITALS: [(&str, &str); 5] =
    [("ai", "AI"), ("hr", "HR"), ("saas", "SaaS"), ("series a", "Series A"), ("series b+", "Series B+")];

/// The languages that the filter offers, by their ISO 639-1 codes.
pub const LANGUAGES: [(&str, &str); 20] = [
    ("ar", "Arabic"),
    ("zh", "Chinese"),
    ("da", "Danish"),
    ("nl", "Dutch"),
    ("en", "English"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("de", "German"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("es", "Spanish"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
];

/// An area with what of it: "Fundraising · term sheets".
pub fn area(expertise: &Expertise) -> String {
    match &expertise.subarea {
        Some(subarea) => format!("{} · {subarea}", sentence(&expertise.area)),
        None => sentence(&expertise.area),
    }
}

/// `deep tech` as "Deep tech".
pub fn sentence(text: &str) -> String {
    if let Some((_, capitals)) = CAPITALS.iter().find(|(word, _)| *word == text) {
        return (*capitals).to_owned();
    }
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// `es` as "Spanish"; an unknown code as it stands.
pub fn language(code: &str) -> String {
    LANGUAGES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(code))
        .map_or_else(|| code.to_owned(), |(_, name)| (*name).to_owned())
}

/// Who may find a mentor.
pub fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "Everybody",
        Visibility::Limited => "Members who are signed in",
        Visibility::Private => "Only the programme’s staff",
    }
}

/// What somebody is on the programme.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Mentee => "Founder",
        Role::Mentor => "Mentor",
        Role::Pm => "Programme manager",
        Role::Admin => "Administrator",
    }
}

/// "1 mentor", "2 mentors".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "Raises seed rounds · Sillage": what stands under a name, of what is known.
pub fn byline(parts: [Option<String>; 2]) -> String {
    let said = parts.into_iter().flatten().filter(|part| !part.trim().is_empty());
    said.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_are_said_as_people_write_them() {
        for (stored, said) in
            [("seed", "Seed"), ("ai", "AI"), ("saas", "SaaS"), ("series a", "Series A"), ("", "")]
        {
            assert_eq!(sentence(stored), said);
        }
        assert_eq!(language("es"), "Spanish");
        assert_eq!(language("xx"), "xx");
        assert_eq!(count(1, "mentor", "mentors"), "1 mentor");
    }

    #[test]
    fn a_byline_has_what_is_known() {
        let said = |one: &str, other: Option<&str>| byline([Some(one.to_owned()), other.map(str::to_owned)]);
        assert_eq!(said("Sells", Some("Sillage")), "Sells · Sillage");
        assert_eq!(said("Sells", None), "Sells");
        assert_eq!(said(" ", Some("")), "");
    }
}
