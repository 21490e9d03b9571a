//! The programme page.

use leptos::prelude::*;
use office_hours::analytics::{ProgrammeFilter, ProgrammeOverview};

use crate::api::ApiError;
use crate::api::compact::Compact;

/// Figures, sessions and utilisation, for staff.
#[server(prefix = "/fn", endpoint = "get_programme", input = Compact, output = Compact)]
pub async fn get_programme(filter: ProgrammeFilter) -> Result<ProgrammeOverview, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::analytics::get_programme(&services, &actor, &filter, &zone).await)
}
