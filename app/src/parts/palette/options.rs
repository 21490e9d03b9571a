//! The list of the palette, and the mark that moves through it.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::choices::{Choice, Mark, Way};
use super::search::SIGN_OUT;
use super::{Sheet, use_palette};
use crate::kit::avatar::{Avatar, Size};
use crate::kit::dialog::close;
use crate::kit::icon::Icon;
use crate::state::language::say;

/// The id of the list.
pub const LIST: &str = "palette-list";

const OPTION: &str = "flex min-h-11 w-full items-center gap-3 rounded-control px-3 py-1.5 text-start \
    aria-selected:bg-accent-soft";

/// The id of the option at `index`.
pub fn option_id(index: usize) -> String {
    format!("palette-option-{index}")
}

/// Where the mark is.
#[derive(Clone, Copy)]
pub struct Marker {
    index: RwSignal<usize>,
    choices: Memo<Vec<Choice>>,
}

impl Marker {
    /// On the first of these.
    pub fn new(choices: Memo<Vec<Choice>>) -> Self {
        Self { index: RwSignal::new(0), choices }
    }

    /// The marked option.
    pub fn at(self) -> usize {
        let last = self.count().saturating_sub(1);
        self.index.try_get().unwrap_or_default().min(last)
    }

    /// How many options there are.
    pub fn count(self) -> usize {
        self.choices.try_with(Vec::len).unwrap_or_default()
    }

    /// Marks an option.
    pub fn put(self, index: usize) {
        if self.index.get_untracked() != index {
            self.index.set(index);
        }
    }

    /// Chooses the marked option, as a click on it does.
    pub fn choose(self) {
        if let Some(option) = self.option() {
            option.click();
        }
    }

    /// Scrolls the list, and nothing else, until the marked option can be seen.
    pub fn show(self) {
        let Some(option) = self.option() else { return };
        let Some(list) = option.parent_element() else { return };
        let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
        let height = list.client_height();
        if top < list.scroll_top() {
            list.set_scroll_top(top);
        } else if bottom > list.scroll_top() + height {
            list.set_scroll_top(bottom - height);
        }
    }

    fn option(self) -> Option<HtmlElement> {
        document().get_element_by_id(&option_id(untrack(|| self.at())))?.dyn_into().ok()
    }
}

/// The options. Those that lead somewhere are links: they open elsewhere too, as links do.
#[component]
pub fn Options(
    /// What they are.
    choices: Memo<Vec<Choice>>,
    /// Where the mark is.
    marker: Marker,
    /// Closed once something is chosen.
    dialog: NodeRef<html::Dialog>,
) -> impl IntoView {
    let palette = use_palette();
    let show_shortcuts = Callback::new(move |()| {
        // First, so that the focus goes back and the next sheet knows where it was.
        close(dialog);
        palette.go_on_to(Sheet::Shortcuts);
    });
    let options = move || {
        let choices = choices.try_get().unwrap_or_default();
        choices
            .into_iter()
            .enumerate()
            .map(|(index, choice)| option(choice, index, marker, show_shortcuts))
            .collect_view()
    };
    view! {
        <div
            id=LIST
            role="listbox"
            aria-label=say("What you can choose")
            class="relative min-h-0 overflow-y-auto overscroll-contain p-2"
            on:click=move |_| close(dialog)
        >
            {options}
        </div>
    }
}

fn option(choice: Choice, index: usize, marker: Marker, show_shortcuts: Callback<()>) -> AnyView {
    let Choice { name, detail, mark, way, .. } = choice;
    let words = words(name, detail, mark);
    let id = option_id(index);
    let selected = move || if marker.at() == index { "true" } else { "false" };
    let on_point = move |_| marker.put(index);
    match way {
        Way::Open(href) => view! {
            <a id=id role="option" tabindex="-1" href=href class=OPTION aria-selected=selected on:pointermove=on_point>
                {words}
            </a>
        }
        .into_any(),
        Way::SignOut => view! {
            <button
                id=id
                role="option"
                tabindex="-1"
                type="submit"
                form=SIGN_OUT
                class=OPTION
                aria-selected=selected
                on:pointermove=on_point
            >
                {words}
            </button>
        }
        .into_any(),
        Way::Shortcuts => view! {
            <button
                id=id
                role="option"
                tabindex="-1"
                type="button"
                class=OPTION
                aria-selected=selected
                on:pointermove=on_point
                on:click=move |_| show_shortcuts.run(())
            >
                {words}
            </button>
        }
        .into_any(),
    }
}

fn words(name: String, detail: String, mark: Mark) -> AnyView {
    let mark = match mark {
        Mark::Glyph(glyph) => view! { <Icon glyph /> }.into_any(),
        Mark::Photo(photo) => view! { <Avatar name=name.clone() photo size=Size::Small /> }.into_any(),
        Mark::None => ().into_any(),
    };
    view! {
        <span class="flex w-8 shrink-0 justify-center text-muted">{mark}</span>
        <span class="min-w-0 grow">
            <span class="block truncate font-medium">{name}</span>
            {(!detail.is_empty()).then(|| view! { <span class="block truncate text-xs text-muted">{detail}</span> })}
        </span>
    }
    .into_any()
}
