//! Match cards with what is longest, widest and from right to left.

use leptos::prelude::*;
use leptos::serde_json;
use office_hours::matching::MatchResult;

use super::Sample;
use crate::pages::find::{MatchCard, provide_later};
use crate::parts::links::FoundBy;

/// A name of 60 characters, German words, Hebrew. Fonts of the machine draw the last one.
const MATCHES: &str = include_str!("matches.json");

pub(super) fn group() -> AnyView {
    provide_later();
    let results = samples();
    let list = RwSignal::new(results.clone());
    let cards = results
        .into_iter()
        .map(|result| {
            view! {
                <li>
                    <MatchCard result found_by=FoundBy::default() list />
                </li>
            }
        })
        .collect_view();
    view! {
        <Sample name="MatchCard">
            <ol class="grid gap-4">{cards}</ol>
        </Sample>
    }
    .into_any()
}

fn samples() -> Vec<MatchResult> {
    // A test reads them.
    serde_json::from_slice(MATCHES.as_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::samples;

    #[test]
    fn the_samples_can_be_read() {
        let names: Vec<usize> = samples().iter().map(|result| result.name.chars().count()).collect();
        assert_eq!(names.len(), 3);
        assert_eq!(names[0], 60);
    }
}
