//! What the field says as a week, and every way to change it.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use office_hours::availability::week_grid::{Cell, Fill, Patch, Step, WeekGrid};
use office_hours::text;

use crate::state::language::{say, tell};

/// Half hours that are being painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stroke {
    from: Cell,
    to: Cell,
    /// Whether they become free, or are erased.
    free: bool,
}

impl Stroke {
    fn patch(self) -> Patch {
        Patch::new(self.from, self.to)
    }
}

/// Painting with the keyboard: the stroke so far, and the week without it.
#[derive(Clone)]
struct Extension {
    stroke: Stroke,
    before: WeekGrid,
    /// Whether it has changed anything yet, so that it can be taken back.
    changed: bool,
}

/// The week that the field says.
#[derive(Clone, PartialEq)]
struct Written {
    week: WeekGrid,
    /// False while a line is half typed: the week is then the last one that could be read.
    readable: bool,
}

/// The week in the making, for one field.
#[derive(Clone, Copy)]
pub struct Editor {
    /// The field; what stands there is sent.
    pub field: NodeRef<html::Textarea>,
    /// Whether hours of the night show.
    pub all_hours: RwSignal<bool>,
    /// What was just done.
    pub said: RwSignal<String>,
    /// The half hours of each day that show.
    pub rows: Memo<Range<u8>>,
    text: RwSignal<String>,
    written: Memo<Written>,
    stroke: RwSignal<Option<Stroke>>,
    /// With the stroke that is being painted.
    shown: Memo<WeekGrid>,
    cursor: RwSignal<Cell>,
    extension: StoredValue<Option<Extension>>,
    /// The texts before each change, the latest last.
    earlier: RwSignal<Vec<String>>,
}

impl Editor {
    /// For a field in which `value` stands at first.
    pub fn new(value: String) -> Self {
        let field = NodeRef::<html::Textarea>::new();
        let text = RwSignal::new(value);
        let stroke = RwSignal::new(None::<Stroke>);
        let all_hours = RwSignal::new(false);
        let written = Memo::new(move |before: Option<&Written>| match WeekGrid::parse(&text.get()) {
            Ok(week) => Written { week, readable: true },
            Err(_) => Written {
                week: before.map(|before| before.week.clone()).unwrap_or_default(),
                readable: false,
            },
        });
        let shown = Memo::new(move |_| {
            let week = written.with(|written| written.week.clone());
            match stroke.get() {
                Some(stroke) => week.painted(stroke.patch(), stroke.free),
                None => week,
            }
        });
        Effect::new(move || {
            // What was typed before the page was taken over counts.
            if let Some(field) = field.get() {
                text.set(field.value());
            }
        });
        Self {
            field,
            all_hours,
            said: RwSignal::new(String::new()),
            rows: Memo::new(move |_| shown.with(|week| week.rows(all_hours.get()))),
            text,
            written,
            stroke,
            shown,
            cursor: RwSignal::new(Cell::first()),
            extension: StoredValue::new(None),
            earlier: RwSignal::new(Vec::new()),
        }
    }

    /// How much of a half hour shows as free.
    pub fn fill(self, cell: Cell) -> Fill {
        self.shown.with(|week| week.fill(cell))
    }

    /// The windows that cannot be painted, a line each.
    pub fn odd_lines(self) -> Vec<String> {
        self.shown.with(WeekGrid::odd_lines)
    }

    /// How much is free, in hours, to a tenth.
    pub fn hours(self) -> f64 {
        let minutes = self.shown.with(WeekGrid::free_minutes);
        (f64::from(minutes) / 6.0).round() / 10.0
    }

    /// Whether the text can be read, so that it can be painted on.
    pub fn is_readable(self) -> bool {
        self.written.with(|written| written.readable)
    }

    /// Whether there is a change to take back.
    pub fn can_undo(self) -> bool {
        self.earlier.with(|earlier| !earlier.is_empty())
    }

    /// The half hour that the Tab key stops at.
    pub fn stop(self) -> Cell {
        self.cursor.get().within(&self.rows.read())
    }

    /// Something has the focus.
    pub fn go_to(self, cell: Cell) {
        self.cursor.set(cell);
    }

    /// Something was typed into the field.
    pub fn type_in(self, text: String) {
        self.extension.set_value(None);
        self.earlier.set(Vec::new());
        self.text.set(text);
    }

