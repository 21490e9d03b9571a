//! Asking an outside system over HTTP: JSON there and back, failures as *retry* or *give up*.
//!
//! Nothing of a key, of what was sent or of the address's query gets into a failure: failures are
//! logged, and kept with jobs.

use std::error::Error;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use services::ports::PortError;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// The longest answer that is read: some hundred vectors written in decimal take a tenth of it.
const MAX_ANSWER: usize = 64 << 20;
/// The first wait before another try; each next one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// A system that wants a longer wait is asked again by whoever called, not here.
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// What is kept of the words of a refusal, in characters.
const MAX_REASON: usize = 200;

/// The client that all adapters share; made once, by whoever starts the process. It follows no
/// redirect: the answer of an API is its answer, and a key is for one address.
pub fn new_client() -> Result<Client, PortError> {
    Client::builder()
        .connect_timeout(CONNECT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("office-hours/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| PortError::GiveUp(format!("no HTTP client could be made: {}", told(&error))))
}

/// What a system says in the body of a refusal.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// Why, in words that may be logged.
    pub(crate) reason: Option<String>,
    /// Whether waiting does not help although the status says so.
    pub(crate) is_final: bool,
}

/// How hard to try.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    /// The time for one try, from the connection to the last byte.
    pub(crate) each: Duration,
    /// Tries at most.
    pub(crate) tries: u32,
}

/// One outside system.
pub(crate) struct Rest {
    client: Client,
    /// As it is called in sentences.
    name: &'static str,
    /// Without a slash at the end.
    base_url: String,
    authorization: HeaderValue,
    said: fn(&[u8]) -> Said,
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) struct Refused {
    /// Nothing when no answer came, or none that could be read.
    pub(crate) status: Option<StatusCode>,
    pub(crate) error: PortError,
    /// How long the system wants to be left alone.
    wait: Option<Duration>,
}

impl Refused {
    fn retry(status: Option<StatusCode>, why: String) -> Self {
        Self { status, error: PortError::Retry(why), wait: None }
    }
}

impl From<Refused> for PortError {
    fn from(refused: Refused) -> Self {
        refused.error
    }
}

impl Rest {
    pub(crate) fn new(
        client: Client,
        name: &'static str,
        base_url: &str,
        key: &str,
        said: fn(&[u8]) -> Said,
    ) -> Result<Self, PortError> {
        let mut authorization = HeaderValue::from_str(&format!("Bearer {key}"))
            .map_err(|_| PortError::GiveUp(format!("the key for {name} has characters that no key has")))?;
        authorization.set_sensitive(true);
        let base_url = base_url.trim_end_matches('/').to_owned();
        Ok(Self { client, name, base_url, authorization, said })
    }

