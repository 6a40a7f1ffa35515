//! An archive of every schema that there was is read by today's program.
//!
//! `tests/archives/vN.db` was made by the program of schema N out of the repository's own samples, and
//! `vN.txt` says what is in it. `cargo test -p musnad-archive --test migrations -- --ignored` makes
//! those of the current schema, once, before it is released.

mod support;

use musnad_archive::{Access, Archive, ArchiveError, SCHEMA};
use std::fs;
use std::path::{Path, PathBuf};
use support::{Folder, samples, stamp};

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/archives")
        .join(name)
}

/// What is in an archive, by means that outlive changes of how readings are written.
fn inventory(archive: &Archive) -> String {
    let mut lines = Vec::new();
    for held in archive.held_after(0, 10_000).expect("lists") {
        let shown = archive.shown(&held).expect("reads");
        let text = archive.text(&held).expect("reads");
        let original = archive.original(&held).expect("reads");
        let names: Vec<&str> = shown
            .reading
            .attributions
            .iter()
            .map(|attribution| attribution.origin().who.as_str())
            .collect();
        lines.push(format!(
            "report {} {} {} {} {} {}: {}",
            held.id,
            held.digest(),
            original.len(),
            text.len(),
            shown.engine.data,
            shown.corrections.len(),
            names.join("، ")
        ));
    }
    for failed in archive.failures().expect("lists") {
        lines.push(format!("failure {failed:?}"));
    }
    for entry in archive.entries().expect("lists") {
        // A migration adds its own.
        if entry.act != "migrate" {
            lines.push(format!(
                "entry {} {} {:?}",
                entry.act, entry.subject, entry.hash
            ));
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_schema_is_still_read() {
    for schema in 1..=SCHEMA {
        let (name, expected) = (format!("v{schema}.db"), format!("v{schema}.txt"));
        if schema == SCHEMA && !kept(&name).exists() {
            continue;
        }
        let folder = Folder::new();
        fs::copy(kept(&name), folder.archive()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let read = Archive::open(folder.archive(), Access::Read, &stamp());
        match read.map(|_| ()) {
            Ok(()) => assert_eq!(schema, SCHEMA),
            Err(ArchiveError::Older { found, .. }) => assert_eq!(found, schema),
            Err(error) => panic!("{name}: {error}"),
        }
        let archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
        let found = archive.verify(None, &mut |_, _| {});
        assert_eq!(found.problems, [], "{name}");
        let expected = fs::read_to_string(kept(&expected)).expect("is kept");
        assert_eq!(inventory(&archive), expected, "{name}");
        archive.close().expect("closes");
        let archive = Archive::open(folder.archive(), Access::Read, &stamp()).expect("opens");
        assert!(
            archive.verify(None, &mut |_, _| {}).is_clean(),
            "{name}, closed"
        );
    }
}

#[test]
fn an_older_archive_is_merged_as_it_is() {
    for schema in 1..SCHEMA {
        let folder = Folder::new();
        let other = folder.archive().with_file_name("other.db");
        fs::copy(kept(&format!("v{schema}.db")), &other).expect("copies");
        let before = fs::read(&other).expect("reads");
        let mut archive = folder.create();
        let taken = archive
            .merge(&other, &stamp(), &mut |_| {})
            .expect("merges");
        assert!(taken.new.reports > 5 && taken.bad.is_empty(), "{taken:?}");
        assert!(
            fs::read(&other).expect("reads") == before,
            "it was only read"
        );
        assert_eq!(archive.verify(None, &mut |_, _| {}).problems, []);
    }
}

#[test]
fn an_archive_of_the_future_is_left_alone() {
    let folder = Folder::new();
    folder.create().close().expect("closes");
    let connection = rusqlite::Connection::open(folder.archive()).expect("opens");
    connection
        .pragma_update(None, "user_version", SCHEMA + 1)
        .expect("changes");
    drop(connection);
    let before = fs::read(folder.archive()).expect("reads");
    for access in [Access::Read, Access::Write, Access::Create] {
        let opened = Archive::open(folder.archive(), access, &stamp());
        assert!(matches!(
            opened.map(|_| ()),
            Err(ArchiveError::Newer { .. })
        ));
    }
    assert!(fs::read(folder.archive()).expect("reads") == before);
}

#[test]
#[ignore = "makes the kept archive of the current schema"]
fn keep_the_current_schema() {
    let folder = Folder::new();
    let mut archive = folder.create();
    let reports: Vec<_> = samples::reports().into_iter().take(9).collect();
    for batch in reports.chunks(4) {
        archive.add(batch, &stamp()).expect("adds");
    }
    samples::fail(&mut archive);
    samples::reread(&mut archive);
    samples::correct(&mut archive);
    archive
        .group(support::engine().language(), &mut |_, _| {})
        .expect("groups");
    fs::write(kept(&format!("v{SCHEMA}.txt")), inventory(&archive)).expect("writes");
    archive.close().expect("closes");
    fs::copy(folder.archive(), kept(&format!("v{SCHEMA}.db"))).expect("copies");
}
