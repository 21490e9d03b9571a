//! What surrounds every page: the bars, the skip link, what staff should know, the palette.

mod bottom_bar;
pub mod entries;
mod intent;
mod languages;
mod notices;
mod top_bar;

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use self::bottom_bar::BottomBar;
use self::intent::fetch_on_intent;
use self::languages::Languages;
use self::notices::Notices;
use self::top_bar::TopBar;
use super::palette::{Overlay, provide_palette};
use crate::state::language::say;

/// The bars around a page.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    focus_on_navigation(main);
    fetch_on_intent();
    provide_palette();
    view! {
        <a
            href="#main"
            rel="external"
            class="sr-only rounded-control bg-raised px-4 py-2 font-medium focus:not-sr-only focus:fixed focus:start-4 focus:top-4 \
            focus:z-50"
        >
            {say("Skip to content")}
        </a>
        <TopBar />
        <main id="main" node_ref=main tabindex="-1" class="mx-auto w-full max-w-page px-4 pb-10 pt-8 outline-none sm:px-6 sm:pb-16 sm:pt-12">
            <Notices />
            {children()}
        </main>
        <Languages />
        <BottomBar />
        <Overlay />
    }
}

/// The server said which address to share of the page that it sent: it is not that of the next one.
fn forget_canonical() {
    if let Ok(Some(link)) = document().query_selector("link[rel=canonical]") {
        link.remove();
    }
}

/// A new page begins at its beginning for the keyboard and for screen readers too.
fn focus_on_navigation(main: NodeRef<html::Main>) {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now)
            && let Some(main) = main.get_untracked()
        {
            // Without the focus the page is still readable.
            let _ = main.focus();
            forget_canonical();
        }
        now
    });
}
