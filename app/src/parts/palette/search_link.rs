//! The way to the palette for those who do not know its key; without a script, to the search page.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::{Sheet, use_palette};
use crate::kit::icon::{Glyph, Icon};
use crate::state::keyboard::is_mac;
use crate::state::language::say;

// Where the bar is narrow the icon is enough; where it is full, the places are: beside it, or at the bottom.
const LOOK: &str = "inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control border border-edge bg-raised \
    px-2.5 font-medium text-muted transition-colors hover:border-ink hover:text-ink max-xs:hidden sm:hidden md:inline-flex md:shrink-0 \
    md:whitespace-nowrap";

/// "Search", with its shortcut.
#[component]
pub fn SearchLink() -> impl IntoView {
    let palette = use_palette();
    let navigate = use_navigate();
    let fetch = move || {
        spawn_local(async move {
            // What does not come now is asked for again by the click.
            palette.fetch().await;
        });
    };
    let on_click = move |event: MouseEvent| {
        // With one of these the link is followed, elsewhere.
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        let navigate = navigate.clone();
        spawn_local(async move {
            if !palette.open(Sheet::Search).await {
                navigate("/find", NavigateOptions::default());
            }
        });
    };
    view! {
        <a
            href="/find"
            class=LOOK
            aria-keyshortcuts="Control+K Meta+K"
            on:click=on_click
            on:pointerenter=move |_| fetch()
            on:focus=move |_| fetch()
        >
            <Icon glyph=Glyph::Search />
            <span class="sr-only lg:not-sr-only">{say("Search")}</span>
            <Shortcut />
        </a>
    }
}

/// The keys as this keyboard has them, once that is known. Without a script they do nothing.
#[component]
fn Shortcut() -> impl IntoView {
    let mac = RwSignal::new(false);
    Effect::new(move || mac.set(is_mac()));
    let keys = move || if mac.try_get() == Some(true) { "⌘ K" } else { "Ctrl K" };
    view! {
        <kbd aria-hidden="true" class="hidden rounded-control border border-line px-1.5 font-sans text-xs lg:inline lg:noscript:hidden">
            {keys}
        </kbd>
    }
}
