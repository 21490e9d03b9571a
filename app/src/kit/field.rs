//! One line of text with its label, hint and error, and the frame that all fields share.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// The look of a control that is typed into.
pub const CONTROL: &str = "w-full min-h-11 rounded-control border border-edge bg-raised px-3 py-2 text-sm \
    transition-colors hover:border-ink aria-invalid:border-danger";

/// A message about one field, if there is one.
pub type FieldError = Signal<Option<String>>;

/// Ids of a field's parts, and the attribute that ties them together.
#[derive(Clone, Copy, Debug)]
pub struct FieldIds {
    name: &'static str,
    hinted: bool,
    error: FieldError,
}

impl FieldIds {
    /// For the field of this name.
    pub fn new(name: &'static str, hinted: bool, error: FieldError) -> Self {
        Self { name, hinted, error }
    }

    /// Of the control.
    pub fn control(self) -> String {
        format!("field-{}", self.name)
    }

    /// What describes the control: the error first, then the hint.
    pub fn described_by(self) -> Option<String> {
        let error = self.error.with(Option::is_some).then(|| format!("{}-error", self.control()));
        let hint = self.hinted.then(|| format!("{}-hint", self.control()));
        let ids = error.into_iter().chain(hint).collect::<Vec<_>>().join(" ");
        (!ids.is_empty()).then_some(ids)
    }

    /// "true" while there is an error.
    pub fn invalid(self) -> Option<&'static str> {
        self.error.with(Option::is_some).then_some("true")
    }
}

/// Label above, hint and error below a control.
#[component]
pub fn FieldFrame(
    /// The field's ids.
    ids: FieldIds,
    /// What is asked.
    label: &'static str,
    /// What helps to answer.
    hint: Option<&'static str>,
    /// What has to be corrected.
    error: FieldError,
    /// The control.
    children: Children,
) -> impl IntoView {
    let control = ids.control();
    view! {
        // Beside a field with a hint it stays as high as it is.
        <div class="grid content-start gap-1.5">
            <label for=control.clone() class="font-medium">
                {label}
            </label>
            {children()}
            {hint
                .map(|hint| {
                    view! {
                        <p id=format!("{control}-hint") class="text-xs text-muted">
                            {hint}
                        </p>
                    }
                })}
            {move || {
                error
                    .get()
                    .map(|message| {
                        view! {
                            <p id=format!("{}-error", ids.control()) class="text-xs font-medium text-danger">
                                {message}
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// Lets a control show what `value` becomes later: what stands in the page as its value counts only
/// until somebody has typed or chosen.
pub fn follow<E>(control: NodeRef<E>, value: Signal<String>, show: fn(&E::Output, &str))
where
    E: html::ElementType,
    E::Output: Clone + JsCast + 'static,
{
    Effect::new(move |before: Option<String>| {
        // Whoever follows the address may be told once more after the page is gone.
        let Some(now) = value.try_get() else { return before.unwrap_or_default() };
        if before.is_some_and(|before| before != now)
            && let Some(control) = control.get_untracked()
        {
            show(&control, &now);
        }
        now
    });
}

/// Moves the focus to a control when its error arrives.
pub fn focus_on_error<E>(control: NodeRef<E>, error: FieldError)
where
    E: html::ElementType,
    E::Output: AsRef<HtmlElement> + Clone + JsCast + 'static,
{
    Effect::new(move || {
        if error.with(Option::is_some)
            && let Some(element) = control.get()
        {
            let control: &HtmlElement = element.as_ref();
            // A control that cannot take the focus keeps its message.
            let _ = control.focus();
        }
    });
}

/// One line of text.
#[component]
pub fn TextField(
    /// As it is sent.
    name: &'static str,
    /// What is asked.
    label: &'static str,
    /// What helps to answer.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What stands there; when it changes later, the field follows.
    #[prop(optional, into)]
    value: Signal<String>,
    /// What has to be corrected.
    #[prop(optional)]
    error: FieldError,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The id of a `<datalist>` with suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
    /// The longest text.
    #[prop(default = 160)]
    max: u32,
) -> impl IntoView {
    let ids = FieldIds::new(name, hint.is_some(), error);
    let control = NodeRef::<html::Input>::new();
    focus_on_error(control, error);
    follow(control, value, |input, value| input.set_value(value));
    view! {
        <FieldFrame ids label hint error>
            <input
                node_ref=control
                id=ids.control()
                name=name
                type=kind
                value=value.get_untracked()
                required=!optional
                maxlength=max.to_string()
                autocomplete=autocomplete
                list=list
                class=CONTROL
                aria-describedby=move || ids.described_by()
                aria-invalid=move || ids.invalid()
            />
        </FieldFrame>
    }
}
