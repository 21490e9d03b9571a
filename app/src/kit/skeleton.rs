//! The shape of what is on its way. It appears only when the wait is felt.

use leptos::prelude::*;

use crate::state::language::say;

/// A list of cards on its way.
pub fn cards() -> AnyView {
    let card = || {
        view! {
            <div class="flex gap-4 rounded-card border border-line bg-raised p-5">
                <div class="size-12 shrink-0 rounded-full bg-line"></div>
                <div class="grid grow content-start gap-3">
                    <div class="h-4 w-2/5 rounded-control bg-line"></div>
                    <div class="h-4 w-4/5 rounded-control bg-line"></div>
                    <div class="h-4 w-3/5 rounded-control bg-line"></div>
                </div>
            </div>
        }
    };
    waiting(view! { <div class="grid gap-4">{card()} {card()} {card()}</div> }.into_any())
}

/// A page of text on its way.
pub fn text() -> AnyView {
    waiting(
        view! {
            <div class="grid max-w-prose gap-4">
                <div class="h-8 w-1/2 rounded-control bg-line"></div>
                <div class="h-4 w-full rounded-control bg-line"></div>
                <div class="h-4 w-11/12 rounded-control bg-line"></div>
                <div class="h-4 w-2/3 rounded-control bg-line"></div>
            </div>
        }
        .into_any(),
    )
}

fn waiting(shape: AnyView) -> AnyView {
    view! {
        <div class="animate-skeleton" role="status">
            <span class="sr-only">{say("Loading")}</span>
            {shape}
        </div>
    }
    .into_any()
}
