//! A mentee says who they are, in three short steps.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use office_hours::account::Viewer;
use office_hours::account::rules::safe_next;
use office_hours::profile::SaveMenteeProfile as Entered;
use office_hours::profile::steps::STEPS;
use office_hours::text;

use super::first_matches::FirstMatches;
use super::steps::{Step, Steps};

use crate::api::ApiError;
use crate::api::account::get_viewer;
use crate::api::profile::{SaveMenteeProfile, get_my_mentee_profile};
use crate::kit::button::{ACTION, PRIMARY, QUIET, Submit};
use crate::kit::field::TextField;
use crate::kit::page::PageHead;
use crate::kit::select::Select;
use crate::kit::skeleton;
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, derive_refusal};
use crate::parts::load::load;
use crate::parts::profile_choices::{industries, stages};
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::viewer::refresh_viewer_after;
use crate::state::wire::ask;

const FIELDS: &[&str] = &["name", "company", "stage", "industry", "goals"];

async fn look_up() -> Result<(Option<Entered>, Viewer), ApiError> {
    Ok((get_my_mentee_profile().await?, get_viewer().await?))
}

/// The form of the first visit and of every later change.
#[component]
pub fn WelcomeMenteePage() -> impl IntoView {
    let answer = ask(|| (), |()| look_up());
    let save = ServerAction::<SaveMenteeProfile>::new();
    refresh_viewer_after(save);
    view! {
        <div class="mx-auto max-w-form">
            <PageHead title=say("About you") lead=say("Mentors read this before they meet you.") />
            {load(
                answer,
                skeleton::text,
                move |(entered, viewer)| view! { <MenteeForm save entered viewer /> }.into_any(),
            )}
        </div>
    }
    .into_any()
}

#[component]
fn MenteeForm(
    save: ServerAction<SaveMenteeProfile>,
    entered: Option<Entered>,
    viewer: Viewer,
) -> impl IntoView {
    let refusal = derive_refusal(save);
    let known = entered.is_some();
    let steps = Steps::new(refusal, known);
    let next = use_param("next");
    let entered = entered.unwrap_or_else(|| Entered { name: viewer.given_name(), ..Entered::default() });
    let Entered { name, goals: begun, .. } = entered.clone();
    let goals = RwSignal::new(begun.clone());
    view! {
        <div node_ref=steps.place class="grid gap-5">
            <Progress steps />
            <ActionForm action=save attr:class="grid gap-8">
                <input type="hidden" name="next" value=move || next.get() />
                <Step steps number=0 title=say("What you want to get done")>
                    <TextArea
                        name="goals"
                        label=say("What do you want to get done in the next months?")
                        hint=say("A sentence or two, such as: Close a seed round by spring and hire the first engineer.")
                        value=begun
                        error=steps.error("goals")
                        typed=Callback::new(move |text| goals.set(text))
                    />
                    <FirstMatches need=goals />
                </Step>
                <Venture steps entered />
                <Step steps number=2 title=say("You")>
                    <TextField
                        name="name"
                        label=say("Your name")
                        value=name
                        error=steps.error("name")
                        autocomplete="name"
                    />
                </Step>
                <FormFailure refusal fields=FIELDS />
                {if known {
                    view! { <Save pending=save.pending() /> }.into_any()
                } else {
                    view! { <Ways steps pending=save.pending() next /> }.into_any()
                }}
            </ActionForm>
        </div>
    }
}

#[component]
fn Venture(steps: Steps, entered: Entered) -> impl IntoView {
    view! {
        <Step steps number=1 title=say("What you are building")>
            <TextField
                name="company"
                label=say("Company")
                hint=say("Or what you call the idea.")
                value=entered.company
                error=steps.error("company")
                autocomplete="organization"
            />
            <div class="grid gap-5 sm:grid-cols-2">
                <Select
                    name="stage"
                    label=say("Stage")
                    none=say("Not sure")
                    choices=stages()
                    value=Signal::stored(entered.stage)
                    error=steps.error("stage")
                />
                <Select
                    name="industry"
                    label=say("Industry")
                    none=say("Something else")
                    choices=industries()
                    value=Signal::stored(entered.industry)
                    error=steps.error("industry")
                />
            </div>
        </Step>
    }
}

/// "Step 1 of 3", where there is one step at a time.
#[component]
fn Progress(steps: Steps) -> impl IntoView {
    let said = move || {
        let now = steps.now.try_get().filter(|_| steps.taken.try_get() == Some(true))?;
        Some(tell(text!("Step {number} of {all}", number = now + 1, all = STEPS.len())))
    };
    view! {
        <p role="status" class="text-xs text-muted">
            {said}
        </p>
    }
}

/// For whoever changes what they said before.
#[component]
fn Save(#[prop(into)] pending: Signal<bool>) -> impl IntoView {
    view! {
        <div class="flex flex-wrap items-center gap-3">
            <Submit label=say("Save") pending />
            <a class=format!("{ACTION} ms-auto") href="/account">
                {say("Leave it as it was")}
            </a>
        </div>
    }
}

/// Back, on, or past all of it. Without a script there is one button, which sends the whole form.
#[component]
fn Ways(steps: Steps, #[prop(into)] pending: Signal<bool>, next: Memo<String>) -> impl IntoView {
    let taken = move || steps.taken.try_get() == Some(true);
    let skip = move || match next.get() {
        next if next.is_empty() => "/find".to_owned(),
        next => safe_next(Some(&next)).to_owned(),
    };
    // Enter in a field presses the button that sends, also while it is not to be seen.
    let on_send = move |event: MouseEvent| {
        if !steps.taken.get_untracked() {
            return;
        }
        let now = steps.now.get_untracked();
        if now + 1 < STEPS.len() {
            event.prevent_default();
            steps.next();
        } else if !steps.is_right(now) {
            event.prevent_default();
        }
    };
    let back = move || {
        (taken() && steps.now.try_get() != Some(0)).then(|| {
            view! {
                <button type="button" class=QUIET on:click=move |_| steps.back()>
                    {say("Back")}
                </button>
            }
        })
    };
    let on = move || {
        (taken() && !steps.is_last()).then(|| {
            view! {
                <button type="button" class=PRIMARY on:click=move |_| steps.next()>
                    {say("Next")}
                </button>
            }
        })
    };
    view! {
        <div class="flex flex-wrap items-center gap-3">
            {back}
            {on}
            <div on:click=on_send class:hidden=move || taken() && !steps.is_last()>
                <Submit label=say("Save and go on") pending />
            </div>
            <a class=format!("{ACTION} ms-auto") href=skip>
                {say("Skip for now")}
            </a>
        </div>
    }
}
