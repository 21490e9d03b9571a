//! Several lines of text with their label, hint and error.

use leptos::html;
use leptos::prelude::*;

use super::field::{CONTROL, FieldError, FieldFrame, FieldIds, focus_on_error, follow};

/// Several lines of text.
#[component]
pub fn TextArea(
    /// As it is sent.
    name: &'static str,
    /// What is asked.
    label: &'static str,
    /// What helps to answer.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What stands there; when it changes later, the control follows.
    #[prop(optional, into)]
    value: Signal<String>,
    /// What has to be corrected.
    #[prop(optional)]
    error: FieldError,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Lines to show.
    #[prop(default = 4)]
    rows: u32,
    /// The longest text.
    #[prop(default = 4_000)]
    max: u32,
    /// Hears what is typed.
    #[prop(optional)]
    typed: Option<Callback<String>>,
    /// For whoever fills it by a button.
    #[prop(optional)]
    control: NodeRef<html::Textarea>,
) -> impl IntoView {
    let ids = FieldIds::new(name, hint.is_some(), error);
    focus_on_error(control, error);
    follow(control, value, |area, value| {
        // What was just typed stands there already: setting it again could disturb an input method.
        if area.value() != value {
            area.set_value(value);
        }
    });
    view! {
        <FieldFrame ids label hint error>
            // A text child would come out of the server as one blank when empty: hence `inner_html`.
            <textarea
                node_ref=control
                id=ids.control()
                name=name
                rows=rows.to_string()
                required=!optional
                maxlength=max.to_string()
                class=CONTROL
                aria-describedby=move || ids.described_by()
                aria-invalid=move || ids.invalid()
                on:input=move |event| {
                    if let Some(typed) = typed {
                        typed.run(event_target_value(&event));
                    }
                }
                inner_html=escaped(&value.get_untracked())
            ></textarea>
        </FieldFrame>
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_leave_the_control() {
        assert_eq!(escaped("</textarea><script>&amp;"), "&lt;/textarea&gt;&lt;script&gt;&amp;amp;");
    }
}
