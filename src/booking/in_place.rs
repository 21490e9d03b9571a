//! Booking in a mentee's place: whether somebody does, whom they mean, and whether a session can be booked for them.

use super::BookSession;
use crate::account::{Account, Role, UserStatus};
use crate::actor::Actor;
use crate::failure::Failure;
use crate::ids::{MenteeId, UserId};
use crate::language::Text;
use crate::text;

/// The field that names the mentee by id.
pub const BY_ID: &str = "mentee_id";
/// The field that names the mentee by address or name.
pub const BY_WORDS: &str = "mentee";

/// Mentees named at most where more than one is meant.
const NAMED: usize = 5;

/// Whether the booking is for whoever asks: they name nobody, or themselves. Staff have no sessions of their own.
pub fn is_for_oneself(actor: &Actor, booking: &BookSession) -> bool {
    let is_own = |mentee_id| actor.person().is_ok_and(|person| person.mentee_id == Some(mentee_id));
    !actor.is_staff() && booking.mentee.is_none() && booking.mentee_id.is_none_or(is_own)
}

/// The mentee whose id was given, if a session can be booked for them.
pub fn by_id(found: Option<&Account>) -> Result<(UserId, MenteeId), Failure> {
    let account = found.ok_or_else(|| Failure::invalid(BY_ID, "There is no mentee with this id."))?;
    bookable(account).map_err(|why| refused(BY_ID, account, why))
}

/// The mentee that is meant by an address or a name, if a session can be booked for them. `found` are the
/// accounts that hold these words; whoever is called exactly so is meant before all others.
pub fn by_words(words: &str, found: &[Account]) -> Result<(UserId, MenteeId), Failure> {
    let said = words.trim().to_lowercase();
    let is_exact = |account: &&Account| account.email == said || account.name.to_lowercase() == said;
    let exact: Vec<&Account> = found.iter().filter(is_exact).collect();
    let meant: Vec<&Account> = if exact.is_empty() { found.iter().collect() } else { exact };
    let fit: Vec<(&Account, (UserId, MenteeId))> =
        meant.iter().filter_map(|account| Some((*account, bookable(account).ok()?))).collect();
    match (fit.as_slice(), meant.first()) {
        ([(_, mentee)], _) => Ok(*mentee),
        ([], None) => Err(Failure::invalid(BY_WORDS, "No mentee has this name or address.")),
        ([], Some(account)) => {
            let why = bookable(account).err().unwrap_or_default();
            Err(refused(BY_WORDS, account, why))
        }
        (many, _) => Err(several(many.iter().map(|(account, _)| *account))),
    }
}

/// The mentee, or why there can be no session for this account.
fn bookable(account: &Account) -> Result<(UserId, MenteeId), &'static str> {
    match (account.role, account.mentee_id, account.status) {
        (Role::Mentee, Some(mentee_id), UserStatus::Active) => Ok((account.user_id, mentee_id)),
        (Role::Mentee, None, _) => Err("{name} has not said who they are yet. Choose somebody else."),
        (Role::Mentee, ..) => Err("{name} has an account that is not active. Choose somebody else."),
        _ => Err("{name} is no mentee. Choose somebody else."),
    }
}

fn refused(field: &str, account: &Account, why: &'static str) -> Failure {
    Failure::invalid(field, Text::from(why).with("name", &account.name))
}

