//! From local hours to the instants that are offered. How local times become instants is told in
//! `local`, which hours count in `hours`.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::local::{Instant, day_of, instant};
use super::slot_time::{RangeIndex, merge, shifted};
use super::window::DAY;
use super::{Hours, Offer, SlotTime};
use crate::time::{Timestamp, Zone};

/// Days at most that one call looks at: the longest horizon and a month.
const MOST_DAYS: i64 = 400;
/// Days looked at beyond either side, so that a run of hours which lies across is seen in full.
const MARGIN_DAYS: i64 = 3;

/// The times that are offered and start in `[from, to)`, by start; of a longer period the first 400
/// days. The same rules give the same times, whatever period is asked for.
///
/// The grid is one of the clock: it starts anew with each run of hours, and where a run is longer
/// than a day, with each day of it. A time is offered when the whole session fits into the run, by
/// the clock and in reality, and touches no block-out. With an interval shorter than a session the
/// times overlap on purpose: a session of an hour every half hour is offered at 9:00, 9:30, 10:00,
/// and booking one takes those it overlaps. Where a gap of the clocks brings two times nearer to
/// each other than the offer would, the earlier stays. A run that begins in a gap keeps its first
/// session, moved later with it, even when its hours are over by then.
pub fn expand(hours: &Hours, offer: &Offer, zone: &Zone, from: Timestamp, to: Timestamp) -> Vec<SlotTime> {
    let to = to.min(shifted(from, MOST_DAYS * i64::from(DAY)));
    let days = LocalDays::around(zone, from, to);
    let mut slots: Vec<SlotTime> = vec![];
    for run in days.runs(hours) {
        let Some(bounds) = days.bounds(run, offer) else { continue };
        let starts = starts(run, offer).filter_map(|start| days.instant(start));
        let sessions = starts.map(|start| SlotTime::lasting(start.at, offer.session_minutes()));
        slots.extend(sessions.filter(|session| bounds.covers(session)));
    }
    slots.sort_unstable();
    let mut next = Timestamp::MIN;
    slots.retain(|slot| {
        let apart = slot.starts_at >= next;
        if apart {
            next = shifted(slot.starts_at, spacing(offer));
        }
        apart
    });
    let blocked = RangeIndex::new(hours.blocked(zone).into_iter().map(|block| (block, ())));
    let asked = from..to;
    slots.retain(|slot| asked.contains(&slot.starts_at) && blocked.overlapping(*slot).next().is_none());
    slots
}

/// The runs of hours that reach into `[from, to)`, as instants, in order and apart from each other;
/// block-outs aside.
pub fn windows(hours: &Hours, offer: &Offer, zone: &Zone, from: Timestamp, to: Timestamp) -> Vec<SlotTime> {
    let to = to.min(shifted(from, MOST_DAYS * i64::from(DAY)));
    let days = LocalDays::around(zone, from, to);
    let runs = days.runs(hours).into_iter().filter_map(|run| days.bounds(run, offer)).collect();
    let asked = SlotTime { starts_at: from, ends_at: to };
    merge(runs).into_iter().filter(|run| run.overlaps(&asked)).collect()
}

/// A run of hours, in minutes of the clock after the first midnight looked at.
#[derive(Clone, Copy)]
struct Run {
    start: i64,
    end: i64,
}

/// The days that one call looks at.
struct LocalDays<'a> {
    zone: &'a Zone,
    first: Date,
    last: Date,
}

impl<'a> LocalDays<'a> {
    fn around(zone: &'a Zone, from: Timestamp, to: Timestamp) -> Self {
        let first = day_of(from, zone).saturating_sub(MARGIN_DAYS.days());
        Self { zone, first, last: day_of(to, zone).saturating_add(MARGIN_DAYS.days()) }
    }

    /// In order; what overlaps or touches on the clock is one run.
    fn runs(&self, hours: &Hours) -> Vec<Run> {
        let mut runs: Vec<Run> = vec![];
        let days = self.first.series(1.day()).take_while(|date| *date <= self.last);
        for (date, midnight) in days.zip((0..).step_by(usize::from(DAY))) {
            for window in hours.on(date, self.zone) {
                let start = midnight + i64::from(window.start_minute());
                let end = midnight + i64::from(window.end_minute());
                match runs.last_mut() {
                    Some(last) if start <= last.end => last.end = last.end.max(end),
                    _ => runs.push(Run { start, end }),
                }
            }
        }
        runs
    }

    fn instant(&self, minute: i64) -> Option<Instant> {
        let (days, minute) = (minute.div_euclid(DAY.into()), minute.rem_euclid(DAY.into()));
        let date = self.first.checked_add(days.days()).ok()?;
        let time = Time::new((minute / 60) as i8, (minute % 60) as i8, 0, 0).ok()?;
        instant(date.to_datetime(time), self.zone)
    }

