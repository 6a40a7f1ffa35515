//! The commands that ask an archive, on the invented affair of `samples`: what they print for people
//! (snapshots) and for programs (by their contracts).

mod common;

use common::{Folder, by_schema, musnad};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::LazyLock;

/// Samples: file, outlet, day of publication.
const PAGES: [(&str, &str, &str); 4] = [
    ("01-yaraa-flood.txt", "وكالة يراع", "2026-03-01"),
    ("05-diffatan-engineer.txt", "الضفتان", "2026-03-02"),
    ("10-sariya-denial.txt", "صارية", "2026-03-03"),
    ("15-yaraa-committee.txt", "وكالة يراع", "2026-03-04"),
];

/// A page of a sample: its first line is the title.
fn page((file, outlet, day): (&str, &str, &str)) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let text = fs::read_to_string(path.join(file)).expect("a sample");
    let (title, body) = text.split_once('\n').expect("a title");
    json!({
        "url": format!("https://example.test/{file}"),
        "outlet": outlet,
        "published": day,
        "title": title,
        "text": body.trim(),
    })
}

/// The same page a day later: one speaker quoted otherwise, a paragraph gone, another title.
fn later(mut page: Value) -> Value {
    let text = page["text"].as_str().expect("a text").to_owned();
    let last = text.rfind("\n\n").expect("paragraphs");
    let text = text[..last].replace("عند السادسة", "عند السابعة");
    page["text"] = json!(text.replace("إن النواعيري «دقيق", "إن المهندس «دقيق"));
    page["title"] = json!("مهندس المناوبة: لم ألمس البوابة");
    page["modified"] = json!("2026-03-05");
    page
}

/// An archive of all this. From standard input, so that no path of this machine is in any id.
static FOLDER: LazyLock<Folder> = LazyLock::new(|| {
    let folder = Folder::new();
    let mut pages: Vec<Value> = PAGES.map(page).to_vec();
    pages.push(later(page(PAGES[1])));
    let mut copy = page(PAGES[0]);
    copy["url"] = json!("https://example.test/copy");
    copy["outlet"] = json!("بريد الوادي");
    pages.push(copy);
    let lines: Vec<String> = pages.iter().map(Value::to_string).collect();
    let mut add = musnad();
    add.args(["add", "--archive"])
        .arg(folder.path("desk.db"))
        .arg("-");
    add.write_stdin(lines.join("\n")).assert().success();
    folder
});

fn ask(command: &str, args: &[&str]) -> Output {
    let mut program = musnad();
    program
        .arg(command)
        .arg("--archive")
        .arg(FOLDER.path("desk.db"));
    program.args(args).output().expect("runs")
}

