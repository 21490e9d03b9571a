//! The first mentors that fit, while the need is still being typed.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use office_hours::matching::{MatchRequest, MatchResult};
use office_hours::profile::steps::need_of;

use crate::api::matching::match_mentors;
use crate::kit::avatar::{Avatar, Size};

/// So long nobody types before mentors are looked for.
const PAUSE: Duration = Duration::from_millis(500);
/// Fewer words say too little.
const FEWEST_WORDS: usize = 3;
/// A first impression; the page of results has the rest.
const SHOWN: u32 = 3;

/// Names and reasons, without links: the form is not to be lost. Nothing without a script.
#[component]
pub fn FirstMatches(
    /// What is typed.
    need: RwSignal<String>,
) -> impl IntoView {
    let found = RwSignal::new(Vec::<MatchResult>::new());
    let asked = StoredValue::new(0_u32);
    let mut look = debounce(PAUSE, move |need: String| {
        let mine = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        let request =
            MatchRequest { query: need_of(&need).to_owned(), limit: Some(SHOWN), ..MatchRequest::default() };
        spawn_local(async move {
            // Without an answer the form is what it is; an answer to older words comes too late.
            if let Ok(response) = match_mentors(request).await
                && asked.try_get_value() == mine
            {
                found.try_set(response.results);
            }
        });
    });
    Effect::new(move || {
        let need = need.get();
        if need.split_whitespace().count() >= FEWEST_WORDS {
            look(need);
        }
    });
    let list = move || {
        let results = found.try_get().filter(|results| !results.is_empty())?;
        Some(view! {
            <p class="mb-2 text-xs text-muted">"First matches"</p>
            <ul class="grid gap-2">{results.into_iter().map(row).collect_view()}</ul>
        })
    };
    view! { <div role="status">{list}</div> }
}

fn row(result: MatchResult) -> AnyView {
    let reason = result.reasons.into_iter().next().map(|reason| reason.text);
    view! {
        <li class="flex items-center gap-3 rounded-card border border-line bg-raised p-3">
            <Avatar name=result.name.clone() photo=result.photo_url size=Size::Small />
            <div class="min-w-0">
                <p class="font-semibold">{result.name}</p>
                <p class="text-xs text-muted">{result.headline.into_iter().chain(reason).collect::<Vec<_>>().join(" · ")}</p>
            </div>
        </li>
    }
    .into_any()
}
