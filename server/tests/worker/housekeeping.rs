//! What is kept of jobs that are over, and for how long.

use crate::database::Edition;
use crate::support::{Answer, Office, eventually, on_both_databases};

on_both_databases! {
    async fn done_jobs_are_cleared_after_a_week_and_dead_letters_kept(office: Office) {
        office.mailer.answer("dead", &[Answer::GiveUp]);
        office.ask_for("old").await;
        office.ask_for("dead").await;
        let runner = office.start_runner();
        office.mailer.until_sent("old").await;
        office.mailer.until_tried("dead").await;
        office.until_settled().await;
        runner.stop().await;
        assert_eq!(office.queue_rows(Some("Done")).await, 1);
        office
            .change_queue(
                "UPDATE Jobs SET done_at = done_at - 8 * 24 * 60 * 60",
                "UPDATE apalis.jobs SET done_at = done_at - interval '8 days'",
            )
            .await;

        // A runner does the hourly chores when it starts, too.
        office.ask_for("new").await;
        let runner = office.start_runner();
        office.mailer.until_sent("new").await;
        let backlog = office.until_settled().await;
        eventually("only the new job is left of what is done", async || {
            office.queue_rows(Some("Done")).await == 1
        })
        .await;
        runner.stop().await;
        assert_eq!(office.queue_rows(None).await, 2);
        assert_eq!((backlog.waiting, backlog.failed), (0, 1));
        assert_eq!((office.mailer.sent("old"), office.mailer.sent("new")), (1, 1));
    }
}
