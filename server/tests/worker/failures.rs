//! What comes of a job that fails.

use std::time::Duration;

use crate::database::Edition;
use crate::support::{Answer, Office, on_both_databases};

on_both_databases! {
    async fn a_mail_that_fails_twice_is_sent_at_the_third_try(office: Office) {
        office.mailer.answer("late", &[Answer::Retry, Answer::Retry]);
        office.ask_for("late").await;
        let runner = office.start_runner();
        office.mailer.until_sent("late").await;
        let backlog = office.until_settled().await;
        runner.stop().await;
        assert_eq!((backlog.waiting, backlog.failed), (0, 0));
        assert_eq!(office.mailer.sent("late"), 1);
        let tries = office.mailer.tries("late");
        assert_eq!(tries.len(), 3);
        // The pause is three seconds, of which the queue may cut one: it keeps whole seconds.
        assert!(tries[2] - tries[1] >= Duration::from_secs(2), "{tries:?}");
    }

    async fn a_job_that_was_given_up_stays_as_a_dead_letter(office: Office) {
        office.mailer.answer("dead", &[Answer::GiveUp]);
        office.ask_for("dead").await;
        let runner = office.start_runner();
        office.mailer.until_tried("dead").await;
        let backlog = office.until_settled().await;
        assert_eq!((backlog.waiting, backlog.failed), (0, 1));
        runner.stop().await;

        // The next process leaves it alone.
        office.ask_for("alive").await;
        let runner = office.start_runner();
        office.mailer.until_sent("alive").await;
        let backlog = office.until_settled().await;
        runner.stop().await;
        assert_eq!((backlog.waiting, backlog.failed), (0, 1));
        assert_eq!((office.mailer.tries("dead").len(), office.mailer.sent("dead")), (1, 0));
    }
}
