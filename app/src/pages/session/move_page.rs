//! `/sessions/:id/move`: another time for a session, or for those that it repeats with.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use office_hours::Failure;
use office_hours::availability::{OpenSlot, OpenSlots};
use office_hours::booking::series::{Scope, SeriesMovePreview};
use office_hours::booking::{MoveOptions, OtherMentor, SessionView};
use office_hours::ids::{SessionId, SlotId};
use office_hours::text;

use super::move_series::{ChooseForSeries, Outcome, Scopes, Wanted};
use super::say_why::SayWhy;
use crate::api::ApiError;
use crate::api::booking::{MoveSeries, MoveSession, get_session, list_times_to_move, preview_move};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{LINK, QUIET};
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::days::by_day;
use crate::parts::form_failure::{derive_overtaken, derive_refusal};
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::time::{TimeSpan, ZoneLine};
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::title::set_title;
use crate::state::wire::ask;

/// The session, where it can be moved to, which of its series are meant, and what becomes of them when it gets
/// the slot that was chosen for it, which may be another mentor's.
type Answer = (SessionView, MoveOptions, Scope, Option<(SlotId, Result<SeriesMovePreview, ApiError>)>);

async fn look_up(
    session_id: Result<SessionId, Failure>,
    of: String,
    scope: Scope,
    slot: String,
) -> Result<Answer, ApiError> {
    let session = get_session(session_id?).await?;
    let series = session.series.filter(|series| series.of > 1);
    let scope = if series.is_some() { scope } else { Scope::One };
    let options = list_times_to_move(session.session_id, of, scope.as_str().to_owned()).await?;
    let preview = match (series, slot.parse::<SlotId>()) {
        (Some(series), Ok(slot_id)) if scope != Scope::One => {
            let (series_id, scope) = (series.series_id, scope.as_str().to_owned());
            Some((slot_id, preview_move(series_id, session.session_id, slot_id, scope).await))
        }
        _ => None,
    };
    Ok((session, options, scope, preview))
}

/// The page.
#[component]
pub fn MoveSessionPage() -> impl IntoView {
    let params = use_params_map();
    let session_id = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")).unwrap_or_default();
        id.parse::<SessionId>().map_err(|_| Failure::not_found("session"))
    });
    let (action, series) = (ServerAction::<MoveSession>::new(), ServerAction::<MoveSeries>::new());
    let overtaken = (derive_overtaken(action), derive_overtaken(series));
    let overtaken = move || (overtaken.0.get(), overtaken.1.get());
    let (of, scope, slot) = (use_param("mentor"), use_param("scope"), use_param("slot"));
    let scope = move || scope.with(|scope| Scope::parse("scope", scope).unwrap_or(Scope::One));
    let source = move || (session_id.get(), of.get(), scope(), slot.get(), overtaken());
    let answer = ask(source, |(session_id, of, scope, slot, _)| look_up(session_id, of, scope, slot));
    set_title(say("Move session"));
    load(answer, skeleton::text, move |answer| page(answer, action, series))
}

