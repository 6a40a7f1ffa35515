//! `musnad add`, killed at random moments: what was committed is there, and `add` goes on.

mod common;

use common::Folder;
use musnad_archive::{Access, Archive, ArchiveError, Hash, Stamp, verify};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Invented reports enough that a run lasts longer than the engine's beginning.
fn reports(folder: &Folder) {
    let inputs = folder.path("inputs");
    fs::create_dir(&inputs).expect("makes");
    for n in 0..240 {
        let text = format!(
            "البلدية تفتح الجسر رقم {n}\n\nقال رئيس البلدية سامي الحلو، أمس، إن الأعمال انتهت بعد {n} يوما. \
             وأضاف: «الجسر آمن ولا خطر على أحد». ونقلت وكالة يراع عن المهندس رائد قصاب أن الكلفة بلغت \
             {} ألفا.\n\n",
            n * 7 + 3
        );
        fs::write(inputs.join(format!("{n:03}.txt")), text.repeat(1 + n % 9)).expect("writes");
    }
}

fn add(folder: &Folder, archive: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_musnad"))
        .args(["add", "--no-progress", "--archive"])
        .arg(archive)
        .arg(folder.path("inputs"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts")
}

fn finish(folder: &Folder, archive: &Path) {
    let ended = add(folder, archive).wait().expect("ends");
    assert!(ended.success(), "add goes on");
}

/// Reports by id, with all that was stored of them.
fn content(archive: &Path) -> Vec<String> {
    let stamp = Stamp {
        at: "2026-03-02T08:00:00Z".parse().expect("is a time"),
        program: "test".to_owned(),
    };
    let archive = Archive::open(archive, Access::Read, &stamp).expect("opens");
    let line = |held: &musnad_archive::Held| {
        let original = Hash::of(&archive.original(held).expect("reads"));
        let text = archive.text(held).expect("reads");
        let reading = archive.reading(held).expect("reads");
        format!(
            "{} {} {original} {text} {reading:?}",
            held.id,
            held.digest()
        )
    };
    let all = archive.held_after(0, 1000).expect("lists");
    let mut lines: Vec<String> = all.iter().map(line).collect();
    lines.sort();
    lines
}

fn check(archive: &Path, when: &str) {
    match verify(archive, None, &mut |_, _| {}) {
        Ok(found) if fs::metadata(archive).is_ok_and(|file| file.len() > 0) => {
            assert_eq!(found.problems, [], "{when}");
        }
        // Killed before the first page was written.
        Ok(_) | Err(ArchiveError::Missing { .. }) => {}
        Err(error) => panic!("{when}: {error}"),
    }
}

fn kill(times: u32) {
    let folder = Folder::new();
    reports(&folder);
    let whole = folder.path("whole.db");
    let begun = Instant::now();
    finish(&folder, &whole);
    let lasts = begun.elapsed();
    let expected = content(&whole);
    assert_eq!(expected.len(), 240);
    let (mut n, mut begun_anew) = (0, 0);
    let mut archive = folder.path("0.db");
    // Even steps with the golden section visit every part of a run alike, in no order of their own.
    let mut share = 0.0_f64;
    for kill in 0..times {
        share = (share + 0.618_033_988_75) % 1.0;
        let mut child = add(&folder, &archive);
        thread::sleep(Duration::from_secs_f64(lasts.as_secs_f64() * share));
        child.kill().expect("kills");
        child.wait().expect("ends");
        check(&archive, &format!("kill {kill}"));
        if kill % 3 == 2 {
            finish(&folder, &archive);
            check(&archive, "gone on");
            assert!(content(&archive) == expected, "after kill {kill}");
            n += 1;
            begun_anew += 1;
            archive = folder.path(&format!("{n}.db"));
        }
    }
    println!("{times} kills within {lasts:?}, {begun_anew} archives completed");
}

#[test]
fn add_may_be_killed() {
    kill(6);
}

#[test]
#[ignore = "takes minutes"]
fn add_may_be_killed_two_hundred_times() {
    kill(201);
}