    /// From when until when the run really lasts; nothing where it is over as it begins.
    fn bounds(&self, run: Run, offer: &Offer) -> Option<SlotTime> {
        let (start, end) = (self.instant(run.start)?, self.instant(run.end)?);
        let kept = if start.in_gap { shifted(start.at, offer.session_minutes()) } else { start.at };
        let bounds = SlotTime { starts_at: start.at, ends_at: end.at.max(kept) };
        (!bounds.is_empty()).then_some(bounds)
    }
}

/// The least that lies between two starts.
fn spacing(offer: &Offer) -> i64 {
    offer.interval_minutes().min(offer.session_minutes())
}

/// The grid of a run: minutes of the clock at which a session that fits may start.
fn starts(run: Run, offer: &Offer) -> impl Iterator<Item = i64> {
    let day = i64::from(DAY);
    let next_midnight = move |minute: i64| (minute.div_euclid(day) + 1) * day;
    let long = run.end - run.start > day;
    let parts = std::iter::successors(Some(run.start), move |start| {
        Some(next_midnight(*start)).filter(|midnight| long && *midnight < run.end)
    });
    let (interval, session, spacing) = (offer.interval_minutes(), offer.session_minutes(), spacing(offer));
    parts.flat_map(move |start| {
        let end = if long { next_midnight(start).min(run.end) } else { run.end };
        let last = (run.end - session).min(if end < run.end { end - spacing } else { end });
        (start..=last).step_by(interval as usize)
    })
}

#[cfg(test)]
mod tests {
    use super::super::rules::parse_weekly_hours;
    use super::super::window::parse_windows;
    use super::super::{Block, DateOverride, OfferInput};
    use super::*;

    const MONDAY: &str = "2026-11-23";

    fn offer(session_minutes: i64, interval_minutes: i64) -> Offer {
        Offer::parse(&OfferInput { session_minutes, interval_minutes, ..OfferInput::default() }).unwrap()
    }

    fn weekly(text: &str) -> Hours {
        Hours::weekly(parse_weekly_hours(text).unwrap())
    }