fn page(
    (session, options, scope, preview): Answer,
    action: ServerAction<MoveSession>,
    series: ServerAction<MoveSeries>,
) -> AnyView {
    let MoveOptions { mentor_id, mentor_name, open, others } = options;
    let session_id = session.session_id;
    let taker = (mentor_id != session.mentor_id).then_some(mentor_id);
    let back = links::session(session_id);
    let now = session.clone();
    let place = session.series.filter(|place| place.of > 1);
    let chosen = place.map(|place| place.series_id).zip(preview);
    let wanted = Wanted { session_id, scope, taker };
    // Once a time is chosen it is decided who gets it.
    let is_open = |other: &OtherMentor| chosen.is_none() && Some(other.mentor_id) != taker;
    let others: Vec<OtherMentor> = others.into_iter().filter(is_open).collect();
    view! {
        <div class="grid max-w-prose gap-6">
            <PageHead title=say("Move session") lead=say("The time you have is kept until the new one is yours.") />
            <p>
                {say("Now:")}
                " "
                <span class="font-semibold">
                    <TimeSpan starts=now.starts ends=now.ends />
                </span>
                " "
                {tell(text!("with {mentor}", mentor = now.mentor_name))}
            </p>
            {taker
                .map(|_| {
                    view! {
                        <p>
                            {taken_over(scope, mentor_name)} " "
                            <a class=LINK href=Wanted { taker: None, ..wanted }.href()>
                                {tell(text!("Leave it with {mentor}", mentor = session.mentor_name.clone()))}
                            </a>
                        </p>
                    }
                })}
            <ZoneLine />
            {place
                .filter(|_| session.can_move)
                .map(|_| view! { <Scopes wanted /> })}
            {if !session.can_move {
                view! {
                    <Alert
                        tone=Tone::Note
                        title=say("This session cannot be moved")
                        text=say("It has begun or is over, it is too late, or it was moved as often as it can be.")
                    />
                }
                    .into_any()
            } else if let Some((series_id, (slot_id, preview))) = chosen {
                view! { <Outcome wanted series_id slot_id preview action=series /> }.into_any()
            } else if open.slots.is_empty() {
                view! {
                    <Alert
                        tone=Tone::Note
                        title=say("No other time is open")
                        text=say("The session stays where it is. You can cancel it, or look again later.")
                    />
                }
                    .into_any()
            } else if scope == Scope::One {
                view! { <Choose session_id open action /> }.into_any()
            } else {
                view! { <ChooseForSeries wanted open /> }.into_any()
            }}
            {(!others.is_empty()).then(|| view! { <HandOver wanted others /> })}
            <p>
                <a class=LINK href=back>
                    {say("Leave it as it is")}
                </a>
            </p>
        </div>
    }
    .into_any()
}

/// Who takes over what.
fn taken_over(scope: Scope, mentor: String) -> String {
    tell(match scope {
        Scope::One => text!("To another mentor: {mentor} takes the session over.", mentor),
        Scope::Following => {
            text!("To another mentor: {mentor} takes this session and all later ones over.", mentor)
        }
        Scope::All => text!("To another mentor: {mentor} takes all sessions over.", mentor),
    })
}

/// For staff: who could take the session over, or all that are meant.
#[component]
fn HandOver(wanted: Wanted, others: Vec<OtherMentor>) -> impl IntoView {
    let links = others
        .into_iter()
        .map(|other| {
            let headline = other.headline.map(|headline| format!(": {headline}"));
            view! {
                <li>
                    <a class=LINK href=Wanted { taker: Some(other.mentor_id), ..wanted }.href()>
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
                {say("Hand it over")}
            </h2>
            <p class="text-muted">{say("Mentors who fit as well and have time soon:")}</p>
            <ul class="grid gap-1">{links}</ul>
        </section>
    }
}

#[component]
fn Choose(session_id: SessionId, open: OpenSlots, action: ServerAction<MoveSession>) -> impl IntoView {
    let refusal = derive_refusal(action);
    view! {
        <ActionForm action attr:class="grid gap-6">
            <input type="hidden" name="session_id" value=session_id.to_string() />
            <Times open name="slot_id" legend=say("Choose another time") />
            <SayWhy refusal label=say("Move session") pending=action.pending() />
        </ActionForm>
    }
}

/// Times to choose one of, by day.
#[component]
pub fn Times(
    /// The times.
    open: OpenSlots,
    /// As the chosen one is sent.
    name: &'static str,
    /// What is asked.
    legend: &'static str,
) -> impl IntoView {
    let days = by_day(open.slots).into_iter().map(|slots| view! { <Day slots name /> }).collect_view();
    view! {
        <fieldset class="grid gap-5">
            <legend class="mb-4 text-lg font-semibold tracking-tight">{legend}</legend>
            {days}
        </fieldset>
    }
}

#[component]
fn Day(slots: Vec<OpenSlot>, name: &'static str) -> impl IntoView {
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
                        name=name
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
