//! Each refusal at its limit. `NOW` is a Wednesday; times are of that week unless they say a day.

use uuid::Uuid;

use super::*;
use crate::availability::{CalendarFacts, Offer, OfferInput};
use crate::ids::UserId;
use crate::time::Zone;

const NOW: &str = "2026-11-25T08:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// Of the day of [`NOW`], or of the day of the month that is named first: `27 10:00-11:00`.
fn time(text: &str) -> SlotTime {
    let (day, hours) = text.split_once(' ').unwrap_or(("25", text));
    let (from, to) = hours.split_once('-').unwrap();
    let at = |hour: &str| format!("2026-11-{day}T{hour}:00Z").parse().unwrap();
    SlotTime { starts_at: at(from), ends_at: at(to) }
}

fn user(id: u128) -> UserId {
    UserId(Uuid::from_u128(id))
}

fn offer(change: impl FnOnce(&mut OfferInput)) -> Offer {
    let mut input = OfferInput { session_minutes: 60, interval_minutes: 30, ..OfferInput::default() };
    change(&mut input);
    Offer::parse(&input).unwrap()
}

fn alone(text: &str) -> Busy {
    Busy {
        time: time(text),
        buffer_before_minutes: 0,
        buffer_after_minutes: 0,
        exclusive: true,
        seats_taken: 1,
        capacity: 1,
        holds_time: true,
        counts_against_cap: true,
    }
}

fn group(text: &str, seats_taken: u32, capacity: u32) -> Busy {
    Busy { exclusive: false, seats_taken, capacity, ..alone(text) }
}

fn hold(text: &str, holder: u128, expires: &str) -> Hold {
    Hold { time: time(text), holder: user(holder), expires_at: time(&format!("{expires}-23:59")).starts_at }
}

fn facts(offer: Offer) -> CalendarFacts {
    let day = |day: u32| (9..17).flat_map(move |hour| [(hour, "00"), (hour, "30")].map(|at| (day, at)));
    let offered = (23..30).flat_map(day).map(|(day, (hour, minute))| {
        SlotTime::lasting(format!("2026-11-{day}T{hour:02}:{minute}:00Z").parse().unwrap(), 60)
    });
    CalendarFacts {
        offer,
        mentor_active: true,
        load_cap_per_week: 5,
        offered: offered.collect(),
        ..CalendarFacts::default()
    }
}

fn codes(facts: &CalendarFacts, asker: Option<&Asker>, text: &str) -> String {
    let calendar = Calendar::new(facts.clone(), &Zone::utc());
    let asked = time(text);
    let codes: Vec<&str> = all_refusals(&asked, &calendar, asker, now()).map(|why| why.code()).collect();
    let first = refuse(&asked, &calendar, asker, now()).map(|why| why.code());
    assert_eq!(first, codes.first().copied());
    let listed = bookable(&[asked], &calendar, asker, now()).count();
    assert_eq!(listed, usize::from(codes.is_empty()));
    codes.join(" ")
}

#[test]
fn the_clock_and_what_the_mentor_said() {
    let plain = || facts(offer(|_| {}));
    let later = || facts(offer(|input| (input.notice_minutes, input.horizon_days) = (120, 2)));
    let cases = [
        ("free", plain(), "10:00-11:00", ""),
        ("off the grid", plain(), "10:15-11:15", "not_offered"),
        ("another length", plain(), "10:00-11:30", "not_offered"),
        ("no time at all", plain(), "10:00-10:00", "not_offered"),
        ("this very moment", plain(), "08:00-09:00", "slot_past"),
        ("yesterday", plain(), "24 10:00-11:00", "slot_past"),
        ("just in time", later(), "10:00-11:00", ""),
        ("too short a notice", later(), "09:30-10:30", "notice_too_short"),
        ("past is past", later(), "07:30-08:30", "slot_past"),
        ("two days to the minute", later(), "27 08:00-09:00", "too_far_ahead"),
        ("within two days", later(), "26 16:30-17:30", ""),
        ("away", CalendarFacts { mentor_active: false, ..plain() }, "10:00-11:00", "mentor_away"),
        (
            "away, too late, off the grid and busy",
            CalendarFacts {
                mentor_active: false,
                blocks: vec![time("08:45-08:50")],
                sessions: vec![alone("09:00-10:00")],
                outside: vec![time("09:00-09:30")],
                ..later()
            },
            "08:45-09:45",
            "mentor_away notice_too_short mentor_on_leave slot_taken calendar_busy",
        ),
        (
            "leave",
            CalendarFacts { blocks: vec![time("10:30-12:00")], ..plain() },
            "10:00-11:00",
            "mentor_on_leave",
        ),
        ("until leave", CalendarFacts { blocks: vec![time("11:00-12:00")], ..plain() }, "10:00-11:00", ""),
        (
            "busy",
            CalendarFacts { outside: vec![time("10:59-11:10")], ..plain() },
            "10:00-11:00",
            "calendar_busy",
        ),
        ("until busy", CalendarFacts { outside: vec![time("11:00-11:10")], ..plain() }, "10:00-11:00", ""),
    ];
    for (name, facts, asked, expected) in cases {
        assert_eq!(codes(&facts, None, asked), expected, "{name}");
    }
}

