//! The palette: a field, and under it what can be chosen. The field keeps the focus; the keys move a mark
//! through the list.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use office_hours::text;

use super::choices::{Choice, offered, standing, step};
use super::names::{Names, State};
use super::options::{LIST, Marker, Options, option_id};
use super::{Sheet, use_palette};
use crate::api::account::SignOut;
use crate::kit::dialog::{CloseButton, Dialog};
use crate::kit::icon::{Glyph, Icon};
use crate::state::address::use_here;
use crate::state::language::{say, tell};
use crate::state::viewer::use_viewer;

/// The form that choosing "Sign out" sends.
pub const SIGN_OUT: &str = "palette-sign-out";

/// The palette.
#[component]
pub fn Search() -> impl IntoView {
    let palette = use_palette();
    let dialog = NodeRef::<html::Dialog>::new();
    let names = Names::new();
    let typed = RwSignal::new(String::new());
    let standing = use_standing();
    let choices = Memo::new(move |_| {
        typed.with(|typed| names.found.with(|mentors| offered(typed, &standing, mentors)))
    });
    let marker = Marker::new(choices);
    let on_typed = Callback::new(move |text: String| {
        marker.put(0);
        names.typed(&text);
        typed.set(text);
    });
    view! {
        <Dialog label=say("Search and go") dialog closed=Callback::new(move |()| palette.take_away(Sheet::Search))>
            <div class="flex items-center gap-2 border-b border-line px-3 text-muted">
                <Icon glyph=Glyph::Search />
                <Field marker on_typed />
                <CloseButton dialog />
            </div>
            <Options choices marker dialog />
            <Status typed choices state=names.state />
            // A plain form, as in the top bar.
            <form id=SIGN_OUT method="post" action=SignOut::url() hidden></form>
        </Dialog>
    }
}

/// What can be chosen whatever is typed. The palette lies over one page and one viewer.
fn use_standing() -> Vec<Choice> {
    let viewer = use_viewer().get_untracked().and_then(Result::ok);
    standing(viewer.as_ref(), &untrack(use_here()))
}

#[component]
fn Field(marker: Marker, on_typed: Callback<String>) -> impl IntoView {
    let on_key = move |event: KeyboardEvent| {
        // Half of a letter, or something for the text.
        if event.is_composing()
            || event.shift_key()
            || event.ctrl_key()
            || event.meta_key()
            || event.alt_key()
        {
            return;
        }
        if event.key() == "Enter" {
            event.prevent_default();
            marker.choose();
        } else if let Some(index) = step(&event.key(), marker.at(), marker.count()) {
            event.prevent_default();
            marker.put(index);
            marker.show();
        }
    };
    view! {
        <input
            type="text"
            role="combobox"
            aria-label=say("Where to, or what do you need help with?")
            aria-autocomplete="list"
            aria-expanded="true"
            aria-controls=LIST
            aria-activedescendant=move || option_id(marker.at())
            autocomplete="off"
            spellcheck="false"
            enterkeyhint="go"
            maxlength="500"
            placeholder=say("Where to, or what do you need help with?")
            class="min-h-14 min-w-0 grow bg-transparent text-base text-ink outline-none"
            on:input=move |event| on_typed.run(event_target_value(&event))
            on:keydown=on_key
        />
    }
}

/// What is to be said of looking mentors up.
#[component]
fn Status(typed: RwSignal<String>, choices: Memo<Vec<Choice>>, state: RwSignal<State>) -> impl IntoView {
    let words = move || {
        let nothing_else = typed.try_with(|typed| !typed.trim().is_empty()).unwrap_or_default()
            && choices.try_with(|choices| choices.len() == 1).unwrap_or_default();
        match state.try_get().unwrap_or_default() {
            State::Waiting => say("Looking for mentors of that name…").to_owned(),
            State::Failed(why) => tell(text!("Mentors could not be looked up by name. {why}", why)),
            State::Quiet if nothing_else => {
                say("No page and no mentor is called that. Enter finds who can help with it.").to_owned()
            }
            State::Quiet => String::new(),
        }
    };
    view! {
        <p role="status" class="border-t border-line px-4 py-2.5 text-xs text-muted empty:hidden">
            {words}
        </p>
    }
}