    /// Whether half hours are being painted with a pointer.
    pub fn is_painting(self) -> bool {
        self.stroke.with_untracked(Option::is_some)
    }

    /// Begins to paint: what is free is erased, anything else becomes free.
    pub fn begin(self, cell: Cell) {
        if untrack(|| self.is_readable()) {
            let free = untrack(|| self.fill(cell)) != Fill::Free;
            self.stroke.set(Some(Stroke { from: cell, to: cell, free }));
            self.cursor.set(cell);
        }
    }

    /// Paints on up to `cell`.
    pub fn extend(self, cell: Cell) {
        if self.stroke.with_untracked(|stroke| stroke.is_some_and(|stroke| stroke.to != cell)) {
            self.stroke.update(|stroke| *stroke = stroke.map(|stroke| Stroke { to: cell, ..stroke }));
        }
    }

    /// Writes what was painted.
    pub fn finish(self) {
        if let Some(stroke) = self.stroke.get_untracked() {
            self.stroke.set(None);
            self.extension.set_value(None);
            self.write(&self.week().painted(stroke.patch(), stroke.free), said(stroke), true);
        }
    }

    /// Leaves everything as it was before the stroke.
    pub fn give_up(self) {
        if self.is_painting() {
            self.stroke.set(None);
        }
    }

    /// Paints a single half hour.
    pub fn toggle(self, cell: Cell) {
        self.begin(cell);
        self.finish();
    }

    /// Moves by a key. With `painting`, what the first half hour is, those on the way become too.
    pub fn walk(self, step: Step, painting: bool) -> Cell {
        let from = untrack(|| self.stop());
        let to = from.walk(step, &self.rows.read_untracked());
        if painting && untrack(|| self.is_readable()) {
            self.extend_by_key(from, to);
        } else {
            self.extension.set_value(None);
        }
        self.cursor.set(to);
        to
    }

    fn extend_by_key(self, from: Cell, to: Cell) {
        let mut extension = self.extension.get_value().unwrap_or_else(|| Extension {
            stroke: Stroke { from, to, free: untrack(|| self.fill(from)) == Fill::Free },
            before: self.week(),
            changed: false,
        });
        extension.stroke.to = to;
        let stroke = extension.stroke;
        let week = extension.before.painted(stroke.patch(), stroke.free);
        extension.changed |= self.write(&week, said(stroke), !extension.changed);
        self.extension.set_value(Some(extension));
    }

    /// Makes Tuesday to Friday like Monday.
    pub fn copy_monday(self) {
        if untrack(|| self.is_readable()) {
            self.extension.set_value(None);
            self.write(
                &self.week().with_monday_on_weekdays(),
                say("Monday copied to all weekdays").to_owned(),
                true,
            );
        }
    }

    /// Adds hours to those that are there.
    pub fn add(self, hours: &str, said: String) {
        if untrack(|| self.is_readable())
            && let Ok(more) = WeekGrid::parse(hours)
        {
            self.extension.set_value(None);
            self.write(&self.week().with(&more), said, true);
        }
    }

    /// Removes all hours, those too that cannot be read.
    pub fn clear(self) {
        self.extension.set_value(None);
        self.put(String::new(), say("All hours removed").to_owned(), true);
    }

    /// Takes the latest change back.
    pub fn undo(self) {
        self.extension.set_value(None);
        if let Some(text) = self.earlier.try_update(Vec::pop).flatten() {
            self.put(text, say("Change undone").to_owned(), false);
        }
    }

    fn week(self) -> WeekGrid {
        self.written.with_untracked(|written| written.week.clone())
    }

    /// Writes the week unless it is there already; gives whether it was another one.
    fn write(self, week: &WeekGrid, said: String, is_step: bool) -> bool {
        let changes = self.written.with_untracked(|written| written.week != *week);
        if changes {
            self.put(week.format(), said, is_step);
        }
        changes
    }

    fn put(self, text: String, said: String, is_step: bool) {
        let before = self.text.get_untracked();
        if is_step && before != text {
            self.earlier.update(|earlier| earlier.push(before));
        }
        if let Some(field) = self.field.get_untracked() {
            field.set_value(&text);
        }
        self.text.set(text);
        self.said.set(said);
    }
}

fn said(stroke: Stroke) -> String {
    let hours = stroke.patch().say();
    tell(if stroke.free { text!("{hours} added", hours) } else { text!("{hours} removed", hours) })
}
