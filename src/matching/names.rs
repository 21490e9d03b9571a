//! Names of languages, countries, regions and cities as people type them, without accents and in
//! lower case, in the languages in which needs are understood.
//!
//! Only names are here; what somebody wishes with them is read in `wishes`.

/// ISO 639-1 code, the English name first, then other names of the language.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("af", &["Afrikaans"]),
    ("am", &["Amharic"]),
    ("ar", &["Arabic", "arabe", "arabisch", "арабскии", "арабском"]),
    ("az", &["Azerbaijani"]),
    ("be", &["Belarusian"]),
    ("bg", &["Bulgarian"]),
    ("bn", &["Bengali", "bangla"]),
    ("ca", &["Catalan", "catala"]),
    ("cs", &["Czech"]),
    ("da", &["Danish"]),
    ("de", &["German", "deutsch", "deutschsprachig", "aleman", "allemand", "alemao", "немецкии", "немецком"]),
    ("el", &["Greek"]),
    ("en", &["English", "ingles", "anglais", "englisch", "англиискии", "англииском"]),
    (
        "es",
        &["Spanish", "espanol", "castellano", "espagnol", "spanisch", "espanhol", "испанскии", "испанском"],
    ),
    ("et", &["Estonian"]),
    ("fa", &["Persian", "farsi", "dari"]),
    ("fi", &["Finnish"]),
    ("fr", &["French", "francais", "franzosisch", "frances", "французскии", "французском"]),
    ("ga", &["Irish"]),
    ("gu", &["Gujarati"]),
    ("he", &["Hebrew", "ivrit"]),
    ("hi", &["Hindi"]),
    ("hr", &["Croatian"]),
    ("hu", &["Hungarian"]),
    ("hy", &["Armenian"]),
    ("id", &["Indonesian", "bahasa"]),
    ("it", &["Italian", "italiano", "italienisch", "italien"]),
    ("ja", &["Japanese", "japonais", "japanisch", "japones"]),
    ("ka", &["Georgian"]),
    ("kk", &["Kazakh"]),
    ("kn", &["Kannada"]),
    ("ko", &["Korean"]),
    ("lt", &["Lithuanian"]),
    ("lv", &["Latvian"]),
    ("ml", &["Malayalam"]),
    ("mr", &["Marathi"]),
    ("ms", &["Malay"]),
    ("nl", &["Dutch", "nederlands", "flemish"]),
    ("no", &["Norwegian"]),
    ("pa", &["Punjabi"]),
    ("pl", &["Polish", "polski"]),
    ("pt", &["Portuguese", "portugues", "portugais", "portugiesisch", "португальскии"]),
    ("ro", &["Romanian"]),
    ("ru", &["Russian", "russisch", "russe", "ruso", "russo", "русскии", "русском", "русскоязычныи"]),
    ("sk", &["Slovak"]),
    ("sl", &["Slovenian"]),
    ("sq", &["Albanian"]),
    ("sr", &["Serbian"]),
    ("sv", &["Swedish", "svenska"]),
    ("sw", &["Swahili", "kiswahili"]),
    ("ta", &["Tamil"]),
    ("te", &["Telugu"]),
    ("th", &["Thai"]),
    ("tl", &["Tagalog", "filipino"]),
    ("tr", &["Turkish", "turkce", "turkisch", "turco", "turc"]),
    ("uk", &["Ukrainian"]),
    ("ur", &["Urdu"]),
    ("uz", &["Uzbek"]),
    ("vi", &["Vietnamese"]),
    ("yo", &["Yoruba"]),
    ("zh", &["Chinese", "mandarin", "cantonese", "chinois", "chinesisch", "chino"]),
    ("zu", &["Zulu"]),
];

