//! The archive on the command line: what goes in, what is told of it, what cannot be used.

mod common;

use common::{Folder, REPORT, musnad};
use std::fs;
use std::path::Path;

/// The program, working on the archive of this folder.
fn on(folder: &Folder, command: &str) -> assert_cmd::Command {
    let mut program = musnad();
    program
        .arg(command)
        .arg("--archive")
        .arg(folder.path("desk.db"));
    program
}

/// Adds, expects this exit code, and gives the summary.
fn add(folder: &Folder, paths: &[&Path], code: i32) -> serde_json::Value {
    let output = on(folder, "add")
        .args(["--format", "json"])
        .args(paths)
        .assert()
        .code(code)
        .get_output()
        .clone();
    common::by_schema("musnad.added-1", &output.stdout).remove(0)
}

/// new, versions, elsewhere, known, failed.
fn counts(added: &serde_json::Value) -> [u64; 5] {
    ["new", "versions", "elsewhere", "known", "failed"]
        .map(|key| added[key].as_u64().expect("a number"))
}

#[test]
fn what_is_known_stays_as_it_is() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    assert_eq!(counts(&add(&folder, &[&path], 0)), [1, 0, 0, 0, 0]);
    let before = fs::read(folder.path("desk.db")).expect("reads");
    assert_eq!(counts(&add(&folder, &[&path, &path], 0)), [0, 0, 0, 2, 0]);
    let after = fs::read(folder.path("desk.db")).expect("reads");
    assert!(before == after, "nothing was written");
}

#[test]
fn a_changed_page_is_a_version_and_a_copy_is_told() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let copy = folder.file("b.txt", REPORT);
    assert_eq!(counts(&add(&folder, &[&path, &copy], 0)), [1, 0, 1, 0, 0]);
    fs::write(&path, REPORT.replace("القديم", "الجديد")).expect("writes");
    assert_eq!(counts(&add(&folder, &[&path], 0)), [0, 1, 0, 0, 0]);
    fs::write(&path, REPORT).expect("writes");
    assert_eq!(
        counts(&add(&folder, &[&path], 0)),
        [0, 0, 0, 1, 0],
        "the first version is there already"
    );
}

#[test]
fn one_page_in_two_files_is_no_version() {
    let folder = Folder::new();
    let page = |body: &str| {
        serde_json::json!({ "url": "https://news.example/1", "maintext": body }).to_string()
    };
    let first = folder.file("a.json", &page(REPORT));
    let moved = folder.file("b.json", &page(REPORT));
    let changed = folder.file("c.json", &page(&REPORT.replace("القديم", "الجديد")));
    let added = add(&folder, &[&first, &moved, &changed], 0);
    assert_eq!(counts(&added), [1, 1, 1, 0, 0]);
}

#[test]
fn the_working_folder_changes_no_identity() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("in/side")).expect("makes");
    fs::write(folder.path("in/a.txt"), REPORT).expect("writes");
    let from = |working: &str, path: &str| {
        let mut program = on(&folder, "add");
        program
            .args(["--format", "json", path])
            .current_dir(folder.path(working));
        let output = program.output().expect("runs");
        counts(&common::by_schema("musnad.added-1", &output.stdout)[0])
    };
    assert_eq!(from("in", "a.txt"), [1, 0, 0, 0, 0]);
    assert_eq!(from("in", "./a.txt"), [0, 0, 0, 1, 0]);
    assert_eq!(from("in/side", "../a.txt"), [0, 0, 0, 1, 0]);
    assert_eq!(from(".", "in"), [0, 0, 0, 1, 0]);
}

#[test]
fn the_archive_is_no_input_of_itself() {
    let folder = Folder::new();
    folder.file("a.txt", REPORT);
    let run = || {
        let mut program = musnad();
        program
            .args(["add", "--format", "json", "."])
            .current_dir(folder.path("."));
        let output = program.assert().success().get_output().clone();
        counts(&common::by_schema("musnad.added-1", &output.stdout)[0])
    };
    assert_eq!(run(), [1, 0, 0, 0, 0]);
    assert_eq!(run(), [0, 0, 0, 1, 0]);
    assert!(
        folder.path("musnad.db").is_file(),
        "./musnad.db is the default"
    );
}

