//! The pages, their server functions, and the browser's files.

mod photo;

use std::path::Path as FilePath;
use std::sync::LazyLock;
use std::{env, fs};

use app::head::StyleText;
use app::pages::session::RefusedAgenda;
use app::pages::welcome::Pasted;
use app::{App, shell};
use axum::body::Body;
use axum::extract::{Form, FromRequest, Request, State};
use axum::handler::Handler;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum::{Extension, Router};
use leptos::config::{Env, LeptosOptions};
use leptos::nonce::use_nonce;
use leptos::prelude::{IntoView, provide_context, use_context};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, ResponseOptions, file_and_error_handler_with_context,
    generate_route_list, render_app_async_with_context, site_pkg_dir_service,
    site_pkg_dir_service_route_path,
};
use office_hours::Actor;
use office_hours::booking::EditAgenda;
use office_hours::ids::MentorId;
use services::{Reader, Services, booking};
use tower::ServiceBuilder;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use super::AppState;
use super::problem::Path;

/// The pages by their addresses. While they are looked up, nothing that any page of the process asks for is loaded:
/// they are looked up once, before the first page can be asked for.
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// The routes of pages, by what they are sent.
pub(super) struct Pages {
    /// Pages and server functions; unknown paths are files of `public/` or the page that says so.
    pub(super) routes: Router<AppState>,
    /// Pages that are sent a file. They bound by themselves how much they read.
    pub(super) uploads: Router<AppState>,
}

/// Every page.
pub(super) fn pages(state: &AppState) -> Pages {
    let context = {
        let (services, style) = (state.services.clone(), style_text(&state.leptos));
        move || {
            provide_context(services.clone());
            if let Some(style) = &style {
                provide_context(style.clone());
            }
        }
    };
    let page = {
        let options = state.leptos.clone();
        move || {
            set_content_security_policy(&options);
            shell(options.clone())
        }
    };
    let not_found = file_and_error_handler_with_context::<AppState, _>(context.clone(), |options| {
        set_content_security_policy(&options);
        shell(options)
    });
    let pasted = {
        let (context, page) = (context.clone(), page.clone());
        move |request: Request| render_pasted(request, context, page)
    };
    let agenda = {
        let (context, page) = (context.clone(), page.clone());
        move |State(services): State<Services>,
              Extension(actor): Extension<Actor>,
              Extension(reader): Extension<Reader>,
              request: Request| save_agenda(services, (actor, reader), request, context, page)
    };
    let photo = {
        let (context, page) = (context.clone(), page.clone());
        move |State(services): State<Services>,
              Extension(actor): Extension<Actor>,
              Path(id): Path<MentorId>,
              request: Request| photo::change_photo(services, (actor, id), request, context, page)
    };
    let routes = Router::new()
        .leptos_routes_with_context(state, ROUTES.clone(), context, page)
        .route("/welcome/mentor", post(pasted))
        .route("/sessions/{id}", post(agenda))
        .fallback_service(files(&state.leptos).fallback(not_found.with_state(state.clone())));
    Pages { routes, uploads: Router::new().route("/mentors/{id}", post(photo)) }
}

/// The page that a text was sent to, with what the text suggests.
async fn render_pasted<V: IntoView + 'static>(
    request: Request,
    context: impl Fn() + Clone + Send + Sync + 'static,
    page: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let (parts, body) = request.into_parts();
    let form = Form::<Pasted>::from_request(Request::from_parts(parts.clone(), body), &()).await;
    // What is no such form is as good as an empty one: the page says what would be right.
    let pasted = form.map(|Form(pasted)| pasted).unwrap_or_default();
    render_with(pasted, parts, context, page).await
}

/// Saves what a session is about, and leads back to its page; or that page, with what was refused.
async fn save_agenda<V: IntoView + 'static>(
    services: Services,
    (actor, reader): (Actor, Reader),
    request: Request,
    context: impl Fn() + Clone + Send + Sync + 'static,
    page: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let (parts, body) = request.into_parts();
    let form = Form::<EditAgenda>::from_request(Request::from_parts(parts.clone(), body), &()).await;
    let input = match form {
        Ok(Form(input)) => input,
        Err(refused) => return refused.into_response(),
    };
    match booking::edit_agenda(&services, &actor, &input, &reader).await {
        Ok(_) => Redirect::to(&format!("/sessions/{}?agenda=1", input.session_id)).into_response(),
        Err(failure) => {
            let status = StatusCode::from_u16(failure.status()).unwrap_or_default();
            let refused = RefusedAgenda { typed: input.agenda, failure: failure.said(reader.catalog) };
            (status, render_with(refused, parts, context, page).await).into_response()
        }
    }
}

/// A page to which something was sent, with what came of it. Nothing is kept of that: a redirect would have nowhere
/// to find it again but in an address.
async fn render_with<V: IntoView + 'static>(
    given: impl Clone + Send + Sync + 'static,
    parts: Parts,
    context: impl Fn() + Clone + Send + Sync + 'static,
    page: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let context = move || {
        context();
        provide_context(given.clone());
    };
    render_app_async_with_context(context, page)(Request::from_parts(parts, Body::empty())).await
}

/// The stylesheet of this build. While developing there is none to carry: the browser exchanges the file.
fn style_text(options: &LeptosOptions) -> Option<StyleText> {
    if options.env == Env::DEV || !options.hash_files {
        return None;
    }
    // Beside the program, as leptos itself reads it: "css: …" names the file.
    let hashes = env::current_exe().ok()?.parent()?.join(options.hash_file.as_ref());
    let hashes = fs::read_to_string(hashes).ok()?;
    let hash = hashes.lines().find_map(|line| line.trim().strip_prefix("css:"))?.trim().to_owned();
    let name = format!("{}.{hash}.css", options.output_name);
    let file = FilePath::new(options.site_root.as_ref()).join(options.site_pkg_dir.as_ref()).join(name);
    let text = fs::read_to_string(&file).inspect_err(
        |error| tracing::warn!(?file, %error, "the stylesheet cannot be read; pages link to it"),
    );
    text.ok().map(|text| StyleText(text.into()))
}

/// The files of `public/`. leptos_axum 0.8 can serve them too, but gives a file the headers of
/// whichever page its thread is at work on, cookies among them, and that page goes without.
fn files(options: &LeptosOptions) -> ServeDir {
    ServeDir::new(options.site_root.as_ref())
        .append_index_html_on_directories(false)
        .call_fallback_on_method_not_allowed(true)
        .precompressed_br()
        .precompressed_gzip()
}

/// Scripts, styles and WebAssembly. Their names change with their content when hashed, so they
/// are kept for good.
pub(super) fn assets(state: &AppState) -> Router<AppState> {
    let cache = if state.leptos.hash_files { "public, max-age=31536000, immutable" } else { "no-cache" };
    let service = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, HeaderValue::from_static(cache)))
        .service(site_pkg_dir_service(&state.leptos));
    Router::new().route_service(&site_pkg_dir_service_route_path(&state.leptos), service)
}

/// Only scripts that carry this answer's nonce run; nothing is loaded from elsewhere but pictures.
fn set_content_security_policy(options: &LeptosOptions) {
    let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce()) else { return };
    // While developing, the page hears of a new build through a web socket on another port.
    let reload = if options.env == Env::DEV { " ws:" } else { "" };
    let policy = format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: https:; \
         connect-src 'self'{reload}; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(CONTENT_SECURITY_POLICY, value);
    }
}
