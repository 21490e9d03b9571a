//! The places that the bars lead to.

use leptos::prelude::*;
use leptos_router::components::A;
use office_hours::account::{Role, Viewer};
use office_hours::msgid;

use crate::kit::icon::{Glyph, Icon};
use crate::state::language::say;

/// A place that the bars lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The address.
    pub href: &'static str,
    /// As the bars say it, in English.
    pub name: &'static str,
    /// What stands beside the name.
    pub glyph: Glyph,
    /// The letter that leads there after "g".
    pub letter: char,
    /// Where a bar has no room for it.
    away: Option<&'static str>,
}

const FIND: Entry = Entry::new("/find", msgid!("Find"), Glyph::Search, 'f');
const DISCOVER: Entry = Entry {
    // The bar on top of a tablet is full without it.
    away: Some("sm:max-lg:hidden"),
    ..Entry::new("/discover", msgid!("Discover"), Glyph::Compass, 'd')
};
const SESSIONS: Entry = Entry::new("/sessions", msgid!("Sessions"), Glyph::Calendar, 's');
const SAVED: Entry = Entry::new("/saved", msgid!("Saved"), Glyph::Bookmark, 'b');
const HOURS: Entry = Entry::new("/hours", msgid!("Hours"), Glyph::Clock, 'h');
const PROGRAMME: Entry = Entry::new("/programme", msgid!("Programme"), Glyph::Chart, 'p');

impl Entry {
    const fn new(href: &'static str, name: &'static str, glyph: Glyph, letter: char) -> Self {
        Self { href, name, glyph, letter, away: None }
    }
}

/// What this viewer can go to.
pub fn entries(viewer: Option<&Viewer>) -> Vec<Entry> {
    let role = viewer.and_then(|viewer| viewer.person.as_ref()).map(|person| person.role);
    let mine = match role {
        Some(Role::Mentee) => Some(SAVED),
        Some(Role::Mentor) => Some(HOURS),
        Some(Role::Pm | Role::Admin) => Some(PROGRAMME),
        None => None,
    };
    [FIND, DISCOVER, SESSIONS].into_iter().chain(mine).collect()
}

/// The entries as links of the given look; the current one is marked.
pub fn links(entries: Vec<Entry>, look: &'static str) -> AnyView {
    entries
        .into_iter()
        .map(|Entry { href, name, glyph, away, .. }| {
            view! {
                <li class=away>
                    <A href=href attr:class=look>
                        <Icon glyph />
                        {say(name)}
                    </A>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_see_what_everybody_can_open() {
        assert_eq!(entries(None), [FIND, DISCOVER, SESSIONS]);
    }
}
