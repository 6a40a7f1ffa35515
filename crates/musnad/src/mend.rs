//! The commands by which people mend what engines read: corrections, and readings made again.

mod args;
mod correct;
mod corrections;
mod entities;
mod reread;
mod statement;

pub use args::{Command, Regroup};
pub use corrections::one as correction;
pub use entities::run as regroup;

use crate::contract::{Contract, mend as contracts};
use crate::exit::Exit;
use anyhow::Result;
use musnad_read::contract::schema;

/// What these commands print as JSON.
pub const CONTRACTS: &[Contract] = &[
    Contract {
        command: "correct",
        name: contracts::CORRECTION,
        schema: schema::<contracts::Line>,
    },
    Contract {
        command: "undo",
        name: contracts::CORRECTION,
        schema: schema::<contracts::Line>,
    },
    Contract {
        command: "corrections",
        name: contracts::CORRECTION,
        schema: schema::<contracts::Line>,
    },
    Contract {
        command: "reread",
        name: contracts::REREAD,
        schema: schema::<contracts::Reread>,
    },
];

/// Runs one of them.
///
/// # Errors
/// If the archive cannot be used, if what is named is not in it, or if standard output fails.
pub fn run(command: &Command) -> Result<Exit> {
    match command {
        Command::Correct(args) => correct::run(args),
        Command::Undo(args) => correct::undo(args),
        Command::Corrections(args) => corrections::run(args),
        Command::Reread(args) => reread::run(args),
    }
}
