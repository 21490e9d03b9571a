//! The way from a mentor's page to their account, for staff.

use leptos::prelude::*;
use office_hours::ids::UserId;

use crate::kit::button::LINK;
use crate::parts::links;
use crate::state::language::say;
use crate::state::viewer::viewing;

/// A link; others see nothing.
#[component]
pub fn ForStaff(
    /// The mentor's account.
    user_id: UserId,
) -> impl IntoView {
    view! {
        <Transition>
            {move || {
                let person = viewing()?;
                person
                    .role
                    .is_staff()
                    .then(|| {
                        view! {
                            <p>
                                <a class=LINK href=links::person(user_id)>
                                    {say("Account of this mentor")}
                                </a>
                            </p>
                        }
                    })
            }}
        </Transition>
    }
}
