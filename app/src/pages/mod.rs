//! One folder per route: the page and the parts that only it has.

pub mod account;
pub mod compare;
pub mod dev;
pub mod discover;
pub mod experiments;
pub mod find;
pub mod hours;
pub mod landing;
pub mod mentor;
pub mod not_found;
pub mod people;
pub mod programme;
pub mod rules;
pub mod saved;
pub mod session;
pub mod sessions;
pub mod sign_in;
pub mod welcome;
pub mod zone;
