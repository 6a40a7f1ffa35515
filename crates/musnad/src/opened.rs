//! The archive that a command works on.

use crate::args::ArchiveFile;
use crate::progress::Steps;
use anyhow::{Context, Result};
use jiff::Timestamp;
use musnad_archive::{Access, Archive, ArchiveError, Stamp};
use musnad_read::Engine;

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

/// Opens the archive for a question that has to know who is who: what came since the last such question is grouped
/// first. Where nothing may be written, the groups are made for this question alone.
///
/// # Errors
/// As [`open`], or if it can be neither grouped nor read.
pub fn open_grouped(file: &ArchiveFile) -> Result<Archive> {
    // Names are compared by lexicons alone; weights would take longer to load than most questions to answer.
    let engine = Engine::untrained();
    let language = engine.language();
    let archive = open(file, Access::Read)?;
    if archive.is_grouped(language)? {
        return Ok(archive);
    }
    archive.close()?;
    match Archive::open(&file.path, Access::Write, &stamp()) {
        Ok(mut archive) => {
            group(&mut archive, &engine)?;
            archive.close()?;
        }
        Err(ArchiveError::ReadOnly { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    let mut archive = open(file, Access::Read)?;
    // Also where another process has added a report this very moment.
    if !archive.is_grouped(language)? {
        archive.group_aside(language)?;
    }
    Ok(archive)
}

/// Groups what the reports of an archive that is open for writing speak of.
///
/// # Errors
/// If it cannot be written to.
pub fn group(archive: &mut Archive, engine: &Engine) -> Result<()> {
    let mut steps = Steps::new(true);
    archive.group(engine.language(), &mut |done, all| steps.at(done, all))?;
    steps.finish();
    Ok(())
}
