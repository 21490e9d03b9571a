//! One of a few answers that exclude each other.

use leptos::prelude::*;

/// An answer that can be chosen, with its words beside it.
#[component]
pub fn Radio(
    /// As the answer is sent; the same for all of one question.
    #[prop(into)]
    name: String,
    /// What is sent.
    #[prop(into)]
    value: String,
    /// Whether it is the one that holds unless another is chosen.
    checked: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="flex min-h-11 items-center gap-3">
            <input type="radio" name=name value=value checked=checked class="size-5 accent-(--accent)" />
            <span>{children()}</span>
        </label>
    }
}
