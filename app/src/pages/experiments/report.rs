//! `/programme/experiments/:id`: what one experiment has shown so far.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use office_hours::experiments::report::{ArmReport, Preference, Report};
use office_hours::experiments::{ExperimentView, Mode};
use office_hours::ids::ExperimentId;
use office_hours::{Failure, text};

use super::about::{Arms, mode};
use super::end::End;
use super::figures::{Differences, People, Searches};
use crate::api::ApiError;
use crate::api::experiments::{EndExperiment, report_experiment};
use crate::kit::alert::{Alert, Tone};
use crate::kit::button::LINK;
use crate::kit::empty::Empty;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::parts::form_failure::derive_done;
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::time::When;
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::title::set_title;
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

type Answer = (ExperimentView, Report);

async fn look_up(experiment_id: Result<ExperimentId, Failure>) -> Result<Answer, ApiError> {
    report_experiment(experiment_id?).await
}

/// The page of one experiment.
#[component]
pub fn ExperimentPage() -> impl IntoView {
    set_title(say("Ranking experiment"));
    let params = use_params_map();
    let experiment_id = Memo::new(move |_| {
        let id = params.with(|params| params.get("id")).unwrap_or_default();
        id.parse::<ExperimentId>().map_err(|_| Failure::not_found("experiment"))
    });
    let end = ServerAction::<EndExperiment>::new();
    let done = derive_done(end);
    let epoch = use_epoch();
    let answer = ask(
        move || (experiment_id.get(), epoch.get(), done.get()),
        |(experiment_id, ..)| look_up(experiment_id),
    );
    let changed = use_param("changed");
    view! {
        <div class="grid gap-8">
            {move || changed.try_get().and_then(|changed| change(&changed))}
            {load(answer, skeleton::text, move |answer| page(answer, end))}
            <p>
                <a class=LINK href=links::experiments()>
                    {say("All experiments")}
                </a>
            </p>
        </div>
    }
    .into_any()
}

/// What was just done.
fn change(changed: &str) -> Option<AnyView> {
    let (title, text) = match changed {
        "started" => (say("Started"), say("Founders take part from their next search on.")),
        "ended" => (say("Ended"), say("Everybody sees the ranking in use again.")),
        _ => return None,
    };
    Some(view! { <Alert tone=Tone::Good title text /> }.into_any())
}

fn page((experiment, report): Answer, end: ServerAction<EndExperiment>) -> AnyView {
    let ExperimentView { id, key, version, mode: shown, arms, started, ended } = experiment;
    let runs = ended.is_none();
    view! {
        <div class="grid gap-8">
            <PageHead title=tell(text!("{name}, version {version}", name = key, version)) lead=mode(shown) />
            <section aria-labelledby="compared" class="grid gap-4">
                <h2 id="compared" class="text-lg">
                    {say("What is compared")}
                </h2>
                <p>
                    {if runs { say("Running since") } else { say("From") }} " " <When at=started />
                    {ended.map(|at| view! { " " {say("until")} " " <When at /> })} "."
                </p>
                <Arms arms mode=shown />
            </section>
            <section aria-labelledby="shown" class="grid gap-4">
                <h2 id="shown" class="text-lg">
                    {say("What it has shown")}
                </h2>
                {shown_so_far(shown, report, runs)}
            </section>
            {runs.then(|| view! { <End experiment_id=id end /> })}
        </div>
    }
    .into_any()
}

/// From which of two mixed arms people choose.
fn prefer(control: &ArmReport, other: &ArmReport, preference: &Preference) -> AnyView {
    let (name, other_name) = (&control.name, &other.name);
    let counted = text!(
        "{people} founders have searched and seen both. {wins} opened more profiles of “{name}”, {other_wins} more of “{other_name}”, the others as many of each.",
        people = control.counts.people,
        wins = control.counts.wins,
        name,
        other_wins = other.counts.wins,
        other_name
    );
    view! {
        <div class="grid max-w-prose gap-3">
            <p>{tell(counted)}</p>
            {preference.told(name, other_name).map(|told| view! { <p>{tell(told)}</p> })}
        </div>
    }
    .into_any()
}

fn shown_so_far(mode: Mode, report: Report, runs: bool) -> AnyView {
    if report.arms.iter().all(|arm| arm.counts.people == 0) {
        let text = if runs {
            say(
                "Founders take part when they search, signed in. Look again on a day that you choose now: whoever looks every day and stops at the first difference will find one too often.",
            )
        } else {
            say("It ended before a founder searched.")
        };
        return view! { <Empty title=say("Nobody has taken part yet") text /> }.into_any();
    }
    let warning = report.shares_missed.then(|| {
        view! {
            <Alert
                tone=Tone::Problem
                title=say("Do not trust these figures")
                text=say(
                    "Founders are not spread over the arms as the shares should spread them; chance would do that once in a thousand experiments. Some must have been lost or counted twice.",
                )
            />
        }
    });
    let preference = report.preference.and_then(|preference| match &report.arms[..] {
        [control, other] => Some(prefer(control, other, &preference)),
        _ => None,
    });
    let of_people = (mode == Mode::Split).then(|| {
        let arms = report.arms.clone();
        view! {
            <Differences arms=arms.clone() />
            <People arms />
        }
    });
    view! {
        {warning}
        {preference}
        {of_people}
        <Searches arms=report.arms />
        <p class="max-w-prose text-xs text-muted">
            {say(
                "What is said to lie between two numbers does so in 95 of 100 experiments, for one look on a day chosen beforehand. Whoever looks every day and stops at the first difference will find one too often. Who was shown a mentor can book and meet them later, also after the end.",
            )}
        </p>
    }
    .into_any()
}
