//! Hears the keys of the whole page and does what they mean.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::keys::{Keys, Press, Wish};
use super::{Palette, Sheet};
use crate::parts::frame::entries::entries;
use crate::state::keyboard::single_keys;
use crate::state::viewer::use_viewer;

/// What is typed into.
const FIELDS: &str = "input, textarea, select, [contenteditable]";

/// Hears keys from now on, in the browser.
pub fn listen(palette: Palette) {
    let viewer = use_viewer();
    let navigate = use_navigate();
    let keys = StoredValue::new(Keys::default());
    let go = move |letter: char| {
        let viewer = viewer.get_untracked().and_then(Result::ok);
        let place = entries(viewer.as_ref()).into_iter().find(|entry| entry.letter == letter);
        if let Some(place) = place {
            navigate(place.href, NavigateOptions::default());
        }
    };
    Effect::new(move || {
        let go = go.clone();
        // Not by type: when a browser fills in a form, what it calls a key has none.
        let listener = window_event_listener_untyped("keydown", move |event| {
            let wish = event.dyn_ref().and_then(|event| heard(keys, event));
            if let Some(wish) = wish {
                event.prevent_default();
                match wish {
                    Wish::Palette => open(palette, Sheet::Search),
                    Wish::Open(sheet) => open(palette, sheet),
                    Wish::Go(letter) => go(letter),
                }
            }
        });
        on_cleanup(move || listener.remove());
    });
}

fn open(palette: Palette, sheet: Sheet) {
    spawn_local(async move {
        // Where it does not come, the link to the search is still there.
        palette.open(sheet).await;
    });
}

/// What the key means, where it may mean anything.
fn heard(keys: StoredValue<Keys>, event: &KeyboardEvent) -> Option<Wish> {
    // Somebody else has answered it, or it is half of a letter.
    if event.default_prevented() || event.is_composing() {
        return None;
    }
    let press = Press {
        key: &event.key(),
        command: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
        shift: event.shift_key(),
        in_field: event.target().is_some_and(is_in_field),
    };
    let wish = keys.try_update_value(|keys| keys.press(press, event.time_stamp())).flatten()?;
    let allowed = wish == Wish::Palette || single_keys();
    (allowed && !is_dialog_open()).then_some(wish)
}

fn is_in_field(target: EventTarget) -> bool {
    target.dyn_into::<Element>().is_ok_and(|element| matches!(element.closest(FIELDS), Ok(Some(_))))
}

fn is_dialog_open() -> bool {
    matches!(document().query_selector("dialog[open]"), Ok(Some(_)))
}
