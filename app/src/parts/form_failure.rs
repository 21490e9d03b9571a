//! What a form has to say after it was refused.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use office_hours::Failure;

use crate::api::ApiError;
use crate::kit::alert::{Alert, Tone};
use crate::kit::field::FieldError;

/// The latest refusal of an action, if its latest run was refused.
pub type Refusal = Signal<Option<ApiError>>;

/// The refusal of `action`; a plain form post finds its own in the address.
pub fn derive_refusal<S>(action: ServerAction<S>) -> Refusal
where
    S: ServerFn<Output = (), Error = ApiError> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    Signal::derive(move || value.with(|value| value.as_ref().and_then(|result| result.clone().err())))
}

/// The part of a refusal that is about one field.
pub fn derive_field_error(refusal: Refusal, field: &'static str) -> FieldError {
    Signal::derive(move || refusal.with(|refusal| refusal.as_ref()?.for_field(field).map(ToOwned::to_owned)))
}

/// A refusal that is about none of the form's fields.
#[component]
pub fn FormFailure(
    /// The refusal.
    refusal: Refusal,
    /// The fields that show their own messages.
    fields: &'static [&'static str],
) -> impl IntoView {
    move || {
        let failure = refusal.get()?.0;
        let elsewhere =
            matches!(&failure, Failure::Invalid { field, .. } if fields.contains(&field.as_str()));
        (!elsewhere)
            .then(|| view! { <Alert tone=Tone::Problem title=failure.title() text=failure.to_string() /> })
    }
}
