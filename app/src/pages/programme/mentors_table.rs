//! How much of the offered time is used.

use leptos::prelude::*;
use office_hours::analytics::{MAX_ROWS, MentorUtilisation};

use crate::kit::bar::{Bar, percent};
use crate::kit::button::LINK;
use crate::kit::empty::Empty;
use crate::kit::table::{CELL, HEAD, Table};
use crate::parts::links;

/// Mentors, least used first.
#[component]
pub fn MentorsTable(
    /// The rows.
    mentors: Vec<MentorUtilisation>,
    /// Whether there are more than these.
    more: bool,
) -> impl IntoView {
    if mentors.is_empty() {
        return view! { <Empty title="No mentors" text="Nobody has joined yet, or nobody has this name." /> }
            .into_any();
    }
    let rows = mentors.into_iter().map(|mentor| view! { <Row mentor /> }).collect_view();
    view! {
        <Table caption="Mentors, least used first">
            <thead>
                <tr>
                    <th scope="col" class=HEAD>
                        "Mentor"
                    </th>
                    <th scope="col" class=format!("{HEAD} text-right")>
                        "Offered"
                    </th>
                    <th scope="col" class=format!("{HEAD} text-right")>
                        "Used"
                    </th>
                    <th scope="col" class=format!("{HEAD} w-1/3")>
                        "Share"
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
        {more.then(|| view! { <p class="text-xs text-muted">{format!("The {MAX_ROWS} least used; the CSV has all.")}</p> })}
    }
    .into_any()
}

#[component]
fn Row(mentor: MentorUtilisation) -> impl IntoView {
    let share = match mentor.utilisation {
        Some(share) => view! {
            <div class="grid min-w-32 grid-cols-[1fr_3.5rem] items-center gap-3">
                <Bar value=share />
                <span class="text-right">{percent(share)}</span>
            </div>
        }
        .into_any(),
        None => view! { <span class="text-muted">"Nothing offered"</span> }.into_any(),
    };
    view! {
        <tr>
            <td class=CELL>
                <a class=LINK href=links::mentor(mentor.mentor_id)>
                    {mentor.name}
                </a>
                {(!mentor.active).then(|| view! { <span class="text-muted">" (on leave)"</span> })}
            </td>
            <td class=format!("{CELL} text-right")>{mentor.offered}</td>
            <td class=format!("{CELL} text-right")>{mentor.used}</td>
            <td class=CELL>{share}</td>
        </tr>
    }
}
