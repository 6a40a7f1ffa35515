//! The commands that ask an archive: what is in it, what changed, who said what, and all of it at once.

mod actors;
mod args;
mod arrangements;
mod brief;
mod entities;
mod export;
mod found;
mod marked;
mod places;
mod report;
mod search;
mod timeline;
mod told;
mod versions;
mod who;

pub use args::{Command, id};
pub use entities::{find as entity, print as entity_page};
pub use found::find;

use crate::contract::{Contract, map};
use crate::exit::Exit;
use anyhow::Result;
use musnad_archive::contract as archive;
use musnad_read::contract::schema;

/// What these commands print as JSON.
pub const CONTRACTS: &[Contract] = &[
    Contract {
        command: "search",
        name: archive::search::NAME,
        schema: schema::<archive::Search>,
    },
    Contract {
        command: "report",
        name: archive::report::NAME,
        schema: schema::<archive::Report>,
    },
    Contract {
        command: "versions",
        name: archive::versions::NAME,
        schema: schema::<archive::Versions>,
    },
    Contract {
        command: "who",
        name: archive::who::NAME,
        schema: schema::<archive::Who>,
    },
    Contract {
        command: "where",
        name: archive::places::NAME,
        schema: schema::<archive::Where>,
    },
    Contract {
        command: "timeline",
        name: archive::timeline::NAME,
        schema: schema::<archive::Timeline>,
    },
    Contract {
        command: "actors",
        name: archive::actors::NAME,
        schema: schema::<archive::Actors>,
    },
    Contract {
        command: "arrangements",
        name: archive::arrangements::NAME,
        schema: schema::<archive::Arrangements>,
    },
    Contract {
        command: "entities",
        name: archive::entities::NAME,
        schema: schema::<archive::Entities>,
    },
    Contract {
        command: "export",
        name: map::NAME,
        schema: schema::<map::Map>,
    },
];

/// Runs one of them.
///
/// # Errors
/// If the archive cannot be used, if what is asked for is not in it, or if standard output fails.
pub fn run(command: &Command) -> Result<Exit> {
    match command {
        Command::Search(args) => search::run(args),
        Command::Report(args) => report::run(args),
        Command::Versions(args) => versions::run(args),
        Command::Who(args) => who::run(args),
        Command::Where(args) => places::run(args),
        Command::Timeline(args) => timeline::run(args),
        Command::Actors(args) => actors::run(args),
        Command::Arrangements(args) => arrangements::run(args),
        Command::Entities(args) => entities::run(args),
        Command::Export(args) => export::run(args),
    }
}
