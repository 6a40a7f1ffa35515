//! What is wrong with an archive, what that means, and what can be done: [`Archive::diagnose`] says it,
//! [`Archive::repair`] makes again what is derived, [`rescue`] copies out of a damaged file what is
//! intact.

mod diagnose;
mod legible;
mod loss;
mod repair;
mod rescue;

pub use diagnose::{Diagnosis, Finding, Size};
pub(crate) use loss::Loss;
pub use repair::Repaired;
pub use rescue::{Rescued, rescue};
