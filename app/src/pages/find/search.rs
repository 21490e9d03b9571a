//! What is asked, as it stands in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use office_hours::availability::HORIZON_DAYS;
use office_hours::matching::{MatchFilters, MatchRequest};
use serde::{Deserialize, Serialize};

use crate::kit::url::{param, with_params};
use crate::parts::words::{count, language, sentence};

/// A search. Everything is text as it was typed or chosen; empty means not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Free within so many days; what is no number of days does not narrow.
    pub within: Option<u32>,
    /// Page of the list of all mentors.
    pub page: u32,
}

/// The search of the page's address.
pub fn use_search() -> Memo<Search> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|search| Search::read(search)))
}

impl Search {
    fn read(search: &str) -> Self {
        let text = |name| param(search, name).unwrap_or_default().trim().to_owned();
        Self {
            query: text("query"),
            industry: text("industry"),
            stage: text("stage"),
            expertise: text("expertise"),
            language: text("language"),
            within: text("within").parse().ok().filter(|days| (1..=HORIZON_DAYS as u32).contains(days)),
            page: text("page").parse().unwrap_or(1).max(1),
        }
    }

    /// Whether mentors are ranked for a need.
    pub fn has_need(&self) -> bool {
        !self.query.is_empty()
    }

    /// The window's title.
    pub fn title(&self) -> String {
        if self.has_need() { self.query.clone() } else { "Find a mentor".to_owned() }
    }

    /// As the server takes it.
    pub fn request(&self) -> MatchRequest {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let areas = self.expertise.split(',').map(str::trim).filter(|area| !area.is_empty());
        MatchRequest {
            query: self.query.clone(),
            filters: MatchFilters {
                industry: given(&self.industry),
                stage: given(&self.stage),
                expertise: areas.map(ToOwned::to_owned).collect(),
                language: given(&self.language),
                available_within_days: self.within,
                ..MatchFilters::default()
            },
            limit: None,
        }
    }

    /// The filters in use: what each says, and the address without it.
    pub fn applied(&self) -> Vec<(String, String)> {
        let without = |clear: fn(&mut Self)| {
            let mut rest = self.clone();
            clear(&mut rest);
            rest.url()
        };
        let within = self.within.map(|days| format!("Free within {}", count(days as usize, "day", "days")));
        [
            (sentence(&self.industry), without(|search| search.industry.clear())),
            (sentence(&self.stage), without(|search| search.stage.clear())),
            (self.expertise.clone(), without(|search| search.expertise.clear())),
            (language(&self.language), without(|search| search.language.clear())),
            (within.unwrap_or_default(), without(|search| search.within = None)),
        ]
        .into_iter()
        .filter(|(words, _)| !words.is_empty())
        .collect()
    }

    /// [`Self::within`] as the form sends it.
    pub fn within_text(&self) -> String {
        self.within.map(|days| days.to_string()).unwrap_or_default()
    }

    /// The address of the same need without any filter.
    pub fn unfiltered(&self) -> String {
        with_params("/find", &[("query", &self.query)])
    }

    fn url(&self) -> String {
        with_params(
            "/find",
            &[
                ("query", &self.query),
                ("industry", &self.industry),
                ("stage", &self.stage),
                ("expertise", &self.expertise),
                ("language", &self.language),
                ("within", &self.within_text()),
            ],
        )
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
    fn strange_numbers_do_not_narrow() {
        for within in ["soon", "-3", "0", "99999999999", "29"] {
            let search = Search::read(&format!("query=x&within={within}&page=-3"));
            assert_eq!((search.request().filters.available_within_days, search.page), (None, 1), "{within}");
            assert!(search.applied().is_empty(), "{within}");
        }
        assert_eq!(Search::read("query=x&within=1").applied()[0].0, "Free within 1 day");
    }
}
