//! The row of figures.

use leptos::prelude::*;
use office_hours::analytics::ProgrammeOverview;
use office_hours::text;

use crate::kit::bar::percent;
use crate::state::language::{say, tell};

/// The figures and what they cover.
#[component]
pub fn Figures(
    /// The numbers.
    overview: ProgrammeOverview,
) -> impl IntoView {
    let used = overview.utilisation.map_or_else(|| "—".to_owned(), percent);
    view! {
        <section aria-label=say("Figures") class="grid gap-3">
            <dl class="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line sm:grid-cols-3 lg:grid-cols-5">
                <Figure name=say("Time used") value=used leads=true />
                <Figure name=say("Sessions") value=overview.sessions_total.to_string() />
                <Figure name=say("Upcoming") value=overview.sessions_upcoming.to_string() />
                <Figure name=say("Cancelled") value=overview.sessions_cancelled.to_string() />
                <Figure name=say("Active mentors") value=overview.mentors_active.to_string() />
            </dl>
            <p class="text-xs text-muted">
                {tell(text!("{period}; upcoming from now on. A name or a status narrows only what is listed below.", period = overview.period))}
            </p>
        </section>
    }
}

#[component]
fn Figure(name: &'static str, value: String, #[prop(optional)] leads: bool) -> impl IntoView {
    // The leading figure is wide where five do not fit into one row.
    let place = if leads { "max-lg:col-span-2" } else { "" };
    view! {
        <div class=format!("flex grow flex-col-reverse justify-end bg-raised p-5 {place}")>
            <dt class="text-muted">{name}</dt>
            <dd class="text-xl font-semibold tabular-nums tracking-tight">{value}</dd>
        </div>
    }
}
