//! The addresses of the pages: the only place that spells them with parameters.

use leptos::prelude::*;
use office_hours::analytics::ProgrammeFilter;
use office_hours::availability::OpenSlot;
use office_hours::availability::month::Month;
use office_hours::booking::series::Scope;
use office_hours::ids::{ExperimentId, MentorId, SessionId, SlotId, UserId};
use office_hours::profile::discovery::Shelf;

use crate::kit::url::with_params;
use crate::state::address::use_param;

/// The search for a need.
pub fn find(query: &str) -> String {
    with_params("/find", &[("query", query)])
}

/// The same, with mentors who are to be compared with whoever is chosen there.
pub fn find_more(query: &str, chosen: &[MentorId]) -> String {
    let chosen: Vec<String> = chosen.iter().map(MentorId::to_string).collect();
    with_params("/find", &[("query", query), ("chosen", &chosen.join(","))])
}

/// A page of the list of mentors.
pub fn mentors_page(page: u32) -> String {
    with_params("/find", &[("page", &page.to_string())])
}

/// One shelf of the page for looking around.
pub fn shelf(shelf: Shelf) -> String {
    with_params("/discover", &[("shelf", shelf.as_str())])
}

/// Mentors side by side, for a need.
pub fn compare(mentors: &[MentorId], query: &str) -> String {
    let ids: Vec<String> = mentors.iter().map(MentorId::to_string).collect();
    let mut params: Vec<(&str, &str)> = ids.iter().map(|id| ("m", id.as_str())).collect();
    params.push(("q", query));
    with_params("/compare", &params)
}

/// What led to a mentor's profile; the address keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundBy {
    /// The need.
    pub query: String,
    /// The search, as its answer named it.
    pub search_id: String,
}

impl FoundBy {
    /// As the address has it.
    pub fn use_param() -> Signal<Self> {
        let (query, search_id) = (use_param("query"), use_param("search"));
        Signal::derive(move || Self { query: query.get(), search_id: search_id.get() })
    }
}

/// A mentor's profile.
pub fn mentor(mentor_id: MentorId) -> String {
    format!("/mentors/{mentor_id}")
}

/// The form of what mentors read about a mentee; it leads back to the account.
pub fn mentee_form() -> String {
    with_params("/welcome/mentee", &[("next", "/account?saved=1")])
}

/// A field of the form with all of one's own profile and hours.
pub fn profile_form(field: &str) -> String {
    format!("/hours#field-{field}")
}

/// A mentor's profile that was found.
pub fn found_mentor(mentor_id: MentorId, found_by: &FoundBy) -> String {
    let FoundBy { query, search_id } = found_by;
    with_params(&mentor(mentor_id), &[("query", query), ("search", search_id)])
}

/// A mentor's profile with its calendar open at a month.
pub fn month(mentor_id: MentorId, month: Month, found_by: &FoundBy) -> String {
    let FoundBy { query, search_id } = found_by;
    with_params(&mentor(mentor_id), &[("month", &month.format()), ("query", query), ("search", search_id)])
}

/// A mentor's profile with its calendar open at a day, such as `2026-12-03`.
pub fn day(mentor_id: MentorId, day: &str, found_by: &FoundBy) -> String {
    let FoundBy { query, search_id } = found_by;
    with_params(&mentor(mentor_id), &[("day", day), ("query", query), ("search", search_id)])
}

/// A mentor's profile with a time chosen; should the time be gone, its day is shown.
pub fn slot(mentor_id: MentorId, slot: &OpenSlot, found_by: &FoundBy) -> String {
    let FoundBy { query, search_id } = found_by;
    with_params(
        &mentor(mentor_id),
        &[
            ("slot", &slot.slot_id.to_string()),
            ("day", &slot.starts.date),
            ("query", query),
            ("search", search_id),
        ],
    )
}

/// A mentor's profile with a time chosen that is kept for the viewer.
pub fn offered_slot(mentor_id: MentorId, slot_id: SlotId) -> String {
    with_params(&mentor(mentor_id), &[("slot", &slot_id.to_string())])
}

/// A session.
pub fn session(session_id: SessionId) -> String {
    format!("/sessions/{session_id}")
}

/// Another time for a session.
pub fn move_session(session_id: SessionId) -> String {
    format!("/sessions/{session_id}/move")
}

/// The same for sessions that repeat with it, and where somebody is to take them over, by the times of that mentor.
pub fn move_series(session_id: SessionId, scope: Scope, taker: Option<MentorId>) -> String {
    let taker = taker.map(|mentor_id| mentor_id.to_string()).unwrap_or_default();
    let scope = if scope == Scope::One { "" } else { scope.as_str() };
    with_params(&move_session(session_id), &[("mentor", &taker), ("scope", scope)])
}

