//! Sessions that repeat know their place, and outlive their series.

use office_hours::availability::SlotTime;
use office_hours::booking::SessionStatus;
use office_hours::booking::series::{Frequency, SeriesPlace};
use office_hours::ids::{MenteeId, MentorId, SeriesId, SessionId};
use store::Store;
use store::queries::series::{self, SeriesRow};
use store::queries::sessions::{self, NewSession};

use crate::support::{at, book, id, literal, mentee, mentor, now, run, session, slot, step};

crate::on_both!(
    sessions_know_their_place,
    a_series_that_goes_takes_no_session_along,
    a_series_goes_with_its_sides,
    an_unknown_frequency_is_refused,
);

/// Half an hour on the Tuesdays after [`now`].
fn tuesday(week: i64) -> SlotTime {
    let first = at("2026-11-24T10:00:00Z");
    SlotTime::lasting(first + jiff::SignedDuration::from_hours(7 * 24 * week), 30)
}

async fn new_series(db: &Store, mentor_id: MentorId, mentee_id: MenteeId) -> SeriesRow {
    let series_id = SeriesId(id());
    let row = SeriesRow { series_id, mentor_id, mentee_id, frequency: Frequency::Fortnightly };
    series::insert(db, &row, now()).await.unwrap();
    row
}

async fn add(db: &Store, series: &SeriesRow, week: i64) -> SessionId {
    let session = NewSession {
        series_id: Some(series.series_id),
        ..session(series.mentor_id, series.mentee_id, tuesday(week))
    };
    sessions::insert(db, &session).await.unwrap();
    session.session_id
}

async fn sessions_know_their_place(db: Store) {
    let (ana, founder) = (mentor(&db, "Ana").await, mentee(&db, "Founder").await);
    let row = new_series(&db, ana, founder).await;
    assert_eq!(series::find(&db, row.series_id).await.unwrap(), Some(row));
    assert_eq!(series::find(&db, SeriesId(id())).await.unwrap(), None);
    // Not in order, beside another series and a session of its own.
    let (third, first, second) = (add(&db, &row, 4).await, add(&db, &row, 0).await, add(&db, &row, 2).await);
    let other = new_series(&db, ana, founder).await;
    let elsewhere = add(&db, &other, 1).await;
    let alone = book(&db, ana, founder, slot("12:00:00", "12:30:00")).await;

    let place = async |session_id| sessions::get(&db, session_id).await.unwrap().unwrap().series;
    let expected = |series: SeriesRow, number, of| {
        Some(SeriesPlace { series_id: series.series_id, frequency: Frequency::Fortnightly, number, of })
    };
    assert_eq!(place(first).await, expected(row, 1, 3));
    assert_eq!(place(second).await, expected(row, 2, 3));
    assert_eq!(place(third).await, expected(row, 3, 3));
    assert_eq!(place(elsewhere).await, expected(other, 1, 1));
    assert_eq!(place(alone).await, None);
    // What is called off keeps its place, and so do the others.
    let off = step(&[SessionStatus::Booked], SessionStatus::Cancelled);
    assert!(sessions::transition(&db, first, &off, now()).await.unwrap());
    assert_eq!(place(second).await, expected(row, 2, 3));

    let ids = |rows: Vec<sessions::SessionRow>| rows.iter().map(|row| row.session_id).collect::<Vec<_>>();
    let all = sessions::list_of_series(&db, row.series_id).await.unwrap();
    assert_eq!(ids(all), [first, second, third]);
    let tx = db.begin().await.unwrap();
    assert_eq!(ids(sessions::lock_series(&tx, row.series_id).await.unwrap()), [first, second, third]);
    assert!(sessions::lock_series(&tx, SeriesId(id())).await.unwrap().is_empty());
    tx.commit().await.unwrap();
    let mine = sessions::list_for_mentee(&db, founder, 9).await.unwrap();
    assert_eq!(mine.iter().filter(|row| row.series.is_some()).count(), 4);
}

async fn a_series_that_goes_takes_no_session_along(db: Store) {
    let (ana, founder) = (mentor(&db, "Ana").await, mentee(&db, "Founder").await);
    let row = new_series(&db, ana, founder).await;
    let session_id = add(&db, &row, 0).await;
    let gone = format!("DELETE FROM session_series WHERE id = {}", literal(&db, row.series_id.0));
    run(&db, &gone).await.unwrap();
    assert_eq!(sessions::get(&db, session_id).await.unwrap().unwrap().series, None);
}

async fn a_series_goes_with_its_sides(db: Store) {
    let (ana, founder) = (mentor(&db, "Ana").await, mentee(&db, "Founder").await);
    let row = new_series(&db, ana, founder).await;
    let session_id = add(&db, &row, 0).await;
    run(&db, &format!("DELETE FROM mentors WHERE id = {}", literal(&db, ana.0))).await.unwrap();
    assert_eq!(series::find(&db, row.series_id).await.unwrap(), None);
    assert_eq!(sessions::get(&db, session_id).await.unwrap(), None);
}

async fn an_unknown_frequency_is_refused(db: Store) {
    let (ana, founder) = (mentor(&db, "Ana").await, mentee(&db, "Founder").await);
    let [id, ana, founder] = [id(), ana.0, founder.0].map(|id| literal(&db, id));
    let daily = format!(
        "INSERT INTO session_series (id, mentor_id, mentee_id, frequency, created_at) \
         VALUES ({id}, {ana}, {founder}, 'daily', '2026-11-24T10:00:00+00:00')"
    );
    run(&db, &daily).await.unwrap_err();
    run(&db, &daily.replace("daily", "weekly")).await.unwrap();
}
