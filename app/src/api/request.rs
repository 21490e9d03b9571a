//! What a server function needs of the request it runs in. Server only.

use http::header::{ACCEPT, SET_COOKIE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use leptos::prelude::{expect_context, use_context};
use leptos::server_fn::ServerFn;
use leptos::server_fn::error::ServerFnUrlError;
use leptos_axum::ResponseOptions;
use office_hours::language::Language;
use office_hours::{Actor, Failure};
use services::{Reader, Services};

use super::ApiError;

/// The use cases' environment, who is asking, and how they read the answer.
///
/// Call it first, before anything is awaited: the context is that of the running request.
pub fn asking() -> (Services, Actor, Reader) {
    let services = expect_context::<Services>();
    let extensions = use_context::<Parts>().map(|parts| parts.extensions).unwrap_or_default();
    let actor = extensions.get::<Actor>().cloned().unwrap_or(Actor::Stranger);
    let reader = extensions.get::<Reader>().cloned().unwrap_or_default();
    (services, actor, reader)
}

/// The address under which people reach the server, without a slash at the end; nothing outside of a request.
pub fn base_url() -> Option<String> {
    use_context::<Services>().map(|services| services.config.base_url.clone())
}

/// Whether somebody comes for the first time: later, their browser says in which zone it is. One without scripts never
/// does, and always counts as new.
pub fn is_first_visit() -> bool {
    use_context::<Parts>().is_some_and(|parts| services::account::cookie::read_zone(&parts.headers).is_none())
}

/// Where the browser finds what everything is in a language; nowhere in English.
pub fn address_of_texts(language: Language) -> Option<&'static str> {
    services::languages::address_of(language)
}

/// Gives a failure the HTTP status that says the same.
pub fn answer<T>(result: Result<T, Failure>) -> Result<T, ApiError> {
    result.map_err(|failure| {
        set_status(&failure);
        failure.into()
    })
}

/// Gives the answer the status of `failure`. A plain form post keeps its redirect back to the form, which shows the
/// message.
pub fn set_status(failure: &Failure) {
    if let Some(response) = use_context::<ResponseOptions>()
        && !wants_html()
        && let Ok(status) = StatusCode::from_u16(failure.status())
    {
        response.set_status(status);
    }
}

/// The same for a form that much is typed into: a plain post of `S` that is refused leads to `form`, an address that
/// keeps what was typed.
pub fn answer_at<S, T>(result: Result<T, Failure>, form: &str) -> Result<T, ApiError>
where
    S: ServerFn<Error = ApiError>,
{
    let result = answer(result);
    if let Err(error) = &result
        && wants_html()
        && let Some(base) = base_url()
        && let Ok(url) = ServerFnUrlError::new(S::PATH, error.clone()).to_url(&format!("{base}{form}"))
    {
        leptos_axum::redirect(url.as_str());
    }
    result
}

/// Sets a cookie on the response.
pub fn set_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        response.append_header(SET_COOKIE, value);
    }
}

/// The login cookie's value, if the browser sent one.
pub fn login_cookie() -> Option<String> {
    services::account::cookie::read(&use_context::<Parts>()?.headers)
}

fn wants_html() -> bool {
    use_context::<Parts>()
        .and_then(|parts| parts.headers.get(ACCEPT)?.to_str().map(|accept| accept.contains("text/html")).ok())
        .unwrap_or(false)
}
