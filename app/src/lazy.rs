//! Which pages the browser fetches when they are first opened: all but those where most visits begin; and
//! the palette, what is folded away on the search page, saving, and the editing of a profile, which most visits never
//! come to.
//!
//! The server renders the pages like any other; only what makes them come alive is in files of their own.

use std::future::pending;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::ChooseView;
use leptos_router::hooks::use_url;
use leptos_router::location::Url;

use crate::pages::account::AccountPage;
use crate::pages::compare::ComparePage;
use crate::pages::dev::DevPage;
use crate::pages::discover::DiscoverPage;
use crate::pages::experiments::{ExperimentPage, ExperimentsPage};
use crate::pages::find::{MakePiece, make_piece};
use crate::pages::hours::HoursPage;
use crate::pages::mentor::MentorPage;
use crate::pages::mentor::edit::{MakeForm, MakeStage, make_form, make_stage};
use crate::pages::people::{PeoplePage, PersonPage};
use crate::pages::programme::ProgrammePage;
use crate::pages::rules::RulesPage;
use crate::pages::saved::SavedPage;
use crate::pages::session::{MoveSessionPage, SessionPage};
use crate::pages::sessions::SessionsPage;
use crate::pages::sign_in::{ConfirmPage, SignInPage};
use crate::pages::welcome::{WelcomeMenteePage, WelcomeMentorPage, WelcomePage};
use crate::pages::zone::ZonePage;
use crate::parts::palette::{MakeSheet, make_sheet};
use crate::parts::save::Keep;

/// What is under way.
type Coming<T> = Pin<Box<dyn Future<Output = T>>>;

/// A page that the browser fetches when it is opened. All are of one type, so that the router's code for it is
/// there once.
#[derive(Clone, Copy)]
pub struct LazyPage {
    #[cfg(feature = "ssr")]
    file: &'static str,
    make: fn() -> Coming<Result<AnyView, SplitLoaderError>>,
    fetch: fn() -> Coming<()>,
}

impl ChooseView for LazyPage {
    async fn choose(self) -> AnyView {
        #[cfg(feature = "ssr")]
        leptos::prefetch_lazy_fn_on_server(self.file);
        let address = use_url();
        match (self.make)().await {
            Ok(view) => view,
            Err(_) => open_anew(address).await,
        }
    }

    async fn preload(&self) {
        (self.fetch)().await;
    }
}

/// `file { page::PAGE => Page, }`: the pages that share a file.
macro_rules! lazy {
    ($($file:ident { $($pages:tt)* })*) => {$(
        lazy!(@ $file $($pages)*);
    )*};
    (@ $file:ident $($module:ident::$name:ident => $page:ident,)*) => {$(
        #[doc = concat!("[`", stringify!($page), "`], fetched when it is opened.")]
        pub const $name: LazyPage = LazyPage {
            #[cfg(feature = "ssr")]
            file: stringify!($file),
            make: || Box::pin($module::$module()),
            fetch: || Box::pin(async {
                // What does not come now is asked for again when the page is opened.
                let _ = $module::fetch().await;
            }),
        };

        // The function is named by its page: names of split functions are the same for the whole file.
        mod $module {
            use super::*;

            #[wasm_split($file, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch))]
            pub fn $module() -> Result<AnyView, SplitLoaderError> {
                Ok(view! { <$page /> }.into_any())
            }
        }
    )*};
}

// What is opened together lies together. A file for each page would be many more: whatever some of them share
// goes into one of its own.
lazy! {
    book {
        confirm::CONFIRM => ConfirmPage,
        mentor::MENTOR => MentorPage,
        sign_in::SIGN_IN => SignInPage,
        welcome::WELCOME => WelcomePage,
        welcome_mentee::WELCOME_MENTEE => WelcomeMenteePage,
        zone::ZONE => ZonePage,
    }
    browse {
        compare::COMPARE => ComparePage,
        discover::DISCOVER => DiscoverPage,
        saved::SAVED => SavedPage,
    }
    meet {
        account::ACCOUNT => AccountPage,
        move_session::MOVE_SESSION => MoveSessionPage,
        session::SESSION => SessionPage,
        sessions::SESSIONS => SessionsPage,
    }
    manage {
        experiment::EXPERIMENT => ExperimentPage,
        experiments::EXPERIMENTS => ExperimentsPage,
        hours::HOURS => HoursPage,
        people::PEOPLE => PeoplePage,
        person::PERSON => PersonPage,
        programme::PROGRAMME => ProgrammePage,
        rules::RULES => RulesPage,
        welcome_mentor::WELCOME_MENTOR => WelcomeMentorPage,
    }
    dev {
        dev::DEV => DevPage,
    }
}

/// Fetches the file of the page that an address on this site leads to; what has come already does not come again.
#[cfg(feature = "hydrate")]
pub fn fetch_ahead(href: &str) {
    use leptos::task::spawn_local;

    let first = href.trim_start_matches('/').split(['/', '?', '#']).next();
    match first {
        Some("mentors" | "sign-in" | "welcome" | "zone") => spawn_local((MENTOR.fetch)()),
        Some("account" | "sessions") => spawn_local((SESSIONS.fetch)()),
        Some("compare" | "discover" | "saved") => spawn_local((DISCOVER.fetch)()),
        Some("hours" | "programme") => spawn_local((HOURS.fetch)()),
        _ => {}
    }
}

pub use edit::edit;
pub use palette::palette;
pub use stage::stage;

mod edit {
    use super::*;

    /// What makes a field of a profile an input, fetched when the first of them is about to be edited.
    #[wasm_split(edit, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub fn edit() -> Result<MakeForm, SplitLoaderError> {
        Ok(make_form)
    }
}

mod stage {
    use super::*;

    /// What opens a picture that was chosen, and cuts it, fetched when the first one was.
    #[wasm_split(edit, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub fn stage() -> Result<MakeStage, SplitLoaderError> {
        Ok(make_stage)
    }
}

mod palette {
    use super::*;

    /// What makes the palette's sheets, fetched when the first of them is about to be opened.
    #[wasm_split(palette, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub fn palette() -> Result<MakeSheet, SplitLoaderError> {
        Ok(make_sheet)
    }
}

pub use keep::keep;
pub use order::order;

mod order {
    use super::*;

    /// What makes what is folded away on the search page, fetched when the first of it is unfolded.
    #[wasm_split(find, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub fn order() -> Result<MakePiece, SplitLoaderError> {
        Ok(make_piece)
    }
}

mod keep {
    use super::*;

    /// What saves mentors, fetched when the first one is about to be saved.
    #[wasm_split(find, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub fn keep() -> Result<Keep, SplitLoaderError> {
        Ok(crate::parts::save::keep)
    }
}

/// The page's file did not come: the server may have another build by now, or cannot be reached.
///
/// On the way from another page the browser opens the address as if it was typed, and says what there is to
/// say. A page that the server has just sent stays as it is, and works as it does without a script.
async fn open_anew(address: ReadSignal<Url>) -> AnyView {
    #[cfg(feature = "hydrate")]
    if crate::state::hydrated::is_taken_over() {
        let address = address.with_untracked(|url| match url.search() {
            "" => url.path().to_owned(),
            search => format!("{}?{search}", url.path()),
        });
        // Where the browser refuses, the page that is there stays.
        let _ = window().location().assign(&address);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = address;
    pending().await
}
