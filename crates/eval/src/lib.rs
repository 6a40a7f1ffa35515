//! How right are we?
//!
//! Scores attributions against gold, beside two baselines, and holds every figure to a floor that
//! only rises (`eval/floors.toml`). The figures are those of PARC 3 and PolNeAR (cue, source,
//! content), counted as the project's annotation guide and its reference scorer define them; each is
//! described at [`Figure`].
//!
//! ```text
//! gold set ──▶ Doc ──Reader──▶ Annotations ──resolve──▶ Resolved ──score──▶ Counts ──▶ tables, floors
//! ```
//!
//! Beside the figures stand what they are made of and how far they can be trusted: the classes of
//! [`errors`], which add up to them; the [`agreement`] of two readers, their ceiling; the
//! [`calibration`] of what the engine says of itself; and its [`robustness`] under other spellings.
pub mod agreement;
pub mod align;
pub mod annotations;
pub mod baseline;
pub mod bootstrap;
pub mod calibration;
pub mod corpora;
pub mod entities;
pub mod errors;
pub mod events;
pub mod figures;
pub mod floors;
pub mod gate;
pub mod layer;
pub mod manifest;
pub mod mentions;
pub mod normal;
mod pinned;
pub mod print;
pub mod reader;
pub mod resolve;
pub mod rng;
pub mod robustness;
pub mod score;
pub mod set;
pub mod times;

pub use annotations::Annotations;
pub use figures::{Count, Counts, Figure, Rates};
pub use reader::Reader;
pub use score::{DocScore, score};
pub use set::Doc;

pub use set::hex_sha256 as pinned_sha256;
