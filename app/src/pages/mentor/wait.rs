//! Waiting for a place, where no time suits.

use leptos::prelude::*;
use office_hours::Actor;
use office_hours::availability::TakenSlot;
use office_hours::booking::rules::booking_mentee;
use office_hours::ids::MentorId;

use crate::api::booking::JoinWaitingList;
use crate::kit::button::{LINK, QUIET, Submit};
use crate::kit::fold::Fold;
use crate::kit::select::Select;
use crate::parts::form_failure::{FormFailure, derive_refusal};
use crate::parts::links;
use crate::state::address::use_here;
use crate::state::language::say;
use crate::state::viewer::use_viewer;

/// A form for those who can book; strangers are asked to sign in, and mentors see nothing.
#[component]
pub fn Wait(
    /// Whose.
    mentor_id: MentorId,
    /// Times that could come free.
    taken: Vec<TakenSlot>,
    /// Whether nothing is open, so that waiting is what is left.
    nothing_open: bool,
) -> impl IntoView {
    let viewer = use_viewer();
    let here = use_here();
    let join = ServerAction::<JoinWaitingList>::new();
    view! {
        <Transition>
            {move || {
                let viewer = viewer.get()?.ok()?;
                let actor = viewer.person.map_or(Actor::Stranger, Actor::Person);
                if actor == Actor::Stranger {
                    return Some(view! { <Strangers here=here() /> }.into_any());
                }
                booking_mentee(&actor).ok()?;
                Some(view! { <Form mentor_id taken=taken.clone() nothing_open join /> }.into_any())
            }}
        </Transition>
    }
}

#[component]
fn Strangers(here: String) -> impl IntoView {
    view! {
        <p class="text-sm text-muted">
            {say("No time that suits?")}
            " "
            <a class=LINK href=links::sign_in(&here)>
                {say("Sign in")}
            </a>
            " "
            {say("to be told when a place comes free.")}
        </p>
    }
}

#[component]
fn Form(
    mentor_id: MentorId,
    taken: Vec<TakenSlot>,
    nothing_open: bool,
    join: ServerAction<JoinWaitingList>,
) -> impl IntoView {
    let refusal = derive_refusal(join);
    let choices = taken.into_iter().map(|slot| (slot.slot_id.to_string(), slot.starts.long)).collect();
    view! {
        <Fold label=say("No time that suits? Wait for one…") open=nothing_open || refusal.with_untracked(Option::is_some)>
            <ActionForm action=join attr:class="grid gap-5">
                <input type="hidden" name="mentor_id" value=mentor_id.to_string() />
                <Select name="slot_id" label=say("Wait for") none=say("Any time of this mentor") choices value=String::new() />
                <p class="text-sm text-muted">
                    {say("When a place comes free, whoever waits longest is asked first, by mail, and it is kept for two hours.")}
                </p>
                <FormFailure refusal fields=&[] />
                <div>
                    <Submit label=say("Wait for a place") pending=join.pending() look=QUIET />
                </div>
            </ActionForm>
        </Fold>
    }
}
