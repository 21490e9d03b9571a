//! The failed state of a page or a list.

use leptos::prelude::*;
use office_hours::Failure;

use super::links;
use crate::kit::button::{PRIMARY, QUIET};
use crate::kit::empty::Empty;
use crate::state::address::use_here;
use crate::state::language::{say, tell};
use crate::state::title::set_title;

/// Says what happened, and offers what can be done about it.
#[component]
pub fn Failed(
    /// What happened.
    failure: Failure,
) -> impl IntoView {
    let here = untrack(use_here());
    #[cfg(feature = "ssr")]
    set_status(&failure);
    set_title(say(failure.title()));
    let (look, href, rel, words) = match &failure {
        Failure::NotSignedIn => (PRIMARY, links::sign_in(&here), None, say("Sign in")),
        Failure::NotFound { .. } | Failure::NotAllowed { .. } => {
            (QUIET, "/find".to_owned(), None, say("Find a mentor"))
        }
        // The same would be refused again: back to the page as it is without being asked anything.
        Failure::Invalid { .. } => {
            (QUIET, here.split('?').next().unwrap_or_default().to_owned(), None, say("Start over"))
        }
        // Loaded afresh by the browser: what failed may be the page's own code.
        _ => (QUIET, here, Some("external"), say("Try again")),
    };
    view! {
        <div role="alert">
            <Empty title=say(failure.title()) text=tell(failure.text())>
                <a class=look href=href rel=rel>
                    {words}
                </a>
            </Empty>
        </div>
    }
}

/// Lets the page's HTTP status say the same as its words.
#[cfg(feature = "ssr")]
pub fn set_status(failure: &Failure) {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(failure.status())
    {
        response.set_status(status);
    }
}
