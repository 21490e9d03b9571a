//! `/sessions`: the viewer's own.

mod feed;
mod waiting;

use leptos::prelude::*;
use office_hours::booking::{MySessions, SessionStatus, SessionView};
use office_hours::text;

use self::feed::Feed;
use self::waiting::WaitingLists;
use crate::api::booking::{TakeWaitingStep, list_my_sessions};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::PRIMARY;
use crate::kit::empty::Empty;
use crate::kit::page::PageHead;
use crate::kit::panel::{LINE, LIST};
use crate::kit::skeleton;
use crate::parts::form_failure::{derive_done, derive_overtaken};
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::session_status::Status;
use crate::parts::time::{TimeSpan, ZoneLine};
use crate::state::language::{say, tell};
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// Upcoming and past sessions.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let epoch = use_epoch();
    let take = ServerAction::<TakeWaitingStep>::new();
    let (taken, overtaken) = (derive_done(take), derive_overtaken(take));
    let source = move || (epoch.get(), taken.get(), overtaken.get());
    let sessions = ask(source, |_| list_my_sessions());
    view! {
        <PageHead title=say("Sessions") />
        {load(sessions, skeleton::cards, move |sessions| lists(sessions, take))}
    }
    .into_any()
}

fn lists(sessions: MySessions, take: ServerAction<TakeWaitingStep>) -> AnyView {
    let MySessions { upcoming, past, waiting, notice } = sessions;
    view! {
        <div class="grid gap-12">
            {notice.map(|text| view! { <Alert tone=Tone::Note title=say("About sessions you missed") text /> })}
            <section aria-labelledby="upcoming">
                <div class="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                    <h2 id="upcoming" class="text-lg">
                        {say("Upcoming")}
                    </h2>
                    <ZoneLine />
                </div>
                {if upcoming.is_empty() {
                    view! { <NothingUpcoming /> }.into_any()
                } else {
                    view! { <List sessions=upcoming /> }.into_any()
                }}
            </section>
            {(!waiting.is_empty()).then(|| view! { <WaitingLists entries=waiting take /> })}
            {(!past.is_empty())
                .then(|| {
                    view! {
                        <section aria-labelledby="past">
                            <h2 id="past" class="mb-4 text-lg">
                                {say("Past and cancelled")}
                            </h2>
                            <List sessions=past />
                        </section>
                    }
                })}
            <Feed />
        </div>
    }
    .into_any()
}

#[component]
fn NothingUpcoming() -> impl IntoView {
    view! {
        <Empty title=say("Nothing booked") text=say("Sessions appear here as soon as they are booked.")>
            <a class=PRIMARY href="/find">
                {say("Find a mentor")}
            </a>
        </Empty>
    }
}

#[component]
fn List(sessions: Vec<SessionView>) -> impl IntoView {
    let rows = sessions.into_iter().map(|session| view! { <Row session /> }).collect_view();
    view! { <ul class=LIST>{rows}</ul> }
}

#[component]
fn Row(session: SessionView) -> impl IntoView {
    let called_off = session.status == SessionStatus::Cancelled;
    let company = session.mentee_company.map(|company| format!(", {company}")).unwrap_or_default();
    let mentee = format!("{}{company}", session.mentee_name);
    view! {
        <li class=LINE>
            <a
                href=links::session(session.session_id)
                class="flex flex-wrap items-center gap-x-6 gap-y-1 px-5 py-4 transition-colors hover:bg-accent-soft"
            >
                <span class="w-full font-semibold sm:w-56" class:line-through=called_off>
                    <TimeSpan starts=session.starts ends=session.ends />
                </span>
                <span class="min-w-0 grow">
                    {session.mentor_name}
                    <span class="text-muted">" " {tell(text!("with {mentee}", mentee))}</span>
                </span>
                <Status status=session.status />
            </a>
        </li>
    }
}
