//! The words of every message. Plain text and the same as simple HTML; no template engine.

mod in_order;
mod layout;
pub(crate) mod series;
pub(crate) mod sessions;
pub(crate) mod waiting;

use office_hours::account::Email;
use office_hours::language::{Catalog, Text};
use office_hours::text;
use office_hours::time::{LocalTime, Reader, Timestamp};

use crate::ports::Mail;
pub(crate) use in_order::send_in_order;
use layout::Letter;

/// The sign-in link.
pub(crate) fn login_link(key: String, to: &Email, link: &str, catalog: &'static Catalog) -> Mail {
    let say = |text: Text| text.say(catalog);
    Letter {
        key,
        to: to.as_str().to_owned(),
        to_name: String::new(),
        subject: say(text!("Your sign-in link for Office Hours")),
        paragraphs: vec![
            say(text!("Open this link and press “Sign in”. It works once, for 15 minutes.")),
            link.to_owned(),
            say(text!("If you did not ask for it, ignore this mail; nothing happens.")),
        ],
        calendar: None,
        catalog,
    }
    .write()
}

/// "Tue 24 Nov 14:00 (Europe/Berlin)": what a subject says of the time.
fn at(starts: &LocalTime, reads: &Reader) -> Text {
    let LocalTime { day, time, .. } = starts;
    text!("{day} {time} ({zone})", day, time, zone = reads.zone.name())
}

/// The paragraph that says when a session is.
fn when(starts: &LocalTime, ends_at: Timestamp, reads: &Reader) -> String {
    let ends = LocalTime::new(ends_at, reads).time;
    text!("When: {starts}, until {ends}.", starts = &starts.long, ends).say(reads.catalog)
}
