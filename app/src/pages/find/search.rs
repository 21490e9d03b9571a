//! What is asked, as it stands in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use office_hours::availability::HORIZON_DAYS;
use office_hours::language::Text;
use office_hours::matching::leaning::Leaning;
use office_hours::matching::{MatchFilters, MatchRequest};
use office_hours::{msgid, text};

use crate::kit::url::{param, params, with_params};
use crate::parts::words::{language, sentence};
use crate::state::language::{say, tell};

/// A search. Everything is text as it was typed or chosen; empty means not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The need.
    pub query: String,
    /// The mentor's industry.
    pub industry: String,
    /// The stage the mentor knows.
    pub stage: String,
    /// Areas, separated by commas.
    pub expertise: String,
    /// ISO 639-1.
    pub language: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Where the mentor works.
    pub company: String,
    /// The least mean rating; what is no rating does not narrow.
    pub rating: Option<u8>,
    /// Free within so many days; what is no number of days does not narrow.
    pub within: Option<u32>,
    /// Free at this time of the day.
    pub hours: Option<Hours>,
    /// Parts of the need that are left out, by their keys.
    pub without: Vec<String>,
    /// What is to count for more or less; what is no leaning does nothing.
    pub leaning: String,
    /// Who was chosen to be compared before: ids, separated by commas.
    pub chosen: String,
    /// Page of the list of all mentors.
    pub page: u32,
}

/// A time of the day, in the viewer's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// Six to noon.
    Morning,
    /// Noon to six.
    Afternoon,
    /// From five.
    Evening,
}

impl Hours {
    /// All of them, in the order of the day.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The word on the page, for `say`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Morning => msgid!("Morning"),
            Self::Afternoon => msgid!("Afternoon"),
            Self::Evening => msgid!("Evening"),
        }
    }

    /// As a filter in use.
    fn applied(self) -> &'static str {
        say(match self {
            Self::Morning => msgid!("Free in the morning"),
            Self::Afternoon => msgid!("Free in the afternoon"),
            Self::Evening => msgid!("Free in the evening"),
        })
    }

    fn bounds(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Morning => (Some("06:00"), Some("12:00")),
            Self::Afternoon => (Some("12:00"), Some("18:00")),
            Self::Evening => (Some("17:00"), None),
        }
    }
}

/// What separates the keys of parts in the address: no key can hold it, as it begins what is quoted.
const BETWEEN_KEYS: char = '"';

/// The search of the page's address.
pub fn use_search() -> Memo<Search> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|search| Search::read(search)))
}

impl Search {
    /// As an address asks it, without the `?`.
    pub fn read(search: &str) -> Self {
        let text = |name| param(search, name).unwrap_or_default().trim().to_owned();
        Self {
            query: text("query"),
            industry: text("industry"),
            stage: text("stage"),
            expertise: text("expertise"),
            language: text("language"),
            country: text("country"),
            company: text("company"),
            rating: text("rating").parse().ok().filter(|stars| (1..=5).contains(stars)),
            hours: Hours::ALL.into_iter().find(|hours| hours.word() == text("hours")),
            without: text("without")
                .split(BETWEEN_KEYS)
                .filter(|key| !key.is_empty())
                .map(str::to_owned)
                .collect(),
            // Without scripts each slider sends its own digit.
            leaning: Leaning::parse(&params(search, "order").collect::<String>())
                .map(Leaning::told)
                .unwrap_or_default(),
            within: text("within").parse().ok().filter(|days| (1..=HORIZON_DAYS as u32).contains(days)),
            chosen: text("chosen"),
            page: text("page").parse().unwrap_or(1).max(1),
        }
    }

    /// Whether mentors are ranked for a need.
    pub fn has_need(&self) -> bool {
        !self.query.is_empty()
    }

    /// The window's title.
    pub fn title(&self) -> String {
        if self.has_need() { self.query.clone() } else { say("Find a mentor").to_owned() }
    }

