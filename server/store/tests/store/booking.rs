//! No double booking, whoever asks and however many at once.

use std::sync::Arc;

use office_hours::availability::SlotTime;
use office_hours::booking::SessionStatus;
use office_hours::ids::{MenteeId, SessionId, SlotId};
use store::queries::availability;
use store::queries::sessions::{self, NewSession};
use store::{Constraint, Store, StoreError};
use tokio::sync::Barrier;

use crate::support::{at, book, id, literal, mentee, mentor, now, offer, run, session, slot};

crate::on_both!(
    a_mentor_is_in_one_place,
    a_mentee_is_in_one_place,
    group_sessions_share_the_mentor,
    a_change_cannot_break_it_either,
    a_session_is_read_with_both_sides,
    a_transition_happens_once,
    a_dropped_transaction_leaves_nothing,
    fifty_at_once_get_one_place,
    fifty_at_once_get_seven_places,
    fifty_who_do_not_look_get_one_place,
    conflicts_are_counted,
);

fn is(result: Result<(), StoreError>, expected: Constraint) {
    match result {
        Err(StoreError::Conflict(constraint)) => assert_eq!(constraint, expected),
        other => panic!("{other:?} instead of {expected:?}"),
    }
}

async fn a_mentor_is_in_one_place(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let founders = [mentee(&db, "One").await, mentee(&db, "Two").await];
    book(&db, ana, founders[0], slot("10:00:00", "10:30:00")).await;
    for (from, to) in [
        ("10:00:00", "10:30:00"),
        ("10:15:00", "10:45:00"),
        ("09:45:00", "10:15:00"),
        ("10:10:00", "10:20:00"),
        ("09:00:00", "11:00:00"),
        ("10:29:59.999", "10:45:00"),
    ] {
        let clash = session(ana, founders[1], slot(from, to));
        is(sessions::insert(&db, &clash).await, Constraint::MentorOverlap);
        let pending = NewSession { status: SessionStatus::Pending, ..clash };
        is(sessions::insert(&db, &pending).await, Constraint::MentorOverlap);
    }
    // Touching is fine, so is a time that was given back, and another mentor.
    book(&db, ana, founders[1], slot("10:30:00", "11:00:00")).await;
    book(&db, ana, founders[1], slot("09:30:00", "10:00:00")).await;
    let over = NewSession {
        status: SessionStatus::Cancelled,
        ..session(ana, founders[1], slot("10:00:00", "10:30:00"))
    };
    sessions::insert(&db, &over).await.unwrap();
    let bob = mentor(&db, "Bob").await;
    book(&db, bob, founders[1], slot("10:00:00", "10:30:00")).await;
}

async fn a_mentee_is_in_one_place(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana").await, mentor(&db, "Bob").await);
    let founder = mentee(&db, "Founder").await;
    book(&db, ana, founder, slot("10:00:00", "10:30:00")).await;
    let clash = session(bob, founder, slot("10:15:00", "10:45:00"));
    is(sessions::insert(&db, &clash).await, Constraint::MenteeOverlap);
    let group = NewSession { exclusive: false, ..clash };
    is(sessions::insert(&db, &group).await, Constraint::MenteeOverlap);
    book(&db, bob, founder, slot("10:30:00", "11:00:00")).await;
}

async fn group_sessions_share_the_mentor(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let time = slot("10:00:00", "10:30:00");
    for name in ["One", "Two", "Three"] {
        let founder = mentee(&db, name).await;
        sessions::insert(&db, &NewSession { exclusive: false, ..session(ana, founder, time) }).await.unwrap();
    }
}

