//! Work that must not take the runner down with it.

use tokio::task::JoinSet;

/// The work panicked; the panic hook has told the log where and why.
#[derive(Debug)]
pub(super) struct Panicked;

/// Carries `work` out in a task of its own. When this future is dropped, so is the work.
pub(super) async fn apart<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Panicked> {
    let mut tasks = JoinSet::new();
    tasks.spawn(work);
    tasks.join_next().await.and_then(Result::ok).ok_or(Panicked)
}
