//! HTTP: pages, server functions, the REST API and static files behind one set of middleware.

pub mod api;
mod health;
mod install;
mod languages;
mod metrics;
mod middleware;
mod pages;
mod problem;
mod router;
mod search_engines;
mod serve;
mod upload;

pub use router::{AppState, router};
pub use serve::serve;
