//! What was committed is sent, once.

use services::ports::{CalendarMethod, EventVersion};

use crate::database::Edition;
use crate::support::{Answer, Office, eventually, on_both_databases};

on_both_databases! {
    async fn a_committed_row_becomes_one_mail_and_one_rolled_back_none(office: Office) {
        let tx = office.store.begin().await.unwrap();
        office.ask_within(&tx, "rolled back").await;
        drop(tx);
        office.ask_for("committed").await;
        assert_eq!(office.backlog().await.waiting, 1);

        let runner = office.start_runner();
        office.mailer.until_sent("committed").await;
        let backlog = office.until_settled().await;
        runner.stop().await;
        assert_eq!((backlog.waiting, backlog.failed), (0, 0));
        assert_eq!(office.mailer.sent("committed"), 1);
        assert!(office.mailer.tries("rolled back").is_empty());
    }

    async fn an_invitation_that_failed_does_not_follow_what_called_it_off(office: Office) {
        let event_id = office.services().new_id();
        // Its tries are put off for 40 seconds together; the other one is sent meanwhile.
        office.mailer.answer("invited", &[Answer::Retry; 4]);
        office.ask_about("invited", CalendarMethod::Request, EventVersion { event_id, sequence: 0 }).await;
        let runner = office.start_runner();
        office.mailer.until_tried("invited").await;
        office.ask_about("called off", CalendarMethod::Cancel, EventVersion { event_id, sequence: 1 }).await;
        office.mailer.until_sent("called off").await;
        let backlog = office.until_settled().await;
        runner.stop().await;
        assert_eq!((backlog.waiting, backlog.failed), (0, 0));
        assert_eq!((office.mailer.sent("invited"), office.mailer.sent("called off")), (0, 1));
    }

    async fn what_calls_off_waits_for_an_invitation_that_is_under_way(office: Office) {
        let event_id = office.services().new_id();
        office.mailer.answer("invited", &[Answer::Hold]);
        office.ask_about("invited", CalendarMethod::Request, EventVersion { event_id, sequence: 0 }).await;
        let runner = office.start_runner();
        office.mailer.until_tried("invited").await;
        office.ask_about("called off", CalendarMethod::Cancel, EventVersion { event_id, sequence: 1 }).await;
        // Another event has nothing to wait for.
        let event_id = office.services().new_id();
        office.ask_about("another", CalendarMethod::Cancel, EventVersion { event_id, sequence: 1 }).await;
        eventually("it is put off", async || office.queue_rows(None).await >= 4).await;
        office.mailer.until_sent("another").await;
        assert!(office.mailer.tries("called off").is_empty());
        office.mailer.open_gate();
        office.mailer.until_sent("called off").await;
        let backlog = office.until_settled().await;
        runner.stop().await;
        assert_eq!((backlog.waiting, backlog.failed), (0, 0));
        assert_eq!((office.mailer.sent("invited"), office.mailer.sent("called off")), (1, 1));
    }
}

/// On SQLite one process is run.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_runners_share_the_work_and_send_each_mail_once() {
    let office = Office::open(Edition::Postgres).await;
    let keys: Vec<String> = (0..40).map(|number| format!("mail-{number}")).collect();
    for key in &keys {
        office.mailer.answer(key, &[Answer::Hold]);
    }
    let runners = [office.start_runner(), office.start_runner()];
    // One by one, so that both relays find rows, often the same.
    for key in &keys {
        office.ask_for(key).await;
    }
    // A runner has two hands: more jobs are under way only when both work.
    office.mailer.until("four jobs at once", |counts| counts.len() >= 4).await;
    office.mailer.open_gate();
    for key in &keys {
        office.mailer.until_sent(key).await;
    }
    let backlog = office.until_settled().await;
    for runner in runners {
        runner.stop().await;
    }
    assert_eq!((backlog.waiting, backlog.failed), (0, 0));
    assert_eq!(office.queue_rows(None).await, 40);
    for key in &keys {
        assert_eq!((office.mailer.tries(key).len(), office.mailer.sent(key)), (1, 1), "{key}");
    }
}
