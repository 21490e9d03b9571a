//! `/welcome`: who somebody is, in one page each.

mod choice;
mod first_matches;
mod mentee;
mod mentor;
mod paste;
mod preview;
mod steps;

pub use self::choice::WelcomePage;
pub use self::mentee::WelcomeMenteePage;
pub use self::mentor::{WelcomeMentorPage, mentor_page};
#[cfg(feature = "ssr")]
pub use self::paste::Pasted;
