//! A mentor changes when and how they can be met.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use office_hours::availability::{AvailabilityRules, OfferInput};
use serde::{Deserialize, Serialize};

use crate::api::ApiError;

/// Rules as the form sends them: each list is a text of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnteredRules {
    pub version: i64,
    pub weekly_hours: String,
    pub load_cap_per_week: i64,
    pub session_minutes: i64,
    pub interval_minutes: i64,
    pub buffer_before_minutes: i64,
    pub buffer_after_minutes: i64,
    pub notice_minutes: i64,
    pub horizon_days: i64,
    pub capacity: i64,
    /// Empty means no cap.
    pub cap_per_mentee: String,
    pub location: String,
    pub approval: String,
    pub overrides: String,
    pub one_offs: String,
    pub recurrences: String,
    pub blocks: String,
    /// "on" when sessions that no longer fit are to stay.
    pub keep: String,
}

/// Saves the rules. While sessions would no longer fit and `keep` is not set, they are named instead, and
/// nothing is saved.
#[server(prefix = "/fn", endpoint = "save_rules")]
pub async fn save_rules(rules: EnteredRules) -> Result<(), ApiError> {
    use crate::api::request::{answer, asking};
    let (services, actor, zone) = asking();
    answer(save(&services, &actor, &zone, rules).await)?;
    leptos_axum::redirect("/hours/rules?saved=1");
    Ok(())
}

#[cfg(feature = "ssr")]
async fn save(
    services: &services::Services,
    actor: &office_hours::Actor,
    zone: &services::ViewerZone,
    entered: EnteredRules,
) -> Result<(), office_hours::Failure> {
    use office_hours::Failure;
    use office_hours::availability::{PreviewRules, form_field};

    let keep = entered.keep == "on";
    let rules = entered.rules()?;
    let of_the_form = |failure| match failure {
        Failure::Invalid { field, message } => Failure::invalid(form_field(&field), message),
        other => other,
    };
    if !keep {
        let input = PreviewRules { rules: rules.clone(), timezone: None };
        let preview = services::availability::preview_rules(services, actor, &input, zone).await;
        let touched = preview.map_err(of_the_form)?.sessions_touched;
        if !touched.is_empty() {
            return Err(Failure::conflict("sessions_touched", sentence(&touched)));
        }
    }
    services::availability::save_rules(services, actor, &rules).await.map_err(of_the_form).map(drop)
}

#[cfg(feature = "ssr")]
fn sentence(touched: &[office_hours::availability::TouchedSession]) -> String {
    let named: Vec<String> = touched
        .iter()
        .map(|touched| {
            let session = &touched.session;
            format!("{} {} with {}", session.starts.day, session.starts.time, session.mentee_name)
        })
        .collect();
    format!(
        "Nothing was saved yet: {} would no longer fit into these hours: {}. Tick “Keep what is booked” and save again, \
         or move or cancel them first under Sessions.",
        if named.len() == 1 { "a booked session" } else { "booked sessions" },
        named.join("; ")
    )
}

#[cfg(feature = "ssr")]
impl EnteredRules {
    fn rules(self) -> Result<AvailabilityRules, office_hours::Failure> {
        use office_hours::Failure;
        use office_hours::availability::ExceptionLines;

        let cap = self.cap_per_mentee.trim();
        let cap_per_mentee = match cap {
            "" => None,
            cap => Some(cap.parse().map_err(|_| {
                Failure::invalid("cap_per_mentee", "Give a number of sessions, or leave it empty for no cap.")
            })?),
        };
        let lines = ExceptionLines {
            overrides: self.overrides,
            one_offs: self.one_offs,
            recurrences: self.recurrences,
            blocks: self.blocks,
        };
        Ok(AvailabilityRules {
            version: self.version,
            weekly_hours: self.weekly_hours,
            load_cap_per_week: self.load_cap_per_week,
            offer: OfferInput {
                session_minutes: self.session_minutes,
                interval_minutes: self.interval_minutes,
                buffer_before_minutes: self.buffer_before_minutes,
                buffer_after_minutes: self.buffer_after_minutes,
                notice_minutes: self.notice_minutes,
                horizon_days: self.horizon_days,
                capacity: self.capacity,
                cap_per_mentee,
                location: self.location,
                approval: self.approval,
            },
            exceptions: lines.parse()?,
        })
    }
}
