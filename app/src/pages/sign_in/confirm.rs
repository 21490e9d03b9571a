//! `/sign-in/confirm`: what a mailed link opens. Opening it changes nothing, because mail scanners
//! open links too; only the button signs in.

use leptos::prelude::*;

use crate::api::account::RedeemLoginLink;
use crate::kit::button::{LINK, Submit};
use crate::kit::page::PageHead;
use crate::parts::form_failure::{FormFailure, derive_refusal};
use crate::parts::links;
use crate::state::address::use_param;
use crate::state::language::say;
use crate::state::viewer::refresh_viewer_after;

/// One button.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let redeem = ServerAction::<RedeemLoginLink>::new();
    refresh_viewer_after(redeem);
    let refusal = derive_refusal(redeem);
    let (email, token, next) = (use_param("email"), use_param("token"), use_param("next"));
    view! {
        <div class="mx-auto max-w-form">
            <PageHead title=say("Sign in to Office Hours") />
            <ActionForm action=redeem attr:class="grid gap-5">
                <p class="text-base">
                    {say("As")} " " <strong class="font-semibold">{move || email.get()}</strong>
                </p>
                <input type="hidden" name="email" value=move || email.get() />
                <input type="hidden" name="token" value=move || token.get() />
                <input type="hidden" name="next" value=move || next.get() />
                <FormFailure refusal fields=&[] />
                <div>
                    <Submit label=say("Sign in") pending=redeem.pending() />
                </div>
            </ActionForm>
            <p class="mt-6 text-muted">
                {say("The link does not work any more?")} " "
                <a class=LINK href=move || links::sign_in(&next.get())>
                    {say("Ask for another")}
                </a> "."
            </p>
        </div>
    }
    .into_any()
}
