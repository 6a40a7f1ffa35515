//! The commands that keep an archive whole and bring archives together.

mod args;
mod doctor;
mod take;
mod verify;

pub use args::Command;

use crate::contract::{Contract, care as contracts};
use crate::exit::Exit;
use crate::read_command::reading;
use anyhow::Result;
use musnad_archive::Again;
use musnad_read::contract::{Engine as MadeBy, schema};
use musnad_read::{Engine, Reading};
use musnad_report::Report;

/// What these commands print as JSON.
pub const CONTRACTS: &[Contract] = &[
    Contract {
        command: "merge",
        name: contracts::TAKEN,
        schema: schema::<contracts::Taken>,
    },
    Contract {
        command: "import",
        name: contracts::TAKEN,
        schema: schema::<contracts::Taken>,
    },
    Contract {
        command: "verify",
        name: contracts::VERIFICATION,
        schema: schema::<contracts::Verification>,
    },
    Contract {
        command: "doctor",
        name: contracts::DIAGNOSIS,
        schema: schema::<contracts::Diagnosis>,
    },
];

/// Runs one of them.
///
/// # Errors
/// If the archive cannot be used, or standard output fails.
pub fn run(command: &Command) -> Result<Exit> {
    match command {
        Command::Merge(args) => take::merge(args),
        Command::Import(args) => take::import(args),
        Command::Verify(args) => verify::run(args),
        Command::Doctor(args) => doctor::run(args),
    }
}

/// Reads as `add` does, for what is to be read once more, and groups entities as questions do.
struct Reader {
    engine: Engine,
    /// Names are compared by lexicons alone: see [`crate::opened::open_grouped`].
    lexicons: Engine,
}

impl Reader {
    fn new() -> Reader {
        Reader {
            engine: Engine::embedded(),
            lexicons: Engine::untrained(),
        }
    }

    fn made_by(&self) -> MadeBy {
        MadeBy::with_data(&self.engine.language().version)
    }

    /// Lets `work` have the engine in the form in which the archive wants it.
    fn with<T>(&self, work: impl FnOnce(&Again<'_>) -> T) -> T {
        let read = |report: &Report| -> Reading { reading(&self.engine, report, Vec::new()) };
        work(&Again {
            engine: self.made_by(),
            language: self.lexicons.language(),
            read: &read,
        })
    }
}
