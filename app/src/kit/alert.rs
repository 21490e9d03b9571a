//! A message that stands out from the page.

use leptos::prelude::*;

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// Good to know.
    Note,
    /// Something did not work.
    Problem,
}

/// A titled message; a problem is read out at once, a note when there is a pause. It is of the moment, and not
/// for paper.
#[component]
pub fn Alert(
    /// How serious it is.
    tone: Tone,
    /// What happened, in a few words.
    #[prop(into)]
    title: String,
    /// What it means and what to do.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let (role, edge) = match tone {
        Tone::Good => ("status", "border-s-accent"),
        Tone::Note => ("status", "border-s-warn"),
        Tone::Problem => ("alert", "border-s-danger"),
    };
    view! {
        <div role=role class=format!("rounded-control border border-s-4 border-line bg-raised px-4 py-3 print:hidden {edge}")>
            <p class="font-semibold">{title}</p>
            <p class="text-muted">{text}</p>
        </div>
    }
}
