//! The sessions behind the figures.

use leptos::prelude::*;
use office_hours::analytics::MAX_ROWS;
use office_hours::booking::SessionView;
use office_hours::{msgid, text};

use crate::kit::button::LINK;
use crate::kit::empty::Empty;
use crate::kit::table::{Cell, Column, Table, TableRow};
use crate::parts::links;
use crate::parts::session_status::Status;
use crate::parts::time::TimeSpan;
use crate::state::language::{say, tell};

const WHEN: Column = Column::words(msgid!("When"));
const MENTOR: Column = Column::words(msgid!("Mentor"));
const FOUNDER: Column = Column::words(msgid!("Founder"));
const STATUS: Column = Column::words(msgid!("Status"));

/// The sessions, latest first.
#[component]
pub fn SessionsTable(
    /// The rows.
    sessions: Vec<SessionView>,
    /// Whether there are more than these.
    more: bool,
) -> impl IntoView {
    if sessions.is_empty() {
        return view! { <Empty title=say("No sessions") text=say("None that the filters let through. A wider range of days may have some.") /> }
            .into_any();
    }
    let rows = sessions.into_iter().map(|session| view! { <Row session /> }).collect_view();
    view! {
        <Table caption=say("Sessions, latest first") columns=&[WHEN, MENTOR, FOUNDER, STATUS]>
            {rows}
        </Table>
        {more.then(|| view! { <p class="text-xs text-muted">{tell(text!("The latest {most}; the CSV has all.", most = MAX_ROWS))}</p> })}
    }
    .into_any()
}

#[component]
fn Row(session: SessionView) -> impl IntoView {
    let company = session.mentee_company.map(|company| format!(", {company}")).unwrap_or_default();
    view! {
        <TableRow>
            <Cell column=WHEN>
                <a class=LINK href=links::session(session.session_id)>
                    <TimeSpan starts=session.starts ends=session.ends />
                </a>
            </Cell>
            <Cell column=MENTOR>{session.mentor_name}</Cell>
            <Cell column=FOUNDER>{format!("{}{company}", session.mentee_name)}</Cell>
            <Cell column=STATUS>
                <Status status=session.status />
            </Cell>
        </TableRow>
    }
}
