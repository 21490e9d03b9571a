//! A mentee says who they are.

use leptos::prelude::*;
use office_hours::account::Viewer;
use office_hours::profile::SaveMenteeProfile as Entered;

use crate::api::ApiError;
use crate::api::account::get_viewer;
use crate::api::profile::{SaveMenteeProfile, get_my_mentee_profile};
use crate::kit::button::Submit;
use crate::kit::field::TextField;
use crate::kit::page::PageHead;
use crate::kit::select::Select;
use crate::kit::skeleton;
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};
use crate::parts::load::load;
use crate::parts::profile_choices::{industries, stages};
use crate::state::address::use_param;
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
            <PageHead title="About you" lead="Mentors read this before they meet you." />
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
    let error = move |field| derive_field_error(refusal, field);
    let next = use_param("next");
    let entered = entered.unwrap_or_else(|| Entered {
        name: viewer.person.map(|person| person.name).unwrap_or_default(),
        ..Entered::default()
    });
    view! {
        <ActionForm action=save attr:class="grid gap-5">
            <input type="hidden" name="next" value=move || next.get() />
            <TextField name="name" label="Your name" value=entered.name error=error("name") autocomplete="name" />
            <TextField
                name="company"
                label="Company"
                hint="Or what you call the idea."
                value=entered.company
                error=error("company")
                autocomplete="organization"
            />
            <div class="grid gap-5 sm:grid-cols-2">
                <Select
                    name="stage"
                    label="Stage"
                    none="Not sure"
                    choices=stages()
                    value=Signal::stored(entered.stage)
                    error=error("stage")
                />
                <Select
                    name="industry"
                    label="Industry"
                    none="Something else"
                    choices=industries()
                    value=Signal::stored(entered.industry)
                    error=error("industry")
                />
            </div>
            <TextArea
                name="goals"
                label="What do you want to get done in the next months?"
                hint="A sentence or two, such as: Close a seed round by spring and hire the first engineer."
                value=entered.goals
                error=error("goals")
            />
            <FormFailure refusal fields=FIELDS />
            <div>
                <Submit label="Save and go on" pending=save.pending() />
            </div>
        </ActionForm>
    }
}