#[test]
fn texts_by_standard_input_are_no_versions_of_each_other() {
    let folder = Folder::new();
    for text in [REPORT.to_owned(), REPORT.replace("القديم", "الجديد")] {
        let mut program = on(&folder, "add");
        program.args(["--lang", "en", "-"]).write_stdin(text);
        let output = program.assert().success().get_output().stdout.clone();
        let output = String::from_utf8(output).expect("UTF-8");
        assert!(
            output.starts_with("new: 1 · new versions: 0 · "),
            "{output}"
        );
    }
}

#[test]
fn what_failed_waits_in_the_journal_and_is_tried_again() {
    let folder = Folder::new();
    fs::create_dir(folder.path("in")).expect("makes");
    fs::write(folder.path("in/a.txt"), REPORT).expect("writes");
    fs::write(folder.path("in/b.txt"), [0_u8; 64]).expect("writes");
    let input = folder.path("in");
    let added = add(&folder, &[&input], 3);
    assert_eq!(counts(&added), [1, 0, 0, 0, 1]);
    assert!(
        added["failures"][0]["path"]
            .as_str()
            .is_some_and(|path| path.ends_with("in/b.txt"))
    );
    let journal = || {
        let output = on(&folder, "failures")
            .args(["--format", "json"])
            .output()
            .expect("runs");
        common::by_schema("musnad.failure-1", &output.stdout)
    };
    assert_eq!(journal()[0]["tries"], 1);
    on(&folder, "add").arg("--retry").assert().code(3);
    assert_eq!(journal()[0]["tries"], 2);
    // Adding something else leaves it alone.
    let other = folder.file("c.txt", REPORT);
    add(&folder, &[&other], 0);
    assert_eq!(journal().len(), 1);
    fs::write(folder.path("in/b.txt"), REPORT.repeat(2)).expect("writes");
    on(&folder, "add").arg("--retry").assert().success();
    assert!(journal().is_empty());
}

#[test]
fn a_failure_that_was_removed_is_settled_by_the_next_look_at_its_folder() {
    let folder = Folder::new();
    fs::create_dir(folder.path("in")).expect("makes");
    fs::write(folder.path("in/a.txt"), REPORT).expect("writes");
    fs::write(folder.path("in/b.txt"), [0_u8; 64]).expect("writes");
    let input = folder.path("in");
    add(&folder, &[&input], 3);
    fs::remove_file(folder.path("in/b.txt")).expect("removes");
    add(&folder, &[&input], 0);
    on(&folder, "failures")
        .args(["--lang", "en"])
        .assert()
        .success()
        .stdout("nothing is waiting\n");
}

#[test]
fn a_missing_file_is_told_and_waits_for_nothing() {
    let folder = Folder::new();
    let missing = folder.path("missing.txt");
    assert_eq!(counts(&add(&folder, &[&missing], 3)), [0, 0, 0, 0, 1]);
    on(&folder, "failures")
        .args(["--format", "json"])
        .assert()
        .success()
        .stdout("");
}

#[test]
fn an_older_archive_is_brought_up_to_date_by_whoever_opens_it() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../archive/tests/archives/v1.db");
    for command in [
        &["search", "السد"][..],
        &["doctor"],
        &["verify"],
        &["corrections"],
    ] {
        let folder = Folder::new();
        fs::copy(&kept, folder.path("desk.db")).expect("copies");
        let mut program = on(&folder, command[0]);
        program.args(&command[1..]).assert().success();
        on(&folder, "verify").assert().success();
    }
}

