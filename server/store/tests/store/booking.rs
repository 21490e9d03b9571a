//! No double booking, whoever asks and however many at once.

use std::sync::Arc;

use office_hours::booking::SessionStatus;
use office_hours::ids::{MenteeId, SessionId, SlotId};
use office_hours::profile::Audience;
use store::queries::sessions::{self, NewSession, Seat};
use store::queries::{availability, busy};
use store::{Constraint, Store, StoreError};
use tokio::sync::Barrier;

use crate::support::{book, id, literal, mentee, mentor, now, offer, run, session, slot, step};

crate::on_both!(
    a_mentor_is_in_one_place,
    a_mentee_is_in_one_place,
    a_group_shares_the_mentor_seat_by_seat,
    buffers_are_kept_whichever_way_round,
    a_change_cannot_break_it_either,
    a_session_is_read_with_both_sides,
    a_transition_happens_once,
    a_dropped_transaction_leaves_nothing,
    fifty_at_once_get_one_place,
    fifty_at_once_get_seven_places,
    fifty_who_do_not_look_get_one_place,
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
    let group = NewSession { seat: Some(Seat { group_id: id(), number: 1, of: 3 }), ..clash };
    is(sessions::insert(&db, &group).await, Constraint::MenteeOverlap);
    book(&db, bob, founder, slot("10:30:00", "11:00:00")).await;
}

async fn a_group_shares_the_mentor_seat_by_seat(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let time = slot("10:00:00", "10:30:00");
    let group_id = id();
    let founders = [
        mentee(&db, "One").await,
        mentee(&db, "Two").await,
        mentee(&db, "Three").await,
        mentee(&db, "Four").await,
    ];
    let member = |at: usize, number| NewSession {
        seat: Some(Seat { group_id, number, of: 3 }),
        ..session(ana, founders[at], time)
    };
    for at in 0..3 {
        sessions::insert(&db, &member(at, at as u32 + 1)).await.unwrap();
    }
    is(sessions::insert(&db, &member(3, 2)).await, Constraint::SeatTaken);
    let beyond = sessions::insert(&db, &member(3, 4)).await;
    assert!(matches!(beyond, Err(StoreError::Conflict(Constraint::Other(_)))), "{beyond:?}");
    // Neither alone nor in another group can anybody be met at that time.
    is(sessions::insert(&db, &session(ana, founders[3], time)).await, Constraint::MentorOverlap);
    let other = Seat { group_id: id(), number: 1, of: 3 };
    let elsewhere =
        NewSession { seat: Some(other), ..session(ana, founders[3], slot("10:15:00", "10:45:00")) };
    is(sessions::insert(&db, &elsewhere).await, Constraint::MentorOverlap);
}

