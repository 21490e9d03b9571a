//! The addresses of the pages: the only place that spells them with parameters.

use office_hours::analytics::ProgrammeFilter;
use office_hours::ids::{MentorId, SessionId, SlotId};

use crate::kit::url::with_params;

/// The search for a need.
pub fn find(query: &str) -> String {
    with_params("/find", &[("query", query)])
}

/// A page of the list of mentors.
pub fn mentors_page(page: u32) -> String {
    with_params("/find", &[("page", &page.to_string())])
}

/// A mentor's profile; remembers the need it was found with.
pub fn mentor(mentor_id: MentorId, query: &str) -> String {
    with_params(&format!("/mentors/{mentor_id}"), &[("query", query)])
}

/// A mentor's profile with a time chosen.
pub fn slot(mentor_id: MentorId, slot_id: SlotId, query: &str) -> String {
    with_params(&format!("/mentors/{mentor_id}"), &[("slot", &slot_id.to_string()), ("query", query)])
}

/// A session.
pub fn session(session_id: SessionId) -> String {
    format!("/sessions/{session_id}")
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

/// One mail of the development mailbox.
pub fn mail(key: &str) -> String {
    with_params("/dev/mailbox", &[("mail", key)])
}

/// The rows behind the programme page as CSV.
pub fn export(kind: &str, filter: &ProgrammeFilter) -> String {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    with_params(
        "/api/admin/export",
        &[
            ("kind", kind),
            ("status", filter.status.map_or("", |status| status.as_str())),
            ("name", &text(&filter.name)),
            ("from", &text(&filter.from)),
            ("to", &text(&filter.to)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_time_keeps_the_need() {
        let id = "018f2f60-0000-7000-8000-000000000001";
        let url = slot(id.parse().unwrap(), id.parse().unwrap(), "seed & hiring");
        assert_eq!(url, format!("/mentors/{id}?slot={id}&query=seed+%26+hiring"));
    }

    #[test]
    fn the_export_has_the_filters_of_the_page() {
        let filter =
            ProgrammeFilter { name: Some("Ana".into()), to: Some("2026-11-30".into()), ..Default::default() };
        assert_eq!(export("sessions", &filter), "/api/admin/export?kind=sessions&name=Ana&to=2026-11-30");
    }
}
