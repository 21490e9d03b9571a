//! The files as a reader meets them: unfolded and taken apart, whatever people wrote.

use office_hours::experiments::chance::SplitMix64;

use super::*;

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

fn zone(name: &str) -> Zone {
    Zone::parse("timezone", name).unwrap()
}

const PLATFORM: Party = Party { name: "Office Hours", email: "sessions@example.org" };
const BOTH: [Party; 2] = [
    Party { name: "Grace Hopper", email: "grace@example.org" },
    Party { name: "Lovelace, Ada", email: "ada@example.org" },
];

fn facts(zone: &Zone) -> EventFacts<'_> {
    EventFacts {
        event_id: "0192e4c8-7d5a-7c3e-9f10-5a2b3c4d5e6f".parse().unwrap(),
        host: "example.org",
        sequence: 0,
        stamp: at("2026-11-20T09:00:00Z"),
        starts_at: at("2026-11-24T13:00:00Z"),
        ends_at: at("2026-11-24T13:30:00Z"),
        zone,
        summary: "Office Hours session",
        description: "Raising a seed round; first steps,\nand whom to ask",
        location: "virtual",
        url: "https://example.org/sessions/0192e4c8-7d5a-7c3e-9f10-5a2b3c4d5e6f",
        organizer: PLATFORM,
        attendees: &BOTH,
        status: EventStatus::Confirmed,
    }
}

/// The lines as written, once it is certain that they are lines.
fn unfold(ics: &str) -> Vec<String> {
    assert!(ics.ends_with("\r\n"));
    let physical: Vec<&str> = ics.trim_end_matches("\r\n").split("\r\n").collect();
    let mut lines: Vec<String> = Vec::new();
    for line in physical {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.chars().any(|c| c.is_control() && c != '\t'), "{line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The lines between those that begin and end `part`, the only one of its kind.
fn inside<'a>(lines: &'a [String], part: &str) -> &'a [String] {
    let find = |word: &str| {
        let line = format!("{word}:{part}");
        let places: Vec<usize> = (0..lines.len()).filter(|i| lines[*i] == line).collect();
        assert_eq!(places.len(), 1, "{line}");
        places[0]
    };
    &lines[find("BEGIN") + 1..find("END")]
}

fn names(lines: &[String]) -> Vec<&str> {
    lines.iter().map(|line| line.split([':', ';']).next().unwrap()).collect()
}

/// Parameters and value of a line, as RFC 5545 reads them.
fn take_apart(line: &str) -> (Vec<(String, String)>, String) {
    let (mut pieces, mut piece, mut quoted) = (Vec::new(), String::new(), false);
    let mut rest = line.chars();
    for c in rest.by_ref() {
        match c {
            '"' => quoted = !quoted,
            ';' | ':' if !quoted => {
                pieces.push(std::mem::take(&mut piece));
                if c == ':' {
                    break;
                }
            }
            c => piece.push(c),
        }
    }
    let split = |piece: &String| piece.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned())).unwrap();
    (pieces[1..].iter().map(split).collect(), rest.collect())
}

fn value<'a>(lines: &'a [String], name: &str) -> &'a str {
    let [line] = &lines.iter().filter(|line| line.starts_with(name)).collect::<Vec<_>>()[..] else {
        panic!("one {name}")
    };
    line.strip_prefix(name).unwrap()
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' => out.push('\n'),
                c => {
                    assert!(['\\', ',', ';'].contains(&c), "\\{c}");
                    out.push(c);
                }
            },
            c => {
                assert!(![',', ';'].contains(&c), "{text}");
                out.push(c);
            }
        }
    }
    out
}

#[test]
fn an_invitation_reads_as_agreed() {
    let berlin = zone("Europe/Berlin");
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Office Hours//Sessions//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:STANDARD",
        "DTSTART:20261025T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20270328T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:0192e4c8-7d5a-7c3e-9f10-5a2b3c4d5e6f@example.org",
        "DTSTAMP:20261120T090000Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "DTSTART;TZID=Europe/Berlin:20261124T140000",
        "DTEND;TZID=Europe/Berlin:20261124T143000",
        "SUMMARY:Office Hours session",
        r"DESCRIPTION:Raising a seed round\; first steps\,\nand whom to ask",
        "LOCATION:virtual",
        "URL:https://example.org/sessions/0192e4c8-7d5a-7c3e-9f10-5a2b3c4d5e6f",
        r#"ORGANIZER;CN="Office Hours":mailto:sessions@example.org"#,
        r#"ATTENDEE;CN="Grace Hopper";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:grace@example.org"#,
        r#"ATTENDEE;CN="Lovelace, Ada";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:ada@example.org"#,
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    assert_eq!(unfold(&request(&facts(&berlin))), expected);
}

#[test]
fn the_same_facts_give_the_same_text() {
    let berlin = zone("Europe/Berlin");
    let facts = facts(&berlin);
    assert_eq!(request(&facts), request(&facts));
    assert_eq!(feed("Sessions", &[facts]), feed("Sessions", &[facts]));
}

