//! What goes in stays as it was.

mod support;

use musnad_archive::{Access, Added, Archive, ArchiveError, Hash};
use support::{Folder, incoming, stamp};

const FIRST: &str = "قال وزير الري ماهر الساري إن السد لم يمتلئ بعد.";
const SECOND: &str = "قال وزير الري ماهر الساري إن السد امتلأ.";

#[test]
fn what_went_in_comes_out() {
    let folder = Folder::new();
    let mut archive = folder.create();
    let came = incoming(FIRST, "https://news.example/1");
    let (id, reading) = (came.report.id.clone(), came.reading.clone());
    let added = archive
        .add(&[came.clone().ready()], &stamp())
        .expect("adds");
    assert_eq!(added, [Added::New]);
    assert!(
        !reading.attributions.is_empty(),
        "the example has a statement"
    );

    let held = archive.held(&id).expect("reads").expect("is there");
    assert_eq!(archive.original(&held).expect("reads"), came.original);
    assert_eq!(archive.text(&held).expect("reads"), FIRST);
    let kept = archive.reading(&held).expect("reads");
    assert_eq!(kept.0, came.engine);
    // Decisions are not stored: reading again gives them back.
    let mut stored = reading.attributions;
    stored.iter_mut().for_each(|a| a.decisions.clear());
    assert_eq!(kept.1.attributions, stored);
    assert_eq!(held.to_report(FIRST.to_owned()), came.report);
}

#[test]
fn each_report_says_what_became_of_it() {
    let folder = Folder::new();
    let mut archive = folder.create();
    let mut add = |text, url| {
        archive
            .add(&[incoming(text, url).ready()], &stamp())
            .expect("adds")[0]
    };
    assert_eq!(add(FIRST, "https://news.example/1"), Added::New);
    assert_eq!(add(FIRST, "https://news.example/1"), Added::Known);
    assert_eq!(add(FIRST, "https://other.example/9"), Added::Elsewhere);
    assert_eq!(add(SECOND, "https://news.example/1"), Added::Version);
    let newest = incoming(SECOND, "https://news.example/1").report.id;
    let newest = archive.held(&newest).expect("reads").expect("is there");
    let versions = archive.versions(&newest).expect("reads");
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1], newest);
    assert_eq!(archive.same_text(&versions[0]).expect("reads").len(), 1);
}

#[test]
fn the_log_is_a_chain() {
    let folder = Folder::new();
    let mut archive = folder.create();
    let ready = [FIRST, SECOND].map(|text| incoming(text, "https://news.example/1").ready());
    archive.add(&ready, &stamp()).expect("adds");
    let entries = archive.entries().expect("reads");
    let acts: Vec<_> = entries.iter().map(|entry| entry.act.as_str()).collect();
    assert_eq!(acts, ["found", "add", "add"]);
    let mut prev = None;
    for entry in &entries {
        assert_eq!(entry.prev, prev);
        assert_eq!(entry.hash, Some(entry.computed()));
        prev = entry.hash;
    }
    assert_eq!(
        entries[2].before, entries[1].after,
        "a version follows another"
    );
    let held = archive
        .held(&entries[2].subject)
        .expect("reads")
        .expect("is there");
    assert_eq!(entries[2].after, Some(held.digest()));
}

#[test]
fn an_archive_is_a_single_file_when_closed() {
    let folder = Folder::new();
    let mut archive = folder.create();
    let ready = incoming(FIRST, "https://news.example/1").ready();
    archive.add(&[ready], &stamp()).expect("adds");
    archive.close().expect("closes");
    assert_eq!(folder.files(), ["musnad.db"]);
    let again = Archive::open(folder.archive(), Access::Read, &stamp()).expect("opens");
    assert_eq!(again.held_after(0, 10).expect("reads").len(), 1);
}

#[test]
fn what_is_no_archive_is_told_so() {
    let folder = Folder::new();
    let open = |name: &str, access| {
        Archive::open(folder.path(name), access, &stamp())
            .map(|_| ())
            .expect_err("is none")
    };
    assert!(matches!(
        open("none.db", Access::Read),
        ArchiveError::Missing { .. }
    ));
    for (name, bytes) in [
        ("text", FIRST.as_bytes()),
        ("short", b"SQLite format 3\0".as_slice()),
    ] {
        std::fs::write(folder.path(name), bytes).expect("writes");
        assert!(matches!(
            open(name, Access::Create),
            ArchiveError::NotAnArchive { .. }
        ));
        assert_eq!(
            std::fs::read(folder.path(name)).expect("reads"),
            bytes,
            "{name} is untouched"
        );
    }
    std::fs::create_dir(folder.path("folder")).expect("makes");
    assert!(matches!(
        open("folder", Access::Create),
        ArchiveError::NotAnArchive { .. }
    ));
}

#[test]
fn hashes_are_named_as_reports_name_them() {
    let came = incoming(FIRST, "https://news.example/1");
    assert_eq!(Hash::of(&came.original).name(), came.report.blob);
}
