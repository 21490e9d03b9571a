//! Painting the week with a mouse, a pen or a finger.
//!
//! A mouse paints at once. A finger scrolls the page as everywhere else: it toggles by a tap, and paints
//! after it was held down for a moment.

use std::time::Duration;

use leptos::ev::{MouseEvent, PointerEvent, TouchEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget};
use office_hours::availability::week_grid::Cell;

use super::editor::Editor;

/// How long a finger is held down before it paints.
const HOLD: Duration = Duration::from_millis(350);
/// How far a finger may tremble meanwhile, in CSS pixels.
const TREMBLE: i32 = 10;

/// A finger that is down and neither taps nor paints yet.
#[derive(Clone, Copy)]
struct Press {
    cell: Cell,
    at: (i32, i32),
    timer: Option<TimeoutHandle>,
}

/// The hand over the week.
#[derive(Clone, Copy)]
pub struct Hand {
    editor: Editor,
    table: NodeRef<html::Table>,
    press: StoredValue<Option<Press>>,
}

impl Hand {
    /// Paints with `editor` on `table`.
    pub fn new(editor: Editor, table: NodeRef<html::Table>) -> Self {
        Self { editor, table, press: StoredValue::new(None) }
    }

    /// Down.
    pub fn on_down(self, event: &PointerEvent) {
        let Some(cell) = cell_of(event.target()).filter(|_| event.is_primary() && event.button() == 0) else {
            return;
        };
        if event.pointer_type() == "mouse" {
            self.editor.begin(cell);
            if let Some(table) = self.table.get_untracked() {
                // Without it, only what happens outside of the week is missed.
                let _ = table.set_pointer_capture(event.pointer_id());
            }
            return;
        }
        let hold = move || {
            if self.take_press().is_some() {
                self.editor.begin(cell);
            }
        };
        let timer = set_timeout_with_handle(hold, HOLD).ok();
        self.press.set_value(Some(Press { cell, at: (event.client_x(), event.client_y()), timer }));
    }

    /// Over the week, down or not.
    pub fn on_move(self, event: &PointerEvent) {
        let (x, y) = (event.client_x(), event.client_y());
        if self.editor.is_painting() && event.is_primary() {
            let under = document().element_from_point(x as f32, y as f32);
            if let Some(cell) = under.and_then(|element| cell_of(Some(element.into()))) {
                self.editor.extend(cell);
            }
        } else if self
            .press
            .get_value()
            .is_some_and(|press| (press.at.0 - x).abs() > TREMBLE || (press.at.1 - y).abs() > TREMBLE)
        {
            self.take_press();
        }
    }

    /// Up.
    pub fn on_up(self, event: &PointerEvent) {
        if !event.is_primary() {
            return;
        }
        match self.take_press() {
            Some(press) => self.editor.toggle(press.cell),
            None => self.editor.finish(),
        }
    }

    /// The browser has taken the pointer to scroll.
    pub fn on_cancel(self) {
        self.take_press();
        self.editor.give_up();
    }

    /// While a finger paints, the page stays where it is.
    pub fn on_touch_move(self, event: &TouchEvent) {
        if self.editor.is_painting() {
            event.prevent_default();
        }
    }

    /// Holding down is painting here.
    pub fn on_menu(self, event: &MouseEvent) {
        if self.editor.is_painting() || self.press.with_value(Option::is_some) {
            event.prevent_default();
        }
    }

    /// A click that no pointer made, as screen readers send it.
    pub fn on_click(self, event: &MouseEvent) {
        if event.detail() == 0
            && let Some(cell) = cell_of(event.target())
        {
            self.editor.toggle(cell);
        }
    }

    fn take_press(self) -> Option<Press> {
        // The week may be gone when the timer ends.
        let press = self.press.try_update_value(Option::take).flatten()?;
        if let Some(timer) = press.timer {
            timer.clear();
        }
        Some(press)
    }
}

/// The half hour that an element of the week stands for.
pub fn cell_of(target: Option<EventTarget>) -> Option<Cell> {
    let element = target?.dyn_into::<Element>().ok()?;
    Cell::parse(&element.get_attribute("data-cell")?)
}
