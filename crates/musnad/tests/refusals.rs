//! Archives that cannot be used: one clear line, the right exit code, and nothing lost.

mod common;

use common::{Desk, Folder, REPORT};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

/// Commands that need an archive that is there.
const NEEDY: &[&[&str]] = &[
    &["report", "3f9c"],
    &["versions", "3f9c"],
    &["who", "سامي الحلو"],
    &["export", "--format", "jsonl"],
    &["correct", "3f9c/1", "--reject"],
    &["undo", "3f9c"],
    &["corrections"],
    &["reread"],
    &["merge", "other.db"],
    &["verify"],
    &["doctor"],
    &["doctor", "--repair"],
    &["failures"],
];

#[test]
fn where_there_is_no_archive_none_is_made() {
    let folder = Folder::new();
    let desk = Desk::new(&folder, "desk.db");
    for args in NEEDY {
        desk.refuses(args, 4, "there is no archive here");
    }
    assert!(!folder.path("desk.db").exists());
    // An import would make one, if there were anything to import.
    desk.refuses(&["import", "missing.jsonl"], 2, "missing.jsonl");
    assert!(!folder.path("desk.db").exists());
}

#[test]
fn other_files_are_left_as_they_are() {
    let folder = Folder::new();
    let file = folder.file("a.txt", REPORT);
    let file = file.to_str().expect("UTF-8");
    fs::create_dir(folder.path("folder.db")).expect("makes");
    folder.file("text.db", REPORT);
    for (name, what) in [("folder.db", "a folder"), ("text.db", "not an SQLite file")] {
        let desk = Desk::new(&folder, name);
        for args in NEEDY {
            desk.refuses(args, 4, what);
        }
        desk.refuses(&["add", file], 4, what);
    }
    assert_eq!(
        fs::read_to_string(folder.path("text.db")).expect("reads"),
        REPORT
    );
}

#[test]
fn a_newer_schema_is_not_touched() {
    let folder = Folder::new();
    let file = folder.file("a.txt", REPORT);
    let file = file.to_str().expect("UTF-8");
    let desk = Desk::new(&folder, "desk.db");
    desk.one("musnad.added-1", &["add", file]);
    let mut bytes = fs::read(folder.path("desk.db")).expect("reads");
    // `user_version`, where archives have their schema: SQLite's file format, offset 60.
    bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    fs::write(folder.path("desk.db"), &bytes).expect("writes");
    for args in NEEDY.iter().chain([&["add", file].as_slice()]) {
        desk.refuses(args, 4, "use a newer musnad");
    }
    assert!(fs::read(folder.path("desk.db")).expect("reads") == bytes);
}

#[test]
fn a_damaged_original_is_named_and_the_rest_goes_on() {
    let folder = Folder::new();
    // Too short to be packed, so that its words stand in the file.
    let short = "قالت ريم: «لا».";
    let paths = [folder.file("a.txt", short), folder.file("b.txt", REPORT)];
    let desk = Desk::new(&folder, "desk.db");
    for path in &paths {
        desk.one("musnad.added-1", &["add", path.to_str().expect("UTF-8")]);
    }
    let mut bytes = fs::read(folder.path("desk.db")).expect("reads");
    let words = short.as_bytes();
    let places: Vec<usize> = (0..bytes.len() - words.len())
        .filter(|&at| &bytes[at..at + words.len()] == words)
        .collect();
    assert!(!places.is_empty(), "the words stand in the file");
    for at in places {
        bytes[at + 3] ^= 1;
    }
    fs::write(folder.path("desk.db"), bytes).expect("writes");

    let output = desk
        .command(&["verify", "--format", "json"])
        .assert()
        .code(1);
    let verified =
        common::by_schema("musnad.verification-1", &output.get_output().stdout).remove(0);
    let problem = &verified["problems"][0];
    assert_eq!(
        (&problem["part"], &problem["remedy"]),
        (&"report".into(), &"rescue".into())
    );
    let id = problem["name"].as_str().expect("an id");
    desk.refuses(&["report", id], 4, "musnad verify");
    let reread = desk
        .command(&["reread", "--all", "--format", "json"])
        .assert()
        .code(3);
    let reread = common::by_schema("musnad.reread-1", &reread.get_output().stdout).remove(0);
    assert_eq!(
        (&reread["reports"], &reread["failed"][0]["report"]),
        (&1.into(), &id.into())
    );

    // What is intact is rescued, and adding again brings the rest back.
    let new = folder.path("new.db");
    let rescue = [
        "doctor",
        "--format",
        "json",
        "--rescue",
        new.to_str().expect("UTF-8"),
    ];
    let rescue = desk.command(&rescue).assert().code(1);
    let rescued = common::by_schema("musnad.diagnosis-1", &rescue.get_output().stdout).remove(0);
    assert_eq!(rescued["rescued"]["missing"][0]["id"], id);
    let new = Desk::new(&folder, "new.db");
    let added = new.one(
        "musnad.added-1",
        &["add", paths[0].to_str().expect("UTF-8")],
    );
    assert_eq!(added["known"], 0);
    assert_eq!(new.one("musnad.verification-1", &["verify"])["clean"], true);
}

#[test]
fn an_archive_that_may_only_be_read_can_be_read() {
    let folder = Folder::new();
    let file = folder.file("a.txt", REPORT);
    let file = file.to_str().expect("UTF-8");
    fs::create_dir(folder.path("shelf")).expect("makes");
    let desk = Desk::new(&folder, "shelf/desk.db");
    desk.one("musnad.added-1", &["add", file]);
    fs::set_permissions(folder.path("shelf/desk.db"), Permissions::from_mode(0o444)).expect("sets");
    fs::set_permissions(folder.path("shelf"), Permissions::from_mode(0o555)).expect("sets");
    desk.command(&["export", "--format", "jsonl"])
        .assert()
        .success();
    assert_eq!(
        desk.one("musnad.verification-1", &["verify"])["clean"],
        true
    );
    if fs::write(folder.path("shelf/try"), "").is_ok() {
        eprintln!("skipped: this user may write everywhere, so that no archive is read-only");
    } else {
        let other = folder.file("b.txt", &REPORT.repeat(2));
        desk.refuses(
            &["add", other.to_str().expect("UTF-8")],
            4,
            "cannot be written to",
        );
        desk.refuses(&["reread", "--all"], 4, "cannot be written to");
    }
    fs::set_permissions(folder.path("shelf"), Permissions::from_mode(0o755)).expect("sets");
}

#[test]
fn what_is_no_export_is_not_taken_in() {
    let folder = Folder::new();
    let file = folder.file("a.txt", REPORT);
    let desk = Desk::new(&folder, "desk.db");
    desk.one("musnad.added-1", &["add", file.to_str().expect("UTF-8")]);
    desk.refuses(
        &["import", file.to_str().expect("UTF-8")],
        2,
        "cannot be taken in",
    );
    desk.refuses(
        &["merge", file.to_str().expect("UTF-8")],
        4,
        "no Musnad archive",
    );
    desk.refuses(&["correct", "3f9c/1"], 2, "--reject");
    assert_eq!(
        desk.one("musnad.verification-1", &["verify"])["clean"],
        true
    );
}
