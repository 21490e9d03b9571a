//! The areas of expertise that the programme's mentors name.

use office_hours::matching::{FacetKind, MatchFilters};
use office_hours::profile::Audience;

use crate::Services;

/// So many of the most frequent ones.
const MOST: usize = 500;

/// As public profiles write them, the most frequent first; none until the profiles were read.
pub(crate) fn known_areas(services: &Services) -> Vec<String> {
    let directory = services.matching.directory();
    let Some(directory) = directory.as_ref() else { return vec![] };
    let facets = directory.count_facets(&MatchFilters::default(), Audience::Public, MOST);
    let areas = facets.into_iter().filter(|facet| facet.kind == FacetKind::Expertise);
    areas.flat_map(|facet| facet.values).map(|one| one.value).collect()
}
