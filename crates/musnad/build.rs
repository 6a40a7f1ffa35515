//! Asks cargo which libraries the program is made of, so that `musnad licences` lists those of this
//! very build and cannot fall behind the lock file.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    println!("cargo::rerun-if-changed=../../Cargo.lock");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let rows =
        libraries().unwrap_or_else(|why| panic!("the list of libraries cannot be made: {why}"));
    fs::write(Path::new(&out).join("libraries.tsv"), rows).expect("OUT_DIR is writable");
}

/// One row a library: name and version, licence, address.
fn libraries() -> Result<String, String> {
    let cargo = env::var("CARGO").map_err(|e| e.to_string())?;
    let target = env::var("TARGET").map_err(|e| e.to_string())?;
    let tree = Command::new(cargo)
        .args([
            "tree",
            "--package",
            "musnad",
            "--edges",
            "normal",
            "--prefix",
            "none",
        ])
        .args([
            "--offline",
            "--target",
            &target,
            "--format",
            "{p}\t{l}\t{r}",
        ])
        .output()
        .map_err(|e| e.to_string())?;
    if !tree.status.success() {
        return Err(String::from_utf8_lossy(&tree.stderr).into_owned());
    }
    let tree = String::from_utf8(tree.stdout).map_err(|e| e.to_string())?;
    let libraries: BTreeSet<String> = tree.lines().filter_map(library).collect();
    Ok(libraries.into_iter().collect::<Vec<_>>().join("\n"))
}

/// `name v1.2.3 (*)` → `name 1.2.3`; our own crates carry their path and are left out.
fn library(row: &str) -> Option<String> {
    let mut cells = row.trim_end_matches(" (*)").split('\t');
    let (package, licence) = (cells.next()?, cells.next()?);
    let address = cells.next().unwrap_or_default();
    let mut words = package.split(' ');
    let (name, version) = (words.next()?, words.next()?);
    let ours = words.any(|word| word.starts_with("(/") || word.contains(":\\"));
    (!ours).then(|| {
        format!(
            "{name} {}\t{licence}\t{address}",
            version.trim_start_matches('v')
        )
    })
}
