//! The words of time in English, Spanish, French, German, Portuguese and Russian.
//!
//! Phrases are in the form in which they are looked up: lower case, without accents, without
//! apostrophes, words separated by one space. A new word is a new entry here and nothing else.
//! Words that mean other things more often, such as "may", "sat" and "sun", are left out.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Weekday;

/// What a phrase means to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A day of the week; `Doubtful` where the word is more often another one.
    Weekday(Weekday, Trust),
    /// The same every week: "Mondays".
    Every(Weekday),
    /// Monday to Friday.
    WorkingDays,
    /// The coming Saturday and Sunday.
    Weekend,
    /// Every Saturday and Sunday.
    Weekends,
    /// A number of days from today, 0 is today.
    Ahead(i64),
    /// This morning, this evening.
    TodayIn(Part),
    ThisWeek,
    NextWeek,
    EndOfWeek,
    /// A part of the day, and how it was said.
    Part(Part, Form),
    /// German "morgen": tomorrow, and the morning of the day it follows.
    Morgen,
    Before(Hours),
    After(Hours),
    /// Until, inclusive.
    By(Hours),
    /// From, inclusive.
    From(Hours),
    At(Hours),
    Between,
    On,
    /// "to" between two ends.
    To,
    /// Spanish "a", French "à": "at" or "to"; the English article: one.
    A,
    /// "or" and "and": of the days on which a session suits, both mean any.
    Or,
    /// "next", before or after a day.
    Next,
    Within,
    Number(i64),
    /// Some: "a few days".
    Few,
    /// A number of days, one or several of which are meant: "day" is one, "days" are several.
    Unit {
        days: i64,
        several: bool,
    },
    /// May stand between a preposition and its day.
    Filler,
    /// Has a word of time in it and is none: "good morning".
    Nothing,
}

/// Whether a word is a day of the week wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    Plain,
    /// "mon", "segunda": needs a preposition, and nothing that it could describe after it.
    Doubtful,
}

/// Whether a preposition makes a bare number an hour: "a las 17".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hours {
    Marked,
    Expected,
}

/// How a part of the day was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "morning": only next to a day.
    Bare,
    /// "in the morning".
    Phrase,
    /// "mornings": makes the day next to it one of every week.
    Plural,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// 06:00–12:00.
    Morning,
    /// 12:00–18:00.
    Afternoon,
    /// 17:00–23:00: whoever says evening means after work.
    Evening,
}

/// The most words of a phrase.
const LONGEST: usize = 5;

/// The longest phrase that begins `words`, and how many words it has.
pub(super) fn longest<'a>(words: impl Iterator<Item = &'a str>) -> Option<(Token, usize)> {
    let mut phrase = String::new();
    let mut found = None;
    for (at, word) in words.take(LONGEST).enumerate() {
        if at > 0 {
            phrase.push(' ');
        }
        phrase.push_str(word);
        if let Some(token) = phrases().get(phrase.as_str()) {
            found = Some((*token, at + 1));
        }
    }
    found
}

fn phrases() -> &'static HashMap<&'static str, Token> {
    static PHRASES: LazyLock<HashMap<&'static str, Token>> = LazyLock::new(|| {
        let each = |(token, phrases): &(Token, &'static [&'static str])| {
            let token = *token;
            phrases.iter().map(move |phrase| (*phrase, token))
        };
        PHRASE_TABLE.iter().chain(DAY_TABLE).flat_map(each).collect()
    });
    &PHRASES
}

use Form::{Bare, Phrase, Plural};
use Hours::{Expected, Marked};
use Part::{Afternoon, Evening, Morning};
use Trust::{Doubtful, Plain};
use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};

