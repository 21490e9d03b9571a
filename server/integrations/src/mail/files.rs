//! Every message becomes an `.eml` file in a folder, which any mail program opens.
//!
//! Beside `name.eml` lies `name.json`, the same message in the fields of [`SentMail`], so that the
//! development mailbox need not parse mail. The record is written first and the mail last: a mail
//! whose `.eml` is there was sent, and a try that was cut short is simply done again.
//!
//! The files hold sign-in links: they are readable by their owner only, and their folder must never
//! be served.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use async_trait::async_trait;
use lettre::message::header::{ContentType, ContentTypeErr};
use lettre::message::{Attachment, Mailbox as Address, MultiPart, SinglePart};
use lettre::{Address as Addr, Message};
use office_hours::time::Timestamp;
use serde::{Deserialize, Serialize};
use services::ports::{CalendarPart, Clock, Mail, Mailbox, Mailer, PortError, SentMail};
use sha2::{Digest, Sha256};

use crate::disk::{on_disk, write_whole};

/// In reasons.
const FOLDER: &str = "the mail folder";
/// How much of a key a file name shows; the rest is for the reader of the record.
const KEY_IN_NAME: usize = 80;

/// The embedded [`Mailer`] and [`Mailbox`].
pub struct FileMailer {
    dir: PathBuf,
    from: Address,
    clock: Arc<dyn Clock>,
}

impl FileMailer {
    /// Writes into `dir`, which is made when the first message comes. `from` is an address with or
    /// without a name: `Office Hours <office-hours@example.org>`.
    pub fn new(dir: PathBuf, from: &str, clock: Arc<dyn Clock>) -> Result<Self, PortError> {
        let from = from.parse().map_err(|error| {
            PortError::GiveUp(format!(
                "“{from}” is no sender; use one such as Office Hours <me@example.org>: {error}"
            ))
        })?;
        Ok(Self { dir, from, clock })
    }

    /// The message as RFC 5322 wants it.
    fn compose(&self, mail: &Mail, sent_at: Timestamp) -> Result<Vec<u8>, PortError> {
        // The address itself stays out of the reason, because reasons are logged.
        let refuse = |what: &str| PortError::GiveUp(format!("message {}: {what}", mail.key));
        let to: Addr = mail.to.parse().map_err(|_| refuse("the recipient's address is not one"))?;
        let name = one_line(&mail.to_name);
        let message = Message::builder()
            .from(self.from.clone())
            .to(Address::new((!name.is_empty()).then_some(name), to))
            .subject(one_line(&mail.subject))
            .date(SystemTime::from(sent_at))
            .message_id(Some(format!("<{}@{}>", digest(&mail.key), self.from.email.domain())))
            .multipart(body(mail).map_err(|error| refuse(&error.to_string()))?)
            .map_err(|error| refuse(&error.to_string()))?;
        Ok(message.formatted())
    }
}

/// The same thing in two or three ways, the richest last (RFC 2046, 5.1.4). Calendar parts of further
/// events are no other way to say it, so they are attached.
fn body(mail: &Mail) -> Result<MultiPart, ContentTypeErr> {
    let mut parts = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    if let Some(calendar) = &mail.calendar {
        let part = SinglePart::builder().header(calendar_type(calendar)?).body(calendar.text.clone());
        parts = parts.singlepart(part);
    }
    if mail.more_calendars.is_empty() {
        return Ok(parts);
    }
    let mut message = MultiPart::mixed().multipart(parts);
    for (number, calendar) in (2..).zip(&mail.more_calendars) {
        let attached = Attachment::new(format!("session-{number}.ics"));
        message = message.singlepart(attached.body(calendar.text.clone(), calendar_type(calendar)?));
    }
    Ok(message)
}

/// A calendar part says its method in its type as well: readers pass over one where that differs from
/// the text (RFC 6047, 2.4).
fn calendar_type(calendar: &CalendarPart) -> Result<ContentType, ContentTypeErr> {
    ContentType::parse(&format!("text/calendar; charset=utf-8; method={}", calendar.method.as_str()))
}

