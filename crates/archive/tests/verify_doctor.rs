//! What is derived is made again in its place; what waits to be done is told.

mod support;

use musnad_archive::{Access, Archive, Finding, verify};
use rusqlite::Connection;
use std::fs;
use support::content::content;
use support::{Folder, samples, stamp};

fn change(folder: &Folder, sql: &str) {
    let connection = Connection::open(folder.archive()).expect("opens");
    connection.execute_batch(sql).expect("changes");
}

/// Repairs, and checks that all is as it was.
fn mends(folder: &Folder, expected: &[String], when: &str) -> usize {
    let found = verify(folder.archive(), None, &mut |_, _| {}).expect("is there");
    assert!(!found.is_clean(), "{when}: it is found");
    let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    let repaired = archive
        .repair(&samples::again(), &stamp(), &mut |_, _| {})
        .expect("repairs");
    assert_eq!(repaired.left, [], "{when}");
    assert!(archive.verify(None, &mut |_, _| {}).is_clean(), "{when}");
    archive.close().expect("closes");
    assert!(content(&folder.archive()) == expected, "{when}");
    repaired.mended.len()
}

#[test]
fn damaged_readings_are_made_again() {
    let folder = samples::archive();
    let expected = content(&folder.archive());
    for sql in [
        "UPDATE reading SET packed = CAST(substr(packed, 2) AS BLOB) WHERE n % 5 = 1",
        "UPDATE reading SET sha256 = zeroblob(32) WHERE n = 3",
        "DELETE FROM reading WHERE n = 4",
        "UPDATE reading SET current = 0 WHERE n = 5",
    ] {
        change(&folder, sql);
        assert!(mends(&folder, &expected, sql) > 0);
    }
}

#[test]
fn a_reading_that_the_engine_would_not_give_is_found() {
    let folder = samples::archive();
    let expected = content(&folder.archive());
    // Another report's reading, with the hash that goes with it: only a second reading tells.
    change(
        &folder,
        "UPDATE reading SET (sha256, size, packed) =
             (SELECT sha256, size, packed FROM reading WHERE n = 1) WHERE n = 7",
    );
    let archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    assert!(
        !archive
            .verify(Some(&samples::again()), &mut |_, _| {})
            .is_clean()
    );
    archive.close().expect("closes");
    let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    let repaired = archive
        .repair(&samples::again(), &stamp(), &mut |_, _| {})
        .expect("repairs");
    // The search index follows the reading that it was made of.
    assert_eq!((repaired.mended.len(), repaired.left.len()), (2, 0));
    archive.close().expect("closes");
    assert!(content(&folder.archive()) == expected);
}

#[test]
fn a_damaged_index_is_made_again() {
    let folder = samples::archive();
    let expected = content(&folder.archive());
    let root: i64 = Connection::open(folder.archive())
        .expect("opens")
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'report_by_text'",
            [],
            |row| row.get(0),
        )
        .expect("is there");
    let mut bytes = fs::read(folder.archive()).expect("reads");
    // The last bytes of the page belong to the first entry that was put in.
    let end = root as usize * 8192;
    bytes[end - 10] ^= 0x10;
    fs::write(folder.archive(), bytes).expect("writes");
    assert!(mends(&folder, &expected, "an index") > 0);
}

#[test]
fn what_only_the_seal_of_the_index_tells_is_found() {
    let folder = samples::archive();
    let expected = content(&folder.archive());
    change(
        &folder,
        "UPDATE words_config SET v = v + 1 WHERE k = 'hashsize'",
    );
    assert!(mends(&folder, &expected, "a setting of the index") > 0);
    assert_eq!(
        verify(folder.archive(), None, &mut |_, _| {})
            .expect("is there")
            .problems,
        []
    );
}

#[test]
fn a_sealed_index_may_grow() {
    let folder = samples::archive();
    let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    let more = support::incoming("قال المتحدث إن الأمر انتهى.", "https://news.example/more");
    archive.add(&[more.ready()], &stamp()).expect("adds");
    // Ended without being closed, it has no seal; closed, it has one again.
    drop(archive);
    for _ in 0..2 {
        let found = verify(folder.archive(), None, &mut |_, _| {}).expect("is there");
        assert_eq!(found.problems, []);
        let archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
        archive.close().expect("closes");
    }
    change(
        &folder,
        "UPDATE words_config SET v = v + 1 WHERE k = 'hashsize'",
    );
    assert!(
        !verify(folder.archive(), None, &mut |_, _| {})
            .expect("is there")
            .is_clean()
    );
}

#[test]
fn a_changed_failure_is_taken_out() {
    let folder = samples::archive();
    let expected = content(&folder.archive());
    change(&folder, "UPDATE failure SET tries = tries + 1");
    assert_eq!(mends(&folder, &expected, "a failure"), 2);
    let archive = Archive::open(folder.archive(), Access::Read, &stamp()).expect("opens");
    assert_eq!(archive.failures().expect("reads"), []);
}

#[test]
fn what_cannot_be_made_again_is_left() {
    let folder = samples::archive();
    change(
        &folder,
        "UPDATE report SET outlet = 'صحيفة أخرى' WHERE n = 2",
    );
    let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    let repaired = archive
        .repair(&samples::again(), &stamp(), &mut |_, _| {})
        .expect("repairs");
    // Only the search index follows.
    assert_eq!((repaired.mended.len(), repaired.left.len()), (1, 1));
}

#[test]
fn what_waits_is_told() {
    let folder = samples::archive();
    change(&folder, "DELETE FROM reading WHERE n = 4");
    let archive = Archive::open(folder.archive(), Access::Read, &stamp()).expect("opens");
    let running = samples::again().engine;
    let now = archive.diagnose(&running).expect("reads");
    assert!(now.findings.contains(&Finding::Failures { count: 2 }));
    assert!(now.findings.contains(&Finding::Unread { count: 1 }));
    assert_eq!(now.reports, samples::reports().len() as u64);
    let tables: u64 = now.sizes.iter().map(|size| size.bytes).sum();
    assert_eq!(tables, now.bytes, "all of the file is accounted for");
    let mut other = running;
    other.data.push('x');
    let then = archive.diagnose(&other).expect("reads");
    let count = now.reports - 1;
    assert!(then.findings.contains(&Finding::Outdated { count }));
}
