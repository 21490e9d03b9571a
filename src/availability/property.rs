//! Made-up mentors whose calendars fill up: what is listed is exactly what may be booked, and
//! whatever is booked from the list, nothing ever overlaps and no limit is passed.
//!
//! What may be booked is said a second time in `world`, as simply and slowly as can be: by comparing
//! everything with everything. Chance has a seed, so that a failure can be replayed.

mod made_up;
mod world;

use jiff::{SignedDuration, ToSpan};

use self::made_up::Chance;
use self::world::{MENTEES, World, user};
use super::{Hold, Refusal, SlotTime, all_refusals, bookable, refuse, seats_left};
use crate::experiments::chance::SplitMix64;

const MENTORS: u64 = 60;
const STEPS: usize = 30;

/// One thing that happens; the list is compared with what may be booked before it.
fn step(world: &mut World, chance: &mut Chance) -> usize {
    let mentee = chance.below(MENTEES) as u64;
    let (calendar, asker) = (world.calendar(), world.asker(mentee));
    let listed: Vec<SlotTime> =
        bookable(&world.offered, &calendar, Some(&asker), world.now).copied().collect();
    for time in &world.offered {
        let expected = world.may_book(*time, mentee);
        let why: Vec<_> = all_refusals(time, &calendar, Some(&asker), world.now).collect();
        assert_eq!(listed.binary_search(time).is_ok(), expected, "{time:?}: {why:?}");
        assert_eq!(why.is_empty(), expected);
        assert_eq!(refuse(time, &calendar, Some(&asker), world.now), why.first().copied());
        assert!(!expected || seats_left(time, &calendar, Some(&asker), world.now) > 0);
        let beside = SlotTime::lasting(time.starts_at + 1.minute(), world.offer.session_minutes());
        assert!(world.offered.contains(&beside) || refuse(&beside, &calendar, None, world.now).is_some());
    }
    check_holds(world);
    match chance.below(12) {
        0 => world.now += SignedDuration::from_mins(chance.below(900)),
        1 if !world.meetings.is_empty() => {
            let at = chance.below(world.meetings.len() as u64) as usize;
            world.meetings[at].members.pop();
            world.meetings.retain(|meeting| !meeting.members.is_empty());
        }
        2 | 3 if !listed.is_empty() => {
            let expires_at = world.now + SignedDuration::from_mins(chance.below(400));
            world.holds.push(Hold { time: chance.pick(&listed), holder: user(mentee), expires_at });
        }
        4 => world.change_offer(chance),
        _ if !listed.is_empty() => world.book(chance.pick(&listed), mentee),
        _ => {}
    }
    world.check();
    listed.len()
}

/// Nobody else can spoil what somebody holds: neither its time nor its place, nor that of the week.
fn check_holds(world: &World) {
    let calendar = world.calendar();
    for mentee in 0..MENTEES {
        let asker = world.asker(mentee);
        let theirs =
            world.holds.iter().filter(|hold| hold.holder == user(mentee) && hold.expires_at > world.now);
        for hold in theirs {
            let why = refuse(&hold.time, &calendar, Some(&asker), world.now);
            let late = matches!(why, None | Some(Refusal::Past | Refusal::Notice { .. }));
            assert!(late, "{hold:?}: {why:?}");
        }
    }
}

#[test]
fn what_is_listed_is_what_can_be_booked() {
    let (mut listed, mut booked, mut groups) = (0, 0, 0);
    for seed in 0..MENTORS {
        let mut chance = Chance(SplitMix64::new(seed));
        let mut world = World::new(&mut chance);
        for _ in 0..STEPS {
            listed += step(&mut world, &mut chance);
        }
        booked += world.meetings.len();
        groups += world.meetings.iter().filter(|meeting| meeting.members.len() > 1).count();
    }
    // That something happened at all.
    assert!(listed > 10_000 && booked > 150 && groups > 10, "{listed} {booked} {groups}");
}
