//! What a form has to say after it was refused.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use office_hours::Failure;

use crate::api::ApiError;
use crate::kit::alert::{Alert, Tone};
use crate::kit::field::FieldError;
use crate::state::language::{say, tell};

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

/// Changes whenever the action was refused because the world has moved on: what the page shows is
/// to be asked for again. A wrong word in a field, or a server out of reach, changes nothing, so that
/// what was typed stays.
pub fn derive_overtaken<S>(action: ServerAction<S>) -> Memo<u32>
where
    S: ServerFn<Output = (), Error = ApiError> + Clone + Send + Sync + 'static,
{
    let refusal = derive_refusal(action);
    count_when(move || {
        let overtaken =
            |error: &ApiError| matches!(error.0, Failure::Conflict { .. } | Failure::NotFound { .. });
        refusal.with(|refusal| refusal.as_ref().is_some_and(overtaken))
    })
}

/// Changes whenever the action was carried out.
pub fn derive_done<S>(action: ServerAction<S>) -> Memo<u32>
where
    S: ServerFn<Output = (), Error = ApiError> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    count_when(move || value.with(|value| matches!(value, Some(Ok(())))))
}

fn count_when(happened: impl Fn() -> bool + Send + Sync + 'static) -> Memo<u32> {
    Memo::new(move |count: Option<&u32>| count.copied().unwrap_or_default() + u32::from(happened()))
}

/// The part of a refusal that is about one field.
pub fn derive_field_error(refusal: Refusal, field: &'static str) -> FieldError {
    Signal::derive(move || refusal.with(|refusal| refusal.as_ref()?.for_field(field)))
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
        let (title, text) = (say(failure.title()), tell(failure.text()));
        (!elsewhere).then(|| view! { <Alert tone=Tone::Problem title text /> })
    }
}
