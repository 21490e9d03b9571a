//! Files of the embedded editions: written so that nobody ever reads half of one.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use services::ports::PortError;
use tokio::task::spawn_blocking;

/// Works on a disk, which can be full now and free later, so that its errors are worth another try. `folder` names it in
/// them.
pub(crate) async fn on_disk<T: Send + 'static>(
    folder: &'static str,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, PortError> {
    match spawn_blocking(work).await {
        Ok(done) => done.map_err(|error| PortError::Retry(format!("{folder}: {error}"))),
        Err(error) => Err(PortError::Retry(format!("{folder}: {error}"))),
    }
}

/// Under its final name a file is whole or absent. Two processes that write the same in the same instant both do, and
/// one of the two stays.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let unfinished = path.with_extension(format!("{}-{number}.part", process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    let written =
        file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        // What is left of it is harmless, so the first error is the one to tell.
        let _ = fs::remove_file(&unfinished);
    }
    written
}
