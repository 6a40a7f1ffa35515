//! The search index: made once more in the mind, and compared.

use super::problem::{Problems, Remedy};
use crate::file::Archive;
use crate::message::message;
use crate::seal;
use crate::search;

/// Reports named one by one; of more it is the index that is damaged, not they.
const NAMED: usize = 100;

pub(super) fn check(archive: &Archive, problems: &mut Problems) {
    let wrong = search::check(&archive.connection)
        .unwrap_or_else(|error| vec![message!("it cannot be read ({})", error)]);
    if !seal::holds(&archive.connection).unwrap_or(false) {
        let what = message!("its tables are not what they were when the archive was closed");
        problems.structure(search::name(), what, Remedy::Repair);
    }
    for what in wrong.iter().take(NAMED).cloned() {
        problems.structure(search::name(), what, Remedy::Repair);
    }
    if wrong.len() > NAMED {
        let what = message!("and as many more: {}", wrong.len() - NAMED);
        problems.structure(search::name(), what, Remedy::Repair);
    }
}
