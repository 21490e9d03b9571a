//! A mentor's profile and hours: the form of the first visit and of every later change.

use leptos::prelude::*;
use office_hours::account::Viewer;
use office_hours::availability::Review;
use office_hours::profile::{SaveMentorProfile as Entered, Visibility};

use super::form_failure::{FormFailure, Refusal, derive_field_error, derive_refusal};
use super::profile_choices::{industries, stages};
use super::touched_sessions::TouchedSessions;
use super::weekly_hours::WeeklyHours;
use super::words::visibility;
use super::zones::ZoneSuggestions;
use crate::api::profile::SaveMentorProfile;
use crate::kit::button::Submit;
use crate::kit::field::TextField;
use crate::kit::part::Part;
use crate::kit::radio::Radio;
use crate::kit::select::Select;
use crate::kit::text_area::TextArea;
use crate::state::language::say;

const FIELDS: &[&str] = &[
    "name",
    "headline",
    "bio",
    "company",
    "title",
    "languages",
    "country",
    "visibility",
    "expertise",
    "industry",
    "stage",
    "timezone",
    "weekly_hours",
];

/// The form, filled with what was entered before.
#[component]
pub fn MentorForm(
    /// What was entered before; nothing on the first visit.
    review: Option<Review<Entered>>,
    /// Gives name and zone on the first visit.
    viewer: Viewer,
    /// Sends it.
    save: ServerAction<SaveMentorProfile>,
    /// Whether the hours come before who the mentor is: they change more often.
    #[prop(optional)]
    hours_first: bool,
) -> impl IntoView {
    let refusal = derive_refusal(save);
    let Review { entered, is_saved, sessions_touched } = review.unwrap_or_else(|| {
        Review::of_saved(Entered { name: viewer.given_name(), timezone: viewer.zone, ..Entered::default() })
    });
    view! {
        <ActionForm action=save attr:class="grid max-w-form gap-12">
            <TouchedSessions sessions=sessions_touched is_saved name="decisions" />
            {hours_first.then(|| view! { <Hours entered=entered.clone() refusal /> })}
            <About entered=entered.clone() refusal />
            <Help entered=entered.clone() refusal />
            {(!hours_first).then(|| view! { <Hours entered=entered.clone() refusal /> })}
            <div class="grid gap-4">
                <FormFailure refusal fields=FIELDS />
                <Submit label=say("Save profile and hours") pending=save.pending() />
            </div>
        </ActionForm>
    }
}

#[component]
fn About(entered: Entered, refusal: Refusal) -> impl IntoView {
    let error = move |field| derive_field_error(refusal, field);
    view! {
        <Part title=say("You")>
            <TextField name="name" label=say("Your name") value=entered.name error=error("name") autocomplete="name" />
            <TextField
                name="headline"
                label=say("Headline")
                hint=say("One line under your name, such as: Helped twelve founders raise their first round")
                value=entered.headline
                error=error("headline")
            />
            <div class="grid gap-5 sm:grid-cols-2">
                <TextField
                    name="title"
                    label=say("What you do")
                    value=entered.title
                    error=error("title")
                    optional=true
                    autocomplete="organization-title"
                />
                <TextField
                    name="company"
                    label=say("Company")
                    value=entered.company
                    error=error("company")
                    optional=true
                    autocomplete="organization"
                />
                <TextField
                    name="languages"
                    label=say("Languages")
                    hint=say("Separated by commas, such as: English, German")
                    value=entered.languages.unwrap_or_default()
                    error=error("languages")
                    optional=true
                />
                <TextField
                    name="country"
                    label=say("Country")
                    value=entered.country.unwrap_or_default()
                    error=error("country")
                    optional=true
                    autocomplete="country-name"
                />
            </div>
            <WhoFinds chosen=entered.visibility.unwrap_or_default() />
        </Part>
    }
}

#[component]
fn WhoFinds(chosen: String) -> impl IntoView {
    let chosen = Visibility::parse(&chosen).unwrap_or(Visibility::Public);
    let one = |one: Visibility| {
        view! {
            <Radio name="visibility" value=one.as_str() checked={one == chosen}>
                {visibility(one)}
            </Radio>
        }
    };
    view! {
        <fieldset id="field-visibility">
            <legend class="mb-1 font-medium">{say("Who may find you")}</legend>
            {Visibility::ALL.map(one).into_iter().collect_view()}
        </fieldset>
    }
}

#[component]
fn Help(entered: Entered, refusal: Refusal) -> impl IntoView {
    let error = move |field| derive_field_error(refusal, field);
    view! {
        <Part title=say("What you help with")>
            <TextArea
                name="bio"
                label=say("In your own words")
                hint=say("Founders are matched with these words, and see them. Say what you have done and what people ask you.")
                value=entered.bio
                error=error("bio")
                rows=7
            />
            <TextArea
                name="expertise"
                label=say("Areas")
                hint=say("One a line, or separated by commas; a number up to 3 for what you are known for, such as: fundraising: 2, hiring")
                value=entered.expertise
                error=error("expertise")
                rows=4
                max=4_000
            />
            <div class="grid gap-5 sm:grid-cols-2">
                <Select
                    name="industry"
                    label=say("Industry you know best")
                    none=say("Any industry")
                    choices=industries()
                    value=Signal::stored(entered.industry)
                    error=error("industry")
                />
                <Select
                    name="stage"
                    label=say("Stage you know best")
                    none=say("Any stage")
                    choices=stages()
                    value=Signal::stored(entered.stage)
                    error=error("stage")
                />
            </div>
        </Part>
    }
}

#[component]
fn Hours(entered: Entered, refusal: Refusal) -> impl IntoView {
    let error = move |field| derive_field_error(refusal, field);
    view! {
        <Part title=say("Your hours")>
            <TextField
                name="timezone"
                label=say("Time zone of these hours")
                hint=say("They stay at the same time of your day when the clocks change.")
                value=entered.timezone
                error=error("timezone")
                list="zones"
            />
            <ZoneSuggestions />
            <WeeklyHours name="weekly_hours" value=entered.weekly_hours error=error("weekly_hours") />
        </Part>
    }
}
