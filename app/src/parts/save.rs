//! Keeping a mentor to find them again, and letting go of them.

use std::pin::Pin;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use office_hours::ids::MentorId;

use crate::api::ApiError;
use crate::api::saved::{ForgetSavedMentor, SaveMentor, forget_saved_mentor, save_mentor};
use crate::kit::button::UNFOLD;
use crate::kit::icon::{Glyph, Icon};
use crate::lazy;
use crate::state::language::say;

/// How it is sent.
pub type Keep = fn(MentorId, bool) -> Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// Saves a mentor, or no longer. Only what is fetched may call it.
pub fn keep(mentor_id: MentorId, saved: bool) -> Pin<Box<dyn Future<Output = Result<(), ApiError>>>> {
    Box::pin(async move {
        match saved {
            true => save_mentor(mentor_id).await,
            false => forget_saved_mentor(mentor_id).await,
        }
    })
}

const SAVED: &str = "inline-flex min-h-11 items-center gap-1.5 rounded-control font-medium text-accent transition-colors \
    hover:text-ink [&_svg]:fill-current";

/// A button that saves a mentor, and once more that does not. It shows at once what is to be, and takes it back
/// where that fails. A plain form without scripts.
#[component]
pub fn SaveToggle(
    /// Whom.
    mentor_id: MentorId,
    /// Whether the viewer has saved them.
    saved: bool,
    /// The id of what names them.
    described_by: String,
) -> impl IntoView {
    let saved = RwSignal::new(saved);
    let sending = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let toggle = move |event: SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() {
            return;
        }
        let wanted = !saved.get_untracked();
        saved.set(wanted);
        failed.set(false);
        sending.set(true);
        spawn_local(async move {
            let sent = match lazy::keep().await {
                Ok(keep) => keep(mentor_id, wanted).await.is_ok(),
                Err(_) => false,
            };
            // The page may be gone by now.
            let _ = sending.try_set(false);
            if !sent {
                let _ = (saved.try_set(!wanted), failed.try_set(true));
            }
        });
    };
    view! {
        <form
            method="post"
            action=move || if saved.get() { ForgetSavedMentor::url() } else { SaveMentor::url() }
            class="flex flex-wrap items-center gap-x-3"
            on:submit=toggle
        >
            <input type="hidden" name="mentor_id" value=mentor_id.to_string() />
            <button type="submit" class=move || if saved.get() { SAVED } else { UNFOLD } aria-describedby=described_by>
                <Icon glyph=Glyph::Bookmark />
                {move || if saved.get() { say("Saved") } else { say("Save") }}
                <span class="sr-only">{move || saved.get().then(|| format!(", {}", say("take off your list")))}</span>
            </button>
            <span role="status" class="text-xs text-danger">
                {move || failed.get().then(|| say("That did not work. Try again."))}
            </span>
        </form>
    }
}
