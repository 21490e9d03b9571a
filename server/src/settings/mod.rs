//! What the process is told by its environment and `.env`: read once, each mistake named.

mod outside;
mod value;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use integrations::openai;
use office_hours::booking::lifecycle::CancelPolicy;
use office_hours::time::Timestamp;
use services::Organizer;
use value::Reader;

pub use outside::{Embeddings, OpenAiAccount, Secret, UpstashVectorIndex};

/// Stands in for a secret on a development server; production refuses it.
const DEVELOPMENT_SECRET: &str = "development-secret-do-not-use-anywhere-else";
/// The shortest secret that production takes, in characters.
const MIN_SECRET_CHARS: usize = 32;

/// Where the process runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppEnv {
    /// Demo data, mailbox page, readable logs, cookies without HTTPS.
    Development,
    /// None of these.
    Production,
}

/// Everything the process was told.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings {
    /// `APP_ENV`.
    pub app_env: AppEnv,
    /// `DATA_DIR`: photos, and database file and mails when these are embedded.
    pub data_dir: PathBuf,
    /// `DATABASE_URL`, `sqlite:` or `postgres:`.
    pub database_url: String,
    /// `LEPTOS_SITE_ADDR`: where to listen.
    pub addr: SocketAddr,
    /// `BASE_URL`: how people reach the server, without a slash at the end.
    pub base_url: String,
    /// `SECRET_KEY`: keys the digests of sign-in secrets.
    pub secret_key: String,
    /// `MODEL_DIR`: the embedding model's files.
    pub model_dir: PathBuf,
    /// `EMBEDDINGS`, `local` or `openai`.
    pub embeddings: Embeddings,
    /// `OPENAI_API_KEY` and `OPENAI_BASE_URL`.
    pub openai: Option<OpenAiAccount>,
    /// `UPSTASH_VECTOR_REST_URL` and `UPSTASH_VECTOR_REST_TOKEN`.
    pub upstash_vector: Option<UpstashVectorIndex>,
    /// `MAIL_FROM`: the sender of every mail.
    pub mail_from: String,
    /// `CANCEL_CUTOFF_MINUTES`: how long before the start mentees can cancel and move a session.
    pub cancel_policy: CancelPolicy,
    /// `KEEP_ANSWERS`: whether a search that is asked again may be answered from memory.
    pub keep_answers: bool,
    /// `PERSONAL_RANKING`: whether somebody's own past sessions change the order of their results.
    pub personal_ranking: bool,
    /// `FEEDBACK_IN_MATCHING`: whether needs are compared with what mentees said of mentors as well.
    pub feedback_in_matching: bool,
    /// `STAND_STILL_AT`: the instant at which the clock stands, on a development server that is looked at.
    pub stand_still_at: Option<Timestamp>,
}

/// The settings cannot be used; every mistake is named with what would be right.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct WrongSettings(pub Vec<String>);

impl Settings {
    /// Reads the environment, and `.env` for what the environment does not say.
    pub fn from_env() -> Result<Self, WrongSettings> {
        if let Err(error) = dotenvy::dotenv()
            && !error.not_found()
        {
            return Err(WrongSettings(vec![format!(
                ".env could not be read: {error}. Write one NAME=value a line."
            )]));
        }
        Self::from(|name| std::env::var(name).ok())
    }

    /// Reads what `get` gives for each name. An empty value counts as missing.
    pub fn from(get: impl Fn(&str) -> Option<String>) -> Result<Self, WrongSettings> {
        let mut read = Reader::new(get);
        let app_env = read.app_env();
        let data_dir = PathBuf::from(read.text("DATA_DIR", "data"));
        let database_url = read.database_url(&data_dir);
        let addr = read.addr();
        let base_url = read.base_url(addr, app_env);
        read.forgotten_app_env(addr, &base_url);
        let secret_key = read.secret_key(app_env);
        let openai = read.openai(openai::BASE_URL);
        let settings = Self {
            app_env,
            database_url,
            addr,
            base_url,
            secret_key,
            model_dir: PathBuf::from(read.text("MODEL_DIR", "models/all-MiniLM-L6-v2")),
            embeddings: read.embeddings(openai.as_ref()),
            openai,
            upstash_vector: read.upstash_vector(),
            mail_from: read.mail_from(),
            cancel_policy: CancelPolicy { cutoff_minutes: read.minutes("CANCEL_CUTOFF_MINUTES", 0, 10_080) },
            keep_answers: read.switch("KEEP_ANSWERS", true),
            personal_ranking: read.switch("PERSONAL_RANKING", true),
            feedback_in_matching: read.switch("FEEDBACK_IN_MATCHING", true),
            stand_still_at: read.stand_still_at(app_env),
            data_dir,
        };
        read.finish(settings)
    }

    /// `MAIL_FROM` as a name and an address.
    pub fn organizer(&self) -> Organizer {
        let from = self.mail_from.as_str();
        let (name, email) = from.rsplit_once('<').unwrap_or(("", from));
        Organizer {
            name: name.trim().trim_matches('"').to_owned(),
            email: email.trim().trim_end_matches('>').to_owned(),
        }
    }

