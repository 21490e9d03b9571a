//! A process dies at the worst moment, and nothing is lost or sent twice.

use crate::database::Edition;
use crate::support::{Answer, Office, eventually, on_both_databases};

/// Heartbeats are five seconds apart, and four that are missed are a death.
const DEATH: u32 = 20;

on_both_databases! {
    async fn a_row_that_was_pushed_and_not_marked_is_pushed_again_in_vain(office: Office) {
        office.mailer.answer("in hand", &[Answer::Hold]);
        office.ask_for("in hand").await;
        let runner = office.start_runner();
        office.mailer.until_tried("in hand").await;
        office.until_relayed().await;

        // In one round with a row that is new: the known key must not keep that one out.
        let tx = office.store.begin().await.unwrap();
        office.forget_deliveries(&tx).await;
        office.ask_within(&tx, "new").await;
        tx.commit().await.unwrap();
        office.until_relayed().await;
        office.mailer.until_sent("new").await;
        office.mailer.open_gate();
        office.until_settled().await;
        runner.stop().await;

        // The same again, by the next process, when the jobs are done.
        office.forget_deliveries(&office.store).await;
        let runner = office.start_runner();
        office.until_relayed().await;
        let backlog = office.until_settled().await;
        runner.stop().await;
        assert_eq!((backlog.waiting, backlog.failed), (0, 0));
        assert_eq!(office.queue_rows(None).await, 2);
        for key in ["in hand", "new"] {
            assert_eq!((office.mailer.tries(key).len(), office.mailer.sent(key)), (1, 1), "{key}");
        }
    }

    async fn a_job_that_died_with_its_runner_is_carried_out_by_the_next_one(office: Office) {
        office.mailer.answer("cut off", &[Answer::Hold]);
        office.ask_for("cut off").await;
        let runner = office.start_runner();
        office.mailer.until_tried("cut off").await;
        office.until_relayed().await;
        runner.kill().await;
        assert_eq!(office.backlog().await.waiting, 1);

        office.pass_silence(DEATH).await;
        let runner = office.start_runner();
        office.mailer.until_sent("cut off").await;
        let backlog = office.until_settled().await;
        runner.stop().await;
        assert_eq!((backlog.waiting, backlog.failed), (0, 0));
        assert_eq!((office.mailer.tries("cut off").len(), office.mailer.sent("cut off")), (2, 1));
    }
}

/// A connection that goes back to the pool in a transaction takes along what others write next.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_runner_that_stops_leaves_no_transaction_open() {
    let office = Office::open(Edition::Postgres).await;
    // Whether the stop meets a transaction that is about to begin is chance.
    for number in 0..40 {
        let key = format!("mail-{number}");
        office.ask_for(&key).await;
        let runner = office.start_runner();
        office.mailer.until_sent(&key).await;
        runner.stop().await;
        eventually("no transaction is left open", async || office.idle_transactions().await == 0).await;
    }
}
