//! The archive that a command works on.

use crate::args::ArchiveFile;
use anyhow::Result;
use jiff::Timestamp;
use musnad_archive::{Access, Archive, Stamp};

/// Now, and this program: what the archive writes down of an act.
pub fn stamp() -> Stamp {
    Stamp {
        at: Timestamp::now(),
        program: concat!("musnad ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// Opens the archive that the flags name.
///
/// # Errors
/// If it cannot be used for that: exit code 4.
pub fn open(file: &ArchiveFile, access: Access) -> Result<Archive> {
    Ok(Archive::open(&file.path, access, &stamp())?)
}
