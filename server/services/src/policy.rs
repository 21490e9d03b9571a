//! Who may do what: one table, asked in the first lines of every use case.
//!
//! Rules that depend on the thing itself (is this my session?) are in the domain, beside the
//! thing; here is only what follows from the role.

use office_hours::account::Role;
use office_hours::{Actor, Failure};

/// Everything that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Asking for and using a sign-in link, and signing out.
    SignIn,
    /// Learning as whom one is signed in, and in which zone times are said.
    SeeOneself,
    /// Reading the mailbox; there is one on development servers only.
    ReadMailbox,
    /// Searching, listing and reading mentors and their open slots.
    FindMentors,
    /// Keeping mentors to find them again.
    SaveMentors,
    /// Reading and entering one's own mentee profile.
    EditMenteeProfile,
    /// Reading and entering one's own mentor profile and hours. A newcomer is a mentee until they
    /// say that they are a mentor, so the role alone does not refuse them.
    EditMentorProfile,
    /// Changing single fields of a mentor's profile: one's own, or as staff anybody's.
    EditProfileField,
    /// Giving a mentor a photo and taking it away: oneself, or as staff anybody.
    SetPhoto,
    /// Booking a slot.
    BookSession,
    /// Booking a slot in a mentee's place.
    BookInPlace,
    /// Reading and cancelling sessions that one may see.
    UseSessions,
    /// The programme page and its exports.
    SeeProgramme,
    /// Finding accounts, and setting whether they may be used.
    ManagePeople,
    /// Erasing an account: one's own, or with the right to manage people another one.
    EraseAccount,
    /// Starting, ending and reading ranking experiments.
    RunExperiments,
    /// Adding profiles in bulk, and keeping vectors and slots as the profiles say.
    ImportProfiles,
    /// Making somebody staff, and listing who is.
    ManageStaff,
}

impl Action {
    /// Every action, in the order of the table.
    pub const ALL: [Self; 18] = [
        Self::SignIn,
        Self::SeeOneself,
        Self::ReadMailbox,
        Self::FindMentors,
        Self::SaveMentors,
        Self::EditMenteeProfile,
        Self::EditMentorProfile,
        Self::EditProfileField,
        Self::SetPhoto,
        Self::BookSession,
        Self::BookInPlace,
        Self::UseSessions,
        Self::SeeProgramme,
        Self::ManagePeople,
        Self::EraseAccount,
        Self::RunExperiments,
        Self::ImportProfiles,
        Self::ManageStaff,
    ];
}

/// The table: stranger, mentee, mentor, pm, admin.
fn row(action: Action) -> [bool; 5] {
    const YES: bool = true;
    const NO: bool = false;
    match action {
        //                          stranger mentee mentor pm  admin
        Action::SignIn => [YES, YES, YES, YES, YES],
        Action::SeeOneself => [YES, YES, YES, YES, YES],
        Action::ReadMailbox => [YES, YES, YES, YES, YES],
        Action::FindMentors => [YES, YES, YES, YES, YES],
        Action::SaveMentors => [NO, YES, NO, NO, NO],
        Action::EditMenteeProfile => [NO, YES, NO, NO, NO],
        Action::EditMentorProfile => [NO, YES, YES, NO, NO],
        Action::EditProfileField => [NO, NO, YES, YES, YES],
        Action::SetPhoto => [NO, NO, YES, YES, YES],
        Action::BookSession => [NO, YES, NO, NO, NO],
        Action::BookInPlace => [NO, NO, NO, YES, YES],
        Action::UseSessions => [NO, YES, YES, YES, YES],
        Action::SeeProgramme => [NO, NO, NO, YES, YES],
        Action::ManagePeople => [NO, NO, NO, YES, YES],
        Action::EraseAccount => [NO, YES, YES, YES, YES],
        Action::RunExperiments => [NO, NO, NO, YES, YES],
        Action::ImportProfiles => [NO, NO, NO, NO, YES],
        Action::ManageStaff => [NO, NO, NO, NO, YES],
    }
}

