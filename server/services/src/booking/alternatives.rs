//! Whom to ask instead, for a mentee who was turned away or waits.

use office_hours::Failure;
use office_hours::booking::OtherMentor;
use office_hours::experiments::RankingSettings;
use office_hours::ids::MentorId;
use office_hours::matching::{MatchFilters, MatchRequest};
use store::queries::mentors;
use store::queries::sessions::SessionRow;

use crate::failure::OrFail;
use crate::{Reader, Services, matching};

/// How many are named.
const NAMED: usize = 3;
/// They have a free time within so many days.
const DAYS: u32 = 14;

/// A mentor who fits as well and has time.
pub(crate) struct Alternative {
    /// The mentor.
    pub(crate) mentor_id: MentorId,
    /// As shown.
    pub(crate) name: String,
    /// One line.
    pub(crate) headline: Option<String>,
}

impl From<Alternative> for OtherMentor {
    fn from(other: Alternative) -> Self {
        Self { mentor_id: other.mentor_id, name: other.name, headline: other.headline }
    }
}

/// The next best mentors for the session's need: what the mentee wrote, or else what its mentor does.
pub(super) async fn find_alternatives(
    services: &Services,
    session: &SessionRow,
) -> Result<Vec<Alternative>, Failure> {
    let need = session.notes.as_ref().or(session.mentor_headline.as_ref());
    find_others(services, need.cloned().unwrap_or_default(), session.mentor_id).await
}

/// The best mentors for the need who have time soon, but for one of them. That none can be found just now
/// keeps nobody from being told the rest.
pub(crate) async fn find_others(
    services: &Services,
    need: String,
    except: MentorId,
) -> Result<Vec<Alternative>, Failure> {
    let request = MatchRequest {
        query: need,
        filters: MatchFilters { available_within_days: Some(DAYS), ..MatchFilters::default() },
        ..MatchRequest::default()
    };
    let settings = RankingSettings::default();
    let ranked = matching::rank_as(services, &request, &Reader::default(), &settings, NAMED + 1).await;
    let ranked = ranked.unwrap_or_else(|failure| {
        tracing::warn!(mentor.id = %except, %failure, "no other mentors were looked for");
        vec![]
    });
    let ids: Vec<MentorId> =
        ranked.into_iter().filter(|mentor_id| *mentor_id != except).take(NAMED).collect();
    let mut found = mentors::get_many(&services.store, &ids).await.or_fail()?;
    found.sort_by_key(|mentor| ids.iter().position(|id| *id == mentor.mentor_id));
    let named = found.into_iter().map(|mentor| Alternative {
        mentor_id: mentor.mentor_id,
        name: mentor.name,
        headline: mentor.headline,
    });
    Ok(named.collect())
}
