//! What is pressed or followed.

use leptos::html;
use leptos::prelude::*;

use super::Sample;
use crate::kit::button::{
    ACTION, DANGER, EDITABLE, LINK, PENCIL, PILL, PRIMARY, QUIET, SWITCH, Submit, TIME, UNFOLD,
};
use crate::kit::dialog::{CloseButton, Dialog};
use crate::kit::fold::Fold;
use crate::kit::icon::{Glyph, Icon};
use crate::kit::removable::Removable;

const ROW: &str = "flex flex-wrap items-center gap-3";

const GLYPHS: [(Glyph, &str); 11] = [
    (Glyph::Search, "Search"),
    (Glyph::Calendar, "Calendar"),
    (Glyph::Clock, "Clock"),
    (Glyph::Chart, "Chart"),
    (Glyph::ArrowBack, "ArrowBack"),
    (Glyph::Cross, "Cross"),
    (Glyph::Check, "Check"),
    (Glyph::Chevron, "Chevron"),
    (Glyph::Bookmark, "Bookmark"),
    (Glyph::Pencil, "Pencil"),
    (Glyph::Compass, "Compass"),
];

pub(super) fn group() -> AnyView {
    view! {
        {looks("PRIMARY", PRIMARY)}
        {looks("QUIET", QUIET)}
        {looks("DANGER", DANGER)}
        <Sample name="LINK and ACTION">
            <p class="max-w-prose">
                "A link in running text, such as "
                <a class=LINK href="#buttons" rel="external">
                    "change the time zone"
                </a>
                ", is underlined; one on a line of its own is as high as a button."
            </p>
            <a class=ACTION href="#buttons" rel="external">
                <Icon glyph=Glyph::ArrowBack />
                "Back to times"
            </a>
        </Sample>
        <Sample name="PILL, SWITCH and TIME">
            <div class=ROW>
                <button type="button" class=PILL>
                    "A suggestion"
                </button>
                <button type="button" class=SWITCH aria-pressed="false">
                    "Off"
                </button>
                <button type="button" class=SWITCH aria-pressed="true">
                    "On"
                </button>
                <button type="button" class=SWITCH aria-disabled="true">
                    "At rest"
                </button>
            </div>
            <ul class="grid max-w-form grid-cols-3 gap-2">
                {["09:00", "14:30", "16:00"]
                    .map(|time| {
                        view! {
                            <li>
                                <a class=TIME href="#buttons" rel="external">
                                    {time}
                                </a>
                            </li>
                        }
                    })
                    .into_iter()
                    .collect_view()}
            </ul>
        </Sample>
        <Sample name="UNFOLD">
            <details class="group">
                <summary class=UNFOLD>
                    "Filters"
                    <span class="transition-transform group-open:rotate-180">
                        <Icon glyph=Glyph::Chevron />
                    </span>
                </summary>
                <p>"What was folded away."</p>
            </details>
        </Sample>
        <Sample name="EDITABLE and PENCIL, as it is looked for">
            <div class=format!("{EDITABLE} max-w-form")>
                <p>"Keeps lighthouses"</p>
                <button type="button" class=format!("{PENCIL} opacity-100")>
                    <Icon glyph=Glyph::Pencil />
                    <span class="sr-only">"Edit headline"</span>
                </button>
            </div>
        </Sample>
        <Sample name="Removable">
            <div class=ROW>
                <Removable words="Fundraising".to_owned() without="#buttons".to_owned() action="Leave out" />
                <Removable
                    words="Rechtsschutzversicherungsgesellschaften".to_owned()
                    without="#buttons".to_owned()
                    action="Leave out"
                />
            </div>
        </Sample>
        <Sample name="Fold">
            <Fold label="Cancel this session…">
                <p>"What was folded away."</p>
            </Fold>
            <Fold label="Erase my account…" open=true>
                <p>"What was unfolded."</p>
            </Fold>
        </Sample>
        <Sample name="Dialog">
            <OpenDialog />
        </Sample>
        <Sample name="Icon">
            <ul class="flex flex-wrap gap-x-6 gap-y-3">
                {GLYPHS
                    .map(|(glyph, name)| {
                        view! {
                            <li class="flex items-center gap-2">
                                <Icon glyph />
                                {name}
                            </li>
                        }
                    })
                    .into_iter()
                    .collect_view()}
            </ul>
        </Sample>
    }
    .into_any()
}

/// A look as a button, as a link, and while the answer is on its way.
fn looks(name: &'static str, look: &'static str) -> AnyView {
    view! {
        <Sample name>
            <div class=ROW>
                <Submit label="Book" pending=Signal::stored(false) look />
                <a class=look href="#buttons" rel="external">
                    <Icon glyph=Glyph::Calendar />
                    "As a link"
                </a>
                <Submit label="On its way" pending=Signal::stored(true) look />
            </div>
        </Sample>
    }
    .into_any()
}

#[component]
fn OpenDialog() -> impl IntoView {
    let opened = RwSignal::new(false);
    let dialog = NodeRef::<html::Dialog>::new();
    view! {
        <div>
            <button type="button" class=QUIET on:click=move |_| opened.set(true)>
                "Open a dialog"
            </button>
        </div>
        {move || {
            opened
                .try_get()
                .unwrap_or_default()
                .then(|| {
                    view! {
                        <Dialog label="A dialog" dialog closed=Callback::new(move |()| opened.set(false))>
                            <div class="flex items-center justify-between gap-4 p-4">
                                <p class="font-semibold">"A dialog"</p>
                                <CloseButton dialog />
                            </div>
                        </Dialog>
                    }
                })
        }}
    }
}