#[test]
fn sessions_keep_their_time_half_open() {
    let facts = CalendarFacts { sessions: vec![alone("10:00-11:00")], ..facts(offer(|_| {})) };
    let cases = [
        ("09:00-10:00", ""),
        ("09:30-10:30", "slot_taken"),
        ("10:00-11:00", "slot_taken"),
        ("10:30-11:30", "slot_taken"),
        ("11:00-12:00", ""),
    ];
    for (asked, expected) in cases {
        assert_eq!(codes(&facts, None, asked), expected, "{asked}");
    }
    let mut over = facts;
    over.sessions[0].holds_time = false;
    assert_eq!(codes(&over, None, "10:00-11:00"), "");
}

#[test]
fn buffers_add_up_both_ways_round() {
    // The session that is there: 5 minutes before, 10 after. The one that is asked for: 20 and 40.
    let there = Busy { buffer_before_minutes: 5, buffer_after_minutes: 10, ..alone("12:00-13:00") };
    let buffers = offer(|input| (input.buffer_before_minutes, input.buffer_after_minutes) = (20, 40));
    let mut facts = CalendarFacts { sessions: vec![there], ..facts(buffers) };
    let cases = [
        ("10:15-11:15", ""),
        ("10:16-11:16", "buffer"),
        ("11:00-12:00", "buffer"),
        ("11:30-12:30", "slot_taken"),
        ("13:00-14:00", "buffer"),
        ("13:29-14:29", "buffer"),
        ("13:30-14:30", ""),
    ];
    facts.offered.extend(cases.map(|(asked, _)| time(asked)));
    for (asked, expected) in cases {
        assert_eq!(codes(&facts, None, asked), expected, "{asked}");
    }
    let calendar = Calendar::new(facts.clone(), &Zone::utc());
    let gap = |asked: &str| refuse(&time(asked), &calendar, None, now());
    assert_eq!(gap("11:00-12:00"), Some(Refusal::Buffer { minutes: 45 }));
    assert_eq!(gap("13:00-14:00"), Some(Refusal::Buffer { minutes: 30 }));

    // Events of other calendars have no buffers of their own; leave asks for none.
    facts.sessions.clear();
    facts.outside = vec![time("12:00-13:00")];
    facts.offered.extend([
        time("11:20-12:20"),
        time("10:20-11:20"),
        time("10:21-11:21"),
        time("13:20-14:20"),
    ]);
    for (asked, expected) in [
        ("10:20-11:20", ""),
        ("10:21-11:21", "buffer"),
        ("11:20-12:20", "calendar_busy"),
        ("13:00-14:00", "buffer"),
        ("13:20-14:20", ""),
    ] {
        assert_eq!(codes(&facts, None, asked), expected, "{asked}");
    }
    facts.blocks = std::mem::take(&mut facts.outside);
    assert_eq!(codes(&facts, None, "11:00-12:00"), "");
}

