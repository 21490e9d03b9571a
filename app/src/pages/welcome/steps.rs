//! One step of a form after the other. Without a script the form is whole.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use office_hours::Failure;
use office_hours::profile::SaveMenteeProfile as Entered;
use office_hours::profile::steps::{STEPS, check, step_of};

use crate::api::ApiError;
use crate::kit::field::FieldError;
use crate::kit::form_data::Values;
use crate::parts::form_failure::Refusal;
use crate::state::hydrated::use_hydrated;

/// Where somebody is in the form.
#[derive(Clone, Copy)]
pub struct Steps {
    /// What holds the form.
    pub place: NodeRef<html::Div>,
    /// Whether there is one step at a time.
    pub taken: Signal<bool>,
    /// Counts from 0.
    pub now: RwSignal<usize>,
    /// What has to be corrected before going on.
    slip: RwSignal<Option<ApiError>>,
    refusal: Refusal,
}

impl Steps {
    /// At the first one; what the server refuses leads to the step that asked for it. Whoever changes what they said
    /// before sees `all` of it.
    pub fn new(refusal: Refusal, all: bool) -> Self {
        let now = RwSignal::new(0);
        // All of the form stood there before the page came alive: what is being typed in does not go away. First, so
        // that it is known when the others do.
        Effect::new(move || {
            let field = document().active_element().and_then(|field| field.get_attribute("name"));
            if let Some(step) = field.and_then(|field| step_of(&field)) {
                now.set(step);
            }
        });
        let taken = if all { Signal::stored(false) } else { use_hydrated() };
        let steps = Self { place: NodeRef::new(), taken, now, slip: RwSignal::new(None), refusal };
        Effect::new(move || {
            if let Some(refused) = refusal.get() {
                steps.show(&refused.0);
            }
        });
        steps
    }

    /// Whether the step is to be seen.
    pub fn shows(self, step: usize) -> bool {
        self.taken.try_get() != Some(true) || self.now.try_get() == Some(step)
    }

    /// Whether this is the last one.
    pub fn is_last(self) -> bool {
        self.now.try_get() == Some(STEPS.len() - 1)
    }

    /// The message at a field.
    pub fn error(self, field: &'static str) -> FieldError {
        Signal::derive(move || {
            let said = |error: &Option<ApiError>| error.as_ref()?.for_field(field);
            self.slip.with(said).or_else(|| self.refusal.with(said))
        })
    }

    /// To the step before; what was typed stays.
    pub fn back(self) {
        self.slip.set(None);
        self.go_to(self.now.get_untracked().saturating_sub(1));
    }

    /// To the next step, when this one can be left.
    pub fn next(self) {
        let now = self.now.get_untracked();
        if self.is_right(now) {
            self.go_to((now + 1).min(STEPS.len() - 1));
        }
    }

    /// Whether all up to this step can be sent; if not, it is said where.
    pub fn is_right(self, step: usize) -> bool {
        match self.entered().map(|entered| check(step, &entered)) {
            Some(Err(failure)) => {
                self.show(&failure);
                self.slip.set(Some(failure.into()));
                false
            }
            _ => {
                self.slip.set(None);
                true
            }
        }
    }

    fn show(self, failure: &Failure) {
        if let Failure::Invalid { field, .. } = failure
            && let Some(step) = step_of(field)
        {
            self.now.set(step);
        }
    }

    fn go_to(self, step: usize) {
        self.now.set(step);
        // It shows with the next frame.
        request_animation_frame(move || {
            let place = self.place.try_get_untracked().flatten();
            let legend =
                place.and_then(|place| place.query_selector(&format!("#step-{step}")).ok().flatten());
            if let Some(legend) = legend.and_then(|legend| legend.dyn_into::<HtmlElement>().ok()) {
                // Without the focus the step can still be used.
                let _ = legend.focus();
            }
        });
    }

    fn entered(self) -> Option<Entered> {
        let values = Values::within(self.place.get_untracked()?.as_ref())?;
        Some(Entered {
            name: values.text("name"),
            company: values.text("company"),
            stage: values.text("stage"),
            industry: values.text("industry"),
            goals: values.text("goals"),
        })
    }
}

/// One step under its heading.
#[component]
pub fn Step(
    /// The form's.
    steps: Steps,
    /// Counts from 0.
    number: usize,
    /// What it is about.
    title: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="grid gap-5" class:hidden=move || !steps.shows(number)>
            <legend id=format!("step-{number}") tabindex="-1" class="mb-5 text-lg font-semibold tracking-tight outline-none">
                {title}
            </legend>
            {children()}
        </fieldset>
    }
}
