//! One layout for every message, so that text and HTML say the same.

use office_hours::language::Catalog;

use crate::ports::{CalendarPart, Mail};

/// A message before it is laid out. A paragraph that is a web address becomes a link.
pub(super) struct Letter {
    pub(super) key: String,
    pub(super) to: String,
    pub(super) to_name: String,
    pub(super) subject: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) calendar: Option<CalendarPart>,
    /// What it is written with.
    pub(super) catalog: &'static Catalog,
}

impl Letter {
    pub(super) fn write(self) -> Mail {
        let text = format!("{}\n\nOffice Hours\n", self.paragraphs.join("\n\n"));
        let body: String = self.paragraphs.iter().map(|p| format!("<p>{}</p>\n", paragraph(p))).collect();
        let html = format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
             <body style=\"font:16px/1.5 sans-serif;max-width:36em;margin:2em auto;padding:0 1em\">\n\
             {body}<p style=\"color:#666\">Office Hours</p></body></html>\n",
            self.catalog.language().code(),
            escape(&self.subject)
        );
        Mail {
            key: self.key,
            to: self.to,
            to_name: self.to_name,
            subject: one_line(&self.subject),
            text,
            html,
            calendar: self.calendar,
            more_calendars: vec![],
            side: None,
        }
    }
}

fn paragraph(text: &str) -> String {
    let escaped = escape(text);
    let is_link =
        (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace);
    if is_link { format!("<a href=\"{escaped}\">{escaped}</a>") } else { escaped.replace('\n', "<br>") }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A subject is one line, whatever a name holds.
fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_inject_headers_or_markup() {
        let mail = Letter {
            key: "k".into(),
            to: "a@example.com".into(),
            to_name: "A".into(),
            subject: "Hi\r\nBcc: x@example.com".into(),
            paragraphs: vec!["<script>alert(1)</script>".into(), "https://example.com/?a=1&b=2".into()],
            calendar: None,
            catalog: Catalog::english(),
        }
        .write();
        assert_eq!(mail.subject, "Hi Bcc: x@example.com");
        assert!(!mail.html.contains("<script>"));
        assert!(mail.html.contains("<a href=\"https://example.com/?a=1&amp;b=2\">"));
        assert!(mail.text.contains("https://example.com/?a=1&b=2"));
    }
}
