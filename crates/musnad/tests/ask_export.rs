//! `musnad export`: the same archive gives the same bytes, a file is there whole or not at all.

mod common;

use common::{Folder, REPORT, musnad};
use std::fs;
use std::path::Path;

/// An archive of two reports.
fn archive() -> Folder {
    let folder = Folder::new();
    let first = folder.file("a.txt", REPORT);
    let second = folder.file("b.txt", &REPORT.replace("أمس", "اليوم"));
    let mut add = musnad();
    add.args([
        "add",
        "--published",
        "2026-03-02",
        "--outlet",
        "=يراع, \"المحلية\"",
    ]);
    add.arg("--archive").arg(folder.path("desk.db"));
    add.arg(first).arg(second).assert().success();
    folder
}

fn export(folder: &Folder, args: &[&str]) -> assert_cmd::Command {
    let mut command = musnad();
    command
        .arg("export")
        .arg("--archive")
        .arg(folder.path("desk.db"));
    command.args(args);
    command
}

fn stdout(folder: &Folder, args: &[&str]) -> Vec<u8> {
    let assert = export(folder, args).assert().success();
    assert.get_output().stdout.clone()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("lists");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("lists")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn lines_are_readings_in_the_order_of_ids() {
    let folder = archive();
    let exported = stdout(&folder, &["--format", "jsonl"]);
    assert_eq!(exported, stdout(&folder, &["--format", "jsonl"]));
    let lines = common::by_schema("musnad.reading-1", &exported);
    let ids: Vec<_> = lines
        .iter()
        .map(|line| line["document"]["id"].clone())
        .collect();
    assert_eq!(ids.len(), 2);
    assert!(ids[0].as_str() < ids[1].as_str());
}

#[test]
fn a_query_chooses_reports() {
    let folder = archive();
    let today = stdout(&folder, &["--format", "jsonl", "\"اليوم\""]);
    assert_eq!(common::by_schema("musnad.reading-1", &today).len(), 1);
    assert!(stdout(&folder, &["--format", "jsonl", "outlet:المرفأ"]).is_empty());
    export(&folder, &["--format", "jsonl", "("])
        .assert()
        .code(2);
    export(&folder, &["--format", "archive", "سد"])
        .assert()
        .code(2);
}

#[test]
fn an_archive_is_exported_whole() {
    let folder = archive();
    let exported = stdout(&folder, &["--format", "archive"]);
    let first = exported
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let head: serde_json::Value = serde_json::from_slice(first).expect("JSON");
    assert_eq!(head["schema"], "musnad.archive/1");
}

#[test]
fn a_table_has_a_row_a_statement() {
    let folder = archive();
    let plain = String::from_utf8(stdout(&folder, &["--format", "csv"])).expect("UTF-8");
    let rows: Vec<&str> = plain.split("\r\n").collect();
    assert!(rows[0].starts_with("report,outlet,title,"));
    assert!(
        rows[1].contains("\"'=يراع, \"\"المحلية\"\"\""),
        "{}",
        rows[1]
    );
    assert_eq!(rows.last(), Some(&""), "the last row ends too");
    let lines = common::by_schema("musnad.reading-1", &stdout(&folder, &["--format", "jsonl"]));
    let statements: usize = lines
        .iter()
        .map(|line| line["attributions"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!(rows.len(), statements + 2);
    let marked = stdout(&folder, &["--format", "csv", "--bom"]);
    assert_eq!(marked, [b"\xEF\xBB\xBF", plain.as_bytes()].concat());
}

#[test]
fn no_file_is_replaced_unless_that_is_said() {
    let folder = archive();
    let out = folder.path("out.csv");
    let to = ["--format", "csv", "--out", out.to_str().expect("UTF-8")];
    export(&folder, &to).assert().success().stdout("");
    let written = fs::read(&out).expect("reads");
    assert_eq!(written, stdout(&folder, &["--format", "csv"]));
    let own = folder.file("own.csv", "");
    let rights = |path: &Path| fs::metadata(path).expect("is there").permissions();
    assert_eq!(rights(&out), rights(&own), "as any other file");
    fs::write(&out, "mine").expect("writes");
    let refused = export(&folder, &to).assert().code(2);
    let why = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(why.contains("--force"), "{why}");
    assert_eq!(fs::read(&out).expect("reads"), b"mine");
    export(&folder, &[&to[..], &["--force"]].concat())
        .assert()
        .success();
    assert_eq!(fs::read(&out).expect("reads"), written);
}

#[test]
fn what_fails_leaves_nothing_behind() {
    let folder = archive();
    let out = folder.path("nowhere").join("out.jsonl");
    let to = ["--format", "jsonl", "--out", out.to_str().expect("UTF-8")];
    export(&folder, &to).assert().code(2);
    export(&folder, &["--format", "jsonl", "--bom"])
        .assert()
        .code(2);
    let all = names(folder.path("desk.db").parent().expect("a folder"));
    assert!(all.iter().all(|name| !name.starts_with(".tmp")), "{all:?}");
}

#[cfg(feature = "parquet")]
#[test]
fn columns_hold_what_rows_hold() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;
    let folder = archive();
    let out = folder.path("out.parquet");
    let to = ["--format", "parquet", "--out", out.to_str().expect("UTF-8")];
    export(&folder, &to).assert().success();
    let file = fs::File::open(&out).expect("opens");
    let reader = SerializedFileReader::new(file).expect("is parquet");
    let rows = reader.get_row_iter(None).expect("has rows");
    let rows: Vec<_> = rows.map(|row| row.expect("a row")).collect();
    let lines = common::by_schema("musnad.reading-1", &stdout(&folder, &["--format", "jsonl"]));
    let statements = lines.iter().flat_map(|line| {
        let document = line["document"].clone();
        let attributions = line["attributions"].as_array().cloned();
        attributions
            .into_iter()
            .flatten()
            .map(move |a| (document.clone(), a))
    });
    let statements: Vec<_> = statements.collect();
    assert_eq!(rows.len(), statements.len());
    for (row, (document, attribution)) in rows.iter().zip(statements) {
        assert_eq!(
            row.get_string(0).expect("an id"),
            document["id"].as_str().expect("an id")
        );
        let content = row.get_string(16).expect("what is said");
        assert!(content.starts_with(attribution["content"][0]["text"].as_str().expect("words")));
        let start = row.get_long(17).expect("an offset");
        assert_eq!(Some(start), attribution["content"][0]["start"].as_i64());
    }
}