/// ISO 3166 alpha-2 code, the English name first, then other names and cities.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("AE", &["United Arab Emirates", "uae", "emirates", "dubai", "abu dhabi"]),
    ("AM", &["Armenia", "yerevan"]),
    ("AR", &["Argentina", "buenos aires"]),
    ("AT", &["Austria", "osterreich", "vienna", "wien"]),
    ("AU", &["Australia", "sydney", "melbourne", "brisbane", "perth"]),
    ("AZ", &["Azerbaijan", "baku"]),
    ("BD", &["Bangladesh", "dhaka"]),
    ("BE", &["Belgium", "belgien", "belgique", "brussels", "antwerp"]),
    ("BG", &["Bulgaria", "sofia"]),
    ("BO", &["Bolivia"]),
    ("BR", &["Brazil", "brasil", "bresil", "brasilien", "sao paulo", "rio de janeiro", "бразилия"]),
    ("BY", &["Belarus", "minsk"]),
    ("CA", &["Canada", "kanada", "toronto", "vancouver", "montreal", "ottawa", "канада"]),
    ("CH", &["Switzerland", "schweiz", "suisse", "suiza", "zurich", "geneva", "basel"]),
    ("CL", &["Chile", "santiago"]),
    ("CM", &["Cameroon"]),
    ("CN", &["China", "chine", "beijing", "shanghai", "shenzhen", "китаи"]),
    ("CO", &["Colombia", "bogota", "medellin"]),
    ("CR", &["Costa Rica"]),
    ("CU", &["Cuba"]),
    ("CY", &["Cyprus"]),
    ("CZ", &["Czechia", "czech republic", "prague"]),
    (
        "DE",
        &[
            "Germany",
            "deutschland",
            "allemagne",
            "alemania",
            "alemanha",
            "berlin",
            "munich",
            "munchen",
            "hamburg",
            "cologne",
            "frankfurt",
            "германия",
            "германии",
        ],
    ),
    ("DK", &["Denmark", "copenhagen"]),
    ("DO", &["Dominican Republic"]),
    ("DZ", &["Algeria"]),
    ("EC", &["Ecuador", "quito"]),
    ("EE", &["Estonia", "tallinn"]),
    ("EG", &["Egypt", "cairo"]),
    (
        "ES",
        &[
            "Spain",
            "espana",
            "spanien",
            "espagne",
            "espanha",
            "madrid",
            "barcelona",
            "valencia",
            "испания",
            "испании",
        ],
    ),
    ("ET", &["Ethiopia", "addis ababa"]),
    ("FI", &["Finland", "helsinki"]),
    ("FR", &["France", "frankreich", "francia", "franca", "paris", "lyon", "франция", "франции"]),
    (
        "GB",
        &[
            "United Kingdom",
            "uk",
            "great britain",
            "britain",
            "england",
            "scotland",
            "wales",
            "london",
            "londres",
            "manchester",
            "edinburgh",
            "glasgow",
            "bristol",
            "cambridge",
            "oxford",
            "англия",
            "лондоне",
        ],
    ),
    ("GE", &["Georgia", "tbilisi"]),
    ("GH", &["Ghana", "accra"]),
    ("GR", &["Greece", "griechenland", "athens"]),
    ("GT", &["Guatemala"]),
    ("HK", &["Hong Kong"]),
    ("HR", &["Croatia", "zagreb"]),
    ("HU", &["Hungary", "budapest"]),
    ("ID", &["Indonesia", "jakarta"]),
    ("IE", &["Ireland", "irland", "dublin"]),
    ("IL", &["Israel", "tel aviv", "jerusalem", "haifa", "израиль", "израиле"]),
    ("IN", &["India", "indien", "bangalore", "bengaluru", "mumbai", "delhi", "hyderabad", "chennai", "pune"]),
    ("IR", &["Iran", "tehran"]),
    ("IT", &["Italy", "italia", "italien", "italie", "rome", "milan"]),
    ("JP", &["Japan", "japon", "tokyo", "osaka"]),
    ("KE", &["Kenya", "nairobi"]),
    ("KR", &["South Korea", "korea", "seoul"]),
    ("KZ", &["Kazakhstan", "almaty"]),
    ("LB", &["Lebanon", "beirut"]),
    ("LK", &["Sri Lanka", "colombo"]),
    ("LT", &["Lithuania", "vilnius"]),
    ("LU", &["Luxembourg"]),
    ("LV", &["Latvia", "riga"]),
    ("MA", &["Morocco", "casablanca"]),
    ("MX", &["Mexico", "mexico city", "guadalajara", "monterrey"]),
    ("MY", &["Malaysia", "kuala lumpur"]),
    ("NG", &["Nigeria", "lagos", "abuja"]),
    ("NL", &["Netherlands", "holland", "niederlande", "amsterdam", "rotterdam", "utrecht"]),
    ("NO", &["Norway", "norwegen", "oslo"]),
    ("NP", &["Nepal", "kathmandu"]),
    ("NZ", &["New Zealand", "auckland", "wellington"]),
    ("PA", &["Panama"]),
    ("PE", &["Peru", "lima"]),
    ("PH", &["Philippines", "manila"]),
    ("PK", &["Pakistan", "karachi", "lahore"]),
    ("PL", &["Poland", "polen", "polonia", "warsaw", "krakow"]),
    ("PT", &["Portugal", "lisbon", "lisboa", "porto"]),
    ("PY", &["Paraguay"]),
    ("RO", &["Romania", "bucharest", "cluj"]),
    ("RS", &["Serbia", "belgrade"]),
    (
        "RU",
        &[
            "Russia",
            "russland",
            "rusia",
            "russie",
            "moscow",
            "saint petersburg",
            "россия",
            "россии",
            "москве",
        ],
    ),
    ("RW", &["Rwanda", "kigali"]),
    ("SA", &["Saudi Arabia", "riyadh"]),
    ("SE", &["Sweden", "schweden", "stockholm", "gothenburg"]),
    ("SG", &["Singapore", "singapur"]),
    ("SI", &["Slovenia", "ljubljana"]),
    ("SK", &["Slovakia", "bratislava"]),
    ("SN", &["Senegal", "dakar"]),
    ("SV", &["El Salvador"]),
    ("TH", &["Thailand", "bangkok"]),
    ("TN", &["Tunisia", "tunis"]),
    ("TR", &["Turkey", "turkiye", "turkei", "turquia", "istanbul", "ankara"]),
    ("TW", &["Taiwan", "taipei"]),
    ("TZ", &["Tanzania"]),
    ("UA", &["Ukraine", "kyiv", "kiev", "lviv", "украина", "украине"]),
    ("UG", &["Uganda", "kampala"]),
    (
        "US",
        &[
            "United States",
            "usa",
            "u s",
            "america",
            "new york",
            "san francisco",
            "silicon valley",
            "bay area",
            "los angeles",
            "boston",
            "seattle",
            "chicago",
            "austin",
            "сша",
        ],
    ),
    ("UY", &["Uruguay", "montevideo"]),
    ("VE", &["Venezuela", "caracas"]),
    ("VN", &["Vietnam", "hanoi", "ho chi minh city"]),
    ("ZA", &["South Africa", "cape town", "johannesburg"]),
    ("ZW", &["Zimbabwe", "harare"]),
];

