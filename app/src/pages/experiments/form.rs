//! The form that starts an experiment: the ranking in use against one other. It works without a script; the address
//! keeps what was typed then.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use office_hours::experiments::words::{SIGNALS, decimal};
use office_hours::experiments::{EnteredExperiment, ExperimentView};
use office_hours::matching::score::{DIVERSITY, Weights};
use office_hours::{msgid, text};

use crate::api::experiments::StartExperiment;
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{LINK, Submit};
use crate::kit::field::{CONTROL, FieldError, FieldIds, TextField, focus_on_error};
use crate::kit::part::Part;
use crate::kit::radio::Radio;
use crate::kit::select::{Choice, Select};
use crate::kit::url::param;
use crate::parts::form_failure::{FormFailure, Refusal, derive_field_error, derive_refusal};
use crate::parts::links;
use crate::state::language::{say, tell};

/// What is sent, what a person reads, and what it is good for.
const MODES: [(&str, &str, &str); 2] = [
    (
        "split",
        msgid!("Each founder sees one of the two"),
        msgid!("Says who books and meets more; needs hundreds of founders."),
    ),
    (
        "interleaved",
        msgid!("Each founder sees both, mixed into one list"),
        msgid!("Needs far fewer searches, but says only from which of the two people open profiles."),
    ),
];

/// The fields of each signal: as they are sent and as refusals name them.
macro_rules! weights {
    ($($signal:literal)*) => {
        const WEIGHTS: &[Field] = &[$(Field {
            signal: $signal,
            name: concat!("experiment[weights][", $signal, "]"),
            refused: concat!("arms.1.settings.weights.", $signal),
        }),*];
        const FIELDS: &[&str] = &[
            "key",
            "arms.1.name",
            "arms.0.share",
            "arms.1.share",
            "arms.1.settings.diversity",
            $(concat!("arms.1.settings.weights.", $signal)),*
        ];
    };
}

weights! {
    "similarity" "text" "topics" "expertise" "industry" "stage" "feedback" "availability" "load" "recency"
    "responsiveness" "exploration" "experience" "connection"
}

#[derive(Clone, Copy)]
struct Field {
    signal: &'static str,
    name: &'static str,
    refused: &'static str,
}

/// The form.
#[component]
pub fn StartForm(
    /// One that has to end before.
    running: Option<ExperimentView>,
    /// Sends it.
    start: ServerAction<StartExperiment>,
) -> impl IntoView {
    let search = use_location().search;
    let entered = search.with_untracked(|search| EnteredExperiment::of_fields(|name| param(search, name)));
    let refusal = derive_refusal(start);
    view! {
        <div class="grid max-w-form gap-8">
            {running
                .map(|running| {
                    view! {
                        <Alert
                            tone=Tone::Note
                            title=say("One runs already")
                            text=tell(text!("“{name}” has to end before another one starts.", name = running.key))
                        />
                    }
                })}
            <ActionForm action=start attr:class="grid gap-12">
                <Shown entered=entered.clone() refusal />
                <TwoArms entered=entered.clone() refusal />
                <Differs entered refusal />
                <div class="grid justify-items-start gap-4">
                    <FormFailure refusal fields=FIELDS />
                    <Submit label=say("Start experiment") pending=start.pending() />
                    <a class=LINK href=links::experiments()>
                        {say("All experiments")}
                    </a>
                </div>
            </ActionForm>
        </div>
    }
}

#[component]
fn Shown(entered: EnteredExperiment, refusal: Refusal) -> impl IntoView {
    let chosen = or(entered.mode, "split");
    let mode = move |(value, words, good_for): (&'static str, &'static str, &'static str)| {
        let checked = chosen == value;
        view! {
            <Radio name="experiment[mode]" value checked>
                {say(words)}
                <span class="block text-xs text-muted">{say(good_for)}</span>
            </Radio>
        }
    };
    view! {
        <Part title=say("The experiment")>
            <TextField
                name="experiment[key]"
                label=say("Name")
                hint=say("Lower-case letters, digits and dashes, such as more-words.")
                value=entered.key
                error=derive_field_error(refusal, "key")
            />
            <fieldset class="grid gap-2">
                <legend class="mb-1 font-medium">{say("What founders see")}</legend>
                {MODES.map(mode).into_iter().collect_view()}
            </fieldset>
        </Part>
    }
}

