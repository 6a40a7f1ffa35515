//! Where a content begins after its cue, and how it is rendered.
//!
//! A content shows itself by a mark («أن», a quotation, a colon), looked for over titles and
//! occasions ([`marked`]), or it is a noun phrase that stands right behind the cue, times and adverbs
//! looked past ([`bare`]). Which of the two a cue may have its verb says ([`Frame`]).

mod adverbials;
mod bare;
mod marked;
mod mode;

pub use adverbials::skip_adverbials;
pub use bare::bare;
pub use marked::marked;
pub use mode::mode;

use crate::doc::Doc;
use crate::lexicon::{Frame, Prep};

/// The beginning of a content.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// Its first token.
    pub at: usize,
    /// Which frame of the verb it fills.
    pub frame: Frame,
    /// A preposition before «أن» that belongs to the cue when it touches it («مشيرا إلى | أن»).
    pub introduced: bool,
    /// How sure: 1 for a mark right here, less over a distance.
    pub sure: f32,
}

/// Whether a preposition stands free here that a verb governs before «أن» («أشار إلى أن»).
fn is_prep(doc: &Doc, i: usize) -> bool {
    use Prep::{Ala, An, Bi, Fi, Ila, Min};
    [Ila, Ala, An, Min, Bi, Fi]
        .iter()
        .any(|p| p.word() == doc.f(i))
}
