//! The answer to a need.

use leptos::prelude::*;
use office_hours::language::Text;
use office_hours::matching::MatchResponse;

use super::later::{Piece, Unfold};
use super::match_card::MatchCard;
use super::order::{Listed, plain_sliders};
use super::search::{Search, use_search};
use super::understood::Understood;
use crate::kit::button::{PRIMARY, QUIET};
use crate::kit::empty::Empty;
use crate::kit::get_form::GetForm;
use crate::parts::links::FoundBy;
use crate::parts::time::ZoneLine;
use crate::state::language::{say, tell};

/// The id of the form that compares those chosen.
pub const COMPARE: &str = "compare";

/// The mentors that fit, best first.
#[component]
pub fn Matches(
    /// What the server answered.
    response: MatchResponse,
    /// What was asked.
    search: Search,
) -> impl IntoView {
    let now = use_search();
    let leaning = Memo::new(move |_| now.with(|now| now.leaning.clone()));
    let (need, asked) = (response.need.clone(), search.clone());
    // What was asked, with the leaning that there is by now: links out of it keep both.
    let understood = move || {
        let search = Search { leaning: leaning.try_get().unwrap_or_default(), ..asked.clone() };
        view! { <Understood need=need.clone() search /> }
    };
    if response.results.is_empty() {
        let wants_times = response.need.availability_window.is_some();
        return view! {
            {understood}
            <NoMatch search wants_times />
        }
        .into_any();
    }
    let chosen = search.chosen.split(',').map(str::to_owned);
    let (here, elsewhere): (Vec<String>, Vec<String>) =
        chosen.partition(|id| response.results.iter().any(|one| one.mentor_id.to_string() == *id));
    let elsewhere = elsewhere.join(",");
    let fitting = response.results.len() as i64;
    // More may fit a little: these are the first of a list that is cut off.
    let found = tell(Text::counted("{count} mentor fits", "The {count} mentors who fit best", fitting));
    let list = RwSignal::new(response.results);
    let plain = plain_sliders(&search);
    let listed = Listed { shown: list, weights: response.weights, leaning: search.leaning };
    let leans = Signal::derive(move || leaning.try_with(|leaning| !leaning.is_empty()).unwrap_or_default());
    let query = search.query.clone();
    let found_by = FoundBy { query: search.query, search_id: response.search_id.to_string() };
    // A card stays with its mentor: what was unfolded in one does not show in the next answer's, nor in another's
    // when they change places.
    let cards = view! {
        <For each=move || list.try_get().unwrap_or_default() key=|result| result.mentor_id let:result>
            <li>
                <MatchCard
                    chosen=here.contains(&result.mentor_id.to_string())
                    result
                    found_by=found_by.clone()
                    list
                />
            </li>
        </For>
    };
    view! {
        {understood}
        <section aria-labelledby="found" class="group">
            <div class="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                <div role="status">
                    <h2 id="found" class="text-base">
                        {found}
                    </h2>
                </div>
                <ZoneLine />
            </div>
            {(!response.semantic)
                .then(|| view! { <p class="mb-4 text-muted">{say("Matching by words only for the moment.")}</p> })}
            <div class="mb-2">
                <Unfold label=say("Change the order") wanted=leans plain piece=Piece::Sliders(listed) />
            </div>
            // Chosen before, in another list.
            {(!elsewhere.is_empty())
                .then(|| view! { <input type="hidden" name="m" value=elsewhere form=COMPARE /> })}
            <ol class="grid gap-4">{cards}</ol>
            // In sight once somebody is chosen; the boxes on the cards belong to it.
            <GetForm
                action="/compare"
                id=COMPARE
                class="pointer-events-none sticky bottom-20 z-10 mt-4 hidden justify-end group-has-checked:flex sm:bottom-4"
            >
                <input type="hidden" name="q" value=query />
                <button type="submit" class=format!("{PRIMARY} pointer-events-auto shadow-float")>
                    {say("Compare Chosen")}
                </button>
            </GetForm>
        </section>
    }
    .into_any()
}

#[component]
fn NoMatch(search: Search, wants_times: bool) -> impl IntoView {
    let narrowed = !search.applied().is_empty();
    let text = if wants_times {
        say("Nobody who fits is free then. Leave the time out above to see who fits at other times.")
    } else if narrowed {
        say("Nobody has all of what the filters ask for. Without them there are more.")
    } else {
        say(
            "Nobody's words come near these. Say it differently, with a little more of what you are trying to do.",
        )
    };
    view! {
        <div role="status">
            <Empty title=say("No mentor fits yet") text>
                {narrowed
                    .then(|| {
                        view! {
                            <a class=QUIET href=search.unfiltered()>
                                {say("Search without filters")}
                            </a>
                        }
                    })}
                <a class=QUIET href="/find">
                    {say("See all mentors")}
                </a>
            </Empty>
        </div>
    }
}
