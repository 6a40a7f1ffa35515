//! The first hundred bytes, of which SQLite itself believes most.

use super::problem::{Problems, Remedy};
use crate::file::{Archive, log_of};
use crate::message::{Message, message};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Fields that every archive has alike: first byte, value, name. The rest of the header are counters, and
/// `user_version` and `application_id`, which are asked for when the archive is opened.
pub(crate) const FIXED: &[(usize, &[u8], &str)] = &[
    (0, b"SQLite format 3\0", "the magic words"),
    (16, &[0x20, 0], "the size of a page"),
    (18, &[2, 2], "the versions of the file format"),
    (20, &[0], "the reserved bytes"),
    (21, &[64, 32, 32], "the fractions of a page"),
    (48, &[0; 4], "the size of the cache"),
    (52, &[0; 4], "the largest root page"),
    (64, &[0; 4], "the vacuum mode"),
    (72, &[0; 20], "the bytes kept for later"),
];

/// Fields that come with the first table: as long as that is in the write-ahead log alone, they are not here.
pub(crate) const WITH_TABLES: &[(usize, &[u8], &str)] = &[
    (44, &[0, 0, 0, 4], "the schema format"),
    (56, &[0, 0, 0, 1], "the text encoding"),
];

/// A page's size in bytes, as [`FIXED`] says.
pub(crate) const PAGE: u64 = 8192;

pub(super) fn check(archive: &Archive, problems: &mut Problems) {
    if let Err(error) = compare(archive.path(), problems) {
        problems.structure(
            message!("the file's header"),
            Message::verbatim(error.to_string()),
            Remedy::Rescue,
        );
    }
}

fn compare(path: &Path, problems: &mut Problems) -> io::Result<()> {
    let mut head = [0; 100];
    let mut file = File::open(path)?;
    file.read_exact(&mut head)?;
    // While the log is there, the file's own header may be an older one.
    let has_log = fs::metadata(log_of(path)).is_ok_and(|log| log.len() > 0);
    let with_tables = WITH_TABLES.iter().filter(|_| !has_log);
    for (at, value, name) in FIXED.iter().chain(with_tables) {
        if !head[*at..].starts_with(value) {
            let what = message!("{} (byte {}) cannot be so", name, at);
            problems.structure(message!("the file's header"), what, Remedy::Rescue);
        }
    }
    let number =
        |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    // Whatever writes the first page sets both: the second tells that the first was set by a program
    // that keeps the number of pages up to date.
    if number(24) != number(92) {
        let what = message!("the change counter (byte 24) and its copy (byte 92) differ");
        problems.structure(message!("the file's header"), what, Remedy::Rescue);
    }
    let (says, is) = (u64::from(number(28)) * PAGE, file.metadata()?.len());
    if says != is && !has_log {
        let what = message!("the file should have {} bytes and has {}", says, is);
        problems.structure(message!("the file"), what, Remedy::Rescue);
    }
    Ok(())
}
