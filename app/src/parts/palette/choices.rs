//! What can be chosen in the palette, and in which order. No browser here: what is typed in, a list out.

use office_hours::account::{Role, Viewer};
use office_hours::profile::MentorCard;
use office_hours::profile::names::{begin, typed_words};
use office_hours::text;

use crate::kit::icon::Glyph;
use crate::parts::frame::entries::{Entry, entries};
use crate::parts::links;
use crate::state::language::{say, tell};

/// What happens when something is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// An address opens.
    Open(String),
    /// The form that signs out is sent.
    SignOut,
    /// The sheet of shortcuts opens.
    Shortcuts,
}

/// What stands before the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An icon.
    Glyph(Glyph),
    /// A person's picture.
    Photo(Option<String>),
    /// Nothing that says it better than the words.
    None,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub name: String,
    /// What else helps to choose; may be empty.
    pub detail: String,
    /// What stands before it.
    pub mark: Mark,
    /// What it does.
    pub way: Way,
    /// By which other words it is found.
    also: &'static str,
}

/// Where this viewer can go and what they can do, whatever is typed. `here` is where they are.
pub fn standing(viewer: Option<&Viewer>, here: &str) -> Vec<Choice> {
    let person = viewer.and_then(|viewer| viewer.person.as_ref());
    let mut choices: Vec<Choice> = entries(viewer).into_iter().map(place).collect();
    if person.is_some_and(|person| person.role == Role::Mentor) {
        let also = say("buffers time off session length");
        choices.push(choice(
            say("Availability rules"),
            Mark::Glyph(Glyph::Clock),
            open("/hours/rules"),
            also,
        ));
    }
    if person.is_some_and(|person| person.role.is_staff()) {
        let also = say("compare order a/b test arms");
        choices.push(choice(
            say("Ranking experiments"),
            Mark::Glyph(Glyph::Chart),
            open(links::experiments()),
            also,
        ));
    }
    if let Some(mentor_id) = person.and_then(|person| person.mentor_id) {
        choices.push(choice(
            say("Your profile"),
            Mark::None,
            Way::Open(links::mentor(mentor_id)),
            say("my bio headline"),
        ));
    }
    if person.is_some() {
        choices.push(choice(
            say("Your account"),
            Mark::None,
            open("/account"),
            say("settings name e-mail erase"),
        ));
    }
    let zone =
        choice(say("Switch time zone"), Mark::None, Way::Open(links::zone(here)), say("timezone clock"));
    let detail = viewer.map(|viewer| tell(text!("Now {zone}", zone = &viewer.zone))).unwrap_or_default();
    choices.push(Choice { detail, ..zone });
    choices.push(choice(say("Keyboard shortcuts"), Mark::None, Way::Shortcuts, say("keys help")));
    choices.extend(sign_in_or_out(person.is_some(), here));
    choices
}

fn sign_in_or_out(signed_in: bool, here: &str) -> Option<Choice> {
    if signed_in {
        return Some(choice(say("Sign out"), Mark::None, Way::SignOut, say("log out leave")));
    }
    // On the sign-in pages the way is clear.
    let way = (!here.starts_with("/sign-in")).then(|| Way::Open(links::sign_in(here)))?;
    Some(choice(say("Sign in"), Mark::None, way, say("log in account")))
}

fn place(entry: Entry) -> Choice {
    let name = say(entry.name);
    let (name, also) = match entry.letter {
        'f' => (name, say("mentors search")),
        'd' => (name, say("look around browse topics")),
        's' => (name, say("bookings calendar meetings")),
        'b' => (say("Saved mentors"), say("bookmarks list")),
        'h' => (name, say("profile availability calendar")),
        _ => (name, say("figures staff admin")),
    };
    choice(name, Mark::Glyph(entry.glyph), open(entry.href), also)
}

fn choice(name: &str, mark: Mark, way: Way, also: &'static str) -> Choice {
    Choice { name: name.to_owned(), detail: String::new(), mark, way, also }
}

fn open(href: &str) -> Way {
    Way::Open(href.to_owned())
}

/// What is offered for what is typed: the search for it, what of `standing` it names, and those of the
/// `mentors` whom it names. Mentors come last, since they come later: nothing above them moves then.
pub fn offered(typed: &str, standing: &[Choice], mentors: &[MentorCard]) -> Vec<Choice> {
    let need = typed.trim();
    if need.is_empty() {
        return standing.to_vec();
    }
    let typed = typed_words(need);
    let words = tell(text!("Find mentors for “{need}”", need));
    let search = choice(&words, Mark::Glyph(Glyph::Search), Way::Open(links::find(need)), "");
    let mut named: Vec<(u8, &Choice)> =
        standing.iter().filter_map(|choice| Some((rank(&typed, choice)?, choice))).collect();
    named.sort_by_key(|(rank, _)| *rank);
    let named = named.into_iter().map(|(_, choice)| choice.clone());
    // They may be those of what was typed before.
    let mentors = mentors.iter().filter(|mentor| begin(&typed, &mentor.name)).map(person);
    std::iter::once(search).chain(named).chain(mentors).collect()
}

/// Named by its name before named by other words; nothing when not named.
fn rank(typed: &[String], choice: &Choice) -> Option<u8> {
    let Choice { name, also, .. } = choice;
    if begin(typed, name) { Some(0) } else { begin(typed, &format!("{name} {also}")).then_some(1) }
}

