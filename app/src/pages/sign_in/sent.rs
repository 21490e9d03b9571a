//! The mail is on its way.

use leptos::prelude::*;

use crate::kit::button::{LINK, PRIMARY};
use crate::kit::page::PageHead;
use crate::parts::links;
use crate::state::language::say;
use crate::state::viewer::use_viewer;

/// Says where to look.
#[component]
pub fn Sent(
    /// Where the link went.
    email: String,
    /// Where to go afterwards.
    next: String,
) -> impl IntoView {
    let viewer = use_viewer();
    view! {
        <div role="status">
            <PageHead title=say("Check your inbox") />
            <p class="text-base">
                {say("We sent a link to")} " " <strong class="font-semibold">{email}</strong> ". "
                {say("It works once, for 15 minutes.")}
            </p>
        </div>
        <Transition>
            {move || {
                let development = viewer.get()?.ok()?.development;
                development
                    .then(|| {
                        view! {
                            <p>
                                <a class=PRIMARY href="/dev/mailbox">
                                    {say("Open the mailbox")}
                                </a>
                            </p>
                        }
                    })
            }}
        </Transition>
        <p class="text-muted">
            {say("Nothing there after a minute? Look in the spam folder, or")} " "
            <a class=LINK href=links::sign_in(&next)>
                {say("ask for another link")}
            </a> "."
        </p>
    }
}
