//! What people write, and the window that it means.

use jiff::Zoned;
use jiff::civil::Date;

use super::*;

/// A Wednesday.
const NOW: &str = "2026-11-25T10:00:00+01:00[Europe/Berlin]";

fn now() -> Zoned {
    NOW.parse().unwrap()
}

fn zone(name: &str) -> Zone {
    Zone::parse("timezone", name).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// "from/until weekdays after-before"; what does not narrow is left out.
fn short(text: &str, now: &Zoned) -> String {
    let Some(Reading { window, said }) = AvailabilityWindow::read(text, now) else {
        return "-".to_owned();
    };
    assert!(said.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{text}: {said:?}");
    assert!(said.iter().all(|(from, to)| !text[*from..*to].trim().is_empty()), "{text}: {said:?}");
    let day = |date: Date| date.strftime("%d.%m").to_string();
    let time = |time: Option<Time>| time.map_or_else(String::new, |time| time.strftime("%H:%M").to_string());
    let mut parts = vec![];
    if (window.from, window.until) != (now.date(), horizon(now.date())) {
        parts.push(format!("{}/{}", day(window.from), day(window.until)));
    }
    if !window.weekdays.is_any() {
        parts.push(window.weekdays.text(Catalog::english()));
    }
    if window.after.is_some() || window.before.is_some() {
        parts.push(format!("{}-{}", time(window.after), time(window.before)));
    }
    parts.join(" ")
}

fn check(table: &[(&str, &str)]) {
    let read = |(text, _): &(&str, &str)| format!("{text} => {}", short(text, &now()));
    let expected: Vec<String> = table.iter().map(|(text, window)| format!("{text} => {window}")).collect();
    let wrong: Vec<_> = table.iter().map(read).zip(expected).filter(|(read, right)| read != right).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english_days() {
    check(&[
        ("term-sheet review before Thursday, after 17:00", "25.11/25.11 17:00-"),
        ("Need help with pricing this week", "25.11/29.11"),
        ("I would like a session next week about hiring", "30.11/06.12"),
        ("kubernetes setup, need someone today", "25.11/25.11"),
        ("Review my pitch deck tomorrow?", "26.11/26.11"),
        ("Could we talk tonight about the term sheet", "25.11/25.11 17:00-23:00"),
        ("somebody to talk about GDPR this afternoon", "25.11/25.11 12:00-18:00"),
        ("cap table help on Monday or Tuesday", "30.11/01.12"),
        ("cap table help on Friday or Monday", "27.11/30.11 Mon, Fri"),
        ("cap table help, Friday, Saturday or Monday", "27.11/30.11 Mon, Fri, Sat"),
        ("sales coaching Monday morning", "30.11/30.11 06:00-12:00"),
        ("sales coaching Monday mornings", "Mon 06:00-12:00"),
        ("sales coaching on Monday in the morning", "30.11/30.11 06:00-12:00"),
        ("sales coaching on Monday or Tuesday morning", "30.11/01.12 06:00-12:00"),
        ("weekday evenings for advice on pricing", "Mon–Fri 17:00-23:00"),
        ("weekday evenings, please", "Mon–Fri 17:00-23:00"),
        // Together they are no window but two, and one that holds both holds everything.
        ("weekday evenings or weekends", "-"),
        ("mentor for hardware at the weekend", "28.11/29.11"),
        ("mentor for hardware, only weekends", "Sat, Sun"),
        ("feedback on my deck within 3 days", "25.11/28.11"),
        ("feedback on my deck within a week", "25.11/02.12"),
        ("feedback on my deck in the next two weeks", "25.11/09.12"),
        ("feedback on my deck in the next few days", "25.11/29.11"),
        ("feedback on my deck over the next 10 days", "25.11/05.12"),
        ("Need a contract review by Friday", "25.11/27.11"),
        ("Need a contract review by tomorrow", "25.11/26.11"),
        ("Need a contract review before next week", "25.11/29.11"),
        ("Need a contract review before Monday next week", "25.11/29.11"),
        ("Need a contract review before the weekend", "25.11/27.11"),
        ("Need a contract review no later than Friday", "25.11/27.11"),
        ("Next week, before Thursday, on unit economics", "30.11/02.12"),
        ("Advice on OKRs after Friday", "28.11/23.12"),
        ("Advice on OKRs from Monday", "30.11/23.12"),
        ("Advice on OKRs next Wednesday", "02.12/02.12"),
        ("Advice on OKRs on Wednesday", "25.11/25.11"),
        ("Advice on OKRs this Friday", "27.11/27.11"),
        ("Advice on OKRs the day after tomorrow", "27.11/27.11"),
        ("Advice on OKRs before Wednesday", "25.11/01.12"),
        ("Advice on OKRs Monday to Friday after 18:00", "Mon–Fri 18:00-"),
        ("Advice on OKRs, Mon-Thu after 18:00", "Mon–Thu 18:00-"),
        ("Advice on OKRs on Fri, please", "27.11/27.11"),
        ("Is anybody free on Friday to look at my model?", "27.11/27.11"),
        ("Advice on OKRs today or tomorrow", "25.11/26.11"),
        ("Advice on OKRs today or next week", "25.11/06.12"),
        ("Evenings this week, about fundraising", "25.11/29.11 17:00-23:00"),
        ("Friday works for me, churn analysis", "27.11/27.11"),
        ("We are launching next week. Review on Friday please", "27.11/27.11"),
        ("Tomorrow I need somebody for a mock interview", "26.11/26.11"),
        ("Prepare for my interview before Thursday's board", "-"),
        ("Contract help before Thursday's signing", "25.11/25.11"),
        ("Available Tue/Thu after 6pm for OKRs", "26.11/01.12 Tue, Thu 18:00-"),
        ("Mon, Wed or Fri after 18:00, OKRs", "25.11/30.11 Mon, Wed, Fri 18:00-"),
        ("OKRs, sometime next week, preferably Tuesday afternoon", "01.12/01.12 12:00-18:00"),
        ("Deck feedback by the end of the week", "25.11/29.11"),
        ("Deck feedback before the end of the week", "25.11/29.11"),
        ("I am free weekday mornings", "Mon–Fri 06:00-12:00"),
        ("book a call with a mentor on Monday", "30.11/30.11"),
    ]);
}

#[test]
fn english_hours() {
    check(&[
        ("SEO help before 5 pm", "-17:00"),
        ("SEO help before 5 p.m. please", "-17:00"),
        ("SEO help after 5pm", "17:00-"),
        ("SEO help after 17h", "17:00-"),
        ("SEO help after 17h30", "17:30-"),
        ("SEO help after 5 o'clock", "17:00-"),
        ("SEO help after 5:30 pm on Tuesday", "01.12/01.12 17:30-"),
        ("SEO help by 9 am tomorrow", "26.11/26.11 -09:00"),
        ("SEO help between 9 and 11 am", "09:00-11:00"),
        ("SEO help between 11 and 1 pm", "11:00-13:00"),
        ("SEO help between 9am and 5pm", "09:00-17:00"),
        ("SEO help from 9:30 to 11:00", "09:30-11:00"),
        ("SEO help tomorrow 9-11am", "26.11/26.11 09:00-11:00"),
        ("SEO help 14:00–16:00", "14:00-16:00"),
        ("SEO help tomorrow at 17:00", "26.11/26.11 17:00-18:00"),
        ("SEO help, Monday 5pm", "30.11/30.11 17:00-18:00"),
        ("SEO help, mornings", "06:00-12:00"),
        ("SEO help in the evening", "17:00-23:00"),
        ("SEO help, mornings or afternoons", "06:00-18:00"),
        ("SEO help on Thursday evening after 19:00", "26.11/26.11 19:00-23:00"),
        ("SEO help on Thursday. Evenings are best", "26.11/26.11 17:00-23:00"),
        ("SEO help after 23:30 before midnight", "23:30-"),
        ("SEO help after noon", "12:00-"),
        ("SEO help, Friday before 9:00 or after 17:00", "27.11/27.11"),
    ]);
}

#[test]
fn other_languages() {
    check(&[
        ("Term Sheet prüfen, vor Donnerstag, nach 17 Uhr", "25.11/25.11 17:00-"),
        ("Suche Hilfe bei Verträgen diese Woche", "25.11/29.11"),
        ("Hilfe beim Pitchdeck morgen Nachmittag", "26.11/26.11 12:00-18:00"),
        ("Hilfe bei Steuern am Montag Morgen", "30.11/30.11 06:00-12:00"),
        ("Hilfe bei Steuern am Montag oder Dienstag", "30.11/01.12"),
        ("Hilfe bei Steuern heute Abend", "25.11/25.11 17:00-23:00"),
        ("Hilfe bei Steuern, bis Freitag, abends", "25.11/27.11 17:00-23:00"),
        ("Hilfe bei Steuern innerhalb von 3 Tagen", "25.11/28.11"),
        ("Hilfe bei Steuern in den nächsten zwei Wochen", "25.11/09.12"),
        ("Hilfe bei Steuern zwischen 9 und 11 Uhr", "09:00-11:00"),
        ("Hilfe bei Steuern am Wochenende", "28.11/29.11"),
        ("Hilfe bei Steuern um 17.30 Uhr", "17:30-18:30"),
        ("Hilfe bei Steuern am Dienstagabend", "01.12/01.12 17:00-23:00"),
        ("Steuern, am liebsten nächste Woche vormittags", "30.11/06.12 06:00-12:00"),
        ("Steuern, unter der Woche abends", "Mon–Fri 17:00-23:00"),
        ("Steuern, freitags nach 15 Uhr", "Fri 15:00-"),
        ("Necesito ayuda con ventas mañana por la tarde", "26.11/26.11 12:00-18:00"),
        ("Necesito ayuda con ventas esta semana", "25.11/29.11"),
        ("Necesito ayuda con ventas el lunes o el martes", "30.11/01.12"),
        ("Necesito ayuda con ventas antes del jueves", "25.11/25.11"),
        ("Ayuda con ventas, después de las 17", "17:00-"),
        ("Ayuda con ventas entre las 9 y las 11 de la mañana", "09:00-11:00"),
        ("Ayuda con ventas los lunes por la mañana", "Mon 06:00-12:00"),
        ("Ayuda con ventas la semana que viene", "30.11/06.12"),
        ("Ayuda con ventas el viernes a las 5 de la tarde", "27.11/27.11 17:00-18:00"),
        ("Ayuda con ventas en los próximos 3 días", "25.11/28.11"),
        ("Relire mon contrat avant jeudi, après 17h", "25.11/25.11 17:00-"),
        ("Besoin d'aide pour lever des fonds cette semaine", "25.11/29.11"),
        ("Besoin d'aide lundi matin", "30.11/30.11 06:00-12:00"),
        ("Besoin d'aide aujourd'hui ou demain", "25.11/26.11"),
        ("Besoin d'aide d'ici vendredi", "25.11/27.11"),
        ("Besoin d'aide entre 9h et 11h", "09:00-11:00"),
        ("Besoin d'aide la semaine prochaine, le soir", "30.11/06.12 17:00-23:00"),
        ("Besoin d'aide demain après-midi", "26.11/26.11 12:00-18:00"),
        ("Preciso de ajuda com marketing antes de quinta", "25.11/25.11"),
        ("Preciso de ajuda com marketing esta semana", "25.11/29.11"),
        ("Preciso de ajuda com marketing até sexta-feira", "25.11/27.11"),
        ("Preciso de ajuda amanhã de manhã", "26.11/26.11 06:00-12:00"),
        ("Preciso de ajuda hoje à noite", "25.11/25.11 17:00-23:00"),
        ("Preciso de ajuda depois das 17h", "17:00-"),
        ("Preciso de ajuda no fim de semana", "28.11/29.11"),
        ("Preciso de ajuda segunda ou terça", "30.11/01.12"),
        ("Preciso de ajuda terça-feira à tarde", "01.12/01.12 12:00-18:00"),
        ("Проверить договор до четверга, после 17:00", "25.11/25.11 17:00-"),
        ("Нужна помощь с продажами на этой неделе", "25.11/29.11"),
        ("Нужна помощь с продажами на следующей неделе", "30.11/06.12"),
        ("Нужна помощь с продажами завтра вечером", "26.11/26.11 17:00-23:00"),
        ("Нужна помощь в понедельник или вторник утром", "30.11/01.12 06:00-12:00"),
        ("Нужна помощь в течение 3 дней", "25.11/28.11"),
        ("Нужна помощь с 9 до 11 часов", "09:00-11:00"),
        ("Нужна помощь по вечерам в будни", "Mon–Fri 17:00-23:00"),
        ("Нужна помощь до конца недели", "25.11/29.11"),
        ("Нужна помощь в ближайшие дни", "25.11/29.11"),
        ("Нужна помощь, в четверг после 18:00", "26.11/26.11 18:00-"),
    ]);
}

#[test]
fn no_wish_for_a_session() {
    let needs = [
        "We are raising a series A next",
        "We sell after 5 years",
        "Advice before seed",
        "We want to raise within 6 months",
        "raise within 6 weeks",
        "Getting the first 100 customers",
        "Second time founder, third company",
        "We may march on with the sun and sat on it",
        "Our support is 24/7",
        "Week over week growth of 7%",
        "launching next week",
        "My board meeting is on Thursday",
        "Our demo day is next week",
        "i have interview next week, power bi",
        "bioinformatics pipelines help!! deadline friday",
        "The deadline is tomorrow at 17:00",
        "Next week we launch our app",
        "On Thursday our investors decide",
        "Today we have 300 customers",
        "We closed our round this week",
        "I was fired on Monday",
        "Our customers are back within 3 days",
        "a 2h workshop on pricing",
        "10-20h per week for a side project",
        "Onboarding in 30 days",
        "I have 5 people and after 17 more we move",
        "Saturday sessions for students",
        "Building a Monday.com competitor",
        "Selling on Black Friday",
        "A newsletter every Monday",
        "A weekend project that got serious",
        "Good morning, I need a mentor",
        "Guten Morgen! Ich suche Hilfe beim Vertrieb",
        "Buenas tardes, necesito ayuda con ventas",
        "Not on Monday",
        "I am not available this week",
        "I can't do Friday",
        "after-sun lotion brand",
        "We make an app for the sun",
        "Call at 17:00 CET",
        "Is our market between 9 and 11 million?",
        "Raised at 5 million before 2024",
        "Wir starten nächste Woche? Launch nächste Woche",
        "Nach 5 Jahren im Vertrieb",
        "Abgabe ist am Freitag",
        "Estamos en la segunda ronda, antes de segunda ronda",
        "Preciso de ajuda na segunda rodada",
        "La reunión es el jueves",
        "La réunion est jeudi",
        "On a lancé lundi dernier",
        "Notre entretien demain",
        "A entrevista é amanhã",
        "Nossa terceira contratação, quinta do ano",
        "Дедлайн в пятницу",
        "Собеседование завтра",
        "Настроить среду разработки, в среду разработчиков",
        "How did you get to where you are today, and where I am today",
        "Building a better tomorrow for farmers",
        "I have an investor call on Monday",
        "What to do next: week one",
        "My co-founder left this week",
        "Our app helps people in the morning",
        "Next day delivery for pharmacies",
        "Anything, but avoid Mondays",
        "Not before Thursday",
        "La segunda o la quinta empresa",
        "Na quarta ou quinta empresa",
        "Tengo antes de las 10 entrevistas",
        "Sur mon marché, avant mon lancement",
        "early morning routine app, night shift, evening classes",
        "",
        "?!",
    ];
    let read: Vec<_> = needs.iter().map(|need| (need, short(need, &now()))).collect();
    let wrong: Vec<_> = read.iter().filter(|(_, window)| window != "-").collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_was_said_is_found_in_the_text() {
    let said = |text: &'static str| -> Vec<&str> {
        let reading = AvailabilityWindow::read(text, &now()).unwrap();
        reading.said.into_iter().map(|(from, to)| &text[from..to]).collect()
    };
    assert_eq!(said("Term-sheet review before Thursday, after 17:00!"), ["before Thursday", "after 17:00"]);
    assert_eq!(said("Help on Monday or Tuesday morning with sales"), ["on Monday or Tuesday morning"]);
    assert_eq!(said("Ayuda mañana por la tarde, con ventas"), ["mañana por la tarde"]);
    assert_eq!(said("Besoin d’aide aujourd’hui"), ["aujourd’hui"]);
    assert_eq!(said("Launching next week. Review by 5 pm"), ["by 5 pm"]);
}

#[test]
fn today_is_where_the_viewer_is() {
    let instant = at("2026-11-25T23:30:00Z");
    let read = |zone_name: &str| short("Help today", &instant.to_zoned(zone(zone_name).tz().clone()));
    assert_eq!(read("Europe/Berlin"), "26.11/26.11");
    assert_eq!(read("America/New_York"), "25.11/25.11");
}

#[test]
fn weeks_end_on_sunday() {
    let sunday: Zoned = "2026-11-29T23:00:00+01:00[Europe/Berlin]".parse().unwrap();
    assert_eq!(short("Help this week", &sunday), "29.11/29.11");
    assert_eq!(short("Help next week", &sunday), "30.11/06.12");
    assert_eq!(short("Help at the weekend", &sunday), "29.11/29.11");
    let thursday: Zoned = "2026-11-26T09:00:00+01:00[Europe/Berlin]".parse().unwrap();
    assert_eq!(short("Help before Thursday", &thursday), "26.11/02.12");
    assert_eq!(short("Help on Thursday", &thursday), "26.11/26.11");
    assert_eq!(short("Help next Thursday", &thursday), "03.12/03.12");
}

#[test]
fn a_window_holds_sessions_and_its_bounds_hold_the_window() {
    let berlin = zone("Europe/Berlin");
    let window = AvailabilityWindow::read("before Friday, after 17:00", &now()).unwrap().window;
    let holds = |from: &str, to: &str| window.holds(at(from), at(to), &berlin);
    assert!(holds("2026-11-25T16:00:00Z", "2026-11-25T16:30:00Z"));
    assert!(!holds("2026-11-25T15:30:00Z", "2026-11-25T16:00:00Z"), "starts too early");
    assert!(holds("2026-11-26T22:30:00Z", "2026-11-26T23:00:00Z"), "ends with the last day");
    assert!(!holds("2026-11-26T22:45:00Z", "2026-11-26T23:15:00Z"), "ends after the last day");
    assert!(!holds("2026-11-27T17:00:00Z", "2026-11-27T17:30:00Z"), "Friday");
    assert_eq!(window.bounds(&berlin), (at("2026-11-25T16:00:00Z"), at("2026-11-26T23:00:00Z")));
    // The same words hold other instants elsewhere.
    assert!(!window.holds(at("2026-11-25T16:00:00Z"), at("2026-11-25T16:30:00Z"), &zone("Asia/Tokyo")));
}

#[test]
fn a_session_that_ends_the_next_day_ends_late() {
    let window = AvailabilityWindow {
        before: Some(Time::constant(23, 0, 0, 0)),
        ..AvailabilityWindow::any(now().date())
    };
    let utc = Zone::utc();
    assert!(window.holds(at("2026-11-26T22:30:00Z"), at("2026-11-26T23:00:00Z"), &utc));
    assert!(!window.holds(at("2026-11-26T23:45:00Z"), at("2026-11-27T00:15:00Z"), &utc));
}

#[test]
fn the_clocks_change_inside_a_window() {
    let day = |text: &str, hours: (i8, i8)| AvailabilityWindow {
        from: text.parse().unwrap(),
        until: text.parse().unwrap(),
        weekdays: Weekdays::ANY,
        after: Some(Time::constant(hours.0, 30, 0, 0)),
        before: Some(Time::constant(hours.1, 0, 0, 0)),
    };
    // 02:30 does not exist, 03:00 is the first instant after it.
    let new_york = zone("America/New_York");
    let gap = day("2026-03-08", (2, 9));
    assert!(gap.holds(at("2026-03-08T07:00:00Z"), at("2026-03-08T07:30:00Z"), &new_york));
    assert!(!gap.holds(at("2026-03-08T06:30:00Z"), at("2026-03-08T07:00:00Z"), &new_york));
    assert!(gap.bounds(&new_york).0 <= at("2026-03-08T07:00:00Z"));
    // 01:30 happens twice, and both are meant.
    let fold = day("2026-11-01", (1, 9));
    assert!(fold.holds(at("2026-11-01T05:30:00Z"), at("2026-11-01T05:55:00Z"), &new_york));
    assert!(fold.holds(at("2026-11-01T06:30:00Z"), at("2026-11-01T07:00:00Z"), &new_york));
    assert_eq!(fold.bounds(&new_york).0, at("2026-11-01T05:30:00Z"));
}

#[test]
fn days_without_a_midnight_are_whole() {
    for (zone_name, day, first, last) in [
        ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", "2026-04-24T20:30:00Z"),
        ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", "2026-09-07T02:30:00Z"),
        ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z", "2026-10-04T12:30:00Z"),
    ] {
        let day: Date = day.parse().unwrap();
        let window = AvailabilityWindow { from: day, until: day, ..AvailabilityWindow::any(day) };
        let zone = zone(zone_name);
        let half_an_hour = |from: &str| (at(from), at(from) + 30.minutes());
        for (starts_at, ends_at) in [half_an_hour(first), half_an_hour(last)] {
            assert!(window.holds(starts_at, ends_at, &zone), "{zone_name} {starts_at}");
            let (from, to) = window.bounds(&zone);
            assert!(from <= starts_at && ends_at <= to, "{zone_name} {starts_at}");
        }
        let (before, after) = (at(first) - 30.minutes(), at(last) + 30.minutes());
        assert!(!window.holds(before, at(first), &zone), "{zone_name}");
        assert!(!window.holds(after, after + 30.minutes(), &zone), "{zone_name}");
    }
}

#[test]
fn nothing_lies_outside_of_the_bounds() {
    let texts = ["Help today after 1:30 pm", "Mondays before 9:00", "within 3 days", "next week, evenings"];
    for zone_name in
        ["America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo"]
    {
        let zone = zone(zone_name);
        for start in ["2026-03-05T12:00:00Z", "2026-10-29T00:00:00Z", "2026-04-22T23:00:00Z"] {
            let now = at(start).to_zoned(zone.tz().clone());
            for text in texts {
                let window = AvailabilityWindow::read(text, &now).unwrap().window;
                let (from, to) = window.bounds(&zone);
                for step in -96..96 * 8 {
                    let starts_at = at(start) + (15 * step).minutes();
                    let ends_at = starts_at + 30.minutes();
                    if window.holds(starts_at, ends_at, &zone) {
                        assert!(from <= starts_at && ends_at <= to, "{text} {zone_name} {starts_at}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_window_is_said_in_short_words() {
    let says = |text: &str| {
        AvailabilityWindow::read(text, &now()).unwrap().window.describe(now().date(), Catalog::english())
    };
    assert_eq!(says("before Friday, after 17:00"), "By Thu 26 Nov, after 17:00");
    assert_eq!(says("before Thursday"), "Wed 25 Nov");
    assert_eq!(says("weekday evenings"), "Mon–Fri, 17:00–23:00");
    assert_eq!(says("next week before 10:00"), "Mon 30 Nov – Sun 6 Dec, before 10:00");
    assert_eq!(says("after Friday"), "From Sat 28 Nov");
    assert_eq!(AvailabilityWindow::any(now().date()).describe(now().date(), Catalog::english()), "Any time");
}

#[test]
fn urgency_is_read_apart() {
    for text in [
        "Need a lawyer asap",
        "docker setup urgent!!!",
        "as soon as possible please",
        "dringend Hilfe",
        "lo antes posible",
        "au plus vite",
        "o mais rápido possível",
        "Срочно нужен юрист",
    ] {
        let (urgency, said) = read_urgency(text).unwrap();
        assert_eq!((urgency, said.len()), (Urgency::Soon, 1), "{text}");
    }
    for text in ["not urgent", "nicht dringend", "software for urgent care", "as soon as we launch", ""] {
        assert_eq!(read_urgency(text), None, "{text}");
    }
}

#[test]
fn no_text_and_no_date_makes_it_fall() {
    let pieces = [
        "before",
        "Thursday",
        "5",
        "pm",
        "17:",
        "h",
        "within",
        "next",
        "weeks",
        "or",
        "’",
        "ß",
        "İ",
        "\u{301}",
        "🦀",
        "до",
        "\u{202e}",
        "a",
        "24:00",
        "99",
        "--",
        ".",
        "between",
        "12am",
        "mañana",
        "\0",
        "999999999999",
    ];
    let zones = ["-009999-01-03T00:00:00+00:00[UTC]", "9999-12-29T00:00:00+00:00[UTC]", NOW];
    for (seed, start) in zones.iter().enumerate() {
        let now: Zoned = start.parse().unwrap();
        let mut state = seed + 7;
        for _ in 0..300 {
            let mut text = String::new();
            for _ in 0..24 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(state >> 33) % pieces.len()]);
                text.push_str(if state & (1 << 40) == 0 { " " } else { "" });
            }
            short(&text, &now);
            read_urgency(&text);
        }
        short(&"next week ".repeat(200), &now);
        short(&"or ".repeat(700), &now);
    }
    for date in [Date::MIN, Date::MAX] {
        let window = AvailabilityWindow::any(date);
        let (from, to) = window.bounds(&zone("Asia/Kathmandu"));
        assert!(from <= to);
        window.holds(Timestamp::MIN, Timestamp::MAX, &zone("America/New_York"));
        window.describe(date, Catalog::english());
    }
}
