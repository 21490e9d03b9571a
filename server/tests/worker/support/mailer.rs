//! A mailer that counts by key and fails when it is told to.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Instant;

use async_trait::async_trait;
use services::ports::{Mail, Mailer, PortError};
use tokio::sync::watch;

use super::in_time;

/// What comes of one try.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// It may work later.
    Retry,
    /// It never will.
    GiveUp,
    /// It works once the gate is open.
    Hold,
}

/// What became of one key.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// When each try began.
    pub tries: Vec<Instant>,
    /// Tries that ended with a mail. Unlike a real mailer this one counts a second mail of one key.
    pub sent: usize,
}

pub type Counts = HashMap<String, Count>;

/// Sends at once, unless it was told something else for that key.
pub struct FakeMailer {
    answers: Mutex<HashMap<String, VecDeque<Answer>>>,
    counts: watch::Sender<Counts>,
    gate: watch::Sender<bool>,
}

impl FakeMailer {
    pub fn new() -> Self {
        Self {
            answers: Mutex::default(),
            counts: watch::Sender::new(Counts::default()),
            gate: watch::Sender::new(false),
        }
    }

    /// The outcomes of the key's next tries; those after them work.
    pub fn answer(&self, key: &str, answers: &[Answer]) {
        self.answers.lock().unwrap().insert(key.to_owned(), answers.iter().copied().collect());
    }

    /// Lets everything go that is held.
    pub fn open_gate(&self) {
        self.gate.send_replace(true);
    }

    /// Mails of that key.
    pub fn sent(&self, key: &str) -> usize {
        self.count(key).sent
    }

    /// Tries of that key, whatever came of them.
    pub fn tries(&self, key: &str) -> Vec<Instant> {
        self.count(key).tries
    }

    /// Waits for a try of that key.
    pub async fn until_tried(&self, key: &str) {
        self.until(&format!("a try of {key}"), |counts| counts.contains_key(key)).await;
    }

    /// Waits for a mail of that key.
    pub async fn until_sent(&self, key: &str) {
        self.until(&format!("a mail of {key}"), |counts| counts.get(key).is_some_and(|c| c.sent > 0)).await;
    }

    /// Waits until the counts are so.
    pub async fn until(&self, what: &str, holds: impl FnMut(&Counts) -> bool) {
        in_time(what, self.counts.subscribe().wait_for(holds)).await.unwrap();
    }

    fn count(&self, key: &str) -> Count {
        self.counts.borrow().get(key).cloned().unwrap_or_default()
    }

    fn note(&self, key: &str, change: impl FnOnce(&mut Count)) {
        self.counts.send_modify(|counts| change(counts.entry(key.to_owned()).or_default()));
    }

    fn next_answer(&self, key: &str) -> Option<Answer> {
        self.answers.lock().unwrap().get_mut(key)?.pop_front()
    }
}

#[async_trait]
impl Mailer for FakeMailer {
    async fn send(&self, mail: &Mail) -> Result<(), PortError> {
        self.note(&mail.key, |count| count.tries.push(Instant::now()));
        match self.next_answer(&mail.key) {
            Some(Answer::Retry) => return Err(PortError::Retry("the post office is closed".into())),
            Some(Answer::GiveUp) => return Err(PortError::GiveUp("nobody lives there".into())),
            Some(Answer::Hold) => drop(self.gate.subscribe().wait_for(|open| *open).await.unwrap()),
            None => {}
        }
        self.note(&mail.key, |count| count.sent += 1);
        Ok(())
    }
}
