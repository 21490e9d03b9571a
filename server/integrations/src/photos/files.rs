//! Every photo is a file in a folder, under its own name.
//!
//! The folder is not served as it is: whoever asks for a photo asks for its name, which the domain has checked.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use async_trait::async_trait;
use office_hours::profile::photo::PhotoName;
use services::ports::{PhotoStore, PortError};

use crate::disk::{on_disk, write_whole};

/// In reasons.
const FOLDER: &str = "the folder of photos";

/// The embedded [`PhotoStore`].
pub struct FilePhotos {
    dir: PathBuf,
}

impl FilePhotos {
    /// Writes into `dir`, which is made when the first photo comes.
    pub fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    fn path(&self, name: &PhotoName) -> PathBuf {
        self.dir.join(name.as_str())
    }
}

#[async_trait]
impl PhotoStore for FilePhotos {
    async fn put(&self, name: &PhotoName, photo: Vec<u8>) -> Result<(), PortError> {
        let (dir, path) = (self.dir.clone(), self.path(name));
        on_disk(FOLDER, move || {
            if path.try_exists()? {
                return Ok(());
            }
            fs::create_dir_all(&dir)?;
            write_whole(&path, &photo)
        })
        .await
    }

    async fn get(&self, name: &PhotoName) -> Result<Option<Vec<u8>>, PortError> {
        let path = self.path(name);
        on_disk(FOLDER, move || unless_missing(fs::read(path))).await
    }

    async fn remove(&self, name: &PhotoName) -> Result<(), PortError> {
        let path = self.path(name);
        on_disk(FOLDER, move || unless_missing(fs::remove_file(path))).await.map(drop)
    }
}

fn unless_missing<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_photo_is_there_from_when_it_is_put_until_it_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let photos = FilePhotos::new(dir.path().join("made/later"));
        let [name, other] = [1, 2].map(|byte| PhotoName::of_digest(&[byte; 32]));
        assert_eq!(photos.get(&name).await.unwrap(), None);
        photos.remove(&name).await.unwrap();
        photos.put(&name, b"one".to_vec()).await.unwrap();
        photos.put(&name, b"one".to_vec()).await.unwrap();
        photos.put(&other, b"two".to_vec()).await.unwrap();
        assert_eq!(photos.get(&name).await.unwrap().as_deref(), Some(&b"one"[..]));
        assert_eq!(
            fs::read_dir(dir.path().join("made/later")).unwrap().count(),
            2,
            "nothing unfinished is left"
        );
        photos.remove(&name).await.unwrap();
        assert_eq!(photos.get(&name).await.unwrap(), None);
        assert_eq!(photos.get(&other).await.unwrap().as_deref(), Some(&b"two"[..]));
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let photos = FilePhotos::new(file.path().to_owned());
        let refused = photos.put(&PhotoName::of_digest(&[1; 32]), vec![1]).await;
        assert!(matches!(refused, Err(PortError::Retry(reason)) if reason.contains(FOLDER)));
    }
}
