//! A form that asks by its URL.

use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{FormData, UrlSearchParams};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// A GET form: a plain one without JavaScript; with it the page stays and empty fields are left
/// out of the address.
#[component]
pub fn GetForm(
    /// The path it asks.
    #[prop(into)]
    action: String,
    /// By which controls outside of it say that they belong to it.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Utility classes.
    #[prop(optional)]
    class: &'static str,
    /// Whether it is the page's search.
    #[prop(optional)]
    search: bool,
    /// Whether it asks as soon as something in it changes, and the page stays where it is; its button is
    /// for those without a script.
    #[prop(optional)]
    live: bool,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    let path = action.clone();
    let ask = move |data: &FormData| {
        let Ok(params) = UrlSearchParams::new_with_str_sequence_sequence(data) else { return false };
        let query = String::from(params.to_string());
        let given = query.split('&').filter(|pair| !pair.ends_with('=')).collect::<Vec<_>>().join("&");
        let options = NavigateOptions { scroll: !live, ..NavigateOptions::default() };
        navigate(&format!("{path}?{given}"), options);
        true
    };
    let ask_now = ask.clone();
    let on_submit = move |event: SubmitEvent| {
        if form_data_from_event(&event).is_ok_and(|data| ask_now(&data)) {
            event.prevent_default();
        }
    };
    let form = NodeRef::<html::Form>::new();
    let on_change = move |_| {
        let form = form.get_untracked().filter(|_| live);
        // Without its values the button is still there to be pressed.
        if let Some(data) = form.and_then(|form| FormData::new_with_form(&form).ok()) {
            ask(&data);
        }
    };
    view! {
        <form
            node_ref=form
            method="get"
            id=id
            action=action
            class=class
            role=search.then_some("search")
            on:submit=on_submit
            on:change=on_change
        >
            {children()}
        </form>
    }
}
