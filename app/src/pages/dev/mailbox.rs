//! `/dev/mailbox`: what a development server has mailed.

use leptos::prelude::*;
use office_hours::account::MailboxMail;

use crate::api::dev::list_mailbox;
use crate::kit::button::{ACTION, LINK, QUIET};
use crate::kit::empty::Empty;
use crate::kit::page::PageHead;
use crate::kit::panel::{LINE, LIST};
use crate::kit::skeleton;
use crate::parts::links;
use crate::parts::load::load;
use crate::state::address::use_param;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// The list, or one mail.
#[component]
pub fn MailboxPage() -> impl IntoView {
    let epoch = use_epoch();
    let opened = use_param("mail");
    // Asked again for each mail: the list grows while the page is open.
    let mails = ask(move || (epoch.get(), opened.get()), |_| list_mailbox());
    view! {
        <PageHead title="Mailbox" lead="What this development server has sent, newest first. Nothing of it left the machine." />
        {load(
            mails,
            skeleton::cards,
            move |mails| {
                let key = opened.get_untracked();
                match mails.iter().find(|mail| mail.key == key) {
                    Some(mail) => view! { <Mail mail=mail.clone() /> }.into_any(),
                    None => view! { <List mails /> }.into_any(),
                }
            },
        )}
    }
    .into_any()
}

#[component]
fn List(mails: Vec<MailboxMail>) -> impl IntoView {
    if mails.is_empty() {
        return view! {
            <Empty title="No mail yet" text="It takes a few seconds from asking to arriving.">
                <a class=QUIET href="/dev/mailbox" rel="external">
                    "Look again"
                </a>
            </Empty>
        }
        .into_any();
    }
    let rows = mails
        .into_iter()
        .map(|mail| {
            view! {
                <li class=LINE>
                    <a href=links::mail(&mail.key) class="grid gap-x-6 px-5 py-3.5 hover:bg-accent-soft sm:grid-cols-[1fr_auto]">
                        <span class="min-w-0 font-medium">{mail.subject}</span>
                        <span class="text-muted">{format!("{}, {}", mail.sent.day, mail.sent.time)}</span>
                        <span class="min-w-0 text-muted">{mail.to}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class=LIST>{rows}</ul> }.into_any()
}

#[component]
fn Mail(mail: MailboxMail) -> impl IntoView {
    view! {
        <article class="grid max-w-prose gap-5">
            <a class=ACTION href="/dev/mailbox">
                "All mail"
            </a>
            <header>
                <h2 class="text-lg">{mail.subject}</h2>
                <p class="text-muted">{format!("To {}, {}", mail.to, mail.sent.long)}</p>
            </header>
            <div class="rounded-card border border-line bg-raised p-6">
                {mail.text.lines().map(|line| view! { <Line text=line.to_owned() /> }).collect_view()}
            </div>
        </article>
    }
}

/// One line; links stand on lines of their own.
#[component]
fn Line(text: String) -> impl IntoView {
    let link = ["http://", "https://"].iter().any(|scheme| text.trim().starts_with(scheme));
    if link {
        let url = text.trim().to_owned();
        let shown = url.clone();
        return view! {
            <p class="break-all">
                <a class=LINK href=url>
                    {shown}
                </a>
            </p>
        }
        .into_any();
    }
    view! { <p class="min-h-6 whitespace-pre-wrap">{text}</p> }.into_any()
}
