//! What was committed is sent, once.

use crate::database::Edition;
use crate::support::{Answer, Office, on_both_databases};

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
