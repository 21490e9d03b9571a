//! What the viewer waits for, and places that are offered.

use leptos::prelude::*;
use office_hours::booking::{OtherMentor, PlaceOffer, WaitingEntry, WaitingStep};
use office_hours::language::Text;
use office_hours::text;

use crate::api::booking::TakeWaitingStep;
use crate::kit::button::{LINK, PRIMARY, QUIET, Submit};
use crate::kit::panel::{LINE, LIST};
use crate::parts::form_failure::{FormFailure, derive_refusal};
use crate::parts::links;
use crate::parts::time::TimeSpan;
use crate::state::language::{say, tell};

/// The waiting lists the viewer is on.
#[component]
pub fn WaitingLists(
    /// Never empty.
    entries: Vec<WaitingEntry>,
    /// Sends a step.
    take: ServerAction<TakeWaitingStep>,
) -> impl IntoView {
    let refusal = derive_refusal(take);
    let rows = entries.into_iter().map(|entry| view! { <Entry entry take /> }).collect_view();
    view! {
        <section aria-labelledby="waiting">
            <h2 id="waiting" class="mb-4 text-lg">
                {say("Waiting for a place")}
            </h2>
            <FormFailure refusal fields=&[] />
            <ul class=LIST>{rows}</ul>
        </section>
    }
}

#[component]
fn Entry(entry: WaitingEntry, take: ServerAction<TakeWaitingStep>) -> impl IntoView {
    let WaitingEntry { entry_id, mentor_id, mentor_name, wanted, ahead, offer, others } = entry;
    let wanted = wanted.map_or_else(|| say("any time").to_owned(), |starts| starts.long);
    let offered = offer.is_some();
    let step = move |step: &'static str, label| {
        view! {
            <ActionForm action=take>
                <input type="hidden" name="entry_id" value=entry_id.to_string() />
                <input type="hidden" name="waiting_step" value=step />
                <Submit label pending=take.pending() look=QUIET />
            </ActionForm>
        }
    };
    view! {
        <li class=format!("{LINE} grid gap-4 px-5 py-4") data-testid="waiting-entry">
            <div class="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
                <p class="min-w-0">
                    <a class=LINK href=links::mentor(mentor_id)>
                        {mentor_name}
                    </a>
                    <span class="text-muted">{format!(", {wanted}")}</span>
                    {(!offered).then(|| view! { <span class="block text-sm text-muted">{place(ahead)}</span> })}
                </p>
                {(!offered).then(|| step(word(WaitingStep::Leave), say("Stop waiting")))}
            </div>
            {offer
                .map(|offer| {
                    let PlaceOffer { slot_id, starts, ends, until } = offer;
                    let book = links::offered_slot(mentor_id, slot_id);
                    view! {
                        <div class="grid gap-3 rounded-control bg-accent-soft p-4">
                            <p>
                                <span class="font-semibold">
                                    <TimeSpan starts ends />
                                </span>
                                <span class="block text-sm">{tell(text!("Kept for you until {time}.", time = until.long))}</span>
                            </p>
                            <div class="flex flex-wrap gap-3">
                                <a class=PRIMARY href=book>
                                    {say("Book this place")}
                                </a>
                                {step(word(WaitingStep::Decline), say("Leave it to the next one"))}
                            </div>
                        </div>
                    }
                })}
            {(!others.is_empty()).then(|| view! { <Others others /> })}
        </li>
    }
}

#[component]
fn Others(others: Vec<OtherMentor>) -> impl IntoView {
    let links = others
        .into_iter()
        .map(|other| {
            let headline = other.headline.map(|headline| format!(": {headline}"));
            view! {
                <li>
                    <a class=LINK href=links::mentor(other.mentor_id)>
                        {other.name}
                    </a>
                    <span class="text-muted">{headline}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="text-sm">
            <p class="text-muted">{say("Mentors alike who have time now:")}</p>
            <ul class="mt-1 grid gap-1">{links}</ul>
        </div>
    }
}

/// As it is sent.
fn word(step: WaitingStep) -> &'static str {
    match step {
        WaitingStep::Decline => "decline",
        WaitingStep::Leave => "leave",
    }
}

fn place(ahead: i64) -> String {
    match ahead {
        0 => say("You are asked first.").to_owned(),
        ahead => tell(Text::counted(
            "One person is asked before you.",
            "{count} people are asked before you.",
            ahead,
        )),
    }
}
