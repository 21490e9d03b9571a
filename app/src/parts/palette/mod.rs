//! The palette, in which one types where to go or whom to find; the sheet of all shortcuts; and the keys
//! that open them.
//!
//! The first load carries the link in the top bar and the listener for keys. What the sheets are made of is
//! fetched when the first of them is about to be opened.

mod choices;
mod keys;
mod listener;
mod names;
mod options;
mod search;
mod search_link;
mod shortcuts;

use leptos::prelude::*;

pub use self::search_link::SearchLink;

use self::listener::listen;
use self::search::Search;
use self::shortcuts::Shortcuts;
use crate::lazy;

/// What can lie over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The palette.
    Search,
    /// All shortcuts.
    Shortcuts,
}

/// How a sheet is made.
pub type MakeSheet = fn(Sheet) -> AnyView;

/// What lies over the page.
#[derive(Clone, Copy)]
struct Palette {
    open: RwSignal<Option<Sheet>>,
    /// Once it was fetched.
    make: RwSignal<Option<MakeSheet>>,
}

/// Makes the palette known to the frame and to what it opens.
pub fn provide_palette() {
    provide_context(Palette { open: RwSignal::new(None), make: RwSignal::new(None) });
}

fn use_palette() -> Palette {
    expect_context()
}

impl Palette {
    /// Fetches what makes the sheets; says whether it is there.
    async fn fetch(self) -> bool {
        if self.make.get_untracked().is_some() {
            return true;
        }
        let made = lazy::palette().await.ok();
        // Somebody else may have waited for it as well, and shown a sheet already.
        if made.is_some() && self.make.get_untracked().is_none() {
            self.make.set(made);
        }
        made.is_some()
    }

    /// Opens a sheet, unless one is; says whether what makes it is there.
    async fn open(self, sheet: Sheet) -> bool {
        let fetched = self.fetch().await;
        if fetched && self.open.get_untracked().is_none() {
            self.open.set(Some(sheet));
        }
        fetched
    }

    /// Opens a sheet in place of the one that has just been closed.
    fn go_on_to(self, sheet: Sheet) {
        self.open.set(Some(sheet));
    }

    /// Takes a sheet away that was closed, unless another one has taken its place.
    fn take_away(self, sheet: Sheet) {
        if self.open.get_untracked() == Some(sheet) {
            self.open.set(None);
        }
    }

    fn view_of(self, sheet: Sheet) -> Option<AnyView> {
        let open = self.open.get() == Some(sheet);
        self.make.get_untracked().filter(|_| open).map(|make| make(sheet))
    }
}

/// Where the sheets open; nothing until one does.
#[component]
pub fn Overlay() -> impl IntoView {
    let palette = use_palette();
    listen(palette);
    // Each sheet has its own place, so that one never becomes the other.
    view! {
        {move || palette.view_of(Sheet::Search)}
        {move || palette.view_of(Sheet::Shortcuts)}
    }
}

/// Makes a sheet. Only what is fetched may call it.
pub fn make_sheet(sheet: Sheet) -> AnyView {
    match sheet {
        Sheet::Search => view! { <Search /> }.into_any(),
        Sheet::Shortcuts => view! { <Shortcuts /> }.into_any(),
    }
}
