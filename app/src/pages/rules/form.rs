//! The form of the rules. It works without a script: lists are lines of text.

use leptos::prelude::*;
use office_hours::availability::{AvailabilityRules, ExceptionLines, MAX_LOCATION, OfferInput, Review};
use office_hours::language::Text;
use office_hours::text;

use crate::api::availability::SaveRules;
use crate::kit::button::Submit;
use crate::kit::field::{FieldError, TextField};
use crate::kit::part::Part;
use crate::kit::select::{Choice, Select};
use crate::kit::text_area::TextArea;
use crate::parts::form_failure::{FormFailure, Refusal, derive_field_error, derive_refusal};
use crate::parts::touched_sessions::TouchedSessions;
use crate::parts::weekly_hours::WeeklyHours;
use crate::state::language::{say, tell};

const FIELDS: &[&str] = &[
    "weekly_hours",
    "load_cap_per_week",
    "session_minutes",
    "interval_minutes",
    "buffer_before_minutes",
    "buffer_after_minutes",
    "notice_minutes",
    "horizon_days",
    "capacity",
    "cap_per_mentee",
    "location",
    "approval",
    "overrides",
    "one_offs",
    "recurrences",
    "blocks",
];

/// The form, filled with the rules of today.
#[component]
pub fn RulesForm(
    /// As they were saved, or are to be looked at once more.
    review: Review<AvailabilityRules>,
    /// Sends them.
    save: ServerAction<SaveRules>,
) -> impl IntoView {
    let refusal = derive_refusal(save);
    let Review { entered: rules, is_saved, sessions_touched } = review;
    let lines = ExceptionLines::format(&rules.exceptions);
    let offer = rules.offer.clone();
    view! {
        <ActionForm action=save attr:class="grid gap-12">
            <input type="hidden" name="rules[version]" value=rules.version.to_string() />
            <TouchedSessions sessions=sessions_touched is_saved name="rules[decisions]" />
            <Week rules refusal />
            <Session offer=offer.clone() refusal />
            <Room offer refusal />
            <Exceptional lines refusal />
            <div class="grid gap-4">
                <FormFailure refusal fields=FIELDS />
                <Submit label=say("Save availability") pending=save.pending() />
            </div>
        </ActionForm>
    }
}

#[component]
fn Week(rules: AvailabilityRules, refusal: Refusal) -> impl IntoView {
    let error = move |field| derive_field_error(refusal, field);
    view! {
        <Part title=say("Hours")>
            <WeeklyHours name="rules[weekly_hours]" value=rules.weekly_hours error=error("weekly_hours") />
            <TextField
                name="rules[load_cap_per_week]"
                label=say("Sessions a week at most")
                kind="number"
                value=rules.load_cap_per_week.to_string()
                error=error("load_cap_per_week")
            />
        </Part>
    }
}

#[component]
fn Session(offer: OfferInput, refusal: Refusal) -> impl IntoView {
    let error = move |field| derive_field_error(refusal, field);
    view! {
        <Part title=say("A session")>
            <div class="grid items-start gap-5 sm:grid-cols-2">
                <Number name="rules[session_minutes]" label=say("Lasts") unit=MINUTES value=offer.session_minutes choices=&LENGTHS error=error("session_minutes") />
                <Number name="rules[interval_minutes]" label=say("Can begin every") unit=MINUTES value=offer.interval_minutes choices=&LENGTHS error=error("interval_minutes") />
                <TextField
                    name="rules[capacity]"
                    label=say("Seats")
                    hint=say("1 means one founder alone with you.")
                    kind="number"
                    value=offer.capacity.to_string()
                    error=error("capacity")
                />
                <Select
                    name="rules[approval]"
                    label=say("Booking")
                    none=say("Choose")
                    choices=approvals()
                    value=Signal::stored(offer.approval)
                    error=error("approval")
                />
            </div>
            <TextField
                name="rules[location]"
                label=say("Where")
                hint=say("virtual, a room, or a phone number")
                value=offer.location
                error=error("location")
                max=MAX_LOCATION as u32
            />
        </Part>
    }
}

