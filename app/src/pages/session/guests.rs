//! Who else comes to a meeting of several, and whether they learn who the viewer is.

use leptos::prelude::*;
use office_hours::booking::guests::Guests;
use office_hours::ids::SessionId;
use office_hours::language::Text;

use crate::api::booking::NameToGuests;
use crate::kit::button::{QUIET, Submit};
use crate::parts::form_failure::{FormFailure, derive_refusal};
use crate::state::language::{say, tell};

/// The others, and the button that names the viewer to them, or no longer does.
#[component]
pub fn Others(
    /// The session.
    session_id: SessionId,
    /// Who comes.
    guests: Guests,
    /// Sends the answer.
    name: ServerAction<NameToGuests>,
) -> impl IntoView {
    let refusal = derive_refusal(name);
    let said = said(guests.others, guests.named.len());
    let named = guests.named.into_iter().map(|guest| {
        let company = guest.company.map(|company| format!(", {company}")).unwrap_or_default();
        view! { <li dir="auto">{format!("{}{company}", guest.name)}</li> }
    });
    let (state, label) = match guests.is_named {
        true => (say("They can see your name and company."), say("Hide my name")),
        false => (say("They cannot see who you are."), say("Show my name and company")),
    };
    let form = guests.can_change.then(|| {
        view! {
            <p role="status" class="mt-3 text-muted print:hidden">
                {state}
            </p>
            <FormFailure refusal fields=&[] />
            <ActionForm action=name attr:class="mt-2 print:hidden">
                <input type="hidden" name="session_id" value=session_id.to_string() />
                <input type="hidden" name="is_named" value=(!guests.is_named).to_string() />
                <Submit label pending=name.pending() look=QUIET />
            </ActionForm>
        }
    });
    view! {
        <ul>{named.collect_view()}</ul>
        {said.map(|said| view! { <p class="text-muted">{said}</p> })}
        {form}
    }
}

/// What is to say of those who are not named.
fn said(others: usize, named: usize) -> Option<String> {
    let unnamed = others - named.min(others);
    let unnamed = match (others, unnamed as i64) {
        (0, _) => return Some(say("Nobody else has booked yet.").to_owned()),
        (_, 0) => return None,
        (_, unnamed) if named > 0 => Text::counted("And {count} more", "And {count} more", unnamed),
        (_, unnamed) => Text::counted("{count} other founder", "{count} other founders", unnamed),
    };
    Some(tell(unnamed))
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn those_who_are_not_named_are_counted() {
        assert_eq!(said(0, 0).as_deref(), Some("Nobody else has booked yet."));
        assert_eq!(said(1, 0).as_deref(), Some("1 other founder"));
        assert_eq!(said(3, 1).as_deref(), Some("And 2 more"));
        assert_eq!(said(2, 2), None);
    }
}
