//! One wish to stop, heard by every loop of the runner.

use std::time::Duration;

use tokio::sync::watch;

/// The listener's end; each loop has its own.
#[derive(Clone)]
pub(super) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// The wish that comes when `wish` is ready, and the future that brings it about.
    pub(super) fn when(wish: impl Future<Output = ()>) -> (Self, impl Future<Output = ()>) {
        let (asked, listener) = watch::channel(false);
        let bring_about = async move {
            wish.await;
            asked.send_replace(true);
        };
        (Self(listener), bring_about)
    }

    /// Ready once the runner shall stop.
    pub(super) async fn asked(&mut self) {
        // An error says that nobody is left to ask: time to stop as well.
        let _ = self.0.wait_for(|asked| *asked).await;
    }

    /// Waits so long, or less when the runner shall stop; tells whether it shall.
    pub(super) async fn within(&mut self, pause: Duration) -> bool {
        tokio::time::timeout(pause, self.asked()).await.is_ok()
    }
}
