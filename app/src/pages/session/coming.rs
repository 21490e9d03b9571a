//! Whether the founder is still coming.

use leptos::prelude::*;
use office_hours::booking::SessionView;
use office_hours::text;

use crate::api::booking::ConfirmComing;
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{PRIMARY, Submit};
use crate::kit::panel::NEWS;
use crate::parts::form_failure::{FormFailure, derive_refusal};
use crate::state::language::{say, tell};

/// The question to the founder, and what both sides know of the answer; nothing before it was asked.
#[component]
pub fn Coming(
    /// The session.
    session: SessionView,
    /// Sends the answer.
    confirm: ServerAction<ConfirmComing>,
) -> impl IntoView {
    let refusal = derive_refusal(confirm);
    if session.confirmed {
        let text = tell(text!("{mentee} said so after the reminder.", mentee = session.mentee_name));
        return view! { <Alert tone=Tone::Good title=say("Coming") text /> }.into_any();
    }
    if !session.can_confirm {
        return ().into_any();
    }
    let freed = session.release_at.map(|at| {
        tell(text!("Say so by {time}; after that the place is given to somebody who waits.", time = at.long))
    });
    view! {
        <section aria-labelledby="coming" class=format!("{NEWS} print:hidden")>
            <h2 id="coming" class="text-lg">
                {say("Still coming?")}
            </h2>
            {freed.map(|freed| view! { <p>{freed}</p> })}
            <FormFailure refusal fields=&[] />
            <ActionForm action=confirm>
                <input type="hidden" name="session_id" value=session.session_id.to_string() />
                <Submit label=say("Yes, I am coming") pending=confirm.pending() look=PRIMARY />
            </ActionForm>
        </section>
    }
    .into_any()
}
