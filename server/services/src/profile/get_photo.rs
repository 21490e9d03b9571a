//! A photo, for whoever has its address.

use office_hours::profile::photo::PhotoName;
use office_hours::{Actor, Failure};

use crate::Services;
use crate::failure::OrFail;
use crate::policy::{self, Action};

/// The photo as JPEG. Its name cannot be guessed: whoever has it was shown the profile.
pub async fn get_photo(services: &Services, actor: &Actor, name: &str) -> Result<Vec<u8>, Failure> {
    policy::check(actor, Action::FindMentors)?;
    let photo = services.ports.photos.get(&PhotoName::parse(name)?).await.or_fail()?;
    photo.ok_or_else(|| Failure::not_found("photo"))
}
