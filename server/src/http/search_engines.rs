//! What search engines ask for: where they may look, and what there is to find.
//!
//! What a single page says of itself to them stands in its head, see `app::head`.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use office_hours::Actor;
use services::Services;
use services::profile::list_public_mentors;

use super::AppState;
use super::problem::Problem;

/// One list holds no more, says sitemaps.org.
const MOST_ADDRESSES: usize = 50_000;

/// Pages that are there for everybody, whoever the mentors are.
const PAGES: [&str; 2] = ["/", "/find"];

/// A list of many thousand is not made anew for everybody who asks: whoever stands in front of the server may
/// keep it for an hour.
const KEPT: &str = "public, max-age=3600";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/robots.txt", get(robots)).route("/sitemap.xml", get(sitemap))
}

/// What is no page, and the sign-in, whose address is another one on every page that leads there. Other pages
/// that must not be listed say so themselves, and have to be read for that.
async fn robots(State(services): State<Services>) -> impl IntoResponse {
    let text = format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /dev/\nDisallow: /fn/\nDisallow: /sign-in\n\n\
         Sitemap: {}/sitemap.xml\n",
        services.config.base_url
    );
    ([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, KEPT)], text)
}

/// The same for everybody: whoever asks, only what strangers may see is in it.
async fn sitemap(State(services): State<Services>, Extension(actor): Extension<Actor>) -> Response {
    let limit = (MOST_ADDRESSES - PAGES.len()) as u64;
    let mentors = match list_public_mentors(&services, &actor, limit).await {
        Ok(mentors) => mentors,
        Err(failure) => return Problem(failure).into_response(),
    };
    let base_url = escape(&services.config.base_url);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    // Writing to a string cannot fail.
    for path in PAGES {
        let _ = writeln!(xml, "<url><loc>{base_url}{path}</loc></url>");
    }
    for (mentor_id, saved_at) in mentors {
        let day = saved_at.strftime("%Y-%m-%d");
        let _ = writeln!(xml, "<url><loc>{base_url}/mentors/{mentor_id}</loc><lastmod>{day}</lastmod></url>");
    }
    xml.push_str("</urlset>\n");
    ([(CONTENT_TYPE, "application/xml; charset=utf-8"), (CACHE_CONTROL, KEPT)], xml).into_response()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
