//! What staff see of the programme.

mod export;
mod get_programme;
mod list_utilisation;
mod period;

pub use export::{Export, export};
pub use get_programme::get_programme;
pub use list_utilisation::list_utilisation;

use office_hours::Failure;
use office_hours::analytics::ProgrammeFilter;
use office_hours::profile::rules::{MAX_LINE, optional};

/// The part of a name that is looked for.
fn parse_name(filter: &ProgrammeFilter) -> Result<Option<String>, Failure> {
    optional("name", filter.name.as_deref().unwrap_or_default(), MAX_LINE)
}

/// Whether the name holds the part, whatever the case.
fn is_named(name: &str, part: &str) -> bool {
    name.to_lowercase().contains(&part.to_lowercase())
}
