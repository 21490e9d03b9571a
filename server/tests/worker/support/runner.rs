//! A runner in a test's hand.

use server::worker::{self, WorkerError};
use services::Services;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::in_time;

pub struct Runner {
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), WorkerError>>,
}

impl Runner {
    pub fn start(services: Services) -> Self {
        let (stop, stopped) = oneshot::channel();
        let wish = async move {
            // Not told to stop by a test that has ended: its runtime goes anyway.
            if stopped.await.is_err() {
                std::future::pending().await
            }
        };
        Self { stop, task: tokio::spawn(worker::run(services, wish)) }
    }

    /// Tells it to stop; what it has in hand is finished first.
    pub async fn stop(self) {
        self.stop.send(()).unwrap();
        in_time("the runner stops", self.task).await.unwrap().unwrap();
    }

    /// Ends it as a crash would: at once, whatever it has in hand.
    pub async fn kill(self) {
        self.task.abort();
        assert!(self.task.await.unwrap_err().is_cancelled());
    }
}
