//! `/find`: the mentors for a need, or all of them by name.

mod filters;
mod later;
mod match_card;
mod matches;
mod mentor_list;
mod order;
mod search;
mod signals;
mod understood;

use leptos::prelude::*;
use office_hours::matching::MatchResponse;
use office_hours::profile::MentorPage;
use serde::{Deserialize, Serialize};

pub use self::later::{MakePiece, make_piece, provide_later};
pub use self::match_card::MatchCard;

use self::filters::Filters;
use self::matches::Matches;
use self::mentor_list::MentorList;
use self::search::{Search, use_search};
use crate::api::ApiError;
use crate::api::matching::match_mentors;
use crate::api::profile::list_mentors;
use crate::kit::get_form::GetForm;
use crate::kit::skeleton;
use crate::parts::load::load;
use crate::parts::need_box::{NeedBox, Place};
use crate::state::title::set_title;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// What the page lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Found {
    /// There was a need: what the address asked then, and may not ask any more.
    Matches(Box<(String, MatchResponse)>),
    /// There was none.
    Everybody(MentorPage),
}

async fn look_up(search: Search) -> Result<Found, ApiError> {
    if search.has_need() {
        let response = match_mentors(search.request()).await?;
        Ok(Found::Matches(Box::new((search.asked(), response))))
    } else {
        list_mentors(search.page).await.map(Found::Everybody)
    }
}

/// The search page.
#[component]
pub fn FindPage() -> impl IntoView {
    let search = use_search();
    let epoch = use_epoch();
    provide_later();
    // Another leaning is no other question: the browser puts what it has in another order.
    let asked = Memo::new(move |_| Search { leaning: String::new(), ..search.get() });
    let leaning = move || search.try_with_untracked(|search| search.leaning.clone()).unwrap_or_default();
    let found = ask(
        move || (asked.get(), epoch.get()),
        move |(asked, _)| look_up(Search { leaning: leaning(), ..asked }),
    );
    let query = Memo::new(move |_| search.with(|search| search.query.clone()));
    let chosen = Memo::new(move |_| search.with(|search| search.chosen.clone()));
    let chosen = move || {
        let chosen = chosen.get();
        (!chosen.is_empty()).then(|| view! { <input type="hidden" name="chosen" value=chosen /> })
    };
    set_title(search.with_untracked(Search::title));
    // What somebody searched for is theirs, and no page of its own.
    #[cfg(feature = "ssr")]
    if leptos_router::hooks::use_location().search.with_untracked(String::is_empty) {
        crate::head::present_list();
    }
    Effect::new(move || set_title(search.with(Search::title)));
    let facets = RwSignal::new(vec![]);
    // In the browser only, after the page has come alive: the server sends choices without counts.
    Effect::new(move || {
        if let Some(Ok(Found::Matches(matches))) = found.get() {
            facets.set(matches.1.facets);
        }
    });
    view! {
        <GetForm action="/find" class="mb-10 grid gap-4" search=true>
            <NeedBox query=query place=Place::Above />
            {chosen}
            <Filters search facets=facets.into() />
        </GetForm>
        {load(
            found,
            skeleton::cards,
            |found| match found {
                Found::Matches(matches) => {
                    let (asked, response) = *matches;
                    view! { <Matches response search=Search::read(&asked) /> }.into_any()
                }
                Found::Everybody(page) => view! { <MentorList page /> }.into_any(),
            },
        )}
    }
    .into_any()
}