async fn a_change_cannot_break_it_either(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let founders = [mentee(&db, "One").await, mentee(&db, "Two").await];
    let first = book(&db, ana, founders[0], slot("10:00:00", "10:30:00")).await;
    let cancelled = NewSession {
        status: SessionStatus::Cancelled,
        ..session(ana, founders[1], slot("10:00:00", "10:30:00"))
    };
    sessions::insert(&db, &cancelled).await.unwrap();
    let back = sessions::transition(
        &db,
        cancelled.session_id,
        &[SessionStatus::Cancelled],
        SessionStatus::Booked,
        now(),
    );
    is(back.await.map(|_| ()), Constraint::MentorOverlap);
    let second = book(&db, ana, founders[1], slot("11:00:00", "11:30:00")).await;
    let moved = format!(
        "UPDATE office_sessions SET starts_at = '2026-11-24T10:29:00+00:00' WHERE id = {}",
        literal(&db, second.0)
    );
    is(run(&db, &moved).await, Constraint::MentorOverlap);
    // One does not stand in its own way.
    let grown = format!(
        "UPDATE office_sessions SET ends_at = '2026-11-24T10:45:00+00:00' WHERE id = {}",
        literal(&db, first.0)
    );
    run(&db, &grown).await.unwrap();
    let shared = session(ana, mentee(&db, "Three").await, slot("10:00:00", "10:30:00"));
    sessions::insert(&db, &NewSession { exclusive: false, ..shared }).await.unwrap();
    let alone = format!(
        "UPDATE office_sessions SET exclusive = TRUE WHERE id = {}",
        literal(&db, shared.session_id.0)
    );
    is(run(&db, &alone).await, Constraint::MentorOverlap);
    let swapped = format!("UPDATE office_sessions SET mentee_id = {}", literal(&db, founders[0].0));
    is(
        run(&db, &format!("{swapped} WHERE id = {}", literal(&db, shared.session_id.0))).await,
        Constraint::MenteeOverlap,
    );
}

async fn a_session_is_read_with_both_sides(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let founder = mentee(&db, "Founder").await;
    let booked = NewSession {
        meeting_url: Some("https://meet.example.com/1"),
        notes: Some("About pricing"),
        ..session(ana, founder, slot("10:00:00", "10:30:00"))
    };
    sessions::insert(&db, &booked).await.unwrap();
    let row = sessions::get(&db, booked.session_id).await.unwrap().unwrap();
    assert_eq!((row.mentor_id, row.mentor_name.as_str()), (ana, "Ana"));
    assert_eq!((row.mentee_id, row.mentee_name.as_str()), (founder, "Founder"));
    assert!(row.mentor_email.starts_with("ana.") && row.mentee_email.starts_with("founder."));
    assert_eq!(
        (row.mentor_timezone.as_str(), row.mentee_company.as_deref()),
        ("Europe/Berlin", Some("Acme"))
    );
    assert_eq!((row.starts_at, row.ends_at), (booked.starts_at, booked.ends_at));
    assert_eq!((row.status, row.mentor_headline.as_deref()), (SessionStatus::Booked, None));
    assert_eq!(row.meeting_url.as_deref(), Some("https://meet.example.com/1"));
    assert_eq!(row.notes.as_deref(), Some("About pricing"));
    assert_eq!(sessions::get(&db, SessionId(id())).await.unwrap(), None);

    let later = book(&db, ana, founder, slot("12:00:00", "12:30:00")).await;
    let ids =
        |rows: Vec<sessions::SessionRow>| rows.into_iter().map(|row| row.session_id).collect::<Vec<_>>();
    assert_eq!(ids(sessions::list_for_mentor(&db, ana, 9).await.unwrap()), [later, booked.session_id]);
    assert_eq!(ids(sessions::list_for_mentee(&db, founder, 1).await.unwrap()), [later]);
    assert_eq!(ids(sessions::list_for_mentee(&db, MenteeId(id()), 9).await.unwrap()), []);
}

async fn a_transition_happens_once(db: Store) {
    let session_id =
        book(&db, mentor(&db, "Ana").await, mentee(&db, "Founder").await, slot("10:00:00", "10:30:00")).await;
    let tries: Vec<_> = (0..10)
        .map(|_| {
            let db = db.clone();
            let from = [SessionStatus::Pending, SessionStatus::Booked];
            tokio::spawn(async move {
                sessions::transition(&db, session_id, &from, SessionStatus::Cancelled, now()).await.unwrap()
            })
        })
        .collect();
    let mut won = 0;
    for attempt in tries {
        won += usize::from(attempt.await.unwrap());
    }
    assert_eq!(won, 1);
    assert!(!sessions::transition(&db, session_id, &[], SessionStatus::Booked, now()).await.unwrap());
}

