//! The exit codes, which all commands share.

use musnad_archive::ArchiveError;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All was done.
    Done,
    /// A check found a problem.
    Found,
    /// The command was not understood, or names what is not there; clap uses the same code.
    Usage,
    /// Some inputs failed, the rest were done.
    SomeFailed,
    /// The archive cannot be used.
    Unusable,
}

impl Exit {
    /// What an error that ended a command comes to.
    pub fn of(error: &anyhow::Error) -> Exit {
        use ArchiveError::{NotAnExport, Refused, Stream, Unknown};
        match error.chain().find_map(|cause| cause.downcast_ref()) {
            // It is not the archive that is at fault.
            None | Some(Unknown { .. } | Refused { .. } | NotAnExport { .. } | Stream(_)) => {
                Exit::Usage
            }
            Some(_) => Exit::Unusable,
        }
    }

    /// [`Exit::SomeFailed`] if any failed.
    pub fn after(failures: u64) -> Exit {
        match failures {
            0 => Exit::Done,
            _ => Exit::SomeFailed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Found => 1,
            Exit::Usage => 2,
            Exit::SomeFailed => 3,
            Exit::Unusable => 4,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn an_archive_that_cannot_be_used_shows_through_what_is_said_around_it() {
        let error = ArchiveError::Missing {
            path: "a.db".into(),
        };
        let error = Err::<(), _>(error)
            .context("merging")
            .expect_err("an error");
        assert_eq!(Exit::of(&error), Exit::Unusable);
        assert_eq!(Exit::of(&anyhow::anyhow!("no such report")), Exit::Usage);
    }
}