#[rustfmt::skip]
const DAY_TABLE: &[(Token, &[&str])] = &[
    (Token::Weekday(Monday, Plain), &[
        "monday", "lunes", "lundi", "montag", "segunda feira", "понедельник", "понедельника", "понедельнику",
    ]),
    (Token::Weekday(Tuesday, Plain), &[
        "tuesday", "martes", "mardi", "dienstag", "terca feira", "вторник", "вторника", "вторнику",
    ]),
    (Token::Weekday(Wednesday, Plain), &[
        "wednesday", "miercoles", "mercredi", "mittwoch", "quarta feira",
    ]),
    (Token::Weekday(Thursday, Plain), &[
        "thursday", "jueves", "jeudi", "donnerstag", "quinta feira", "четверг", "четверга", "четвергу",
    ]),
    (Token::Weekday(Friday, Plain), &[
        "friday", "viernes", "vendredi", "freitag", "sexta feira", "пятница", "пятницу", "пятницы", "пятнице",
    ]),
    (Token::Weekday(Saturday, Plain), &[
        "saturday", "sabado", "no sabado", "samedi", "samstag", "sonnabend", "суббота", "субботу", "субботы", "субботе",
    ]),
    (Token::Weekday(Sunday, Plain), &[
        "sunday", "domingo", "no domingo", "dimanche", "sonntag", "воскресенье", "воскресенья", "воскресенью",
    ]),
    (Token::Weekday(Monday, Doubtful), &["mon", "segunda"]),
    (Token::Weekday(Tuesday, Doubtful), &["tue", "tues", "terca"]),
    (Token::Weekday(Wednesday, Doubtful), &["wed", "quarta", "среду", "среды", "среде"]),
    (Token::Weekday(Thursday, Doubtful), &["thu", "thur", "thurs", "quinta"]),
    (Token::Weekday(Friday, Doubtful), &["fri", "sexta"]),
    (Token::Every(Monday), &[
        "mondays", "los lunes", "lundis", "montags", "as segundas", "segundas feiras", "по понедельникам",
    ]),
    (Token::Every(Tuesday), &[
        "tuesdays", "los martes", "mardis", "dienstags", "as tercas", "tercas feiras", "по вторникам",
    ]),
    (Token::Every(Wednesday), &[
        "wednesdays", "los miercoles", "mercredis", "mittwochs", "as quartas", "quartas feiras", "по средам",
    ]),
    (Token::Every(Thursday), &[
        "thursdays", "los jueves", "jeudis", "donnerstags", "as quintas", "quintas feiras", "по четвергам",
    ]),
    (Token::Every(Friday), &[
        "fridays", "los viernes", "vendredis", "freitags", "as sextas", "sextas feiras", "по пятницам",
    ]),
    (Token::Every(Saturday), &[
        "saturdays", "sabados", "los sabados", "samedis", "samstags", "по субботам",
    ]),
    (Token::Every(Sunday), &[
        "sundays", "domingos", "los domingos", "dimanches", "sonntags", "по воскресеньям",
    ]),
    (Token::WorkingDays, &[
        "weekday", "weekdays", "working days", "workdays", "unter der woche", "werktags", "an werktagen",
        "entre semana", "dias laborables", "en semaine", "jours ouvres", "dias uteis", "durante a semana",
        "будни", "в будни", "по будням", "в будние дни", "по будним дням",
    ]),
    (Token::Weekend, &[
        "this weekend", "the weekend", "at weekend", "wochenende", "am wochenende", "das wochenende",
        "dem wochenende", "dieses wochenende", "fin de semana", "el fin de semana", "este fin de semana",
        "le weekend", "le week end", "ce weekend", "ce week end", "fim de semana", "no fim de semana",
        "o fim de semana", "neste fim de semana", "este fim de semana", "выходных", "на выходных",
        "в выходные", "в эти выходные",
    ]),
    (Token::Weekends, &[
        "weekends", "week ends", "an wochenenden", "wochenenden", "fines de semana", "los fines de semana",
        "les weekends", "les week ends", "fins de semana", "aos fins de semana", "nos fins de semana",
        "по выходным",
    ]),
    (Token::Ahead(0), &[
        "today", "hoy", "heute", "hoje", "aujourdhui", "сегодня",
    ]),
    (Token::Ahead(1), &[
        "tomorrow", "manana", "demain", "amanha", "завтра",
    ]),
    (Token::Ahead(2), &[
        "day after tomorrow", "the day after tomorrow", "pasado manana", "ubermorgen", "apres demain",
        "depois de amanha", "послезавтра",
    ]),
    (Token::Morgen, &["morgen"]),
    (Token::TodayIn(Morning), &[
        "this morning", "esta manana", "ce matin", "esta manha", "сегодня утром",
    ]),
    (Token::TodayIn(Afternoon), &[
        "this afternoon", "esta tarde", "cet apres midi", "hoje a tarde",
    ]),
    (Token::TodayIn(Evening), &[
        "tonight", "this evening", "esta noche", "ce soir", "esta noite", "hoje a noite",
    ]),
    (Token::ThisWeek, &[
        "this week", "later this week", "diese woche", "dieser woche", "in dieser woche", "esta semana",
        "cette semaine", "essa semana", "nesta semana", "этои неделе", "на этои неделе", "эту неделю",
    ]),
    (Token::EndOfWeek, &[
        "end of week", "end of the week", "the end of the week", "end of this week", "the end of this week",
        "ende der woche", "ende dieser woche", "final de la semana", "fin de semaine", "la fin de semaine",
        "la fin de la semaine", "final da semana", "o final da semana", "fim da semana", "o fim da semana",
        "конца недели", "конца этои недели",
    ]),
    (Token::NextWeek, &[
        "next week", "early next week", "nachste woche", "nachster woche", "in der nachsten woche",
        "kommende woche", "kommender woche", "proxima semana", "la proxima semana", "semana que viene",
        "la semana que viene", "semaine prochaine", "la semaine prochaine", "semana que vem",
        "na semana que vem", "na proxima semana", "следующеи неделе", "на следующеи неделе",
        "следующую неделю",
    ]),
];

