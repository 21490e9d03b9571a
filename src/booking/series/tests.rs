//! Series across changes of the clocks, months of every shape, and plans that meet with refusals.

use uuid::Uuid;

use super::*;

fn zone(name: &str) -> Zone {
    Zone::parse("timezone", name).unwrap()
}

fn count(count: i64) -> Count {
    Count::parse("count", count).unwrap()
}

fn slot(starts_at: &str, minutes: i64) -> SlotTime {
    SlotTime::lasting(starts_at.parse().unwrap(), minutes)
}

/// The starts by the clock of the zone, after checking that all last as long as the first.
fn starts(first: &str, frequency: Frequency, sessions: i64, zone_name: &str) -> Vec<String> {
    let zone = zone(zone_name);
    let times = occurrences(slot(first, 45), frequency, count(sessions), &zone);
    assert!(times.iter().all(|time| *time == SlotTime::lasting(time.starts_at, 45)));
    times
        .iter()
        .map(|time| zone.tz().to_datetime(time.starts_at).strftime("%Y-%m-%dT%H:%M").to_string())
        .collect()
}

#[test]
fn the_clock_on_the_wall_stays() {
    let cases: [(&str, &str, Frequency, &str, &[&str]); 10] = [
        (
            "the clocks go forward",
            "2026-03-03T19:00:00Z",
            Frequency::Weekly,
            "America/New_York",
            &["2026-03-03T14:00", "2026-03-10T14:00", "2026-03-17T14:00"],
        ),
        (
            "the clocks go back",
            "2026-10-20T18:00:00Z",
            Frequency::Fortnightly,
            "America/New_York",
            &["2026-10-20T14:00", "2026-11-03T14:00", "2026-11-17T14:00"],
        ),
        (
            "a time that is skipped moves later and takes no other along",
            "2026-03-01T07:30:00Z",
            Frequency::Weekly,
            "America/New_York",
            &["2026-03-01T02:30", "2026-03-08T03:30", "2026-03-15T02:30"],
        ),
        (
            "the second Tuesday",
            "2026-09-08T12:00:00Z",
            Frequency::Monthly,
            "UTC",
            &[
                "2026-09-08T12:00",
                "2026-10-13T12:00",
                "2026-11-10T12:00",
                "2026-12-08T12:00",
                "2027-01-12T12:00",
            ],
        ),
        (
            "a month without a fifth Tuesday is skipped",
            "2026-03-31T12:00:00Z",
            Frequency::Monthly,
            "UTC",
            &["2026-03-31T12:00", "2026-06-30T12:00", "2026-09-29T12:00", "2026-12-29T12:00"],
        ),
        (
            "29 February is a fifth weekday",
            "2028-02-29T12:00:00Z",
            Frequency::Monthly,
            "UTC",
            &["2028-02-29T12:00", "2028-05-30T12:00", "2028-08-29T12:00"],
        ),
        (
            "the 28th is a fourth one",
            "2027-02-28T12:00:00Z",
            Frequency::Monthly,
            "UTC",
            &["2027-02-28T12:00", "2027-03-28T12:00", "2027-04-25T12:00"],
        ),
        (
            "over 29 February",
            "2028-02-22T12:00:00Z",
            Frequency::Weekly,
            "UTC",
            &["2028-02-22T12:00", "2028-02-29T12:00", "2028-03-07T12:00"],
        ),
        (
            "another day than in UTC",
            "2026-11-24T22:00:00Z",
            Frequency::Monthly,
            "Pacific/Auckland",
            &["2026-11-25T11:00", "2026-12-23T11:00", "2027-01-27T11:00"],
        ),
        (
            "a day that the zone skips",
            "2011-12-23T19:00:00Z",
            Frequency::Weekly,
            "Pacific/Apia",
            &["2011-12-23T09:00", "2012-01-06T09:00"],
        ),
    ];
    for (name, first, frequency, zone, expected) in cases {
        assert_eq!(starts(first, frequency, expected.len() as i64, zone), expected, "{name}");
    }
}

