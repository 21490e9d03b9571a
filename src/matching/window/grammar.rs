//! Sentences of time: which words belong together, and what they say.
//!
//! Terms that follow each other, or are joined by "or", form a run, "on Monday or Tuesday morning".
//! A run is a wish as a whole or not at all.

use jiff::ToSpan;
use jiff::civil::Time;

use super::calendar::{Days, Hours, Pick, Side, Term};
use super::clock::Mark;
use super::signs::{Signs, words};
use super::vocabulary::{Form, Hours as HoursAfter, Part, Token, Trust};
use super::{Weekdays, wish};
use crate::availability::HORIZON_DAYS;

/// What "a few" days or weeks are.
const A_FEW: i64 = 4;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) terms: Vec<Term>,
    /// Byte ranges of the words that said it, sorted.
    pub(super) said: Vec<(usize, usize)>,
}

/// Reads what a text says of the time of a session.
pub(super) fn read(text: &str) -> Sentence {
    let words = words(text);
    let signs = Signs::new(&words);
    let mut sentence = Sentence::default();
    let mut at = 0;
    while at < signs.signs.len() {
        let Some(run) = signs.run(at) else {
            at += 1;
            continue;
        };
        let (first, past) = (signs.signs[at].first, signs.signs[run.next - 1].past);
        at = run.next;
        if wish::is_wish(&words, first, past) {
            sentence.said.push((words[first].from, words[past - 1].to));
            sentence.terms.extend(run.terms());
        }
    }
    sentence
}

/// Terms that belong together; `next` is the sign after them.
struct Run {
    /// Each with whether "or" joins it to the one before.
    terms: Vec<(Term, bool)>,
    next: usize,
}

/// Something that was read, and the sign after it.
type Read<T> = Option<(T, usize)>;

