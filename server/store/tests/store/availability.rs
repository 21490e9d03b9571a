//! Weekly hours and slots.

use office_hours::availability::{SlotTime, WeeklyWindow};
use office_hours::booking::SessionStatus;
use office_hours::ids::{MentorId, SlotId};
use office_hours::profile::Audience;
use store::Store;
use store::queries::availability::{self, SlotRow};
use store::queries::mentors;
use store::queries::sessions::{self, NewSession};

use crate::support::{at, book, id, literal, mentee, mentor, now, offer, run, session, slot};

crate::on_both!(
    hours_are_replaced_as_a_whole,
    only_missing_slots_are_added,
    many_slots_are_added_at_once,
    slots_are_listed_and_removed,
    a_slot_is_found_by_its_exact_time,
    open_slots_come_by_mentor_and_start,
    a_booked_slot_is_closed_and_opens_again,
    a_group_slot_is_open_while_there_are_places,
    half_seconds_are_compared_right,
    every_change_of_a_calendar_is_counted,
);

/// All open slots of the day.
async fn open(db: &Store, mentors: &[MentorId], per_mentor: u64) -> Vec<SlotRow> {
    availability::list_open(db, mentors, now(), at("2026-12-31T00:00:00Z"), per_mentor).await.unwrap()
}

fn ids(slots: &[SlotRow]) -> Vec<SlotId> {
    slots.iter().map(|slot| slot.slot_id).collect()
}

async fn hours_are_replaced_as_a_whole(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let window = |weekday, start_minute, end_minute| WeeklyWindow { weekday, start_minute, end_minute };
    assert_eq!(availability::list_weekly(&db, ana).await.unwrap(), []);
    let week = [window(6, 1_380, 1_440), window(0, 840, 900), window(0, 540, 720)];
    availability::set_weekly(&db, ana, &week).await.unwrap();
    assert_eq!(availability::list_weekly(&db, ana).await.unwrap(), [week[2], week[1], week[0]]);
    assert_eq!(
        availability::list_mentors_with_hours(&db).await.unwrap(),
        [(ana, "Europe/Berlin".to_owned())]
    );
    availability::set_weekly(&db, ana, &week[1..2]).await.unwrap();
    assert_eq!(availability::list_weekly(&db, ana).await.unwrap(), [week[1]]);
    availability::set_weekly(&db, ana, &[]).await.unwrap();
    assert_eq!(availability::list_weekly(&db, ana).await.unwrap(), []);
    availability::set_weekly(&db, bob, &week).await.unwrap();
    store::queries::mentors::set_active(&db, bob, false, now()).await.unwrap();
    assert_eq!(
        availability::list_mentors_with_hours(&db).await.unwrap(),
        [],
        "those on leave get no new slots"
    );
}

async fn only_missing_slots_are_added(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let first = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    let wanted: Vec<(SlotId, SlotTime)> = [
        slot("09:30:00", "10:00:00"),
        slot("09:45:00", "10:15:00"), // overlaps the one before, and the one there is
        slot("10:00:00", "10:30:00"), // is there
        slot("10:15:00", "10:45:00"), // overlaps the one there is
        slot("10:30:00", "11:00:00"),
        slot("11:00:00", "11:00:00"), // is empty
    ]
    .map(|time| (SlotId(id()), time))
    .to_vec();
    assert_eq!(availability::insert_missing(&db, ana, &wanted, now()).await.unwrap(), 2);
    assert_eq!(ids(&open(&db, &[ana], 10).await), [wanted[0].0, first, wanted[4].0]);
    assert_eq!(availability::insert_missing(&db, ana, &wanted, now()).await.unwrap(), 0);
    // Another mentor's time is another time.
    let theirs = [(SlotId(id()), slot("10:00:00", "10:30:00"))];
    assert_eq!(availability::insert_missing(&db, bob, &theirs, now()).await.unwrap(), 1);
    assert_eq!(availability::insert_missing(&db, ana, &[], now()).await.unwrap(), 0);
}

async fn many_slots_are_added_at_once(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let start = at("2026-11-24T00:00:00Z");
    let half_hour = jiff::SignedDuration::from_mins(30);
    let wanted: Vec<(SlotId, SlotTime)> = (0..1_200)
        .map(|n| {
            let starts_at = start + half_hour * n;
            (SlotId(id()), SlotTime { starts_at, ends_at: starts_at + half_hour })
        })
        .collect();
    assert_eq!(availability::insert_missing(&db, ana, &wanted, now()).await.unwrap(), 1_200);
    assert_eq!(availability::insert_missing(&db, ana, &wanted, now()).await.unwrap(), 0);
}

