//! Hours, rules, slots, holds, and what keeps a mentor busy.

use std::collections::HashSet;

use office_hours::account::Role;
use office_hours::availability::{Busy, Exceptions, Hold, OfferInput, SlotTime, TimeOff, WeeklyWindow};
use office_hours::booking::SessionStatus;
use office_hours::ids::{HoldId, MentorId, SessionId, SlotId};
use office_hours::profile::Audience;
use store::Store;
use store::queries::availability::{self, SlotRow, SlotTerms};
use store::queries::availability_rules::{self, RulesRow};
use store::queries::busy::{Group, PairBusy};
use store::queries::holds::{self, HoldRow};
use store::queries::sessions::{self, NewSession, Seat};
use store::queries::{busy, mentors};

use crate::support::{
    ALONE, at, book, id, literal, mentee, mentor, now, offer, run, session, slot, step, user,
};

crate::on_both!(
    hours_are_replaced_as_a_whole,
    only_missing_slots_are_added,
    many_slots_are_added_at_once,
    slots_are_removed_and_sessions_stay,
    a_slot_is_found_by_its_exact_time,
    slots_come_by_mentor_and_start,
    what_is_busy_is_listed_with_its_buffers,
    rules_are_one_document,
    holds_are_there_until_they_expire,
    half_seconds_are_compared_right,
    every_change_of_a_calendar_is_counted,
);

/// The next slots.
async fn next(db: &Store, mentors: &[MentorId], per_mentor: u64) -> Vec<SlotRow> {
    availability::list_slots(db, mentors, now(), at("2026-12-31T00:00:00Z"), per_mentor).await.unwrap()
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
        availability::list_mentors_with_rules(&db).await.unwrap(),
        [(ana, "Europe/Berlin".to_owned())]
    );
    availability::set_weekly(&db, ana, &week[1..2]).await.unwrap();
    assert_eq!(availability::list_weekly(&db, ana).await.unwrap(), [week[1]]);
    availability::set_weekly(&db, ana, &[]).await.unwrap();
    assert_eq!(availability::list_weekly(&db, ana).await.unwrap(), []);
    availability::set_weekly(&db, bob, &week).await.unwrap();
    store::queries::mentors::set_active(&db, bob, false, now()).await.unwrap();
    assert_eq!(
        availability::list_mentors_with_rules(&db).await.unwrap(),
        [],
        "those on leave get no new slots"
    );
}

async fn only_missing_slots_are_added(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let first = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    let wanted: Vec<(SlotId, SlotTime)> = [
        slot("09:30:00", "10:00:00"),
        slot("10:00:00", "10:30:00"), // is there
        slot("10:00:00", "11:00:00"), // is longer
        slot("10:15:00", "10:45:00"), // overlaps the one there is
        slot("11:00:00", "11:00:00"), // is empty
    ]
    .map(|time| (SlotId(id()), time))
    .to_vec();
    assert_eq!(availability::insert_missing(&db, ana, &wanted, ALONE, now()).await.unwrap(), 3);
    let expected = [wanted[0].0, first, wanted[2].0, wanted[3].0];
    assert_eq!(ids(&next(&db, &[ana], 10).await), expected);
    assert_eq!(availability::insert_missing(&db, ana, &wanted, ALONE, now()).await.unwrap(), 0);
    // Another mentor's time is another time.
    let theirs = [(SlotId(id()), slot("10:00:00", "10:30:00"))];
    assert_eq!(availability::insert_missing(&db, bob, &theirs, ALONE, now()).await.unwrap(), 1);
    assert_eq!(availability::insert_missing(&db, ana, &[], ALONE, now()).await.unwrap(), 0);
    // What they say of themselves is one for all that are to come.
    let room = SlotTerms { capacity: 3, location: "room 2" };
    assert_eq!(availability::set_terms(&db, ana, room, at("2026-11-24T10:00:00Z")).await.unwrap(), 1);
    assert_eq!(availability::set_terms(&db, ana, room, now()).await.unwrap(), 3);
    assert_eq!(availability::set_terms(&db, ana, room, now()).await.unwrap(), 0);
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
    assert_eq!(availability::insert_missing(&db, ana, &wanted, ALONE, now()).await.unwrap(), 1_200);
    assert_eq!(availability::insert_missing(&db, ana, &wanted, ALONE, now()).await.unwrap(), 0);
}

