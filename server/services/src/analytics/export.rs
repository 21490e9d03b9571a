//! The rows behind the programme page, all of them, for a spreadsheet.

use office_hours::analytics::ProgrammeFilter;
use office_hours::{Actor, Failure};
use store::queries::programme::{self, ProgrammeQuery};

use super::{list_utilisation, parse_name, period};
use crate::failure::OrFail;
use crate::policy::{self, Action};
use crate::{Reader, Services};

/// What to export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// Sessions that pass the filter.
    Sessions,
    /// Mentors that pass the filter's name, with their utilisation in its period.
    Mentors,
}

/// Rows of text, the header first.
pub async fn export(
    services: &Services,
    actor: &Actor,
    kind: Export,
    filter: &ProgrammeFilter,
    reader: &Reader,
) -> Result<Vec<Vec<String>>, Failure> {
    policy::check(actor, Action::SeeProgramme)?;
    match kind {
        Export::Sessions => {
            let period = period::parse(filter, &reader.zone, services.now())?;
            let name = parse_name(filter)?;
            let query = ProgrammeQuery {
                status: filter.status,
                name: name.as_deref(),
                from: period.from,
                to: period.to,
                part: None,
            };
            let header = ["session_id", "starts_at", "ends_at", "status", "mentor", "mentee", "company"];
            let rows = programme::list(&services.store, &query).await.or_fail()?;
            Ok(table(
                header,
                rows.into_iter().map(|row| {
                    [
                        row.session_id.to_string(),
                        row.starts_at.to_string(),
                        row.ends_at.to_string(),
                        row.status.to_string(),
                        plain(row.mentor_name),
                        plain(row.mentee_name),
                        plain(row.mentee_company.unwrap_or_default()),
                    ]
                }),
            ))
        }
        Export::Mentors => {
            let header = ["mentor_id", "name", "active", "offered", "used", "utilisation"];
            let rows = list_utilisation(services, actor, filter, reader).await?;
            Ok(table(
                header,
                rows.into_iter().map(|row| {
                    [
                        row.mentor_id.to_string(),
                        plain(row.name),
                        row.active.to_string(),
                        row.offered.to_string(),
                        row.used.to_string(),
                        row.utilisation.map(|share| format!("{share:.3}")).unwrap_or_default(),
                    ]
                }),
            ))
        }
    }
}

fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Vec<Vec<String>> {
    std::iter::once(header.map(str::to_owned)).chain(rows).map(Vec::from).collect()
}

/// A spreadsheet takes a cell that begins with one of these for a formula; an apostrophe stops it.
/// Source: OWASP, "CSV Injection".
fn plain(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_formula() {
        assert_eq!(plain("=HYPERLINK(1)".into()), "'=HYPERLINK(1)");
        assert_eq!(plain("Noor".into()), "Noor");
    }
}