    /// As the server takes it.
    pub fn request(&self) -> MatchRequest {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let areas = self.expertise.split(',').map(str::trim).filter(|area| !area.is_empty());
        let (after, before) = self.hours.map(Hours::bounds).unwrap_or_default();
        MatchRequest {
            query: self.query.clone(),
            filters: MatchFilters {
                industry: given(&self.industry),
                stage: given(&self.stage),
                expertise: areas.map(ToOwned::to_owned).collect(),
                language: given(&self.language),
                country: given(&self.country),
                company: given(&self.company),
                min_rating: self.rating.map(f64::from),
                available_within_days: self.within,
                free_after: after.map(str::to_owned),
                free_before: before.map(str::to_owned),
            },
            limit: None,
            without: self.without.clone(),
            facets: true,
            leaning: self.leaning.clone(),
        }
    }

    /// The filters in use: what each says, and the address without it.
    pub fn applied(&self) -> Vec<(String, String)> {
        let without = |clear: fn(&mut Self)| {
            let mut rest = self.clone();
            clear(&mut rest);
            rest.url()
        };
        let rating = self.rating.map(|stars| tell(text!("Rated {stars} or better", stars)));
        let hours = self.hours.map(|hours| hours.applied().to_owned());
        let within = |days| Text::counted("Free within {count} day", "Free within {count} days", days);
        let within = self.within.map(|days| tell(within(i64::from(days))));
        [
            (sentence(&self.industry), without(|search| search.industry.clear())),
            (sentence(&self.stage), without(|search| search.stage.clear())),
            (self.expertise.clone(), without(|search| search.expertise.clear())),
            (language(&self.language), without(|search| search.language.clear())),
            (self.country.clone(), without(|search| search.country.clear())),
            (self.company.clone(), without(|search| search.company.clear())),
            (rating.unwrap_or_default(), without(|search| search.rating = None)),
            (within.unwrap_or_default(), without(|search| search.within = None)),
            (hours.unwrap_or_default(), without(|search| search.hours = None)),
        ]
        .into_iter()
        .filter(|(words, _)| !words.is_empty())
        .collect()
    }

    /// [`Self::within`] as the form sends it.
    pub fn within_text(&self) -> String {
        self.within.map(|days| days.to_string()).unwrap_or_default()
    }

    /// [`Self::rating`] as the form sends it.
    pub fn rating_text(&self) -> String {
        self.rating.map(|stars| stars.to_string()).unwrap_or_default()
    }

    /// [`Self::hours`] as the form sends it.
    pub fn hours_text(&self) -> String {
        self.hours.map(|hours| hours.word().to_owned()).unwrap_or_default()
    }

    /// The address of the same search without a part of the need.
    pub fn without_part(&self, key: &str) -> String {
        let mut rest = self.clone();
        rest.without.push(key.to_owned());
        rest.url()
    }

    /// The address of the same search with all parts of the need; nothing where none is left out.
    pub fn with_all_parts(&self) -> Option<String> {
        (!self.without.is_empty()).then(|| Self { without: vec![], ..self.clone() }.url())
    }

    /// The address of the same need without any filter.
    pub fn unfiltered(&self) -> String {
        with_params("/find", &[("query", &self.query), ("chosen", &self.chosen)])
    }

    /// The address of the same search with another leaning.
    pub fn leaning_to(&self, leaning: Leaning) -> String {
        Self { leaning: leaning.told(), ..self.clone() }.url()
    }

