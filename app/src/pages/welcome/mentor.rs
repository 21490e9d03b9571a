//! A mentor says who they are and when they have time.

use leptos::prelude::*;
use office_hours::account::Viewer;
use office_hours::availability::Review;
use office_hours::profile::SaveMentorProfile as Entered;

use crate::api::ApiError;
use crate::api::account::get_viewer;
use crate::api::profile::{SaveMentorProfile, get_my_mentor_profile};
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::form_failure::derive_done;
use crate::parts::load::load;
use crate::parts::mentor_form::MentorForm;
use crate::state::address::use_param;
use crate::state::viewer::refresh_viewer_after;
use crate::state::wire::ask;

async fn look_up(review: bool) -> Result<(Option<Review<Entered>>, Viewer), ApiError> {
    Ok((get_my_mentor_profile(review).await?, get_viewer().await?))
}

/// The form of the first visit.
#[component]
pub fn WelcomeMentorPage() -> impl IntoView {
    mentor_page(
        "About you and your hours",
        "Founders find you by these words and book what you leave open here.",
    )
}

/// The page with the mentor's form under the given words.
pub fn mentor_page(title: &'static str, lead: &'static str) -> AnyView {
    let save = ServerAction::<SaveMentorProfile>::new();
    refresh_viewer_after(save);
    let done = derive_done(save);
    let review = use_param("review");
    let answer = ask(move || (done.get(), review.get() == "1"), |(_, review)| look_up(review));
    view! {
        <div class="mx-auto max-w-form">
            <PageHead title lead />
            {load(
                answer,
                skeleton::text,
                move |(review, viewer)| view! { <MentorForm review viewer save /> }.into_any(),
            )}
        </div>
    }
    .into_any()
}
