//! Who and what is the same in several reports?
//!
//! Entity resolution across documents, without all pairs: names are compared only where blocking keys
//! (skeletons of their words) bring them together, and evidence decides: the same office, country, body. What
//! is unsure stays apart and is offered as [`Maybe`] (law 6). The outcome is a function of the set of reports,
//! not of their order (law 3): reports are put in the order of their ids first. What people correct is laid
//! over it every time ([`Correction`], law 4).
//!
//! ```text
//! Entities of each report ──Reported::of──▶ Nodes ──names, offices──▶ Sets ──corrections──▶ Linked
//! ```
//!
//! The crate is pure: no clock, no input or output, no randomness.

mod bodies;
mod correction;
mod evidence;
pub mod graph;
mod linked;
mod nodes;
mod offices;
mod persons;
mod reported;
mod sets;
mod singles;

pub use correction::{Anchor, Correction};
pub use linked::{Global, Linked, Maybe, Member, Reason, RoleOverTime};
pub use reported::{Local, Reported, Role};

use evidence::Evidence;
use musnad_read::lexicon::Lexicon;
use nodes::Nodes;
use sets::Sets;

/// Groups the entities of all reports.
pub fn link(reports: &[Reported], lexicon: &Lexicon, corrections: &[Correction]) -> Linked {
    let nodes = Nodes::new(reports, lexicon);
    let evidence = Evidence::gather(&nodes);
    let mut sets = Sets::new(nodes.all.len());
    let mut maybe = Vec::new();
    bodies::group(&nodes, &evidence, lexicon, &mut sets);
    persons::group(&nodes, &evidence, lexicon, &mut sets, &mut maybe);
    offices::group(&nodes, &evidence, &mut sets);
    let corrected = correction::apply(&nodes, corrections, &mut sets);
    linked::build(&nodes, &sets, &maybe, corrected)
}