#[test]
fn instants_move_with_the_clocks() {
    let times = |first: &str, minutes, sessions| {
        occurrences(slot(first, minutes), Frequency::Weekly, count(sessions), &zone("America/New_York"))
    };
    let cases = [
        // 14:00, an hour earlier in UTC from 8 March on and later again from 1 November on.
        ("2026-03-03T19:00:00Z", 60, "2026-03-10T18:00:00Z", "2026-03-10T19:00:00Z"),
        ("2026-10-27T18:00:00Z", 60, "2026-11-03T19:00:00Z", "2026-11-03T20:00:00Z"),
        // 01:30 comes twice on 1 November and means the first; an hour stays an hour.
        ("2026-10-25T05:30:00Z", 60, "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"),
        // Over the gap of 8 March: from 01:30 to 03:30 by the clock.
        ("2026-03-01T06:30:00Z", 60, "2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z"),
    ];
    for (first, minutes, starts_at, ends_at) in cases {
        let second = SlotTime { starts_at: starts_at.parse().unwrap(), ends_at: ends_at.parse().unwrap() };
        assert_eq!(times(first, minutes, 2)[1], second, "{first}");
    }
    // The first is what was booked, even where its clock time means another instant.
    let repeated = times("2026-11-01T06:30:00Z", 60, 2);
    assert_eq!(repeated, [slot("2026-11-01T06:30:00Z", 60), slot("2026-11-08T06:30:00Z", 60)]);
}

#[test]
fn a_series_has_its_count() {
    for frequency in Frequency::ALL {
        // Every day of four years, the last of which has a 29 February.
        for day in 0..1_461 {
            let first = SlotTime::lasting("2025-01-01T12:00:00Z".parse().unwrap(), day * 1_440);
            let times = occurrences(SlotTime::lasting(first.ends_at, 30), frequency, count(26), &Zone::utc());
            assert_eq!(times.len(), 26, "{frequency:?} {day}");
            assert!(times.windows(2).all(|pair| pair[0].ends_at < pair[1].starts_at));
        }
        assert_eq!(
            occurrences(SlotTime::lasting(Timestamp::MAX, 0), frequency, count(3), &Zone::utc()).len(),
            1
        );
    }
}

#[test]
fn words_and_counts_are_read() {
    let field = |failure: Failure| match failure {
        Failure::Invalid { field, message } => {
            assert!(message.to_string().ends_with('.'));
            field
        }
        other => panic!("expected a field, got {other:?}"),
    };
    for frequency in Frequency::ALL {
        assert_eq!(Frequency::parse("frequency", frequency.as_str()).unwrap(), frequency);
        assert_eq!(serde_json::to_string(&frequency).unwrap(), format!("\"{}\"", frequency.as_str()));
    }
    for (word, scope) in [("one", Scope::One), (" following", Scope::Following), ("all ", Scope::All)] {
        assert_eq!(Scope::parse("scope", word).unwrap(), scope);
    }
    for (word, choice) in
        [("skip", OnConflict::Skip), ("shift", OnConflict::Shift), ("stop", OnConflict::Stop)]
    {
        assert_eq!(OnConflict::parse("on_conflict", word).unwrap(), choice);
    }
    assert_eq!(field(Frequency::parse("frequency", "daily").unwrap_err()), "frequency");
    assert_eq!(field(Scope::parse("scope", "").unwrap_err()), "scope");
    assert_eq!(field(OnConflict::parse("on_conflict", "Skip").unwrap_err()), "on_conflict");
    for (number, good) in
        [(i64::MIN, false), (0, false), (1, false), (2, true), (26, true), (27, false), (258, false)]
    {
        match Count::parse("count", number) {
            Ok(count) => assert!(good && count.get() as i64 == number),
            Err(failure) => assert!(!good && field(failure) == "count"),
        }
    }
}

/// Hour `n` of a day that does not matter.
fn hour(n: i64) -> SlotTime {
    SlotTime::lasting(Timestamp::from_second(n * 3_600).unwrap(), 60)
}

/// Refuses the hours named, and more than `cap` in all.
fn desk(booked: &[i64], cap: usize) -> impl FnMut(SlotTime, &[SlotTime]) -> Option<Refusal> {
    let booked: Vec<SlotTime> = booked.iter().copied().map(hour).collect();
    move |time, taken| {
        let full = taken.len() >= cap;
        let refusal = full.then_some(Refusal::MenteeCap { sessions: cap });
        booked.contains(&time).then_some(Refusal::Booked).or(refusal)
    }
}

