//! Who and what is named in a report: mentions of persons, organisations, places, facilities, nationalities, roles
//! and documents, nested where they are.
//!
//! ```text
//! Doc ──atoms──▶ what is seen of each token ──features──▶ numbers ──layers──▶ labels ──taggers──▶ mentions
//! ```
//!
//! Each layer is a linear-chain conditional random field ([`crf`]) that sees, beside the words, what the layers
//! before it found: names that no other name holds, roles, and names inside names (`mentions.bin`).

pub mod atoms;
pub mod crf;
pub mod features;
pub mod file;
pub mod layer;
mod table;
mod taggers;
pub mod tags;
pub mod word_classes;

pub use crate::reading::{Mention, MentionKind};
pub use file::TaggerError;
pub use taggers::{INNER, NAMES, ROLES, Taggers};
