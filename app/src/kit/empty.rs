//! Nothing to show, said with the reason and the way on.

use leptos::prelude::*;

/// Says why there is nothing and offers what fills it.
#[component]
pub fn Empty(
    /// What is missing.
    #[prop(into)]
    title: String,
    /// Why, and what would change it.
    #[prop(into)]
    text: String,
    /// The action, usually one link.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="rounded-card border border-dashed border-edge px-6 py-12 text-center">
            <p class="text-base font-semibold">{title}</p>
            <p class="mx-auto mt-1 max-w-prose text-muted">{text}</p>
            {children
                .map(|children| {
                    view! { <div class="mt-5 flex flex-wrap justify-center gap-3">{children()}</div> }
                })}
        </div>
    }
}
