//! One of a few answers that exclude each other.

use leptos::prelude::*;

/// The line of an answer: the whole of it can be pressed.
pub const ANSWER: &str = "flex min-h-11 cursor-pointer items-center gap-3";

/// The dot or the tick in front.
pub const TICK: &str = "size-5 shrink-0 accent-accent";

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
        <label class=ANSWER>
            <input type="radio" name=name value=value checked=checked class=TICK />
            <span>{children()}</span>
        </label>
    }
}
