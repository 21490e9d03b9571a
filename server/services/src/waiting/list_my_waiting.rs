//! What a mentee waits for.

use std::collections::HashMap;

use office_hours::booking::rules::booking_mentee;
use office_hours::booking::{OtherMentor, PlaceOffer, WaitingEntry};
use office_hours::ids::WaitingId;
use office_hours::time::LocalTime;
use office_hours::{Actor, Failure};
use store::queries::waiting_list;

use crate::booking::find_others;
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// The signed-in mentee's places in waiting lists, with what is offered just now and whom to ask
/// meanwhile.
pub async fn list_my_waiting(
    services: &Services,
    actor: &Actor,
    reader: &Reader,
) -> Result<Vec<WaitingEntry>, Failure> {
    policy::check(actor, Action::BookSession)?;
    let (_, mentee_id) = booking_mentee(actor)?;
    let now = services.now();
    let rows = waiting_list::list_of_mentee(&services.store, mentee_id).await.or_fail()?;
    let ids: Vec<WaitingId> = rows.iter().map(|row| row.entry_id).collect();
    let offers = waiting_list::list_offers(&services.store, &ids, now).await.or_fail()?;
    let ahead = waiting_list::count_ahead(&services.store, &ids).await.or_fail()?;
    let ahead: HashMap<WaitingId, i64> = ahead.into_iter().collect();
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let open = offers.iter().find(|offer| offer.entry_id == row.entry_id && offer.is_open(now));
        let offer = open.and_then(|offer| {
            Some(PlaceOffer {
                slot_id: offer.slot_id?,
                starts: LocalTime::new(offer.time.starts_at, reader),
                ends: LocalTime::new(offer.time.ends_at, reader),
                until: LocalTime::new(offer.expires_at, reader),
            })
        });
        let others = match &row.mentor_headline {
            // Whoever has an offer needs nobody else.
            Some(headline) if offer.is_none() => {
                find_others(services, headline.clone(), row.mentor_id).await?
            }
            _ => vec![],
        };
        entries.push(WaitingEntry {
            entry_id: row.entry_id,
            mentor_id: row.mentor_id,
            mentor_name: row.mentor_name,
            wanted: row.wanted.map(|time| LocalTime::new(time.starts_at, reader)),
            ahead: ahead.get(&row.entry_id).copied().unwrap_or_default(),
            offer,
            others: others.into_iter().map(OtherMentor::from).collect(),
        });
    }
    Ok(entries)
}

pub(super) fn no_entry() -> Failure {
    Failure::not_found("place in a waiting list")
}
