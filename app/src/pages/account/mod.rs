//! `/account`: the viewer's own account: what is known of them and where they change it, signing out, and leaving for
//! good.

mod leave;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use office_hours::Failure;
use office_hours::account::Role;
use office_hours::actor::Person;
use office_hours::ids::MentorId;

use self::leave::Leave;
use crate::api::ApiError;
use crate::api::account::{SignOut, get_viewer};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{ACTION, QUIET};
use crate::kit::facts::{Fact, Facts};
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::time::ZoneLine;
use crate::parts::words;
use crate::state::address::use_param;
use crate::state::language::say;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

async fn look_up() -> Result<Person, ApiError> {
    let viewer = get_viewer().await?;
    viewer.person.ok_or_else(|| Failure::NotSignedIn.into())
}

/// Who is signed in.
#[component]
pub fn AccountPage() -> impl IntoView {
    let epoch = use_epoch();
    let person = ask(move || epoch.get(), |_| look_up());
    let saved = use_param("saved");
    view! {
        <div class="mx-auto grid max-w-form gap-8">
            {move || {
                (saved.get() == "1")
                    .then(|| view! { <Alert tone=Tone::Good title=say("Saved") text=say("It holds from now on.") /> })
            }}
            {load(person, skeleton::text, about)}
            // Outside: whoever fills it in keeps what they typed when the account is asked for again.
            <Leave />
        </div>
    }
    .into_any()
}

fn about(person: Person) -> AnyView {
    let Person { name, email, role, mentor_id, .. } = person;
    view! {
        <PageHead title=say("Your account") />
        <div class="grid gap-6">
            <Facts>
                <Fact name=say("Name")>{name}</Fact>
                <Fact name=say("E-mail")>
                    <span class="wrap-anywhere">{email}</span>
                </Fact>
                <Fact name=say("Role")>{words::role(role)}</Fact>
            </Facts>
            <Changes role mentor_id />
            <ZoneLine />
            // A plain form, as in the bar on top.
            <form method="post" action=SignOut::url()>
                <button type="submit" class=QUIET>
                    {say("Sign out")}
                </button>
            </form>
        </div>
    }
    .into_any()
}

/// Where the person changes what others read about them.
#[component]
fn Changes(role: Role, mentor_id: Option<MentorId>) -> impl IntoView {
    let ways: Vec<(String, &'static str)> = match (role, mentor_id) {
        (Role::Mentee, _) => vec![(links::mentee_form(), say("Change what mentors read about you"))],
        (Role::Mentor, None) => {
            vec![("/welcome/mentor".to_owned(), say("Say who you are and when you have time"))]
        }
        (Role::Mentor, Some(mentor_id)) => vec![
            (links::mentor(mentor_id), say("Your profile, as founders see it")),
            ("/hours".to_owned(), say("Your hours and profile")),
            ("/hours/rules".to_owned(), say("Session length, buffers, time off and more")),
        ],
        (Role::Pm | Role::Admin, _) => vec![],
    };
    (!ways.is_empty()).then(|| {
        let ways = ways
            .into_iter()
            .map(|(href, words)| {
                view! {
                    <li>
                        <a class=ACTION href=href>
                            {words}
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="grid">{ways}</ul> }
    })
}
