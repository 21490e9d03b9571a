//! What somebody is on the programme; for administrators.

use leptos::prelude::*;
use office_hours::account::{Account, Role};

use crate::api::account::GrantRole;
use crate::kit::button::Submit;
use crate::kit::field::TextField;
use crate::kit::fold::Fold;
use crate::kit::select::{Choice, Select};
use crate::parts::form_failure::{FormFailure, Refusal, derive_field_error, derive_refusal};
use crate::parts::words;
use crate::state::language::say;
use crate::state::viewer::viewing;

const FIELDS: &[&str] = &["email", "role"];

/// Gives the account another role.
#[component]
pub fn RoleForm(
    /// Whose.
    account: Account,
    /// Sends it.
    grant: ServerAction<GrantRole>,
) -> impl IntoView {
    let refusal = derive_refusal(grant);
    view! {
        <section aria-labelledby="role" class="grid gap-4">
            <h2 id="role" class="text-lg">
                {say("What this person is on the programme")}
            </h2>
            <p class="text-muted">
                {say("Programme managers see and steer the programme; administrators also give roles.")}
            </p>
            <ActionForm action=grant attr:class="grid gap-5">
                <input type="hidden" name="email" value=account.email />
                <RoleField value=account.role.as_str() refusal />
                <FormFailure refusal fields=&["role"] />
                <div>
                    <Submit label=say("Save role") pending=grant.pending() />
                </div>
            </ActionForm>
        </section>
    }
}

/// Makes an account for somebody who has never signed in, or finds the one there is.
#[component]
pub fn AddPerson() -> impl IntoView {
    let grant = ServerAction::<GrantRole>::new();
    let refusal = derive_refusal(grant);
    view! {
        <Fold label=say("Add a person…") open=refusal.with_untracked(Option::is_some)>
            <ActionForm action=grant attr:class="grid max-w-prose gap-5">
                <TextField
                    name="email"
                    label=say("E-mail address")
                    hint=say("They sign in with it; no mail is sent now.")
                    kind="email"
                    error=derive_field_error(refusal, "email")
                    max=254
                />
                <RoleField value="" refusal />
                <FormFailure refusal fields=FIELDS />
                <div>
                    <Submit label=say("Add") pending=grant.pending() />
                </div>
            </ActionForm>
        </Fold>
    }
}

#[component]
fn RoleField(value: &'static str, refusal: Refusal) -> impl IntoView {
    view! {
        <Select
            name="role"
            label=say("Role")
            none=say("Choose")
            choices=roles()
            value=Signal::stored(value.to_owned())
            error=derive_field_error(refusal, "role")
        />
    }
}

fn roles() -> Vec<Choice> {
    Role::ALL.map(|role| (role.as_str().to_owned(), words::role(role).to_owned())).into()
}

/// Whether the viewer gives roles.
pub fn gives_roles() -> bool {
    viewing().is_some_and(|person| person.role == Role::Admin)
}
