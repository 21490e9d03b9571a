//! Reading one value at a time, keeping every mistake for one answer.

use std::net::SocketAddr;
use std::path::Path;

use office_hours::account::Email;
use office_hours::time::Timestamp;

use super::{AppEnv, DEVELOPMENT_SECRET, MIN_SECRET_CHARS, Settings, WrongSettings};

pub(super) struct Reader<G> {
    get: G,
    mistakes: Vec<String>,
}

impl<G: Fn(&str) -> Option<String>> Reader<G> {
    pub(super) fn new(get: G) -> Self {
        Self { get, mistakes: vec![] }
    }

    /// The settings, or every mistake.
    pub(super) fn finish(self, settings: Settings) -> Result<Settings, WrongSettings> {
        if self.mistakes.is_empty() { Ok(settings) } else { Err(WrongSettings(self.mistakes)) }
    }

    pub(super) fn mistake(&mut self, sentence: impl Into<String>) {
        self.mistakes.push(sentence.into());
    }

    pub(super) fn given(&self, name: &str) -> Option<String> {
        (self.get)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    pub(super) fn text(&self, name: &str, default: &str) -> String {
        self.given(name).unwrap_or_else(|| default.to_owned())
    }

    pub(super) fn switch(&mut self, name: &str, default: bool) -> bool {
        match self.given(name).as_deref() {
            None => default,
            Some("on") => true,
            Some("off") => false,
            Some(other) => {
                self.mistakes.push(format!("{name} is “{other}”: set it to on or off."));
                default
            }
        }
    }

    /// Whole minutes, at most `most`.
    pub(super) fn minutes(&mut self, name: &str, default: u32, most: u32) -> u32 {
        let Some(text) = self.given(name) else { return default };
        text.parse().ok().filter(|minutes| *minutes <= most).unwrap_or_else(|| {
            self.mistakes.push(format!("{name} is “{text}”: give whole minutes from 0 to {most}."));
            default
        })
    }

    /// Every secret can be guessed where the clock stands still.
    pub(super) fn stand_still_at(&mut self, app_env: AppEnv) -> Option<Timestamp> {
        let text = self.given("STAND_STILL_AT")?;
        if app_env == AppEnv::Production {
            self.mistakes.push("STAND_STILL_AT is for development servers: leave it out.".to_owned());
        }
        let at = text.parse().ok();
        if at.is_none() {
            self.mistakes
                .push(format!("STAND_STILL_AT is “{text}”: give an instant such as 2026-11-02T08:30:00Z."));
        }
        at
    }

    pub(super) fn app_env(&mut self) -> AppEnv {
        match self.text("APP_ENV", "development").as_str() {
            "development" => AppEnv::Development,
            "production" => AppEnv::Production,
            other => {
                self.mistakes.push(format!("APP_ENV is “{other}”: set it to development or production."));
                AppEnv::Development
            }
        }
    }

    /// A development server shows everybody's sign-in links: one that others can reach must have been
    /// meant as one, and not come about by forgetting `APP_ENV`.
    pub(super) fn forgotten_app_env(&mut self, addr: SocketAddr, base_url: &str) {
        if self.given("APP_ENV").is_some() {
            return;
        }
        let told = if !addr.ip().to_canonical().is_loopback() {
            format!("LEPTOS_SITE_ADDR {addr} can be reached from other machines")
        } else if base_url.starts_with("https://") {
            format!("BASE_URL {base_url} is a public address")
        } else {
            return;
        };
        self.mistakes.push(format!(
            "APP_ENV is missing, and {told}: a development server would show everybody's sign-in links there. \
             Set APP_ENV=production, or APP_ENV=development if nobody but you can reach it."
        ));
    }

    pub(super) fn database_url(&mut self, data_dir: &Path) -> String {
        let Some(url) = self.given("DATABASE_URL") else {
            return format!("sqlite://{}/office-hours.db?mode=rwc", data_dir.display());
        };
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            self.mistakes.push(
                "DATABASE_URL is of no database we know: give postgres://user:password@host/name or \
                 sqlite://path/to/file.db?mode=rwc, or leave it out for a file in DATA_DIR."
                    .to_owned(),
            );
        }
        url
    }

    pub(super) fn addr(&mut self) -> SocketAddr {
        let default = SocketAddr::from(([127, 0, 0, 1], 3000));
        let Some(text) = self.given("LEPTOS_SITE_ADDR") else { return default };
        text.parse().unwrap_or_else(|_| {
            self.mistakes.push(format!(
                "LEPTOS_SITE_ADDR is “{text}”: give an address and a port such as 127.0.0.1:3000."
            ));
            default
        })
    }

    pub(super) fn base_url(&mut self, addr: SocketAddr, app_env: AppEnv) -> String {
        let production = app_env == AppEnv::Production;
        let Some(url) = self.given("BASE_URL") else {
            if production {
                self.mistakes.push(
                    "BASE_URL is missing: give the address under which people reach this server, such as \
                     https://office.example.com."
                        .to_owned(),
                );
            }
            return format!("http://{addr}");
        };
        let url = url.trim_end_matches('/').to_owned();
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if rest.is_none_or(|host| host.is_empty() || host.contains(['/', '?', '#', ' '])) {
            self.mistakes
                .push(format!("BASE_URL is “{url}”: give scheme and host such as https://office.example.com, without a path."));
        } else if production && !url.starts_with("https://") {
            self.mistakes.push(format!("BASE_URL is “{url}”: in production it must begin with https://."));
        }
        url
    }

    pub(super) fn secret_key(&mut self, app_env: AppEnv) -> String {
        let key = self.text("SECRET_KEY", DEVELOPMENT_SECRET);
        if app_env == AppEnv::Production {
            if key == DEVELOPMENT_SECRET {
                self.mistakes.push(
                    "SECRET_KEY is missing or that of development: give a random text of at least 32 characters, \
                     for example from `openssl rand -hex 32`."
                        .to_owned(),
                );
            } else if key.chars().count() < MIN_SECRET_CHARS {
                self.mistakes
                    .push(format!("SECRET_KEY is too short: give at least {MIN_SECRET_CHARS} characters."));
            }
        }
        key
    }

    pub(super) fn mail_from(&mut self) -> String {
        let from = self.text("MAIL_FROM", "Office Hours <hello@office-hours.invalid>");
        let address = from.rsplit_once('<').map_or(from.as_str(), |(_, rest)| rest.trim_end_matches('>'));
        if Email::parse(address).is_err() {
            self.mistakes.push(format!(
                "MAIL_FROM is “{from}”: give a sender such as Office Hours <hello@example.com>."
            ));
        }
        from
    }
}
