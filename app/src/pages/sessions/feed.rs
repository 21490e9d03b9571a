//! The viewer's sessions in their own calendar program.

use leptos::prelude::*;

use crate::api::booking::{RenewFeed, RevokeFeed};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::{QUIET, Submit};
use crate::kit::field::CONTROL;
use crate::kit::fold::Fold;
use crate::state::hydrated::use_hydrated;
use crate::state::language::{say, tell};

/// Makes a secret address to subscribe to, shows it once, and takes it back.
#[component]
pub fn Feed() -> impl IntoView {
    let (renew, revoke) = (ServerAction::<RenewFeed>::new(), ServerAction::<RevokeFeed>::new());
    // The address is shown in the answer itself, which a plain form cannot.
    let hydrated = use_hydrated();
    let (made, ended) = (renew.value(), revoke.value());
    let shown = move || match made.get()? {
        Ok(feed) => Some(view! { <Address url=feed.url /> }.into_any()),
        Err(error) => {
            let (title, text) = (say(error.0.title()), tell(error.0.text()));
            Some(view! { <Alert tone=Tone::Problem title text /> }.into_any())
        }
    };
    let stopped = move || {
        let stopped = ended.with(|ended| matches!(ended, Some(Ok(()))));
        stopped.then(|| view! { <Alert tone=Tone::Good title=say("The address works no longer") text=say("Make a new one whenever you like.") /> })
    };
    view! {
        <Fold label=say("Show them in your calendar…")>
            <div class="grid max-w-prose gap-4">
                <p class="text-muted">
                    {say(
                        "A secret address that Google Calendar, Outlook or Apple Calendar subscribe to. It shows when you meet, not whom.",
                    )}
                    " "
                    {say("A new address takes the place of the one before.")}
                </p>
                {shown}
                {stopped}
                <div class="flex flex-wrap gap-3" class:invisible=move || !hydrated.get()>
                    <ActionForm action=renew>
                        <Submit label=say("Make an address") pending=renew.pending() look=QUIET />
                    </ActionForm>
                    <ActionForm action=revoke>
                        <Submit label=say("Stop it") pending=revoke.pending() look=QUIET />
                    </ActionForm>
                </div>
            </div>
        </Fold>
    }
}

#[component]
fn Address(url: String) -> impl IntoView {
    view! {
        <label class="grid gap-1.5" role="status">
            <span class="font-medium">{say("Your address")}</span>
            <input type="text" readonly value=url class=CONTROL />
            <span class="text-xs text-muted">{say("Copy it now: it is not shown again. Whoever has it sees when you meet.")}</span>
        </label>
    }
}
