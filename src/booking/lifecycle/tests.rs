//! The table, said a second time, and every limit at its edge.

use uuid::Uuid;

use super::*;
use crate::account::Role;
use crate::actor::Person;
use crate::booking::rules::SessionFacts;
use crate::ids::{MenteeId, MentorId, UserId};

const REQUESTED: &str = "2026-11-20T12:00:00Z";
const STARTS: &str = "2026-11-24T12:00:00Z";
const DAY_AHEAD: CancelPolicy = CancelPolicy { cutoff_minutes: 1_440 };
const REASON: bool = true;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn person(role: Role, mentor: Option<u128>, mentee: Option<u128>) -> Actor {
    Actor::Person(Person {
        user_id: UserId(Uuid::from_u128(1)),
        role,
        name: "Noor".into(),
        email: "noor@example.com".into(),
        mentor_id: mentor.map(|n| MentorId(Uuid::from_u128(n))),
        mentee_id: mentee.map(|n| MenteeId(Uuid::from_u128(n))),
    })
}

fn actor(kind: &str) -> Actor {
    match kind {
        "stranger" => Actor::Stranger,
        "another mentee" => person(Role::Mentee, None, Some(21)),
        "another mentor" => person(Role::Mentor, Some(11), None),
        "mentee" => person(Role::Mentee, None, Some(20)),
        "mentor" => person(Role::Mentor, Some(10), None),
        "staff" => person(Role::Pm, None, None),
        "staff as mentor" => person(Role::Admin, Some(10), None),
        "system" => Actor::System,
        other => panic!("no such actor: {other}"),
    }
}

fn mark(by: Party, absent: Option<Side>) -> Mark {
    Mark { at: at("2026-11-25T12:00:00Z"), by, absent, disputed: false }
}

/// A session that its mentor marked, if it is marked; no-show is the mentee's.
fn facts(status: SessionStatus) -> LifeFacts {
    let session = SessionFacts {
        mentor_id: MentorId(Uuid::from_u128(10)),
        mentee_id: MenteeId(Uuid::from_u128(20)),
        status,
        starts_at: at(STARTS),
    };
    let mark = match status {
        SessionStatus::Completed => Some(mark(Party::Mentor, None)),
        SessionStatus::NoShow => Some(mark(Party::Mentor, Some(Side::Mentee))),
        _ => None,
    };
    LifeFacts { session, requested_at: at(REQUESTED), mark }
}

fn told(status: SessionStatus, mark: Mark) -> LifeFacts {
    LifeFacts { mark: Some(mark), ..facts(status) }
}

fn code(result: Result<(), Failure>) -> String {
    match result {
        Ok(()) => "ok".into(),
        Err(Failure::Conflict { code, .. }) => code,
        Err(other) => other.status().to_string(),
    }
}

fn tried(step: Step, kind: &str, facts: &LifeFacts, now: &str) -> String {
    code(check(Ask { step, reason_given: REASON }, &actor(kind), facts, DAY_AHEAD, at(now)))
}

/// A time at which the clock stands in nobody's way.
fn good_time(step: Step) -> &'static str {
    match step {
        Step::Approve | Step::Decline | Step::Cancel | Step::Release => "2026-11-21T12:00:00Z",
        Step::Expire => "2026-11-22T12:00:00Z",
        Step::Complete | Step::MarkMenteeAbsent | Step::MarkMentorAbsent => STARTS,
        Step::Close => "2026-12-08T12:00:00Z",
        Step::CorrectToCompleted | Step::CorrectToMenteeAbsent | Step::CorrectToMentorAbsent => {
            "2026-12-10T12:00:00Z"
        }
    }
}

