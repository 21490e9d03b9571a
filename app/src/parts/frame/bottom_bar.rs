//! The bar at the bottom of small screens: the same places, in reach of the thumb.

use leptos::prelude::*;

use super::entries::{entries, links};
use crate::state::language::say;
use crate::state::viewer::use_viewer;

const PLACE: &str = "flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs font-medium text-muted \
    aria-[current=page]:text-accent";

/// The bar at the bottom of small screens.
#[component]
pub fn BottomBar() -> impl IntoView {
    let viewer = use_viewer();
    view! {
        <nav
            aria-label=say("Places")
            class="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] sm:hidden"
        >
            <Transition>
                {move || {
                    viewer
                        .get()
                        .map(|answer| {
                            let places = links(entries(answer.ok().as_ref()), PLACE);
                            view! { <ul class="grid auto-cols-fr grid-flow-col">{places}</ul> }
                        })
                }}
            </Transition>
        </nav>
    }
}
