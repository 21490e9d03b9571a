//! What is said: that it worked, that it did not, that there is nothing, that it is on its way.

use leptos::prelude::*;

use super::Sample;
use crate::kit::alert::{Alert, Tone};
use crate::kit::badge::{Badge, Tint};
use crate::kit::button::QUIET;
use crate::kit::empty::Empty;
use crate::kit::panel::{NEWS, QUESTION};
use crate::kit::radio::Radio;
use crate::kit::skeleton;

pub(super) fn group() -> AnyView {
    view! {
        <Sample name="Alert">
            <Alert tone=Tone::Good title="Saved" text="It holds from now on." />
            <Alert tone=Tone::Note title="For staff" text="The embedding model is missing; matching compares words only." />
            <Alert tone=Tone::Problem title="That did not work" text="Nothing was lost. Try again in a moment." />
        </Sample>
        <Sample name="NEWS and QUESTION">
            <div class=NEWS>
                <p class="text-xl font-semibold">"Session Booked"</p>
                <p class="text-base">"Both of you get a mail within half a minute."</p>
            </div>
            <fieldset class=QUESTION>
                <legend class="px-1 font-semibold">"3. Tue 24 Nov, 14:00–14:30"</legend>
                <p class="text-muted">"Somebody else has this time."</p>
                <Radio name="question" value="skip" checked=true>
                    "Leave it out"
                </Radio>
                <Radio name="question" value="stop" checked=false>
                    "End the series before it"
                </Radio>
            </fieldset>
        </Sample>
        <Sample name="Badge">
            <div class="flex flex-wrap gap-2">
                <Badge tint=Tint::Good word="Booked" />
                <Badge tint=Tint::Open word="Waiting for the mentor" />
                <Badge tint=Tint::Quiet word="Cancelled" />
            </div>
        </Sample>
        <Sample name="Empty">
            <Empty title="Nothing booked" text="Sessions appear here as soon as they are booked.">
                <a class=QUIET href="/find">
                    "Find a mentor"
                </a>
            </Empty>
        </Sample>
        <Sample name="Skeleton">
            {skeleton::text()}
            {skeleton::cards()}
        </Sample>
    }
    .into_any()
}