#[test]
fn a_cancellation_names_the_same_event() {
    let berlin = zone("Europe/Berlin");
    let facts = facts(&berlin);
    let asked = unfold(&request(&facts));
    for status in [EventStatus::Confirmed, EventStatus::Tentative, EventStatus::Cancelled] {
        let cancelled = unfold(&cancel(&EventFacts { sequence: 1, status, ..facts }));
        assert_eq!(value(&cancelled, "METHOD:"), "CANCEL");
        assert_eq!(value(&cancelled, "STATUS:"), "CANCELLED");
        assert_eq!(value(&cancelled, "TRANSP:"), "TRANSPARENT");
        assert_eq!(value(&cancelled, "SEQUENCE:"), "1");
        for name in ["UID:", "ORGANIZER", "DTSTART;", "SUMMARY:"] {
            assert_eq!(value(&cancelled, name), value(&asked, name));
        }
        assert_eq!(cancelled.iter().filter(|line| line.starts_with("ATTENDEE")).count(), 2);
    }
}

#[test]
fn status_is_said() {
    let berlin = zone("Europe/Berlin");
    for (status, expected) in [(EventStatus::Confirmed, "CONFIRMED"), (EventStatus::Tentative, "TENTATIVE")] {
        let lines = unfold(&request(&EventFacts { status, ..facts(&berlin) }));
        assert_eq!(value(&lines, "STATUS:"), expected);
        assert_eq!(value(&lines, "TRANSP:"), "OPAQUE");
    }
}

#[test]
fn what_is_not_known_is_left_out() {
    let berlin = zone("Europe/Berlin");
    let nobody = [Party { name: " ", email: "a@example.org" }];
    let bare = EventFacts {
        summary: "",
        description: "\r\n",
        location: " ",
        url: "",
        attendees: &nobody,
        ..facts(&berlin)
    };
    let lines = unfold(&request(&bare));
    let event = inside(&lines, "VEVENT");
    let expected = [
        "UID",
        "DTSTAMP",
        "SEQUENCE",
        "STATUS",
        "TRANSP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "ORGANIZER",
        "ATTENDEE",
    ];
    assert_eq!(names(event), expected);
    assert!(value(event, "ATTENDEE").starts_with(";CUTYPE"), "no empty name");
}

#[test]
fn an_instant_that_local_time_cannot_tell_is_said_in_utc() {
    let berlin = zone("Europe/Berlin");
    for (starts_at, ends_at) in [
        ("2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z"),
        ("2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z"),
        ("2026-10-24T23:30:00Z", "2026-10-25T00:00:00Z"),
    ] {
        let facts = EventFacts { starts_at: at(starts_at), ends_at: at(ends_at), ..facts(&berlin) };
        let lines = unfold(&request(&facts));
        assert_eq!(value(&lines, "DTSTART:"), zone::utc(at(starts_at)));
        assert_eq!(value(&lines, "DTEND:"), zone::utc(at(ends_at)));
        assert!(!lines.contains(&"BEGIN:VTIMEZONE".to_owned()), "of no use here");
    }
}

#[test]
fn a_feed_shows_nobody_and_each_zone_once() {
    let (berlin, kathmandu, utc) = (zone("Europe/Berlin"), zone("Asia/Kathmandu"), Zone::utc());
    let later = EventFacts {
        starts_at: at("2027-04-01T13:00:00Z"),
        ends_at: at("2027-04-01T14:00:00Z"),
        status: EventStatus::Cancelled,
        ..facts(&berlin)
    };
    let sooner = EventFacts {
        starts_at: at("2026-09-01T13:00:00Z"),
        ends_at: at("2026-09-01T14:00:00Z"),
        ..facts(&berlin)
    };
    let events = [facts(&berlin), later, sooner, facts(&kathmandu), facts(&utc)];
    let lines = unfold(&feed("Grace's\nsessions, 2026", &events));
    assert_eq!(value(&lines, "METHOD:"), "PUBLISH");
    assert_eq!(value(&lines, "NAME:"), r"Grace's sessions\, 2026");
    assert_eq!(value(&lines, "X-WR-CALNAME:"), r"Grace's sessions\, 2026");
    assert_eq!(value(&lines, "REFRESH-INTERVAL;VALUE=DURATION:"), "PT1H");
    assert_eq!(value(&lines, "X-PUBLISHED-TTL:"), "PT1H");
    let count = |line: &str| lines.iter().filter(|l| *l == line).count();
    assert_eq!(count("BEGIN:VEVENT"), events.len());
    assert_eq!(count("STATUS:CANCELLED"), 1);
    assert_eq!(count("TZID:Europe/Berlin"), 1);
    assert_eq!(count("TZID:Asia/Kathmandu"), 1);
    assert_eq!(count("BEGIN:STANDARD"), 3, "Berlin in two winters, Kathmandu");
    assert_eq!(count("BEGIN:DAYLIGHT"), 2, "Berlin in two summers");
    let shown = lines.join("\n");
    assert!(!shown.contains("ATTENDEE") && !shown.contains("ada@"), "{shown}");
}