#[test]
fn groups_fill_up_and_are_joined_at_their_time_only() {
    let of = |capacity: i64| facts(offer(|input| input.capacity = capacity));
    let with = |capacity, sessions: Vec<Busy>| CalendarFacts { sessions, ..of(capacity) };
    let buffered = |sessions: Vec<Busy>| CalendarFacts {
        sessions,
        ..facts(offer(|input| (input.capacity, input.buffer_after_minutes) = (3, 30)))
    };
    let cases = [
        ("room", with(3, vec![group("10:00-11:00", 2, 3)]), "10:00-11:00", "", 1),
        ("full", with(3, vec![group("10:00-11:00", 3, 3)]), "10:00-11:00", "slot_full", 0),
        ("fewer offered now", with(2, vec![group("10:00-11:00", 2, 3)]), "10:00-11:00", "slot_full", 0),
        ("more offered now", with(9, vec![group("10:00-11:00", 2, 3)]), "10:00-11:00", "", 1),
        ("one by one", with(3, vec![group("10:00-11:00", 1, 3); 2]), "10:00-11:00", "", 1),
        ("one by one, full", with(3, vec![group("10:00-11:00", 1, 3); 3]), "10:00-11:00", "slot_full", 0),
        ("another time", with(3, vec![group("10:00-11:00", 1, 3)]), "10:30-11:30", "slot_taken", 3),
        ("next", with(3, vec![group("10:00-11:00", 1, 3)]), "11:00-12:00", "", 3),
        ("alone", with(3, vec![alone("10:00-11:00")]), "10:00-11:00", "slot_taken", 3),
        ("was a group", with(1, vec![group("10:00-11:00", 1, 3)]), "10:00-11:00", "slot_full", 0),
        ("its own buffers", buffered(vec![group("10:00-11:00", 1, 3)]), "10:00-11:00", "", 2),
        ("buffers to the next", buffered(vec![group("11:00-12:00", 1, 3)]), "10:00-11:00", "buffer", 3),
    ];
    for (name, facts, asked, expected, seats) in cases {
        assert_eq!(codes(&facts, None, asked), expected, "{name}");
        let calendar = Calendar::new(facts, &Zone::utc());
        assert_eq!(seats_left(&time(asked), &calendar, None, now()), seats, "{name}");
    }
}

