//! The rules as a table, and histories that are made up.

use jiff::ToSpan;

use super::*;
use crate::experiments::chance::SplitMix64;

/// How long an offer lasts, in minutes.
const OFFER: u32 = 60;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-23T12:00:00Z")
}

fn seat() -> SlotTime {
    SlotTime::lasting(at("2026-11-24T12:00:00Z"), 30)
}

fn other_seat() -> SlotTime {
    SlotTime::lasting(at("2026-11-25T12:00:00Z"), 30)
}

/// Entry and mentee `n`, who joined in minute `n`.
fn waits(n: u8) -> Waiting {
    Waiting {
        entry_id: Uuid::from_u128(u128::from(n)),
        mentee_id: MenteeId(Uuid::from_u128(u128::from(n))),
        joined_at: at("2026-11-20T12:00:00Z") + i64::from(n).minutes(),
        wanted: None,
        declined: 0,
        offered_at: None,
        has_clash: false,
    }
}

fn number(entry_id: Uuid) -> u128 {
    entry_id.as_u128()
}

#[test]
fn the_next_is_who_waits_longest() {
    let long_ago = Some(at("2026-11-23T11:00:00Z"));
    let open = Some(at("2026-11-23T11:00:01Z"));
    let same_time = |n| Waiting { joined_at: waits(1).joined_at, ..waits(n) };
    let cases = [
        ("nobody waits", vec![], None),
        ("first come", vec![waits(2), waits(1), waits(3)], Some(1)),
        ("a tie", vec![same_time(3), same_time(2)], Some(2)),
        ("this seat", vec![Waiting { wanted: Some(seat()), ..waits(1) }, waits(2)], Some(1)),
        ("another seat", vec![Waiting { wanted: Some(other_seat()), ..waits(1) }, waits(2)], Some(2)),
        ("a clash", vec![Waiting { has_clash: true, ..waits(1) }, waits(2)], Some(2)),
        ("only clashes", vec![Waiting { has_clash: true, ..waits(1) }], None),
        ("declined", vec![Waiting { declined: 1, ..waits(1) }, waits(2)], Some(2)),
        (
            "all declined",
            vec![Waiting { declined: 1, ..waits(1) }, Waiting { declined: 1, ..waits(2) }],
            Some(1),
        ),
        ("run out", vec![Waiting { offered_at: long_ago, ..waits(1) }, waits(2)], Some(2)),
        ("run out, alone", vec![Waiting { offered_at: long_ago, ..waits(1) }], Some(1)),
        ("open", vec![Waiting { offered_at: open, ..waits(1) }, waits(2)], None),
        (
            "open, and a clash since",
            vec![Waiting { offered_at: open, has_clash: true, ..waits(1) }, waits(2)],
            None,
        ),
        (
            "offered in a moment to come",
            vec![Waiting { offered_at: Some(seat().starts_at), ..waits(1) }],
            None,
        ),
        ("asked twice", vec![Waiting { declined: 2, ..waits(1) }], None),
        (
            "asked twice, the last run out",
            vec![Waiting { declined: 1, offered_at: long_ago, ..waits(1) }],
            None,
        ),
        ("never so often", vec![Waiting { declined: u32::MAX, offered_at: long_ago, ..waits(1) }], None),
    ];
    for (name, entries, expected) in cases {
        assert_eq!(next_to_offer(&entries, seat(), now(), OFFER).map(number), expected, "{name}");
    }
}

#[test]
fn who_waits_twice_is_asked_as_one() {
    let mine =
        |n: u8, wanted, declined| Waiting { mentee_id: waits(1).mentee_id, wanted, declined, ..waits(n) };
    let cases = [
        ("the earlier entry", vec![mine(3, None, 0), mine(1, Some(seat()), 0), waits(2)], Some(1)),
        ("declined by either", vec![mine(1, None, 0), mine(3, Some(seat()), 1), waits(2)], Some(2)),
        ("twice in all", vec![mine(1, None, 1), mine(3, Some(seat()), 1)], None),
        ("the one that fits", vec![mine(1, Some(other_seat()), 0), mine(3, None, 0), waits(4)], Some(3)),
    ];
    for (name, entries, expected) in cases {
        assert_eq!(next_to_offer(&entries, seat(), now(), OFFER).map(number), expected, "{name}");
    }
}

#[test]
fn a_place_is_lost_for_the_declined_seat_only() {
    let others = [waits(2), waits(3)];
    let with = |declined| [vec![Waiting { declined, ..waits(1) }], others.to_vec()].concat();
    let order = |entries: &[Waiting], seat| order(entries, seat).into_iter().map(number).collect::<Vec<_>>();
    assert_eq!(order(&with(1), seat()), [2, 3, 1]);
    assert_eq!(order(&with(0), other_seat()), [1, 2, 3]);
    let clash = [Waiting { has_clash: true, ..waits(1) }, waits(2)];
    assert_eq!(order(&clash, seat()), [1, 2]);
}

