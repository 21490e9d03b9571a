//! All shortcuts on one sheet, and the switch for those of a single key, which can be in the way of whoever
//! speaks to the computer or presses keys by accident (WCAG 2.1.4).

use leptos::html;
use leptos::prelude::*;
use office_hours::text;

use super::{Sheet, use_palette};
use crate::kit::dialog::{CloseButton, Dialog};
use crate::kit::radio::{ANSWER, TICK};
use crate::parts::frame::entries::entries;
use crate::state::keyboard::{is_mac, set_single_keys, single_keys};
use crate::state::language::{say, tell};
use crate::state::viewer::use_viewer;

/// The sheet.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let palette = use_palette();
    let dialog = NodeRef::<html::Dialog>::new();
    view! {
        <Dialog label=say("Keyboard shortcuts") dialog closed=Callback::new(move |()| palette.take_away(Sheet::Shortcuts))>
            <div class="flex items-center justify-between border-b border-line py-1 ps-5 pe-3">
                <h2 class="text-base">{say("Keyboard shortcuts")}</h2>
                <CloseButton dialog />
            </div>
            <div class="grid min-h-0 gap-5 overflow-y-auto p-5">
                <Keys />
                <SingleKeys />
            </div>
        </Dialog>
    }
}

/// What each key does, for what this viewer can go to.
#[component]
fn Keys() -> impl IntoView {
    let viewer = use_viewer().get_untracked().and_then(Result::ok);
    let command = if is_mac() { "⌘" } else { "Ctrl" };
    let places = entries(viewer.as_ref()).into_iter().map(|entry| {
        let does = tell(text!("Go to {place}", place = say(entry.name)));
        key(does, "g".into(), say("then"), entry.letter.into())
    });
    view! {
        <dl class="grid gap-2">
            {key(say("Search and go").into(), command.into(), say("and"), "K".into())}
            {key(say("The same").into(), "/".into(), "", String::new())}
            {places.collect_view()}
            {key(say("This list").into(), "?".into(), "", String::new())}
        </dl>
    }
}

fn key(does: String, first: String, join: &'static str, second: String) -> AnyView {
    let second = (!second.is_empty())
        .then(|| view! { <span class="px-1.5 text-xs text-muted">{join}</span> <Key key=second /> });
    view! {
        <div class="flex items-center justify-between gap-4">
            <dt>{does}</dt>
            <dd>
                <Key key=first />
                {second}
            </dd>
        </div>
    }
    .into_any()
}

#[component]
fn Key(key: String) -> impl IntoView {
    view! {
        <kbd class="inline-block min-w-7 rounded-control border border-edge px-1.5 text-center font-sans text-xs font-medium">{key}</kbd>
    }
}

#[component]
fn SingleKeys() -> impl IntoView {
    let keys = if is_mac() { "⌘ K" } else { "Ctrl K" };
    view! {
        <div class="grid gap-1 border-t border-line pt-5">
            <label class=format!("{ANSWER} font-medium")>
                <input
                    type="checkbox"
                    class=TICK
                    checked=single_keys()
                    aria-describedby="single-keys-hint"
                    on:change=move |event| set_single_keys(event_target_checked(&event))
                />
                {say("Shortcuts of a single key")}
            </label>
            <p id="single-keys-hint" class="text-xs text-muted">
                {tell(
                    text!(
                        "Switch them off if you press them without meaning to. This browser remembers it; {keys} always works.",
                        keys
                    ),
                )}
            </p>
        </div>
    }
}
