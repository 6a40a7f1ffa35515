//! Who is said to have said, done, asked, refused what?

pub mod assemble;
pub mod confidence;
pub mod content;
pub mod contract;
pub mod data;
mod decide;
pub mod doc;
pub mod engine;
pub mod entities;
pub mod events;
pub mod inflect;
pub mod judge;
pub mod lexicon;
mod located;
pub mod matcher;
pub mod mentions;
pub mod np;
mod on_word_of;
pub mod reading;
pub mod rule;
pub mod shape;
pub mod times;
mod when;
pub mod who;
pub mod zones;

pub use engine::{Context, Engine, nest};
pub use reading::*;
