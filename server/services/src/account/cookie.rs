//! The cookies of the login, the zone and the language: written and read in one place.

use std::time::Duration;

use http::HeaderMap;
use http::header::{ACCEPT_LANGUAGE, COOKIE};
use office_hours::language::{Language, WeekStart};
use office_hours::time::Zone;

/// Holds the login's secret.
const LOGIN: &str = "office_hours_login";
/// Holds the IANA zone in which the viewer reads times; the page sets it.
const ZONE: &str = "tz";
/// Holds the code of the language that the viewer has chosen.
const LANGUAGE: &str = "language";

/// The login's secret, if the browser sent one.
pub fn read(headers: &HeaderMap) -> Option<String> {
    value(headers, LOGIN).filter(|secret| !secret.is_empty())
}

/// The viewer's zone, if the browser sent one; `%2F` may stand for a slash.
pub fn read_zone(headers: &HeaderMap) -> Option<String> {
    value(headers, ZONE).map(|zone| zone.replace("%2F", "/").replace("%2f", "/"))
}

/// The language that the viewer has chosen, else the one that their browser asks for.
pub fn read_language(headers: &HeaderMap) -> Language {
    let chosen = value(headers, LANGUAGE).and_then(|code| Language::of_tag(&code));
    chosen.unwrap_or_else(|| Language::accepted(accept_language(headers)))
}

/// What the weeks of whoever asks begin with.
pub fn read_week_start(headers: &HeaderMap) -> WeekStart {
    WeekStart::accepted(accept_language(headers))
}

fn accept_language(headers: &HeaderMap) -> &str {
    headers.get(ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok()).unwrap_or_default()
}

/// The header that keeps the language in the browser, for a year.
pub fn set_language(language: Language) -> String {
    format!("{LANGUAGE}={}; Path=/; Max-Age=31536000; SameSite=Lax", language.code())
}

/// The header that keeps the zone in the browser, for a year.
pub fn set_zone(zone: &Zone) -> String {
    format!("{ZONE}={}; Path=/; Max-Age=31536000; SameSite=Lax", zone.name())
}

/// The header that keeps a login in the browser.
pub fn set(secret: &str, lifetime: Duration, development: bool) -> String {
    let secure = if development { "" } else { "; Secure" };
    format!("{LOGIN}={secret}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}", lifetime.as_secs())
}

/// The header that removes the login from the browser.
pub fn expire(development: bool) -> String {
    set("", Duration::ZERO, development)
}

fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_read_back_and_kept_from_scripts() {
        let set = set("abc", Duration::from_secs(60), false);
        assert_eq!(set, "office_hours_login=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "tz=Europe%2FBerlin; office_hours_login=abc".parse().unwrap());
        assert_eq!(read(&headers).as_deref(), Some("abc"));
        assert_eq!(read_zone(&headers).as_deref(), Some("Europe/Berlin"));
        assert_eq!(read(&HeaderMap::new()), None);
    }

    #[test]
    fn an_ended_login_is_no_login() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "office_hours_login=".parse().unwrap());
        assert_eq!(read(&headers), None);
        assert!(expire(true).contains("Max-Age=0"));
    }
}
