//! The head of a page.

use leptos::prelude::*;

use crate::state::title::set_title;

/// Sets the window's title and says on the page what it is for.
#[component]
pub fn PageHead(
    /// The page's name.
    #[prop(into)]
    title: String,
    /// One sentence under it.
    #[prop(optional, into)]
    lead: Option<String>,
) -> impl IntoView {
    set_title(title.as_str());
    view! {
        <header class="mb-8 grid gap-2">
            <h1 class="text-xl">{title}</h1>
            {lead.map(|lead| view! { <p class="max-w-prose text-base text-muted">{lead}</p> })}
        </header>
    }
}
