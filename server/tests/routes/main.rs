//! Black-box tests of the real router on a fresh database of each edition: requests go in as a
//! client would send them, mails come out of the outbox, and the clock is moved by hand.

mod support;

mod admin;
mod audience;
mod auth;
mod booking;
mod health;
mod import;
mod matching;
mod pages;
mod profiles;
mod staff;
mod start;
