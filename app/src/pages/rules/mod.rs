//! `/hours/rules`: when and how a mentor can be met.

mod form;

use leptos::prelude::*;

use self::form::RulesForm;
use crate::api::availability::{SaveRules, get_rules};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::LINK;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::form_failure::derive_done;
use crate::parts::load::load;
use crate::state::address::use_param;
use crate::state::language::say;
use crate::state::title::set_title;
use crate::state::wire::ask;

/// The page of the rules.
#[component]
pub fn RulesPage() -> impl IntoView {
    set_title(say("Availability"));
    let save = ServerAction::<SaveRules>::new();
    // What was saved has another version.
    let done = derive_done(save);
    let (saved, review) = (use_param("saved"), use_param("review"));
    let rules = ask(move || (done.get(), review.get() == "1"), |(_, review)| get_rules(review));
    view! {
        <div class="mx-auto grid max-w-form gap-6">
            <PageHead
                title=say("Availability")
                lead=say("When and how founders can meet you. A change shows at once; what is booked already stays booked.")
            />
            {move || {
                (saved.get() == "1")
                    .then(|| view! { <Alert tone=Tone::Good title=say("Saved") text=say("Founders see the new times now.") /> })
            }}
            {load(rules, skeleton::text, move |review| view! { <RulesForm review save /> }.into_any())}
            <p>
                <a class=LINK href="/hours">
                    {say("Your profile and time zone")}
                </a>
            </p>
        </div>
    }
    .into_any()
}
