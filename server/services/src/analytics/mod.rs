//! What staff see of the programme.

mod export;
mod get_programme;
mod period;

pub use export::{Export, export};
pub use get_programme::get_programme;
