//! Adapters: the traits of [`services::ports`] met by real systems, one file per system.
//!
//! | module | edition | trait |
//! | --- | --- | --- |
//! | [`system`] | the machine | `Clock`, `Entropy` |
//! | [`standstill`] | for pictures | `Clock`, `Entropy` |
//! | [`embeddings::minilm`] | embedded | `Embedder` |
//! | [`openai`] | remote | `Embedder`, `NeedModel` |
//! | [`vectors::memory`] | embedded | `VectorIndex` |
//! | [`upstash`] | remote | `VectorIndex` |
//! | [`mail::files`] | embedded | `Mailer`, `Mailbox` |
//! | [`photos::files`] | embedded | `PhotoStore` |
//!
//! What lives here: how to talk to one outside system, its wire types, its limits, and the
//! translation of its errors into *retry* or *give up*.
//!
//! What must not: a decision of the product, a query to the database, a setting read from the
//! environment. Constructors take values; `server/src/boot.rs` alone decides which adapter serves.

mod disk;
pub mod embeddings;
pub mod mail;
pub mod openai;
pub mod photos;
pub mod rest;
pub mod standstill;
pub mod system;
pub mod upstash;
pub mod vectors;
