//! `/`: one question.

use leptos::prelude::*;
use office_hours::account::Role;
use office_hours::actor::Person;
use office_hours::{msgid, text};

use crate::kit::button::{LINK, PILL, PRIMARY};
use crate::kit::get_form::GetForm;
use crate::parts::links;
use crate::parts::need_box::{NeedBox, Place};
use crate::state::language::{say, tell};
use crate::state::title::set_title;
use crate::state::viewer::use_viewer;

const EXAMPLES: [&str; 3] = [
    msgid!("Help with fundraising for our seed round"),
    msgid!("First sales hire: when, and whom"),
    msgid!("Pricing a product that hospitals buy"),
];

/// The start page.
#[component]
pub fn LandingPage() -> impl IntoView {
    set_title(say("Find the right mentor"));
    #[cfg(feature = "ssr")]
    crate::head::present_landing();
    let examples = EXAMPLES
        .map(|need| {
            let need = say(need);
            view! {
                <li>
                    <a class=PILL href=links::find(need)>
                        {need}
                    </a>
                </li>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <div class="mx-auto grid max-w-3xl gap-12 pt-4 sm:pt-16">
            <Joining />
            <div class="grid gap-6">
                <GetForm action="/find" class="grid gap-6" search=true>
                    <NeedBox query=Signal::stored(String::new()) place=Place::Alone />
                </GetForm>
                <ul aria-label=say("Examples") class="flex flex-wrap gap-2">
                    {examples}
                </ul>
            </div>
            <p class="max-w-prose border-t border-line pt-6 text-base text-muted">
                {say("You get the few mentors who fit, the words of theirs that say why, and their next free half hours.")}
                " "
                {say("Take one, and both of you have it in the mail.")}
                " "
                <a class=LINK href="/find">
                    {say("See all mentors")}
                </a>
                " "
                {say("or")}
                " "
                <a class=LINK href="/discover">
                    {say("look around")}
                </a>
                "."
            </p>
        </div>
    }
    .into_any()
}

/// For whoever has an account but has not said who they are.
#[component]
fn Joining() -> impl IntoView {
    let viewer = use_viewer();
    view! {
        <Transition>
            {move || {
                let person = viewer.get()?.ok()?.person?;
                person.needs_onboarding().then(|| call_to_welcome(&person))
            }}
        </Transition>
    }
}

fn call_to_welcome(person: &Person) -> AnyView {
    let href = match person.role {
        Role::Mentor => "/welcome/mentor",
        _ => "/welcome",
    };
    view! {
        <section class="flex flex-wrap items-center justify-between gap-4 rounded-card border border-accent bg-accent-soft p-5">
            <div>
                <h2 class="text-base">{tell(text!("Welcome, {name}", name = &person.name))}</h2>
                <p>{say("Say who you are, and you can start. It takes a minute.")}</p>
            </div>
            <a class=PRIMARY href=href>
                {say("Introduce yourself")}
            </a>
        </section>
    }
    .into_any()
}
