//! A mentor says who they are and when they have time.

use leptos::prelude::*;
use office_hours::account::Viewer;
use office_hours::profile::SaveMentorProfile as Entered;

use crate::api::ApiError;
use crate::api::account::get_viewer;
use crate::api::profile::get_my_mentor_profile;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::load::load;
use crate::parts::mentor_form::MentorForm;
use crate::state::wire::ask;

async fn look_up() -> Result<(Option<Entered>, Viewer), ApiError> {
    Ok((get_my_mentor_profile().await?, get_viewer().await?))
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
    let answer = ask(|| (), |()| look_up());
    view! {
        <div class="mx-auto max-w-form">
            <PageHead title lead />
            {load(
                answer,
                skeleton::text,
                move |(entered, viewer)| view! { <MentorForm entered viewer /> }.into_any(),
            )}
        </div>
    }
    .into_any()
}