#[test]
fn a_refused_time_is_skipped_shifted_or_the_end() {
    let wanted = [10, 20, 30, 40].map(hour);
    // The hour after, which may be wanted itself; the hour before; much later.
    let near = |time: SlotTime| {
        let n = time.starts_at.as_second() / 3_600;
        vec![hour(n + 10), hour(n - 1), hour(n + 1)]
    };
    let cases = [
        // what, booked, cap, then: kept, skipped, shifted from and to, stopped at
        (OnConflict::Skip, vec![], 9, vec![10, 20, 30, 40], vec![], vec![], None),
        (OnConflict::Skip, vec![20], 9, vec![10, 30, 40], vec![20], vec![], None),
        (OnConflict::Skip, vec![], 2, vec![10, 20], vec![30, 40], vec![], None),
        // What was skipped leaves room under the cap.
        (OnConflict::Skip, vec![10], 3, vec![20, 30, 40], vec![10], vec![], None),
        (OnConflict::Shift, vec![20], 9, vec![10, 30, 40], vec![], vec![(20, 19)], None),
        (OnConflict::Shift, vec![20, 19], 9, vec![10, 30, 40], vec![], vec![(20, 21)], None),
        (OnConflict::Shift, vec![20, 19, 21], 9, vec![10, 30, 40], vec![20], vec![], None),
        (OnConflict::Shift, vec![40], 9, vec![10, 20, 30], vec![], vec![(40, 50)], None),
        // A shifted one counts as well.
        (OnConflict::Shift, vec![20], 3, vec![10, 30], vec![40], vec![(20, 19)], None),
        (OnConflict::Stop, vec![30], 9, vec![10, 20], vec![], vec![], Some(30)),
        (OnConflict::Stop, vec![10], 9, vec![], vec![], vec![], Some(10)),
        (OnConflict::Stop, vec![], 9, vec![10, 20, 30, 40], vec![], vec![], None),
    ];
    let name = |time: SlotTime| time.starts_at.as_second() / 3_600;
    for (choice, booked, cap, keep, skipped, shifted, stopped) in cases {
        let made = plan(&wanted, desk(&booked, cap), near, choice);
        let case = format!("{choice:?} {booked:?} {cap}");
        assert_eq!(made.keep.iter().copied().map(name).collect::<Vec<_>>(), keep, "{case}");
        assert_eq!(made.skipped.iter().map(|each| name(each.time)).collect::<Vec<_>>(), skipped, "{case}");
        let pairs: Vec<_> = made.shifted.iter().map(|each| (name(each.from), name(each.to))).collect();
        assert_eq!(pairs, shifted, "{case}");
        assert_eq!(made.stopped_at.map(|each| name(each.time)), stopped, "{case}");
        assert_eq!(made.times().len(), keep.len() + shifted.len());
        assert!(made.times().is_sorted());
    }
}

#[test]
fn conflicts_come_with_their_reason() {
    let wanted = [10, 20, 30].map(hour);
    let expected = [
        Refused { time: hour(10), why: Refusal::Booked },
        Refused { time: hour(30), why: Refusal::MenteeCap { sessions: 1 } },
    ];
    assert_eq!(conflicts(&wanted, desk(&[10], 1)), expected);
}

#[test]
fn the_nearest_time_comes_first_and_none_that_is_far() {
    let half = SlotTime::lasting(hour(101).starts_at, 30);
    let offered = [100, 99, 101, 100 + 84, 100 + 85, 100 - 84, 97, 104].map(hour);
    let offered: Vec<SlotTime> = offered.into_iter().chain([half]).collect();
    assert_eq!(nearest(hour(100), &offered), [99, 101, 97, 104, 16, 184].map(hour));
    assert_eq!(nearest(hour(100), &[]), []);
}

#[test]
fn two_shifts_never_meet() {
    let wanted = [10, 20].map(hour);
    let only = |_| vec![hour(15), hour(16)];
    let made = plan(&wanted, desk(&[10, 20], 9), only, OnConflict::Shift);
    assert_eq!(made.times(), [hour(15), hour(16)]);
}

#[test]
fn exceptions_survive_an_edit_but_not_the_end() {
    let id = |n: u128| SessionId(Uuid::from_u128(n));
    let member = |n: i64, is_exception| Member {
        session_id: id(n as u128),
        starts_at: hour(n).starts_at,
        is_exception,
    };
    // Not in order; the third and the fifth were changed alone.
    let series = [member(4, false), member(1, false), member(2, false), member(3, true), member(5, true)];
    let cases: [(u128, Scope, Change, &[u128]); 12] = [
        (2, Scope::One, Change::Edit, &[2]),
        (3, Scope::One, Change::Edit, &[3]),
        (3, Scope::One, Change::Cancel, &[3]),
        (2, Scope::Following, Change::Edit, &[2, 4]),
        (2, Scope::Following, Change::Cancel, &[2, 3, 4, 5]),
        (3, Scope::Following, Change::Edit, &[3, 4]),
        (4, Scope::Following, Change::Edit, &[4]),
        (5, Scope::All, Change::Edit, &[1, 2, 4, 5]),
        (2, Scope::All, Change::Edit, &[1, 2, 4]),
        (2, Scope::All, Change::Cancel, &[1, 2, 3, 4, 5]),
        (9, Scope::All, Change::Cancel, &[]),
        (9, Scope::One, Change::Edit, &[]),
    ];
    for (which, scope, change, expected) in cases {
        let expected: Vec<SessionId> = expected.iter().copied().map(id).collect();
        assert_eq!(in_scope(&series, id(which), scope, change), expected, "{which} {scope:?} {change:?}");
    }
}
