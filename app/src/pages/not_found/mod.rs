//! No page has this address.

use leptos::prelude::*;
use office_hours::Failure;

use crate::parts::failed::Failed;
use crate::state::language::say;

/// The page for every other address.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <h1 class="mb-8 text-xl">{say("There is nothing here")}</h1>
        <Failed failure=Failure::not_found("page") />
    }
    .into_any()
}