/// Written out a second time, as people would say it, so that a slip in the table shows. A star
/// means: only with a reason. A dash means: not in one's own favour.
#[test]
fn every_cell_of_the_table() {
    const NOBODY: &str = "";
    let said = [
        // step, then who may while it is: pending, booked, completed, cancelled, no-show of the mentee
        (Step::Approve, "booked", ["mentor staff*", NOBODY, NOBODY, NOBODY, NOBODY]),
        (Step::Decline, "cancelled", ["mentor staff*", NOBODY, NOBODY, NOBODY, NOBODY]),
        (Step::Expire, "cancelled", ["system", NOBODY, NOBODY, NOBODY, NOBODY]),
        (
            Step::Cancel,
            "cancelled",
            ["mentee mentor staff* system*", "mentee mentor staff* system*", NOBODY, NOBODY, NOBODY],
        ),
        (Step::Release, "cancelled", [NOBODY, "system", NOBODY, NOBODY, NOBODY]),
        (Step::Complete, "completed", [NOBODY, "mentee mentor staff*", NOBODY, NOBODY, NOBODY]),
        (Step::MarkMenteeAbsent, "no_show", [NOBODY, "mentor staff*", NOBODY, NOBODY, NOBODY]),
        (Step::MarkMentorAbsent, "no_show", [NOBODY, "mentee staff*", NOBODY, NOBODY, NOBODY]),
        (Step::Close, "completed", [NOBODY, "system", NOBODY, NOBODY, NOBODY]),
        (Step::CorrectToCompleted, "completed", [NOBODY, NOBODY, NOBODY, NOBODY, "mentor staff* mentee-"]),
        (Step::CorrectToMenteeAbsent, "no_show", [NOBODY, NOBODY, "mentee staff* mentor-", NOBODY, NOBODY]),
        (
            Step::CorrectToMentorAbsent,
            "no_show",
            [NOBODY, NOBODY, "mentor staff* mentee-", NOBODY, "mentor staff* mentee-"],
        ),
    ];
    assert_eq!(said.map(|(step, ..)| step), Step::ALL);
    for (step, to, who) in said {
        assert_eq!(step.to().as_str(), to, "{step:?}");
        for (status, allowed) in SessionStatus::ALL.into_iter().zip(who) {
            check_cell(step, status, allowed, &who.join(" "));
        }
    }
}

fn check_cell(step: Step, status: SessionStatus, said: &str, ever: &str) {
    for kind in ["stranger", "another mentee", "another mentor", "mentee", "mentor", "staff", "system"] {
        let ask = |reason_given| {
            let ask = Ask { step, reason_given };
            check(ask, &actor(kind), &facts(status), DAY_AHEAD, at(good_time(step)))
                .map_or_else(|failure| failure.status(), |()| 200)
        };
        let expected = expected(kind, said, ever);
        assert_eq!([ask(REASON), ask(!REASON)], expected, "{step:?} {status} {kind}");
    }
}

/// The answers with and without a reason.
fn expected(kind: &str, said: &str, ever: &str) -> [u16; 2] {
    let named = |words: &str, mark: &str| words.split(' ').any(|word| word == format!("{kind}{mark}"));
    if named(said, "") {
        [200, 200]
    } else if named(said, "*") {
        [200, 422]
    } else if !["mentee", "mentor", "staff", "system"].contains(&kind) {
        [404, 404]
    } else if named(said, "-") || !["", "*", "-"].iter().any(|mark| named(ever, mark)) {
        [403, 403]
    } else {
        [409, 409]
    }
}

