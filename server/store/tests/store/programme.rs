//! What staff see of everybody.

use office_hours::booking::SessionStatus;
use office_hours::ids::SessionId;
use store::Store;
use store::queries::programme::{self, ProgrammeQuery};
use store::queries::{analytics, sessions};

use crate::support::{at, book, mentee, mentor, now, offer, run, slot, step};

crate::on_both!(sessions_are_filtered, statuses_are_counted, utilisation_counts_places_and_sessions);

async fn listed(db: &Store, query: ProgrammeQuery<'_>) -> Vec<SessionId> {
    programme::list(db, &query).await.unwrap().into_iter().map(|row| row.session_id).collect()
}

async fn sessions_are_filtered(db: Store) {
    let (ana, bob) = (mentor(&db, "Ana 100%").await, mentor(&db, "Özlem").await);
    let (one, two) = (mentee(&db, "First_Founder").await, mentee(&db, "Second Founder").await);
    let early = book(&db, ana, one, slot("09:00:00", "09:30:00")).await;
    let middle = book(&db, bob, two, slot("10:00:00", "10:30:00")).await;
    let late = book(&db, ana, two, slot("11:00:00", "11:30:00")).await;
    sessions::transition(&db, late, &step(&[SessionStatus::Booked], SessionStatus::Cancelled), now())
        .await
        .unwrap();
    let all = ProgrammeQuery::default;
    assert_eq!(listed(&db, all()).await, [late, middle, early]);
    assert_eq!(listed(&db, ProgrammeQuery { part: Some((0, 2)), ..all() }).await, [late, middle]);
    assert_eq!(listed(&db, ProgrammeQuery { part: Some((2, 2)), ..all() }).await, [early]);
    assert_eq!(listed(&db, ProgrammeQuery { status: Some(SessionStatus::Cancelled), ..all() }).await, [late]);
    let (from, to) = (at("2026-11-24T09:00:00Z"), at("2026-11-24T11:00:00Z"));
    assert_eq!(
        listed(&db, ProgrammeQuery { from: Some(from), to: Some(to), ..all() }).await,
        [middle, early]
    );
    let named = |name| ProgrammeQuery { name: Some(name), ..ProgrammeQuery::default() };
    assert_eq!(listed(&db, named("aNa")).await, [late, early]);
    assert_eq!(listed(&db, named("Özl")).await, [middle]);
    assert_eq!(listed(&db, named("FOUNDER")).await.len(), 3);
    for (query, rows) in [(all(), 3), (named("aNa"), 2), (ProgrammeQuery { part: Some((0, 1)), ..all() }, 3)]
    {
        assert_eq!(programme::count(&db, &query).await.unwrap(), rows, "{query:?}");
    }
    assert_eq!(listed(&db, named("%")).await, [late, early], "wildcards mean themselves");
    assert_eq!(listed(&db, named("_")).await, [early]);
    assert_eq!(listed(&db, named("\\")).await, []);
    assert_eq!(listed(&db, named("'")).await, []);
    assert_eq!(listed(&db, ProgrammeQuery { part: Some((0, 1)), ..named("founder") }).await, [late]);
}

async fn statuses_are_counted(db: Store) {
    let ana = mentor(&db, "Ana").await;
    let founder = mentee(&db, "Founder").await;
    book(&db, ana, founder, slot("09:00:00", "09:30:00")).await;
    book(&db, ana, founder, slot("10:00:00", "10:30:00")).await;
    let late = book(&db, ana, founder, slot("11:00:00", "11:30:00")).await;
    sessions::transition(&db, late, &step(&[SessionStatus::Booked], SessionStatus::NoShow), now())
        .await
        .unwrap();
    let counted = programme::count_by_status(&db, None, None).await.unwrap();
    assert_eq!(counted, [(SessionStatus::Booked, 2), (SessionStatus::NoShow, 1)]);
    let (from, to) = (at("2026-11-24T10:00:00Z"), at("2026-11-24T11:00:00Z"));
    let counted = programme::count_by_status(&db, Some(from), Some(to)).await.unwrap();
    assert_eq!(counted, [(SessionStatus::Booked, 1)]);
}

async fn utilisation_counts_places_and_sessions(db: Store) {
    let (bob, ana) = (mentor(&db, "bob").await, mentor(&db, "Ana").await);
    let founder = mentee(&db, "Founder").await;
    for (from, to) in [("09:00:00", "09:30:00"), ("10:00:00", "10:30:00"), ("11:00:00", "11:30:00")] {
        offer(&db, ana, slot(from, to)).await;
    }
    run(&db, "UPDATE availability SET capacity = 4 WHERE starts_at = '2026-11-24T10:00:00+00:00'")
        .await
        .unwrap();
    book(&db, ana, founder, slot("09:00:00", "09:30:00")).await;
    let off = book(&db, ana, founder, slot("10:00:00", "10:30:00")).await;
    sessions::transition(&db, off, &step(&[SessionStatus::Booked], SessionStatus::Cancelled), now())
        .await
        .unwrap();
    store::queries::mentors::set_active(&db, bob, false, now()).await.unwrap();
    let (from, to) = (at("2026-11-24T00:00:00Z"), at("2026-11-24T11:00:00Z"));
    let rows = analytics::utilisation(&db, from, to).await.unwrap();
    assert_eq!(rows, [(ana, "Ana".to_owned(), true, 5, 1), (bob, "bob".to_owned(), false, 0, 0)]);
}
