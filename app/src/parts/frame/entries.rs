//! The places that the bars lead to.

use leptos::prelude::*;
use leptos_router::components::A;
use office_hours::account::{Role, Viewer};

use crate::kit::icon::{Glyph, Icon};

/// A place that the bars lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The address.
    pub href: &'static str,
    /// As the bars say it.
    pub name: &'static str,
    /// What stands beside the name.
    pub glyph: Glyph,
    /// The letter that leads there after "g".
    pub letter: char,
}

const FIND: Entry = Entry { href: "/find", name: "Find", glyph: Glyph::Search, letter: 'f' };
const SESSIONS: Entry = Entry { href: "/sessions", name: "Sessions", glyph: Glyph::Calendar, letter: 's' };
const HOURS: Entry = Entry { href: "/hours", name: "Hours", glyph: Glyph::Clock, letter: 'h' };
const PROGRAMME: Entry = Entry { href: "/programme", name: "Programme", glyph: Glyph::Chart, letter: 'p' };

/// What this viewer can go to.
pub fn entries(viewer: Option<&Viewer>) -> Vec<Entry> {
    let role = viewer.and_then(|viewer| viewer.person.as_ref()).map(|person| person.role);
    let mine = match role {
        Some(Role::Mentor) => Some(HOURS),
        Some(Role::Pm | Role::Admin) => Some(PROGRAMME),
        Some(Role::Mentee) | None => None,
    };
    [FIND, SESSIONS].into_iter().chain(mine).collect()
}

/// The entries as links of the given look; the current one is marked.
pub fn links(entries: Vec<Entry>, look: &'static str) -> AnyView {
    entries
        .into_iter()
        .map(|Entry { href, name, glyph, .. }| {
            view! {
                <li>
                    <A href=href attr:class=look>
                        <Icon glyph />
                        {name}
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
        assert_eq!(entries(None), [FIND, SESSIONS]);
    }
}
