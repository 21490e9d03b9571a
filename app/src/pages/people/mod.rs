//! `/programme/people`: everybody with an account, for staff; one person is in `person`.

mod person;
mod role;

pub use person::PersonPage;

use leptos::prelude::*;
use office_hours::account::status::MAX_ACCOUNTS;
use office_hours::account::{Account, UserStatus};
use office_hours::{msgid, text};

use self::role::{AddPerson, gives_roles};
use crate::api::account::list_accounts;
use crate::kit::badge::{Badge, Tint};
use crate::kit::button::{LINK, QUIET};
use crate::kit::empty::Empty;
use crate::kit::field::TextField;
use crate::kit::get_form::GetForm;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::kit::table::{Cell, Column, Table, TableRow};
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::words;
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

const NAME: Column = Column::words(msgid!("Name"));
const EMAIL: Column = Column::words(msgid!("E-mail"));
const ROLE: Column = Column::words(msgid!("Role"));
const STATUS: Column = Column::words(msgid!("Status"));

/// Whoever is looked for, by name or address.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let name = use_param("name");
    let epoch = use_epoch();
    let accounts = ask(move || (name.get(), epoch.get()), |(name, _)| list_accounts(name));
    view! {
        <PageHead title=say("People") />
        {load(
            accounts,
            skeleton::text,
            move |accounts| {
                view! {
                    <GetForm action=links::people() class="mb-8 grid max-w-prose grid-cols-[1fr_auto] items-end gap-4">
                        <TextField name="name" label=say("Name or address contains") value=name optional=true />
                        <button type="submit" class=QUIET>
                            {say("Find")}
                        </button>
                    </GetForm>
                    <div class="mb-8 empty:hidden">
                        <Transition>{move || gives_roles().then(|| view! { <AddPerson /> })}</Transition>
                    </div>
                    <Accounts accounts />
                }
                    .into_any()
            },
        )}
    }
    .into_any()
}

#[component]
fn Accounts(accounts: Vec<Account>) -> impl IntoView {
    if accounts.is_empty() {
        return view! { <Empty title=say("Nobody") text=say("No name and no address holds these words.") /> }
            .into_any();
    }
    let more = accounts.len() as u64 >= MAX_ACCOUNTS;
    let rows = accounts.into_iter().map(|account| view! { <Row account /> }).collect_view();
    view! {
        <Table caption=say("Accounts") columns=&[NAME, EMAIL, ROLE, STATUS]>
            {rows}
        </Table>
        {more
            .then(|| {
                view! {
                    <p class="mt-2 text-xs text-muted">
                        {tell(text!("The first {most}; write more of the name to find others.", most = MAX_ACCOUNTS))}
                    </p>
                }
            })}
    }
    .into_any()
}

#[component]
fn Row(account: Account) -> impl IntoView {
    let (name, host) = account.email.split_at(account.email.rfind('@').unwrap_or_default());
    let (name, host) = (name.to_owned(), host.to_owned());
    view! {
        <TableRow>
            <Cell column=NAME>
                <a class=LINK href=links::person(account.user_id)>
                    {account.name}
                </a>
            </Cell>
            <Cell column=EMAIL>
                // Where it must be broken, before the @.
                <span class="wrap-anywhere">{name}<wbr />{host}</span>
            </Cell>
            <Cell column=ROLE>{words::role(account.role)}</Cell>
            <Cell column=STATUS>{standing(account.status)}</Cell>
        </TableRow>
    }
}

/// Whether an account may be used, in a word.
fn standing(status: UserStatus) -> AnyView {
    let tint = match status {
        UserStatus::Active => Tint::Good,
        UserStatus::Inactive => Tint::Quiet,
        UserStatus::Suspended => Tint::Open,
    };
    view! { <Badge tint word=say(status.label()) /> }.into_any()
}
