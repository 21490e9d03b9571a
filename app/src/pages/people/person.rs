//! `/programme/people/:id`: one account, its sessions to come, and whether it may be used.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use office_hours::Failure;
use office_hours::account::status::AccountView;
use office_hours::account::{Account, UserStatus};
use office_hours::booking::SessionView;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::ids::UserId;
use office_hours::{msgid, text};

use super::role::{RoleForm, gives_roles};
use super::standing;
use crate::api::ApiError;
use crate::api::account::{EraseUser, GrantRole, SetUserStatus, get_account};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{LINK, Submit};
use crate::kit::facts::{Fact, Facts};
use crate::kit::page::PageHead;
use crate::kit::radio::{ANSWER, TICK};
use crate::kit::select::{Choice, Select};
use crate::kit::skeleton;
use crate::kit::text_area::TextArea;
use crate::parts::erase::Erase;
use crate::parts::form_failure::{
    FormFailure, derive_done, derive_field_error, derive_overtaken, derive_refusal,
};
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::session_status::Status;
use crate::parts::time::{TimeSpan, ZoneLine};
use crate::parts::words;
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::title::set_title;
use crate::state::viewer::{refresh_viewer_after, use_epoch};
use crate::state::wire::ask;

/// What is sent and what a person reads.
const ON_UPCOMING: [(&str, &str); 2] =
    [("keep", msgid!("Keep them; I move or cancel them one by one")), ("cancel", msgid!("Cancel them all"))];

async fn look_up(user_id: Result<UserId, Failure>) -> Result<AccountView, ApiError> {
    get_account(user_id?).await
}

/// The page of one person.
#[component]
pub fn PersonPage() -> impl IntoView {
    let params = use_params_map();
    let user_id = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")).unwrap_or_default();
        id.parse::<UserId>().map_err(|_| Failure::not_found("account"))
    });
    let draft = Draft::new();
    let erase = ServerAction::<EraseUser>::new();
    let grant = ServerAction::<GrantRole>::new();
    // It may be the viewer's own account.
    refresh_viewer_after(erase);
    refresh_viewer_after(grant);
    let (done, overtaken) = (derive_done(draft.set), derive_overtaken(draft.set));
    // What was chosen for one person is nothing to another, and what is saved is no draft any more.
    Effect::new(move |before: Option<_>| {
        let now = (user_id.get(), done.get());
        if before.is_some_and(|before| before != now) {
            draft.forget();
        }
        now
    });
    let epoch = use_epoch();
    let source = move || (user_id.get(), epoch.get(), done.get(), overtaken.get());
    let answer = ask(source, |(user_id, ..)| look_up(user_id));
    let saved = use_param("saved");
    set_title(say("Account"));
    view! {
        <div class="grid gap-8">
            {move || {
                (saved.get() == "1")
                    .then(|| view! { <Alert tone=Tone::Good title=say("Saved") text=say("It holds from now on.") /> })
            }}
            {load(answer, skeleton::text, move |view| page(view, draft, grant, erase))}
            <p>
                <a class=LINK href=links::people()>
                    {say("All people")}
                </a>
            </p>
        </div>
    }
    .into_any()
}

/// A change in the making, as long as the page is open: a refusal asks for the person again.
#[derive(Clone, Copy)]
struct Draft {
    /// Sends it.
    set: ServerAction<SetUserStatus>,
    /// The chosen status; nothing before the first choice.
    status: RwSignal<Option<String>>,
    /// What was typed.
    reason: RwSignal<String>,
    /// What becomes of sessions to come; nothing before the first choice.
    upcoming: RwSignal<Option<&'static str>>,
}

impl Draft {
    fn new() -> Self {
        Self {
            set: ServerAction::new(),
            status: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            upcoming: RwSignal::new(None),
        }
    }

    fn forget(self) {
        self.status.set(None);
        self.reason.set(String::new());
        self.upcoming.set(None);
    }
}

