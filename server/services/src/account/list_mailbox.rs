//! The development mailbox: what this server sent.

use office_hours::account::MailboxMail;
use office_hours::time::LocalTime;
use office_hours::{Actor, Failure};

use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// Mails on the page at most.
const LIMIT: usize = 200;

/// The latest mails; outside development there is no such page.
pub async fn list_mailbox(
    services: &Services,
    actor: &Actor,
    reader: &Reader,
) -> Result<Vec<MailboxMail>, Failure> {
    policy::check(actor, Action::ReadMailbox)?;
    let mailbox = services.ports.mailbox.as_ref().filter(|_| services.config.development);
    let mailbox = mailbox.ok_or_else(|| Failure::not_found("page"))?;
    let sent = mailbox.list(LIMIT).await.or_fail()?;
    Ok(sent
        .into_iter()
        .map(|mail| MailboxMail {
            key: mail.key,
            sent: LocalTime::new(mail.sent_at, reader),
            to: mail.to,
            subject: mail.subject,
            text: mail.text,
        })
        .collect())
}
