//! The sessions that a change of hours touches, with what becomes of each.

use leptos::html;
use leptos::prelude::*;
use office_hours::availability::{TouchedChoice, TouchedSession, Why};
use office_hours::language::Text;
use office_hours::text;

use crate::kit::radio::Radio;
use crate::parts::time::{TimeSpan, ZoneLine};
use crate::state::language::{say, tell};

/// The part of a form in which it is said; nothing where the form holds what was saved. It has the focus once it is there, because
/// it stands between the form and what was asked for.
#[component]
pub fn TouchedSessions(
    /// The sessions, next first.
    sessions: Vec<TouchedSession>,
    /// Whether the form holds what was saved.
    is_saved: bool,
    /// Of the field that the decisions are sent in.
    name: &'static str,
) -> impl IntoView {
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    if is_saved {
        return ().into_any();
    }
    let title = match sessions.len() {
        // They were moved or cancelled since.
        0 => say("Nothing was saved yet").to_owned(),
        count => tell(Text::counted(
            "{count} booked session no longer fits",
            "{count} booked sessions no longer fit",
            count as i64,
        )),
    };
    let sessions_are_touched = !sessions.is_empty();
    let decisions =
        sessions.into_iter().enumerate().map(|(index, one)| decision(name, index, one)).collect_view();
    view! {
        <section aria-labelledby="touched" class="grid gap-4 rounded-card border border-s-4 border-line border-s-warn bg-raised p-5">
            <h2 id="touched" node_ref=heading tabindex="-1" class="text-lg outline-none">
                {title}
            </h2>
            {if sessions_are_touched {
                view! {
                    <p class="text-muted">
                        {say("Nothing was saved yet, and all you entered is below. Say what becomes of each, then save. Whatever you choose, a session stays as it is until somebody moves it.")}
                    </p>
                    <ZoneLine />
                }
                    .into_any()
            } else {
                view! {
                    <p class="text-muted">
                        {say("All you entered is below, and no booked session stands against it any more. Save it, or leave the page to keep what was.")}
                    </p>
                }
                    .into_any()
            }}
            {decisions}
        </section>
    }
    .into_any()
}

fn decision(
    name: &'static str,
    index: usize,
    TouchedSession { session, why }: TouchedSession,
) -> impl IntoView {
    let field = move |field: &str| format!("{name}[{index}][{field}]");
    let mentee = session.mentee_name;
    let times = session.can_move.then(|| {
        choice(
            field("choice"),
            TouchedChoice::OfferTimes,
            say("Offer new times"),
            tell(text!("{mentee} is asked by mail to choose another one.", mentee = &mentee)),
        )
    });
    view! {
        <fieldset class="border-t border-line pt-3">
            <legend class="float-start w-full font-semibold">
                <TimeSpan starts=session.starts ends=session.ends /> " "
                {tell(text!("with {mentee}", mentee))}
            </legend>
            <input type="hidden" name=field("session_id") value=session.session_id.to_string() />
            <p class="clear-both text-muted">{said(why)}</p>
            {choice(field("choice"), TouchedChoice::Keep, say("Keep it"), say("It takes place as agreed.").to_owned())}
            {times}
            {choice(
                field("choice"),
                TouchedChoice::HandOver,
                say("Hand it over"),
                say("The programme’s staff are asked to find another mentor.").to_owned(),
            )}
        </fieldset>
    }
}

fn choice(name: String, choice: TouchedChoice, words: &'static str, means: String) -> impl IntoView {
    view! {
        <Radio name value=choice.as_str() checked=choice == TouchedChoice::default()>
            {words} <span class="text-muted">{format!(": {means}")}</span>
        </Radio>
    }
}

fn said(why: Why) -> &'static str {
    match why {
        Why::Blocked => say("It lies in your time off."),
        Why::OutsideHours => say("It lies outside of your hours."),
        Why::TooMany => say("More places are taken than you would offer."),
    }
}