#[test]
fn each_step_has_its_time() {
    use SessionStatus::{Booked, Completed, Pending};
    let cases = [
        // A request is open for two days, and at the longest until the start.
        (Step::Approve, "mentor", Pending, "2026-11-22T11:59:59Z", "ok"),
        (Step::Approve, "mentor", Pending, "2026-11-22T12:00:00Z", "request_expired"),
        (Step::Decline, "staff", Pending, "2026-11-22T12:00:00Z", "request_expired"),
        (Step::Approve, "mentor", Pending, STARTS, "session_begun"),
        (Step::Expire, "system", Pending, "2026-11-22T11:59:59Z", "still_open"),
        (Step::Expire, "system", Pending, "2026-11-30T12:00:00Z", "ok"),
        // The cut-off is the mentee's alone, and for what the mentor agreed to.
        (Step::Cancel, "mentee", Booked, "2026-11-23T11:59:59Z", "ok"),
        (Step::Cancel, "mentee", Booked, "2026-11-23T12:00:00Z", "too_late_to_cancel"),
        (Step::Cancel, "mentee", Pending, "2026-11-24T11:59:59Z", "ok"),
        (Step::Cancel, "mentor", Booked, "2026-11-24T11:59:59Z", "ok"),
        (Step::Cancel, "staff", Booked, "2026-11-24T11:59:59Z", "ok"),
        (Step::Cancel, "mentee", Booked, STARTS, "session_begun"),
        (Step::Cancel, "staff", Pending, STARTS, "session_begun"),
        (Step::Release, "system", Booked, "2026-11-24T11:59:59Z", "ok"),
        (Step::Release, "system", Booked, STARTS, "session_begun"),
        // Two weeks from the start the sides say how it went; then it is closed.
        (Step::Complete, "mentee", Booked, "2026-11-24T11:59:59Z", "not_begun"),
        (Step::MarkMenteeAbsent, "mentor", Booked, "2026-11-24T11:59:59Z", "not_begun"),
        (Step::MarkMentorAbsent, "mentee", Booked, "2026-12-08T11:59:59Z", "ok"),
        (Step::MarkMentorAbsent, "mentee", Booked, "2026-12-08T12:00:00Z", "marking_over"),
        (Step::Complete, "staff", Booked, "2026-12-08T12:00:00Z", "marking_over"),
        (Step::Close, "system", Booked, "2026-11-24T11:59:59Z", "not_begun"),
        (Step::Close, "system", Booked, "2026-12-08T11:59:59Z", "still_open"),
        (Step::Close, "system", Booked, "2027-06-01T12:00:00Z", "ok"),
        // Thirty days from the start it can be corrected.
        (Step::CorrectToMenteeAbsent, "staff", Completed, "2026-12-24T11:59:59Z", "ok"),
        (Step::CorrectToMenteeAbsent, "staff", Completed, "2026-12-24T12:00:00Z", "correction_over"),
        (Step::CorrectToMenteeAbsent, "mentee", Completed, "2026-12-24T12:00:00Z", "correction_over"),
    ];
    for (step, kind, status, now, expected) in cases {
        assert_eq!(tried(step, kind, &facts(status), now), expected, "{step:?} {kind} {status} {now}");
    }
}

#[test]
fn where_it_stands_is_told_before_the_clock() {
    use SessionStatus::{Booked, Cancelled, Completed, NoShow, Pending};
    let cases = [
        (Step::Approve, "mentor", Booked, "already_approved"),
        (Step::Decline, "mentor", Booked, "already_approved"),
        (Step::Approve, "mentor", Cancelled, "already_cancelled"),
        (Step::Cancel, "mentee", Cancelled, "already_cancelled"),
        (Step::Cancel, "mentee", Completed, "session_over"),
        (Step::Cancel, "mentor", NoShow, "session_over"),
        (Step::Release, "system", Pending, "not_approved"),
        (Step::Complete, "mentor", Pending, "not_approved"),
        (Step::Complete, "mentor", NoShow, "already_marked"),
        (Step::MarkMentorAbsent, "mentee", Completed, "already_marked"),
        (Step::CorrectToMenteeAbsent, "staff", Booked, "not_marked"),
        (Step::CorrectToMenteeAbsent, "staff", Cancelled, "already_cancelled"),
        (Step::CorrectToMenteeAbsent, "staff", NoShow, "already_so"),
        (Step::CorrectToCompleted, "staff", Completed, "already_so"),
    ];
    for (step, kind, status, expected) in cases {
        assert_eq!(tried(step, kind, &facts(status), "2027-06-01T12:00:00Z"), expected, "{step:?} {status}");
    }
}

