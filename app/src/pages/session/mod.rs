//! `/sessions/:id`: one session, just booked, coming up, over or called off.

mod agenda;
mod cancel_series;
mod coming;
mod guests;
mod move_page;
mod move_series;
mod say_why;
mod series;
mod steps;

pub use agenda::RefusedAgenda;
pub use move_page::MoveSessionPage;

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use office_hours::Failure;
use office_hours::availability::TouchedChoice;
use office_hours::booking::party::Side;
use office_hours::booking::series::SeriesView;
use office_hours::booking::{SessionStatus, SessionView};
use office_hours::ids::SessionId;
use office_hours::text;

use self::agenda::Agenda;
use self::coming::Coming;
use self::guests::Others;
use self::series::{Left, SeriesLinks};
use self::steps::Steps;
use crate::api::ApiError;
use crate::api::booking::{
    CancelSeries, ConfirmComing, EditAgenda, NameToGuests, ObjectToMark, TakeStep, get_series, get_session,
};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{LINK, QUIET};
use crate::kit::facts::{Fact, Facts};
use crate::kit::icon::{Glyph, Icon};
use crate::kit::panel::NEWS;
use crate::kit::skeleton;
use crate::parts::form_failure::{derive_done, derive_overtaken};
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::session_status::Status;
use crate::parts::time::{TimeSpan, ZoneLine};
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::title::set_title;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// A session, with those it repeats with, and what was sent to its page without a script.
type Answer = (SessionView, Option<SeriesView>, Option<RefusedAgenda>);

async fn look_up(session_id: Result<SessionId, Failure>) -> Result<Answer, ApiError> {
    // Only the server that answers such a page knows of it.
    let refused = use_context();
    let session = get_session(session_id?).await?;
    let series = match session.series {
        Some(series) => Some(get_series(series.series_id).await?),
        None => None,
    };
    Ok((session, series, refused))
}

/// The page of one session.
#[component]
pub fn SessionPage() -> impl IntoView {
    let params = use_params_map();
    let session_id = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")).unwrap_or_default();
        id.parse::<SessionId>().map_err(|_| Failure::not_found("session"))
    });
    let epoch = use_epoch();
    let take = ServerAction::<TakeStep>::new();
    let object = ServerAction::<ObjectToMark>::new();
    let confirm = ServerAction::<ConfirmComing>::new();
    let cancel = ServerAction::<CancelSeries>::new();
    let edit = ServerAction::<EditAgenda>::new();
    let name = ServerAction::<NameToGuests>::new();
    let stepped = (derive_done(take), derive_overtaken(take));
    let objected = (derive_done(object), derive_overtaken(object));
    let confirmed = (derive_done(confirm), derive_overtaken(confirm));
    let cancelled = (derive_done(cancel), derive_overtaken(cancel));
    let edited = (derive_done(edit), derive_overtaken(edit));
    let named = (derive_done(name), derive_overtaken(name));
    // Whatever was done, or came too late, what is shown is asked for again.
    let changes = move || {
        [stepped, objected, confirmed, cancelled, edited, named]
            .map(|(done, overtaken)| done.get() + overtaken.get())
    };
    // What was refused of one session is nothing to another of its series.
    Effect::new(move |before: Option<_>| {
        let now = session_id.get();
        if before.is_some_and(|before| before != now) {
            take.clear();
            object.clear();
            confirm.clear();
            cancel.clear();
            edit.clear();
            name.clear();
        }
        now
    });
    let session =
        ask(move || (session_id.get(), epoch.get(), changes()), |(session_id, ..)| look_up(session_id));
    let (booked, moved, left) = (use_param("booked"), use_param("moved"), use_param("left"));
    let shown = StoredValue::new(None::<(SessionId, SessionStatus)>);
    set_title(say("Session"));
    load(session, skeleton::text, move |(session, series, refused)| {
        // Not followed: cancelling leads to the address without it, before the new state is known.
        let holds_time = session.status.holds_time();
        let just_booked = booked.with_untracked(|booked| booked == "1") && holds_time;
        let just_moved = moved.with_untracked(|moved| Moved::find(moved)).filter(|_| holds_time);
        let (id, status) = (session.session_id, session.status);
        let changed = shown.get_value().is_some_and(|(shown, before)| shown == id && before != status);
        shown.set_value(Some((id, status)));
        let left = left.get_untracked().parse().unwrap_or_default();
        let actions = (take, object, confirm, cancel, edit, name);
        page((session, series, refused), just_booked, just_moved, changed, left, actions)
    })
}