fn person(mentor: &MentorCard) -> Choice {
    Choice {
        name: mentor.name.clone(),
        detail: mentor.headline.clone().unwrap_or_default(),
        mark: Mark::Photo(mentor.photo_url.clone()),
        way: Way::Open(links::mentor(mentor.mentor_id)),
        also: "",
    }
}

/// Where a key leads from the choice at `active` of `count`; nothing when it leads nowhere.
pub fn step(key: &str, active: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match key {
        "ArrowDown" if active < last => active + 1,
        "ArrowDown" | "Home" => 0,
        "ArrowUp" if active > 0 => (active - 1).min(last),
        "ArrowUp" | "End" => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use office_hours::actor::Person;

    use super::*;

    const ID: &str = "018f2f60-0000-7000-8000-000000000001";

    fn viewer(role: Option<Role>) -> Viewer {
        let person = role.map(|role| Person {
            user_id: ID.parse().unwrap(),
            role,
            name: "Noor".into(),
            email: "noor@example.com".into(),
            mentor_id: (role == Role::Mentor).then(|| ID.parse().unwrap()),
            mentee_id: None,
        });
        Viewer { person, zone: "Europe/Berlin".into(), development: false, notices: vec![] }
    }

    fn of(role: Option<Role>) -> Vec<Choice> {
        standing(Some(&viewer(role)), "/sessions?x=1")
    }

    fn names(choices: &[Choice]) -> Vec<&str> {
        choices.iter().map(|choice| choice.name.as_str()).collect()
    }

    fn mentor(name: &str) -> MentorCard {
        MentorCard {
            mentor_id: ID.parse().unwrap(),
            name: name.into(),
            headline: Some("Sells".into()),
            company: None,
            industry: None,
            stage: None,
            photo_url: None,
            expertise: vec![],
        }
    }

    #[test]
    fn everybody_is_offered_what_they_can_do() {
        for (role, expected) in [
            (None, "Find, Discover, Sessions, Switch time zone, Keyboard shortcuts, Sign in"),
            (
                Some(Role::Mentee),
                "Find, Discover, Sessions, Saved mentors, Your account, Switch time zone, Keyboard shortcuts, Sign out",
            ),
            (
                Some(Role::Mentor),
                "Find, Discover, Sessions, Hours, Availability rules, Your profile, Your account, Switch time zone, Keyboard shortcuts, Sign out",
            ),
            (
                Some(Role::Pm),
                "Find, Discover, Sessions, Programme, Ranking experiments, Your account, Switch time zone, Keyboard shortcuts, Sign out",
            ),
        ] {
            assert_eq!(names(&of(role)).join(", "), expected);
        }
        assert_eq!(names(&standing(None, "/")).last(), Some(&"Sign in"));
        assert_eq!(names(&standing(None, "/sign-in?next=/")).last(), Some(&"Keyboard shortcuts"));
        let zone = &of(None)[3];
        assert_eq!(zone.detail, "Now Europe/Berlin");
        assert_eq!(zone.way, Way::Open("/zone?next=/sessions%3Fx%3D1".into()));
    }

    #[test]
    fn what_is_typed_is_searched_for_first_and_names_the_rest() {
        let standing = of(Some(Role::Mentor));
        for (typed, expected) in [
            ("  ", names(&standing).join(", ")),
            // What is named alike stays in its order; what is named by other words comes after it.
            (
                "s",
                "Find mentors for “s”, Sessions, Switch time zone, Keyboard shortcuts, Sign out, Find, Availability rules, Your account"
                    .into(),
            ),
            ("time", "Find mentors for “time”, Switch time zone, Availability rules".into()),
            ("log out", "Find mentors for “log out”, Sign out".into()),
            ("calendar", "Find mentors for “calendar”, Sessions, Hours".into()),
            ("hiring", "Find mentors for “hiring”".into()),
        ] {
            let offered = names(&offered(typed, &standing, &[])).join(", ");
            assert_eq!(offered, expected, "{typed:?}");
        }
        let search = &offered(" R&D help ", &standing, &[])[0];
        assert_eq!(search.way, Way::Open("/find?query=R%26D+help".into()));
    }

    #[test]
    fn mentors_come_last_and_only_while_they_are_named() {
        let mentors = [mentor("Sena Aydin"), mentor("Baek Seo-yun")];
        let standing = of(None);
        let shown = offered("se", &standing, &mentors);
        assert_eq!(
            names(&shown),
            ["Find mentors for “se”", "Sessions", "Find", "Sena Aydin", "Baek Seo-yun"]
        );
        assert_eq!(shown[3].detail, "Sells");
        assert_eq!(shown[3].way, Way::Open(format!("/mentors/{ID}")));
        assert_eq!(names(&offered("seo", &standing, &mentors)), ["Find mentors for “seo”", "Baek Seo-yun"]);
        assert_eq!(names(&offered("", &standing, &mentors)), names(&standing));
    }

    #[test]
    fn keys_go_round() {
        for (key, active, expected) in [
            ("ArrowDown", 0, Some(1)),
            ("ArrowDown", 2, Some(0)),
            ("ArrowUp", 2, Some(1)),
            ("ArrowUp", 0, Some(2)),
            ("Home", 2, Some(0)),
            ("End", 0, Some(2)),
            ("a", 1, None),
            // The list has become shorter meanwhile.
            ("ArrowUp", 9, Some(2)),
            ("ArrowDown", 9, Some(0)),
        ] {
            assert_eq!(step(key, active, 3), expected, "{key} from {active}");
        }
        assert_eq!(step("ArrowDown", 0, 0), None);
    }
}