async fn slots_are_listed_and_removed(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let founder = mentee(&db, "Founder").await;
    let past = offer(&db, ana, slot("08:00:00", "08:30:00")).await;
    let free = offer(&db, ana, slot("12:00:00", "12:30:00")).await;
    let booked = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    let other = offer(&db, bob, slot("12:00:00", "12:30:00")).await;
    let session_id = book(&db, ana, founder, slot("10:00:00", "10:30:00")).await;
    let listed = async || availability::list_slots(&db, ana, at("2026-11-24T10:00:00Z")).await.unwrap();
    let expected = [(booked, slot("10:00:00", "10:30:00")), (free, slot("12:00:00", "12:30:00"))];
    assert_eq!(listed().await, expected);

    assert_eq!(availability::remove_slots(&db, &[booked, SlotId(id())]).await.unwrap(), 1);
    assert_eq!(availability::remove_slots(&db, &[]).await.unwrap(), 0);
    assert_eq!(listed().await, expected[1..]);
    let kept = sessions::get(&db, session_id).await.unwrap().unwrap();
    assert_eq!(kept.status, SessionStatus::Booked, "a session holds its own time");
    for slot_id in [past, other] {
        assert!(availability::find_slot(&db, slot_id).await.unwrap().is_some());
    }
}

async fn a_slot_is_found_by_its_exact_time(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let time = slot("10:00:00", "10:30:00");
    let slot_id = offer(&db, ana, time).await;
    let found =
        async |mentor, time| availability::find_slot_at(&db, mentor, time).await.unwrap().map(|s| s.slot_id);
    assert_eq!(found(ana, time).await, Some(slot_id));
    assert_eq!(found(bob, time).await, None);
    assert_eq!(found(ana, slot("10:00:00", "11:00:00")).await, None);
    assert_eq!(found(ana, slot("10:05:00", "10:30:00")).await, None);
}

async fn open_slots_come_by_mentor_and_start(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let bob_first = offer(&db, bob, slot("07:00:00", "07:30:00")).await;
    let third = offer(&db, ana, slot("12:00:00", "12:30:00")).await;
    let first = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    let second = offer(&db, ana, slot("11:00:00", "11:30:00")).await;
    assert_eq!(ids(&open(&db, &[bob, ana], 2).await), [first, second, bob_first]);
    assert_eq!(ids(&open(&db, &[ana], 9).await), [first, second, third]);
    let (from, to) = (at("2026-11-24T11:00:00Z"), at("2026-11-24T12:00:00Z"));
    let some = availability::list_open(&db, &[ana, bob], from, to, 9).await.unwrap();
    assert_eq!(ids(&some), [second], "the bounds are half-open");
    let expected = SlotRow {
        slot_id: second,
        mentor_id: ana,
        starts_at: from,
        ends_at: at("2026-11-24T11:30:00Z"),
        capacity: 1,
        taken: 0,
        location: "virtual".to_owned(),
    };
    assert_eq!(some[0], expected);
    assert_eq!(open(&db, &[], 9).await, []);
    assert_eq!(open(&db, &[ana], 0).await, []);
    assert_eq!(open(&db, &[MentorId(id())], 9).await, []);
}

async fn a_booked_slot_is_closed_and_opens_again(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let mentee_id = mentee(&db, "Founder").await;
    let before = offer(&db, ana, slot("09:30:00", "10:00:00")).await;
    let slot_id = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    let after = offer(&db, ana, slot("10:30:00", "11:00:00")).await;
    let session_id = book(&db, ana, mentee_id, slot("10:00:00", "10:30:00")).await;
    assert_eq!(ids(&open(&db, &[ana], 2).await), [before, after]);
    assert_eq!(availability::find_slot(&db, slot_id).await.unwrap().unwrap().taken, 1);
    let active = [SessionStatus::Pending, SessionStatus::Booked];
    assert!(sessions::transition(&db, session_id, &active, SessionStatus::Cancelled, now()).await.unwrap());
    assert_eq!(ids(&open(&db, &[ana], 9).await), [before, slot_id, after]);
    assert_eq!(availability::find_slot(&db, slot_id).await.unwrap().unwrap().taken, 0);
}