/// What was just moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moved {
    /// This session.
    One,
    /// It and others that it repeats with.
    Series,
}

impl Moved {
    /// As the address has it.
    fn find(param: &str) -> Option<Self> {
        match param {
            "1" => Some(Self::One),
            "series" => Some(Self::Series),
            _ => None,
        }
    }
}

/// What sends a step, an objection, that the founder is coming, that a series ends, what the session is about, and
/// whether the others learn who comes.
type Actions = (
    ServerAction<TakeStep>,
    ServerAction<ObjectToMark>,
    ServerAction<ConfirmComing>,
    ServerAction<CancelSeries>,
    ServerAction<EditAgenda>,
    ServerAction<NameToGuests>,
);

fn page(
    (session, series, refused): Answer,
    just_booked: bool,
    just_moved: Option<Moved>,
    changed: bool,
    left: usize,
    (take, object, confirm, cancel, edit, name): Actions,
) -> AnyView {
    let head = match session.status {
        SessionStatus::Pending if just_booked => view! { <JustAsked session=session.clone() /> }.into_any(),
        _ if just_booked => view! { <JustBooked /> }.into_any(),
        SessionStatus::Cancelled => {
            view! { <Cancelled session=session.clone() just_now=changed /> }.into_any()
        }
        _ => view! { <h1 class="text-xl">{say("Session")}</h1> }.into_any(),
    };
    view! {
        <div class="grid max-w-prose gap-8">
            {head}
            {just_moved.map(|moved| view! { <JustMoved moved status=session.status /> })}
            <Left sessions=left />
            <Details session=session.clone() series refused edit name />
            <Coming session=session.clone() confirm />
            <Steps session take object cancel />
            <p class="print:hidden">
                <a class=LINK href="/sessions">
                    {say("All sessions")}
                </a>
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn JustMoved(moved: Moved, status: SessionStatus) -> impl IntoView {
    let title = match moved {
        Moved::One => say("Session moved"),
        Moved::Series => say("Sessions moved"),
    };
    let text = match (moved, status) {
        (Moved::One, SessionStatus::Pending) => {
            say("The mentor is asked to accept the new time, which is kept until then.")
        }
        (Moved::One, _) => say("Both of you have the new time in the mail."),
        (Moved::Series, SessionStatus::Pending) => {
            say("The mentor is asked to accept the new times, which are kept until then.")
        }
        (Moved::Series, _) => say("Both of you have the new times in the mail."),
    };
    view! { <Alert tone=Tone::Good title text /> }
}

#[component]
fn JustBooked() -> impl IntoView {
    set_title(say("Session Booked"));
    view! {
        <div role="status" class=NEWS>
            <h1 class="flex items-center gap-3 text-xl">
                <span class="inline-flex size-8 items-center justify-center rounded-full bg-accent text-paper">
                    <Icon glyph=Glyph::Check />
                </span>
                {say("Session Booked")}
            </h1>
            <p class="text-base print:hidden">
                {say("Both of you get a mail within half a minute, with the time and the note.")}
                " "
                {say("Plans change: until it begins you can cancel here.")}
            </p>
        </div>
    }
}

#[component]
fn JustAsked(session: SessionView) -> impl IntoView {
    set_title(say("Request sent"));
    let by = session.answer_by.map(|by| by.long).unwrap_or_default();
    view! {
        <div role="status" class=NEWS>
            <h1 class="text-xl">{say("Request sent")}</h1>
            <p class="text-base">
                {tell(
                    text!(
                        "{mentor} answers by {time} at the latest. The time is kept for you until then, and you get a mail either way.",
                        mentor = session.mentor_name,
                        time = by
                    ),
                )}
            </p>
        </div>
    }
}

#[component]
fn Cancelled(session: SessionView, just_now: bool) -> impl IntoView {
    set_title(say("Session cancelled"));
    let heading = NodeRef::<html::H1>::new();
    // The button that had the focus is gone.
    Effect::new(move || {
        if let Some(heading) = heading.get().filter(|_| just_now) {
            let _ = heading.focus();
        }
    });
    view! {
        <div role="status" class="grid justify-items-start gap-4">
            <h1 node_ref=heading tabindex="-1" class="text-xl outline-none">
                {say("Session cancelled")}
            </h1>
            <p class="text-base text-muted">{say("It will not take place; both of you have that in the mail.")}</p>
            <a class=format!("{QUIET} print:hidden") href=links::mentor(session.mentor_id)>
                {tell(text!("Other times of {mentor}", mentor = session.mentor_name))}
            </a>
        </div>
    }
}

#[component]
fn Details(
    session: SessionView,
    series: Option<SeriesView>,
    refused: Option<RefusedAgenda>,
    edit: ServerAction<EditAgenda>,
    name: ServerAction<NameToGuests>,
) -> impl IntoView {
    let about = session.clone();
    let repeats = session.series.zip(series).filter(|(place, _)| place.of > 1);
    let company = session.mentee_company.map(|company| format!(", {company}")).unwrap_or_default();
    view! {
        <Facts>
            <Fact name=say("When")>
                <div class="grid gap-1">
                    <p class="font-semibold">
                        <TimeSpan starts=session.starts ends=session.ends />
                    </p>
                    <ZoneLine />
                    {session
                        .mentor_time
                        .map(|time| {
                            view! { <p class="text-xs text-muted tabular-nums">{tell(text!("On the mentor’s clock: {time}", time))}</p> }
                        })}
                    {session.change_asked.and_then(asked).map(|asked| view! { <p>{asked}</p> })}
                </div>
            </Fact>
            {repeats
                .map(|(place, series)| {
                    view! {
                        <Fact name=say("Series")>
                            <SeriesLinks place series shown=session.session_id />
                        </Fact>
                    }
                })}
            <Fact name=say("Mentor")>
                <a class=LINK href=links::mentor(session.mentor_id)>
                    {session.mentor_name}
                </a>
                <p class="text-muted">{session.mentor_headline}</p>
            </Fact>
            <Fact name=say("Founder")>{format!("{}{company}", session.mentee_name)}</Fact>
            {session
                .guests
                .map(|guests| {
                    view! {
                        <Fact name=say("Also coming")>
                            <Others session_id=session.session_id guests name />
                        </Fact>
                    }
                })}
            {session
                .meeting_url
                .map(|url| {
                    let shown = url.clone();
                    view! {
                        <Fact name=say("Join at")>
                            <a class=format!("{LINK} break-all") href=url rel="external">
                                {shown}
                            </a>
                        </Fact>
                    }
                })}
            <Fact name=say("Agenda")>
                <Agenda session=about refused edit />
            </Fact>
            <Fact name=say("Where")>{place(&session.location)}</Fact>
            <Fact name=say("Status")>
                <Status status=session.status />
                {session
                    .answer_by
                    .map(|by| view! { <p class="mt-1 text-muted">{tell(text!("To be answered by {time}", time = by.long))}</p> })}
                {session.absent.map(|side| view! { <p class="mt-1 text-muted">{missed(side)}</p> })}
                {session
                    .disputed
                    .then(|| {
                        view! { <p class="mt-1 text-muted">{say("One side objected; the programme’s staff look into it.")}</p> }
                    })}
                {session
                    .reason
                    .map(|reason| {
                        view! {
                            <p dir="auto" class="mt-1 whitespace-pre-line text-muted">
                                {reason}
                            </p>
                        }
                    })}
            </Fact>
        </Facts>
    }
}

/// What its mentor has asked for.
fn asked(choice: TouchedChoice) -> Option<&'static str> {
    match choice {
        TouchedChoice::Keep => None,
        TouchedChoice::OfferTimes => Some(say(
            "The mentor’s hours have changed, and another time is asked for. This one holds until one of you moves the session.",
        )),
        TouchedChoice::HandOver => Some(say(
            "The mentor’s hours have changed, and the programme’s staff are asked to find another mentor. Until they do, it takes place as agreed.",
        )),
    }
}

fn place(location: &str) -> String {
    match location {
        "virtual" => say("Online").to_owned(),
        place => place.to_owned(),
    }
}

fn missed(side: Side) -> &'static str {
    match side {
        Side::Mentee => say("The founder did not come."),
        Side::Mentor => say("The mentor did not come."),
    }
}
