//! Areas of expertise as a person writes them: a list in a text, and back without loss.

use super::Expertise;
use super::rules::{line, required_line};
use crate::failure::Failure;
use crate::text;

/// The most areas on one profile.
pub const MAX_EXPERTISE: usize = 20;
/// The heaviest weight of an area.
pub const MAX_WEIGHT: f32 = 3.0;

const FIELD: &str = "expertise";

/// Parses `fundraising: 2, hiring / leadership` into areas, heaviest first.
///
/// A text of several lines has one area a line, so that an area may hold commas; a single line is
/// split at commas and semicolons. ` / ` separates area and subarea; ` // ` does so as well where
/// the area itself holds a slash. A number after `:` is the weight, above 0 and at most
/// [`MAX_WEIGHT`]; anything else after `:` belongs to the area.
pub fn parse_expertise(text: &str) -> Result<Vec<Expertise>, Failure> {
    let separators: &[char] = if text.contains(['\n', '\r']) { &['\n', '\r'] } else { &[',', ';'] };
    let mut areas: Vec<Expertise> = Vec::new();
    for part in text.split(separators).map(str::trim).filter(|part| !part.is_empty()) {
        let entry = parse_entry(part)?;
        let known =
            |have: &Expertise| have.area.eq_ignore_ascii_case(&entry.area) && have.subarea == entry.subarea;
        if !areas.iter().any(known) {
            areas.push(entry);
        }
    }
    match areas.len() {
        0 => Err(Failure::invalid(FIELD, "Name at least one area you can help with, such as fundraising.")),
        n if n > MAX_EXPERTISE => Err(Failure::invalid(
            FIELD,
            text!(
                "Keep it to the {max} areas you know best; these are {number}.",
                max = MAX_EXPERTISE,
                number = n
            ),
        )),
        _ => {
            areas.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            Ok(areas)
        }
    }
}

/// Writes areas as [`parse_expertise`] reads them, one a line.
pub fn format_expertise(areas: &[Expertise]) -> String {
    let text = areas.iter().map(format_entry).collect::<Vec<_>>().join("\n");
    // The break says that the commas of a single area are its own.
    if text.contains([',', ';']) && !text.contains('\n') { text + "\n" } else { text }
}

fn parse_entry(text: &str) -> Result<Expertise, Failure> {
    let (name, weight) = match text.rsplit_once(':') {
        Some((name, number)) if number.trim().parse::<f32>().is_ok() => {
            (name.trim(), parse_weight(number.trim())?)
        }
        _ => (text, 1.0),
    };
    let marked = name.strip_suffix(" //").map(|area| (area, "")).or_else(|| name.rsplit_once(" // "));
    let (area, subarea) = marked.or_else(|| name.split_once(" / ")).unwrap_or((name, ""));
    Ok(Expertise {
        area: required_line(FIELD, area, "Name the area before the colon.")?,
        subarea: line(FIELD, subarea)?,
        weight,
    })
}

/// The plainest of the ways to write it that is read as the same.
fn format_entry(entry: &Expertise) -> String {
    let Expertise { area, subarea, weight } = entry;
    let (plain, marked) = match subarea {
        None => (area.clone(), format!("{area} //")),
        Some(subarea) => (format!("{area} / {subarea}"), format!("{area} // {subarea}")),
    };
    let weighted = format!("{plain}: {weight}");
    let both = format!("{marked}: {weight}");
    [plain, weighted.clone(), marked, both]
        .into_iter()
        .find(|text| parse_entry(text).as_ref() == Ok(entry))
        // Longer than may be entered: the form says so when it is saved.
        .unwrap_or(weighted)
}

fn parse_weight(text: &str) -> Result<f32, Failure> {
    text.parse::<f32>().ok().filter(|w| *w > 0.0 && *w <= MAX_WEIGHT).ok_or_else(|| {
        Failure::invalid(
            FIELD,
            text!("“{text}” is no weight. Use a number above 0 and up to {max}.", text, max = MAX_WEIGHT),
        )
    })
}

