//! Links from page to page of a long list.

use leptos::prelude::*;
use office_hours::text;

use super::button::QUIET;
use crate::state::language::{say, tell};

/// Earlier and later pages; nothing when there is only one.
#[component]
pub fn Pager(
    /// Counts from 1.
    page: u32,
    /// How many there are.
    pages: u32,
    /// The address of a page.
    href: impl Fn(u32) -> String,
    /// What its links lead through.
    label: &'static str,
) -> impl IntoView {
    (pages > 1).then(|| {
        view! {
            <nav aria-label=label class="mt-8 flex items-center justify-between gap-4">
                <span class="min-w-28">
                    {(page > 1)
                        .then(|| {
                            view! {
                                <a class=QUIET rel="prev" href=href(page - 1)>
                                    {say("Previous")}
                                </a>
                            }
                        })}
                </span>
                <span class="text-muted">{tell(text!("Page {page} of {pages}", page, pages))}</span>
                <span class="min-w-28 text-end">
                    {(page < pages)
                        .then(|| {
                            view! {
                                <a class=QUIET rel="next" href=href(page + 1)>
                                    {say("Next")}
                                </a>
                            }
                        })}
                </span>
            </nav>
        }
    })
}