#[test]
fn holds_are_for_others_and_expire() {
    let me = Asker::new(user(1), vec![], vec![]);
    let with = |capacity: i64, holds: Vec<Hold>| CalendarFacts {
        holds,
        ..facts(offer(|input| (input.capacity, input.buffer_after_minutes) = (capacity, 30)))
    };
    let seats =
        |taken, holds| CalendarFacts { sessions: vec![group("10:00-11:00", taken, 3)], ..with(3, holds) };
    let of = |holder| hold("10:00-11:00", holder, "08:05");
    let cases = [
        ("theirs", with(1, vec![of(2)]), "10:00-11:00", "slot_held"),
        ("mine", with(1, vec![of(1)]), "10:00-11:00", ""),
        ("expired", with(1, vec![hold("10:00-11:00", 2, "08:00")]), "10:00-11:00", ""),
        ("overlapping", with(1, vec![of(2)]), "10:30-11:30", "slot_held"),
        ("its buffer", with(1, vec![of(2)]), "11:00-12:00", "slot_held"),
        ("after its buffer", with(1, vec![of(2)]), "11:30-12:30", ""),
        ("a place of a new group", with(3, vec![of(2), of(3)]), "10:00-11:00", ""),
        ("all places of it", with(3, vec![of(2), of(3), of(4)]), "10:00-11:00", "slot_held"),
        ("the last place", seats(2, vec![of(2)]), "10:00-11:00", "slot_held"),
        ("my last place", seats(2, vec![of(1)]), "10:00-11:00", ""),
        ("not the last", seats(1, vec![of(2)]), "10:00-11:00", ""),
        ("full anyway", seats(3, vec![]), "10:00-11:00", "slot_full"),
        ("a group at another time", with(3, vec![of(2)]), "10:30-11:30", "slot_held"),
    ];
    for (name, facts, asked, expected) in cases {
        assert_eq!(codes(&facts, Some(&me), asked), expected, "{name}");
    }
    // Two of three places taken, three holds: two of these must expire before one place is free.
    let holds = vec![
        hold("10:00-11:00", 2, "08:03"),
        hold("10:00-11:00", 3, "08:01"),
        hold("10:00-11:00", 4, "08:02"),
    ];
    let until = |taken| {
        let calendar = Calendar::new(seats(taken, holds.clone()), &Zone::utc());
        match refuse(&time("10:00-11:00"), &calendar, Some(&me), now()) {
            Some(Refusal::Held { until }) => until.to_string(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(until(2), "2026-11-25T08:03:00Z");
    assert_eq!(until(1), "2026-11-25T08:02:00Z");
}

#[test]
fn a_week_is_full_in_the_zone_of_the_mentor() {
    let four = ["23 09:00-10:00", "23 11:00-12:00", "24 09:00-10:00", "26 09:00-10:00"];
    let with = |more: Vec<Busy>| CalendarFacts {
        sessions: four.map(alone).into_iter().chain(more).collect(),
        ..facts(offer(|input| input.capacity = 4))
    };
    let off = Busy { counts_against_cap: false, ..alone("27 09:00-10:00") };
    let done = Busy { holds_time: false, ..alone("24 11:00-12:00") };
    let joined = || with(vec![group("27 09:00-10:00", 1, 4); 3]);
    let held = |holds: Vec<Hold>| CalendarFacts { holds, ..with(vec![]) };
    let six = |holds: Vec<Hold>| CalendarFacts { load_cap_per_week: 6, ..held(holds) };
    let group_hold = |holder| hold("27 09:00-10:00", holder, "08:05");
    // What it reserves begins in the week before.
    let early = CalendarFacts {
        offer: offer(|input| input.buffer_before_minutes = 30),
        ..held(vec![hold("23 00:00-01:00", 2, "08:05")])
    };
    let cases = [
        ("four of five", with(vec![]), "10:00-11:00", ""),
        ("five", with(vec![alone("27 09:00-10:00")]), "10:00-11:00", "week_full"),
        ("one does not count", with(vec![off]), "10:00-11:00", ""),
        ("one is over and counts", with(vec![done]), "10:00-11:00", "week_full"),
        ("a group counts once", joined(), "10:00-11:00", "week_full"),
        ("and may be joined", joined(), "27 09:00-10:00", ""),
        ("somebody else's hold", held(vec![hold("27 09:00-10:00", 2, "08:05")]), "10:00-11:00", "week_full"),
        ("my hold", held(vec![hold("27 09:00-10:00", 1, "08:05")]), "10:00-11:00", ""),
        ("holds of this group", held(vec![hold("10:00-11:00", 2, "08:05")]), "10:00-11:00", ""),
        ("holds of one group", six(vec![group_hold(2), group_hold(3)]), "10:00-11:00", ""),
        ("a hold as the week begins", early, "10:00-11:00", "week_full"),
        ("Sunday night", with(vec![alone("22 22:00-23:00")]), "10:00-11:00", ""),
        (
            "no sessions at all",
            CalendarFacts { load_cap_per_week: 0, ..facts(offer(|_| {})) },
            "10:00-11:00",
            "week_full",
        ),
    ];
    let me = Asker::new(user(1), vec![], vec![]);
    for (name, facts, asked, expected) in cases {
        assert_eq!(codes(&facts, Some(&me), asked), expected, "{name}");
    }
    // For a mentor in Berlin, Sunday at 23:00 UTC is Monday.
    let facts = with(vec![alone("22 23:00-23:30")]);
    let berlin = Zone::parse("timezone", "Europe/Berlin").unwrap();
    let calendar = Calendar::new(facts, &berlin);
    let week = SlotTime {
        starts_at: "2026-11-22T23:00:00Z".parse().unwrap(),
        ends_at: "2026-11-29T23:00:00Z".parse().unwrap(),
    };
    assert_eq!(refuse(&time("10:00-11:00"), &calendar, None, now()), Some(Refusal::WeekFull { week }));
}

#[test]
fn the_mentee_counts_last() {
    let capped = facts(offer(|input| input.cap_per_mentee = Some(2)));
    let met = |starts: &[&str]| starts.iter().map(|start| time(start).starts_at).collect::<Vec<_>>();
    let busy = |text: &str| Asker::new(user(1), vec![time(text)], vec![]);
    let often = |starts: &[&str]| Asker::new(user(1), vec![], met(starts));
    let cases = [
        ("elsewhere", busy("10:30-10:45"), "10:00-11:00", "mentee_busy"),
        ("around it", busy("09:00-12:00"), "10:00-11:00", "mentee_busy"),
        ("just before", busy("09:00-10:00"), "10:00-11:00", ""),
        ("once", often(&["01 10:00-11:00"]), "10:00-11:00", ""),
        ("twice", often(&["01 10:00-11:00", "09 10:00-11:00"]), "10:00-11:00", "mentee_cap"),
        ("long enough ago", often(&["01 10:00-11:00", "09 10:00-11:00"]), "29 10:00-11:00", ""),
    ];
    for (name, asker, asked, expected) in cases {
        assert_eq!(codes(&capped, Some(&asker), asked), expected, "{name}");
    }
}
