//! Mentors in lists, with what is longest, widest and from right to left.

use leptos::prelude::*;
use leptos::serde_json;
use office_hours::matching::MatchResult;
use office_hours::profile::MentorCard;

use super::Sample;
use crate::pages::find::{MatchCard, provide_later};
use crate::parts::links::FoundBy;
use crate::parts::mentor_tile::MentorTile;
use crate::parts::save::SaveToggle;

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
        {samples().into_iter().next().map(of_one)}
    }
    .into_any()
}

/// A tile in its two kinds, and the button that saves in its two states.
fn of_one(result: MatchResult) -> AnyView {
    let MatchResult { mentor_id, name, headline, company, photo_url, next_slots, .. } = result;
    let expertise =
        ["Fundraising · seed rounds", "Arbeitnehmerüberlassungsverträge"].map(str::to_owned).into();
    let mentor =
        MentorCard { mentor_id, name, headline, company, photo_url, expertise, industry: None, stage: None };
    let next = next_slots.into_iter().next();
    view! {
        <Sample name="MentorTile">
            <ul class="grid gap-4 md:grid-cols-2">
                <MentorTile mentor=mentor.clone() on="plain" />
                <MentorTile mentor next saved=Some(true) on="free" />
            </ul>
        </Sample>
        <Sample name="SaveToggle">
            <p id="to-save">"Noor Haddad"</p>
            <div class="flex flex-wrap gap-6">
                <SaveToggle mentor_id saved=false described_by="to-save".to_owned() />
                <SaveToggle mentor_id saved=true described_by="to-save".to_owned() />
            </div>
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