async fn buffers_are_kept_whichever_way_round(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let founders = [mentee(&db, "One").await, mentee(&db, "Two").await];
    let buffered = |mentee, from, to, before, after| NewSession {
        buffer_before_minutes: before,
        buffer_after_minutes: after,
        ..session(ana, mentee, slot(from, to))
    };
    sessions::insert(&db, &buffered(founders[0], "10:00:00", "10:30:00", 10, 5)).await.unwrap();
    for (from, to, before, after, fits) in [
        ("10:30:00", "11:00:00", 0, 0, false),
        ("10:34:59", "11:00:00", 0, 0, false),
        ("10:40:00", "11:00:00", 6, 0, false),
        ("10:40:00", "11:00:00", 5, 0, true),
        ("09:30:00", "09:50:01", 0, 0, false),
        ("09:30:00", "09:45:00", 0, 6, false),
        ("09:30:00", "09:45:00", 0, 5, true),
        ("07:00:00", "07:30:00", 240, 131, false),
        ("07:00:00", "07:30:00", 240, 120, true),
    ] {
        let tried = sessions::insert(&db, &buffered(founders[1], from, to, before, after)).await;
        if fits {
            tried.unwrap();
        } else {
            is(tried, Constraint::MentorOverlap);
        }
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
    let again = step(&[SessionStatus::Cancelled], SessionStatus::Booked);
    let back = sessions::transition(&db, cancelled.session_id, &again, now()).await;
    is(back.map(|_| ()), Constraint::MentorOverlap);
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
    let third = book(&db, ana, mentee(&db, "Three").await, slot("13:00:00", "13:30:00")).await;
    let closer =
        format!("UPDATE office_sessions SET buffer_before_minutes = 91 WHERE id = {}", literal(&db, third.0));
    is(run(&db, &closer).await, Constraint::MentorOverlap);
    run(&db, &closer.replace("91", "90")).await.unwrap();
    let group = |session_id: SessionId, group_id| {
        format!(
            "UPDATE office_sessions SET group_id = {}, starts_at = '2026-11-24T10:00:00+00:00', \
             ends_at = '2026-11-24T10:30:00+00:00' WHERE id = {}",
            literal(&db, group_id),
            literal(&db, session_id.0)
        )
    };
    is(run(&db, &group(third, id())).await, Constraint::MentorOverlap);
    let elsewhere =
        book(&db, mentor(&db, "Bob").await, mentee(&db, "Four").await, slot("10:15:00", "10:45:00")).await;
    let swapped = format!("UPDATE office_sessions SET mentee_id = {}", literal(&db, founders[0].0));
    is(
        run(&db, &format!("{swapped} WHERE id = {}", literal(&db, elsewhere.0))).await,
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

    let slot_id = offer(&db, ana, slot("11:00:00", "11:30:00")).await;
    let tx = db.begin().await.unwrap();
    let found = availability::find_to_book(&tx, slot_id, Audience::Staff, founder).await.unwrap().unwrap();
    let seat = Some(Seat { group_id: id(), number: 2, of: 3 });
    let next = NewSession { seat, notes: None, ..session(ana, founder, found.time) };
    sessions::insert(&tx, &next).await.unwrap();
    let read = sessions::get(&tx, next.session_id).await.unwrap().unwrap();
    assert_eq!(next.row(found.sides), read, "what is known without asking is what is there");
    drop(tx);

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
                sessions::transition(&db, session_id, &step(&from, SessionStatus::Cancelled), now())
                    .await
                    .unwrap()
            })
        })
        .collect();
    let mut won = 0;
    for attempt in tries {
        won += usize::from(attempt.await.unwrap());
    }
    assert_eq!(won, 1);
    assert!(!sessions::transition(&db, session_id, &step(&[], SessionStatus::Booked), now()).await.unwrap());
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
async fn try_to_book(
    db: &Store,
    slot_id: SlotId,
    founder: MenteeId,
    places: u32,
) -> Result<bool, StoreError> {
    let tx = db.begin().await?;
    let Some(slot) = availability::lock_slot(&tx, slot_id).await? else { return Ok(false) };
    let taken = busy::list_of_mentors(&tx, &[slot.mentor_id], slot.time, &[]).await?.len();
    if taken as u32 >= places {
        return Ok(false);
    }
    let seat = match places {
        1 => None,
        of => {
            let group = busy::find_group(&tx, slot.mentor_id, slot.time).await?;
            let taken = group.as_ref().map_or(0, |group| group.seats.len());
            let group_id = group.map_or_else(id, |group| group.group_id);
            Some(Seat { group_id, number: taken as u32 + 1, of })
        }
    };
    sessions::insert(&tx, &NewSession { seat, ..session(slot.mentor_id, founder, slot.time) }).await?;
    tx.commit().await?;
    Ok(true)
}

async fn fifty_at_once(db: &Store, slot_id: SlotId, places: u32) -> usize {
    let start = Arc::new(Barrier::new(50));
    let mut tries = vec![];
    for n in 0..50 {
        let founder = mentee(db, &format!("Founder {n}")).await;
        let (db, start) = (db.clone(), Arc::clone(&start));
        tries.push(tokio::spawn(async move {
            start.wait().await;
            try_to_book(&db, slot_id, founder, places).await.unwrap()
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
    assert_eq!(fifty_at_once(&db, slot_id, 1).await, 1);
    assert_eq!(sessions::list_for_mentor(&db, ana, 99).await.unwrap().len(), 1);
}

async fn fifty_at_once_get_seven_places(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let slot_id = offer(&db, ana, slot("10:00:00", "10:30:00")).await;
    assert_eq!(fifty_at_once(&db, slot_id, 7).await, 7);
    assert_eq!(sessions::list_for_mentor(&db, ana, 99).await.unwrap().len(), 7);
}

async fn fifty_who_do_not_look_get_one_place(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let mut tries = vec![];
    for n in 0..50 {
        let founder = mentee(&db, &format!("Founder {n}")).await;
        let db = db.clone();
        tries.push(tokio::spawn(async move {
            // Inserts that hold nothing may wait for each other in a circle: PostgreSQL then sends one away to try again.
            loop {
                let tried = sessions::insert(&db, &session(ana, founder, slot("10:00:00", "10:30:00"))).await;
                if !matches!(tried, Err(StoreError::Unavailable(_))) {
                    return tried;
                }
            }
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