fn several<'a>(fit: impl Iterator<Item = &'a Account>) -> Failure {
    let said = |account: &Account| match &account.company {
        Some(company) => format!("{}, {company} ({})", account.name, account.email),
        None => format!("{} ({})", account.name, account.email),
    };
    let named: Vec<String> = fit.take(NAMED).map(said).collect();
    let message = text!(
        "More than one mentee fits: {names}. Give the address of the one you mean.",
        names = named.join("; ")
    );
    Failure::invalid(BY_WORDS, message)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::actor::Person;
    use crate::ids::SlotId;

    fn account(number: u128, name: &str) -> Account {
        Account {
            user_id: UserId(Uuid::from_u128(number)),
            email: format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
            name: name.into(),
            role: Role::Mentee,
            status: UserStatus::Active,
            mentor_id: None,
            mentee_id: Some(MenteeId(Uuid::from_u128(number))),
            company: Some("Sillage".into()),
        }
    }

    fn number(meant: Result<(UserId, MenteeId), Failure>) -> Result<u128, String> {
        match meant {
            Ok((user_id, mentee_id)) => {
                assert_eq!(user_id.0, mentee_id.0);
                Ok(user_id.0.as_u128())
            }
            Err(Failure::Invalid { field, message }) => Err(format!("{field}: {message}")),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn who_books_for_whom() {
        let slot_id = SlotId(Uuid::nil());
        let nobody = BookSession {
            slot_id,
            note: String::new(),
            search_id: None,
            mentee_id: None,
            mentee: None,
            reason: String::new(),
        };
        let id =
            |number| BookSession { mentee_id: Some(MenteeId(Uuid::from_u128(number))), ..nobody.clone() };
        let words = BookSession { mentee: Some("noor@example.com".into()), ..nobody.clone() };
        let person = |role, mentee: Option<u128>| {
            Actor::Person(Person {
                user_id: UserId(Uuid::from_u128(1)),
                role,
                name: "Noor".into(),
                email: "noor@example.com".into(),
                mentor_id: None,
                mentee_id: mentee.map(|number| MenteeId(Uuid::from_u128(number))),
            })
        };
        let (mentee, staff) = (person(Role::Mentee, Some(1)), person(Role::Pm, Some(1)));
        let cases = [
            (&mentee, &nobody, true),
            (&mentee, &id(1), true),
            (&mentee, &id(2), false),
            (&mentee, &words, false),
            (&person(Role::Mentor, None), &nobody, true),
            (&person(Role::Mentor, None), &id(2), false),
            (&Actor::Stranger, &nobody, true),
            (&Actor::Stranger, &id(2), false),
            (&staff, &nobody, false),
            (&staff, &id(1), false),
            (&Actor::System, &id(1), false),
        ];
        for (actor, booking, expected) in cases {
            assert_eq!(is_for_oneself(actor, booking), expected, "{actor:?} {booking:?}");
        }
    }

    #[test]
    fn whoever_is_meant_by_an_id_must_be_an_active_mentee() {
        let noor = account(1, "Noor Haddad");
        let with = |change: fn(&mut Account)| {
            let mut account = noor.clone();
            change(&mut account);
            number(by_id(Some(&account)))
        };
        assert_eq!(with(|_| ()), Ok(1));
        assert_eq!(number(by_id(None)), Err("mentee_id: There is no mentee with this id.".into()));
        type Change = fn(&mut Account);
        let cases: [(Change, &str); 5] = [
            (|noor| noor.status = UserStatus::Inactive, "not active"),
            (|noor| noor.status = UserStatus::Suspended, "not active"),
            (|noor| noor.mentee_id = None, "has not said who they are"),
            (|noor| noor.role = Role::Mentor, "is no mentee"),
            (|noor| noor.role = Role::Pm, "is no mentee"),
        ];
        for (change, part) in cases {
            let message = with(change).unwrap_err();
            assert!(message.starts_with("mentee_id: Noor Haddad ") && message.contains(part), "{message}");
        }
    }

    #[test]
    fn words_mean_one_or_are_told_whom_they_could_mean() {
        let (ana, diana, other) = (account(1, "Ana"), account(2, "Diana"), account(3, "Ana"));
        let mentor = Account { role: Role::Mentor, ..account(4, "Anatol") };
        let gone = Account { status: UserStatus::Inactive, ..account(5, "Ana Lima") };
        let cases: [(&str, &[&Account], Result<u128, &str>); 9] = [
            ("Ana", &[&ana, &diana], Ok(1)),
            (" ANA@example.com ", &[&ana, &diana], Ok(1)),
            ("dia", &[&diana], Ok(2)),
            ("an", &[&diana, &mentor, &gone], Ok(2)),
            ("nobody", &[], Err("mentee: No mentee has this name or address.")),
            ("Anatol", &[&mentor], Err("mentee: Anatol is no mentee. Choose somebody else.")),
            // Whoever is called exactly so is meant, also where there can be no session.
            (
                "Ana Lima",
                &[&gone, &ana],
                Err("mentee: Ana Lima has an account that is not active. Choose somebody else."),
            ),
            (
                "a",
                &[&ana, &diana],
                Err("mentee: More than one mentee fits: Ana, Sillage (ana@example.com); Diana, Sillage \
                     (diana@example.com). Give the address of the one you mean."),
            ),
            (
                "Ana",
                &[&ana, &other],
                Err("mentee: More than one mentee fits: Ana, Sillage (ana@example.com); Ana, Sillage \
                     (ana@example.com). Give the address of the one you mean."),
            ),
        ];
        for (words, found, expected) in cases {
            let found: Vec<Account> = found.iter().map(|account| (*account).clone()).collect();
            assert_eq!(number(by_words(words, &found)), expected.map_err(str::to_owned), "{words}");
        }
    }
}
