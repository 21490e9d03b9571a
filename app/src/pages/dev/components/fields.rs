//! What is filled in.

use leptos::prelude::*;

use super::Sample;
use crate::kit::field::{CONTROL, FieldFrame, FieldIds, TextField};
use crate::kit::part::Part;
use crate::kit::radio::{ANSWER, Radio, TICK};
use crate::kit::select::{Choice, Select};
use crate::kit::text_area::TextArea;

pub(super) fn group() -> AnyView {
    view! {
        <Sample name="TextField">
            <div class="grid items-start gap-5 sm:grid-cols-2">
                <TextField name="plain" label="Your name" value="Noor Haddad".to_owned() />
                <TextField name="hinted" label="E-mail address" hint="We mail you a link." kind="email" />
                <Refused />
                <TextField name="day" label="From" kind="date" value="2026-11-02".to_owned() />
            </div>
        </Sample>
        <Sample name="Select">
            <div class="grid items-start gap-5 sm:grid-cols-2">
                <Select name="none_chosen" label="Stage" none="Any" choices=stages() value=String::new() />
                <Select
                    name="counted"
                    label="Stage, with counts"
                    none="Any"
                    choices=stages()
                    value="seed".to_owned()
                    counts=Signal::stored(vec![("seed".to_owned(), 12), ("growth".to_owned(), 3)])
                />
            </div>
        </Sample>
        <Sample name="TextArea">
            <TextArea
                name="note"
                label="A note to prepare with"
                hint="What you want to leave with; a link to read beforehand."
                value="Two term sheets, one evening.".to_owned()
                rows=3
            />
        </Sample>
        <Sample name="Radio and tick">
            <Part title="Which ones">
                <div>
                    <Radio name="scope" value="one" checked=true>
                        "This session"
                    </Radio>
                    <Radio name="scope" value="all" checked=false>
                        "All sessions of the series"
                    </Radio>
                    <label class=ANSWER>
                        <input type="checkbox" name="keep" value="on" checked class=TICK />
                        <span>"Keep what is booked"</span>
                    </label>
                </div>
            </Part>
        </Sample>
    }
    .into_any()
}

/// A field with its error. The kit's own fields take the focus when an error arrives, and the page would jump here.
#[component]
fn Refused() -> impl IntoView {
    let error = Signal::stored(Some("Write an address such as ana@example.com.".to_owned()));
    let ids = FieldIds::new("refused", true, error);
    view! {
        <FieldFrame ids label="E-mail address, refused" hint=Some("We mail you a link.") error>
            <input
                id=ids.control()
                name="refused"
                type="text"
                value="ana@company"
                class=CONTROL
                aria-describedby=ids.described_by()
                aria-invalid=ids.invalid()
            />
        </FieldFrame>
    }
}

fn stages() -> Vec<Choice> {
    [("seed", "Seed"), ("growth", "Growth")].map(|(value, words)| (value.to_owned(), words.to_owned())).into()
}
