//! Painting the week with the keyboard.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use office_hours::availability::week_grid::{Cell, Step};

use super::editor::Editor;
use crate::kit::keys::key_as_read;

/// Arrows move, with Shift they paint on; Space and Enter paint or erase; Escape gives a stroke up.
pub fn answer_keys(editor: Editor, table: NodeRef<html::Table>) -> impl Fn(KeyboardEvent) + 'static {
    move |event| {
        if event.alt_key() || event.meta_key() {
            return;
        }
        let key = key_as_read(&event);
        match (key.as_str(), step_of(&key, event.ctrl_key())) {
            ("Escape", _) => editor.give_up(),
            (" " | "Enter", _) => {
                event.prevent_default();
                editor.toggle(untrack(|| editor.stop()));
            }
            (_, Some(step)) => {
                event.prevent_default();
                focus(table, editor.walk(step, event.shift_key()));
            }
            _ => {}
        }
    }
}

fn step_of(key: &str, with_control: bool) -> Option<Step> {
    Some(match (key, with_control) {
        ("Home", true) => Step::First,
        ("End", true) => Step::Last,
        (_, true) => return None,
        ("ArrowUp", _) => Step::Earlier,
        ("ArrowDown", _) => Step::Later,
        ("ArrowLeft", _) => Step::DayBefore,
        ("ArrowRight", _) => Step::DayAfter,
        ("Home", _) => Step::Monday,
        ("End", _) => Step::Sunday,
        ("PageUp", _) => Step::PageEarlier,
        ("PageDown", _) => Step::PageLater,
        _ => return None,
    })
}

fn focus(table: NodeRef<html::Table>, cell: Cell) {
    let found = table
        .get_untracked()
        .and_then(|table| table.query_selector(&format!("[data-cell=\"{}\"]", cell.code())).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Without the focus the key has still been answered.
        let _ = element.focus();
    }
}
