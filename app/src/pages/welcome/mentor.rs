//! A mentor says who they are and when they have time.

use leptos::html;
use leptos::prelude::*;
use office_hours::account::Viewer;
use office_hours::availability::Review;
use office_hours::profile::SaveMentorProfile as Entered;
use office_hours::profile::suggest::SuggestedProfile;

use super::paste::{Paste, Read, read_pasted};
use super::preview::Preview;
use crate::api::ApiError;
use crate::api::account::get_viewer;
use crate::api::profile::{SaveMentorProfile, get_my_mentor_profile};
use crate::kit::form_data::Values;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::form_failure::derive_done;
use crate::parts::load::load;
use crate::parts::mentor_form::MentorForm;
use crate::state::address::use_param;
use crate::state::language::say;
use crate::state::viewer::refresh_viewer_after;
use crate::state::wire::ask;

async fn look_up(review: bool) -> Result<(Option<Review<Entered>>, Viewer), ApiError> {
    Ok((get_my_mentor_profile(review).await?, get_viewer().await?))
}

async fn look_up_with_text(
    review: bool,
) -> Result<(Option<Review<Entered>>, Viewer, Option<Read>), ApiError> {
    let (review, viewer) = look_up(review).await?;
    Ok((review, viewer, read_pasted().await))
}

/// The form of the first visit, which can be filled from a text.
#[component]
pub fn WelcomeMentorPage() -> impl IntoView {
    let save = ServerAction::<SaveMentorProfile>::new();
    refresh_viewer_after(save);
    let done = derive_done(save);
    let review = use_param("review");
    let answer = ask(move || (done.get(), review.get() == "1"), |(_, review)| look_up_with_text(review));
    view! {
        <div class="mx-auto max-w-form lg:max-w-5xl">
            <PageHead
                title=say("About you and your hours")
                lead=say("Founders find you by these words and book what you leave open here.")
            />
            {load(
                answer,
                skeleton::text,
                move |(review, viewer, read)| view! { <FirstVisit review viewer read save /> }.into_any(),
            )}
        </div>
    }
    .into_any()
}

#[component]
fn FirstVisit(
    review: Option<Review<Entered>>,
    viewer: Viewer,
    read: Option<Read>,
    save: ServerAction<SaveMentorProfile>,
) -> impl IntoView {
    let Review { entered, is_saved, sessions_touched } = review.unwrap_or_else(|| {
        Review::of_saved(Entered {
            name: viewer.given_name(),
            timezone: viewer.zone.clone(),
            ..Entered::default()
        })
    });
    let suggested = read.as_ref().and_then(|read| read.outcome.clone().ok());
    let begins_with = match suggested {
        Some(suggested) => suggested.fill(entered),
        None => entered,
    };
    // What the form was made with, and what stands in it now.
    let filled = RwSignal::new(Review { entered: begins_with.clone(), is_saved, sessions_touched });
    let typed = RwSignal::new(begins_with);
    let place = NodeRef::<html::Div>::new();
    let take = Callback::new(move |suggested: SuggestedProfile| {
        // What was refused stands there no more.
        save.clear();
        let now = place.get_untracked().and_then(|place| entered_in(&place));
        let next = suggested.fill(now.unwrap_or_else(|| typed.get_untracked()));
        typed.set(next.clone());
        filled.update(|filled| filled.entered = next);
    });
    let note = move |_| {
        if let Some(now) = place.get_untracked().and_then(|place| entered_in(&place)) {
            typed.set(now);
        }
    };
    view! {
        <div class="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-16">
            <div class="grid gap-12">
                <Paste read take />
                <div node_ref=place on:input=note on:change=note>
                    {move || {
                        filled
                            .try_get()
                            .map(|review| view! { <MentorForm review=Some(review) viewer=viewer.clone() save /> })
                    }}
                </div>
            </div>
            <Preview typed />
        </div>
    }
}

/// What stands in the form now.
fn entered_in(place: &leptos::web_sys::Element) -> Option<Entered> {
    let values = Values::within(place)?;
    Some(Entered {
        name: values.text("name"),
        headline: values.text("headline"),
        bio: values.text("bio"),
        company: values.text("company"),
        title: values.text("title"),
        languages: values.get("languages"),
        country: values.get("country"),
        visibility: values.get("visibility"),
        expertise: values.text("expertise"),
        industry: values.text("industry"),
        stage: values.text("stage"),
        timezone: values.text("timezone"),
        weekly_hours: values.text("weekly_hours"),
    })
}

/// The page with the mentor's form under the given words, and what else there is to set.
pub fn mentor_page(title: &'static str, lead: &'static str, more: AnyView) -> AnyView {
    let save = ServerAction::<SaveMentorProfile>::new();
    refresh_viewer_after(save);
    let done = derive_done(save);
    let review = use_param("review");
    let answer = ask(move || (done.get(), review.get() == "1"), |(_, review)| look_up(review));
    view! {
        <div class="mx-auto max-w-form">
            <PageHead title lead />
            {more}
            {load(
                answer,
                skeleton::text,
                move |(review, viewer)| view! { <MentorForm review viewer save hours_first=true /> }.into_any(),
            )}
        </div>
    }
    .into_any()
}
