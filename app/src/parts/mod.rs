//! Pieces that know the domain and are used by several pages.
//!
//! They show what server functions answered; they fetch and send nothing themselves, except the viewer, what
//! the palette is asked for, and whom somebody saves.

pub mod chips;
pub mod days;
pub mod erase;
pub mod failed;
pub mod form_failure;
pub mod frame;
pub mod links;
pub mod load;
pub mod mentor_form;
pub mod mentor_tile;
pub mod need_box;
pub mod palette;
pub mod profile_choices;
pub mod save;
pub mod session_status;
pub mod time;
pub mod touched_sessions;
pub mod weekday_heads;
pub mod weekly_hours;
pub mod words;
pub mod zones;
