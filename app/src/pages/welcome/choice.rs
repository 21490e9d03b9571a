//! Founder or mentor.

use leptos::prelude::*;

use crate::kit::page::PageHead;
use crate::state::language::say;

/// Two ways on.
#[component]
pub fn WelcomePage() -> impl IntoView {
    view! {
        <div class="mx-auto max-w-3xl">
            <PageHead title=say("What brings you here?") lead=say("One page each; all of it can be changed later.") />
            <ul class="grid gap-4 sm:grid-cols-2">
                <Way
                    href="/welcome/mentee"
                    title=say("I am building something")
                    text=say("You look for people who have done what you are about to do.")
                />
                <Way href="/welcome/mentor" title=say("I give time") text=say("Founders book half hours of yours and bring their questions.") />
            </ul>
        </div>
    }
    .into_any()
}

#[component]
fn Way(href: &'static str, title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <li>
            <a
                href=href
                class="grid h-full content-start gap-1 rounded-card border border-edge bg-raised p-6 transition-colors \
                hover:border-accent hover:bg-accent-soft"
            >
                <span class="text-lg font-semibold tracking-tight">{title}</span>
                <span class="text-muted">{text}</span>
            </a>
        </li>
    }
}
