//! `/zone?next=`: the zone in which the viewer reads times.

use leptos::prelude::*;

use crate::api::account::SetZone;
use crate::kit::button::Submit;
use crate::kit::field::TextField;
use crate::kit::page::PageHead;
use crate::parts::form_failure::{FormFailure, derive_field_error, derive_refusal};
use crate::parts::zones::ZoneSuggestions;
use crate::state::address::use_param;
use crate::state::language::say;
use crate::state::viewer::{refresh_viewer_after, use_viewer};

/// Asks for a zone.
#[component]
pub fn ZonePage() -> impl IntoView {
    let viewer = use_viewer();
    let next = use_param("next");
    let set = ServerAction::<SetZone>::new();
    refresh_viewer_after(set);
    let refusal = derive_refusal(set);
    view! {
        <div class="mx-auto max-w-form">
            <PageHead title=say("Your time zone") lead=say("All times are said in it, here and in mails.") />
            <ActionForm action=set attr:class="grid gap-5">
                <input type="hidden" name="next" value=move || next.get() />
                <Transition>
                    {move || {
                        viewer
                            .get()
                            .map(|answer| {
                                let zone = answer.map(|viewer| viewer.zone).unwrap_or_default();
                                view! {
                                    <TextField
                                        name="tz"
                                        label=say("Time zone")
                                        hint=say("The name of a city in it, such as Europe/Berlin or America/New_York.")
                                        value=zone
                                        error=derive_field_error(refusal, "tz")
                                        list="zones"
                                        max=64
                                    />
                                }
                            })
                    }}
                </Transition>
                <ZoneSuggestions />
                <FormFailure refusal fields=&["tz"] />
                <div>
                    <Submit label=say("Show times in this zone") pending=set.pending() />
                </div>
            </ActionForm>
        </div>
    }
    .into_any()
}