#[component]
fn Room(offer: OfferInput, refusal: Refusal) -> impl IntoView {
    let error = move |field| derive_field_error(refusal, field);
    let cap = offer.cap_per_mentee.map(|cap| cap.to_string()).unwrap_or_default();
    view! {
        <Part title=say("Room around it")>
            <div class="grid items-start gap-5 sm:grid-cols-2">
                <Number name="rules[buffer_before_minutes]" label=say("Free before") unit=MINUTES value=offer.buffer_before_minutes choices=&BUFFERS error=error("buffer_before_minutes") />
                <Number name="rules[buffer_after_minutes]" label=say("Free after") unit=MINUTES value=offer.buffer_after_minutes choices=&BUFFERS error=error("buffer_after_minutes") />
                <Number name="rules[notice_minutes]" label=say("Booked ahead at least") unit=HOURS value=offer.notice_minutes choices=&NOTICES error=error("notice_minutes") />
                <Number name="rules[horizon_days]" label=say("Booked ahead at most") unit=DAYS value=offer.horizon_days choices=&HORIZONS error=error("horizon_days") />
            </div>
            <TextField
                name="rules[cap_per_mentee]"
                label=say("Sessions with one founder in 28 days at most")
                hint=say("Leave it empty for as many as they like.")
                kind="number"
                value=cap
                optional=true
                error=error("cap_per_mentee")
            />
        </Part>
    }
}

#[component]
fn Exceptional(lines: ExceptionLines, refusal: Refusal) -> impl IntoView {
    let error = move |field| derive_field_error(refusal, field);
    view! {
        <Part title=say("Exceptions")>
            <TextArea
                name="rules[blocks]"
                label=say("Time off")
                hint=say("One a line: 2026-12-24 to 2027-01-02, a single day, or 2026-12-24T12:00 to 2026-12-24T18:00. Nothing else can be booked then.")
                value=lines.blocks
                error=error("blocks")
                optional=true
                rows=3
            />
            <TextArea
                name="rules[overrides]"
                label=say("Days with other hours")
                hint=say("Instead of the hours of every week, one a line: 2026-12-24 09:00-12:00, or 2026-12-25 closed.")
                value=lines.overrides
                error=error("overrides")
                optional=true
                rows=3
            />
            <TextArea
                name="rules[one_offs]"
                label=say("Extra hours")
                hint=say("Besides the hours of every week, one a line: 2026-12-28 10:00-12:00.")
                value=lines.one_offs
                error=error("one_offs")
                optional=true
                rows=3
            />
            <TextArea
                name="rules[recurrences]"
                label=say("Hours that repeat otherwise")
                hint=say("One a line, such as every second Tuesday of a month: FREQ=MONTHLY;BYDAY=2TU from 2026-12-01 09:00-10:00")
                value=lines.recurrences
                error=error("recurrences")
                optional=true
                rows=3
            />
        </Part>
    }
}

/// What a number counts, and how many of it make one of what is shown.
type Unit = fn(i64) -> String;

const MINUTES: Unit = |minutes| match minutes {
    0 => say("None").to_owned(),
    minutes => said_minutes(minutes),
};
const HOURS: Unit = |minutes| match (minutes, minutes % 1_440, minutes % 60) {
    (0, ..) => say("Until it begins").to_owned(),
    (minutes, 0, _) if minutes != 1_440 => tell(text!("{days} days of 24 hours", days = minutes / 1_440)),
    (minutes, _, 0) => tell(Text::counted("{count} hour", "{count} hours", minutes / 60)),
    (minutes, ..) => said_minutes(minutes),
};
const DAYS: Unit = |days| match days % 7 {
    0 => tell(Text::counted("{count} week", "{count} weeks", days / 7)),
    _ => tell(Text::counted("{count} day", "{count} days", days)),
};

fn said_minutes(minutes: i64) -> String {
    tell(Text::counted("{count} minute", "{count} minutes", minutes))
}

const LENGTHS: [i64; 8] = [15, 20, 25, 30, 45, 50, 60, 90];
const BUFFERS: [i64; 7] = [0, 5, 10, 15, 20, 30, 60];
const NOTICES: [i64; 8] = [0, 60, 240, 720, 1_440, 2_880, 4_320, 10_080];
const HORIZONS: [i64; 6] = [7, 14, 28, 56, 84, 182];

/// A number among usual ones; another one that was saved is kept.
#[component]
fn Number(
    name: &'static str,
    label: &'static str,
    unit: Unit,
    value: i64,
    choices: &'static [i64],
    error: FieldError,
) -> impl IntoView {
    let mut numbers = choices.to_vec();
    if !numbers.contains(&value) {
        numbers.push(value);
        numbers.sort_unstable();
    }
    let choices: Vec<Choice> = numbers.into_iter().map(|number| (number.to_string(), unit(number))).collect();
    view! { <Select name label none=say("Choose") choices value=Signal::stored(value.to_string()) error /> }
}

fn approvals() -> Vec<Choice> {
    [("instant", say("Booked at once")), ("mentor", say("You accept each request"))]
        .map(|(value, words)| (value.to_owned(), words.to_owned()))
        .to_vec()
}
