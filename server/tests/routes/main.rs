//! Black-box tests of the real router on a fresh database of each edition: requests go in as a
//! client would send them, mails come out of the outbox, and the clock is moved by hand.

#![allow(clippy::unwrap_used, reason = "in a test what is not there is a failure, and the line says where")]

mod support;

mod admin;
mod audience;
mod auth;
mod availability;
mod booking;
mod change_of_model;
mod compare;
mod discover;
mod experiments;
mod feedback_in_matching;
mod health;
mod idempotency;
mod import;
mod in_place;
mod install;
mod known_answers;
mod languages;
mod lifecycle;
mod match_conditions;
mod matching;
mod need_model;
mod pages;
mod people;
mod photos;
mod profiles;
mod reliability;
mod saved;
mod search_engines;
mod series;
mod staff;
mod start;
mod waiting;
