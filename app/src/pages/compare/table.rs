//! The table: a column for each mentor; on small screens the columns come one under the other in each row.

use leptos::prelude::*;
use office_hours::ids::MentorId;
use office_hours::matching::names::country_name;
use office_hours::profile::comparison::{Compared, differs};
use office_hours::text;

use crate::kit::avatar::Avatar;
use crate::kit::badge::{Badge, Tint};
use crate::kit::button::{ACTION, UNFOLD};
use crate::kit::marked::Marked;
use crate::parts::links::{self, FoundBy};
use crate::parts::words::{area, language, sentence};
use crate::state::language::{say, tell};

/// What stands where nothing is known.
const NOTHING: &str = "–";

/// The mentors side by side.
#[component]
pub fn Columns(
    /// Who.
    mentors: Vec<Compared>,
    /// The same by id.
    chosen: Vec<MentorId>,
    /// The need, which may be empty.
    query: String,
) -> impl IntoView {
    let names: Vec<String> = mentors.iter().map(|one| one.profile.name.clone()).collect();
    let found_by = FoundBy { query: query.clone(), search_id: String::new() };
    let heads = mentors.iter().map(|one| head(one, &chosen, &query, &found_by)).collect_view();
    let plain = facts().map(|(name, said)| {
        let values: Vec<String> = mentors.iter().map(said).collect();
        let differs = differs(&values);
        let cells = values.into_iter().map(|value| words(value).into_any()).collect();
        row(name, differs, cells, &names)
    });
    let times = {
        let cells = mentors.iter().map(|one| next_times(one, &found_by)).collect();
        row(say("Next free times"), false, cells, &names)
    };
    let fits = (!query.is_empty()).then(|| {
        let cells = mentors.iter().map(fits).collect();
        row(say("Fits your need"), false, cells, &names)
    });
    // Roles once more: a table whose rows are laid out as blocks is none to some screen readers.
    view! {
        <table role="table" class="w-full border-collapse rounded-card border border-line bg-raised max-sm:block">
            <caption class="sr-only">{say("Mentors side by side")}</caption>
            <thead role="rowgroup" class="max-sm:block">
                <tr role="row" class="max-sm:grid">
                    <td role="cell" class="max-sm:hidden"></td>
                    {heads}
                </tr>
            </thead>
            <tbody role="rowgroup" class="max-sm:block">
                {plain.into_iter().collect_view()} {times} {fits}
            </tbody>
        </table>
    }
}

fn head(one: &Compared, chosen: &[MentorId], query: &str, found_by: &FoundBy) -> AnyView {
    let mentor_id = one.profile.mentor_id;
    let rest: Vec<MentorId> = chosen.iter().copied().filter(|id| *id != mentor_id).collect();
    let name = one.profile.name.clone();
    view! {
        <th role="columnheader" scope="col" class="p-4 text-start align-top font-normal">
            // In a narrow column the name stands below.
            <div class="flex flex-wrap items-center gap-x-3">
                <Avatar name=name.clone() photo=one.profile.photo_url.clone() />
                <a class=format!("{ACTION} wrap-anywhere text-base") href=links::found_mentor(mentor_id, found_by)>
                    {name.clone()}
                </a>
            </div>
            <a
                class=format!("{UNFOLD} text-xs")
                href=links::compare(&rest, query)
                aria-label=tell(text!("Leave out: {name}", name))
            >
                {say("Leave out")}
            </a>
        </th>
    }
    .into_any()
}

type Fact = (&'static str, fn(&Compared) -> String);

fn facts() -> [Fact; 7] {
    [
        (say("In a line"), |one| one.profile.headline.clone().unwrap_or_default()),
        (say("Works as"), |one| joined(one.profile.title.iter().chain(&one.profile.company).cloned(), ", ")),
        (say("Knows about"), |one| joined(one.profile.expertise.iter().map(area), ", ")),
        (say("Industry and stage"), |one| {
            joined(one.profile.industry.iter().chain(&one.profile.stage).map(|word| sentence(word)), " · ")
        }),
        (say("Speaks"), |one| joined(one.profile.languages.iter().map(|code| language(code)), ", ")),
        (say("Place and time zone"), |one| {
            let country = one.profile.country.as_deref();
            let country = country
                .map(|code| country_name(code).map_or_else(|| code.to_owned(), |name| say(name).to_owned()));
            joined(country.into_iter().chain([one.profile.timezone.clone()]), " · ")
        }),
        (say("Rated by founders"), |one| {
            one.rating.map_or_else(|| say("Too few ratings yet").to_owned(), |rating| tell(rating.said()))
        }),
    ]
}

fn joined(words: impl Iterator<Item = String>, between: &str) -> String {
    words.collect::<Vec<_>>().join(between)
}

/// One row; what is not the same in all columns says so in words.
fn row(name: &'static str, differs: bool, cells: Vec<AnyView>, names: &[String]) -> AnyView {
    let cells = cells
        .into_iter()
        .zip(names.to_vec())
        .map(|(cell, name)| {
            view! {
                <td role="cell" class="min-w-0 border-line px-4 py-3 align-top max-sm:block sm:border-t">
                    <span aria-hidden="true" class="text-xs text-muted sm:hidden">
                        {name}
                    </span>
                    {cell}
                </td>
            }
        })
        .collect_view();
    view! {
        <tr role="row" class="max-sm:block max-sm:border-t max-sm:border-line max-sm:py-2">
            <th role="rowheader" scope="row" class="border-line px-4 py-3 text-start align-top font-medium max-sm:block sm:w-40 sm:border-t">
                {name}
                {differs
                    .then(|| {
                        view! {
                            <span class="ms-2 sm:ms-0 sm:mt-1 sm:block">
                                <Badge tint=Tint::Open word=say("Differs") />
                            </span>
                        }
                    })}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn words(text: String) -> impl IntoView {
    let text = if text.is_empty() { NOTHING.to_owned() } else { text };
    view! {
        <p dir="auto" class="break-words">
            {text}
        </p>
    }
}

fn next_times(one: &Compared, found_by: &FoundBy) -> AnyView {
    if one.next_slots.is_empty() {
        return view! { <p class="text-muted">{say("No free time in the next weeks.")}</p> }.into_any();
    }
    let times = one
        .next_slots
        .iter()
        .map(|slot| {
            let (day, time, name) = (&slot.starts.day, &slot.starts.time, &one.profile.name);
            view! {
                <li>
                    <a
                        class=format!("{ACTION} tabular-nums")
                        href=links::slot(one.profile.mentor_id, slot, found_by)
                        aria-label=tell(text!("Book {day} {time} with {name}", day, time, name))
                        title=slot.starts.long.clone()
                    >
                        {format!("{day} {time}")}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul>{times}</ul> }.into_any()
}

fn fits(one: &Compared) -> AnyView {
    let reasons = one
        .fits
        .iter()
        .cloned()
        .map(|reason| {
            let evidence = reason.evidence.map(|text| view! { <Marked text marks=reason.marks /> });
            view! {
                <li>
                    <p class="text-xs text-muted">{reason.text}</p>
                    {evidence}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="grid gap-2">{reasons}</ul> }.into_any()
}
