//! A set of days of the week.

use jiff::civil::Weekday;

use crate::language::Catalog;
use crate::time::weekday_text;

/// Days of the week, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekdays(u8);

impl Weekdays {
    /// All seven.
    pub const ANY: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const WORKING: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self(0b110_0000);

    /// These days; any day when there is none.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Self {
        let bits = days.into_iter().fold(0, |bits, day| bits | bit(day));
        if bits == 0 { Self::ANY } else { Self(bits) }
    }

    /// From one day to another, both included; around the end of the week where they say so.
    pub fn between(first: Weekday, last: Weekday) -> Self {
        let length = (7 + last.to_monday_zero_offset() - first.to_monday_zero_offset()) % 7;
        Self::of(first.cycle_forward().take(length as usize + 1))
    }

    /// The days of both.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the day is one of them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// Whether no day is excluded.
    pub fn is_any(self) -> bool {
        self == Self::ANY
    }

    /// The days, Monday first.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        Weekday::Monday.cycle_forward().take(7).filter(move |day| self.contains(*day))
    }
}

/// "Mon–Fri", "Sat, Sun".
impl Weekdays {
    /// Short words in the language of `catalog`: "Mon–Fri".
    pub(super) fn text(self, catalog: &Catalog) -> String {
        let names: Vec<String> = self.days().map(|day| weekday_text(day).say(catalog)).collect();
        let (first, last) = (self.0.trailing_zeros(), u8::BITS - self.0.leading_zeros());
        let is_run = self.0.count_ones() == last - first;
        match names.as_slice() {
            [first, _, .., last] if is_run && names.len() > 2 => format!("{first}–{last}"),
            names => names.join(", "),
        }
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_short() {
        assert_eq!(Weekdays::WORKING.text(Catalog::english()), "Mon–Fri");
        assert_eq!(Weekdays::WEEKEND.text(Catalog::english()), "Sat, Sun");
        assert_eq!(Weekdays::of([Weekday::Thursday, Weekday::Monday]).text(Catalog::english()), "Mon, Thu");
        assert_eq!(
            Weekdays::between(Weekday::Saturday, Weekday::Monday).text(Catalog::english()),
            "Mon, Sat, Sun"
        );
    }
}
