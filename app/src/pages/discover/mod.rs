//! `/discover`: looking around without a need, on shelves, each for a reason.

use leptos::prelude::*;
use office_hours::language::Text;
use office_hours::profile::discovery::{AlikeShelf, Discovered, Discovery, Shelf, TopicCount};
use office_hours::text;

use crate::api::profile::discover;
use crate::kit::button::{ACTION, PILL, QUIET};
use crate::kit::empty::Empty;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::mentor_tile::MentorTile;
use crate::parts::time::ZoneLine;
use crate::parts::words::sentence;
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// The shelves, or one of them.
#[component]
pub fn DiscoverPage() -> impl IntoView {
    let shelf = use_param("shelf");
    let epoch = use_epoch();
    let found = ask(move || (shelf.get(), epoch.get()), |(shelf, _)| discover(shelf));
    view! {
        <PageHead title=say("Look around") lead=say("For when you do not know yet whom to ask.") />
        {load(found, skeleton::cards, move |found| shelves(found, shelf.try_get().unwrap_or_default().is_empty()))}
    }
    .into_any()
}

fn shelves(found: Discovery, all: bool) -> AnyView {
    let Discovery { saved, free, new, alike, topics } = found;
    if saved.is_empty() && free.is_empty() && new.is_empty() && alike.is_none() && topics.is_empty() {
        return view! {
            <Empty title=say("Nothing on this shelf") text=say("Say what you need, or go through all mentors by name.")>
                <a class=QUIET href="/find">
                    {say("See all mentors")}
                </a>
            </Empty>
        }
        .into_any();
    }
    let see_all = |shelf| all.then(|| links::shelf(shelf));
    let has_times = !free.is_empty();
    let alike = alike.map(|AlikeShelf { met, mentors }| {
        let heading = tell(text!("Because you met {name}", name = met));
        let reason = say("They know about the same things, and you said that it went well.");
        row("alike", heading, reason, mentors, see_all(Shelf::Alike))
    });
    view! {
        <div class="grid gap-12">
            {row("saved", say("Saved"), say("Whom you want to come back to."), saved, all.then(|| "/saved".to_owned()))}
            {row("free", say("Free this week"), say("With a time in the next seven days that nobody has taken."), free, see_all(Shelf::Free))}
            {alike}
            {row("new", say("New here"), say("They have joined in the last two months."), new, see_all(Shelf::New))}
            {(!topics.is_empty()).then(|| by_topic(topics))}
            <div class="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                {(!all)
                    .then(|| {
                        view! {
                            <a class=ACTION href="/discover">
                                {say("Back to all shelves")}
                            </a>
                        }
                    })} {has_times.then(|| view! { <ZoneLine /> })}
            </div>
        </div>
    }
    .into_any()
}

/// One shelf; nothing where it is empty.
fn row(
    id: &'static str,
    heading: impl Into<String>,
    reason: &'static str,
    mentors: Vec<Discovered>,
    see_all: Option<String>,
) -> Option<AnyView> {
    if mentors.is_empty() {
        return None;
    }
    let heading = heading.into();
    // A mentor may stand on two shelves: each tile is told apart by its shelf.
    let tiles = mentors
        .into_iter()
        .map(|Discovered { mentor, saved, next_slot }| view! { <MentorTile mentor saved next=next_slot on=id /> })
        .collect_view();
    let see_all = see_all.map(|href| {
        view! {
            <a class=ACTION href=href aria-describedby=id>
                {say("See all")}
            </a>
        }
    });
    let shelf = view! {
        <section aria-labelledby=id>
            <div class="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
                <div>
                    <h2 id=id class="text-lg">
                        {heading}
                    </h2>
                    <p class="text-muted">{reason}</p>
                </div>
                {see_all}
            </div>
            <ul class="grid gap-4 md:grid-cols-2 lg:grid-cols-3">{tiles}</ul>
        </section>
    };
    Some(shelf.into_any())
}

fn by_topic(topics: Vec<TopicCount>) -> AnyView {
    let pills = topics
        .into_iter()
        .map(|TopicCount { name, mentors }| {
            let said = tell(Text::counted("{count} mentor", "{count} mentors", i64::from(mentors)));
            view! {
                <li>
                    <a class=format!("{PILL} gap-2") href=links::find(&name)>
                        {sentence(&name)}
                        <span class="text-xs tabular-nums">
                            <span aria-hidden="true">{mentors}</span> <span class="sr-only">{said}</span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="topics">
            <div class="mb-4">
                <h2 id="topics" class="text-lg">
                    {say("By topic")}
                </h2>
                <p class="text-muted">{say("What mentors here say they know, and how many of them.")}</p>
            </div>
            <ul class="flex flex-wrap gap-2">{pills}</ul>
        </section>
    }
    .into_any()
}