#[test]
fn a_feed_of_nothing_is_a_calendar() {
    let lines = unfold(&feed("Sessions", &[]));
    assert_eq!(lines.first().unwrap(), "BEGIN:VCALENDAR");
    assert_eq!(lines.last().unwrap(), "END:VCALENDAR");
}

/// What somebody might write who means harm, or nothing by it.
fn hostile(chance: &mut SplitMix64) -> String {
    const BITS: [&str; 40] = [
        "\r\n",
        "\n",
        "\r",
        "\r\n ",
        "\n\t",
        "\0",
        "\u{7}",
        "\u{b}",
        "\u{c}",
        "\u{1c}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        ":",
        ";",
        ",",
        "\"",
        "\\",
        "^",
        "^n",
        "^'",
        "\\n",
        "\\\\",
        "=",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "ATTENDEE:mailto:x@y",
        ";PARTSTAT=DECLINED",
        "\":mailto:z",
        "👩‍💻",
        "é",
        "e\u{301}",
        "مرحبا بالعالم",
        "\u{202e}",
        "\u{feff}",
        "word ",
        "  ",
        "%0D%0A",
    ];
    let size = match chance.draw() % 8 {
        0 => 10_000,
        1 => 0,
        n => n * 9,
    };
    let mut text = String::new();
    while (text.chars().count() as u64) < size {
        text.push_str(BITS[(chance.draw() % BITS.len() as u64) as usize]);
        // Filling keeps the long ones from being quadratic to build.
        if size > 1_000 {
            text.push_str(&"ü,".repeat((chance.draw() % 400) as usize));
        }
    }
    text
}

#[test]
fn nothing_that_people_write_becomes_structure() {
    let mut chance = SplitMix64::new(5545);
    let berlin = zone("Europe/Berlin");
    for round in 0..120 {
        let [summary, description, location, url, mine, yours, mail, host] =
            std::array::from_fn(|_| hostile(&mut chance));
        let people = [Party { name: &mine, email: &mail }, Party { name: &yours, email: "b@example.org" }];
        let facts = EventFacts {
            host: &host,
            summary: &summary,
            description: &description,
            location: &location,
            url: &url,
            organizer: Party { name: &yours, email: "o@example.org" },
            attendees: &people,
            ..facts(&berlin)
        };
        for ics in [request(&facts), cancel(&facts)] {
            check_event(&ics, &facts, round);
        }
        let calendar = unfold(&feed(&summary, &[facts]));
        assert_eq!(unescape(value(&calendar, "X-WR-CALNAME:")), text::one_line(&summary), "round {round}");
        assert_eq!(inside(&calendar, "VEVENT").iter().filter(|l| l.starts_with("ATTENDEE")).count(), 0);
    }
}

fn check_event(ics: &str, facts: &EventFacts, round: usize) {
    let lines = unfold(ics);
    assert_eq!(inside(&lines, "VCALENDAR").len(), lines.len() - 2);
    let event = inside(&lines, "VEVENT");
    let mut expected = vec!["UID", "DTSTAMP", "SEQUENCE", "STATUS", "TRANSP", "DTSTART", "DTEND", "SUMMARY"];
    let texts = [
        ("DESCRIPTION", text::lines(facts.description)),
        ("LOCATION", text::one_line(facts.location)),
        ("URL", facts.url.to_owned()),
    ];
    expected.extend(texts.iter().filter(|(_, text)| !text.is_empty()).map(|(name, _)| *name));
    expected.extend(["ORGANIZER", "ATTENDEE", "ATTENDEE"]);
    assert_eq!(names(event), expected, "round {round}");

    assert_eq!(unescape(value(event, "SUMMARY:")), text::one_line(facts.summary), "round {round}");
    for (name, text) in texts.iter().take(2).filter(|(_, text)| !text.is_empty()) {
        assert_eq!(&unescape(value(event, &format!("{name}:"))), text, "round {round}");
    }
    for line in &event[event.len() - 3..] {
        let (parameters, address) = take_apart(line);
        let known = ["CN", "CUTYPE", "ROLE", "PARTSTAT", "RSVP", "SCHEDULE-AGENT"];
        assert!(parameters.iter().all(|(name, _)| known.contains(&name.as_str())), "{line}");
        assert!(address.starts_with("mailto:") && !address.contains([',', ';', '"', '\\', ' ']), "{line}");
    }
    for (line, party) in event[event.len() - 2..].iter().zip(facts.attendees) {
        let (parameters, _) = take_apart(line);
        let name = parameters.iter().find(|(name, _)| name == "CN").map_or("", |(_, name)| name);
        assert_eq!(name, text::parameter(party.name), "round {round}");
        assert!(parameters.contains(&("PARTSTAT".to_owned(), "ACCEPTED".to_owned())), "{line}");
    }
}