impl Signs<'_> {
    /// The longest run of terms that begins at a sign.
    fn run(&self, at: usize) -> Option<Run> {
        let (first, mut next) = self.term(at)?;
        let mut terms = vec![(first, false)];
        loop {
            if let Some((hours, after)) = self.hour_of_day(terms[terms.len() - 1].0, next) {
                terms.push((hours, false));
                next = after;
            }
            let is_joined = self.token(next) == Some(Token::Or);
            let Some((term, after)) = self.term(next + usize::from(is_joined)) else { break };
            // In a list, "Monday, Tuesday or Friday", a comma joins; elsewhere it ends the run.
            let is_list = self.begins_clause(next);
            if is_list && !(terms[terms.len() - 1].0.is_day() && term.is_day()) {
                break;
            }
            terms.push((term, is_joined || is_list));
            next = after;
        }
        Some(Run { terms, next })
    }

    /// One term inside of a clause: in "we did it before. Thursday suits" is none.
    fn term(&self, at: usize) -> Read<Term> {
        let (term, next) = self.term_across_clauses(at)?;
        let is_broken = (at + 1..next).any(|at| self.begins_clause(at) && !self.is_hyphened(at));
        (!is_broken).then_some((term, next))
    }

    fn term_across_clauses(&self, at: usize) -> Read<Term> {
        self.within(at)
            .or_else(|| self.range_of_hours(at))
            .or_else(|| self.limit(at))
            .or_else(|| self.range_of_days(at))
            .or_else(|| self.pick(at))
            .or_else(|| self.at_hour(at))
    }

    /// "within 3 days", "in the next two weeks", "next 5 days".
    fn within(&self, at: usize) -> Read<Term> {
        let (mut count, mut is_few, mut has_next) = (None, false, false);
        let mut next = at;
        match self.token(at)? {
            Token::Within => next += 1,
            Token::Next => (),
            _ => return None,
        }
        if self.token(next) == Some(Token::NextWeek) && next > at {
            // "in the next week"
            return Some((Term::Within(7), next + 1));
        }
        loop {
            match self.token(next) {
                Some(Token::Unit { days, several }) => {
                    let count = count.or((is_few || (has_next && several)).then_some(A_FEW));
                    // "Next day" is said of deliveries.
                    let one = (has_next && next > at + 1).then_some(1);
                    let total = days * count.or(one)?;
                    return (total <= HORIZON_DAYS).then_some((Term::Within(total), next + 1));
                }
                Some(Token::Few) => is_few = true,
                Some(Token::Next) => has_next = true,
                Some(Token::A) => count = Some(1),
                _ => count = Some(self.number(next)?),
            }
            next += 1;
            if next > at + 4 {
                return None;
            }
        }
    }

    /// "between 9 and 11 am", "9:00–11:00", "de 9h à 11h".
    fn range_of_hours(&self, at: usize) -> Read<Term> {
        let is_between = self.token(at) == Some(Token::Between);
        let is_announced =
            is_between || matches!(self.token(at), Some(Token::From(_))) || self.text(at) == Some("de");
        let start = at + usize::from(is_announced);
        let start = self.skip(start, |token| is_announced && token == Token::Filler);
        let first = self.hour(start)?;
        let (end, is_marked) = self.joined(start + 1, is_between)?;
        let last = self.hour(end)?;
        let mark = first.mark.max(last.mark).max(if is_marked { Mark::Weak } else { Mark::Bare });
        let enough = if is_announced { Mark::Weak } else { Mark::Clear };
        let after = first.before(last).time()?;
        let before = last.time();
        let is_range = before.is_none_or(|before| after < before);
        let hours = Hours { after: Some(after), before };
        (mark >= enough && is_range && (mark > Mark::Weak || self.is_alone(end + 1)))
            .then_some((Term::Hours(hours), end + 1))
    }

    /// "before Thursday", "after 17:00", "by tomorrow".
    fn limit(&self, at: usize) -> Read<Term> {
        let (side, expects) = match self.token(at)? {
            Token::Before(hours) if self.token(at + 1) == Some(Token::EndOfWeek) => (Side::By, hours),
            Token::Before(hours) => (Side::Before, hours),
            Token::By(hours) => (Side::By, hours),
            Token::After(hours) => (Side::After, hours),
            Token::From(hours) => (Side::From, hours),
            _ => return None,
        };
        let next = self.skip(at + 1, |token| matches!(token, Token::Filler | Token::At(_)));
        if let Some(hour) = self.hour(next) {
            let is_marked = match hour.mark {
                Mark::Bare => expects == HoursAfter::Marked && self.is_alone(next + 1),
                Mark::Weak => self.is_alone(next + 1),
                Mark::Likely | Mark::Clear => true,
            };
            return is_marked.then_some((Term::Hours(hours_on(side, hour.time())), next + 1));
        }
        let (days, after) = self.days(next, true)?;
        // "Until today we had" is history.
        let is_history = side == Side::By && days == Days::Ahead(0) && self.text(at) != Some("by");
        (!is_history).then_some((Term::Limit(side, days), after))
    }

    /// "Monday to Friday": every week.
    fn range_of_days(&self, at: usize) -> Read<Term> {
        let start = at + usize::from(matches!(self.token(at), Some(Token::From(_) | Token::Between)));
        let start = self.skip(start, |token| token == Token::Filler);
        let first = self.weekday(start)?;
        let (end, _) = self.joined(start + 1, start > at && self.token(at) == Some(Token::Between))?;
        let end = self.skip(end, |token| token == Token::Filler);
        let days = Days::Every(Weekdays::between(first, self.weekday(end)?));
        let (part, next) = self.part(end + 1).unzip();
        let next = next.unwrap_or(end + 1);
        self.is_alone(next)
            .then_some((Term::Pick(Pick { days: Some(days), part: part.map(|(part, _)| part) }), next))
    }

    /// "on Monday", "tomorrow evening", "weekday mornings", "in the evening".
    fn pick(&self, at: usize) -> Read<Term> {
        let (leading, named) = self.part(at).map_or((None, at), |(part, next)| (Some(part), next));
        let first = self.skip(named, |token| matches!(token, Token::On | Token::Filler));
        let is_announced = first > named || self.token(first) == Some(Token::Next);
        let Some((days, after)) = self.days(first, is_announced).or_else(|| self.every(first)) else {
            return self.part_alone(at);
        };
        let trailing = self.part_after(days, after).filter(|_| leading.is_none());
        let (part, end) = trailing.map_or((leading, after), |(part, end)| (Some(part), end));
        let is_firm = is_announced || matches!(days, Days::Ahead(_) | Days::ThisWeek | Days::NextWeek);
        if !(is_firm || self.is_alone(end)) || self.is_possessive(first, end) {
            return None;
        }
        let days = match (days, part) {
            (Days::Coming(day), Some((_, Form::Plural))) => Days::Every(Weekdays::of([day])),
            _ => days,
        };
        let part = part.map(|(part, _)| part).or(self.part_of_today(first));
        Some((Term::Pick(Pick { days: Some(days), part }), end))
    }

    /// "mornings", "in the evening", on whatever day.
    fn part_alone(&self, at: usize) -> Read<Term> {
        let ((part, form), next) = self.part(at)?;
        let is_firm = form == Form::Phrase || (form == Form::Plural && self.is_alone(next));
        is_firm.then_some((Term::Pick(Pick { days: None, part: Some(part) }), next))
    }

    /// The part of the day that follows days in the same clause.
    fn part_after(&self, days: Days, at: usize) -> Read<(Part, Form)> {
        if self.token(at) == Some(Token::Morgen) && days.is_weekday() {
            return Some(((Part::Morning, Form::Bare), at + 1));
        }
        self.part(at).filter(|_| !self.begins_clause(at))
    }

    /// "Thursday's launch" is the launch; "today" has its apostrophe in French.
    fn is_possessive(&self, first: usize, end: usize) -> bool {
        (first..end).any(|at| {
            matches!(self.token(at), Some(Token::Every(_))) && self.words[self.signs[at].first].has_apostrophe
        })
    }

    /// Days that are named once. Those that are more often another word need to be `announced`.
    fn days(&self, at: usize, is_announced: bool) -> Read<Days> {
        let days = match self.token(at)? {
            Token::Ahead(days) => Days::Ahead(days),
            Token::Morgen => Days::Ahead(1),
            Token::TodayIn(_) => Days::Ahead(0),
            Token::ThisWeek => Days::ThisWeek,
            Token::NextWeek => Days::NextWeek,
            Token::Weekend => Days::Weekend,
            Token::Next => return self.next_weekday(at),
            Token::EndOfWeek => Days::ThisWeek,
            // "Before Thursday's meeting" names the day.
            Token::Every(day) if is_announced && self.words[self.signs[at].first].has_apostrophe => {
                Days::Coming(day)
            }
            Token::Weekday(day, trust) => {
                if trust == Trust::Doubtful && !self.is_doubtless(at, is_announced) {
                    return None;
                }
                match self.token(at + 1) {
                    Some(Token::Next) => return Some((Days::Next(day), at + 2)),
                    Some(Token::NextWeek) => return Some((Days::OfNextWeek(day), at + 2)),
                    _ => Days::Coming(day),
                }
            }
            _ => return None,
        };
        Some((days, at + 1))
    }

    /// Whether a word that is more often another one is a day here: announced, next to an hour, or
    /// in a list of days.
    fn is_doubtless(&self, at: usize, is_announced: bool) -> bool {
        let is_in_list = (at >= 1 && self.weekday(at - 1).is_some() && self.gap(at) == Some("/"))
            || (at >= 2 && self.token(at - 1) == Some(Token::Or) && self.weekday(at - 2).is_some());
        let is_spaced = self.gap(at) == Some("") || at == 0 || is_in_list || self.begins_clause(at);
        let says_more = match self.token(at + 1) {
            Some(Token::Or) => return is_spaced && self.weekday(at + 2).is_some() && self.is_alone(at + 3),
            Some(Token::Weekday(..)) => return is_spaced && self.is_alone(at + 2),
            Some(Token::Before(_) | Token::After(_) | Token::From(_) | Token::Between | Token::Part(..)) => {
                true
            }
            _ => self.hour(at + 1).is_some_and(|hour| hour.mark == Mark::Clear),
        };
        is_spaced && self.is_alone(at + 1) && (is_announced || is_in_list || says_more)
    }

    fn next_weekday(&self, at: usize) -> Read<Days> {
        match self.token(at + 1)? {
            Token::Weekday(day, Trust::Plain) => Some((Days::Next(day), at + 2)),
            Token::Weekday(day, Trust::Doubtful) if self.is_alone(at + 2) => Some((Days::Next(day), at + 2)),
            _ => None,
        }
    }

    /// Days of every week.
    fn every(&self, at: usize) -> Read<Days> {
        let weekdays = match self.token(at)? {
            Token::Every(day) => Weekdays::of([day]),
            Token::WorkingDays => Weekdays::WORKING,
            Token::Weekends => Weekdays::WEEKEND,
            _ => return None,
        };
        Some((Days::Every(weekdays), at + 1))
    }

    fn part(&self, at: usize) -> Read<(Part, Form)> {
        match self.token(at)? {
            Token::Part(part, form) => Some(((part, form), at + 1)),
            _ => None,
        }
    }

    fn part_of_today(&self, at: usize) -> Option<Part> {
        match self.token(at)? {
            Token::TodayIn(part) => Some(part),
            _ => None,
        }
    }

    /// "at 17:00", "um 17 Uhr", "a las 17".
    fn at_hour(&self, at: usize) -> Read<Term> {
        let (Token::At(_) | Token::A | Token::On) = self.token(at)? else { return None };
        let hour = self.hour(at + 1)?;
        let is_hour = match hour.mark {
            Mark::Clear => true,
            // "For 10h" is a duration.
            Mark::Likely => self.token(at) != Some(Token::On) && self.is_alone(at + 2),
            Mark::Weak | Mark::Bare => {
                self.token(at) == Some(Token::At(HoursAfter::Marked)) && self.is_alone(at + 2)
            }
        };
        let hours = hours_at(hour.time().filter(|_| is_hour)?);
        Some((Term::Hours(hours), at + 2))
    }

    /// The hour right after a day: "Monday 5 pm".
    fn hour_of_day(&self, last: Term, at: usize) -> Read<Term> {
        let hour = self.hour(at).filter(|hour| last.is_day() && hour.mark == Mark::Clear)?;
        let is_range = self.joined(at + 1, false).is_some_and(|(end, _)| self.hour(end).is_some());
        let is_apart = is_range || self.begins_clause(at);
        let hours = hours_at(hour.time().filter(|_| !is_apart)?);
        Some((Term::Hours(hours), at + 1))
    }

    /// The second end of a range, and whether the word between makes a number an hour.
    fn joined(&self, at: usize, is_between: bool) -> Option<(usize, bool)> {
        match self.token(at) {
            Some(Token::To | Token::A | Token::By(_)) => {
                Some((at + 1, self.token(at) == Some(Token::By(HoursAfter::Marked))))
            }
            Some(Token::At(HoursAfter::Marked)) => Some((at + 1, true)),
            Some(Token::Before(HoursAfter::Expected)) if self.text(at) == Some("до") => {
                Some((at + 1, false))
            }
            Some(Token::Or) if is_between => Some((self.skip(at + 1, |token| token == Token::Filler), false)),
            _ => self.is_hyphened(at).then_some((at, false)),
        }
    }
}

