//! A native dialog over the page: the browser keeps the focus inside, closes it on Escape, and gives the
//! focus back to where it was.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::state::language::say;

// Near the top, so that it grows downwards and what is typed into stays where it is.
const LOOK: &str = "mx-auto mt-[10dvh] max-h-[80dvh] w-[calc(100%-2rem)] max-w-form flex-col overflow-hidden rounded-card \
    border border-line bg-raised text-ink shadow-float backdrop:bg-shade open:flex open:animate-rise";

/// Opens when it is put on the page. Whoever shows it takes it away once it is `closed`.
#[component]
pub fn Dialog(
    /// What it is for, for screen readers.
    label: &'static str,
    /// For whoever closes it by something inside.
    dialog: NodeRef<html::Dialog>,
    /// Runs after it was closed, however that was done.
    closed: Callback<()>,
    /// What stands in it; what can first take the focus gets it.
    children: Children,
) -> impl IntoView {
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            // A browser too old for it shows nothing, and the page stays as it is.
            && dialog.show_modal().is_err()
        {
            closed.run(());
        }
    });
    view! {
        <dialog node_ref=dialog aria-label=label closedby="any" class=LOOK on:close=move |_| closed.run(())>
            {children()}
        </dialog>
    }
}

/// Closes the dialog, where there is no Escape key or none comes to mind.
#[component]
pub fn CloseButton(
    /// Which one.
    dialog: NodeRef<html::Dialog>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="inline-flex min-h-11 shrink-0 items-center gap-1 rounded-control px-2 text-xs font-medium text-muted \
            transition-colors hover:text-ink"
            on:click=move |_| close(dialog)
        >
            {say("Close")}
            <Icon glyph=Glyph::Cross />
        </button>
    }
}

/// Closes it; one that is closed already stays so.
pub fn close(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        dialog.close();
    }
}