/// Names of regions, the English one first, and their countries.
const REGIONS: &[(&[&str], &[&str])] = &[
    (
        &[
            "Latin America",
            "south america",
            "latinoamerica",
            "america latina",
            "amerique latine",
            "lateinamerika",
        ],
        &[
            "AR", "BO", "BR", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "MX", "PA", "PE", "PY", "SV", "UY",
            "VE",
        ],
    ),
    (
        &["Africa", "afrika", "afrique"],
        &["CM", "DZ", "EG", "ET", "GH", "KE", "MA", "NG", "RW", "SN", "TN", "TZ", "UG", "ZA", "ZW"],
    ),
    (&["Southeast Asia", "south east asia"], &["ID", "MY", "PH", "SG", "TH", "VN"]),
    (
        &["Asia", "asien", "asie"],
        &[
            "BD", "CN", "HK", "ID", "IN", "JP", "KR", "KZ", "LK", "MY", "NP", "PH", "PK", "SG", "TH", "TW",
            "VN",
        ],
    ),
    (&["Middle East"], &["AE", "EG", "IL", "IR", "LB", "SA", "TR"]),
    (&["Scandinavia", "nordics"], &["DK", "FI", "NO", "SE"]),
    (
        &["Europe", "europa", "european union", "eu"],
        &[
            "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
            "IE", "IT", "LT", "LU", "LV", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
        ],
    ),
];

