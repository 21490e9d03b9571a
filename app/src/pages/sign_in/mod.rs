//! `/sign-in`: asking for a link by mail, and `/sign-in/confirm`: using it.

mod confirm;
mod demo;
mod sent;

use leptos::prelude::*;

pub use self::confirm::ConfirmPage;
use self::demo::DemoAccounts;
use self::sent::Sent;
use crate::api::account::RequestLoginLink;
use crate::kit::button::Submit;
use crate::kit::field::TextField;
use crate::kit::page::PageHead;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};
use crate::state::address::use_param;
use crate::state::language::say;

/// Asks for an address, or says that the mail is on its way.
#[component]
pub fn SignInPage() -> impl IntoView {
    let sent = use_param("sent");
    let next = use_param("next");
    view! {
        <div class="mx-auto grid max-w-form gap-10">
            {move || {
                let email = sent.get();
                if email.is_empty() {
                    view! { <Ask next=next.get() /> }.into_any()
                } else {
                    view! { <Sent email next=next.get() /> }.into_any()
                }
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Ask(next: String) -> impl IntoView {
    let request = ServerAction::<RequestLoginLink>::new();
    let refusal = derive_refusal(request);
    let hidden = next.clone();
    view! {
        <div>
            <PageHead title=say("Sign in") lead=say("We mail you a link; there is no password. New here? The same link makes your account.") />
            <ActionForm action=request attr:class="grid gap-5">
                <input type="hidden" name="next" value=hidden />
                <TextField
                    name="email"
                    label=say("E-mail address")
                    kind="email"
                    error=derive_field_error(refusal, "email")
                    autocomplete="email"
                    max=254
                />
                <FormFailure refusal fields=&["email"] />
                <div>
                    <Submit label=say("Mail me a link") pending=request.pending() />
                </div>
            </ActionForm>
        </div>
        <DemoAccounts request next />
    }
}
