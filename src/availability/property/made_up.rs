//! Made-up hours, offers and places.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::{Block, DateOverride, Hours, OfferInput, WeeklyWindow, Window};
use crate::experiments::chance::SplitMix64;

/// Zones and days close to which something happens.
pub(super) const PLACES: [(&str, &str); 8] = [
    ("America/New_York", "2026-03-05"),
    ("America/New_York", "2026-10-29"),
    ("Europe/Berlin", "2026-03-26"),
    ("Africa/Cairo", "2026-04-21"),
    ("Australia/Lord_Howe", "2026-10-01"),
    ("Africa/Casablanca", "2026-02-13"),
    ("Asia/Kathmandu", "2026-11-24"),
    ("Pacific/Apia", "2011-12-27"),
];

pub(super) struct Chance(pub(super) SplitMix64);

impl Chance {
    pub(super) fn below(&mut self, end: u64) -> i64 {
        (self.0.draw() % end) as i64
    }

    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    fn window(&mut self) -> Window {
        loop {
            let (start, length) = (self.below(96) * 15, (self.below(24) + 1) * 15 + self.pick(&[0, 0, 7]));
            if let Some(window) = Window::new(start as u16, (start + length) as u16) {
                return window;
            }
        }
    }
}

pub(super) fn hours(chance: &mut Chance, first: Date) -> Hours {
    let weekly = (0..chance.below(9)).map(|_| {
        let window = chance.window();
        let (start_minute, end_minute) = (window.start_minute(), window.end_minute());
        WeeklyWindow { weekday: chance.below(7) as u8, start_minute, end_minute }
    });
    let weekly: Vec<_> = weekly.collect();
    let day = |chance: &mut Chance| first.saturating_add(chance.below(16).days());
    let one_offs: Vec<_> = (0..chance.below(5)).map(|_| (day(chance), chance.window())).collect();
    let recurring: Vec<_> = (0..chance.below(5)).map(|_| (day(chance), chance.window())).collect();
    let overrides: Vec<_> = (0..chance.below(4))
        .map(|_| {
            let windows = (0..chance.below(3)).map(|_| chance.window()).collect();
            DateOverride { date: day(chance), windows }
        })
        .collect();
    let blocks: Vec<_> = (0..chance.below(4))
        .map(|_| {
            let from =
                day(chance).to_datetime(jiff::civil::Time::midnight()) + (chance.below(96) * 15).minutes();
            Block::times("to", from, from + (chance.below(600) + 1).minutes()).unwrap()
        })
        .collect();
    let hours = Hours::weekly(weekly).with_occurrences(recurring).with_overrides(overrides);
    hours.with_one_offs(one_offs).with_blocks(blocks)
}

pub(super) fn offer(chance: &mut Chance) -> OfferInput {
    OfferInput {
        session_minutes: chance.pick(&[15, 30, 45, 60, 90]),
        interval_minutes: chance.pick(&[15, 30, 40, 60]),
        buffer_before_minutes: chance.pick(&[0, 0, 5, 20]),
        buffer_after_minutes: chance.pick(&[0, 0, 10, 45]),
        notice_minutes: chance.pick(&[0, 90, 1_440]),
        horizon_days: chance.pick(&[4, 9, 14]),
        capacity: chance.pick(&[1, 1, 2, 3]),
        cap_per_mentee: chance.pick(&[None, Some(1), Some(3)]),
        ..OfferInput::default()
    }
}
