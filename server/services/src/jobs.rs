//! What must follow a committed change: written to the outbox in the same transaction, carried
//! out at least once, idempotently.

use office_hours::account::erasure::is_erased;
use office_hours::ids::MentorId;
use office_hours::profile::photo::PhotoName;
use office_hours::{Actor, Failure};
use serde::{Deserialize, Serialize};
use store::Db;
use store::outbox::{self, OutboxRow};

use crate::account::LoginLink;
use crate::failure::OrFail;
use crate::mail::send_in_order;
use crate::ports::{Mail, PortError};
use crate::{Services, matching, profile};

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Send a message; its key makes a second try harmless.
    SendMail(Mail),
    /// Mail a sign-in link. The secret in it is made when the mail is written, so that it never
    /// stands in the database.
    SendLoginLink(LoginLink),
    /// Compare a profile with its vectors and embed what changed.
    EmbedMentor {
        /// Whose profile.
        mentor_id: MentorId,
    },
    /// Take a mentor who was erased out of the indexes of vectors.
    ForgetMentor {
        /// Who it was.
        mentor_id: MentorId,
    },
    /// Remove a photo that a mentor had, if nobody else has it.
    ForgetPhoto {
        /// What it is called.
        name: PhotoName,
    },
}

impl Job {
    /// The word in the outbox and in logs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SendMail(_) => "send_mail",
            Self::SendLoginLink(_) => "send_login_link",
            Self::EmbedMentor { .. } => "embed_mentor",
            Self::ForgetMentor { .. } => "forget_mentor",
            Self::ForgetPhoto { .. } => "forget_photo",
        }
    }
}

/// Writes the job beside the change that causes it.
pub(crate) async fn enqueue(services: &Services, db: &impl Db, job: &Job) -> Result<(), Failure> {
    outbox::insert(db, &[waiting(services, job)?]).await.or_fail()
}

/// Writes the mails beside the change that they tell of.
pub(crate) async fn enqueue_mails(
    services: &Services,
    db: &impl Db,
    mails: impl IntoIterator<Item = Mail>,
) -> Result<(), Failure> {
    let rows = mails.into_iter().map(|mail| waiting(services, &Job::SendMail(mail)));
    outbox::insert(db, &rows.collect::<Result<Vec<_>, _>>()?).await.or_fail()
}

fn waiting(services: &Services, job: &Job) -> Result<OutboxRow, Failure> {
    Ok(OutboxRow {
        id: services.new_id(),
        kind: job.kind().to_owned(),
        payload: serde_json::to_value(job).or_fail()?,
        created_at: services.now(),
    })
}

/// Carries the job out. A second time changes nothing.
pub async fn perform(services: &Services, job: &Job) -> Result<(), PortError> {
    match job {
        // Nobody is there to read it.
        Job::SendMail(mail) if is_erased(&mail.to) => Ok(()),
        Job::SendMail(mail) => send_in_order(services, mail).await,
        Job::SendLoginLink(link) => services.ports.mailer.send(&link.write(services)).await,
        Job::EmbedMentor { mentor_id } => matching::embed_mentor(services, &Actor::System, *mentor_id).await,
        Job::ForgetMentor { mentor_id } => matching::forget_mentor(services, *mentor_id).await,
        Job::ForgetPhoto { name } => profile::forget_photo(services, name).await,
    }
}