#[test]
fn a_side_corrects_only_against_itself() {
    let outcomes = [
        ("completed", told(SessionStatus::Completed, mark(Party::Mentor, None))),
        ("mentee absent", told(SessionStatus::NoShow, mark(Party::Mentor, Some(Side::Mentee)))),
        ("mentor absent", told(SessionStatus::NoShow, mark(Party::Mentee, Some(Side::Mentor)))),
        ("nobody knows who", LifeFacts { mark: None, ..facts(SessionStatus::NoShow) }),
    ];
    let said = [
        // to, from, mentee, mentor, staff
        (Step::CorrectToCompleted, "completed", ["already_so", "already_so", "already_so"]),
        (Step::CorrectToCompleted, "mentee absent", ["403", "ok", "ok"]),
        (Step::CorrectToCompleted, "mentor absent", ["ok", "403", "ok"]),
        (Step::CorrectToCompleted, "nobody knows who", ["403", "403", "ok"]),
        (Step::CorrectToMenteeAbsent, "completed", ["ok", "403", "ok"]),
        (Step::CorrectToMenteeAbsent, "mentee absent", ["already_so", "already_so", "already_so"]),
        (Step::CorrectToMenteeAbsent, "mentor absent", ["ok", "403", "ok"]),
        (Step::CorrectToMenteeAbsent, "nobody knows who", ["ok", "403", "ok"]),
        (Step::CorrectToMentorAbsent, "completed", ["403", "ok", "ok"]),
        (Step::CorrectToMentorAbsent, "mentee absent", ["403", "ok", "ok"]),
        (Step::CorrectToMentorAbsent, "mentor absent", ["already_so", "already_so", "already_so"]),
        (Step::CorrectToMentorAbsent, "nobody knows who", ["403", "ok", "ok"]),
    ];
    for (step, from, expected) in said {
        let (_, facts) = outcomes.iter().find(|(name, _)| *name == from).unwrap();
        let answers =
            ["mentee", "mentor", "staff"].map(|kind| tried(step, kind, facts, "2026-11-26T12:00:00Z"));
        assert_eq!(answers, expected, "{step:?} {from}");
    }
}

#[test]
fn staff_who_are_a_side_are_that_side() {
    let booked = facts(SessionStatus::Booked);
    let absent = facts(SessionStatus::NoShow);
    let completed = facts(SessionStatus::Completed);
    assert_eq!(tried(Step::MarkMentorAbsent, "staff as mentor", &booked, STARTS), "403");
    assert_eq!(tried(Step::CorrectToMenteeAbsent, "staff as mentor", &completed, STARTS), "403");
    assert_eq!(tried(Step::CorrectToCompleted, "staff as mentor", &absent, STARTS), "ok");
}

#[test]
fn the_other_side_objects_for_a_week() {
    use SessionStatus::{Booked, Cancelled, Completed, NoShow};
    let marked = |by, at_text: &str| Mark { at: at(at_text), ..mark(by, None) };
    let (by_mentor, by_mentee) = (mark(Party::Mentor, Some(Side::Mentee)), mark(Party::Mentee, None));
    let late = marked(Party::System, "2026-12-20T12:00:00Z");
    let disputed = Mark { disputed: true, ..by_mentor };
    let cases = [
        ("mentee", told(NoShow, by_mentor), "2026-11-25T12:00:00Z", "ok"),
        ("mentee", told(NoShow, by_mentor), "2026-12-02T11:59:59Z", "ok"),
        ("mentee", told(NoShow, by_mentor), "2026-12-02T12:00:00Z", "objection_over"),
        ("mentor", told(NoShow, by_mentor), "2026-11-25T12:00:00Z", "own_mark"),
        ("mentor", told(Completed, by_mentee), "2026-11-25T12:00:00Z", "ok"),
        ("mentee", told(Completed, mark(Party::Staff, None)), "2026-11-25T12:00:00Z", "decided_by_staff"),
        ("mentee", told(Completed, late), "2026-12-20T12:00:00Z", "ok"),
        ("mentor", told(Completed, late), "2026-12-20T12:00:00Z", "ok"),
        // Outcomes are settled thirty days after the start.
        ("mentor", told(Completed, late), "2026-12-24T12:00:00Z", "objection_over"),
        ("mentee", told(NoShow, disputed), "2026-11-25T12:00:00Z", "already_disputed"),
        ("staff", told(NoShow, by_mentor), "2026-11-25T12:00:00Z", "403"),
        ("system", told(NoShow, by_mentor), "2026-11-25T12:00:00Z", "403"),
        ("stranger", told(NoShow, by_mentor), "2026-11-25T12:00:00Z", "404"),
        ("another mentor", told(NoShow, by_mentor), "2026-11-25T12:00:00Z", "404"),
        ("mentee", facts(Booked), "2026-11-25T12:00:00Z", "not_marked"),
        ("mentee", told(Cancelled, by_mentor), "2026-11-25T12:00:00Z", "not_marked"),
        ("mentee", LifeFacts { mark: None, ..facts(NoShow) }, "2026-11-25T12:00:00Z", "not_marked"),
    ];
    for (kind, facts, now, expected) in cases {
        assert_eq!(code(check_objection(&actor(kind), &facts, at(now))), expected, "{kind} {facts:?} {now}");
    }
}

