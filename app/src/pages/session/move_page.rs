//! `/sessions/:id/move`: another time for a session.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use office_hours::Failure;
use office_hours::availability::{OpenSlot, OpenSlots};
use office_hours::booking::{MoveOptions, OtherMentor, SessionView};
use office_hours::ids::SessionId;

use crate::api::ApiError;
use crate::api::booking::{MoveSession, get_session, list_times_to_move};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{LINK, QUIET, Submit};
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::kit::text_area::TextArea;
use crate::parts::days::by_day;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_overtaken, derive_refusal};
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::time::{TimeSpan, ZoneLine};
use crate::state::address::use_param;
use crate::state::title::set_title;
use crate::state::wire::ask;

type Answer = (SessionView, MoveOptions);

async fn look_up(session_id: Result<SessionId, Failure>, of: String) -> Result<Answer, ApiError> {
    let session = get_session(session_id?).await?;
    let options = list_times_to_move(session.session_id, of).await?;
    Ok((session, options))
}

/// The page.
#[component]
pub fn MoveSessionPage() -> impl IntoView {
    let params = use_params_map();
    let session_id = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")).unwrap_or_default();
        id.parse::<SessionId>().map_err(|_| Failure::not_found("session"))
    });
    let action = ServerAction::<MoveSession>::new();
    let overtaken = derive_overtaken(action);
    let of = use_param("mentor");
    let source = move || (session_id.get(), of.get(), overtaken.get());
    let answer = ask(source, |(session_id, of, _)| look_up(session_id, of));
    set_title("Move session");
    load(answer, skeleton::text, move |(session, options)| page(session, options, action))
}

fn page(session: SessionView, options: MoveOptions, action: ServerAction<MoveSession>) -> AnyView {
    let MoveOptions { mentor_name, open, others } = options;
    let handed_over = mentor_name != session.mentor_name;
    let back = links::session(session.session_id);
    let now = session.clone();
    view! {
        <div class="grid max-w-prose gap-6">
            <PageHead title="Move session" lead="The time you have is kept until the new one is yours." />
            <p>
                "Now: "
                <span class="font-semibold">
                    <TimeSpan starts=now.starts ends=now.ends />
                </span>
                {format!(" with {}", now.mentor_name)}
            </p>
            {handed_over
                .then(|| view! { <p>{format!("To another mentor: {mentor_name} takes the session over.")}</p> })}
            <ZoneLine />
            {if !session.can_move {
                view! {
                    <Alert
                        tone=Tone::Note
                        title="This session cannot be moved"
                        text="It has begun or is over, it is too late, or it was moved as often as it can be."
                    />
                }
                    .into_any()
            } else if open.slots.is_empty() {
                view! {
                    <Alert
                        tone=Tone::Note
                        title="No other time is open"
                        text="The session stays where it is. You can cancel it, or look again later."
                    />
                }
                    .into_any()
            } else {
                view! { <Choose session_id=session.session_id open action /> }.into_any()
            }}
            {(!others.is_empty()).then(|| view! { <HandOver session_id=session.session_id others /> })}
            <p>
                <a class=LINK href=back>
                    "Leave it as it is"
                </a>
            </p>
        </div>
    }
    .into_any()
}

/// For staff: who could take the session over.
#[component]
fn HandOver(session_id: SessionId, others: Vec<OtherMentor>) -> impl IntoView {
    let links = others
        .into_iter()
        .map(|other| {
            let headline = other.headline.map(|headline| format!(": {headline}"));
            view! {
                <li>
                    <a class=LINK href=links::hand_over(session_id, other.mentor_id)>
                        {other.name}
                    </a>
                    <span class="text-muted">{headline}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="hand-over" class="grid gap-2">
            <h2 id="hand-over" class="text-lg">
                "Hand it over"
            </h2>
            <p class="text-muted">"Mentors who fit as well and have time soon:"</p>
            <ul class="grid gap-1">{links}</ul>
        </section>
    }
}

#[component]
fn Choose(session_id: SessionId, open: OpenSlots, action: ServerAction<MoveSession>) -> impl IntoView {
    let refusal = derive_refusal(action);
    let days = by_day(open.slots).into_iter().map(|slots| view! { <Day slots /> }).collect_view();
    view! {
        <ActionForm action attr:class="grid gap-6">
            <input type="hidden" name="session_id" value=session_id.to_string() />
            <fieldset class="grid gap-5">
                <legend class="mb-4 text-lg font-semibold tracking-tight">"Choose another time"</legend>
                {days}
            </fieldset>
            <TextArea
                name="reason"
                label="Reason"
                hint="A line for the other side. It may stay empty, unless you act for the programme."
                error=derive_field_error(refusal, "reason")
                optional=true
                rows=2
                max=500
            />
            <FormFailure refusal fields=&["reason"] />
            <div>
                <Submit label="Move session" pending=action.pending() />
            </div>
        </ActionForm>
    }
}

#[component]
fn Day(slots: Vec<OpenSlot>) -> impl IntoView {
    let day = slots.first().map(|slot| slot.starts.day.clone());
    let times = slots
        .into_iter()
        .map(|slot| {
            let id = format!("slot-{}", slot.slot_id);
            view! {
                <li>
                    <input
                        type="radio"
                        id=id.clone()
                        name="slot_id"
                        value=slot.slot_id.to_string()
                        required
                        class="peer sr-only"
                        aria-label=slot.starts.long.clone()
                    />
                    <label
                        for=id
                        title=slot.starts.long
                        class=format!(
                            "{QUIET} w-full cursor-pointer px-2 tabular-nums peer-checked:border-accent peer-checked:bg-accent \
                             peer-checked:text-paper peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 \
                             peer-focus-visible:outline-accent",
                        )
                    >
                        {slot.starts.time}
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <div>
            <h2 class="mb-2 text-sm">{day}</h2>
            <ul class="grid grid-cols-[repeat(auto-fill,minmax(4.5rem,1fr))] gap-2">{times}</ul>
        </div>
    }
}