#[async_trait]
impl Mailer for FileMailer {
    async fn send(&self, mail: &Mail) -> Result<(), PortError> {
        let sent_at = self.clock.now();
        let eml = self.compose(mail, sent_at)?;
        let record = serde_json::to_vec_pretty(&Record::new(mail, sent_at))
            .map_err(|error| PortError::GiveUp(format!("message {}: {error}", mail.key)))?;
        let dir = self.dir.clone();
        let name = file_name(&mail.key);
        on_disk(FOLDER, move || {
            let path = dir.join(format!("{name}.eml"));
            if path.try_exists()? {
                return Ok(());
            }
            fs::create_dir_all(&dir)?;
            write_whole(&dir.join(format!("{name}.json")), &record)?;
            write_whole(&path, &eml)
        })
        .await
    }
}

#[async_trait]
impl Mailbox for FileMailer {
    /// Reads every record to find the latest: for a mailbox of thousands, not of millions.
    async fn list(&self, limit: usize) -> Result<Vec<SentMail>, PortError> {
        let dir = self.dir.clone();
        let mut sent = on_disk(FOLDER, move || read_all(&dir)).await?;
        sent.sort_by(|a, b| b.sent_at.cmp(&a.sent_at).then_with(|| a.key.cmp(&b.key)));
        sent.truncate(limit);
        Ok(sent)
    }
}

/// What the mailbox shows of a message.
#[derive(Serialize, Deserialize)]
struct Record {
    key: String,
    sent_at: Timestamp,
    to: String,
    subject: String,
    text: String,
}

impl Record {
    fn new(mail: &Mail, sent_at: Timestamp) -> Self {
        Self {
            key: mail.key.clone(),
            sent_at,
            to: mail.to.clone(),
            subject: one_line(&mail.subject),
            text: mail.text.clone(),
        }
    }
}

impl From<Record> for SentMail {
    fn from(Record { key, sent_at, to, subject, text }: Record) -> Self {
        Self { key, sent_at, to, subject, text }
    }
}

fn read_all(dir: &Path) -> io::Result<Vec<SentMail>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut sent = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_record = path.extension().is_some_and(|extension| extension == "json");
        if !is_record || !path.with_extension("eml").try_exists()? {
            continue;
        }
        match serde_json::from_slice::<Record>(&fs::read(&path)?) {
            Ok(record) => sent.push(record.into()),
            Err(error) => tracing::warn!(
                file.path = %path.display(),
                error = %error,
                "a mail record cannot be read and is left out of the mailbox"
            ),
        }
    }
    Ok(sent)
}

/// Readable, safe on every file system, and different for different keys.
fn file_name(key: &str) -> String {
    let readable: String = key
        .chars()
        .take(KEY_IN_NAME)
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' })
        .collect();
    format!("{readable}-{}", digest(key))
}