    /// Starts of the week from [`MONDAY`], as weekday and time of Berlin.
    fn starts_of(hours: &Hours, offer: &Offer) -> String {
        let zone = Zone::parse("timezone", "Europe/Berlin").unwrap();
        let from = "2026-11-22T23:00:00Z".parse().unwrap();
        let slots = expand(hours, offer, &zone, from, shifted(from, 7 * 1_440));
        let said =
            |slot: &SlotTime| slot.starts_at.to_zoned(zone.tz().clone()).strftime("%a %H:%M").to_string();
        slots.iter().map(said).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_grid_starts_with_each_run_of_hours() {
        let cases = [
            ("half hours", "Mon 09:00-10:15", (30, 30), "Mon 09:00 Mon 09:30"),
            ("shorter steps", "Mon 09:00-11:00", (60, 30), "Mon 09:00 Mon 09:30 Mon 10:00"),
            ("longer steps", "Mon 09:00-12:00", (30, 60), "Mon 09:00 Mon 10:00 Mon 11:00"),
            ("after a break", "Mon 09:00-10:30, Mon 11:10-12:30", (45, 45), "Mon 09:00 Mon 09:45 Mon 11:10"),
            (
                "after a break, in steps of their own",
                "Mon 09:00-10:30, Mon 11:10-12:30",
                (45, 30),
                "Mon 09:00 Mon 09:30 Mon 11:10 Mon 11:40",
            ),
            ("too short", "Mon 09:00-09:59", (60, 15), ""),
            ("exactly", "Mon 09:00-10:00", (60, 15), "Mon 09:00"),
            ("touching", "Mon 09:00-10:00, Mon 10:00-11:00", (90, 30), "Mon 09:00 Mon 09:30"),
            ("up to 23:00", "Mon 22:00-23:00", (60, 60), "Mon 22:00"),
            ("up to 24:00", "Mon 22:30-24:00", (60, 60), "Mon 22:30"),
            ("over midnight", "Fri 22:00-02:00", (90, 90), "Fri 22:00 Fri 23:30"),
            (
                "touching at midnight",
                "Fri 23:00-24:00, Sat 00:00-01:00",
                (60, 30),
                "Fri 23:00 Fri 23:30 Sat 00:00",
            ),
            (
                "overlapping at night",
                "Fri 22:00-02:00, Sat 01:00-03:00",
                (120, 90),
                "Fri 22:00 Fri 23:30 Sat 01:00",
            ),
            // What began on the Sunday before goes on: 23:30 of that day is not asked for.
            ("Sunday to Monday", "Sun 23:30-24:00, Mon 00:00-01:30", (60, 60), "Mon 00:30 Sun 23:30"),
        ];
        for (name, hours, (session, interval), expected) in cases {
            assert_eq!(starts_of(&weekly(hours), &offer(session, interval)), expected, "{name}");
        }
    }

    #[test]
    fn who_is_always_there_starts_each_day_anew() {
        let always = weekly("Mon-Sun 00:00-24:00");
        let zone = Zone::utc();
        let from: Timestamp = "2026-11-23T00:00:00Z".parse().unwrap();
        for (session, interval) in [(30, 30), (50, 50), (90, 25), (45, 480), (480, 5)] {
            let offer = offer(session, interval);
            let week = expand(&always, &offer, &zone, from, shifted(from, 7 * 1_440));
            let day = &week[..week.len() / 7];
            assert_eq!(day[0].starts_at, from);
            for (at, slot) in week.iter().enumerate() {
                let (day_of_week, of_day) = (at / day.len(), at % day.len());
                assert_eq!(slot.starts_at, shifted(day[of_day].starts_at, 1_440 * day_of_week as i64));
            }
            assert!(
                week.windows(2).all(|two| two[1].starts_at >= shifted(two[0].starts_at, spacing(&offer)))
            );
        }
    }

    #[test]
    fn the_period_asked_for_changes_nothing_else() {
        let zone = Zone::parse("timezone", "Europe/Berlin").unwrap();
        let offer = offer(50, 35);
        let begin: Timestamp = "2026-03-22T00:00:00Z".parse().unwrap();
        for hours in [
            "Mon 20:00-03:00, Tue 02:00-24:00, Wed 00:00-24:00, Thu 00:00-01:10, Sun 12:00-24:00",
            // More than a day only with the evening before.
            "Mon 22:00-02:00, Tue 02:00-24:00, Wed 00:00-01:00",
        ] {
            let hours = weekly(hours);
            let all = expand(&hours, &offer, &zone, begin, shifted(begin, 20 * 1_440));
            for start in (0..10 * 1_440).step_by(37) {
                let (from, to) = (shifted(begin, start), shifted(begin, start + 2_900));
                let some = all.iter().filter(|slot| (from..to).contains(&slot.starts_at));
                assert_eq!(
                    expand(&hours, &offer, &zone, from, to),
                    some.copied().collect::<Vec<_>>(),
                    "{from}"
                );
            }
        }
    }

    #[test]
    fn no_session_touches_a_block_out() {
        let date = MONDAY.parse().unwrap();
        let block = |from: &str, to: &str| {
            let local = |time: &str| format!("{MONDAY}T{time}").parse().unwrap();
            Block::times("to", local(from), local(to)).unwrap()
        };
        let open = DateOverride { date, windows: parse_windows("hours", "09:00-11:00").unwrap() };
        let hours = weekly("Mon 14:00-15:00, Tue 09:00-10:00").with_overrides([open]);
        let cases = [
            (vec![], "Mon 09:00 Mon 09:30 Mon 10:00 Mon 10:30 Tue 09:00 Tue 09:30"),
            (vec![block("09:30", "10:00")], "Mon 09:00 Mon 10:00 Mon 10:30 Tue 09:00 Tue 09:30"),
            (vec![block("09:59", "10:01")], "Mon 09:00 Mon 10:30 Tue 09:00 Tue 09:30"),
            (vec![Block::days("to", date, date).unwrap()], "Tue 09:00 Tue 09:30"),
        ];
        for (blocks, expected) in cases {
            assert_eq!(starts_of(&hours.clone().with_blocks(blocks), &Offer::default()), expected);
        }
        // Buffers may touch it.
        let input =
            OfferInput { buffer_before_minutes: 60, buffer_after_minutes: 60, ..OfferInput::default() };
        let buffered =
            starts_of(&hours.with_blocks([block("09:30", "10:00")]), &Offer::parse(&input).unwrap());
        assert_eq!(buffered, "Mon 09:00 Mon 10:00 Mon 10:30 Tue 09:00 Tue 09:30");
    }

    #[test]
    fn the_ends_of_time_are_no_trap() {
        let always = weekly("Mon-Sun 00:00-24:00");
        let zone = Zone::parse("timezone", "America/New_York").unwrap();
        let cases = [
            (Timestamp::MIN, Timestamp::MAX),
            (shifted(Timestamp::MAX, -2_000), Timestamp::MAX),
            (Timestamp::MIN, shifted(Timestamp::MIN, 2_000)),
            (Timestamp::MAX, Timestamp::MIN),
        ];
        for (from, to) in cases {
            let slots = expand(&always, &Offer::default(), &zone, from, to);
            assert!(slots.len() <= 48 * 410, "{from} {to}");
        }
    }
}