#[test]
fn the_answer_comes_before_the_session() {
    let entries = [waits(1)];
    let cases = [
        ("2026-11-24T10:59:59Z", OFFER, true),
        ("2026-11-24T11:00:00Z", OFFER, true),
        ("2026-11-24T11:00:01Z", OFFER, false),
        ("2026-11-24T11:59:00Z", 1, true),
        ("2026-11-24T12:00:01Z", 0, false),
        ("2026-11-23T12:00:00Z", u32::MAX, false),
    ];
    for (now, minutes, expected) in cases {
        assert_eq!(next_to_offer(&entries, seat(), at(now), minutes).is_some(), expected, "{now} {minutes}");
    }
}

/// A seat, who waits for it, and every offer of it that was made.
struct World {
    entries: Vec<Waiting>,
    offers: Vec<Made>,
    now: Timestamp,
}

struct Made {
    mentee_id: MenteeId,
    from: Timestamp,
    /// When it was declined or ran out.
    until: Timestamp,
}

impl World {
    fn below(chance: &mut SplitMix64, end: usize) -> usize {
        (chance.draw() % end as u64) as usize
    }

    fn step(&mut self, chance: &mut SplitMix64) {
        let any = Self::below(chance, self.entries.len());
        match Self::below(chance, 8) {
            0 if self.entries.len() < 12 => self.join(chance),
            1 => self.entries[any].has_clash ^= true,
            2 | 3 => self.now += (Self::below(chance, 50) as i64).minutes(),
            4 => self.decline(),
            _ => self.offer(chance),
        }
    }

    fn join(&mut self, chance: &mut SplitMix64) {
        let n = self.entries.len() as u8 + 1;
        // Some join in the same minute, some a second time.
        let joined_at = waits(Self::below(chance, 6) as u8).joined_at;
        let mentee = if Self::below(chance, 5) == 0 { 1 } else { n };
        let wanted = [None, Some(seat()), Some(other_seat())][Self::below(chance, 3)];
        self.entries.push(Waiting { joined_at, wanted, mentee_id: waits(mentee).mentee_id, ..waits(n) });
    }

    fn decline(&mut self) {
        let now = self.now;
        let open = self.entries.iter_mut().find(|entry| entry.has_open_offer(now, OFFER));
        if let (Some(entry), Some(offer)) = (open, self.offers.last_mut()) {
            (entry.declined, entry.offered_at) = (entry.declined + 1, None);
            offer.until = now;
        }
    }

    fn offer(&mut self, chance: &mut SplitMix64) {
        let next = next_to_offer(&self.entries, seat(), self.now, OFFER);
        let mut mixed = self.entries.clone();
        for end in (1..mixed.len()).rev() {
            mixed.swap(end, Self::below(chance, end + 1));
        }
        assert_eq!(next_to_offer(&mixed, seat(), self.now, OFFER), next);
        match next {
            Some(entry_id) => self.make(entry_id),
            None => assert!(self.has_open_offer() || self.is_late() || !self.ready().any(|n| n < MAX_OFFERS)),
        }
    }

    fn make(&mut self, entry_id: Uuid) {
        assert!(!self.has_open_offer() && !self.is_late());
        let entry = self.entries.iter_mut().find(|entry| entry.entry_id == entry_id).unwrap();
        assert!(!entry.has_clash && entry.wanted.is_none_or(|wanted| wanted == seat()));
        if entry.offered_at.take().is_some() {
            entry.declined += 1;
        }
        entry.offered_at = Some(self.now);
        let mentee_id = entry.mentee_id;
        // Nobody is asked again before everybody who can come was asked as often.
        assert_eq!(Some(self.asked(mentee_id)), self.ready().min());
        let until = offer_ends(self.now, OFFER);
        self.offers.push(Made { mentee_id, from: self.now, until });
        assert!(self.asked(mentee_id) <= MAX_OFFERS);
    }

    fn asked(&self, mentee_id: MenteeId) -> u32 {
        self.offers.iter().filter(|offer| offer.mentee_id == mentee_id).count() as u32
    }

    /// How often each was asked who waits for the seat and could come.
    fn ready(&self) -> impl Iterator<Item = u32> {
        let wants = |entry: &Waiting| entry.wanted.is_none_or(|wanted| wanted == seat());
        let busy = move |mentee_id| {
            let mut theirs = self.entries.iter().filter(|entry| entry.mentee_id == mentee_id);
            theirs.any(|entry| entry.has_clash && wants(entry))
        };
        let ready = self.entries.iter().filter(move |entry| wants(entry) && !busy(entry.mentee_id));
        ready.map(|entry| self.asked(entry.mentee_id))
    }

    fn has_open_offer(&self) -> bool {
        self.offers.iter().any(|offer| offer.from <= self.now && self.now < offer.until)
    }

    fn is_late(&self) -> bool {
        seat().starts_at < offer_ends(self.now, OFFER)
    }
}

#[test]
fn made_up_histories_are_fair() {
    let (mut made, mut again) = (0, 0);
    for seed in 0..400 {
        let mut chance = SplitMix64::new(seed);
        let mut world = World { entries: vec![waits(1), waits(2)], offers: Vec::new(), now: now() };
        for _ in 0..120 {
            world.step(&mut chance);
        }
        for pair in world.offers.windows(2) {
            assert!(pair[0].until <= pair[1].from, "two offers at once");
        }
        made += world.offers.len();
        again += world.offers.iter().filter(|offer| world.asked(offer.mentee_id) == 2).count();
    }
    // That something happened at all.
    assert!(made > 2_000 && again > 500, "{made} {again}");
}
