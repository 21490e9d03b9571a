//! Which day the weeks of a calendar begin with, by the region of whoever reads it.

/// The first day of a week on a calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekStart {
    /// Of most of the world, and of whose region is not known.
    #[default]
    Monday,
    /// As in the Americas and in much of Asia.
    Sunday,
    /// As in much of the Middle East and of North Africa.
    Saturday,
}

// Source: Unicode CLDR 46, supplemental data, `firstDay`; what is not here begins its weeks on Monday.
const SUNDAY: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ \
                      NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const SATURDAY: &str = "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

impl WeekStart {
    /// As it is where those who sent this `Accept-Language` header live: the first region that it names counts.
    pub fn accepted(header: &str) -> Self {
        let region = |range: &str| {
            let tag = range.split(';').next().unwrap_or_default().trim();
            // A language, perhaps a script, a region (RFC 5646, section 2.1).
            tag.split(['-', '_']).skip(1).find(|part| part.len() == 2).map(str::to_ascii_uppercase)
        };
        let Some(region) = header.split(',').find_map(region) else { return Self::default() };
        let among = |regions: &str| regions.split(' ').any(|one| one == region);
        match () {
            () if among(SUNDAY) => Self::Sunday,
            () if among(SATURDAY) => Self::Saturday,
            () => Self::Monday,
        }
    }

    /// As the page notes it for the browser.
    pub fn name(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Sunday => "sunday",
            Self::Saturday => "saturday",
        }
    }

    /// As [`WeekStart::name`] writes it.
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Monday, Self::Sunday, Self::Saturday].into_iter().find(|start| start.name() == name)
    }

    /// How many days it lies after Monday.
    pub fn after_monday(self) -> usize {
        match self {
            Self::Monday => 0,
            Self::Saturday => 5,
            Self::Sunday => 6,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_region_that_is_named_counts() {
        let cases = [
            ("", WeekStart::Monday),
            ("en", WeekStart::Monday),
            ("en-GB,en;q=0.9", WeekStart::Monday),
            ("en-US,en;q=0.9", WeekStart::Sunday),
            ("pt-BR", WeekStart::Sunday),
            ("es-419, es-mx;q=0.8, de-DE", WeekStart::Sunday),
            ("zh-Hant-TW", WeekStart::Sunday),
            ("ar_EG;q=0.7", WeekStart::Saturday),
            ("de, de-AT", WeekStart::Monday),
            (";-,--", WeekStart::Monday),
        ];
        for (header, start) in cases {
            assert_eq!(WeekStart::accepted(header), start, "{header:?}");
            assert_eq!(WeekStart::of_name(start.name()), Some(start));
        }
        assert_eq!(WeekStart::of_name("friday"), None);
    }
}