    /// Whether this is a development server.
    pub fn development(&self) -> bool {
        self.app_env == AppEnv::Development
    }
}

/// Without secrets: the key is left out, and so is a password in the database's address.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("app_env", &self.app_env)
            .field("data_dir", &self.data_dir)
            .field("database_url", &redacted(&self.database_url))
            .field("addr", &self.addr)
            .field("base_url", &self.base_url)
            .field("model_dir", &self.model_dir)
            .field("embeddings", &self.embeddings)
            .field("openai", &self.openai)
            .field("upstash_vector", &self.upstash_vector)
            .field("mail_from", &self.mail_from)
            .field("cancel_policy", &self.cancel_policy)
            .field("keep_answers", &self.keep_answers)
            .field("personal_ranking", &self.personal_ranking)
            .field("feedback_in_matching", &self.feedback_in_matching)
            .field("stand_still_at", &self.stand_still_at)
            .finish_non_exhaustive()
    }
}

/// An address without the part that holds user and password.
pub fn redacted(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn read(pairs: &[(&str, &str)]) -> Result<Settings, WrongSettings> {
        Settings::from(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn nothing_is_needed_in_development() {
        let settings = read(&[]).unwrap();
        assert_eq!(settings.database_url, "sqlite://data/office-hours.db?mode=rwc");
        assert_eq!(settings.addr.to_string(), "127.0.0.1:3000");
        assert_eq!(settings.base_url, "http://127.0.0.1:3000");
        assert!(settings.development());
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let WrongSettings(mistakes) = read(&[
            ("APP_ENV", "staging"),
            ("DATABASE_URL", "mysql://x"),
            ("LEPTOS_SITE_ADDR", "localhost"),
            ("BASE_URL", "example.com"),
            ("MAIL_FROM", "nobody"),
            ("KEEP_ANSWERS", "maybe"),
            ("STAND_STILL_AT", "noon"),
        ])
        .unwrap_err();
        let names = ["APP_ENV", "DATABASE_URL", "LEPTOS_SITE_ADDR", "BASE_URL", "MAIL_FROM", "KEEP_ANSWERS"];
        for name in names.into_iter().chain(["STAND_STILL_AT"]) {
            assert_eq!(mistakes.iter().filter(|m| m.starts_with(name)).count(), 1, "{name}: {mistakes:?}");
        }
    }

    #[test]
    fn production_refuses_what_only_development_may() {
        let good = [
            ("APP_ENV", "production"),
            ("BASE_URL", "https://office.example.com/"),
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ];
        assert_eq!(read(&good).unwrap().base_url, "https://office.example.com");
        for (name, value) in [
            ("SECRET_KEY", ""),
            ("SECRET_KEY", DEVELOPMENT_SECRET),
            ("SECRET_KEY", "short"),
            ("BASE_URL", ""),
            ("BASE_URL", "http://office.example.com"),
            ("STAND_STILL_AT", "2026-11-02T08:30:00Z"),
        ] {
            let mut pairs = good.to_vec();
            pairs.retain(|(key, _)| *key != name);
            pairs.push((name, value));
            let WrongSettings(mistakes) = read(&pairs).unwrap_err();
            assert!(mistakes.len() == 1 && mistakes[0].starts_with(name), "{name}={value}: {mistakes:?}");
        }
    }

    #[test]
    fn a_server_that_others_reach_is_a_development_one_only_when_told_so() {
        let cases = [
            ("LEPTOS_SITE_ADDR", "0.0.0.0:3000"),
            ("LEPTOS_SITE_ADDR", "[::]:3000"),
            ("LEPTOS_SITE_ADDR", "192.168.0.7:3000"),
            ("BASE_URL", "https://office.example.com"),
        ];
        for pair in cases {
            for forgotten in [vec![pair], vec![("APP_ENV", " "), pair]] {
                let WrongSettings(mistakes) = read(&forgotten).unwrap_err();
                assert!(mistakes.len() == 1 && mistakes[0].starts_with("APP_ENV is missing"), "{mistakes:?}");
                assert!(
                    mistakes[0].contains("Set APP_ENV=production") && mistakes[0].contains(pair.0),
                    "{mistakes:?}"
                );
            }
            assert!(read(&[("APP_ENV", "development"), pair]).unwrap().development());
        }
        for addr in ["127.0.0.1:8080", "127.8.0.1:80", "[::1]:3000", "[::ffff:127.0.0.1]:3000"] {
            assert!(read(&[("LEPTOS_SITE_ADDR", addr)]).unwrap().development(), "{addr}");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let settings = read(&[
            ("DATABASE_URL", "postgres://office:hunter2@db.example.com/office"),
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ])
        .unwrap();
        let printed = format!("{settings:?}");
        assert!(!printed.contains("hunter2") && !printed.contains("0123456789abcdef"), "{printed}");
        assert!(printed.contains("db.example.com"));
    }
}