#[rustfmt::skip]
const PHRASE_TABLE: &[(Token, &[&str])] = &[
    (Token::Part(Morning, Bare), &["morning", "vormittag", "fruh", "matin"]),
    (Token::Part(Afternoon, Bare), &["afternoon", "nachmittag", "apres midi"]),
    (Token::Part(Evening, Bare), &["evening", "night", "abend", "soir"]),
    (Token::Part(Morning, Phrase), &[
        "in the morning", "am morgen", "am vormittag", "morgens", "vormittags", "por la manana", "le matin",
        "de manha", "pela manha", "na parte da manha", "утром",
    ]),
    (Token::Part(Afternoon, Phrase), &[
        "in the afternoon", "am nachmittag", "nachmittags", "por la tarde", "lapres midi", "a tarde",
        "de tarde", "pela tarde", "днем",
    ]),
    (Token::Part(Evening, Phrase), &[
        "in the evening", "am abend", "abends", "por la noche", "le soir", "a noite", "de noite",
        "pela noite", "вечером",
    ]),
    (Token::Part(Morning, Plural), &["mornings", "les matins", "las mananas", "по утрам"]),
    (Token::Part(Afternoon, Plural), &["afternoons", "las tardes"]),
    (Token::Part(Evening, Plural), &["evenings", "les soirs", "las noches", "по вечерам"]),
    (Token::Nothing, &[
        "good morning", "good afternoon", "good evening", "guten morgen", "guten abend", "buenas tardes",
        "buenas noches", "boa tarde", "boa noite", "добрыи вечер", "black friday", "good friday",
        "cyber monday", "casual friday", "ruby tuesday", "saturday night live",
    ]),
    (Token::Before(Expected), &[
        "before", "prior to", "vor", "antes de", "antes del", "antes do", "avant", "до", "перед",
    ]),
    (Token::Before(Marked), &["antes de las", "antes das"]),
    (Token::After(Expected), &[
        "after", "later than", "nach", "despues de", "despues del", "depois de", "depois do", "apres", "после",
    ]),
    (Token::After(Marked), &["despues de las", "depois das", "apos as"]),
    (Token::By(Expected), &[
        "by", "until", "till", "not later than", "no later than", "bis", "bis zum", "spatestens", "para",
        "hasta", "jusqua", "jusquau", "dici", "dici a", "ate", "к", "не позднее",
    ]),
    (Token::By(Marked), &["hasta las", "ate as"]),
    (Token::From(Expected), &[
        "from", "starting", "ab", "von", "a partir de", "a partir du", "a partir do", "desde", "с",
    ]),
    (Token::From(Marked), &["a partir de las", "a partir das", "desde las"]),
    (Token::At(Expected), &["at", "um"]),
    (Token::At(Marked), &["a las", "as"]),
    (Token::Between, &["between", "zwischen", "entre", "entre las", "entre as", "между"]),
    (Token::On, &[
        "on", "am", "el", "le", "na", "em", "в", "во", "for", "for the", "fur", "pour", "на",
    ]),
    (Token::To, &["to", "through", "thru", "al", "au", "по"]),
    (Token::A, &["a"]),
    (Token::Or, &["or", "and", "oder", "und", "o", "y", "ou", "et", "e", "или", "и"]),
    (Token::Next, &[
        "next", "nachsten", "nachster", "kommenden", "proximo", "proxima", "proximos", "proximas", "prochain",
        "prochaine", "prochains", "prochaines", "que viene", "que vem", "следующии", "следующую", "следующие", "ближаишие",
        "в ближаишие",
    ]),
    (Token::Within, &[
        "within", "within the", "in the", "over the", "during the", "innerhalb von", "innerhalb der", "binnen",
        "in den", "dentro de", "en los", "en las", "dans les", "sous", "nos", "nas", "в течение",
    ]),
    (Token::Few, &["few", "a few", "couple", "a couple", "couple of", "a couple of", "paar", "ein paar"]),
    (Token::Number(1), &["one", "einer", "eines", "una", "un", "une", "uma", "одного", "однои"]),
    (Token::Number(2), &["two", "zwei", "dos", "deux", "dois", "duas", "два", "две", "двух"]),
    (Token::Number(3), &["three", "drei", "tres", "trois", "три", "трех"]),
    (Token::Number(4), &["four", "vier", "cuatro", "quatre", "quatro", "четыре", "четырех"]),
    (Token::Number(5), &["five", "funf", "cinco", "cinq", "пять", "пяти"]),
    (Token::Unit { days: 1, several: false }, &["day", "tag", "tages", "dia", "jour", "дня", "день"]),
    (Token::Unit { days: 1, several: true }, &["days", "tage", "tagen", "dias", "jours", "днеи", "дни"]),
    (Token::Unit { days: 7, several: false }, &["week", "woche", "semana", "semaine", "недели", "неделю"]),
    (Token::Unit { days: 7, several: true }, &["weeks", "wochen", "semanas", "semaines", "недель"]),
    (Token::Filler, &[
        "the", "of", "this", "coming", "den", "dem", "der", "diesen", "diesem", "este", "la", "las", "les", "los",
        "ce", "de", "das", "do", "del", "du", "an", "этот", "эту",
    ]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::words::fold;

    fn all() -> impl Iterator<Item = &'static str> {
        PHRASE_TABLE.iter().chain(DAY_TABLE).flat_map(|(_, phrases)| phrases.iter().copied())
    }

    #[test]
    fn phrases_are_in_the_form_that_is_looked_up_and_come_once() {
        let mut seen = std::collections::HashSet::new();
        for phrase in all() {
            assert_eq!(fold(phrase).to_lowercase(), phrase);
            assert!(phrase.split(' ').count() <= LONGEST, "{phrase}");
            assert!(seen.insert(phrase), "{phrase} is there twice");
        }
    }

    #[test]
    fn the_longest_phrase_wins() {
        let read = |text: &'static str| longest(text.split(' '));
        assert_eq!(read("the day after tomorrow please"), Some((Token::Ahead(2), 4)));
        assert_eq!(read("pasado manana"), Some((Token::Ahead(2), 2)));
        assert_eq!(read("may"), None);
    }
}
