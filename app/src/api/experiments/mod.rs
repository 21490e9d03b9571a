//! Ranking experiments, for staff: which there are, what one has shown, starting and ending one.

mod end_experiment;
mod list_experiments;
mod report_experiment;
mod start_experiment;

pub use end_experiment::{EndExperiment, end_experiment};
pub use list_experiments::{ListExperiments, list_experiments};
pub use report_experiment::{ReportExperiment, report_experiment};
pub use start_experiment::{StartExperiment, start_experiment};
