//! A disk that is full, a file that nobody may write, pages that were only half written.

mod support;

use musnad_archive::{Access, Archive, ArchiveError, verify};
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use support::child::{self, Child};
use support::content::content;
use support::damage::Dice;
use support::{Folder, stamp};

/// What the tests below start: see [`Child`].
#[test]
fn child() -> ExitCode {
    child::main()
}

fn undisturbed() -> Vec<String> {
    let folder = Folder::new();
    finish(&folder.archive());
    content(&folder.archive())
}

fn finish(archive: &Path) {
    let (well, said) = Child::new(archive).run();
    assert!(well, "add goes on: {said}");
}

fn assert_clean(archive: &Path, when: &str) {
    match verify(archive, None, &mut |_, _| {}) {
        Ok(found) => assert_eq!(found.problems, [], "{when}"),
        Err(error) => assert!(
            matches!(error, ArchiveError::Missing { .. }),
            "{when}: {error}"
        ),
    }
}

fn does(program: &str, args: &[&str]) -> bool {
    let output = Command::new(program).args(args).output();
    output.is_ok_and(|output| output.status.success())
}

/// A small file system in memory, where the system lets us have one.
struct Disk(PathBuf);

impl Disk {
    fn of(folder: &Folder, kib: usize) -> Option<Disk> {
        let path = folder.path("disk");
        fs::create_dir(&path).expect("makes");
        let size = format!("size={kib}k");
        does(
            "mount",
            &["-t", "tmpfs", "-o", &size, "tmpfs", &path.to_string_lossy()],
        )
        .then_some(Disk(path))
    }

    fn grow(&self) {
        let path = self.0.to_string_lossy();
        assert!(does("mount", &["-o", "remount,size=64m", &path]));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        does("umount", &[&self.0.to_string_lossy()]);
    }
}

#[test]
fn the_disk_may_be_full() {
    let expected = undisturbed();
    for kib in [4, 16, 40, 100, 200, 300] {
        let folder = Folder::new();
        let Some(disk) = Disk::of(&folder, kib) else {
            println!("skipped: a full disk (no small file system can be mounted here)");
            return;
        };
        let archive = disk.0.join("musnad.db");
        let (well, said) = Child::new(&archive).run();
        assert!(!well, "{kib} KiB are too few");
        assert!(said.contains("the disk is full"), "it says so: {said}");
        disk.grow();
        if fs::metadata(&archive).is_ok_and(|file| file.len() > 0) {
            assert_clean(&archive, &format!("{kib} KiB"));
        }
        finish(&archive);
        assert_clean(&archive, &format!("after {kib} KiB"));
        assert!(content(&archive) == expected);
    }
}

/// Makes a file or folder unchangeable, for root too; whether that worked.
fn lock(path: &Path, locked: bool) -> bool {
    let path_name = path.to_string_lossy();
    does("chattr", &[if locked { "+i" } else { "-i" }, &path_name])
}

#[test]
fn what_may_not_be_written_can_be_read() {
    let folder = Folder::new();
    let path = folder.archive();
    finish(&path);
    let expected = content(&path);
    for locked in [path.clone(), folder.path("."), path.clone()] {
        let is_file = locked == path;
        if !lock(&locked, true) {
            println!("skipped: read-only files (chattr cannot make them here)");
            return;
        }
        let opened = Archive::open(&path, Access::Write, &stamp())
            .map(|mut archive| archive.add(&child::reports()[..1], &stamp()).map(|_| ()));
        let readable = verify(&path, None, &mut |_, _| {}).map(|found| found.problems);
        let is_equal = content(&path) == expected;
        lock(&locked, false);
        assert!(readable.is_ok_and(|problems| problems.is_empty()));
        assert!(is_equal);
        if is_file {
            assert!(
                OpenOptions::new().write(true).open(&path).is_ok(),
                "it is unlocked again"
            );
            assert!(
                matches!(opened, Err(ArchiveError::ReadOnly { .. })),
                "it says so: {:?}",
                opened.map(|_| ())
            );
        }
    }
}

/// The files of a process that was ended before its last commit: nothing of what it wrote has left the
/// write-ahead log.
fn interrupted(folder: &Folder) {
    let last = child::steps() - 1;
    let (well, _) = Child::new(&folder.archive()).abort_at(last).run();
    assert!(!well);
}

fn copy(from: &Folder, to: &Folder) {
    for name in from.files() {
        fs::copy(from.path(&name), to.path(&name)).expect("copies");
    }
}

fn cut(path: &Path, length: usize) {
    let file = OpenOptions::new().write(true).open(path).expect("opens");
    file.set_len(length as u64).expect("cuts");
}

#[test]
fn the_log_may_be_torn() {
    let expected = undisturbed();
    let whole = Folder::new();
    interrupted(&whole);
    let log = fs::metadata(whole.path("musnad.db-wal")).expect("is there");
    let mut dice = Dice(5);
    for trial in 0..24 {
        let folder = Folder::new();
        copy(&whole, &folder);
        let length = dice.below(log.len() as usize);
        let log = folder.path("musnad.db-wal");
        cut(&log, length);
        if trial % 2 == 1 {
            // What the disk did not write may be old or nothing; here it is anything.
            let mut bytes = fs::read(&log).expect("reads");
            let from = length.saturating_sub(5000);
            bytes[from..]
                .iter_mut()
                .for_each(|byte| *byte = dice.next() as u8);
            fs::write(&log, bytes).expect("writes");
        }
        // The index of the log lived in memory shared by processes; it is gone with the machine.
        fs::remove_file(folder.path("musnad.db-shm")).expect("removes");
        let when = format!("a log of {length} bytes");
        assert_clean(&folder.archive(), &when);
        finish(&folder.archive());
        assert_clean(&folder.archive(), &when);
        assert!(content(&folder.archive()) == expected, "{when}");
    }
}

#[test]
fn pages_may_be_torn_while_the_log_is_moved_into_the_file() {
    let expected = undisturbed();
    let whole = Folder::new();
    interrupted(&whole);
    let moved = Folder::new();
    copy(&whole, &moved);
    Archive::open(moved.archive(), Access::Write, &stamp())
        .and_then(Archive::close)
        .expect("moves the log into the file");
    let full = fs::read(moved.archive()).expect("reads");
    let mut dice = Dice(6);
    for _ in 0..12 {
        let folder = Folder::new();
        copy(&whole, &folder);
        let length = full.len() - 1 - dice.below(3 * 8192);
        fs::write(folder.archive(), &full[..length]).expect("writes");
        let when = format!("a file of {length} bytes");
        assert_clean(&folder.archive(), &when);
        finish(&folder.archive());
        assert_clean(&folder.archive(), &when);
        assert!(content(&folder.archive()) == expected, "{when}");
    }
}
