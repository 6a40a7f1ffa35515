//! `musnad read` for programs: what goes to which stream, by which contract, in which order.

mod common;

use common::{Folder, REPORT, json_lines, musnad};
use std::fs;
use std::io::Read;
use std::process::Stdio;

#[test]
fn json_keeps_its_schema() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let output = musnad()
        .args(["read", "--format", "json", "--published", "2024-03-05"])
        .arg(&path)
        .output();
    let lines = json_lines(output.expect("runs"));
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!(line["document"]["published"], "2024-03-05");
    assert_eq!(line["document"]["published_from"], "option");
    assert!(
        line["document"].get("text").is_none(),
        "only with --with-text"
    );
    let attributions = line["attributions"].as_array().expect("a list");
    assert!(!attributions.is_empty());
    for attribution in attributions {
        for words in attribution["content"].as_array().expect("a list") {
            let at = |key: &str| words[key].as_u64().expect("an offset") as usize;
            assert_eq!(words["text"], REPORT[at("start")..at("end")]);
        }
    }
}

#[test]
fn text_comes_along_when_asked() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let output = musnad()
        .args(["read", "--format", "json", "--with-text"])
        .arg(&path)
        .output();
    assert_eq!(
        json_lines(output.expect("runs"))[0]["document"]["text"],
        REPORT
    );
}

#[test]
fn every_report_has_its_line_in_order() {
    let folder = Folder::new();
    let records: Vec<String> = (0..300)
        .map(|n| {
            // Every tenth is empty, every seventh long: they take different time.
            let body = match n {
                n if n % 10 == 0 => String::new(),
                n if n % 7 == 0 => REPORT.repeat(20),
                _ => REPORT.to_owned(),
            };
            serde_json::json!({ "title": format!("خبر {n}"), "maintext": body }).to_string()
        })
        .collect();
    let path = folder.file("day.jsonl", &records.join("\n"));
    let other = folder.file("last.txt", REPORT);
    let run = |jobs: &str| {
        let mut command = musnad();
        command
            .args(["read", "--format", "json", "--jobs", jobs])
            .arg(&path)
            .arg(&other);
        command.output().expect("runs")
    };
    let output = run("2");
    assert_eq!(
        output.stdout,
        run("1").stdout,
        "the same on any number of threads"
    );
    let lines = json_lines(output);
    assert_eq!(lines.len(), 301);
    for (n, line) in lines.iter().take(300).enumerate() {
        assert_eq!(line["document"]["record"], n);
        assert_eq!(line["document"]["title"], format!("خبر {n}"));
    }
    assert!(
        lines[300]["document"]["path"]
            .as_str()
            .expect("a path")
            .ends_with("last.txt")
    );
}

#[test]
fn ids_are_those_of_the_run_before() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let ids = || {
        let output = musnad()
            .args(["read", "--format", "json"])
            .arg(&path)
            .output();
        let line = json_lines(output.expect("runs")).remove(0);
        let list = line["attributions"].as_array().expect("a list").clone();
        list.into_iter()
            .map(|a| a["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(), ids());
}

#[test]
fn standard_input_is_read() {
    let mut command = musnad();
    command
        .args(["read", "--format", "json", "-"])
        .write_stdin(REPORT);
    let lines = json_lines(command.output().expect("runs"));
    assert_eq!(lines[0]["document"]["path"], "-");
}

/// Inputs that fail, each of them beside one that does not.
#[test]
fn bad_inputs_cost_one_line_each() {
    let folder = Folder::new();
    let good = folder.file("good.txt", REPORT);
    let bad = [
        folder.file("empty.txt", ""),
        folder.bytes(
            "binary.bin",
            &[0, 1, 2, 0, 255, 254, 0, 0, 3, 9, 0, 0].repeat(50),
        ),
        folder.file("wrong.json", "{\"title\": \"خبر\", "),
        folder.file("strange.json", "{\"colour\": \"red\"}"),
        folder.path("missing.txt"),
    ];
    for path in bad {
        let output = musnad()
            .args(["read", "--format", "json"])
            .args([&path, &good])
            .output();
        let output = output.expect("runs");
        let stderr = String::from_utf8(output.stderr.clone()).expect("UTF-8");
        assert_eq!(
            output.status.code(),
            Some(3),
            "{}: {stderr}",
            path.display()
        );
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        assert!(
            stderr.starts_with("musnad: ") && stderr.contains(name),
            "{stderr}"
        );
        assert_eq!(json_lines(output).len(), 1, "the rest goes on");
    }
}

#[test]
fn broken_utf8_is_read_and_told_of() {
    let folder = Folder::new();
    let mut bytes = REPORT.as_bytes().to_vec();
    bytes.insert(REPORT.find('\n').expect("two lines"), 0xFF);
    let path = folder.bytes("broken.txt", &bytes);
    let output = musnad()
        .args(["read", "--format", "json"])
        .arg(&path)
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(0));
    let lines = json_lines(output);
    assert!(
        !lines[0]["diagnostics"]
            .as_array()
            .expect("a list")
            .is_empty()
    );
}

#[cfg(unix)]
#[test]
fn unreadable_files_fail_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.file("secret.txt", REPORT);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("ours");
    if fs::File::open(&path).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let output = musnad().arg("read").arg(&path).output().expect("runs");
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.is_empty());
}

#[cfg(unix)]
#[test]
fn folder_loops_end() {
    let folder = Folder::new();
    folder.file("a.txt", REPORT);
    std::os::unix::fs::symlink(folder.path("."), folder.path("again")).expect("a link");
    let mut command = musnad();
    command
        .args(["read", "--format", "json"])
        .arg(folder.path("."));
    let output = command.output().expect("runs");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(json_lines(output).len(), 1);
}

#[test]
fn reports_in_other_languages_have_no_statements() {
    let folder = Folder::new();
    let text = "The minister said that the bridge is safe and that it opens on Friday.";
    let path = folder.file("en.txt", text);
    let output = musnad()
        .args(["read", "--format", "json"])
        .arg(&path)
        .output();
    let lines = json_lines(output.expect("runs"));
    assert_eq!(lines[0]["document"]["language"], "en");
    assert_eq!(lines[0]["attributions"], serde_json::json!([]));
}

#[test]
fn whoever_stops_reading_is_not_troubled() {
    let folder = Folder::new();
    let record = serde_json::json!({ "title": "خبر", "maintext": REPORT }).to_string();
    let path = folder.file("day.jsonl", &vec![record; 2_000].join("\n"));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_musnad"))
        .args(["read", "--format", "json"])
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdout = child.stdout.take().expect("piped");
    stdout.read_exact(&mut [0; 100]).expect("it prints");
    drop(stdout);
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn wrong_usage_is_two() {
    for args in [
        &["read"][..],
        &["read", "--published", "yesterday", "x"],
        &["nonsense"],
        &[],
    ] {
        musnad().args(args).assert().code(2).stdout("");
    }
}
