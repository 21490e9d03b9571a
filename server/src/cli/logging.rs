//! Logs: sentences with fields; JSON in production, readable in development.

use tracing_subscriber::EnvFilter;

use crate::settings::Settings;

/// Starts logging to standard error. Commands that answer a question log warnings only, so that
/// the answer stands alone; `RUST_LOG` overrides both.
pub(super) fn start(settings: &Settings, long_running: bool) {
    let default = if long_running { "info,apalis=warn,sqlx=warn,sea_orm_migration=warn" } else { "warn" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if settings.development() {
        builder.with_target(false).compact().init();
    } else {
        builder.json().flatten_event(true).init();
    }
}
