//! What an archive holds, without numbers and times: what two archives are compared by.

use super::stamp;
use musnad_archive::{Access, Archive};
use std::path::Path;

/// All reports by id, each with its row, original, text and reading.
pub fn content(path: &Path) -> Vec<String> {
    let archive = Archive::open(path, Access::Read, &stamp()).expect("opens");
    let mut lines: Vec<String> = archive
        .held_after(0, usize::MAX >> 1)
        .expect("lists")
        .iter()
        .map(|held| {
            let original = musnad_archive::Hash::of(&archive.original(held).expect("reads"));
            let text = archive.text(held).expect("reads");
            let reading = archive.reading(held).expect("reads");
            let (id, digest) = (&held.id, held.digest());
            format!("{id} {digest} {original} {text:?} {reading:?}")
        })
        .collect();
    lines.sort();
    lines
}
