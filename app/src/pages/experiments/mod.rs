//! `/programme/experiments`: rankings that are compared on the people who search, and the form that starts one, for
//! staff; what one has shown is in `report`.

mod about;
mod end;
mod figures;
mod form;
mod report;

pub use report::ExperimentPage;

use leptos::prelude::*;
use office_hours::experiments::ExperimentView;
use office_hours::{msgid, text};

use self::about::{Arms, mode};
use self::form::StartForm;
use crate::api::experiments::{StartExperiment, list_experiments};
use crate::kit::button::{LINK, PRIMARY};
use crate::kit::empty::Empty;
use crate::kit::page::PageHead;
use crate::kit::skeleton;
use crate::kit::table::{Cell, Column, Table, TableRow};
use crate::parts::links;
use crate::parts::load::load;
use crate::parts::time::When;
use crate::state::address::use_param;
use crate::state::language::{say, tell};
use crate::state::viewer::use_epoch;
use crate::state::wire::ask;

/// All of them, or the form: both are about the same list.
#[component]
pub fn ExperimentsPage() -> impl IntoView {
    let param = use_param("start");
    let starting = Memo::new(move |_| param.with(|start| start == "1"));
    let start = ServerAction::<StartExperiment>::new();
    // A refusal is of the form that was left.
    Effect::new(move |before: Option<bool>| {
        let now = starting.get();
        if before == Some(true) && !now {
            start.clear();
        }
        now
    });
    let epoch = use_epoch();
    let experiments = ask(move || epoch.get(), |_| list_experiments());
    view! {
        {move || head(starting.try_get().unwrap_or_default())}
        {load(experiments, skeleton::text, move |experiments| {
            if starting.try_get().unwrap_or_default() {
                let running = experiments.into_iter().find(|one| one.ended.is_none());
                view! { <StartForm running start /> }.into_any()
            } else {
                list(experiments)
            }
        })}
    }
    .into_any()
}

fn head(starting: bool) -> AnyView {
    if starting {
        return view! { <PageHead title=say("Start an experiment") lead=say("The ranking in use against one other, on the founders who search.") /> }
            .into_any();
    }
    view! {
        <PageHead
            title=say("Ranking experiments")
            lead=say("Does another order of mentors serve founders better? Told by whom they open, book and meet.")
        />
    }
    .into_any()
}

fn list(experiments: Vec<ExperimentView>) -> AnyView {
    let (running, ended): (Vec<_>, Vec<_>) = experiments.into_iter().partition(|one| one.ended.is_none());
    let running = running.into_iter().next();
    if running.is_none() && ended.is_empty() {
        return view! {
            <Empty
                title=say("No experiment yet")
                text=say(
                    "Everybody sees the ranking in use. An experiment shows some founders another one, and counts whether they open, book and meet more. Nothing else changes for them, and it can be ended at any time.",
                )
            >
                <StartLink />
            </Empty>
        }
        .into_any();
    }
    view! {
        <div class="grid gap-12">
            {match running {
                Some(experiment) => view! { <Running experiment /> }.into_any(),
                None => view! {
                    <div class="grid justify-items-start gap-4">
                        <p>{say("No experiment is running: everybody sees the ranking in use.")}</p>
                        <StartLink />
                    </div>
                }
                    .into_any(),
            }}
            {(!ended.is_empty()).then(|| view! { <Ended experiments=ended /> })}
        </div>
    }
    .into_any()
}

#[component]
fn StartLink() -> impl IntoView {
    view! {
        <a class=PRIMARY href=links::start_experiment()>
            {say("Start an experiment")}
        </a>
    }
}

#[component]
fn Running(experiment: ExperimentView) -> impl IntoView {
    let ExperimentView { id, key, version, mode: shown, arms, started, .. } = experiment;
    view! {
        <section aria-labelledby="running" class="grid gap-4">
            <h2 id="running" class="text-lg">
                {tell(text!("Running: {name}, version {version}", name = key, version))}
            </h2>
            <p>{mode(shown)} " " {say("Since")} " " <When at=started /> "."</p>
            <Arms arms mode=shown />
            <p>
                <a class=LINK href=links::experiment(id)>
                    {say("What it has shown, and how to end it")}
                </a>
            </p>
        </section>
    }
}

const EXPERIMENT: Column = Column::words(msgid!("Experiment"));
const VERSION: Column = Column::numbers(msgid!("Version"));
const ARMS: Column = Column::words(msgid!("Arms"));
const FROM: Column = Column::words(msgid!("From"));
const TO: Column = Column::words(msgid!("To"));

#[component]
fn Ended(experiments: Vec<ExperimentView>) -> impl IntoView {
    let rows = experiments.into_iter().map(|experiment| view! { <Row experiment /> }).collect_view();
    view! {
        <section aria-labelledby="ended" class="grid gap-4">
            <h2 id="ended" class="text-lg">
                {say("Ended")}
            </h2>
            <Table caption=say("Ended experiments, the latest first") columns=&[EXPERIMENT, VERSION, ARMS, FROM, TO]>
                {rows}
            </Table>
        </section>
    }
}

#[component]
fn Row(experiment: ExperimentView) -> impl IntoView {
    let arms: Vec<String> = experiment.arms.into_iter().map(|arm| arm.name).collect();
    view! {
        <TableRow>
            <Cell column=EXPERIMENT>
                <a class=LINK href=links::experiment(experiment.id)>
                    {experiment.key}
                </a>
            </Cell>
            <Cell column=VERSION>{experiment.version}</Cell>
            <Cell column=ARMS>{arms.join(", ")}</Cell>
            <Cell column=FROM>
                <When at=experiment.started />
            </Cell>
            <Cell column=TO>{experiment.ended.map(|at| view! { <When at /> })}</Cell>
        </TableRow>
    }
}
