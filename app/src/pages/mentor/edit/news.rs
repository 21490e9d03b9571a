//! What became of a change: said politely, with a way back, or two versions to choose from.

use leptos::html;
use leptos::prelude::*;
use office_hours::profile::field::SaveProfileField;

use super::super::profile::as_read;
use super::spot::{Phase, Spot};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{ACTION, PRIMARY, QUIET};
use crate::state::language::say;

/// Below the field. The place of what is said politely is there from the start, so that it is heard.
#[component]
pub fn News(
    /// The field.
    spot: Spot,
) -> impl IntoView {
    let said = move || match spot.phase.try_get() {
        Some(Phase::Saved(way_back)) => view! { <Saved spot way_back /> }.into_any(),
        Some(Phase::Restored) => view! { <p class="text-xs text-muted">{say("Taken back")}</p> }.into_any(),
        // It stands at the input as well, where it is not heard by whoever has gone on.
        Some(Phase::Open) => {
            view! { <p class="sr-only">{move || spot.problem.try_get().flatten()}</p> }.into_any()
        }
        _ => ().into_any(),
    };
    let overtaken =
        move || (spot.phase.try_get() == Some(Phase::Overtaken)).then(|| view! { <TwoVersions spot /> });
    view! {
        <div role="status">{said}</div>
        {overtaken}
    }
}

#[component]
fn Saved(spot: Spot, way_back: Option<SaveProfileField>) -> impl IntoView {
    view! {
        <p class="flex min-h-11 items-center gap-4 text-xs text-muted">
            <span>{say("Saved")}</span>
            {way_back
                .map(|change| {
                    view! {
                        <button type="button" class=ACTION on:click=move |_| spot.undo(change.clone())>
                            {say("Undo")}
                        </button>
                    }
                })}
        </p>
    }
}

#[component]
fn TwoVersions(spot: Spot) -> impl IntoView {
    let theirs = spot.desk.mentor.with_untracked(|mentor| spot.field.read(mentor));
    let mine = spot.text.get_untracked();
    let version = move |title: &'static str, text: &str| {
        view! {
            <div class="grid content-start gap-1">
                <p class="text-xs text-muted">{title}</p>
                <p dir="auto" class="max-h-60 overflow-y-auto whitespace-pre-line break-words">
                    {as_read(spot.field, text)}
                </p>
            </div>
        }
    };
    let notice = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(notice) = notice.get()
            && spot.take_focus()
        {
            // Without the focus it can still be read and used.
            let _ = notice.focus();
        }
    });
    view! {
        <div node_ref=notice tabindex="-1" class="my-3 grid gap-4 outline-none">
            <Alert
                tone=Tone::Problem
                title=say("Changed meanwhile")
                text=say("Somebody else, or another tab of yours, has changed this since you opened the page. Nothing is lost: choose what stays.")
            />
            <div class="grid gap-4 sm:grid-cols-2">
                {version(say("It says now"), &theirs)}
                {version(say("You wrote"), &mine)}
            </div>
            <div class="flex flex-wrap gap-2">
                <button type="button" class=PRIMARY on:click=move |_| spot.keep_mine()>
                    {say("Keep Mine")}
                </button>
                <button type="button" class=QUIET on:click=move |_| spot.give_up()>
                    {say("Take Theirs")}
                </button>
            </div>
        </div>
    }
}
