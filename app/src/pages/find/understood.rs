//! What was understood of a need, each part of which can be taken back.

use leptos::prelude::*;
use office_hours::matching::ReadNeed;

use super::search::Search;
use crate::kit::button::LINK;
use crate::kit::removable::Removable;
use crate::parts::words::sentence;
use crate::state::language::say;

/// The parts of the need, and what was searched for where it is not what was written.
#[component]
pub fn Understood(
    /// What was understood.
    need: ReadNeed,
    /// What was asked.
    search: Search,
) -> impl IntoView {
    let chip = |(words, without): (String, String)| {
        view! {
            <li>
                <Removable words without action=say("Leave out") />
            </li>
        }
    };
    let parts: Vec<(String, String)> =
        need.parts.iter().map(|part| (sentence(&part.text), search.without_part(&part.key))).collect();
    let all = search.with_all_parts();
    let read_as = need.read_as.map(|words| {
        view! {
            <p class="text-muted">
                {say("Searched for")} " " <q class="text-ink">{words}</q>
            </p>
        }
    });
    let is_empty = parts.is_empty() && all.is_none() && read_as.is_none();
    (!is_empty).then(|| {
        view! {
            <div class="mb-6 grid gap-2">
                {read_as}
                <div class="flex flex-wrap items-center gap-2">
                    {(!parts.is_empty())
                        .then(|| {
                            view! {
                                <p id="understood" class="text-xs text-muted">
                                    {say("Understood")}
                                </p>
                                <ul aria-labelledby="understood" class="flex flex-wrap gap-2">
                                    {parts.into_iter().map(chip).collect_view()}
                                </ul>
                            }
                        })}
                    {all
                        .map(|all| {
                            view! {
                                <a class=format!("{LINK} text-xs") href=all>
                                    {say("Take all into account")}
                                </a>
                            }
                        })}
                </div>
            </div>
        }
    })
}