/// The areas without what of them, each once and in their order.
pub fn distinct_areas(expertise: Vec<Expertise>) -> Vec<String> {
    let mut areas: Vec<String> = Vec::new();
    for Expertise { area, .. } in expertise {
        if !areas.iter().any(|known| known.eq_ignore_ascii_case(&area)) {
            areas.push(area);
        }
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::rules::MAX_LINE;

    fn area(area: &str, subarea: Option<&str>, weight: f32) -> Expertise {
        Expertise { area: area.into(), subarea: subarea.map(str::to_owned), weight }
    }

    #[test]
    fn what_is_known_of_one_area_names_it_once() {
        let expertise =
            parse_expertise("pricing / packaging: 3, Pricing / rises: 2, hiring, pricing").unwrap();
        assert_eq!(distinct_areas(expertise), ["pricing", "hiring"]);
    }

    #[test]
    fn areas_are_read_with_weights_and_subareas() {
        let areas = [area("fundraising", Some("term sheets"), 2.5), area("hiring", None, 1.0)];
        for text in [
            "hiring, fundraising / term sheets: 2.5; hiring",
            "hiring\nfundraising / term sheets: 2.5\n\nHiring",
            "hiring\r\nfundraising // term sheets : 2.5\r\n",
        ] {
            assert_eq!(parse_expertise(text).unwrap(), areas, "{text:?}");
        }
    }

    #[test]
    fn on_lines_of_their_own_areas_keep_their_commas() {
        let said = parse_expertise("Python, testing and debugging; also C\nC++: systems").unwrap();
        assert_eq!(
            said,
            [area("Python, testing and debugging; also C", None, 1.0), area("C++: systems", None, 1.0)]
        );
    }

    #[test]
    fn nothing_too_much_and_wrong_weights_are_refused() {
        let many = (0..=MAX_EXPERTISE).map(|n| format!("area {n}")).collect::<Vec<_>>().join(",");
        let long = "x".repeat(MAX_LINE + 1);
        for text in [
            "",
            " , ;",
            "fundraising: 0",
            "fundraising: 4",
            ": 2",
            "x: NaN",
            &many,
            &long,
            &format!("x / {long}"),
            "x / a\u{0}b",
            "x / a\u{2028}b",
        ] {
            let refused = parse_expertise(text).unwrap_err();
            assert!(
                matches!(refused, Failure::Invalid { ref field, .. } if field == FIELD),
                "{text:?}: {refused:?}"
            );
        }
    }

    #[test]
    fn whatever_an_import_brought_is_read_back_as_it_was() {
        let names = [
            "fundraising",
            "Python programming, testing and debugging",
            "a; b",
            "C++: systems",
            "ISO: 9001",
            "Phase: 2",
            "odd: inf",
            "Semantic Web / Linked Data",
            "a // b",
            "ends /",
            "ends //",
            "/ begins",
            ": begins",
        ];
        let subareas = [None, Some("term sheets"), Some("a / b"), Some("a, b: 2"), Some("/ b")];
        let mut all = vec![];
        for name in names {
            for subarea in subareas {
                for weight in [1.0, 0.1, 2.5, 3.0] {
                    let one = [area(name, subarea, weight)];
                    let text = format_expertise(&one);
                    assert_eq!(parse_expertise(&text).unwrap(), one, "{text:?}");
                    all.extend(one);
                }
            }
        }
        for some in all.chunks(MAX_EXPERTISE) {
            let mut some: Vec<Expertise> = some.iter().filter(|one| one.weight == 1.0).cloned().collect();
            some.dedup();
            assert_eq!(parse_expertise(&format_expertise(&some)).unwrap(), some);
        }
        assert_eq!(format_expertise(&[area("hiring", None, 1.0)]), "hiring");
        assert_eq!(
            format_expertise(&[area("a, b", None, 2.0), area("hiring", Some("x"), 1.0)]),
            "a, b: 2\nhiring / x"
        );
    }
}