#[test]
fn staff_resolve_what_is_disputed_at_any_time() {
    let late = "2027-06-01T12:00:00Z";
    let disputed =
        told(SessionStatus::NoShow, Mark { disputed: true, ..mark(Party::Mentor, Some(Side::Mentee)) });
    for step in [Step::CorrectToCompleted, Step::CorrectToMenteeAbsent, Step::CorrectToMentorAbsent] {
        assert_eq!(tried(step, "staff", &disputed, late), "ok", "{step:?}");
    }
    assert_eq!(tried(Step::CorrectToCompleted, "mentor", &disputed, late), "correction_over");
    let completed = told(SessionStatus::Completed, Mark { disputed: true, ..mark(Party::System, None) });
    assert_eq!(tried(Step::CorrectToCompleted, "staff", &completed, late), "ok");
    assert_eq!(tried(Step::CorrectToCompleted, "mentee", &completed, STARTS), "403");
}

#[test]
fn a_page_offers_what_can_be_done() {
    use Step::{
        Approve, Cancel, Complete, CorrectToMenteeAbsent, Decline, MarkMenteeAbsent, MarkMentorAbsent,
    };
    let early = "2026-11-21T12:00:00Z";
    let cases: [(&str, SessionStatus, &str, &[Step]); 8] = [
        ("mentor", SessionStatus::Pending, early, &[Approve, Decline, Cancel]),
        ("mentee", SessionStatus::Pending, early, &[Cancel]),
        ("mentee", SessionStatus::Booked, early, &[Cancel]),
        ("mentee", SessionStatus::Booked, STARTS, &[Complete, MarkMentorAbsent]),
        ("staff", SessionStatus::Booked, STARTS, &[Complete, MarkMenteeAbsent, MarkMentorAbsent]),
        ("mentee", SessionStatus::Completed, STARTS, &[CorrectToMenteeAbsent]),
        ("staff", SessionStatus::Cancelled, early, &[]),
        ("stranger", SessionStatus::Pending, early, &[]),
    ];
    for (kind, status, now, expected) in cases {
        let steps: Vec<Step> = open_steps(&actor(kind), &facts(status), DAY_AHEAD, at(now)).collect();
        assert_eq!(steps, expected, "{kind} {status} {now}");
    }
}

#[test]
fn a_step_leaves_its_mark() {
    let now = at("2026-11-25T12:00:00Z");
    let marked = |step| Mark::of(step, Party::Mentor, now).map(|mark| (mark.absent, mark.disputed));
    let cases = [
        (Step::Approve, None),
        (Step::Cancel, None),
        (Step::Complete, Some((None, false))),
        (Step::Close, Some((None, false))),
        (Step::MarkMenteeAbsent, Some((Some(Side::Mentee), false))),
        (Step::CorrectToMentorAbsent, Some((Some(Side::Mentor), false))),
    ];
    for (step, expected) in cases {
        assert_eq!(marked(step), expected, "{step:?}");
    }
}