    /// The parameters of the address.
    pub fn params(&self) -> [(&'static str, String); 13] {
        [
            ("query", self.query.clone()),
            ("industry", self.industry.clone()),
            ("stage", self.stage.clone()),
            ("expertise", self.expertise.clone()),
            ("language", self.language.clone()),
            ("country", self.country.clone()),
            ("company", self.company.clone()),
            ("rating", self.rating_text()),
            ("within", self.within_text()),
            ("hours", self.hours_text()),
            ("without", self.without.join(&BETWEEN_KEYS.to_string())),
            ("order", self.leaning.clone()),
            ("chosen", self.chosen.clone()),
        ]
    }

    /// What [`Self::read`] reads.
    pub fn asked(&self) -> String {
        self.with_path("").trim_start_matches('?').to_owned()
    }

    fn url(&self) -> String {
        self.with_path("/find")
    }

    fn with_path(&self, path: &str) -> String {
        let params = self.params();
        with_params(path, &params.each_ref().map(|(name, value)| (*name, value.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_asked() {
        let search =
            Search::read("query=+Help+with+hiring&stage=seed&expertise=sales,+,hiring&within=7&page=0");
        let request = search.request();
        assert_eq!(request.query, "Help with hiring");
        assert_eq!(request.filters.stage.as_deref(), Some("seed"));
        assert_eq!(request.filters.industry, None);
        assert_eq!(request.filters.expertise, ["sales", "hiring"]);
        assert_eq!(request.filters.available_within_days, Some(7));
        assert_eq!(search.page, 1);
    }

    #[test]
    fn each_filter_can_be_taken_away() {
        let search = Search::read("query=x&stage=seed&language=es");
        assert_eq!(
            search.applied(),
            [
                ("Seed".to_owned(), "/find?query=x&language=es".to_owned()),
                ("Spanish".to_owned(), "/find?query=x&stage=seed".to_owned()),
            ]
        );
        assert_eq!(search.unfiltered(), "/find?query=x");
        assert!(Search::read("query=x").applied().is_empty());
    }

    #[test]
    fn whoever_was_chosen_stays_chosen() {
        let search = Search::read("query=x&stage=seed&chosen=1,2");
        assert_eq!(search.applied()[0].1, "/find?query=x&chosen=1%2C2");
        assert_eq!(search.unfiltered(), "/find?query=x&chosen=1%2C2");
    }

    #[test]
    fn parts_are_left_out_by_the_address_and_come_back() {
        let search = Search::read("query=x&hours=evening&rating=4");
        let filters = search.request().filters;
        assert_eq!((filters.free_after.as_deref(), filters.min_rating), (Some("17:00"), Some(4.0)));
        let url = search.without_part("language:es");
        let less = Search::read(url.split_once('?').unwrap().1);
        let less = Search::read(less.without_part("window:").split_once('?').unwrap().1);
        assert_eq!(less.request().without, ["language:es", "window:"]);
        assert_eq!(less.with_all_parts().unwrap(), "/find?query=x&rating=4&hours=evening");
        assert_eq!(search.with_all_parts(), None);
    }

    #[test]
    fn a_leaning_is_one_word_or_a_digit_of_each_slider() {
        let search = Search::read("query=x&order=242222&stage=seed");
        assert_eq!((search.leaning.as_str(), search.request().leaning.as_str()), ("242222", "242222"));
        assert_eq!(search.applied()[0].1, "/find?query=x&order=242222");
        assert_eq!(search.leaning_to(Leaning::default()), "/find?query=x&stage=seed");
        let sent = Search::read("query=x&order=2&order=4&order=2&order=2&order=2&order=2");
        assert_eq!(sent.leaning, "242222");
        for usual in ["222222", "", "9", "more", "242222&order=1"] {
            assert_eq!(Search::read(&format!("query=x&order={usual}")).leaning, "", "{usual}");
        }
    }

    #[test]
    fn strange_numbers_do_not_narrow() {
        for within in ["soon", "-3", "0", "99999999999", "29"] {
            let search = Search::read(&format!("query=x&within={within}&page=-3"));
            assert_eq!((search.request().filters.available_within_days, search.page), (None, 1), "{within}");
            assert!(search.applied().is_empty(), "{within}");
        }
        assert_eq!(Search::read("query=x&within=1").applied()[0].0, "Free within 1 day");
    }
}
