//! Whatever happens to the process or the disk: what was committed is there, and `add` goes on.

mod support;

use musnad_archive::{Access, Archive, ArchiveError, verify};
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};
use support::Folder;
use support::child::{self, Child};
use support::content::content;
use support::damage::Dice;

/// What the tests below start: see [`Child`].
#[test]
fn child() -> ExitCode {
    child::main()
}

/// What an archive holds that nothing disturbed.
fn undisturbed() -> Vec<String> {
    let folder = Folder::new();
    finish(&folder);
    content(&folder.archive())
}

/// Adds all that is missing.
fn finish(folder: &Folder) {
    let (well, said) = Child::new(&folder.archive()).run();
    assert!(well, "add goes on: {said}");
}

/// Whether the archive is intact; one that was only just begun holds nothing and says so.
fn intact(path: &Path) -> bool {
    // Asked before the look: another process may begin to fill the file meanwhile.
    let is_begun = std::fs::metadata(path).is_ok_and(|file| file.len() > 0);
    match verify(path, None, &mut |_, _| {}) {
        Ok(found) => found.is_clean() || !is_begun,
        Err(ArchiveError::Missing { .. }) => true,
        Err(_) => false,
    }
}

fn check(folder: &Folder, when: &str) {
    let found = verify(folder.archive(), None, &mut |_, _| {});
    assert!(intact(&folder.archive()), "{when}: {found:?}");
}

fn abort_at_every(stride: usize) {
    let expected = undisturbed();
    let steps = child::steps();
    assert!(steps > 150, "{steps} steps");
    for step in (0..steps).step_by(stride) {
        let folder = Folder::new();
        let (well, _) = Child::new(&folder.archive()).abort_at(step).run();
        assert!(!well, "the child ends at step {step}");
        check(&folder, &format!("ended before step {step}"));
        finish(&folder);
        check(&folder, &format!("went on after step {step}"));
        assert!(content(&folder.archive()) == expected, "step {step}");
    }
    println!("{} of {steps} fault points", steps.div_ceil(stride));
}

#[test]
fn add_may_end_between_any_two_writes() {
    // All of them together pass by every kind of step, in the first batch and in later ones.
    abort_at_every(17);
}

#[test]
#[ignore = "takes a minute"]
fn add_may_end_between_all_two_writes() {
    abort_at_every(1);
}

/// Kills children at random moments; each goes on where the one before was stopped.
fn kill(times: usize, seed: u64) {
    let expected = undisturbed();
    let mut dice = Dice(seed);
    let begun = Instant::now();
    let mut folder = Folder::new();
    finish(&folder);
    let whole = begun.elapsed();
    folder = Folder::new();
    let (mut killed, mut completed) = (0, 0);
    while killed < times {
        let mut child = Child::new(&folder.archive()).spawn();
        let share = dice.below(1200) as u32;
        thread::sleep(whole * share / 1000);
        child.kill().expect("kills");
        let ended_well = child.wait().expect("ends").success();
        killed += usize::from(!ended_well);
        check(&folder, &format!("kill {killed}"));
        // Often enough, go on from what is there; else a child would soon find nothing left to do.
        if ended_well || dice.below(2) == 0 {
            finish(&folder);
            check(&folder, "finished");
            assert!(
                content(&folder.archive()) == expected,
                "after kill {killed}"
            );
            completed += 1;
            folder = Folder::new();
        }
    }
    println!("{killed} kills within {whole:?}, {completed} archives completed");
}

#[test]
fn add_may_be_killed() {
    kill(12, 3);
}

#[test]
#[ignore = "takes a minute"]
fn add_may_be_killed_two_hundred_times() {
    kill(200, 4);
}

#[test]
fn two_may_add_at_once() {
    let expected = undisturbed();
    for _ in 0..3 {
        let folder = Folder::new();
        let mut one = Child::new(&folder.archive()).spawn();
        let mut other = Child::new(&folder.archive()).backwards().spawn();
        assert!(one.wait().expect("ends").success());
        assert!(other.wait().expect("ends").success());
        check(&folder, "two at once");
        // Which version of a page came first differs, and with it nothing that is compared here.
        assert!(content(&folder.archive()) == expected);
    }
}

#[test]
fn one_of_two_may_be_killed() {
    let expected = undisturbed();
    let folder = Folder::new();
    let mut one = Child::new(&folder.archive()).spawn();
    let mut other = Child::new(&folder.archive()).backwards().spawn();
    thread::sleep(Duration::from_millis(40));
    one.kill().expect("kills");
    one.wait().expect("ends");
    assert!(other.wait().expect("ends").success());
    check(&folder, "one of two killed");
    assert!(content(&folder.archive()) == expected);
}

#[test]
fn a_verification_sees_one_moment() {
    let folder = Folder::new();
    let archive = folder.archive();
    let mut child = Child::new(&archive).spawn();
    let mut looks = 0;
    while child.try_wait().expect("asks").is_none() {
        assert!(intact(&archive), "while another process adds");
        looks += 1;
    }
    assert!(intact(&archive));
    println!("verified {looks} times while another process added");
}

#[test]
fn files_may_not_grow() {
    let expected = undisturbed();
    for kib in [0, 1, 4, 8, 16, 33, 64, 120, 200] {
        let folder = Folder::new();
        let (well, said) = Child::new(&folder.archive()).within(kib).run();
        assert!(!well, "{kib} KiB are too few");
        assert!(said.contains("musnad.db"), "it says why: {said}");
        check(&folder, &format!("{kib} KiB"));
        finish(&folder);
        check(&folder, &format!("after {kib} KiB"));
        assert!(content(&folder.archive()) == expected);
    }
}

#[test]
fn an_interrupted_reader_leaves_nothing_to_mend() {
    let folder = Folder::new();
    finish(&folder);
    let reader = Archive::open(folder.archive(), Access::Read, &support::stamp()).expect("opens");
    std::mem::forget(reader);
    check(&folder, "a reader that never closed");
}
