//! The archive that a command works on.

use crate::args::ArchiveFile;
use anyhow::{Context, Result};
use jiff::Timestamp;
use musnad_archive::{Access, Archive, ArchiveError, Stamp};

/// Now, and this program: what the archive writes down of an act.
pub fn stamp() -> Stamp {
    Stamp {
        at: Timestamp::now(),
        program: concat!("musnad ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

const UPDATE: &str = "an archive of an earlier musnad cannot be brought up to date; \
     `musnad doctor --rescue NEW.db` copies what is intact into a new one";

/// Opens the archive that the flags name. One that an earlier program made is brought up to date first, also to
/// be read: nobody should have to know which command does that.
///
/// # Errors
/// If it cannot be used for that: exit code 4.
pub fn open(file: &ArchiveFile, access: Access) -> Result<Archive> {
    let opened = Archive::open(&file.path, access, &stamp());
    if let Err(older @ ArchiveError::Older { .. }) = opened {
        return match Archive::open(&file.path, Access::Write, &stamp()) {
            Ok(archive) => {
                archive.close()?;
                Ok(Archive::open(&file.path, access, &stamp())?)
            }
            // It tells why the file would have to be written to.
            Err(ArchiveError::ReadOnly { .. }) => Err(older.into()),
            Err(error) => Err(error).context(UPDATE),
        };
    }
    Ok(opened?)
}