#[test]
fn a_request_waits_two_days_at_most() {
    let cases = [
        ("2026-11-20T12:00:00Z", STARTS, "2026-11-22T12:00:00Z"),
        ("2026-11-22T12:00:00Z", STARTS, STARTS),
        ("2026-11-22T12:00:01Z", STARTS, STARTS),
        ("2026-11-24T11:59:59Z", STARTS, STARTS),
        // Two days are 48 hours, the day on which New York's clocks go back included.
        ("2026-10-31T14:00:00Z", STARTS, "2026-11-02T14:00:00Z"),
    ];
    for (requested, starts, expected) in cases {
        assert_eq!(undecided_until(at(requested), at(starts)), at(expected), "{requested}");
    }
}

#[test]
fn a_move_has_its_limits() {
    use SessionStatus::{Booked, Cancelled, Completed, NoShow, Pending};
    let (early, late) = ("2026-11-23T11:59:59Z", "2026-11-23T12:00:00Z");
    let cases = [
        ("mentee", Booked, 0, early, "ok"),
        ("mentee", Booked, 2, early, "ok"),
        ("mentee", Booked, 3, early, "moved_too_often"),
        ("mentee", Booked, 0, late, "too_late_to_move"),
        ("mentee", Pending, 0, late, "ok"),
        ("mentor", Booked, 2, late, "ok"),
        ("mentor", Booked, 3, early, "moved_too_often"),
        ("mentor", Booked, 0, "2026-11-24T11:59:59Z", "ok"),
        ("mentor", Booked, 0, STARTS, "session_begun"),
        ("staff", Booked, 9, late, "ok"),
        ("staff", Booked, 0, STARTS, "session_begun"),
        ("staff as mentor", Booked, 3, early, "moved_too_often"),
        ("system", Booked, 9, late, "ok"),
        ("stranger", Booked, 0, early, "404"),
        ("another mentee", Booked, 0, early, "404"),
        ("mentee", Cancelled, 0, early, "already_cancelled"),
        ("mentee", Completed, 0, early, "session_over"),
        ("mentor", NoShow, 0, early, "session_over"),
    ];
    let ask = |moves_so_far, reason_given| MoveAsk { moves_so_far, limit: MAX_MOVES, reason_given };
    for (kind, status, moves, now, expected) in cases {
        let moved =
            |reason| code(check_move(&actor(kind), &facts(status), ask(moves, reason), DAY_AHEAD, at(now)));
        assert_eq!(moved(REASON), expected, "{kind} {status} {moves} {now}");
        let needs_reason = expected == "ok" && ["staff", "system"].contains(&kind);
        assert_eq!(moved(!REASON), if needs_reason { "422" } else { expected }, "{kind} without a reason");
    }
}

#[test]
fn the_cutoff_is_said_in_words() {
    let cases = [
        (0, "ok"),
        (1, "1 minute before"),
        (60, "1 hour before"),
        (90, "90 minutes before"),
        (2_880, "48 hours before"),
        (u32::MAX, "minutes before"),
    ];
    for (cutoff_minutes, expected) in cases {
        let ask = Ask { step: Step::Cancel, reason_given: false };
        let policy = CancelPolicy { cutoff_minutes };
        let answer =
            check(ask, &actor("mentee"), &facts(SessionStatus::Booked), policy, at("2026-11-24T11:59:59Z"));
        let said = answer.map_or_else(|failure| failure.to_string(), |()| "ok".into());
        assert!(said.contains(expected), "{cutoff_minutes}: {said}");
    }
}

#[test]
fn words_on_the_wire_are_stable() {
    let words: Vec<String> = Step::ALL.iter().map(|step| serde_json::to_string(step).unwrap()).collect();
    let expected = "approve decline expire cancel release complete mark_mentee_absent mark_mentor_absent \
                    close correct_to_completed correct_to_mentee_absent correct_to_mentor_absent";
    assert_eq!(words.join(" ").replace('"', ""), expected);
}

#[test]
fn a_step_is_sent_as_its_word() {
    for step in Step::ALL {
        assert_eq!(serde_json::to_value(step).unwrap(), step.as_str());
    }
}