/// Everybody with an account, for staff.
pub fn people() -> &'static str {
    "/programme/people"
}

/// One account, for staff.
pub fn person(user_id: UserId) -> String {
    format!("{}/{user_id}", people())
}

/// Rankings that are compared, for staff.
pub fn experiments() -> &'static str {
    "/programme/experiments"
}

/// One of them, with what it has shown.
pub fn experiment(experiment_id: ExperimentId) -> String {
    format!("{}/{experiment_id}", experiments())
}

/// The form that starts one.
pub fn start_experiment() -> String {
    with_params(experiments(), &[("start", "1")])
}

/// Sign in, then come back.
pub fn sign_in(next: &str) -> String {
    with_params("/sign-in", &[("next", next)])
}

/// A mentee's first words, then come back.
pub fn welcome_mentee(next: &str) -> String {
    with_params("/welcome/mentee", &[("next", next)])
}

/// Choose a time zone, then come back.
pub fn zone(next: &str) -> String {
    with_params("/zone", &[("next", next)])
}

/// The same page in another language.
pub fn language(to: &str, next: &str) -> String {
    with_params("/language", &[("to", to), ("next", next)])
}

/// One mail of the development mailbox.
pub fn mail(key: &str) -> String {
    with_params("/dev/mailbox", &[("mail", key)])
}

/// The programme page, narrowed, and leafed to where the filter says.
pub fn programme(filter: &ProgrammeFilter) -> String {
    let page =
        |page: Option<u32>| page.filter(|page| *page > 1).map(|page| page.to_string()).unwrap_or_default();
    let at = [("page", page(filter.page)), ("mentors_page", page(filter.mentors_page))];
    narrowed("/programme", filter, &at)
}

/// The rows behind the programme page as CSV.
pub fn export(kind: &str, filter: &ProgrammeFilter) -> String {
    narrowed("/api/admin/export", filter, &[("kind", kind.to_owned())])
}

fn narrowed(path: &str, filter: &ProgrammeFilter, more: &[(&str, String)]) -> String {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let by = [
        ("status", filter.status.map_or("", |status| status.as_str()).to_owned()),
        ("name", text(&filter.name)),
        ("from", text(&filter.from)),
        ("to", text(&filter.to)),
    ];
    let params: Vec<(&str, &str)> =
        more.iter().chain(&by).map(|(name, value)| (*name, value.as_str())).collect();
    with_params(path, &params)
}

#[cfg(test)]
mod tests {
    use office_hours::time::{LocalTime, Reader};

    use super::*;

    #[test]
    fn a_chosen_time_keeps_the_need_and_its_day() {
        let id = "018f2f60-0000-7000-8000-000000000001";
        let found_by = FoundBy { query: "seed & hiring".into(), search_id: id.into() };
        let at = "2026-12-03T09:00:00Z".parse().unwrap();
        let said = LocalTime::new(at, &Reader::default());
        let open = OpenSlot {
            slot_id: id.parse().unwrap(),
            starts: said.clone(),
            ends: said,
            location: "virtual".into(),
            seats_left: 1,
            book_by: at.into(),
        };
        let mentor_id = id.parse().unwrap();
        let url = slot(mentor_id, &open, &found_by);
        assert_eq!(url, format!("/mentors/{id}?slot={id}&day=2026-12-03&query=seed+%26+hiring&search={id}"));
        let direct = FoundBy::default();
        assert_eq!(day(mentor_id, "2026-12-03", &direct), format!("/mentors/{id}?day=2026-12-03"));
        let december = Month::parse("2026-12").unwrap();
        assert_eq!(month(mentor_id, december, &direct), format!("/mentors/{id}?month=2026-12"));
    }

    #[test]
    fn the_export_has_the_filters_of_the_page() {
        let filter =
            ProgrammeFilter { name: Some("Ana".into()), to: Some("2026-11-30".into()), ..Default::default() };
        assert_eq!(export("sessions", &filter), "/api/admin/export?kind=sessions&name=Ana&to=2026-11-30");
        assert_eq!(
            programme(&ProgrammeFilter { page: Some(1), ..filter.clone() }),
            "/programme?name=Ana&to=2026-11-30"
        );
        let leafed = ProgrammeFilter { page: Some(2), mentors_page: Some(3), ..ProgrammeFilter::default() };
        assert_eq!(programme(&leafed), "/programme?page=2&mentors_page=3");
        assert_eq!(export("mentors", &leafed), "/api/admin/export?kind=mentors", "the CSV has them all");
    }
}