#[component]
fn TwoArms(entered: EnteredExperiment, refusal: Refusal) -> impl IntoView {
    let error = move |field| derive_field_error(refusal, field);
    view! {
        <Part title=say("The two arms")>
            <p class="text-muted">
                {say(
                    "The first is the ranking in use, called control. One founder in two sees the other arm with the shares 1 and 1, one in four with 3 and 1. Where both are mixed, shares say nothing.",
                )}
            </p>
            <TextField
                name="experiment[name]"
                label=say("Name of the other arm")
                hint=say("Written like the name above, such as words.")
                value=entered.name
                error=error("arms.1.name")
            />
            <div class="grid items-start gap-5 sm:grid-cols-2">
                <TextField
                    name="experiment[control_share]"
                    label=say("Share of control")
                    kind="number"
                    value=or(entered.control_share, "1")
                    error=error("arms.0.share")
                />
                <TextField
                    name="experiment[share]"
                    label=say("Share of the other arm")
                    kind="number"
                    value=or(entered.share, "1")
                    error=error("arms.1.share")
                />
            </div>
        </Part>
    }
}

#[component]
fn Differs(entered: EnteredExperiment, refusal: Refusal) -> impl IntoView {
    let EnteredExperiment { retrieval, diversity, weights, .. } = entered;
    let mut in_use = Weights::CONTROL;
    let weight = |field: &Field| {
        let label = SIGNALS
            .iter()
            .find(|(name, _)| *name == field.signal)
            .map_or(field.signal, |(_, label)| say(label));
        let value = weights.get(field.signal).cloned().unwrap_or_default();
        let in_use = in_use.named(field.signal).copied().unwrap_or_default();
        view! { <Number name=field.name label value in_use error=derive_field_error(refusal, field.refused) /> }
    };
    let weights = WEIGHTS.iter().map(weight).collect_view();
    view! {
        <Part title=say("What differs in the other arm")>
            <Select
                name="experiment[retrieval]"
                label=say("How mentors are looked for")
                none=say("By words and by meaning, as in use")
                choices=retrievals()
                value=Signal::stored(retrieval)
            />
            <div class="grid gap-4">
                <p class="text-muted">
                    {say(
                        "Numbers replace those in use; what stays empty stays as it is. A weight says how much a signal counts, from 0 for not at all to 10.",
                    )}
                </p>
                <Number
                    name="experiment[diversity]"
                    label=say("How much a list is mixed, up to 0.5")
                    value=diversity
                    in_use=DIVERSITY
                    error=derive_field_error(refusal, "arms.1.settings.diversity")
                />
                {weights}
            </div>
        </Part>
    }
}

/// A number in place of the one in use. It is text: a number field refuses the fractions it was not told of.
#[component]
fn Number(
    name: &'static str,
    label: &'static str,
    value: String,
    in_use: f64,
    error: FieldError,
) -> impl IntoView {
    let ids = FieldIds::new(name, true, error);
    let id = ids.control();
    let control = NodeRef::<html::Input>::new();
    focus_on_error(control, error);
    view! {
        <div class="grid grid-cols-[1fr_7rem] items-center gap-x-4">
            <div>
                <label for=id.clone() class="font-medium">
                    {label}
                </label>
                <p id=format!("{id}-hint") class="text-xs tabular-nums text-muted">
                    {tell(text!("{number} in use", number = decimal(in_use)))}
                </p>
            </div>
            <input
                node_ref=control
                id=id.clone()
                name=name
                type="text"
                inputmode="decimal"
                autocomplete="off"
                maxlength="20"
                value=value
                class=CONTROL
                aria-describedby=move || ids.described_by()
                aria-invalid=move || ids.invalid()
            />
            {move || {
                error
                    .get()
                    .map(|message| {
                        view! {
                            <p id=format!("{id}-error") class="col-span-2 text-xs font-medium text-danger">
                                {message}
                            </p>
                        }
                    })
            }}
        </div>
    }
}

fn or(typed: String, otherwise: &str) -> String {
    if typed.is_empty() { otherwise.to_owned() } else { typed }
}

fn retrievals() -> Vec<Choice> {
    [("words", say("By words alone")), ("meaning", say("By meaning alone"))]
        .map(|(value, words)| (value.to_owned(), words.to_owned()))
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_its_field() {
        assert!(Weights::names().eq(WEIGHTS.iter().map(|field| field.signal)));
        assert!(WEIGHTS.iter().all(|field| FIELDS.contains(&field.refused)));
    }
}
