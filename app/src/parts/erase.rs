//! Erasing an account, for its owner or for staff.

use leptos::prelude::*;
use office_hours::booking::rules::MAX_NOTE;
use office_hours::ids::UserId;

use super::form_failure::{FormFailure, derive_field_error, derive_refusal};
use crate::api::account::EraseUser;
use crate::kit::button::{DANGER, Submit};
use crate::kit::field::TextField;
use crate::kit::fold::Fold;
use crate::kit::text_area::TextArea;
use crate::state::language::say;

/// The form, folded: it cannot be taken back, so the address is typed once more.
#[component]
pub fn Erase(
    /// Whose account.
    user_id: UserId,
    /// Sends it.
    erase: ServerAction<EraseUser>,
    /// Whether it is the viewer's own; staff say why.
    own: bool,
) -> impl IntoView {
    let refusal = derive_refusal(erase);
    let (unfold, label) = match own {
        true => (say("Erase my account…"), say("Erase my account for good")),
        false => (say("Erase this account…"), say("Erase it for good")),
    };
    view! {
        <Fold label=unfold open=refusal.with_untracked(Option::is_some)>
            <ActionForm action=erase attr:class="grid max-w-prose gap-5">
                <input type="hidden" name="user_id" value=user_id.to_string() />
                <p class="text-muted">
                    {say("Sessions to come are cancelled, then name, address, texts and pictures are removed. What took place stays counted, of a former member. This cannot be taken back.")}
                </p>
                <TextField
                    name="email"
                    label=say("E-mail address of the account")
                    hint=say("Type it to confirm.")
                    error=derive_field_error(refusal, "email")
                    max=254
                />
                {(!own)
                    .then(|| {
                        view! {
                            <TextArea
                                // The page has another reason beside it.
                                name="why"
                                label=say("Reason for erasing")
                                hint=say("For the journal. Where sessions are cancelled, both sides read it.")
                                error=derive_field_error(refusal, "reason")
                                rows=2
                                max=MAX_NOTE as u32
                            />
                        }
                    })}
                <FormFailure refusal fields=&["email", "reason"] />
                <div>
                    <Submit label pending=erase.pending() look=DANGER />
                </div>
            </ActionForm>
        </Fold>
    }
}
