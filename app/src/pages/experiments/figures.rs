//! The figures of an experiment: of people, how they differ, and of searches.

use leptos::prelude::*;
use office_hours::experiments::report::{ArmReport, Comparison, Metric};
use office_hours::experiments::statistics::Estimate;
use office_hours::experiments::words::{between, more, of_hundred};
use office_hours::language::Text;
use office_hours::{msgid, text};

use crate::kit::interval::Interval;
use crate::kit::table::{Cell, Column, Table, TableRow};
use crate::state::language::{say, tell};

const ARM: Column = Column::words(msgid!("Arm"));
const OF_HUNDRED: Column = Column::words(msgid!("Of 100 founders"));
const DIFFERENCE: Column = Column::numbers(msgid!("Difference"));
const BETWEEN: Column = Column::numbers(msgid!("Likely between"));
const AROUND: Column = Column::words(msgid!("Around none"));
const SAYS: Column = Column::words(msgid!("What it says"));
const FOUNDERS: Column = Column::numbers(msgid!("Founders"));
const OPENED: Column = Column::numbers(msgid!("Opened"));
const BOOKED: Column = Column::numbers(msgid!("Booked"));
const MET: Column = Column::numbers(msgid!("Met"));
const SEARCHES: Column = Column::numbers(msgid!("Searches"));
const LED_TO_PROFILE: Column = Column::numbers(msgid!("Led to a profile"));
const LED_TO_BOOKING: Column = Column::numbers(msgid!("Led to a booking"));
const TOOK_PLACE: Column = Column::numbers(msgid!("Bookings that took place"));

/// Each arm against the control: a sentence for each thing that people did, and the same as a table.
#[component]
pub fn Differences(
    /// The first is the control.
    arms: Vec<ArmReport>,
) -> impl IntoView {
    let (sentences, rows) =
        compared(&arms).map(|compared| (compared.told(), compared)).unzip::<_, _, Vec<_>, Vec<_>>();
    if rows.is_empty() {
        return view! { <p>{say("There is nothing to compare until founders of both arms have searched.")}</p> }
            .into_any();
    }
    // No scale is so fine that it shows what is nothing.
    let ends = rows.iter().flat_map(|row| [row.of.difference.low.abs(), row.of.difference.high.abs()]);
    let reach = ends.fold(0.01, f64::max);
    let sentences = sentences.into_iter().map(|told| view! { <li>{told}</li> }).collect_view();
    let rows = rows.into_iter().map(|row| row.row(reach)).collect_view();
    view! {
        <ul class="grid max-w-prose gap-3">{sentences}</ul>
        <Table
            caption=say("Of 100 founders, how many more than with the control")
            columns=&[OF_HUNDRED, DIFFERENCE, BETWEEN, AROUND, SAYS]
        >
            {rows}
        </Table>
    }
    .into_any()
}

/// An arm against the control in one thing that people did.
struct Compared {
    metric: Metric,
    arm: String,
    control: String,
    rate: Estimate,
    control_rate: Estimate,
    of: Comparison,
}

fn compared(arms: &[ArmReport]) -> impl Iterator<Item = Compared> {
    let others = arms.iter().skip(1).flat_map(|arm| arm.of_people.iter().map(move |people| (arm, people)));
    others.filter_map(move |(arm, people)| {
        let control = arms.first()?;
        let same = control.of_people.iter().find(|of| of.metric == people.metric)?;
        Some(Compared {
            metric: people.metric,
            arm: arm.name.clone(),
            control: control.name.clone(),
            rate: people.rate?,
            control_rate: same.rate?,
            of: people.to_control?,
        })
    })
}

impl Compared {
    fn told(&self) -> String {
        let Self { metric, arm, control, rate, control_rate, of } = self;
        let did = metric.told((arm, rate), (control, control_rate));
        format!("{} {}", tell(did), say(of.told()))
    }

    fn row(self, reach: f64) -> AnyView {
        let Self { metric, arm, of, .. } = self;
        let Estimate { low, value, high } = of.difference;
        view! {
            <TableRow>
                <Cell column=OF_HUNDRED>
                    {tell(text!("{deed}, “{arm}”", deed = Text::from(metric.label()), arm))}
                </Cell>
                <Cell column=DIFFERENCE>{tell(more(value))}</Cell>
                <Cell column=BETWEEN>{tell(text!("{low} and {high}", low = more(low), high = more(high)))}</Cell>
                <Cell column=AROUND>
                    <Interval low value high reach />
                </Cell>
                <Cell column=SAYS>{say(of.told())}</Cell>
            </TableRow>
        }
        .into_any()
    }
}

/// How many people did what, by arm.
#[component]
pub fn People(
    /// In their order.
    arms: Vec<ArmReport>,
) -> impl IntoView {
    let row = |arm: ArmReport| {
        let counts = arm.counts;
        let rates = arm.of_people.into_iter().zip([OPENED, BOOKED, MET]);
        let rates =
            rates.map(|(of, column)| view! { <Rate column hits=of.metric.people(&counts) rate=of.rate /> });
        let rates = rates.collect_view();
        view! {
            <TableRow>
                <Cell column=ARM>{arm.name}</Cell>
                <Cell column=FOUNDERS>{counts.people}</Cell>
                {rates}
            </TableRow>
        }
    };
    let rows = arms.into_iter().map(row).collect_view();
    view! {
        <h3 class="text-base">{say("Founders")}</h3>
        <Table caption=say("Founders, by arm") columns=&[ARM, FOUNDERS, OPENED, BOOKED, MET]>
            {rows}
        </Table>
    }
}

/// What became of searches, by arm. Searches of one person are alike, so no arm is judged by them.
#[component]
pub fn Searches(
    /// In their order.
    arms: Vec<ArmReport>,
) -> impl IntoView {
    let row = |arm: ArmReport| {
        let counts = arm.counts;
        view! {
            <TableRow>
                <Cell column=ARM>{arm.name}</Cell>
                <Cell column=SEARCHES>{counts.searches}</Cell>
                <Rate column=LED_TO_PROFILE hits=counts.clicked_searches rate=arm.click_rate />
                <Rate column=LED_TO_BOOKING hits=counts.bookings rate=arm.booking_rate />
                <Rate column=TOOK_PLACE hits=counts.completed rate=arm.completion_rate />
            </TableRow>
        }
    };
    let rows = arms.into_iter().map(row).collect_view();
    view! {
        <h3 class="text-base">{say("Their searches")}</h3>
        <Table
            caption=say("Searches, by arm")
            columns=&[ARM, SEARCHES, LED_TO_PROFILE, LED_TO_BOOKING, TOOK_PLACE]
        >
            {rows}
        </Table>
    }
}

/// So many, and of 100.
#[component]
fn Rate(column: Column, hits: u64, rate: Option<Estimate>) -> impl IntoView {
    let said = rate.map(|rate| {
        view! {
            <span class="block text-xs text-muted">
                {tell(text!("{number} of 100, {between}", number = of_hundred(rate.value), between = between(&rate)))}
            </span>
        }
    });
    view! { <Cell column>{hits} {said}</Cell> }
}
