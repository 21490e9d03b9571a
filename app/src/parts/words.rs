//! Stored words as people read them, in the language of the page.

use office_hours::account::Role;
use office_hours::msgid;
use office_hours::profile::{Expertise, Visibility};

use crate::state::language::say;

/// The industries and stages that forms offer. Other words are somebody's own.
const OFFERED: [(&str, &str); 22] = [
    ("agriculture", msgid!("Agriculture")),
    ("ai", msgid!("AI")),
    ("climate", msgid!("Climate")),
    ("consumer", msgid!("Consumer")),
    ("deep tech", msgid!("Deep tech")),
    ("developer tools", msgid!("Developer tools")),
    ("e-commerce", msgid!("E-commerce")),
    ("education", msgid!("Education")),
    ("energy", msgid!("Energy")),
    ("fintech", msgid!("Fintech")),
    ("health", msgid!("Health")),
    ("hr", msgid!("HR")),
    ("logistics", msgid!("Logistics")),
    ("marketplaces", msgid!("Marketplaces")),
    ("saas", msgid!("SaaS")),
    ("security", msgid!("Security")),
    ("idea", msgid!("Idea")),
    ("pre-seed", msgid!("Pre-seed")),
    ("seed", msgid!("Seed")),
    ("series a", msgid!("Series A")),
    ("series b+", msgid!("Series B+")),
    ("growth", msgid!("Growth")),
];

/// The languages that the filter offers, by their ISO 639-1 codes, with their names in English.
pub const LANGUAGES: [(&str, &str); 20] = [
    ("ar", msgid!("Arabic")),
    ("zh", msgid!("Chinese")),
    ("da", msgid!("Danish")),
    ("nl", msgid!("Dutch")),
    ("en", msgid!("English")),
    ("fi", msgid!("Finnish")),
    ("fr", msgid!("French")),
    ("de", msgid!("German")),
    ("he", msgid!("Hebrew")),
    ("hi", msgid!("Hindi")),
    ("it", msgid!("Italian")),
    ("ja", msgid!("Japanese")),
    ("ko", msgid!("Korean")),
    ("no", msgid!("Norwegian")),
    ("pl", msgid!("Polish")),
    ("pt", msgid!("Portuguese")),
    ("es", msgid!("Spanish")),
    ("sv", msgid!("Swedish")),
    ("tr", msgid!("Turkish")),
    ("uk", msgid!("Ukrainian")),
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
    if let Some((_, words)) = OFFERED.iter().find(|(word, _)| *word == text) {
        return say(words).to_owned();
    }
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// `es` as "Spanish"; an unknown code as it stands.
pub fn language(code: &str) -> String {
    LANGUAGES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(code))
        .map_or_else(|| code.to_owned(), |(_, name)| say(name).to_owned())
}

/// Who may find a mentor.
pub fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => say("Everybody"),
        Visibility::Limited => say("Members who are signed in"),
        Visibility::Private => say("Only the programme’s staff"),
    }
}

/// What somebody is on the programme.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Mentee => say("Founder"),
        Role::Mentor => say("Mentor"),
        Role::Pm => say("Programme manager"),
        Role::Admin => say("Administrator"),
    }
}

/// "Raises seed rounds · Sillage": what stands under a name, of what is known.
pub fn byline(parts: [Option<String>; 2]) -> String {
    let said = parts.into_iter().flatten().filter(|part| !part.trim().is_empty());
    said.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use office_hours::profile::{INDUSTRIES, STAGES};

    use super::*;

    #[test]
    fn what_forms_offer_can_be_said() {
        let words = OFFERED.map(|(word, _)| word);
        assert_eq!(words.as_slice(), [INDUSTRIES.as_slice(), &STAGES].concat());
    }

    #[test]
    fn stored_words_are_said_as_people_write_them() {
        for (stored, said) in
            [("seed", "Seed"), ("ai", "AI"), ("saas", "SaaS"), ("series a", "Series A"), ("", "")]
        {
            assert_eq!(sentence(stored), said);
        }
        assert_eq!(language("es"), "Spanish");
        assert_eq!(language("xx"), "xx");
    }

    #[test]
    fn a_byline_has_what_is_known() {
        let said = |one: &str, other: Option<&str>| byline([Some(one.to_owned()), other.map(str::to_owned)]);
        assert_eq!(said("Sells", Some("Sillage")), "Sells · Sillage");
        assert_eq!(said("Sells", None), "Sells");
        assert_eq!(said(" ", Some("")), "");
    }
}
