//! Rows of figures. On small screens each row stands as a block of its own, every value beside its name, and
//! nothing scrolls sideways.
//!
//! Browsers take what is no longer drawn as a table for none; the roles say that it still is one.

use leptos::prelude::*;

use crate::state::language::say;

const HEAD: &str = "whitespace-nowrap px-4 py-3 text-xs font-medium text-muted";

const CELL: &str = "border-line px-4 tabular-nums max-md:grid max-md:grid-cols-[6rem_1fr] max-md:gap-4 max-md:py-1 \
    max-md:before:text-muted max-md:before:content-[attr(data-name)] max-md:first:block max-md:first:before:hidden \
    md:border-t md:py-2.5";

/// A column: its name in English, marked by `msgid!`, and the side it keeps to where there are columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    name: &'static str,
    side: &'static str,
}

impl Column {
    /// Of words.
    pub const fn words(name: &'static str) -> Self {
        Self { name, side: "text-start" }
    }

    /// Of numbers, which stand one under the other.
    pub const fn numbers(name: &'static str) -> Self {
        Self { name, side: "text-start md:text-end" }
    }
}

/// A table that scrolls by itself should it still be too wide; the keyboard can scroll it too.
#[component]
pub fn Table(
    /// What the rows are, for screen readers.
    caption: &'static str,
    /// From left to right; the first says what a row is of.
    columns: &'static [Column],
    /// [`TableRow`]s.
    children: Children,
) -> impl IntoView {
    let heads = columns
        .iter()
        .map(|column| {
            view! {
                <th role="columnheader" scope="col" class=format!("{HEAD} {}", column.side)>
                    {say(column.name)}
                </th>
            }
        })
        .collect_view();
    view! {
        <div role="region" aria-label=caption tabindex="0" class="overflow-x-auto rounded-card border border-line bg-raised">
            <table role="table" class="w-full border-collapse max-md:block">
                <caption class="sr-only">{caption}</caption>
                <thead role="rowgroup" class="max-md:sr-only">
                    <tr role="row">{heads}</tr>
                </thead>
                <tbody role="rowgroup" class="max-md:block">
                    {children()}
                </tbody>
            </table>
        </div>
    }
}

/// One row.
#[component]
pub fn TableRow(
    /// [`Cell`]s, one for each column.
    children: Children,
) -> impl IntoView {
    view! {
        <tr role="row" class="border-line max-md:block max-md:border-t max-md:py-3 max-md:first:border-t-0">
            {children()}
        </tr>
    }
}

/// One value.
#[component]
pub fn Cell(
    /// The column it stands in.
    column: Column,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <td role="cell" data-name=say(column.name) class=format!("{CELL} {}", column.side)>
            <div class="min-w-0">{children()}</div>
        </td>
    }
}
