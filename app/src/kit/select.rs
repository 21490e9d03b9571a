//! One of a few choices, with label and error.

use leptos::html;
use leptos::prelude::*;

use super::field::{CONTROL, FieldError, FieldFrame, FieldIds, focus_on_error, follow};

/// One choice: the value as it is sent and the words a person reads.
pub type Choice = (String, String);

/// One of a few choices. When `value` changes later, the control follows.
#[component]
pub fn Select(
    /// As it is sent.
    name: &'static str,
    /// What is asked.
    label: &'static str,
    /// What it says while nothing is chosen.
    none: &'static str,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// What is chosen; a value that is not among the choices is added to them.
    #[prop(into)]
    value: Signal<String>,
    /// How many each choice would leave, said behind it once it is known.
    #[prop(optional)]
    counts: Option<Signal<Vec<(String, u32)>>>,
    /// What has to be corrected.
    #[prop(optional)]
    error: FieldError,
    /// Hears what is chosen.
    #[prop(optional)]
    choose: Option<Callback<String>>,
) -> impl IntoView {
    let ids = FieldIds::new(name, false, error);
    let control = NodeRef::<html::Select>::new();
    focus_on_error(control, error);
    follow(control, value, |select, value| select.set_value(value));
    let chosen = value.get_untracked();
    let options = std::iter::once((String::new(), none.to_owned())).chain(with_chosen(choices, &chosen));
    let options = options
        .map(|(value, words)| {
            let selected = value == chosen;
            let of = value.clone();
            let count = move || counts.and_then(|counts| said_count(&counts.get(), &of));
            view! {
                <option value=value selected=selected>
                    {words}
                    {count}
                </option>
            }
        })
        .collect_view();
    view! {
        <FieldFrame ids label hint=None error>
            <select
                node_ref=control
                id=ids.control()
                name=name
                class=CONTROL
                aria-describedby=move || ids.described_by()
                aria-invalid=move || ids.invalid()
                on:change=move |event| {
                    if let Some(choose) = choose {
                        choose.run(event_target_value(&event));
                    }
                }
            >
                {options}
            </select>
        </FieldFrame>
    }
}

/// " (12)"; nothing while no count is known.
fn said_count(counts: &[(String, u32)], value: &str) -> Option<String> {
    let (_, count) = counts.iter().find(|(of, _)| of.eq_ignore_ascii_case(value))?;
    Some(format!(" ({count})"))
}

fn with_chosen(mut choices: Vec<Choice>, chosen: &str) -> Vec<Choice> {
    if !chosen.is_empty() && !choices.iter().any(|(value, _)| value == chosen) {
        choices.push((chosen.to_owned(), chosen.to_owned()));
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::{said_count, with_chosen};

    #[test]
    fn counts_are_said_once_they_are_known() {
        let counts = [("Seed".to_owned(), 3)];
        assert_eq!(said_count(&counts, "seed").as_deref(), Some(" (3)"));
        assert_eq!(said_count(&counts, "growth"), None);
        assert_eq!((said_count(&counts, ""), said_count(&[], "seed")), (None, None));
    }

    #[test]
    fn a_value_from_elsewhere_is_kept() {
        let choices = vec![("seed".to_owned(), "Seed".to_owned())];
        assert_eq!(with_chosen(choices.clone(), "seed"), choices);
        assert_eq!(with_chosen(choices.clone(), ""), choices);
        assert_eq!(with_chosen(choices, "series d")[1].0, "series d");
    }
}
