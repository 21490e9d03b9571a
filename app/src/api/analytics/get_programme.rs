//! The programme page.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use office_hours::analytics::{ProgrammeFilter, ProgrammeOverview};

use crate::api::ApiError;

/// Figures, sessions and utilisation, for staff.
#[server(prefix = "/fn", endpoint = "get_programme", input = Json)]
pub async fn get_programme(filter: ProgrammeFilter) -> Result<ProgrammeOverview, ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(services::analytics::get_programme(&services, &actor, &filter, &zone).await)
}
