//! `office-hours match`.

use std::process::ExitCode;

use clap::Args;
use office_hours::Actor;
use office_hours::matching::{MatchFilters, MatchRequest, MatchResponse};
use services::{Reader, matching};

use super::CommandError;
use super::output::say;
use crate::boot;
use crate::settings::Settings;

/// Match a need from the command line: the same answer as `POST /api/match` and the search page.
#[derive(Debug, Args)]
pub(super) struct Match {
    /// What somebody needs, in their own words.
    need: String,
    /// Only mentors of this industry.
    #[arg(long)]
    industry: Option<String>,
    /// Only mentors of this company stage.
    #[arg(long)]
    stage: Option<String>,
    /// Only mentors with this area; may be given several times.
    #[arg(long)]
    expertise: Vec<String>,
    /// Only mentors who speak this language (ISO 639-1).
    #[arg(long)]
    language: Option<String>,
    /// Only mentors who live in this country (ISO 3166 alpha-2).
    #[arg(long)]
    country: Option<String>,
    /// Only mentors who work there.
    #[arg(long)]
    company: Option<String>,
    /// Only mentors whose mean rating is at least so much, 1 to 5.
    #[arg(long, value_name = "STARS")]
    min_rating: Option<f64>,
    /// Only mentors with a free slot within so many days.
    #[arg(long, value_name = "DAYS")]
    within: Option<u32>,
    /// Results at most.
    #[arg(long, default_value_t = 5)]
    limit: u32,
    /// Answer as JSON.
    #[arg(long)]
    json: bool,
}

impl Match {
    pub(super) async fn run(self, settings: &Settings) -> Result<ExitCode, CommandError> {
        let boot::Booted { services, model } = boot::boot(settings).await?;
        model.wait_until_settled().await;
        matching::refresh_index(&services).await?;
        matching::load_topics(&services).await?;
        let request = MatchRequest {
            query: self.need,
            filters: MatchFilters {
                industry: self.industry,
                stage: self.stage,
                expertise: self.expertise,
                language: self.language,
                country: self.country,
                company: self.company,
                min_rating: self.min_rating,
                available_within_days: self.within,
                ..MatchFilters::default()
            },
            limit: Some(self.limit),
            ..MatchRequest::default()
        };
        let response =
            matching::match_mentors(&services, &Actor::System, &request, &Reader::default()).await?;
        if self.json {
            say(serde_json::to_string_pretty(&response)?);
        } else {
            print(&response);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print(response: &MatchResponse) {
    if response.results.is_empty() {
        say("Nobody fits. Say it in other words, or loosen a filter.");
    }
    for (place, result) in (1..).zip(&response.results) {
        let headline = result.headline.as_deref().unwrap_or_default();
        say(format_args!("{place}. {} ({:.2})  {headline}", result.name, result.score));
        for reason in &result.reasons {
            match &reason.evidence {
                Some(evidence) => say(format_args!("     {}: “{evidence}”", reason.text)),
                None => say(format_args!("     {}", reason.text)),
            }
        }
    }
}
