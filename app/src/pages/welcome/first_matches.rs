//! The first mentors that fit, while the need is still being typed.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use office_hours::language::Text;
use office_hours::matching::MatchResult;

use crate::api::matching::preview_matches;
use crate::kit::avatar::{Avatar, Size};
use crate::parts::words::byline;
use crate::state::language::{say, tell};

/// So long nobody types before mentors are looked for.
const PAUSE: Duration = Duration::from_millis(500);
/// Fewer words say too little.
const FEWEST_WORDS: usize = 3;

/// Names and reasons, without links: the form is not to be lost. Nothing without a script.
#[component]
pub fn FirstMatches(
    /// What is typed.
    need: RwSignal<String>,
) -> impl IntoView {
    let found = RwSignal::new(Vec::<MatchResult>::new());
    // A blank more is nothing new.
    let words = Memo::new(move |_| need.with(|need| need.split_whitespace().collect::<Vec<_>>().join(" ")));
    let mut look = debounce(PAUSE, move |asked: String| {
        spawn_local(async move {
            let answer = preview_matches(asked.clone()).await;
            // Without an answer the form is what it is; an answer to older words comes too late.
            if let Ok(results) = answer
                && words.try_get_untracked() == Some(asked)
            {
                found.try_set(results);
            }
        });
    });
    Effect::new(move || {
        let words = words.get();
        // Nobody stands there who fits other words.
        found.set(vec![]);
        if words.split(' ').count() >= FEWEST_WORDS {
            look(words);
        }
    });
    // Short: who listens while they type is told that there is something, and reads it when they like.
    let told = move || {
        let found = found.try_with(Vec::len).filter(|found| *found > 0)?;
        Some(tell(Text::counted("{count} mentor found", "{count} mentors found", found as i64)))
    };
    let list = move || {
        let results = found.try_get().filter(|results| !results.is_empty())?;
        Some(view! {
            <div>
                <p class="mb-2 text-xs text-muted">{say("First matches")}</p>
                <ul class="grid gap-2">{results.into_iter().map(row).collect_view()}</ul>
            </div>
        })
    };
    view! {
        <p role="status" class="sr-only">
            {told}
        </p>
        {list}
    }
}

fn row(result: MatchResult) -> AnyView {
    let reason = result.reasons.into_iter().next().map(|reason| reason.text);
    view! {
        <li class="flex items-center gap-3 rounded-card border border-line bg-raised p-3">
            <Avatar name=result.name.clone() photo=result.photo_url size=Size::Small />
            <div class="min-w-0">
                <p class="font-semibold">{result.name}</p>
                <p class="text-xs text-muted">{byline([result.headline, reason])}</p>
            </div>
        </li>
    }
    .into_any()
}