/// A place as it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name as it is shown: the English one of a country or region, or the city.
    pub name: &'static str,
    /// ISO 3166 alpha-2 codes of where it is.
    pub countries: &'static [&'static str],
}

/// The English name of a language.
pub fn language_name(code: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(have, _)| have.eq_ignore_ascii_case(code)).map(|(_, names)| names[0])
}

/// The English names of all languages and countries.
pub fn english_names() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|(_, names)| names[0]).chain(COUNTRIES.iter().map(|(_, names)| names[0]))
}

/// The code of a language as the list has it.
pub fn language_code(code: &str) -> Option<&'static str> {
    LANGUAGES.iter().map(|(have, _)| *have).find(|have| have.eq_ignore_ascii_case(code))
}

/// The English name of a country.
pub fn country_name(code: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(have, _)| have.eq_ignore_ascii_case(code)).map(|(_, names)| names[0])
}

/// The code of a language by one of its names.
pub fn language(name: &str) -> Option<&'static str> {
    LANGUAGES
        .iter()
        .find(|(_, names)| names.iter().any(|have| have.eq_ignore_ascii_case(name)))
        .map(|(code, _)| *code)
}

/// The place that a name stands for.
pub fn place(name: &str) -> Option<Place> {
    let in_region = REGIONS.iter().find_map(|(names, countries)| {
        names
            .iter()
            .any(|have| have.eq_ignore_ascii_case(name))
            .then_some(Place { name: names[0], countries })
    });
    in_region.or_else(|| {
        COUNTRIES.iter().find_map(|(code, names)| {
            let named = names.iter().find(|have| have.eq_ignore_ascii_case(name))?;
            Some(Place { name: named, countries: std::slice::from_ref(code) })
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::matching::words::fold;

    #[test]
    fn codes_and_names_are_given_once() {
        let codes: HashSet<&str> = LANGUAGES.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), LANGUAGES.len());
        let codes: HashSet<&str> = COUNTRIES.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), COUNTRIES.len());
        for (names, countries) in REGIONS {
            assert!(countries.iter().all(|code| codes.contains(code)), "{names:?}");
        }
        let places = COUNTRIES.iter().flat_map(|(_, names)| *names);
        let all: Vec<String> =
            places.chain(REGIONS.iter().flat_map(|(names, _)| *names)).map(|n| n.to_lowercase()).collect();
        for name in &all {
            assert_eq!(all.iter().filter(|other| *other == name).count(), 1, "{name}");
        }
    }

    #[test]
    fn names_are_in_the_form_that_is_looked_up() {
        let languages = LANGUAGES.iter().flat_map(|(_, names)| *names);
        for name in languages.chain(COUNTRIES.iter().flat_map(|(_, names)| *names)) {
            assert_eq!(fold(name), **name);
        }
    }

    #[test]
    fn names_lead_to_codes_and_back() {
        assert_eq!((language("Español"), language("espanol")), (None, Some("es")));
        assert_eq!(language_name("PT"), Some("Portuguese"));
        assert_eq!(country_name("sg"), Some("Singapore"));
        assert_eq!(place("Berlin"), Some(Place { name: "berlin", countries: &["DE"] }));
        assert_eq!(place("latin america").unwrap().countries.len(), 17);
        assert_eq!(place("nowhere"), None);
    }
}
