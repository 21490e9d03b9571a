//! Languages and countries as people write them: by name or by code, and back.

use super::rules::line;
use crate::failure::Failure;
use crate::matching::names;
use crate::matching::words::fold;
use crate::text;

/// The most languages on one profile.
pub const MAX_LANGUAGES: usize = 30;

/// Parses `English, German` or `en, de` into codes, each once, in the order in which they are written.
pub fn parse_languages(text: &str) -> Result<Vec<String>, Failure> {
    let mut codes: Vec<String> = Vec::new();
    for part in text.split([',', ';', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty()) {
        let code = names::language(&fold(part)).map(str::to_owned).or_else(|| code(part));
        let code = code.map(|code| code.to_ascii_lowercase()).ok_or_else(|| {
            Failure::invalid(
                "languages",
                text!(
                    "“{text}” is no language we know. Use a name such as German, or a two-letter code.",
                    text = part
                ),
            )
        })?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.len() > MAX_LANGUAGES {
        return Err(Failure::invalid(
            "languages",
            text!(
                "Keep it to the {max} you speak best; these are {number}.",
                max = MAX_LANGUAGES,
                number = codes.len()
            ),
        ));
    }
    Ok(codes)
}

/// Writes codes as [`parse_languages`] reads them: by their English names where there is one.
pub fn format_languages(codes: &[String]) -> String {
    let name = |code: &String| names::language_name(code).map_or_else(|| code.clone(), str::to_owned);
    codes.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Parses the name of a country, of one of its large cities, or its two-letter code.
pub fn parse_country(text: &str) -> Result<Option<String>, Failure> {
    let Some(text) = line("country", text)? else { return Ok(None) };
    let named = match names::place(&fold(&text)) {
        Some(place) => {
            place.countries.first().filter(|_| place.countries.len() == 1).map(|c| (*c).to_owned())
        }
        None => code(&text),
    };
    named.map(|code| Some(code.to_ascii_uppercase())).ok_or_else(|| {
        Failure::invalid(
            "country",
            text!(
                "“{text}” is no country we know. Use a name such as Germany, or its two-letter code.",
                text
            ),
        )
    })
}

/// Writes a country as [`parse_country`] reads it.
pub fn format_country(code: Option<&str>) -> String {
    code.map(|code| names::country_name(code).unwrap_or(code).to_owned()).unwrap_or_default()
}

fn code(text: &str) -> Option<String> {
    (text.len() == 2 && text.chars().all(|c| c.is_ascii_alphabetic())).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_by_name_and_code_and_back() {
        let codes = parse_languages("English, español; DE\nenglish, xx").unwrap();
        assert_eq!(codes, ["en", "es", "de", "xx"]);
        let text = format_languages(&codes);
        assert_eq!(text, "English, Spanish, German, xx");
        assert_eq!(parse_languages(&text).unwrap(), codes);
        assert!(parse_languages(" , ").unwrap().is_empty());
    }

    #[test]
    fn countries_are_read_by_name_code_and_city_and_back() {
        for (text, code) in [
            ("Germany", Some("DE")),
            ("  münchen ", Some("DE")),
            ("pt", Some("PT")),
            ("UK", Some("GB")),
            ("xk", Some("XK")),
            (" ", None),
        ] {
            let read = parse_country(text).unwrap();
            assert_eq!(read.as_deref(), code, "{text:?}");
            assert_eq!(parse_country(&format_country(read.as_deref())).unwrap(), read);
        }
    }

    #[test]
    fn what_is_neither_is_refused_at_its_field() {
        let many: String = ('a'..='z').flat_map(|c| [format!("{c}a,"), format!("{c}b,")]).collect();
        for text in ["Klingon", "English and German", "e", "英文", &many] {
            let refused = parse_languages(text).unwrap_err();
            assert!(matches!(refused, Failure::Invalid { ref field, .. } if field == "languages"), "{text}");
        }
        for text in ["Europe", "EU", "Atlantis", "Germany\nFrance"] {
            let refused = parse_country(text).unwrap_err();
            assert!(matches!(refused, Failure::Invalid { ref field, .. } if field == "country"), "{text}");
        }
    }
}
