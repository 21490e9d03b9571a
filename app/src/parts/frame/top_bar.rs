//! The bar on top: the name, the places, the person.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::A;
use office_hours::account::Viewer;
use office_hours::actor::Person;

use super::entries::{entries, links};
use crate::api::account::SignOut;
use crate::kit::avatar::{Avatar, Size};
use crate::kit::button::QUIET;
use crate::parts::links as addresses;
use crate::parts::palette::SearchLink;
use crate::state::address::use_here;
use crate::state::language::say;
use crate::state::viewer::use_viewer;

const PLACE: &str = "inline-flex min-h-11 items-center gap-2 rounded-control px-3 font-medium text-muted \
    transition-colors hover:text-ink md:whitespace-nowrap aria-[current=page]:text-ink aria-[current=page]:bg-tint/60 max-md:[&>svg]:hidden";

// On a tablet the places stand beside it, and there is no finger's width to spare.
const PERSON: &str = "flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control px-1 text-ink transition-colors \
    hover:bg-tint/60 aria-[current=page]:bg-tint/60 sm:max-md:min-w-0 sm:max-md:px-0";

/// The bar on top of every page.
#[component]
pub fn TopBar() -> impl IntoView {
    let viewer = use_viewer();
    view! {
        <header class="sticky top-0 z-20 border-b border-line bg-paper">
            <div class="mx-auto flex h-16 max-w-page items-center gap-2 px-4 sm:px-6">
                <a href="/" class="me-2 flex min-h-11 items-center gap-2.5 text-base font-semibold tracking-tight xs:shrink-0 xs:whitespace-nowrap">
                    <Dial />
                    "Office Hours"
                </a>
                <Transition>
                    {move || {
                        viewer.get().map(|answer| bar_of(answer.ok()))
                    }}
                </Transition>
            </div>
        </header>
    }
}

fn bar_of(viewer: Option<Viewer>) -> AnyView {
    view! {
        <nav aria-label=say("Places") class="hidden sm:block md:shrink-0">
            <ul class="flex gap-1">{links(entries(viewer.as_ref()), PLACE)}</ul>
        </nav>
        <div class="ms-auto flex min-w-0 items-center gap-3">
            <SearchLink />
            {match viewer.and_then(|viewer| viewer.person) {
                Some(person) => view! { <SignedIn person /> }.into_any(),
                None => view! { <SignedOut /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn SignedIn(person: Person) -> impl IntoView {
    view! {
        // A long name gives way to everything else.
        <A href="/account" attr:class=PERSON attr:title=say("Your account")>
            <Avatar name=person.name.clone() size=Size::Small />
            <span class="sr-only md:not-sr-only md:truncate">
                <span class="sr-only">{say("Signed in as")} " "</span>
                {person.name}
            </span>
        </A>
        // A plain form on purpose: the page is loaded anew, and nothing of the person stays in it. Where there is no
        // room, it is on the account's page.
        <form method="post" action=SignOut::url() class="max-xs:hidden">
            <button type="submit" class=PLACE>
                {say("Sign out")}
            </button>
        </form>
    }
}

#[component]
fn SignedOut() -> impl IntoView {
    let here = use_here();
    move || {
        let here = here();
        // On the sign-in pages the way is clear.
        (!here.starts_with("/sign-in")).then(|| {
            let next = if here == "/" { "" } else { &here };
            view! {
                <a class=QUIET href=addresses::sign_in(next)>
                    {say("Sign in")}
                </a>
            }
        })
    }
}

/// The mark: a dial whose hands say office hours.
#[component]
fn Dial() -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" class="size-7" aria-hidden="true">
            <circle cx="16" cy="16" r="15" class="fill-accent" />
            <path
                d="M16 7.5V16l6 4"
                fill="none"
                class="stroke-paper"
                stroke-width="3"
                stroke-linecap="round"
                stroke-linejoin="round"
            />
        </svg>
    }
}
