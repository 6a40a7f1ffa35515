//! `--min-confidence`: what is not sure enough is left out, and it is said.

mod common;

use common::{Desk, Folder, REPORT, by_schema, json_lines, musnad};
use serde_json::Value;
use std::path::Path;

fn read(path: &Path, args: &[&str]) -> (Vec<Value>, String) {
    let mut command = musnad();
    command.args(["read", "--format", "json"]).args(args);
    let output = command.arg(path).output().expect("runs");
    let told = String::from_utf8(output.stderr.clone()).expect("UTF-8");
    let mut lines = json_lines(output);
    let Value::Array(all) = lines.remove(0)["attributions"].take() else {
        panic!("a list of attributions");
    };
    (all, told)
}

fn probabilities(all: &[Value]) -> Vec<f64> {
    let of = |a: &Value| a["confidence"].as_f64().expect("a number");
    all.iter().map(of).collect()
}

#[test]
fn what_is_not_sure_enough_is_left_out_and_counted() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let read = |args: &[&str]| read(&path, args);
    let (all, told) = read(&[]);
    assert!(all.len() >= 2, "{all:?}");
    assert_eq!(told, "");
    let least = probabilities(&all).into_iter().fold(1.0, f64::min);
    let (same, told) = read(&["--min-confidence", &least.to_string()]);
    assert_eq!(same, all, "as sure is sure enough");
    assert_eq!(told, "");
    let (few, told) = read(&["--min-confidence", &(least + 0.001).to_string()]);
    let left_out = all.len() - few.len();
    assert!(left_out > 0 && few.iter().all(|a| all.contains(a)));
    assert!(told.starts_with(&format!("musnad: {left_out} ")), "{told}");
    let (none, _) = read(&["--min-confidence", "1"]);
    assert_eq!(none, [] as [Value; 0], "nothing is certain");
}

#[test]
fn a_page_says_it_itself() {
    let folder = Folder::new();
    let path = folder.file("a.txt", REPORT);
    let mut command = musnad();
    command.args(["read", "--lang", "en", "--min-confidence", "1"]);
    let output = command.arg(path).output().expect("runs");
    let page = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(page.contains("left out as not sure enough: "), "{page}");
    assert!(!page.contains("no statement is attributed"), "{page}");
}

#[test]
fn a_probability_is_from_0_to_1() {
    for bad in ["1.5", "-1", "much"] {
        let flag = format!("--min-confidence={bad}");
        let refused = musnad().args(["read", &flag, "a.txt"]).assert().code(2);
        let told = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
        assert!(told.contains("a number from 0 to 1"), "{told}");
    }
}

#[test]
fn an_archive_is_asked_the_same_way() {
    let folder = Folder::new();
    let page = folder.file("bridge.txt", REPORT);
    let desk = Desk::new(&folder, "desk.db");
    desk.one("musnad.added-1", &["add", page.to_str().expect("UTF-8")]);
    let exported = |least: &str| {
        let args = ["export", "--format", "jsonl", "--min-confidence", least];
        let output = desk.command(&args).assert().success();
        let lines = by_schema("musnad.reading-1", &output.get_output().stdout);
        lines[0]["attributions"].as_array().map_or(0, Vec::len)
    };
    let all = exported("0");
    assert!(all > 0);
    assert_eq!(exported("1"), 0);
    let name = ["who", "سامي الحلو", "--min-confidence"];
    let said = |least| desk.one("musnad.who-1", &[&name[..], &[least]].concat());
    assert!(
        said("0")["said"]
            .as_array()
            .is_some_and(|said| !said.is_empty())
    );
    assert!(said("1")["said"].as_array().is_some_and(Vec::is_empty));
}
