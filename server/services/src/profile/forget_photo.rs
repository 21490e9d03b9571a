//! The file of a photo goes with the last mentor who had it.

use office_hours::profile::photo::PhotoName;
use store::StoreError;
use store::queries::photos;

use crate::Services;
use crate::ports::PortError;

/// Removes the photo, unless a mentor is shown with it. While that is looked up and done, nobody is given it.
pub(crate) async fn forget_photo(services: &Services, name: &PhotoName) -> Result<(), PortError> {
    let retry = |error: StoreError| PortError::Retry(error.to_string());
    let tx = services.store.begin().await.map_err(retry)?;
    photos::lock(&tx, name).await.map_err(retry)?;
    if !photos::is_used(&tx, name).await.map_err(retry)? {
        services.ports.photos.remove(name).await?;
    }
    tx.commit().await.map_err(retry)
}