    /// Posts `body` to `path` until there is an answer, or no sense in trying again.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &(impl Serialize + Sync),
        effort: Effort,
    ) -> Result<T, Refused> {
        let body = serde_json::to_vec(body).map_err(|error| Refused {
            status: None,
            error: PortError::GiveUp(format!("{}: the request cannot be written: {error}", self.name)),
            wait: None,
        })?;
        let mut wait = FIRST_WAIT;
        for _ in 1..effort.tries {
            match self.try_once(path, body.clone(), effort.each).await {
                Err(Refused { error: PortError::Retry(_), wait: asked, .. })
                    if asked.is_none_or(|asked| asked <= LONGEST_WAIT) =>
                {
                    tokio::time::sleep(asked.unwrap_or(wait)).await;
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
                settled => return settled,
            }
        }
        self.try_once(path, body, effort.each).await
    }

    async fn try_once<T: DeserializeOwned>(
        &self,
        path: &str,
        body: Vec<u8>,
        timeout: Duration,
    ) -> Result<T, Refused> {
        let broken = |error: reqwest::Error| {
            let why = if error.is_timeout() {
                format!("{} did not answer within {timeout:?}", self.name)
            } else {
                format!("{} cannot be reached: {}", self.name, told(&error.without_url()))
            };
            Refused::retry(None, why)
        };
        let request = self
            .client
            .post(format!("{}/{path}", self.base_url))
            .header(AUTHORIZATION, self.authorization.clone())
            .header(CONTENT_TYPE, "application/json")
            .body(body)
            .timeout(timeout);
        let response = request.send().await.map_err(broken)?;
        let (status, headers) = (response.status(), response.headers().clone());
        let Some(body) = read(response).await.map_err(broken)? else {
            return Err(Refused::retry(Some(status), format!("{} answers without end", self.name)));
        };
        if !status.is_success() {
            return Err(self.refused(status, &headers, &body));
        }
        serde_json::from_slice(&body).map_err(|error| {
            // Where in the answer, and not what was there.
            let place = format!("line {}, column {}", error.line(), error.column());
            Refused::retry(Some(status), format!("the answer of {} cannot be read at {place}", self.name))
        })
    }

    fn refused(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Refused {
        let Said { reason, is_final } = (self.said)(body);
        let mut why = format!("{} answers {status}", self.name);
        if let Some(reason) = reason {
            let readable = reason.chars().map(|c| if c.is_control() { ' ' } else { c });
            why.push_str(": ");
            why.extend(readable.take(MAX_REASON));
        }
        // By this its makers find the request.
        if let Some(id) = headers.get("x-request-id").and_then(|id| id.to_str().ok()) {
            why.push_str(&format!(" (request {})", &id[..id.len().min(MAX_REASON)]));
        }
        let heals = match headers.get("x-should-retry").map(HeaderValue::as_bytes) {
            Some(b"true") => true,
            Some(b"false") => false,
            _ => matches!(status.as_u16(), 408 | 409 | 429 | 500..),
        };
        let error = if heals && !is_final { PortError::Retry(why) } else { PortError::GiveUp(why) };
        Refused { status: Some(status), error, wait: asked_wait(headers) }
    }
}

/// The body, nothing when it is too long.
async fn read(mut response: Response) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut body = vec![];
    while let Some(some) = response.chunk().await? {
        if body.len() + some.len() > MAX_ANSWER {
            return Ok(None);
        }
        body.extend_from_slice(&some);
    }
    Ok(Some(body))
}

/// How long the system wants to be left alone; a date says nothing here, for it needs their clock.
fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u32>().ok();
    let milliseconds = number("retry-after-ms").map(|ms| Duration::from_millis(ms.into()));
    milliseconds.or_else(|| number(RETRY_AFTER.as_str()).map(|seconds| Duration::from_secs(seconds.into())))
}

/// A failure with what caused it: the outermost alone says only that something failed.
fn told(error: &dyn Error) -> String {
    let mut all = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !all.contains(&said) {
            all.push_str(": ");
            all.push_str(&said);
        }
        cause = error.source();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONCE: Effort = Effort { each: Duration::from_millis(100), tries: 1 };

    fn rest(base_url: &str) -> Rest {
        Rest::new(new_client().unwrap(), "The service", base_url, "key", |_| Said::default()).unwrap()
    }

    #[tokio::test]
    async fn who_does_not_answer_is_not_waited_for() {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", silent.local_addr().unwrap());
        let refused = rest(&url).post::<()>("x", &(), ONCE).await.unwrap_err();
        assert_eq!(PortError::from(refused).to_string(), "for now: The service did not answer within 100ms");
        drop(silent);
        let refused = rest(&url).post::<()>("x", &(), ONCE).await.unwrap_err();
        assert!(matches!(&refused.error, PortError::Retry(why) if why.contains("refused")), "{refused:?}");
    }

    #[test]
    fn a_wait_is_read_in_both_spellings() {
        let wait = |name: &'static str, value: &'static str| {
            asked_wait(&HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))]))
        };
        assert_eq!(wait("retry-after-ms", "250"), Some(Duration::from_millis(250)));
        assert_eq!(wait("retry-after", "2"), Some(Duration::from_secs(2)));
        assert_eq!(wait("retry-after", "Wed, 25 Nov 2026 08:00:00 GMT"), None);
    }

    #[test]
    fn a_key_that_is_none_is_refused() {
        let refused =
            Rest::new(new_client().unwrap(), "The service", "http://x", "a\nb", |_| Said::default());
        assert!(matches!(refused, Err(PortError::GiveUp(_))));
    }
}