fn page(
    view: AccountView,
    draft: Draft,
    grant: ServerAction<GrantRole>,
    erase: ServerAction<EraseUser>,
) -> AnyView {
    let AccountView { account, upcoming } = view;
    let (user_id, decides) = (account.user_id, !upcoming.is_empty());
    let of_role = account.clone();
    let role = move || gives_roles().then(|| view! { <RoleForm account=of_role.clone() grant /> });
    view! {
        <PageHead title=account.name.clone() />
        // What is known on the left, what can be done on the right; on small screens one under the other.
        <div class="grid items-start gap-x-16 gap-y-8 lg:grid-cols-2">
            <div class="grid min-w-0 gap-8">
                <About account=account.clone() />
                <Upcoming sessions=upcoming />
            </div>
            <div class="grid min-w-0 max-w-prose gap-8">
                <Transition>{role}</Transition>
                <StatusForm account decides draft />
                <Erase user_id erase own=false />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn About(account: Account) -> impl IntoView {
    let profile = account.mentor_id.map(|mentor_id| {
        view! {
            <a class=LINK href=links::mentor(mentor_id)>
                {say("Mentor’s page")}
            </a>
        }
    });
    view! {
        <Facts>
            <Fact name=say("E-mail")>
                <span class="wrap-anywhere">{account.email}</span>
            </Fact>
            <Fact name=say("Role")>{words::role(account.role)}</Fact>
            {account.company.map(|company| view! { <Fact name=say("Company")>{company}</Fact> })}
            {profile.map(|profile| view! { <Fact name=say("Profile")>{profile}</Fact> })}
            <Fact name=say("Status")>{standing(account.status)}</Fact>
        </Facts>
    }
}

/// What a change would touch.
#[component]
fn Upcoming(sessions: Vec<SessionView>) -> impl IntoView {
    let none = sessions.is_empty();
    let rows = sessions
        .into_iter()
        .map(|session| {
            view! {
                <li class="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <a class=LINK href=links::session(session.session_id)>
                        <TimeSpan starts=session.starts ends=session.ends />
                    </a>
                    <span>{tell(text!("{mentor} with {mentee}", mentor = session.mentor_name, mentee = session.mentee_name))}</span>
                    <Status status=session.status />
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="upcoming" class="grid gap-2">
            <h2 id="upcoming" class="text-lg">
                {say("Sessions to come")}
            </h2>
            {if none {
                view! { <p class="text-muted">{say("None.")}</p> }.into_any()
            } else {
                view! {
                    <ZoneLine />
                    <ul class="grid gap-2">{rows}</ul>
                }
                    .into_any()
            }}
        </section>
    }
}

#[component]
fn StatusForm(account: Account, decides: bool, draft: Draft) -> impl IntoView {
    let Draft { set, status, reason, upcoming } = draft;
    let refusal = derive_refusal(set);
    // Not followed: the control shows a choice by itself, and another person begins anew.
    let chosen = status.get_untracked().unwrap_or_else(|| account.status.as_str().to_owned());
    view! {
        <section aria-labelledby="status" class="grid gap-4">
            <h2 id="status" class="text-lg">
                {say("Whether this account may be used")}
            </h2>
            <p class="text-muted">
                {say("Whoever has left or is suspended cannot sign in, and is found nowhere. Nothing is deleted.")}
            </p>
            <ActionForm action=set attr:class="grid gap-5">
                <input type="hidden" name="user_id" value=account.user_id.to_string() />
                <Select
                    name="status"
                    label=say("Status")
                    none=say("Choose")
                    choices=statuses()
                    value=chosen
                    choose=Callback::new(move |choice| status.set(Some(choice)))
                    error=derive_field_error(refusal, "status")
                />
                {decides.then(|| view! { <OnUpcoming upcoming /> })}
                <TextArea
                    name="reason"
                    label=say("Reason")
                    hint=say("For the journal. Where sessions are cancelled, both sides read it.")
                    value=reason
                    typed=Callback::new(move |text| reason.set(text))
                    error=derive_field_error(refusal, "reason")
                    rows=2
                    max=MAX_NOTE as u32
                />
                <FormFailure refusal fields=&["status", "reason"] />
                <div>
                    <Submit label=say("Save status") pending=set.pending() />
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn OnUpcoming(upcoming: RwSignal<Option<&'static str>>) -> impl IntoView {
    let choice = move |(value, words): (&'static str, &'static str)| {
        view! {
            <label class=ANSWER>
                <input
                    type="radio"
                    name="upcoming"
                    value=value
                    class=TICK
                    // No `false` before the first choice: it would undo what was chosen before hydration.
                    prop:checked=move || upcoming.get().map(|chosen| chosen == value)
                    on:change=move |_| upcoming.set(Some(value))
                />
                <span>{say(words)}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend class="mb-1 font-medium">{say("Sessions to come, if the account is taken out of use")}</legend>
            {ON_UPCOMING.map(choice).into_iter().collect_view()}
        </fieldset>
    }
}

fn statuses() -> Vec<Choice> {
    UserStatus::ALL.map(|status| (status.as_str().to_owned(), say(status.label()).to_owned())).into()
}
