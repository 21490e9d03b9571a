//! Buttons, and links that look like them.

use leptos::prelude::*;

/// The one thing to do on a page. Its border shows where the colours are the reader's own and tints are gone, as that
/// of [`TIME`] does.
pub const PRIMARY: &str = "inline-flex min-h-11 items-center justify-center gap-2 rounded-control border border-transparent \
    bg-accent px-5 font-semibold text-paper transition-colors hover:bg-accent-deep aria-disabled:cursor-default \
    aria-disabled:opacity-60";

/// Anything else that can be done.
pub const QUIET: &str = "inline-flex min-h-11 items-center justify-center gap-2 rounded-control border border-edge \
    bg-raised px-4 font-medium text-ink transition-colors hover:border-ink aria-disabled:cursor-default aria-disabled:opacity-60";

/// What cannot be undone.
pub const DANGER: &str = "inline-flex min-h-11 items-center justify-center gap-2 rounded-control border border-danger \
    bg-raised px-4 font-medium text-danger transition-colors hover:bg-danger hover:text-paper aria-disabled:cursor-default \
    aria-disabled:opacity-60";

/// A link in running text. Fingers reach it from a little above and below.
pub const LINK: &str =
    "reach font-medium text-accent underline decoration-1 underline-offset-4 hover:decoration-2";

/// A link on a line of its own.
pub const ACTION: &str = "inline-flex min-h-11 items-center gap-1.5 justify-self-start font-medium text-accent underline \
    decoration-1 underline-offset-4 hover:decoration-2";

/// Unfolds what only some want to see, or does what stands beside the main thing.
pub const UNFOLD: &str = "inline-flex min-h-11 items-center gap-1.5 rounded-control font-medium text-muted \
    transition-colors hover:text-ink";

/// One of a few suggestions.
pub const PILL: &str = "inline-flex min-h-11 items-center justify-center rounded-control border border-line bg-raised \
    px-4 text-muted transition-colors hover:border-edge hover:text-ink";

/// One of a few of which one holds, or which is on or off: it says so by `aria-current` or `aria-pressed`.
pub const SWITCH: &str = "inline-flex min-h-11 items-center justify-center rounded-control border border-line bg-raised \
    px-4 text-muted transition-colors hover:border-edge hover:text-ink aria-[current=true]:border-accent \
    aria-[current=true]:text-accent aria-pressed:border-accent aria-pressed:text-accent aria-disabled:opacity-60";

/// A time that can be taken.
pub const TIME: &str = "inline-flex min-h-11 w-full items-center justify-center rounded-control border border-transparent \
    bg-accent-soft px-2 font-semibold tabular-nums text-accent transition-colors hover:bg-accent hover:text-paper";

/// What has a [`PENCIL`], with room for it.
pub const EDITABLE: &str = "group/field relative min-w-0 pe-11";

/// Changes what it stands in: after the end of the first line, and only when it is looked for.
pub const PENCIL: &str = "absolute -top-2.5 end-0 inline-flex size-11 items-center justify-center rounded-control bg-paper \
    text-muted opacity-0 transition-opacity hover:text-ink focus-visible:opacity-100 group-hover/field:opacity-100 \
    pointer-coarse:opacity-100 print:hidden";

/// Sends the form it stands in; rests while the answer is on its way. It keeps the focus then, which
/// a disabled button would lose.
#[component]
pub fn Submit(
    /// What happens: "Book", not "Submit".
    label: &'static str,
    /// Whether the answer is still on its way.
    #[prop(into)]
    pending: Signal<bool>,
    /// One of the looks of this module.
    #[prop(default = PRIMARY)]
    look: &'static str,
) -> impl IntoView {
    let resting = move || pending.get().then_some("true");
    view! {
        <button
            type="submit"
            class=look
            aria-disabled=resting
            aria-busy=resting
            on:click=move |event| {
                if pending.get_untracked() {
                    event.prevent_default();
                }
            }
        >
            {label}
        </button>
    }
}