/// Standard output for people. The moment of adding, which no test can know, is taken out.
fn screen(command: &str, args: &[&str]) -> String {
    let output = ask(command, args);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    // `2026/03/02 09:00:00`
    const LENGTH: usize = 19;
    let line = |line: &str| match line.find("20") {
        Some(start) if line.contains("musnad 0.") => {
            format!("{}(when){}\n", &line[..start], &line[start + LENGTH..])
        }
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn object(command: &str, args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    let stdout = ask(command, &args).stdout;
    by_schema(&format!("musnad.{command}-1"), &stdout).remove(0)
}

/// Ids by the end of the address.
fn ids() -> BTreeMap<String, Vec<String>> {
    let exported = ask("export", &["--format", "jsonl"]).stdout;
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in by_schema("musnad.reading-1", &exported) {
        let of = |key: &str| {
            line["document"][key]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        ids.entry(of("url").replace("https://example.test/", ""))
            .or_default()
            .push(of("id"));
    }
    ids
}

fn id(page: &str) -> String {
    ids()[page][0].clone()
}

fn fails(command: &str, args: &[&str], code: i32) -> String {
    let output = ask(command, args);
    assert_eq!(output.status.code(), Some(code));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn report_on_the_screen() {
    insta::assert_snapshot!(screen("report", &[&id("15-yaraa-committee.txt")]));
}

#[test]
fn report_in_english() {
    insta::assert_snapshot!(screen("report", &[&id("copy"), "--lang", "en"]));
}

#[test]
fn report_for_programs() {
    let report = object("report", &[&id("copy")]);
    let text = report["reading"]["document"]["text"]
        .as_str()
        .expect("the text");
    for attribution in report["reading"]["attributions"]
        .as_array()
        .expect("a list")
    {
        for words in attribution["content"].as_array().expect("a list") {
            let at = |key: &str| words[key].as_u64().expect("an offset") as usize;
            assert_eq!(words["text"], text[at("start")..at("end")]);
        }
    }
    assert_eq!(report["elsewhere"][0]["id"], id("01-yaraa-flood.txt"));
    assert_eq!(report["custody"][0]["act"], "add");
    assert_eq!(report["versions"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_a_person_said_against_a_reading_stands_in_the_report() {
    let folder = Folder::new();
    let on = |command: &str, args: &[&str]| {
        let mut program = musnad();
        program
            .arg(command)
            .arg("--archive")
            .arg(folder.path("desk.db"));
        program
            .args(args)
            .assert()
            .success()
            .get_output()
            .stdout
            .clone()
    };
    let path = folder.file("a.txt", common::REPORT);
    on("add", &[path.to_str().expect("UTF-8")]);
    let report = || {
        let lines = on("export", &["--format", "jsonl"]);
        let id = by_schema("musnad.reading-1", &lines)[0]["document"]["id"].clone();
        let id = id.as_str().expect("an id").to_owned();
        let stdout = on("report", &[&id, "--format", "json"]);
        (id, by_schema("musnad.report-1", &stdout).remove(0))
    };
    let (id, before) = report();
    on(
        "correct",
        &[
            &format!("{id}/1"),
            "--speaker",
            "ندى الكرمي",
            "--by",
            "هالة",
        ],
    );
    let (_, after) = report();
    assert_eq!(before["corrections"], json!([]));
    assert_eq!(after["corrections"][0]["kind"], "speaker");
    assert_eq!(after["corrections"][0]["now"]["state"], "applied");
    let who = |report: &Value| report["reading"]["attributions"][0]["chain"][0]["who"].clone();
    assert_eq!(
        (who(&before), who(&after)),
        (json!("سامي الحلو"), json!("ندى الكرمي"))
    );
    let screen = String::from_utf8(on("report", &[&id])).expect("UTF-8");
    assert!(screen.contains("هالة"), "{screen}");
    let said = by_schema("musnad.who-1", &on("who", &["الكرمي", "--format", "json"]));
    assert_eq!(said[0]["statements"], 1);
}

#[test]
fn originals_come_back_unchanged() {
    let output = ask("report", &[&id("copy"), "--original"]);
    let mut copy = page(PAGES[0]);
    copy["url"] = json!("https://example.test/copy");
    copy["outlet"] = json!("بريد الوادي");
    assert_eq!(
        String::from_utf8(output.stdout).expect("UTF-8"),
        copy.to_string()
    );
}

#[test]
fn ids_may_be_shortened_while_they_are_clear() {
    let id = id("copy");
    let long = object("report", &[&id]);
    let upper = id[..8].to_uppercase();
    assert_eq!(object("report", &[&upper]), long);
    let none = fails("report", &["0123456789abcdef"], 2);
    assert!(none.contains("no report has an id"), "{none}");
    assert!(fails("report", &["abc"], 2).contains("at least 4 digits"));
    assert!(fails("report", &["خبر١"], 2).contains("hex digits"));
}

#[test]
fn versions_on_the_screen() {
    insta::assert_snapshot!(screen("versions", &[&id("05-diffatan-engineer.txt")]));
}

#[test]
fn versions_for_programs() {
    let pages = &ids()["05-diffatan-engineer.txt"];
    let versions = object("versions", &[&pages[1]]);
    let [changes] = &versions["changes"].as_array().expect("a list")[..] else {
        panic!("{versions}");
    };
    assert_eq!(changes["before"], versions["versions"][0]["id"]);
    assert_eq!(changes["same_text"], false);
    let fields: Vec<&Value> = changes["metadata"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|change| &change["field"])
        .collect();
    assert_eq!(fields, ["title", "modified"]);
    let single = object("versions", &[&id("copy")]);
    assert_eq!(single["changes"], json!([]));
    let copies = object("versions", &[&id("copy"), &id("01-yaraa-flood.txt")]);
    assert_eq!(copies["changes"][0]["same_text"], true);
    assert_eq!(copies["changes"][0]["paragraphs"], json!([]));
}

#[test]
fn search_on_the_screen() {
    insta::assert_snapshot!(screen("search", &["البوابة السابعة", "--limit", "2"]));
    insta::assert_snapshot!(screen(
        "search",
        &["speaker:العسلاوي", "stance:state", "--lang", "en"]
    ));
}

#[test]
fn search_for_programs() {
    let found = object("search", &["سد NOT outlet:صارية"]);
    let hits = found["hits"].as_array().expect("a list");
    assert_eq!(found["total"], hits.len());
    assert_eq!(found["understood"], "سد -outlet:صاريه");
    for hit in hits {
        let id = hit["report"]["id"].as_str().expect("an id");
        let report = object("report", &[id]);
        let text = report["reading"]["document"]["text"]
            .as_str()
            .expect("the text");
        let snippet = &hit["snippet"];
        for words in snippet["hits"]
            .as_array()
            .expect("a list")
            .iter()
            .chain([snippet])
        {
            let at = |key: &str| words[key].as_u64().expect("an offset") as usize;
            assert_eq!(words["text"], text[at("start")..at("end")]);
        }
    }
    let second = object(
        "search",
        &["سد NOT outlet:صارية", "--offset", "1", "--limit", "1"],
    );
    assert_eq!(second["hits"][0]["report"], hits[1]["report"]);
    assert_eq!(second["facets"], found["facets"]);
}

#[test]
fn a_query_that_is_not_understood_is_marked() {
    insta::assert_snapshot!(fails("search", &["سد (بوابة OR"], 2));
    insta::assert_snapshot!(fails("search", &["سد قال:نعم", "--lang", "en"], 2));
    let screen = screen(
        "search",
        &[
            "--explain",
            "سد (بوابة | ~\"مهندس المناوبة\") -قائل:«لبيب» قبل:2027",
        ],
    );
    insta::assert_snapshot!(screen);
}

#[test]
fn who_on_the_screen() {
    insta::assert_snapshot!(screen("who", &["العسلاوي", "--limit", "3"]));
    insta::assert_snapshot!(screen("who", &["--lang", "en", "الشلال", "--limit", "2"]));
}

#[test]
fn who_for_programs() {
    let who = object("who", &["نواعيري", "--outlet", "الضفتان", "--limit", "100"]);
    let said = who["said"].as_array().expect("a list");
    assert!(!said.is_empty());
    assert_eq!(who["statements"], said.len());
    for said in said {
        assert_eq!(said["report"]["outlet"], "الضفتان");
        let hop = said["hop"].as_u64().expect("an index") as usize;
        let who = said["attribution"]["chain"][hop]["who"].as_str();
        assert!(who.expect("a name").contains("النواعيري"));
    }
    let late = object("who", &["نواعيري", "--after", "2030-01-01"]);
    assert_eq!(
        (&late["statements"], &late["mentioned_in"]),
        (&json!(0), &json!(0))
    );
    assert_ne!(
        late["names"],
        json!([]),
        "names are those of the whole archive"
    );
}

#[test]
fn an_archive_that_is_not_there_is_no_answer() {
    for args in [
        &["report", "abcd"][..],
        &["who", "سامي"],
        &["export", "--format", "csv"],
    ] {
        let output = musnad()
            .args(args)
            .args(["--archive", "no-such-folder/desk.db"])
            .output()
            .expect("runs");
        assert_eq!(output.status.code(), Some(4), "{args:?}");
    }
}
