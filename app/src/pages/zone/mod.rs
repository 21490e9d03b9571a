//! `/zone?tz=&next=`: the zone in which the viewer reads times. Works without JavaScript: the
//! server notes the choice in a cookie and leads back.

use leptos::prelude::*;
use office_hours::account::rules::safe_next;
use office_hours::text;

use crate::kit::button::Submit;
use crate::kit::field::TextField;
use crate::kit::page::PageHead;
use crate::parts::zones::ZoneSuggestions;
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::viewer::use_viewer;

/// Asks for a zone.
#[component]
pub fn ZonePage() -> impl IntoView {
    let viewer = use_viewer();
    let (chosen, next) = (use_param("tz"), use_param("next"));
    #[cfg(feature = "ssr")]
    note_choice(&chosen.get_untracked(), &next.get_untracked());
    let error = Signal::derive(move || {
        chosen.with(|zone| {
            (!zone.is_empty()).then(|| {
                tell(text!("“{zone}” is no time zone we know. Use a name such as Europe/Berlin.", zone))
            })
        })
    });
    view! {
        <div class="mx-auto max-w-form">
            <PageHead title=say("Your time zone") lead=say("All times are said in it.") />
            <form method="get" action="/zone" class="grid gap-5">
                <input type="hidden" name="next" value=move || safe_next(Some(&next.get())).to_owned() />
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
                                        error
                                        list="zones"
                                        max=64
                                    />
                                }
                            })
                    }}
                </Transition>
                <ZoneSuggestions />
                <div>
                    <Submit label=say("Show times in this zone") pending=Signal::stored(false) />
                </div>
            </form>
        </div>
    }
    .into_any()
}

/// A known zone goes into the cookie, and the viewer back to where they were.
#[cfg(feature = "ssr")]
fn note_choice(zone: &str, next: &str) {
    use http::HeaderValue;
    use http::header::SET_COOKIE;
    use office_hours::time::Zone;

    if let Ok(zone) = Zone::parse("tz", zone)
        && let Some(response) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(cookie) =
            HeaderValue::from_str(&format!("tz={}; path=/; max-age=31536000; samesite=lax", zone.name()))
    {
        response.append_header(SET_COOKIE, cookie);
        leptos_axum::redirect(safe_next(Some(next)));
    }
}
