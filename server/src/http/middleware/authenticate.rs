//! Who is asking, and in which zone they read times: into the request's extensions.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use office_hours::time::Zone;
use services::account::{authenticate as find_actor, cookie};
use services::languages::catalog_of;
use services::{Reader, Services};

use crate::http::problem::Problem;

pub(crate) async fn authenticate(
    State(services): State<Services>,
    mut request: Request,
    next: Next,
) -> Response {
    let secret = cookie::read(request.headers());
    let actor = match find_actor(&services, secret.as_deref()).await {
        Ok(actor) => actor,
        Err(failure) => return Problem(failure).into_response(),
    };
    let headers = request.headers();
    let zone = cookie::read_zone(headers).and_then(|name| Zone::parse("tz", &name).ok());
    let reader = Reader {
        zone: zone.unwrap_or_else(Zone::utc),
        catalog: catalog_of(cookie::read_language(headers)),
        week_start: cookie::read_week_start(headers),
    };
    request.extensions_mut().insert(actor);
    request.extensions_mut().insert(reader);
    next.run(request).await
}
