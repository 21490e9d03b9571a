//! One mentor that fits: who, why in their own words, and when.

use leptos::prelude::*;
use office_hours::availability::OpenSlot;
use office_hours::ids::MentorId;
use office_hours::matching::{MatchResult, Reason};

use super::later::{Piece, Unfold};
use super::matches::COMPARE;
use super::signals::{Standing, plain_bars};
use crate::kit::avatar::Avatar;
use crate::kit::button::{ACTION, TIME};
use crate::kit::marked::Marked;
use crate::kit::radio::{ANSWER, TICK};
use crate::parts::chips::Chips;
use crate::parts::links::{self, FoundBy};
use crate::parts::save::SaveToggle;
use crate::parts::time::book;
use crate::parts::words::byline;
use crate::state::language::say;

/// Lines of evidence and chips on one card.
const MAX_EVIDENCE: usize = 2;
const MAX_CHIPS: usize = 3;
const MAX_TIMES: usize = 3;

/// One mentor that fits.
#[component]
pub fn MatchCard(
    /// Who and why.
    result: MatchResult,
    /// The search, to take along.
    found_by: FoundBy,
    /// The list in which it stands, in its order of the moment.
    list: RwSignal<Vec<MatchResult>>,
    /// Whether it was chosen before to be compared.
    #[prop(optional)]
    chosen: bool,
) -> impl IntoView {
    let mentor_id = result.mentor_id;
    let now = Signal::derive(move || {
        let of = |list: &Vec<MatchResult>| {
            let result = list.iter().find(|result| result.mentor_id == mentor_id)?;
            Some((result.score, result.held_back_by.clone()))
        };
        list.try_with(of).flatten().unwrap_or_default()
    });
    let standing = Standing { signals: result.signals, now };
    let heading = format!("mentor-{}", result.mentor_id);
    let labelled_by = heading.clone();
    let chips = result.reasons.iter().map(|reason| reason.text.clone()).take(MAX_CHIPS).collect();
    view! {
        <article
            aria-labelledby=labelled_by
            class="grid gap-x-8 gap-y-4 rounded-card border border-line bg-raised p-5 transition-colors hover:border-edge \
            md:grid-cols-[1fr_11rem]"
        >
            <div class="flex min-w-0 items-center gap-4">
                <Avatar name=result.name.clone() photo=result.photo_url />
                <div class="min-w-0">
                    <h3 id=heading.clone() dir="auto" class="text-base">
                        {result.name}
                    </h3>
                    <p dir="auto" class="text-muted">{byline([result.headline, result.company])}</p>
                </div>
            </div>
            <NextTimes mentor_id slots=result.next_slots found_by=found_by.clone() />
            <div class="grid min-w-0 content-start gap-3 max-md:row-start-2 md:ps-16">
                <Evidence reasons=result.reasons />
                <Chips label=say("Why") words=chips />
                <div class="flex flex-wrap items-center gap-x-6">
                    <a
                        class=ACTION
                        href=links::found_mentor(mentor_id, &found_by)
                        aria-describedby=heading.clone()
                    >
                        {say("View Profile")}
                    </a>
                    <label class=format!("{ANSWER} font-medium text-muted hover:text-ink")>
                        <input
                            type="checkbox"
                            name="m"
                            value=mentor_id.to_string()
                            form=COMPARE
                            checked=chosen
                            aria-describedby=heading.clone()
                            class=TICK
                        />
                        {say("Compare")}
                    </label>
                    {result.saved.map(|saved| view! { <SaveToggle mentor_id saved described_by=heading /> })}
                </div>
                <Unfold label=say("Why this order?") plain=plain_bars(&standing) piece=Piece::Bars(standing) />
            </div>
        </article>
    }
}

#[component]
fn Evidence(reasons: Vec<Reason>) -> impl IntoView {
    reasons
        .into_iter()
        .filter_map(|reason| reason.evidence.map(|words| (words, reason.marks)))
        .take(MAX_EVIDENCE)
        .map(|(text, marks)| {
            view! {
                <blockquote dir="auto" class="max-w-prose border-s-2 border-line ps-3">
                    <Marked text marks />
                </blockquote>
            }
        })
        .collect_view()
}

#[component]
fn NextTimes(mentor_id: MentorId, slots: Vec<OpenSlot>, found_by: FoundBy) -> impl IntoView {
    if slots.is_empty() {
        return view! { <p class="text-muted md:row-span-2">{say("No free time in the next weeks.")}</p> }
            .into_any();
    }
    let times = slots
        .into_iter()
        .take(MAX_TIMES)
        .map(|slot| {
            let href = links::slot(mentor_id, &slot, &found_by);
            let label = book(&slot.starts);
            view! {
                <li>
                    <a
                        class=format!("{TIME} flex-col py-1.5 md:flex-row md:justify-between md:px-4")
                        href=href
                        aria-label=label
                        title=slot.starts.long
                    >
                        <span class="text-xs font-medium">{slot.starts.day}</span>
                        " "
                        <span>{slot.starts.time}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="md:row-span-2">
            <p class="mb-2 text-xs text-muted">{say("Next free times")}</p>
            <ul class="grid grid-cols-3 gap-2 md:grid-cols-1">{times}</ul>
        </div>
    }
    .into_any()
}