async fn a_group_slot_is_open_while_there_are_places(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let time = slot("10:00:00", "10:30:00");
    let slot_id = offer(&db, ana, time).await;
    run(&db, "UPDATE availability SET capacity = 3").await.unwrap();
    let taken = async || availability::find_slot(&db, slot_id).await.unwrap().unwrap().taken;
    for expected in 1..=3 {
        assert_eq!(open(&db, &[ana], 9).await.len(), 1);
        let mentee_id = mentee(&db, "Founder").await;
        sessions::insert(&db, &NewSession { exclusive: false, ..session(ana, mentee_id, time) })
            .await
            .unwrap();
        assert_eq!(taken().await, expected);
    }
    assert_eq!(open(&db, &[ana], 9).await, []);
    // Somebody has the mentor alone: no place is left, whatever the count.
    run(&db, "DELETE FROM office_sessions").await.unwrap();
    book(&db, ana, mentee(&db, "Founder").await, slot("10:15:00", "10:20:00")).await;
    assert_eq!(taken().await, 3);
    assert_eq!(open(&db, &[ana], 9).await, []);
}

async fn half_seconds_are_compared_right(db: Store) {
    let ana = mentor(&db, "Ana").await;
    offer(&db, ana, slot("10:00:00.5", "10:30:00.5")).await;
    let touching = [(SlotId(id()), slot("10:30:00.500000", "11:00:00"))];
    let overlapping = [(SlotId(id()), slot("09:30:00", "10:00:00.500001"))];
    assert_eq!(availability::insert_missing(&db, ana, &overlapping, now()).await.unwrap(), 0);
    assert_eq!(availability::insert_missing(&db, ana, &touching, now()).await.unwrap(), 1);
    let from = at("2026-11-24T10:00:00.500001Z");
    let later = availability::list_open(&db, &[ana], from, at("2026-11-25T00:00:00Z"), 9).await.unwrap();
    assert_eq!(ids(&later), [touching[0].0]);
    // And by the database itself, past our own look: the end of one in the middle of a second.
    let raw = |from: &str, to: &str| {
        format!(
            "INSERT INTO availability (id, mentor_id, starts_at, ends_at, created_at) VALUES \
             ({}, {}, '2026-11-24T{from}+00:00', '2026-11-24T{to}+00:00', '2026-11-23T08:00:00+00:00')",
            literal(&db, id()),
            literal(&db, ana.0),
        )
    };
    assert!(run(&db, &raw("09:30:00", "10:00:00.501")).await.is_err());
    assert!(run(&db, &raw("09:30:00", "10:00:00.500")).await.is_ok());
}

async fn every_change_of_a_calendar_is_counted(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let mia = mentee(&db, "Mia").await;
    let mut known = (0, 0);
    let mut grows = async |who: &str, what: &str| {
        let seen = mentors::list_seen(&db, Audience::Staff, &[ana, bob]).await.unwrap();
        let of = |id| seen.iter().find(|seen| seen.mentor_id == id).unwrap().calendar;
        let now = (of(ana), of(bob));
        assert_eq!((now.0 > known.0, now.1 > known.1), (who.contains("Ana"), who.contains("Bob")), "{what}");
        known = now;
    };
    let first = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    grows("Ana", "a slot").await;
    let session_id = book(&db, ana, mia, slot("10:00:00", "10:30:00")).await;
    grows("Ana", "a session").await;
    let (booked, cancelled) = (SessionStatus::Booked, SessionStatus::Cancelled);
    assert!(sessions::transition(&db, session_id, &[booked], cancelled, now()).await.unwrap());
    grows("Ana", "a cancelled session").await;
    let to_bob = format!("UPDATE office_sessions SET mentor_id = {}", literal(&db, bob.0));
    run(&db, &to_bob).await.unwrap();
    grows("Ana and Bob", "a session that is handed over").await;
    availability::remove_slots(&db, &[first]).await.unwrap();
    grows("Ana", "a slot less").await;
    assert_eq!(availability::remove_slots(&db, &[first]).await.unwrap(), 0);
    grows("", "nothing").await;
    // Rows that go with their mentor do not bring the number back.
    offer(&db, bob, slot("11:00:00", "11:30:00")).await;
    run(&db, &format!("DELETE FROM mentors WHERE id = {}", literal(&db, bob.0))).await.unwrap();
    assert_eq!(mentors::list_seen(&db, Audience::Staff, &[bob]).await.unwrap(), []);
}
