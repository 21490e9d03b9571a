//! Taking the vectors of a mentor out of the indexes.

use office_hours::ids::MentorId;

use crate::Services;
use crate::ports::PortError;

/// Removes the mentor from the index of every model; from the database they are gone already.
pub(crate) async fn forget_mentor(services: &Services, mentor_id: MentorId) -> Result<(), PortError> {
    for model in services.models() {
        model.vectors.open().await?;
        model.vectors.replace(mentor_id, vec![]).await?;
    }
    services.matching.has_changed();
    Ok(())
}