/// SQLite does not always wait for another process: every command is run while archives are made, brought up to
/// date and closed around it. A reader may come before there is an archive.
#[test]
fn whoever_comes_while_others_work_waits() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../archive/tests/archives/v1.db");
    let commands = [
        &["add"][..],
        &["search", "السد"],
        &["verify", "--quick"],
        &["reread", "--all"],
        &["doctor", "--repair"],
        &["corrections"],
    ];
    for round in 0..6 {
        let folder = Folder::new();
        if round % 2 == 1 {
            fs::copy(&kept, folder.path("desk.db")).expect("copies");
        }
        let report = folder.file("a.txt", REPORT);
        let start = |command: &&[&'static str]| {
            let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_musnad"));
            program
                .args(*command)
                .arg("--archive")
                .arg(folder.path("desk.db"));
            if command[0] == "add" {
                program.arg(&report);
            }
            let program = program
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::piped());
            (command[0], program.spawn().expect("starts"))
        };
        let runs: Vec<_> = commands.iter().map(start).collect();
        for (name, run) in runs {
            let output = run.wait_with_output().expect("ends");
            let said = String::from_utf8_lossy(&output.stderr);
            let too_early =
                name != "add" && round % 2 == 0 && said.contains("there is no archive here");
            assert!(output.status.success() || too_early, "{name}: {said}");
        }
        on(&folder, "verify").assert().success();
    }
}

#[test]
fn two_processes_add_at_once() {
    let folder = Folder::new();
    let records = |from: usize| -> String {
        (from..from + 300)
            .map(|n| {
                let record = serde_json::json!({
                    "url": format!("https://news.example/{n}"), "title": format!("خبر {n}"), "maintext": REPORT,
                });
                format!("{record}\n")
            })
            .collect()
    };
    // The second half of one is the first half of the other.
    let paths = [
        folder.file("a.jsonl", &records(0)),
        folder.file("b.jsonl", &records(150)),
    ];
    let runs = paths.map(|path| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_musnad"));
        program
            .args(["add", "--format", "json", "--archive"])
            .arg(folder.path("desk.db"))
            .arg(path)
            .stdout(std::process::Stdio::piped());
        program.spawn().expect("starts")
    });
    let mut reports = 0;
    for run in runs {
        let output = run.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0));
        let [new, versions, elsewhere, ..] =
            counts(&common::by_schema("musnad.added-1", &output.stdout)[0]);
        reports += new + versions + elsewhere;
    }
    // The same record in two files is two reports.
    assert_eq!(reports, 600);
}

#[test]
fn an_add_that_is_killed_goes_on_where_it_was() {
    let folder = Folder::new();
    let records: String = (0..1_500)
        .map(|n| {
            let body = REPORT.replace("القديم", &format!("رقم {n}"));
            let record = serde_json::json!({ "title": format!("خبر {n}"), "maintext": body });
            format!("{record}\n")
        })
        .collect();
    let path = folder.file("day.jsonl", &records);
    let command = |name: &str, archive: &str| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_musnad"));
        program.arg(name).arg("--archive").arg(folder.path(archive));
        program.stdout(std::process::Stdio::piped());
        program
    };
    for delay in [150, 450, 900] {
        let mut add = command("add", "desk.db")
            .arg(&path)
            .spawn()
            .expect("starts");
        std::thread::sleep(std::time::Duration::from_millis(delay));
        add.kill().expect("kills");
        add.wait().expect("ends");
    }
    let added = counts(&add(&folder, &[&path], 0));
    assert_eq!(added[0] + added[3], 1_500, "{added:?}");
    on(&folder, "verify").arg("--quick").assert().success();
    let whole = command("add", "whole.db").arg(&path).output();
    assert_eq!(whole.expect("runs").status.code(), Some(0));
    let export = |archive: &str| {
        let mut export = command("export", archive);
        export
            .args(["--format", "jsonl"])
            .output()
            .expect("runs")
            .stdout
    };
    let (killed, whole) = (export("desk.db"), export("whole.db"));
    assert!(
        !whole.is_empty() && killed == whole,
        "as if nothing had been"
    );
}