async fn a_dropped_transaction_leaves_nothing(db: Store) {
    let (ana, founder) = (mentor(&db, "Ana").await, mentee(&db, "Founder").await);
    let time = slot("10:00:00", "10:30:00");
    let tx = db.begin().await.unwrap();
    let lost = session(ana, founder, time);
    sessions::insert(&tx, &lost).await.unwrap();
    assert!(sessions::get(&tx, lost.session_id).await.unwrap().is_some());
    assert!(sessions::get(&db, lost.session_id).await.unwrap().is_none(), "nobody else sees it yet");
    drop(tx);
    let tx = db.begin().await.unwrap();
    let kept = session(ana, founder, time);
    sessions::insert(&tx, &kept).await.unwrap();
    tx.commit().await.unwrap();
    assert!(sessions::get(&db, lost.session_id).await.unwrap().is_none());
    assert!(sessions::get(&db, kept.session_id).await.unwrap().is_some());
}

/// Books as the use case does: lock, look, insert, commit.
async fn try_to_book(db: &Store, slot_id: SlotId, founder: MenteeId) -> Result<bool, StoreError> {
    let tx = db.begin().await?;
    let Some(slot) = availability::lock_slot(&tx, slot_id).await? else { return Ok(false) };
    if slot.taken >= slot.capacity {
        return Ok(false);
    }
    let time = SlotTime { starts_at: slot.starts_at, ends_at: slot.ends_at };
    let new = NewSession { exclusive: slot.capacity == 1, ..session(slot.mentor_id, founder, time) };
    sessions::insert(&tx, &new).await?;
    tx.commit().await?;
    Ok(true)
}

async fn fifty_at_once(db: &Store, slot_id: SlotId) -> usize {
    let start = Arc::new(Barrier::new(50));
    let mut tries = vec![];
    for n in 0..50 {
        let founder = mentee(db, &format!("Founder {n}")).await;
        let (db, start) = (db.clone(), Arc::clone(&start));
        tries.push(tokio::spawn(async move {
            start.wait().await;
            try_to_book(&db, slot_id, founder).await.unwrap()
        }));
    }
    let mut won = 0;
    for attempt in tries {
        won += usize::from(attempt.await.unwrap());
    }
    won
}

async fn fifty_at_once_get_one_place(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let slot_id = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    assert_eq!(fifty_at_once(&db, slot_id).await, 1);
    assert_eq!(sessions::list_for_mentor(&db, ana, 99).await.unwrap().len(), 1);
}

async fn fifty_at_once_get_seven_places(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let slot_id = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    run(&db, "UPDATE availability SET capacity = 7").await.unwrap();
    assert_eq!(fifty_at_once(&db, slot_id).await, 7);
    assert_eq!(sessions::list_for_mentor(&db, ana, 99).await.unwrap().len(), 7);
}

async fn fifty_who_do_not_look_get_one_place(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let mut tries = vec![];
    for n in 0..50 {
        let founder = mentee(&db, &format!("Founder {n}")).await;
        let db = db.clone();
        tries.push(tokio::spawn(async move {
            sessions::insert(&db, &session(ana, founder, slot("10:00:00", "10:30:00"))).await
        }));
    }
    let mut won = 0;
    for attempt in tries {
        match attempt.await.unwrap() {
            Ok(()) => won += 1,
            refused => is(refused, Constraint::MentorOverlap),
        }
    }
    assert_eq!(won, 1);
}

async fn conflicts_are_counted(db: Store) {
    let ana = mentor(&db, "Ana").await;
    book(&db, ana, mentee(&db, "One").await, slot("10:00:00", "10:30:00")).await;
    let count = async |from: &str, to: &str| {
        let (from, to) = (at(&format!("2026-11-24T{from}Z")), at(&format!("2026-11-24T{to}Z")));
        sessions::count_conflicts(&db, ana, from, to).await.unwrap()
    };
    assert_eq!(count("10:00:00", "10:30:00").await, 1);
    assert_eq!(count("10:15:00", "10:16:00").await, 1);
    assert_eq!(count("10:30:00", "11:00:00").await, 0);
    assert_eq!(count("09:00:00", "10:00:00").await, 0);
}
