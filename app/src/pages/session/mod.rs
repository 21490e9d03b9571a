//! `/sessions/:id`: one session, just booked, coming up, over or called off.

mod cancel;

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use office_hours::Failure;
use office_hours::booking::{SessionStatus, SessionView};
use office_hours::ids::SessionId;

use self::cancel::Cancel;
use crate::api::ApiError;
use crate::api::booking::{CancelSession, get_session};
use crate::kit::button::{LINK, QUIET};
use crate::kit::icon::{Glyph, Icon};
use crate::kit::skeleton;
use crate::parts::form_failure::{derive_done, derive_overtaken};
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::session_status::Status;
use crate::parts::time::{TimeSpan, ZoneLine};
use crate::state::address::use_param;
use crate::state::title::set_title;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

async fn look_up(session_id: Result<SessionId, Failure>) -> Result<SessionView, ApiError> {
    get_session(session_id?).await
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
    let cancel = ServerAction::<CancelSession>::new();
    let (done, overtaken) = (derive_done(cancel), derive_overtaken(cancel));
    let source = move || (session_id.get(), epoch.get(), done.get(), overtaken.get());
    let session = ask(source, |(session_id, ..)| look_up(session_id));
    let booked = use_param("booked");
    let shown = StoredValue::new(None);
    set_title("Session");
    load(session, skeleton::text, move |session| {
        // Not followed: cancelling leads to the address without it, before the new state is known.
        let just_booked =
            booked.with_untracked(|booked| booked == "1") && session.status == SessionStatus::Booked;
        let changed = shown.get_value().is_some_and(|before| before != session.status);
        shown.set_value(Some(session.status));
        page(session, just_booked, changed, cancel)
    })
}

fn page(
    session: SessionView,
    just_booked: bool,
    changed: bool,
    cancel: ServerAction<CancelSession>,
) -> AnyView {
    let head = match (just_booked, session.status) {
        (true, _) => view! { <JustBooked /> }.into_any(),
        (false, SessionStatus::Cancelled) => {
            view! { <Cancelled session=session.clone() just_now=changed /> }.into_any()
        }
        (false, _) => view! { <h1 class="text-xl">"Session"</h1> }.into_any(),
    };
    let session_id = session.session_id;
    let can_cancel = session.can_cancel;
    view! {
        <div class="grid max-w-prose gap-8">
            {head}
            <Details session />
            {can_cancel.then(|| view! { <Cancel session_id cancel /> })}
            <p>
                <a class=LINK href="/sessions">
                    "All sessions"
                </a>
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn JustBooked() -> impl IntoView {
    set_title("Session Booked");
    view! {
        <div role="status" class="grid gap-3 rounded-card border border-accent bg-accent-soft p-6">
            <h1 class="flex items-center gap-3 text-xl">
                <span class="inline-flex size-8 items-center justify-center rounded-full bg-accent text-paper">
                    <Icon glyph=Glyph::Check />
                </span>
                "Session Booked"
            </h1>
            <p class="text-base">
                "Both of you get a mail within half a minute, with the time and the note. "
                "Plans change: until it begins you can cancel here."
            </p>
        </div>
    }
}

#[component]
fn Cancelled(session: SessionView, just_now: bool) -> impl IntoView {
    set_title("Session cancelled");
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
                "Session cancelled"
            </h1>
            <p class="text-base text-muted">"It will not take place; both of you have that in the mail."</p>
            <a class=QUIET href=links::mentor(session.mentor_id)>
                {format!("Other times of {}", session.mentor_name)}
            </a>
        </div>
    }
}

#[component]
fn Details(session: SessionView) -> impl IntoView {
    let company = session.mentee_company.map(|company| format!(", {company}")).unwrap_or_default();
    view! {
        <dl class="rounded-card border border-line bg-raised px-5">
            <Fact name="When">
                <div class="grid gap-1">
                    <p class="font-semibold">
                        <TimeSpan starts=session.starts ends=session.ends />
                    </p>
                    <ZoneLine />
                </div>
            </Fact>
            <Fact name="Mentor">
                <a class=LINK href=links::mentor(session.mentor_id)>
                    {session.mentor_name}
                </a>
                <p class="text-muted">{session.mentor_headline}</p>
            </Fact>
            <Fact name="Founder">{format!("{}{company}", session.mentee_name)}</Fact>
            {session
                .meeting_url
                .map(|url| {
                    let shown = url.clone();
                    view! {
                        <Fact name="Join at">
                            <a class=format!("{LINK} break-all") href=url rel="external">
                                {shown}
                            </a>
                        </Fact>
                    }
                })}
            {session
                .note
                .filter(|note| !note.is_empty())
                .map(|note| {
                    view! {
                        <Fact name="Note">
                            <p dir="auto" class="whitespace-pre-line">
                                {note}
                            </p>
                        </Fact>
                    }
                })}
            <Fact name="Status">
                <Status status=session.status />
            </Fact>
        </dl>
    }
}

#[component]
fn Fact(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="grid grid-cols-[5rem_1fr] gap-4 border-b border-line py-3.5 last:border-b-0">
            <dt class="text-muted">{name}</dt>
            <dd class="min-w-0">{children()}</dd>
        </div>
    }
}
