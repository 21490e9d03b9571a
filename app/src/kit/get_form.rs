//! A form that asks by its URL.

use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::prelude::*;
use leptos::web_sys::UrlSearchParams;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// A GET form: a plain one without JavaScript; with it the page stays and empty fields are left
/// out of the address.
#[component]
pub fn GetForm(
    /// The path it asks.
    action: &'static str,
    /// Utility classes.
    #[prop(optional)]
    class: &'static str,
    /// Whether it is the page's search.
    #[prop(optional)]
    search: bool,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    let on_submit = move |event: SubmitEvent| {
        let Ok(data) = form_data_from_event(&event) else { return };
        let Ok(params) = UrlSearchParams::new_with_str_sequence_sequence(&data) else { return };
        event.prevent_default();
        let query = String::from(params.to_string());
        let given = query.split('&').filter(|pair| !pair.ends_with('=')).collect::<Vec<_>>().join("&");
        navigate(&format!("{action}?{given}"), NavigateOptions::default());
    };
    view! {
        <form method="get" action=action class=class role=search.then_some("search") on:submit=on_submit>
            {children()}
        </form>
    }
}
