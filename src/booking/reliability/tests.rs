//! Every threshold and every deadline at its edge.

use jiff::ToSpan;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-24T12:00:00Z")
}

/// A strike of so many days ago.
fn strike(days: i64) -> Strike {
    Strike { at: now() - (days * 24).hours(), appealed_ok: false }
}

fn appealed(days: i64) -> Strike {
    Strike { appealed_ok: true, ..strike(days) }
}

#[test]
fn a_strike_fades_by_half() {
    let cases =
        [(strike(0), 1.0), (strike(90), 0.5), (strike(180), 0.25), (strike(-1), 1.0), (appealed(0), 0.0)];
    for (strike, expected) in cases {
        assert!((strike.weight(now()) - expected).abs() < 1e-12, "{strike:?}");
    }
    assert!(strike(36_500).weight(now()) < 1e-12);
}

#[test]
fn strikes_warn_and_then_limit() {
    use Standing::{Good, Limited, Warned};
    let just_before = |days: i64| Strike { at: strike(days).at - 1.second(), appealed_ok: false };
    let cases = [
        ("none", vec![], Good),
        ("today", vec![strike(0)], Warned),
        ("90 days ago", vec![strike(90)], Warned),
        ("a second longer ago", vec![just_before(90)], Good),
        ("a second within 90 days of the first", vec![strike(0), strike(90)], Limited),
        ("a second just beyond", vec![strike(0), just_before(90)], Warned),
        ("two on one day, a month ago", vec![strike(37), strike(37)], Limited),
        ("two on one day, longer ago", vec![strike(38), strike(38)], Warned),
        ("three old ones", vec![strike(180), strike(180), strike(180)], Warned),
        ("three on one day, 90 days ago", vec![strike(90), strike(90), strike(90)], Limited),
        ("appealed", vec![appealed(0), appealed(0), appealed(0)], Good),
        ("one of two appealed", vec![appealed(0), strike(0)], Warned),
    ];
    for (name, mut strikes, expected) in cases {
        assert_eq!(standing(&strikes, now()), expected, "{name}");
        strikes.reverse();
        assert_eq!(standing(&strikes, now()), expected, "{name}, the other way round");
    }
}

#[test]
fn it_is_told_when_it_gets_better() {
    let cases = [
        (vec![], None),
        (vec![strike(91)], None),
        // Warned for 90 days.
        (vec![strike(0)], Some(at("2027-02-22T12:00:01Z"))),
        (vec![strike(60)], Some(at("2026-12-24T12:00:01Z"))),
        // Just limited, for a second.
        (vec![strike(0), strike(90)], Some(at("2026-11-24T12:00:01Z"))),
    ];
    for (strikes, expected) in cases {
        assert_eq!(improves_at(&strikes, now()), expected, "{strikes:?}");
    }
    for strikes in [vec![strike(0); 5], vec![strike(3), strike(50)], vec![strike(17); 2], vec![strike(60); 9]]
    {
        let better = improves_at(&strikes, now()).unwrap();
        assert_eq!(standing(&strikes, better - 2.seconds()), standing(&strikes, now()));
        assert!(standing(&strikes, better) < standing(&strikes, now()));
    }
}

#[test]
fn each_standing_is_explained() {
    let zone = Zone::parse("timezone", "Pacific/Auckland").unwrap();
    let cases = [
        (vec![], "book as you like."),
        (vec![strike(0)], "You missed a session."),
        (vec![strike(0)], "ends on 23 February 2027."),
        (vec![strike(0), strike(0)], "only one session at a time"),
        (vec![strike(0), strike(0)], "object"),
    ];
    for (strikes, part) in cases {
        let said = explain(&strikes, now(), &zone).to_string();
        assert!(said.contains(part) && said.ends_with('.'), "{said}");
    }
}

#[test]
fn a_limited_mentee_holds_one_session() {
    let cases = [
        (Standing::Good, 9, true),
        (Standing::Warned, 9, true),
        (Standing::Limited, 0, true),
        (Standing::Limited, 1, false),
        (Standing::Limited, 2, false),
    ];
    for (standing, upcoming, allowed) in cases {
        let answer = check_upcoming(standing, upcoming);
        assert_eq!(answer.is_ok(), allowed, "{standing:?} {upcoming}");
        assert!(answer.map_or_else(|failure| failure.status() == 409, |()| true));
    }
}

#[test]
fn still_coming_is_asked_in_time_to_answer() {
    const STARTS: &str = "2026-11-24T12:00:00Z";
    let wait = |until| Confirmation::Wait { until: at(until) };
    let ask = |answer_by: Option<&str>| Confirmation::Ask { answer_by: answer_by.map(at) };
    let (release, done) = (Confirmation::Release, Confirmation::Done);
    let (ask_at, release_at) = ("2026-11-23T12:00:00Z", "2026-11-24T06:00:00Z");
    let early = "2026-11-22T11:59:59Z";
    let cases = [
        // booked, asked, now, then what
        (early, None, early, wait(ask_at)),
        (early, None, "2026-11-23T11:59:59Z", wait(ask_at)),
        (early, None, ask_at, ask(Some(release_at))),
        // Asked late: with 12 hours to answer, and with a second less.
        (early, None, "2026-11-23T18:00:00Z", ask(Some(release_at))),
        (early, None, "2026-11-23T18:00:01Z", ask(None)),
        (early, None, "2026-11-24T05:59:59Z", ask(None)),
        (early, None, release_at, done),
        // Booked 48 hours ahead or later.
        ("2026-11-22T12:00:00Z", None, ask_at, done),
        ("2026-11-24T11:00:00Z", None, "2026-11-24T11:30:00Z", done),
        // Asked and not answered.
        (early, Some(ask_at), ask_at, wait(release_at)),
        (early, Some(ask_at), "2026-11-24T05:59:59Z", wait(release_at)),
        (early, Some(ask_at), release_at, release),
        (early, Some(ask_at), "2026-11-24T11:59:59Z", release),
        (early, Some(ask_at), STARTS, done),
        (early, Some("2026-11-23T18:00:00Z"), release_at, release),
        (early, Some("2026-11-23T18:00:01Z"), "2026-11-23T19:00:00Z", done),
        (early, Some("2026-11-23T18:00:01Z"), release_at, done),
    ];
    for (booked, asked, now, expected) in cases {
        let coming = Coming {
            starts_at: at(STARTS),
            booked_at: at(booked),
            asked_at: asked.map(at),
            confirmed: false,
        };
        assert_eq!(confirmation_due(&coming, at(now)), expected, "{booked} {asked:?} {now}");
        let confirmed = Coming { confirmed: true, ..coming };
        assert_eq!(confirmation_due(&confirmed, at(now)), done, "{booked} {asked:?} {now}, confirmed");
    }
}