impl Run {
    /// The terms, with the part of the day that was said once for several days given to each:
    /// "Monday or Tuesday morning".
    fn terms(self) -> Vec<Term> {
        let mut terms = self.terms;
        for at in (1..terms.len()).rev() {
            let (Term::Pick(later), true) = terms[at] else { continue };
            if let (Term::Pick(earlier), Some(days)) = (&mut terms[at - 1].0, later.days)
                && earlier.part.is_none()
                && days.is_single()
                && earlier.days.is_some_and(Days::is_single)
            {
                earlier.part = later.part;
            }
        }
        let is_joined = |at: usize| terms.get(at).is_some_and(|(_, is_joined)| *is_joined);
        let alone = |at: usize, term: Term| match term {
            // What is no alternative holds besides: "on Thursday. Evenings are best."
            Term::Pick(Pick { days: None, part: Some(part) }) if !is_joined(at) && !is_joined(at + 1) => {
                Term::Hours(part.hours())
            }
            term => term,
        };
        terms.iter().enumerate().map(|(at, (term, _))| alone(at, *term)).collect()
    }
}

impl Term {
    fn is_day(&self) -> bool {
        matches!(self, Self::Pick(Pick { days: Some(days), .. }) if days.is_single())
    }
}

impl Days {
    /// Whether it is one day, once or every week.
    fn is_single(self) -> bool {
        match self {
            Self::Ahead(_) => true,
            Self::Every(weekdays) => weekdays.days().count() == 1,
            days => days.is_weekday(),
        }
    }

    fn is_weekday(self) -> bool {
        matches!(self, Self::Coming(_) | Self::Next(_) | Self::OfNextWeek(_))
    }
}

fn hours_on(side: Side, time: Option<Time>) -> Hours {
    match side {
        Side::Before | Side::By => Hours { after: None, before: time },
        Side::After | Side::From => Hours { after: time, before: None },
    }
}

/// Whoever says one hour means a session that starts about then.
fn hours_at(time: Time) -> Hours {
    Hours { after: Some(time), before: time.checked_add(1.hour()).ok() }
}
