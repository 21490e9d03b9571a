//! How long links and logins live, and where a person may be sent after signing in.

use std::time::Duration;

/// A mailed link works once and this long.
pub const LOGIN_LINK_LIFETIME: Duration = Duration::from_secs(15 * 60);

/// A login lasts this long.
pub const LOGIN_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// So many unused links may be open for one address; more are refused.
pub const MAX_OPEN_LINKS: u64 = 5;

/// Where to go after signing in: a path of this site, or the start page.
///
/// Anything that a browser could read as another host (`//host`, `/\host`, a scheme) is dropped.
pub fn safe_next(next: Option<&str>) -> &str {
    match next {
        Some(path)
            if path.starts_with('/')
                && !path.starts_with("//")
                && !path.contains('\\')
                && !path.contains(char::is_control) =>
        {
            path
        }
        _ => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert_eq!(safe_next(Some("/mentors/1?slot=2")), "/mentors/1?slot=2");
        for evil in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\r\nb",
            "",
        ] {
            assert_eq!(safe_next(Some(evil)), "/", "{evil:?} was followed");
        }
        assert_eq!(safe_next(None), "/");
    }
}
