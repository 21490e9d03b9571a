//! The steps of a session's life, and the table of who may take them when. How the words of the
//! table are meant says the lifecycle itself.

use serde::{Deserialize, Serialize};

use super::super::SessionStatus;
use super::super::party::{Party, Side};

/// What can be done with a session besides moving it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The request is accepted.
    Approve,
    /// The request is turned down.
    Decline,
    /// The request was not answered in time.
    Expire,
    /// The session, or the request for it, is called off.
    Cancel,
    /// The place is freed because nobody said that they are still coming.
    Release,
    /// The session took place.
    Complete,
    /// The mentee did not come.
    MarkMenteeAbsent,
    /// The mentor did not come.
    MarkMentorAbsent,
    /// Nobody said how the session went.
    Close,
    /// It took place after all.
    CorrectToCompleted,
    /// It was the mentee who did not come.
    CorrectToMenteeAbsent,
    /// It was the mentor who did not come.
    CorrectToMentorAbsent,
}

impl Step {
    /// Every step, in the order of the table.
    pub const ALL: [Self; 12] = [
        Self::Approve,
        Self::Decline,
        Self::Expire,
        Self::Cancel,
        Self::Release,
        Self::Complete,
        Self::MarkMenteeAbsent,
        Self::MarkMentorAbsent,
        Self::Close,
        Self::CorrectToCompleted,
        Self::CorrectToMenteeAbsent,
        Self::CorrectToMentorAbsent,
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Decline => "decline",
            Self::Expire => "expire",
            Self::Cancel => "cancel",
            Self::Release => "release",
            Self::Complete => "complete",
            Self::MarkMenteeAbsent => "mark_mentee_absent",
            Self::MarkMentorAbsent => "mark_mentor_absent",
            Self::Close => "close",
            Self::CorrectToCompleted => "correct_to_completed",
            Self::CorrectToMenteeAbsent => "correct_to_mentee_absent",
            Self::CorrectToMentorAbsent => "correct_to_mentor_absent",
        }
    }

    /// Where a session must stand.
    pub fn from(self) -> &'static [SessionStatus] {
        row(self).from
    }

    /// Where it stands afterwards.
    pub fn to(self) -> SessionStatus {
        row(self).to
    }

    /// Who did not come, by this step.
    pub fn absent(self) -> Option<Side> {
        match self {
            Self::MarkMenteeAbsent | Self::CorrectToMenteeAbsent => Some(Side::Mentee),
            Self::MarkMentorAbsent | Self::CorrectToMentorAbsent => Some(Side::Mentor),
            _ => None,
        }
    }
}

/// Whether one of the four may take a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum May {
    No,
    Yes,
    /// Before the cut-off of the policy, once the mentor has said yes.
    InTime,
    /// When they say why.
    Reason,
    /// Where it goes against themselves.
    Concede,
}

/// When a step can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Until the request expires, the start at the latest.
    WhileOpen,
    /// From then on.
    OnceExpired,
    BeforeStart,
    /// While the sides say how it went.
    WhileMarking,
    /// From then on.
    OnceUnmarked,
    /// Until the outcome is settled.
    WhileCorrecting,
}

/// What the table says of one step.
pub(super) struct Row {
    pub(super) from: &'static [SessionStatus],
    pub(super) to: SessionStatus,
    pub(super) when: When,
    /// Mentee, mentor, staff, system.
    who: [May; 4],
}

/// The table.
pub(super) fn row(step: Step) -> Row {
    use May::{Concede, InTime, No, Reason, Yes};
    use SessionStatus::{Booked, Cancelled, Completed, NoShow, Pending};
    use When::{BeforeStart, OnceExpired, OnceUnmarked, WhileCorrecting, WhileMarking, WhileOpen};
    const REQUESTED: &[SessionStatus] = &[Pending];
    const AGREED: &[SessionStatus] = &[Booked];
    const AHEAD: &[SessionStatus] = &[Pending, Booked];
    const TOLD: &[SessionStatus] = &[Completed, NoShow];
    let row = |from, to, when, who| Row { from, to, when, who };
    match step {
        //                                                                  mentee mentor staff system
        Step::Approve => row(REQUESTED, Booked, WhileOpen, [No, Yes, Reason, No]),
        Step::Decline => row(REQUESTED, Cancelled, WhileOpen, [No, Yes, Reason, No]),
        Step::Expire => row(REQUESTED, Cancelled, OnceExpired, [No, No, No, Yes]),
        Step::Cancel => row(AHEAD, Cancelled, BeforeStart, [InTime, Yes, Reason, Reason]),
        Step::Release => row(AGREED, Cancelled, BeforeStart, [No, No, No, Yes]),
        Step::Complete => row(AGREED, Completed, WhileMarking, [Yes, Yes, Reason, No]),
        Step::MarkMenteeAbsent => row(AGREED, NoShow, WhileMarking, [No, Yes, Reason, No]),
        Step::MarkMentorAbsent => row(AGREED, NoShow, WhileMarking, [Yes, No, Reason, No]),
        Step::Close => row(AGREED, Completed, OnceUnmarked, [No, No, No, Yes]),
        Step::CorrectToCompleted => row(TOLD, Completed, WhileCorrecting, [Concede, Concede, Reason, No]),
        Step::CorrectToMenteeAbsent => row(TOLD, NoShow, WhileCorrecting, [Concede, Concede, Reason, No]),
        Step::CorrectToMentorAbsent => row(TOLD, NoShow, WhileCorrecting, [Concede, Concede, Reason, No]),
    }
}

impl Row {
    pub(super) fn may(&self, party: Party) -> May {
        let [mentee, mentor, staff, system] = self.who;
        match party {
            Party::Mentee => mentee,
            Party::Mentor => mentor,
            Party::Staff => staff,
            Party::System => system,
        }
    }
}
