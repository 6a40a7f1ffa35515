//! `musnad licences`: what the program, the libraries in it and its language data may be used for.

use std::fmt::Write;

/// The libraries of this very build: name, version, licence (SPDX), address.
const LIBRARIES: &str = include_str!(concat!(env!("OUT_DIR"), "/libraries.tsv"));
const DATA: &str = include_str!("../data/data_licences.tsv");

/// All licences, as text.
pub fn text() -> String {
    let mut out = String::from(
        "Musnad: MIT OR Apache-2.0, at your choice\n\nLanguage data in the program:\n",
    );
    for row in DATA.lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (what, licence, source) = (cell(), cell(), cell());
        let _ = writeln!(out, "  {what}: {licence}\n    {source}");
    }
    let _ = writeln!(
        out,
        "\nLibraries in the program ({}):",
        LIBRARIES.lines().count()
    );
    for row in LIBRARIES.lines() {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (name, licence, address) = (cell(), cell(), cell());
        let _ = writeln!(out, "  {name}: {licence}  {address}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_library_has_a_licence() {
        assert!(LIBRARIES.lines().any(|row| row.starts_with("clap ")));
        for row in LIBRARIES.lines() {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() == 3 && !cells[1].is_empty(), "{row}");
        }
    }
}
