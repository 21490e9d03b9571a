//! Open times, day by day.

use office_hours::availability::OpenSlot;

/// The slots of each local day, in order.
pub fn by_day(slots: Vec<OpenSlot>) -> Vec<Vec<OpenSlot>> {
    let mut days: Vec<Vec<OpenSlot>> = Vec::new();
    for slot in slots {
        match days.last_mut() {
            Some(day) if day.first().is_some_and(|first| first.starts.date == slot.starts.date) => {
                day.push(slot)
            }
            _ => days.push(vec![slot]),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use office_hours::time::{LocalTime, Reader, Timestamp};

    use super::*;

    fn slot(at: &str) -> OpenSlot {
        let said = LocalTime::new(at.parse().unwrap(), &Reader::default());
        let slot_id = "018f2f60-0000-7000-8000-000000000001".parse().unwrap();
        OpenSlot {
            slot_id,
            starts: said.clone(),
            ends: said,
            location: "virtual".into(),
            seats_left: 1,
            book_by: at.parse::<Timestamp>().unwrap().into(),
        }
    }

    #[test]
    fn slots_of_one_day_stand_together() {
        let days =
            by_day(["2026-11-24T09:00:00Z", "2026-11-24T23:30:00Z", "2026-11-25T00:00:00Z"].map(slot).into());
        assert_eq!(days.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        assert!(by_day(Vec::new()).is_empty());
    }
}
