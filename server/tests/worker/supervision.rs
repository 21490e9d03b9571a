//! A runner that cannot work comes back.

use server::worker::{self, RunnerState};
use tokio::sync::{oneshot, watch};

use crate::database::Edition;
use crate::support::{Office, in_time, on_both_databases};

on_both_databases! {
    async fn a_runner_that_fails_says_so_and_is_started_again(office: Office) {
        office.change_queue("ALTER TABLE Jobs RENAME TO Away", "ALTER TABLE apalis.jobs RENAME TO away").await;
        let (state, mut seen) = watch::channel(RunnerState::Starting);
        let (stop, stopped) = oneshot::channel::<()>();
        let wish = async move { stopped.await.unwrap() };
        let runner = tokio::spawn(worker::keep_running(office.services(), state, wish));
        in_time("it says that it fails", seen.wait_for(|state| *state == RunnerState::Failing)).await.unwrap();

        office.change_queue("ALTER TABLE Away RENAME TO Jobs", "ALTER TABLE apalis.away RENAME TO jobs").await;
        in_time("it works", seen.wait_for(|state| *state == RunnerState::Running)).await.unwrap();
        office.ask_for("after all").await;
        office.mailer.until_sent("after all").await;
        office.until_settled().await;
        stop.send(()).unwrap();
        in_time("it stops", runner).await.unwrap();
        assert_eq!(office.mailer.sent("after all"), 1);
    }
}
