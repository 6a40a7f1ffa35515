//! The gate of the layers that have a gold of their own.

use anyhow::{Context, Result, bail};
use musnad_eval::floors::{Floors, Roots};
use musnad_eval::layer::{LayerFloors, Reached, raise};
use std::path::PathBuf;
use std::process::ExitCode;

/// The floors file, and what falls below it.
pub struct Gate {
    path: PathBuf,
    /// Its text, with floors lifted.
    file: String,
    /// As it was read.
    pub floors: Floors,
    raise: bool,
    failures: Vec<String>,
}

impl Gate {
    /// Reads eval/floors.toml; with `raise`, it is written back once all floors hold.
    pub fn open(roots: &Roots, raise: bool) -> Result<Gate> {
        let path = roots.repository.join("eval/floors.toml");
        let file = std::fs::read_to_string(&path).context("eval/floors.toml")?;
        Ok(Gate {
            floors: Floors::parse(&file).context("eval/floors.toml")?,
            path,
            file,
            raise,
            failures: Vec::new(),
        })
    }

    /// Holds a set of a layer to its floors.
    pub fn hold(
        &mut self,
        layer: &str,
        entry: &LayerFloors,
        sha256: &str,
        reached: &Reached,
    ) -> Result<()> {
        let failures = entry.failures(sha256, reached).into_iter();
        self.failures
            .extend(failures.map(|failure| format!("{layer} of {failure}")));
        if self.raise {
            self.file = raise(&self.file, layer, &entry.name, reached)?;
        }
        Ok(())
    }

    /// Adds what else keeps it shut.
    pub fn fail(&mut self, failures: impl IntoIterator<Item = impl ToString>) {
        let failures = failures.into_iter();
        self.failures.extend(failures.map(|f| f.to_string()));
    }

    /// Says what is wrong, or writes what was lifted.
    pub fn close(self) -> Result<ExitCode> {
        for failure in &self.failures {
            eprintln!("✗ {failure}");
        }
        if !self.failures.is_empty() {
            return Ok(ExitCode::FAILURE);
        }
        if self.raise {
            std::fs::write(self.path, self.file).context("eval/floors.toml")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The entries that are asked for by their names, all where none is. With `shown`, reports and errors of them are
/// wanted, which of a frozen set nobody may see: it is refused where it is named.
pub fn select<'e>(
    entries: &'e [LayerFloors],
    names: &[String],
    shown: bool,
) -> Result<Vec<&'e LayerFloors>> {
    for name in names {
        match entries.iter().find(|entry| entry.name == *name) {
            None => bail!("eval/floors.toml has no such set «{name}»"),
            Some(entry) if entry.frozen && shown => {
                bail!("«{name}» is frozen: its figures are printed, its errors are not")
            }
            Some(_) => {}
        }
    }
    let wanted = |entry: &&LayerFloors| names.is_empty() || names.contains(&entry.name);
    Ok(entries.iter().filter(wanted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_frozen_sets_no_errors_are_shown() {
        let floors = Floors::parse(include_str!("../../../eval/floors.toml")).expect("TOML");
        let test = ["test".to_owned()];
        for layer in [&floors.times, &floors.mentions] {
            assert_eq!(select(layer, &test, false).expect("known").len(), 1);
            assert!(select(layer, &test, true).is_err());
            assert!(select(layer, &["nowhere".to_owned()], false).is_err());
            assert_eq!(select(layer, &[], true).expect("all").len(), layer.len());
        }
    }
}
