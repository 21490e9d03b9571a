//! The mail is on its way.

use leptos::prelude::*;

use crate::kit::button::{LINK, PRIMARY};
use crate::kit::page::PageHead;
use crate::parts::links;
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
            <PageHead title="Check your inbox" />
            <p class="text-base">
                "We sent a link to " <strong class="font-semibold">{email}</strong> ". It works once, for 15 minutes."
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
                                    "Open the mailbox"
                                </a>
                            </p>
                        }
                    })
            }}
        </Transition>
        <p class="text-muted">
            "Nothing there after a minute? Look in the spam folder, or "
            <a class=LINK href=links::sign_in(&next)>
                "ask for another link"
            </a> "."
        </p>
    }
}