/// Lets the action pass, asks a stranger to sign in, or refuses. The process itself may do all.
pub fn check(actor: &Actor, action: Action) -> Result<(), Failure> {
    let [stranger, mentee, mentor, pm, admin] = row(action);
    let (allowed, refusal) = match actor {
        Actor::System => return Ok(()),
        Actor::Stranger => (stranger, Failure::NotSignedIn),
        Actor::Person(person) => {
            let allowed = match person.role {
                Role::Mentee => mentee,
                Role::Mentor => mentor,
                Role::Pm => pm,
                Role::Admin => admin,
            };
            (allowed, Failure::not_allowed(refusal_text(action)))
        }
    };
    if allowed { Ok(()) } else { Err(refusal) }
}

fn refusal_text(action: Action) -> &'static str {
    match action {
        Action::SaveMentors | Action::EditMenteeProfile | Action::BookSession => {
            "This is for mentees. Sign in with a mentee’s account."
        }
        Action::EditMentorProfile | Action::EditProfileField | Action::SetPhoto => {
            "This is for mentors. Sign in with a mentor’s account."
        }
        Action::BookInPlace | Action::SeeProgramme | Action::ManagePeople | Action::RunExperiments => {
            "This is for the programme’s staff."
        }
        Action::ImportProfiles | Action::ManageStaff => "This is for administrators.",
        Action::SignIn
        | Action::SeeOneself
        | Action::ReadMailbox
        | Action::FindMentors
        | Action::UseSessions
        | Action::EraseAccount => "Your account cannot do this.",
    }
}

#[cfg(test)]
mod tests {
    use office_hours::actor::Person;
    use office_hours::ids::UserId;
    use uuid::Uuid;

    use super::*;

    fn person(role: Role) -> Actor {
        Actor::Person(Person {
            user_id: UserId(Uuid::from_u128(1)),
            role,
            name: "Noor".into(),
            email: "noor@example.com".into(),
            mentor_id: None,
            mentee_id: None,
        })
    }

    /// Written out a second time, as people would say it, so that a slip in the table shows.
    #[test]
    fn every_cell_of_the_table() {
        let said = [
            (Action::SignIn, "stranger mentee mentor pm admin"),
            (Action::SeeOneself, "stranger mentee mentor pm admin"),
            (Action::ReadMailbox, "stranger mentee mentor pm admin"),
            (Action::FindMentors, "stranger mentee mentor pm admin"),
            (Action::SaveMentors, "mentee"),
            (Action::EditMenteeProfile, "mentee"),
            (Action::EditMentorProfile, "mentee mentor"),
            (Action::EditProfileField, "mentor pm admin"),
            (Action::SetPhoto, "mentor pm admin"),
            (Action::BookSession, "mentee"),
            (Action::BookInPlace, "pm admin"),
            (Action::UseSessions, "mentee mentor pm admin"),
            (Action::SeeProgramme, "pm admin"),
            (Action::ManagePeople, "pm admin"),
            (Action::EraseAccount, "mentee mentor pm admin"),
            (Action::RunExperiments, "pm admin"),
            (Action::ImportProfiles, "admin"),
            (Action::ManageStaff, "admin"),
        ];
        assert_eq!(said.map(|(action, _)| action), Action::ALL);
        for (action, who) in said {
            let stranger = check(&Actor::Stranger, action);
            if who.contains("stranger") {
                assert_eq!(stranger, Ok(()), "{action:?}");
            } else {
                assert_eq!(stranger, Err(Failure::NotSignedIn), "{action:?}");
            }
            for role in Role::ALL {
                let allowed = who.split(' ').any(|name| name == role.as_str());
                let answer = check(&person(role), action);
                assert_eq!(answer.is_ok(), allowed, "{action:?} {role}");
                assert!(allowed || answer.is_err_and(|failure| failure.status() == 403), "{action:?} {role}");
            }
            assert_eq!(check(&Actor::System, action), Ok(()));
        }
    }
}
