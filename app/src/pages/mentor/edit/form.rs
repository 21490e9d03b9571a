//! The input that a field becomes. Fetched when it is first wanted.

use leptos::ev::{FocusEvent, KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, Node};
use office_hours::msgid;
use office_hours::profile::Visibility;
use office_hours::profile::expertise::MAX_EXPERTISE;
use office_hours::profile::field::ProfileField;
use office_hours::profile::rules::{MAX_LINE, MAX_TEXT};

use super::Spot;
use crate::kit::button::QUIET;
use crate::kit::field::{CONTROL, FieldFrame, FieldIds};
use crate::kit::select::Choice;
use crate::parts::profile_choices::{industries, stages};
use crate::parts::words::visibility;
use crate::state::language::say;

/// What the input looks like.
enum Kind {
    Line,
    Lines { rows: u32, max: usize },
    OneOf { none: Option<&'static str>, choices: Vec<Choice> },
}

/// Makes the input of a field.
pub fn make_form(spot: Spot) -> AnyView {
    let form = NodeRef::<html::Form>::new();
    let control = move || {
        let form = form.try_get_untracked().flatten()?;
        let found = form.query_selector("input, textarea, select").ok().flatten()?;
        found.dyn_into::<HtmlElement>().ok()
    };
    let focus = move || {
        if let Some(control) = control() {
            // Without the focus it can still be used.
            let _ = control.focus();
        }
    };
    Effect::new(move || {
        if form.get().is_some() && spot.take_focus() {
            focus();
        }
    });
    let save = move || {
        spot.save();
        // What has to be corrected has to be corrected there.
        if spot.is_open() {
            focus();
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() || event.default_prevented() {
            return;
        }
        let typed_in = |tag| event.target().is_some_and(|target| is_a(tag, target));
        let breaks_line = typed_in("TEXTAREA") && !(event.ctrl_key() || event.meta_key());
        match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                spot.give_up();
            }
            "Enter" if !breaks_line && !typed_in("BUTTON") => {
                event.prevent_default();
                save();
            }
            _ => {}
        }
    };
    let on_leave = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        // Whoever turns to another window goes nowhere in this one: the control is still the active one.
        let to = to.or_else(|| document().active_element().map(Node::from));
        // As it goes, having been saved or given up, the browser takes the focus from it once more.
        let stays = form.try_get_untracked().flatten().is_none_or(|form| form.contains(to.as_ref()));
        if !stays {
            spot.leave();
        }
    };
    let error = Signal::derive(move || spot.problem.try_get().flatten());
    let ids = FieldIds::new(spot.field.as_str(), hint(spot.field).is_some(), error);
    view! {
        <form
            node_ref=form
            novalidate
            class="grid gap-3 rounded-card border border-edge bg-raised p-4"
            on:submit=on_submit
            on:keydown=on_key
            on:focusout=on_leave
        >
            <FieldFrame ids label=label(spot.field) hint=hint(spot.field) error>
                {control_of(spot, ids)}
            </FieldFrame>
            <div class="flex flex-wrap gap-2">
                <button type="submit" class=QUIET>
                    {say("Save")}
                </button>
                // The focus stays in the field until the click, so that leaving it does not save.
                <button
                    type="button"
                    class=QUIET
                    on:pointerdown=move |event| event.prevent_default()
                    on:mousedown=move |event| event.prevent_default()
                    on:click=move |_| spot.give_up()
                >
                    {say("Cancel")}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn is_a(tag: &str, target: leptos::web_sys::EventTarget) -> bool {
    target.dyn_into::<HtmlElement>().is_ok_and(|element| element.tag_name() == tag)
}

fn control_of(spot: Spot, ids: FieldIds) -> AnyView {
    let said = spot.text.get_untracked();
    let described_by = move || ids.described_by();
    let invalid = move || ids.invalid();
    match kind(spot.field) {
        Kind::Line => view! {
            <input
                id=ids.control()
                type="text"
                value=said
                maxlength=MAX_LINE.to_string()
                class=CONTROL
                aria-describedby=described_by
                aria-invalid=invalid
                on:input=move |event| spot.text.set(event_target_value(&event))
            />
        }
        .into_any(),
        Kind::Lines { rows, max } => view! {
            <textarea
                id=ids.control()
                rows=rows.to_string()
                maxlength=max.to_string()
                class=CONTROL
                aria-describedby=described_by
                aria-invalid=invalid
                prop:value=said
                on:input=move |event| spot.text.set(event_target_value(&event))
            ></textarea>
        }
        .into_any(),
        Kind::OneOf { none, choices } => {
            let known = said.is_empty() || choices.iter().any(|(value, _)| *value == said);
            let other = (!known).then(|| (said.clone(), said.clone()));
            let none = none.map(|words| (String::new(), words.to_owned()));
            let options = none
                .into_iter()
                .chain(choices)
                .chain(other)
                .map(|(value, words)| {
                    let selected = value == said;
                    view! {
                        <option value=value selected=selected>
                            {words}
                        </option>
                    }
                })
                .collect_view();
            view! {
                <select
                    id=ids.control()
                    class=CONTROL
                    aria-describedby=described_by
                    aria-invalid=invalid
                    on:change=move |event| spot.text.set(event_target_value(&event))
                >
                    {options}
                </select>
            }
            .into_any()
        }
    }
}

fn kind(field: ProfileField) -> Kind {
    match field {
        ProfileField::Headline
        | ProfileField::Title
        | ProfileField::Company
        | ProfileField::Languages
        | ProfileField::Country => Kind::Line,
        ProfileField::Bio => Kind::Lines { rows: 10, max: MAX_TEXT },
        ProfileField::Expertise => Kind::Lines { rows: 6, max: MAX_EXPERTISE * 2 * MAX_LINE },
        ProfileField::Industry => Kind::OneOf { none: Some(say("Any industry")), choices: industries() },
        ProfileField::Stage => Kind::OneOf { none: Some(say("Any stage")), choices: stages() },
        ProfileField::Visibility => Kind::OneOf { none: None, choices: who_may_find() },
    }
}

fn who_may_find() -> Vec<Choice> {
    Visibility::ALL.map(|one| (one.as_str().to_owned(), say(visibility(one)).to_owned())).into()
}

fn label(field: ProfileField) -> &'static str {
    say(match field {
        ProfileField::Headline => msgid!("Headline"),
        ProfileField::Title => msgid!("What you do"),
        ProfileField::Company => msgid!("Company"),
        ProfileField::Bio => msgid!("In your own words"),
        ProfileField::Expertise => msgid!("Areas"),
        ProfileField::Industry => msgid!("Industry you know best"),
        ProfileField::Stage => msgid!("Stage you know best"),
        ProfileField::Languages => msgid!("Languages"),
        ProfileField::Country => msgid!("Country"),
        ProfileField::Visibility => msgid!("Who may find you"),
    })
}

fn hint(field: ProfileField) -> Option<&'static str> {
    match field {
        ProfileField::Bio => Some(say("Ctrl and Enter saves.")),
        ProfileField::Expertise => Some(say(
            "One a line; a number up to 3 for what you are known for, such as: fundraising: 2. Ctrl and Enter saves.",
        )),
        ProfileField::Languages => Some(say("Separated by commas, such as: English, German")),
        _ => None,
    }
}
