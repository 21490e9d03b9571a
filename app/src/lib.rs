//! The interface of Office Hours: pages, the parts they are made of, and the server functions
//! they call.
//!
//! Compiled twice: with `ssr` into the server, with `hydrate` for the browser. The whole route
//! table is on this screen; nothing else is decided here.

// Views are deeply nested types.
#![recursion_limit = "256"]

#[expect(
    missing_docs,
    reason = "the macro makes a struct of each server function; its fields are the arguments"
)]
pub mod api;
#[cfg(feature = "ssr")]
pub mod head;
pub mod kit;
mod lazy;
pub mod pages;
pub mod parts;
pub mod state;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::SsrMode::Async;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use pages::find::FindPage;
use pages::landing::LandingPage;
use pages::not_found::NotFoundPage;
use parts::frame::Frame;

/// Every page by its address. All are rendered whole (`Async`), so that they are complete without
/// JavaScript and their HTTP status says the same as their words.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    #[cfg(feature = "ssr")]
    head::provide_head();
    state::viewer::provide_viewer();
    let title = state::title::provide_title();
    view! {
        <Title formatter=window_title text=move || title.get() />
        <Router>
            <Frame>
                <FlatRoutes fallback=NotFoundPage>
                    <Route ssr=Async path=path!("/") view=LandingPage />
                    <Route ssr=Async path=path!("/find") view=FindPage />
                    <Route ssr=Async path=path!("/compare") view=lazy::COMPARE />
                    <Route ssr=Async path=path!("/discover") view=lazy::DISCOVER />
                    <Route ssr=Async path=path!("/mentors/:id") view=lazy::MENTOR />
                    <Route ssr=Async path=path!("/saved") view=lazy::SAVED />
                    <Route ssr=Async path=path!("/sessions") view=lazy::SESSIONS />
                    <Route ssr=Async path=path!("/sessions/:id") view=lazy::SESSION />
                    <Route ssr=Async path=path!("/sessions/:id/move") view=lazy::MOVE_SESSION />
                    <Route ssr=Async path=path!("/account") view=lazy::ACCOUNT />
                    <Route ssr=Async path=path!("/sign-in") view=lazy::SIGN_IN />
                    <Route ssr=Async path=path!("/sign-in/confirm") view=lazy::CONFIRM />
                    <Route ssr=Async path=path!("/welcome") view=lazy::WELCOME />
                    <Route ssr=Async path=path!("/welcome/mentee") view=lazy::WELCOME_MENTEE />
                    <Route ssr=Async path=path!("/welcome/mentor") view=lazy::WELCOME_MENTOR />
                    <Route ssr=Async path=path!("/hours") view=lazy::HOURS />
                    <Route ssr=Async path=path!("/hours/rules") view=lazy::RULES />
                    <Route ssr=Async path=path!("/programme") view=lazy::PROGRAMME />
                    <Route ssr=Async path=path!("/programme/people") view=lazy::PEOPLE />
                    <Route ssr=Async path=path!("/programme/people/:id") view=lazy::PERSON />
                    <Route ssr=Async path=path!("/programme/experiments") view=lazy::EXPERIMENTS />
                    <Route ssr=Async path=path!("/programme/experiments/:id") view=lazy::EXPERIMENT />
                    <Route ssr=Async path=path!("/zone") view=lazy::ZONE />
                    <Route ssr=Async path=path!("/dev/:page") view=lazy::DEV />
                </FlatRoutes>
            </Frame>
        </Router>
    }
}

/// The document around the app.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use leptos_meta::MetaTags;

    state::language::provide_language();
    let language = state::language::language();
    let texts = api::request::address_of_texts(language);
    view! {
        <!DOCTYPE html>
        <html
            lang=language.code()
            dir=language.direction()
            data-texts=texts
            data-week=state::language::week_start().name()
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="theme-color" content="#fbfaf7" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#101318" media="(prefers-color-scheme: dark)" />
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="preload" r#as="font" r#type="font/woff2" href="/fonts/inter-latin.woff2" crossorigin="anonymous" />
                {head::style(&options)}
                <AutoReload options=options.clone() />
                {texts.map(|texts| view! { <link rel="preload" r#as="fetch" href=texts crossorigin="anonymous" /> })}
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// What the window is called. `Title` writes its text as it is, and what people type is part of it:
/// nothing in it may end the element.
fn window_title(page: String) -> String {
    if page.is_empty() {
        "Office Hours".to_owned()
    } else {
        format!("{} · Office Hours", page.replace('<', "‹"))
    }
}
