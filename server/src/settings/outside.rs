//! Accounts at outside systems: keys that are never printed, and addresses that keys may be sent to.

use std::fmt;
use std::net::IpAddr;

use super::value::Reader;

/// A text that is not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Which model turns texts into vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embeddings {
    /// all-MiniLM-L6-v2 in process.
    Local,
    /// OpenAI's.
    OpenAi,
}

/// `OPENAI_API_KEY` and `OPENAI_BASE_URL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAiAccount {
    /// The key.
    pub api_key: Secret,
    /// Where the service is, with the version and without a slash at the end.
    pub base_url: String,
}

/// `UPSTASH_VECTOR_REST_URL` and `UPSTASH_VECTOR_REST_TOKEN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstashVectorIndex {
    /// Where the index is.
    pub url: String,
    /// The token.
    pub token: Secret,
}

impl<G: Fn(&str) -> Option<String>> Reader<G> {
    pub(super) fn openai(&mut self, default_url: &str) -> Option<OpenAiAccount> {
        let base_url = self.api_url("OPENAI_BASE_URL", default_url);
        let api_key = Secret(self.given("OPENAI_API_KEY")?);
        Some(OpenAiAccount { api_key, base_url })
    }

    /// OpenAI's where there is a key and nothing else is said.
    pub(super) fn embeddings(&mut self, openai: Option<&OpenAiAccount>) -> Embeddings {
        match (self.given("EMBEDDINGS").as_deref(), openai) {
            (None, None) | (Some("local"), _) => Embeddings::Local,
            (None | Some("openai"), Some(_)) => Embeddings::OpenAi,
            (Some("openai"), None) => {
                self.mistake("EMBEDDINGS is openai, and OPENAI_API_KEY is missing: give the key, or leave EMBEDDINGS out.");
                Embeddings::Local
            }
            (Some(other), _) => {
                self.mistake(format!("EMBEDDINGS is “{other}”: set it to local or openai."));
                Embeddings::Local
            }
        }
    }

    pub(super) fn upstash_vector(&mut self) -> Option<UpstashVectorIndex> {
        let (url, token) = ("UPSTASH_VECTOR_REST_URL", "UPSTASH_VECTOR_REST_TOKEN");
        let missing = match (self.given(url), self.given(token)) {
            (None, None) => return None,
            (Some(_), Some(given)) => {
                return Some(UpstashVectorIndex { url: self.api_url(url, ""), token: Secret(given) });
            }
            (None, Some(_)) => url,
            (Some(_), None) => token,
        };
        self.mistake(format!(
            "{missing} is missing: give the address and the token of the index, or neither."
        ));
        None
    }

    /// An address that a key is sent to: over TLS, except on this machine.
    fn api_url(&mut self, name: &str, default: &str) -> String {
        let url = self.text(name, default).trim_end_matches('/').to_owned();
        let is_safe = match url.split_once("://") {
            Some(("https", rest)) => !rest.is_empty(),
            Some(("http", rest)) => is_loopback(rest),
            _ => false,
        };
        if !is_safe || url.contains(['?', '#', ' ', '@']) {
            self.mistake(format!(
                "{name} is no address that a key can be sent to: give one such as https://api.example.com/v1."
            ));
        }
        url
    }
}

fn is_loopback(rest: &str) -> bool {
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let host = host.trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::tests::read;
    use crate::settings::{Settings, WrongSettings};

    fn mistakes(pairs: &[(&str, &str)]) -> Vec<String> {
        let WrongSettings(mistakes) = read(pairs).unwrap_err();
        mistakes
    }

    #[test]
    fn the_key_brings_the_embeddings_unless_told_otherwise() {
        let embeddings = |pairs: &[(&str, &str)]| {
            let Settings { embeddings, openai, .. } = read(pairs).unwrap();
            (embeddings, openai.map(|account| account.base_url))
        };
        let official = Some("https://api.openai.com/v1".to_owned());
        assert_eq!(embeddings(&[]), (Embeddings::Local, None));
        assert_eq!(embeddings(&[("OPENAI_API_KEY", "k")]), (Embeddings::OpenAi, official.clone()));
        assert_eq!(
            embeddings(&[("OPENAI_API_KEY", "k"), ("EMBEDDINGS", "local")]),
            (Embeddings::Local, official)
        );
        let proxy = [("OPENAI_API_KEY", "k"), ("OPENAI_BASE_URL", "http://127.0.0.1:9/v1/")];
        assert_eq!(embeddings(&proxy), (Embeddings::OpenAi, Some("http://127.0.0.1:9/v1".to_owned())));
        assert!(mistakes(&[("EMBEDDINGS", "openai")])[0].starts_with("EMBEDDINGS is openai"));
        assert!(mistakes(&[("EMBEDDINGS", "both")])[0].starts_with("EMBEDDINGS is “both”"));
    }

    #[test]
    fn an_index_needs_both_address_and_token() {
        let (url, token) = ("UPSTASH_VECTOR_REST_URL", "UPSTASH_VECTOR_REST_TOKEN");
        let both = read(&[(url, "https://x.upstash.io/"), (token, "t")]).unwrap().upstash_vector.unwrap();
        assert_eq!((both.url.as_str(), both.token), ("https://x.upstash.io", Secret("t".into())));
        assert!(mistakes(&[(url, "https://x.upstash.io")])[0].starts_with(token));
        assert!(mistakes(&[(token, "t")])[0].starts_with(url));
    }

    #[test]
    fn keys_go_over_tls_or_stay_on_the_machine() {
        let given = |url: &str| read(&[("OPENAI_BASE_URL", url)]);
        for url in
            ["http://localhost:1/v1", "http://[::1]:8080", "http://127.0.0.2", "https://proxy.example.com/v1"]
        {
            given(url).unwrap();
        }
        for url in [
            "http://api.example.com",
            "api.openai.com",
            "https://",
            "http://localhost.evil.example",
            "https://k@x.example",
            "ftp://x",
        ] {
            let WrongSettings(mistakes) = given(url).unwrap_err();
            assert!(mistakes.len() == 1 && mistakes[0].starts_with("OPENAI_BASE_URL"), "{url}: {mistakes:?}");
        }
    }

    #[test]
    fn keys_are_not_printed() {
        let settings = read(&[
            ("OPENAI_API_KEY", "sk-hunter2"),
            ("UPSTASH_VECTOR_REST_URL", "https://x.upstash.io"),
            ("UPSTASH_VECTOR_REST_TOKEN", "hunter3"),
        ]);
        let printed = format!("{:?}", settings.unwrap());
        assert!(!printed.contains("hunter"), "{printed}");
        assert!(printed.contains("x.upstash.io") && printed.contains("OpenAi"), "{printed}");
    }
}
