//! The contracts of all commands that print JSON, for `musnad schema`.
//!
//! Each has a schema under `docs/schema`, made from its types by `musnad schema COMMAND`.

pub mod care;
pub mod keep;
pub mod map;
pub mod mend;

use crate::ask;
use clap::builder::{PossibleValue, PossibleValuesParser};
use musnad_read::contract::{self as reading, schema};
use schemars::Schema;

/// What one command prints as JSON.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
    /// The command.
    pub command: &'static str,
    /// The contract's name, in the field `schema` of what is printed.
    pub name: &'static str,
    /// Makes its JSON Schema.
    pub schema: fn() -> Schema,
}

/// Those of the commands that keep nothing.
const STATELESS: &[Contract] = &[
    Contract {
        command: "read",
        name: "musnad.reading/1",
        schema: schema::<reading::Line>,
    },
    Contract {
        command: "explain",
        name: "musnad.explanation/1",
        schema: schema::<reading::Explanation>,
    },
];

/// All contracts, in the order of the commands.
pub fn all() -> impl Iterator<Item = &'static Contract> {
    [
        STATELESS,
        keep::ALL,
        ask::CONTRACTS,
        crate::mend::CONTRACTS,
        crate::care::CONTRACTS,
    ]
    .into_iter()
    .flatten()
}

/// The commands that print JSON, each with its contract's name, as the help lists them.
pub fn commands() -> PossibleValuesParser {
    PossibleValuesParser::new(
        all().map(|contract| PossibleValue::new(contract.command).help(contract.name)),
    )
}

/// The schema of what a command prints, as it is printed.
pub fn schema_of(command: &str) -> Option<String> {
    let contract = all().find(|contract| contract.command == command)?;
    let schema = serde_json::to_string_pretty(&(contract.schema)()).ok()?;
    Some(format!("{schema}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use clap::CommandFactory;
    use std::path::Path;

    #[test]
    fn schemas_on_disk_are_those_of_the_types() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
        for Contract { command, name, .. } in all() {
            let file = format!("{}.json", name.replace('/', "-"));
            let kept = std::fs::read_to_string(folder.join(&file)).unwrap_or_default();
            assert_eq!(
                Some(kept),
                schema_of(command),
                "run: musnad schema {command} > docs/schema/{file}"
            );
        }
    }

    #[test]
    fn every_contract_has_its_command() {
        let program = Cli::command();
        for contract in all() {
            assert!(program.find_subcommand(contract.command).is_some());
        }
    }
}
