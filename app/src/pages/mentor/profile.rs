//! Who a mentor is.

use leptos::prelude::*;
use office_hours::profile::{Expertise, MentorProfile};

use super::save::Save;
use crate::kit::avatar::{Avatar, Size};
use crate::kit::button::{LINK, QUIET};
use crate::parts::chips::Chips;
use crate::parts::words::{language, sentence};

const NAME: &str = "mentor-name";

/// The profile.
#[component]
pub fn Profile(
    /// Whose.
    mentor: MentorProfile,
) -> impl IntoView {
    let work = mentor.title.into_iter().chain(mentor.company).collect::<Vec<_>>().join(", ");
    let languages = mentor.languages.iter().map(|code| language(code)).collect::<Vec<_>>().join(", ");
    let facts = [
        ("Works as", work),
        ("Industry", mentor.industry.as_deref().map(sentence).unwrap_or_default()),
        ("Stage", mentor.stage.as_deref().map(sentence).unwrap_or_default()),
        ("Speaks", languages),
    ];
    view! {
        <article class="grid gap-8">
            <header class="flex items-center gap-5">
                <Avatar name=mentor.name.clone() photo=mentor.photo_url size=Size::Large />
                <div class="min-w-0">
                    <h1 id=NAME class="text-xl">
                        {mentor.name}
                    </h1>
                    <p class="text-base text-muted">{mentor.headline}</p>
                </div>
            </header>
            <Save mentor_id=mentor.mentor_id described_by=NAME />
            // On small screens the times come after the words.
            <a class=format!("{QUIET} lg:hidden") href="#book" rel="external">
                "See free times"
            </a>
            <Chips label="Expertise" words=mentor.expertise.into_iter().map(area).collect() />
            <Bio text=mentor.bio.unwrap_or_default() />
            <Facts facts />
            {mentor
                .linkedin_url
                .map(|url| {
                    view! {
                        <a class=format!("{LINK} justify-self-start") href=url rel="external noopener nofollow">
                            "LinkedIn profile"
                        </a>
                    }
                })}
        </article>
    }
}

/// The words as they were typed; an empty line begins a paragraph.
#[component]
fn Bio(text: String) -> impl IntoView {
    let paragraphs = text
        .replace("\r\n", "\n")
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| view! { <p class="whitespace-pre-line">{paragraph.to_owned()}</p> })
        .collect_view();
    view! {
        <div dir="auto" class="grid max-w-prose gap-4 text-base">
            {paragraphs}
        </div>
    }
}

#[component]
fn Facts(facts: [(&'static str, String); 4]) -> impl IntoView {
    let rows = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            view! {
                <div class="grid grid-cols-[6rem_1fr] gap-4 border-t border-line py-2.5">
                    <dt class="text-muted">{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="max-w-prose">{rows}</dl> }
}

fn area(expertise: Expertise) -> String {
    match expertise.subarea {
        Some(subarea) => format!("{} · {subarea}", sentence(&expertise.area)),
        None => sentence(&expertise.area),
    }
}
