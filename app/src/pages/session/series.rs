//! The sessions that one repeats with.

use leptos::prelude::*;
use office_hours::booking::SessionView;
use office_hours::booking::series::{Scope, SeriesPlace, SeriesView};
use office_hours::ids::SessionId;

use crate::kit::alert::{Alert, Tone};
use crate::kit::button::LINK;
use crate::parts::links;
use crate::parts::session_status::Status;
use crate::parts::time::TimeSpan;

/// Which sessions of a series are meant, as a person reads it.
pub const SCOPES: [(Scope, &str); 3] = [
    (Scope::One, "This session"),
    (Scope::Following, "This and all later ones"),
    (Scope::All, "All sessions of the series"),
];

/// "2 of 6, every week", and the way to the others.
#[component]
pub fn SeriesLinks(
    /// Where the shown one stands.
    place: SeriesPlace,
    /// With all of them.
    series: SeriesView,
    /// The one whose page this is.
    shown: SessionId,
) -> impl IntoView {
    let lines = series.sessions.into_iter().map(|session| line(session, shown)).collect_view();
    view! {
        <p class="font-medium">{format!("{} of {}, {}", place.number, place.of, place.frequency.spoken())}</p>
        <ol class="mt-2 grid gap-1.5" aria-label="All sessions of the series">
            {lines}
        </ol>
    }
}

fn line(session: SessionView, shown: SessionId) -> impl IntoView {
    let (starts, ends, session_id) = (session.starts, session.ends, session.session_id);
    let time = if session_id == shown {
        view! {
            <span aria-current="page" class="font-semibold">
                <TimeSpan starts ends />
            </span>
        }
        .into_any()
    } else {
        view! {
            <a class=LINK href=links::session(session_id)>
                <TimeSpan starts ends />
            </a>
        }
        .into_any()
    };
    view! { <li class="flex flex-wrap items-center gap-x-3 gap-y-1">{time} <Status status=session.status /></li> }
}

/// That some sessions had to stay.
#[component]
pub fn Left(
    /// How many; none says nothing.
    sessions: usize,
) -> impl IntoView {
    let title = match sessions {
        1 => "1 session stays".to_owned(),
        sessions => format!("{sessions} sessions stay"),
    };
    let text = "It is too late to cancel there, or it is over. Below you see where each of them stands.";
    (sessions > 0).then(|| view! { <Alert tone=Tone::Note title text /> })
}
