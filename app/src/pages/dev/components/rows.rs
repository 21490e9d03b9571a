//! People, facts and figures in rows.

use leptos::prelude::*;

use super::Sample;
use crate::kit::avatar::{Avatar, Size};
use crate::kit::badge::{Badge, Tint};
use crate::kit::bar::{Bar, percent};
use crate::kit::button::LINK;
use crate::kit::facts::{Fact, Facts};
use crate::kit::interval::Interval;
use crate::kit::marked::Marked;
use crate::kit::pager::Pager;
use crate::kit::panel::{LINE, LIST};
use crate::kit::table::{Cell, Column, Table, TableRow};
use crate::parts::chips::Chips;
use crate::parts::links;

const MENTOR: Column = Column::words("Mentor");
const OFFERED: Column = Column::numbers("Offered");
const STATUS: Column = Column::words("Status");
const SHARE: Column = Column::words("Share");

const MENTORS: [(&str, i32, f64, &str); 3] = [
    ("Ines Carvalho", 18, 0.0, "Active"),
    ("Maria Friederike Hohenlohe-Oehringen", 4, 0.35, "Has left"),
    ("Baek Seo-yun", 120, 1.0, "Suspended"),
];

/// Around nothing, below it and beyond the scale, and nothing itself.
const INTERVALS: [[f64; 3]; 3] = [[-0.02, 0.03, 0.08], [-0.3, -0.05, -0.01], [0.0, 0.0, 0.0]];

pub(super) fn group() -> AnyView {
    let rows = MENTORS
        .map(|(name, offered, share, status)| {
            view! {
                <TableRow>
                    <Cell column=MENTOR>
                        <a class=LINK href="#rows" rel="external">
                            {name}
                        </a>
                    </Cell>
                    <Cell column=OFFERED>{offered}</Cell>
                    <Cell column=STATUS>
                        <Badge tint=Tint::Quiet word=status />
                    </Cell>
                    <Cell column=SHARE>{share_of(share)}</Cell>
                </TableRow>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <Sample name="Avatar">
            <div class="flex flex-wrap items-center gap-4">
                <Avatar name="Noor Haddad" size=Size::Small />
                <Avatar name="Baek Seo-yun" />
                <Avatar name="Ana" />
                <Avatar name="Ines Carvalho" size=Size::Large />
            </div>
        </Sample>
        <Sample name="Chips">
            <Chips
                label="Expertise"
                words=["Fundraising · seed rounds", "Pricing", "Arbeitnehmerüberlassungsverträge"].map(str::to_owned).into()
            />
        </Sample>
        <Sample name="Marked">
            <p class="max-w-prose">
                <Marked text="I raised three rounds for my own company before I sat on the other side.".to_owned() marks=vec![(2, 21)] />
            </p>
        </Sample>
        <Sample name="Table, Bar">
            <Table caption="Mentors" columns=&[MENTOR, OFFERED, STATUS, SHARE]>
                {rows}
            </Table>
        </Sample>
        <Sample name="Interval">
            <div class="grid max-w-form gap-2">
                {INTERVALS
                    .map(|[low, value, high]| view! { <Interval low value high reach=0.1 /> })
                    .into_iter()
                    .collect_view()}
            </div>
        </Sample>
        <Sample name="Facts">
            <Facts>
                <Fact name="Role">"Mentor"</Fact>
                <Fact name="E-mail">
                    <span class="wrap-anywhere">"maria.friederike.hohenlohe-oehringen@kraftfahrzeughaftpflicht.example"</span>
                </Fact>
            </Facts>
        </Sample>
        <Sample name="LIST">
            <ul class=LIST>
                <li class=LINE>
                    <a href="#rows" rel="external" class="flex min-h-11 items-center px-5 py-4 transition-colors hover:bg-accent-soft">
                        "Tue 24 Nov, 14:00–14:30"
                    </a>
                </li>
                <li class=LINE>
                    <a href="#rows" rel="external" class="flex min-h-11 items-center px-5 py-4 transition-colors hover:bg-accent-soft">
                        "Wed 25 Nov, 09:00–09:30"
                    </a>
                </li>
            </ul>
        </Sample>
        <Sample name="Pager">
            <Pager page=2 pages=5 href=links::mentors_page label="Pages of mentors" />
        </Sample>
    }
    .into_any()
}

fn share_of(share: f64) -> AnyView {
    view! {
        <div class="grid grid-cols-[1fr_3.5rem] items-center gap-3 md:min-w-48">
            <Bar value=share />
            <span class="text-end">{percent(share)}</span>
        </div>
    }
    .into_any()
}
