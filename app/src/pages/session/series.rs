//! The sessions that one repeats with.

use leptos::prelude::*;
use office_hours::booking::SessionView;
use office_hours::booking::series::{Frequency, Scope, SeriesPlace, SeriesView};
use office_hours::ids::SessionId;
use office_hours::language::Text;
use office_hours::{msgid, text};

use crate::kit::alert::{Alert, Tone};
use crate::kit::button::LINK;
use crate::parts::links;
use crate::parts::session_status::Status;
use crate::parts::time::TimeSpan;
use crate::state::language::{say, tell};

/// Which sessions of a series are meant, as a person reads it.
pub const SCOPES: [(Scope, &str); 3] = [
    (Scope::One, msgid!("This session")),
    (Scope::Following, msgid!("This and all later ones")),
    (Scope::All, msgid!("All sessions of the series")),
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
        <p class="font-medium">{standing(place)}</p>
        <ol class="mt-2 grid gap-1.5" aria-label=say("All sessions of the series")>
            {lines}
        </ol>
    }
}

fn standing(SeriesPlace { number, of, frequency, .. }: SeriesPlace) -> String {
    tell(match frequency {
        Frequency::Weekly => text!("{number} of {all}, every week", number, all = of),
        Frequency::Fortnightly => text!("{number} of {all}, every two weeks", number, all = of),
        Frequency::Monthly => text!("{number} of {all}, every month", number, all = of),
    })
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
    let title = tell(Text::counted("{count} session stays", "{count} sessions stay", sessions as i64));
    let text = say("It is too late to cancel there, or it is over. Below you see where each of them stands.");
    (sessions > 0).then(|| view! { <Alert tone=Tone::Note title text /> })
}
