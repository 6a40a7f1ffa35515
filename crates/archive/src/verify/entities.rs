//! The groups of entities: made once more in the mind, and compared.

use super::problem::{Problems, Remedy};
use crate::entities;
use crate::file::Archive;
use crate::message::message;
use musnad_read::data::Language;

/// Things named one by one; of more it is the groups that are damaged.
const NAMED: usize = 100;

pub(super) fn check(archive: &Archive, language: Option<&Language>, problems: &mut Problems) {
    let wrong = entities::check(&archive.connection, language)
        .unwrap_or_else(|error| vec![message!("it cannot be read ({})", error)]);
    for what in wrong.into_iter().take(NAMED) {
        problems.structure(entities::name(), what, Remedy::Repair);
    }
}
