//! The design system: small pieces with the look and the manners of every page.
//!
//! No word of the domain lives here, no server function and no decision: props in, view out.

pub mod alert;
pub mod avatar;
pub mod badge;
pub mod bar;
pub mod button;
#[cfg(test)]
mod contrast;
pub mod dialog;
pub mod empty;
pub mod facts;
pub mod field;
pub mod fold;
pub mod form_data;
pub mod get_form;
pub mod icon;
pub mod interval;
pub mod keys;
pub mod marked;
pub mod page;
pub mod pager;
pub mod panel;
pub mod part;
pub mod radio;
pub mod removable;
pub mod select;
pub mod skeleton;
pub mod table;
pub mod text_area;
pub mod url;
