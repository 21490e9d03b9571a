//! `/programme`: how the programme does, for its staff.

mod figures;
mod filter;
mod mentors_table;
mod sessions_table;

use leptos::prelude::*;
use office_hours::Failure;
use office_hours::analytics::{ProgrammeFilter, ProgrammeOverview};

use self::figures::Figures;
use self::filter::{FilterForm, use_filter};
use self::mentors_table::MentorsTable;
use self::sessions_table::SessionsTable;
use crate::api::ApiError;
use crate::api::analytics::get_programme;
use crate::kit::button::{LINK, QUIET};
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::failed::Failed;
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::time::ZoneLine;
use crate::state::language::say;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// Figures, and the rows behind them.
#[component]
pub fn ProgrammePage() -> impl IntoView {
    let filter = use_filter();
    let epoch = use_epoch();
    let overview = ask(move || (filter.get(), epoch.get()), |(filter, _)| look_up(filter));
    view! {
        <PageHead title=say("Programme") />
        {load(overview, skeleton::text, move |(asked, overview)| {
            view! {
                <FilterForm filter />
                {match overview {
                    Ok(overview) => page(asked, overview),
                    Err(failure) => view! { <Failed failure /> }.into_any(),
                }}
            }
            .into_any()
        })}
    }
    .into_any()
}

/// What was asked, as the address may ask something else by the time of the answer, and the answer:
/// a filter that was refused stays on the page, to be corrected.
type Answer = (ProgrammeFilter, Result<ProgrammeOverview, Failure>);

async fn look_up(filter: ProgrammeFilter) -> Result<Answer, ApiError> {
    match get_programme(filter.clone()).await {
        Ok(overview) => Ok((filter, Ok(overview))),
        Err(ApiError(failure @ Failure::Invalid { .. })) => Ok((filter, Err(failure))),
        Err(error) => Err(error),
    }
}

fn page(asked: ProgrammeFilter, overview: ProgrammeOverview) -> AnyView {
    let sessions_csv = links::export("sessions", &asked);
    let mentors_csv = links::export("mentors", &asked);
    let (sessions_at, mentors_at) = (overview.sessions_at, overview.mentors_at);
    let filter = asked.clone();
    let sessions_page = move |page| {
        let asked = ProgrammeFilter { page: Some(page), ..filter.clone() };
        format!("{}#sessions", links::programme(&asked))
    };
    let mentors_page = move |page| {
        let asked = ProgrammeFilter { mentors_page: Some(page), ..asked.clone() };
        format!("{}#mentors", links::programme(&asked))
    };
    view! {
        <div class="grid gap-12">
            <Figures overview=overview.clone() />
            <p class="flex flex-wrap gap-x-6 gap-y-2">
                <a class=LINK href=links::people()>
                    {say("People and their accounts")}
                </a>
                <a class=LINK href=links::experiments()>
                    {say("Ranking experiments")}
                </a>
            </p>
            <section aria-labelledby="sessions" class="grid gap-4">
                <Head id="sessions" title=say("Sessions") rows=sessions_at.rows csv=sessions_csv />
                <ZoneLine />
                <SessionsTable sessions=overview.sessions at=sessions_at href=sessions_page />
            </section>
            <section aria-labelledby="mentors" class="grid gap-4">
                <Head id="mentors" title=say("Use of mentors' time") rows=mentors_at.rows csv=mentors_csv />
                <MentorsTable mentors=overview.mentors at=mentors_at href=mentors_page />
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Head(id: &'static str, title: &'static str, rows: u32, csv: String) -> impl IntoView {
    view! {
        <div class="flex flex-wrap items-center justify-between gap-4">
            <h2 id=id class="scroll-mt-20 text-lg">
                {title} " " <span class="font-normal text-muted tabular-nums">{rows}</span>
            </h2>
            <a class=QUIET href=csv download aria-describedby=id>
                {say("Download CSV")}
            </a>
        </div>
    }
}
