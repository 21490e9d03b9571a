//! The demo accounts of a development server: one press instead of typing an address.

use leptos::prelude::*;
use office_hours::account::{DEMO_ACCOUNTS, DemoAccount};
use office_hours::text;

use crate::api::account::RequestLoginLink;
use crate::kit::button::QUIET;
use crate::parts::words::role;
use crate::state::language::{say, tell};
use crate::state::viewer::use_viewer;

/// The accounts, when this is a development server.
#[component]
pub fn DemoAccounts(
    /// Sends the address.
    request: ServerAction<RequestLoginLink>,
    /// Where to go afterwards.
    next: String,
) -> impl IntoView {
    let viewer = use_viewer();
    view! {
        <Transition>
            {move || {
                let development = viewer.get()?.ok()?.development;
                development
                    .then(|| {
                        let accounts = DEMO_ACCOUNTS
                            .map(|account| view! { <Account account request next=next.clone() /> })
                            .into_iter()
                            .collect_view();
                        view! {
                            <section aria-labelledby="demo" class="border-t border-line pt-6">
                                <h2 id="demo" class="text-base">
                                    {say("Demo accounts")}
                                </h2>
                                <p class="mb-4 text-muted">
                                    {say("Only on a development server. The link lands in its own mailbox.")}
                                </p>
                                <ul class="grid gap-2">{accounts}</ul>
                            </section>
                        }
                    })
            }}
        </Transition>
    }
}

#[component]
fn Account(account: DemoAccount, request: ServerAction<RequestLoginLink>, next: String) -> impl IntoView {
    view! {
        <li>
            <ActionForm action=request>
                <input type="hidden" name="email" value=account.email />
                <input type="hidden" name="next" value=next />
                <button type="submit" class=format!("{QUIET} w-full") disabled=request.pending()>
                    {tell(text!("Sign in as {role} — {name}", role = role(account.role), name = account.name))}
                </button>
            </ActionForm>
        </li>
    }
}