async fn slots_are_removed_and_sessions_stay(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let founder = mentee(&db, "Founder").await;
    let past = offer(&db, ana, slot("08:00:00", "08:30:00")).await;
    let free = offer(&db, ana, slot("12:00:00", "12:30:00")).await;
    let booked = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    let other = offer(&db, bob, slot("12:00:00", "12:30:00")).await;
    let session_id = book(&db, ana, founder, slot("10:00:00", "10:30:00")).await;
    let (from, to) = (at("2026-11-24T10:00:00Z"), at("2026-11-25T00:00:00Z"));
    let listed = async || ids(&availability::list_slots(&db, &[ana], from, to, 9).await.unwrap());
    assert_eq!(listed().await, [booked, free], "booked or not");

    assert_eq!(availability::remove_slots(&db, &[booked, SlotId(id())]).await.unwrap(), 1);
    assert_eq!(availability::remove_slots(&db, &[]).await.unwrap(), 0);
    assert_eq!(listed().await, [free]);
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

async fn slots_come_by_mentor_and_start(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let bob_first = offer(&db, bob, slot("07:00:00", "07:30:00")).await;
    let third = offer(&db, ana, slot("12:00:00", "12:30:00")).await;
    let first = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    let second = offer(&db, ana, slot("11:00:00", "11:30:00")).await;
    assert_eq!(ids(&next(&db, &[bob, ana], 2).await), [first, second, bob_first]);
    assert_eq!(ids(&next(&db, &[ana], 9).await), [first, second, third]);
    let (from, to) = (at("2026-11-24T11:00:00Z"), at("2026-11-24T12:00:00Z"));
    let some = availability::list_slots(&db, &[ana, bob], from, to, 9).await.unwrap();
    assert_eq!(ids(&some), [second], "the bounds are half-open");
    let expected = SlotRow {
        slot_id: second,
        mentor_id: ana,
        time: SlotTime { starts_at: from, ends_at: at("2026-11-24T11:30:00Z") },
    };
    assert_eq!(some[0], expected);
    assert_eq!(next(&db, &[], 9).await, []);
    assert_eq!(next(&db, &[ana], 0).await, []);
    assert_eq!(next(&db, &[MentorId(id())], 9).await, []);
}

async fn what_is_busy_is_listed_with_its_buffers(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let (one, two) = (mentee(&db, "One").await, mentee(&db, "Two").await);
    let time = slot("10:00:00", "10:30:00");
    let group_id = id();
    let seat = |number| Some(Seat { group_id, number, of: 3 });
    let first = NewSession {
        buffer_before_minutes: 5,
        buffer_after_minutes: 10,
        seat: seat(1),
        ..session(ana, one, time)
    };
    let second = NewSession { seat: seat(2), session_id: SessionId(id()), mentee_id: two, ..first };
    for member in [&first, &second] {
        sessions::insert(&db, member).await.unwrap();
    }
    book(&db, bob, one, slot("11:00:00", "11:30:00")).await;
    let over =
        NewSession { status: SessionStatus::Cancelled, ..session(ana, one, slot("12:00:00", "12:30:00")) };
    sessions::insert(&db, &over).await.unwrap();
    let busy = async |mentors: &[MentorId], from: &str, to: &str, except: &[SessionId]| {
        let mut busy = busy::list_of_mentors(&db, mentors, slot(from, to), except).await.unwrap();
        busy.sort_by_key(|(mentor_id, busy)| (*mentor_id, busy.time));
        busy
    };
    let member = Busy {
        time,
        buffer_before_minutes: 5,
        buffer_after_minutes: 10,
        exclusive: false,
        seats_taken: 1,
        capacity: 3,
        holds_time: true,
        counts_against_cap: true,
    };
    assert_eq!(busy(&[ana], "09:00:00", "13:00:00", &[]).await, [(ana, member), (ana, member)]);
    assert_eq!(busy(&[ana], "09:00:00", "13:00:00", &[first.session_id]).await.len(), 1);
    let both = [first.session_id, second.session_id];
    assert_eq!(busy(&[ana], "09:00:00", "13:00:00", &both).await, []);
    assert_eq!(busy(&[ana, bob], "10:29:00", "11:01:00", &[]).await.len(), 3);
    assert_eq!(busy(&[ana], "10:30:00", "13:00:00", &[]).await, [], "half-open");
    assert_eq!(busy(&[ana], "09:00:00", "10:00:00", &[]).await, [], "half-open");
    assert_eq!(busy::find_group(&db, ana, time).await.unwrap(), Some(Group { group_id, seats: vec![1, 2] }));
    assert_eq!(busy::find_group(&db, bob, slot("11:00:00", "11:30:00")).await.unwrap(), None);

    let mine = busy::list_of_mentee(&db, one, slot("09:00:00", "13:00:00")).await.unwrap();
    assert_eq!(mine.iter().map(|busy| busy.mentor_id).collect::<HashSet<_>>(), HashSet::from([ana, bob]));
    assert_eq!(mine.len(), 2, "what was called off is nothing");
    assert_eq!(busy::list_of_mentee(&db, two, slot("10:30:00", "13:00:00")).await.unwrap(), []);

    // The same together: the mentee's other session is found with them, and what both share is there once.
    let (before_ten, day) = (slot("09:00:00", "10:00:00"), slot("09:00:00", "13:00:00"));
    let pair = async |mentor_id, around| {
        let mut pair = busy::list_of_pair(&db, (mentor_id, around), (one, day), time).await.unwrap();
        pair.mentee.sort_by_key(|busy| busy.time);
        pair
    };
    let mut mine = mine;
    mine.sort_by_key(|busy| busy.time);
    let group = Some(Group { group_id, seats: vec![1, 2] });
    let expected = PairBusy { mentor: vec![member, member], group, mentee: mine.clone() };
    assert_eq!(pair(ana, day).await, expected);
    let of_bob = pair(bob, before_ten).await;
    assert_eq!((of_bob.mentor.len(), of_bob.group, of_bob.mentee), (1, None, mine));
}

async fn rules_are_one_document(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    assert_eq!(availability_rules::get(&db, ana).await.unwrap(), RulesRow::default());
    assert_eq!(availability_rules::list_offers(&db, &[ana, bob]).await.unwrap(), []);
    let mut rules = RulesRow {
        version: 1,
        offer: OfferInput { capacity: 3, ..OfferInput::default() },
        exceptions: Exceptions {
            blocks: vec![TimeOff { from: "2026-12-24".into(), to: "2026-12-26".into() }],
            ..Exceptions::default()
        },
    };
    availability_rules::save(&db, ana, &rules, now()).await.unwrap();
    assert_eq!(availability_rules::get(&db, ana).await.unwrap(), rules);
    rules.version = 2;
    rules.exceptions = Exceptions::default();
    availability_rules::save(&db, ana, &rules, now()).await.unwrap();
    assert_eq!(availability_rules::get(&db, ana).await.unwrap(), rules);
    assert_eq!(availability_rules::list_offers(&db, &[ana, bob]).await.unwrap(), [(ana, rules.offer)]);
    assert_eq!(
        availability::list_mentors_with_rules(&db).await.unwrap(),
        [(ana, "Europe/Berlin".to_owned())]
    );
}

async fn holds_are_there_until_they_expire(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let (mia, leo) = (user(&db, "Mia", Role::Mentee).await, user(&db, "Leo", Role::Mentee).await);
    let hold = |holder, mentor_id, minutes| HoldRow {
        id: HoldId(id()),
        mentor_id,
        hold: Hold {
            time: slot("10:00:00", "10:30:00"),
            holder,
            expires_at: now() + jiff::SignedDuration::from_mins(minutes),
        },
        since: now() + jiff::SignedDuration::from_secs(minutes),
    };
    let (first, second, other) = (hold(mia, ana, 5), hold(mia, bob, 6), hold(leo, ana, 1));
    for row in [&second, &first, &other] {
        holds::insert(&db, row).await.unwrap();
    }
    assert_eq!(holds::list_of(&db, mia).await.unwrap(), [first, second]);
    assert_eq!(holds::list(&db, &[ana], now()).await.unwrap().len(), 2);
    let later = other.hold.expires_at;
    assert_eq!(holds::list(&db, &[ana, bob], later).await.unwrap().len(), 2, "one is over");
    assert_eq!(holds::end(&db, &[first.id, other.id], later).await.unwrap(), 1, "the other one was over");
    assert_eq!(holds::end(&db, &[], later).await.unwrap(), 0);
    assert_eq!(holds::list(&db, &[ana, bob], later).await.unwrap(), [(bob, second.hold)]);
    let ended = HoldRow { hold: Hold { expires_at: later, ..first.hold }, ..first };
    assert_eq!(holds::list_of(&db, mia).await.unwrap(), [ended, second], "it is remembered");
    assert_eq!(holds::remove_over(&db, later, now()).await.unwrap(), 0, "as long as it was told to");
    assert_eq!(holds::remove_over(&db, later, other.since).await.unwrap(), 1);
    assert_eq!(holds::remove_over(&db, later, later).await.unwrap(), 1, "the second is not over");
    assert_eq!(holds::remove(&db, &[first.id, second.id]).await.unwrap(), 1);
    assert_eq!(holds::remove(&db, &[]).await.unwrap(), 0);
    assert_eq!(holds::list_of(&db, mia).await.unwrap(), []);
}

async fn half_seconds_are_compared_right(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let (one, two) = (mentee(&db, "One").await, mentee(&db, "Two").await);
    offer(&db, ana, slot("10:00:00.5", "10:30:00.5")).await;
    let later = offer(&db, ana, slot("10:30:00.500000", "11:00:00")).await;
    let from = at("2026-11-24T10:00:00.500001Z");
    let listed = availability::list_slots(&db, &[ana], from, at("2026-11-25T00:00:00Z"), 9).await.unwrap();
    assert_eq!(ids(&listed), [later]);
    // And by the database itself, past our own look: the end of one in the middle of a second.
    book(&db, ana, one, slot("10:00:00.5", "10:30:00.5")).await;
    let close = |from, to| session(ana, two, slot(from, to));
    assert!(sessions::insert(&db, &close("09:30:00", "10:00:00.501")).await.is_err());
    assert!(sessions::insert(&db, &close("09:30:00", "10:00:00.500")).await.is_ok());
    assert!(sessions::insert(&db, &close("10:30:00.500000", "11:00:00")).await.is_ok());
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
    assert!(sessions::transition(&db, session_id, &step(&[booked], cancelled), now()).await.unwrap());
    grows("Ana", "a cancelled session").await;
    let to_bob = format!("UPDATE office_sessions SET mentor_id = {}", literal(&db, bob.0));
    run(&db, &to_bob).await.unwrap();
    grows("Ana and Bob", "a session that is handed over").await;
    let hold = HoldRow {
        id: HoldId(id()),
        mentor_id: ana,
        hold: Hold {
            time: slot("10:00:00", "10:30:00"),
            holder: user(&db, "Leo", Role::Mentee).await,
            expires_at: now() + jiff::SignedDuration::from_mins(5),
        },
        since: now(),
    };
    holds::insert(&db, &hold).await.unwrap();
    grows("Ana", "a hold").await;
    assert_eq!(holds::end(&db, &[hold.id], now()).await.unwrap(), 1);
    grows("Ana", "a hold that is let go").await;
    holds::remove(&db, &[hold.id]).await.unwrap();
    grows("Ana", "a hold less").await;
    availability_rules::save(&db, bob, &RulesRow::default(), now()).await.unwrap();
    grows("Bob", "other rules").await;
    availability::remove_slots(&db, &[first]).await.unwrap();
    grows("Ana", "a slot less").await;
    assert_eq!(availability::remove_slots(&db, &[first]).await.unwrap(), 0);
    grows("", "nothing").await;
    // Rows that go with their mentor do not bring the number back.
    offer(&db, bob, slot("11:00:00", "11:30:00")).await;
    run(&db, &format!("DELETE FROM mentors WHERE id = {}", literal(&db, bob.0))).await.unwrap();
    assert_eq!(mentors::list_seen(&db, Audience::Staff, &[bob]).await.unwrap(), []);
}
