//! No other site may change anything in a signed-in person's name.
//!
//! The login cookie is SameSite=Lax; this is the second lock. Every request that is not a plain
//! read must come from this site: browsers say so in `Origin` and `Sec-Fetch-Site`. Programs send
//! neither, and have no cookie that a site could misuse.

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use office_hours::Failure;
use services::Services;

use crate::http::problem::Problem;

pub(crate) async fn same_origin(State(services): State<Services>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers(), &services.config.base_url) {
        return next.run(request).await;
    }
    Problem(Failure::not_allowed("This request came from another site.")).into_response()
}

fn is_ours(headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let origin_ok = match text(ORIGIN.as_str()) {
        None => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == base_url || (host.is_some() && host == text(HOST.as_str()))
        }
    };
    let site_ok = matches!(text("sec-fetch-site"), None | Some("same-origin" | "none"));
    origin_ok && site_ok
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers =
            pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        is_ours(&headers, "https://office.example.com")
    }

    #[test]
    fn only_this_site_and_programs_may_write() {
        assert!(ours(&[]));
        assert!(ours(&[("origin", "https://office.example.com"), ("sec-fetch-site", "same-origin")]));
        assert!(ours(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(!ours(&[("origin", "https://evil.example"), ("host", "office.example.com")]));
        assert!(!ours(&[("origin", "null"), ("host", "office.example.com")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("origin", "https://office.example.com"), ("sec-fetch-site", "same-site")]));
    }
}
