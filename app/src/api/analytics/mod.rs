//! What staff see of the programme.

mod get_programme;

pub use get_programme::{GetProgramme, get_programme};