/// Sixteen hexadecimal digits that stand for `key`.
fn digest(key: &str) -> String {
    Sha256::digest(key).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A header ends at a line break, so there is none in what goes into one.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use services::ports::CalendarMethod;

    use super::*;

    struct HandClock(Mutex<Timestamp>);

    impl HandClock {
        fn at(time: &str) -> Arc<Self> {
            Arc::new(Self(Mutex::new(time.parse().unwrap())))
        }

        fn set(&self, time: &str) {
            *self.0.lock().unwrap() = time.parse().unwrap();
        }
    }

    impl Clock for HandClock {
        fn now(&self) -> Timestamp {
            *self.0.lock().unwrap()
        }
    }

    fn mail(key: &str) -> Mail {
        Mail {
            key: key.into(),
            to: "ada@example.org".into(),
            to_name: "Ada Lovelace".into(),
            subject: "Your session is booked".into(),
            text: "See you on Tuesday.".into(),
            html: "<p>See you on Tuesday.</p>".into(),
            calendar: None,
            more_calendars: vec![],
            side: None,
        }
    }

    fn mailer(dir: &Path, clock: &Arc<HandClock>) -> FileMailer {
        FileMailer::new(dir.join("mail"), "Office Hours <hello@example.org>", clock.clone()).unwrap()
    }

    fn eml(dir: &Path) -> Vec<String> {
        let files = fs::read_dir(dir.join("mail")).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "eml"));
        files.map(|path| fs::read_to_string(path).unwrap()).collect()
    }

    #[tokio::test]
    async fn a_calendar_part_says_its_method_twice() {
        let dir = tempfile::tempdir().unwrap();
        let clock = HandClock::at("2026-11-24T13:00:00Z");
        let text = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n".to_owned();
        let calendar = Some(CalendarPart { method: CalendarMethod::Cancel, text, of: None });
        mailer(dir.path(), &clock).send(&Mail { calendar, ..mail("k") }).await.unwrap();
        let [eml] = &eml(dir.path())[..] else { panic!("one message") };
        assert!(eml.contains("Content-Type: text/calendar; charset=utf-8; method=CANCEL\r\n"), "{eml}");
        assert!(eml.contains("\r\nMETHOD:CANCEL\r\n"), "{eml}");
    }

    #[tokio::test]
    async fn further_calendar_parts_are_attached() {
        let dir = tempfile::tempdir().unwrap();
        let clock = HandClock::at("2026-11-24T13:00:00Z");
        let part = |name: &str| CalendarPart {
            method: CalendarMethod::Request,
            text: format!("BEGIN:VCALENDAR\r\nX-NAME:{name}\r\nEND:VCALENDAR\r\n"),
            of: None,
        };
        let mail = Mail {
            calendar: Some(part("one")),
            more_calendars: vec![part("two"), part("three")],
            ..mail("k")
        };
        mailer(dir.path(), &clock).send(&mail).await.unwrap();
        let [eml] = &eml(dir.path())[..] else { panic!("one message") };
        let (mixed, alternative) = (eml.find("multipart/mixed"), eml.find("multipart/alternative"));
        assert!(mixed.is_some() && mixed < alternative, "{eml}");
        assert_eq!(eml.matches("method=REQUEST").count(), 3, "{eml}");
        for name in ["session-2.ics", "session-3.ics", "X-NAME:one", "X-NAME:two", "X-NAME:three"] {
            assert!(eml.contains(name), "{name} is not in\n{eml}");
        }
    }

    #[tokio::test]
    async fn writes_a_message_that_mail_programs_open() {
        let dir = tempfile::tempdir().unwrap();
        let clock = HandClock::at("2026-11-24T13:00:00.123456Z");
        mailer(dir.path(), &clock).send(&mail("session:1:confirmed")).await.unwrap();
        let [eml] = &eml(dir.path())[..] else { panic!("one message") };
        for header in [
            "From: \"Office Hours\" <hello@example.org>\r\n",
            "To: \"Ada Lovelace\" <ada@example.org>\r\n",
            "Subject: Your session is booked\r\n",
            "Date: Tue, 24 Nov 2026 13:00:00 +0000\r\n",
            "Message-ID: <",
            "MIME-Version: 1.0\r\n",
            "Content-Type: multipart/alternative;",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Type: text/html; charset=utf-8",
            "<p>See you on Tuesday.</p>",
        ] {
            assert!(eml.contains(header), "{header} is not in\n{eml}");
        }
    }

    #[tokio::test]
    async fn a_second_send_with_the_same_key_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let clock = HandClock::at("2026-11-24T13:00:00Z");
        let mailer = mailer(dir.path(), &clock);
        mailer.send(&mail("one")).await.unwrap();
        let before = (eml(dir.path()), mailer.list(10).await.unwrap());
        clock.set("2026-11-24T14:00:00Z");
        mailer.send(&Mail { subject: "Another".into(), ..mail("one") }).await.unwrap();
        assert_eq!((eml(dir.path()), mailer.list(10).await.unwrap()), before);
    }

    #[tokio::test]
    async fn lists_the_latest_first_with_every_character_kept() {
        let dir = tempfile::tempdir().unwrap();
        let clock = HandClock::at("2026-11-24T13:00:00Z");
        let mailer = mailer(dir.path(), &clock);
        assert!(mailer.list(10).await.unwrap().is_empty(), "before the first message");
        for (minute, key) in ["a", "b", "c"].iter().enumerate() {
            clock.set(&format!("2026-11-24T13:0{minute}:00.000001Z"));
            let text = "Grüße aus Kraków — 14:00 ✓\n\nhttps://example.org/?token=a=b&c".to_string();
            mailer.send(&Mail { text, ..mail(key) }).await.unwrap();
        }
        let sent = mailer.list(2).await.unwrap();
        assert_eq!(sent.iter().map(|mail| mail.key.as_str()).collect::<Vec<_>>(), ["c", "b"]);
        assert_eq!(sent[0].text, "Grüße aus Kraków — 14:00 ✓\n\nhttps://example.org/?token=a=b&c");
        assert_eq!(sent[0].sent_at, "2026-11-24T13:02:00.000001Z".parse().unwrap());
    }

    #[tokio::test]
    async fn no_name_and_no_subject_can_add_a_header() {
        let dir = tempfile::tempdir().unwrap();
        let clock = HandClock::at("2026-11-24T13:00:00Z");
        let evil = "Hi\r\nBcc: victim@example.org\r\n\r\nbody\u{2028}\0x";
        let mailer = mailer(dir.path(), &clock);
        mailer.send(&Mail { subject: evil.into(), to_name: evil.into(), ..mail("evil") }).await.unwrap();
        let [eml] = &eml(dir.path())[..] else { panic!("one message") };
        let (head, _) = eml.split_once("\r\n\r\n").unwrap();
        let names: Vec<_> = head
            .split("\r\n")
            .filter(|line| !line.starts_with(' '))
            .map(|line| line.split(':').next().unwrap())
            .collect();
        let expected = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"];
        let names: std::collections::BTreeSet<_> = names.into_iter().collect();
        assert_eq!(names, expected.into_iter().collect(), "{head}");
    }

    #[tokio::test]
    async fn a_broken_address_is_given_up_and_not_repeated_in_the_reason() {
        let dir = tempfile::tempdir().unwrap();
        let clock = HandClock::at("2026-11-24T13:00:00Z");
        for to in ["nobody", "a@b\r\nBcc: c@example.org", ""] {
            let refused = mailer(dir.path(), &clock).send(&Mail { to: to.into(), ..mail("k") }).await;
            let Err(PortError::GiveUp(reason)) = refused else { panic!("{to:?} was taken") };
            assert!(to.is_empty() || !reason.contains(to), "{reason}");
        }
    }

    #[tokio::test]
    async fn a_key_cannot_leave_the_folder_nor_meet_another() {
        let dir = tempfile::tempdir().unwrap();
        let clock = HandClock::at("2026-11-24T13:00:00Z");
        let mailer = mailer(dir.path(), &clock);
        let keys = ["../../escape", "a:b", "a/b", "a-b", "A-b", "", &"long".repeat(100)];
        for key in keys {
            mailer.send(&mail(key)).await.unwrap();
        }
        assert_eq!(eml(dir.path()).len(), keys.len());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "only the mail folder");
        assert_eq!(mailer.list(100).await.unwrap().len(), keys.len());
    }

    #[tokio::test]
    async fn a_half_written_or_foreign_file_does_not_break_the_list() {
        let dir = tempfile::tempdir().unwrap();
        let clock = HandClock::at("2026-11-24T13:00:00Z");
        let mailer = mailer(dir.path(), &clock);
        mailer.send(&mail("good")).await.unwrap();
        for (name, text) in [("cut.json", "{"), ("cut.eml", ""), ("unsent.json", "{}"), ("x.1-2.part", "")] {
            fs::write(dir.path().join("mail").join(name), text).unwrap();
        }
        assert_eq!(mailer.list(10).await.unwrap().len(), 1);
    }

    #[test]
    fn a_sender_that_is_no_address_is_named() {
        let refused = FileMailer::new("mail".into(), "nobody", HandClock::at("2026-11-24T13:00:00Z"));
        assert!(matches!(refused.err(), Some(PortError::GiveUp(reason)) if reason.contains("nobody")));
    }
}
