//! `entities`, `where` and `who` over entities, end to end: what they print is by their contracts, and every span
//! that is shown is there. All people, places of action and affairs are invented.

mod common;

use common::{Folder, by_schema, musnad};
use serde_json::{Value, json};
use std::process::Output;

const REPORTS: [(&str, &str, &str); 3] = [
    (
        "1",
        "2026-03-01",
        "قال وزير الري المصري ماهر الساري في القاهرة إن السد امتلأ. وأضاف الساري أن العمل مستمر في أسوان.",
    ),
    (
        "2",
        "2026-03-02",
        "أعلن ماهر الساري، وزير الري المصري، أن البوابات مغلقة. وأكد الوزير أن المياه تكفي محافظة حلب.",
    ),
    (
        "3",
        "2026-03-03",
        "قال مدرب المنتخب الأردني ماهر الساري إن الفريق جاهز. وقال الساري إنه زار مدينة حلب وبلدة الباب.",
    ),
];

/// Above each of them.
const TITLE: &str = "موجز النهار";

struct Desk(Folder);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(Folder::new());
        let line = |(name, day, text): &(&str, &str, &str)| {
            let url = format!("https://example.test/{name}");
            json!({ "url": url, "published": day, "title": TITLE, "text": text }).to_string()
        };
        let lines: Vec<String> = REPORTS.iter().map(line).collect();
        let mut add = musnad();
        add.args(["add", "--archive"])
            .arg(desk.0.path("desk.db"))
            .arg("-");
        add.write_stdin(lines.join("\n")).assert().success();
        desk
    }

    fn ask(&self, args: &[&str]) -> Output {
        let mut program = musnad();
        program
            .args(args)
            .arg("--archive")
            .arg(self.0.path("desk.db"));
        program.output().expect("runs")
    }

    fn screen(&self, args: &[&str]) -> String {
        let output = self.ask(args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn object(&self, args: &[&str], schema: &str) -> Value {
        let output = self.ask(&[args, &["--format", "json"]].concat());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}");
        by_schema(schema, &output.stdout).remove(0)
    }

    /// The ids of those of this name, with the number of their reports.
    fn named(&self, name: &str) -> Vec<(String, u64)> {
        let found = self.object(&["entities", name], "musnad.entities-1");
        let all = found["entities"].as_array().expect("a list").iter();
        let id = |entity: &Value| {
            (
                text(&entity["id"]),
                entity["reports"].as_u64().expect("a number"),
            )
        };
        all.map(id).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// Whether the words stand where they are said to stand.
fn stands(url: &Value, words: &Value) -> bool {
    let url = text(url);
    let (_, _, text) = REPORTS
        .iter()
        .find(|(name, ..)| url.ends_with(name))
        .expect("one of them");
    let at = |key: &str| words[key].as_u64().expect("an offset") as usize;
    let text = format!("{TITLE}\n\n{text}");
    text.get(at("start")..at("end")) == words["text"].as_str()
}

#[test]
fn two_of_one_name_are_offered_and_may_be_merged_split_and_renamed() {
    let desk = Desk::new();
    let before = desk.named("الساري");
    assert_eq!(before.iter().map(|(_, n)| n).collect::<Vec<_>>(), [&2, &1]);
    let maybe = desk.object(&["entities", "--maybe"], "musnad.entities-1");
    assert_eq!(maybe["maybe"][0]["reasons"], json!(["other_office"]));
    assert!(
        desk.screen(&["entities", "--maybe", "--lang", "en"])
            .contains("offices of different countries")
    );

    let (a, b) = (&before[0].0, &before[1].0);
    let args = ["entities", "merge", &a[..6], &b[..6], "--by", "هالة"];
    let merged = desk.object(&args, "musnad.correction-1");
    assert_eq!(merged["kind"], "merge_entities");
    assert_eq!(
        desk.named("الساري")
            .iter()
            .map(|(_, n)| n)
            .collect::<Vec<_>>(),
        [&3]
    );
    let shown = desk.screen(&["corrections"]);
    assert!(shown.contains("كيانان في واحد"), "{shown}");
    desk.screen(&["undo", &text(&merged["id"])]);
    assert_eq!(desk.named("الساري"), before);

    desk.screen(&["entities", "rename", a, "ماهر بن زيد الساري"]);
    let renamed = desk.named("ماهر بن زيد الساري");
    assert_eq!(renamed[0].0, *a);
    let one = desk.object(&["entities", a], "musnad.entities-1");
    let first = &one["found_in"][0];
    for mention in first["mentions"].as_array().expect("a list") {
        assert!(stands(&first["report"]["url"], mention), "{mention}");
    }
    let report = text(&first["report"]["id"]);
    desk.screen(&["entities", "split", a, &report]);
    assert_eq!(desk.named("الساري").len(), 3);
    assert!(desk.screen(&["verify"]).contains("كل شيء كما حُفظ"));
}

#[test]
fn what_lies_in_a_place_is_found_with_its_point() {
    let desk = Desk::new();
    let found = desk.object(&["where", "حلب"], "musnad.where-1");
    assert_eq!(found["reports"], 2);
    assert!(
        found["places"].as_array().expect("a list").len() >= 2,
        "the city and the governorate"
    );
    for there in found["there"].as_array().expect("a list") {
        assert!(there["place"]["latitude"].is_number() && there["place"]["precision"].is_string());
    }
    for report in found["found"].as_array().expect("a list") {
        for mention in report["mentions"].as_array().expect("a list") {
            assert!(stands(&report["report"]["url"], mention), "{mention}");
        }
    }
    for about in found["statements"].as_array().expect("a list") {
        for hit in about["hits"].as_array().expect("a list") {
            assert!(stands(&about["report"]["url"], hit), "{hit}");
        }
    }
    let later = desk.object(&["where", "حلب", "--after", "2026-03-03"], "musnad.where-1");
    assert_eq!(later["reports"], 1);
    assert_eq!(
        desk.object(&["where", "LY"], "musnad.where-1")["reports"],
        0
    );
    let english = desk.screen(&["where", "SY", "--lang", "en"]);
    assert!(english.contains("reports that speak of it: 2"), "{english}");
}

#[test]
fn one_of_those_who_have_a_name_is_asked_for_by_the_id() {
    let desk = Desk::new();
    let both = desk.object(&["who", "الساري"], "musnad.who-1");
    assert_eq!(both["entities"].as_array().map(Vec::len), Some(2));
    let trainer = &desk.named("الساري")[1].0;
    let one = desk.object(&["who", "--entity", trainer], "musnad.who-1");
    assert_eq!(one["entities"].as_array().map(Vec::len), Some(1));
    for said in one["said"].as_array().expect("a list") {
        assert_eq!(said["entity"].as_str(), Some(trainer.as_str()));
        assert!(text(&said["report"]["url"]).ends_with('3'));
    }
    let none = desk.ask(&["who", "--entity", "ffffffff"]);
    assert_eq!(none.status.code(), Some(2));
    assert_eq!(desk.ask(&["who"]).status.code(), Some(2));
}

#[test]
fn a_report_names_its_entities_across_reports() {
    let desk = Desk::new();
    let exported = desk.ask(&["export", "--format", "jsonl"]).stdout;
    let lines = by_schema("musnad.reading-1", &exported);
    let ids: Vec<String> = desk.named("الساري").into_iter().map(|(id, _)| id).collect();
    for line in &lines {
        let entities = line["entities"].as_array().expect("a list");
        assert!(entities.iter().all(|entity| entity["global"].is_string()));
        let known = |entity: &Value| ids.contains(&text(&entity["global"]));
        assert!(entities.iter().any(known), "{line}");
    }
}

#[test]
fn what_is_wrong_is_told_and_is_wrong_usage() {
    let desk = Desk::new();
    let one = &desk.named("الساري")[0].0;
    for args in [
        &["entities", "ffffffff"][..],
        &["entities", "merge", one, one],
        &["entities", "rename", one, " "],
        &["entities", "split", one, "ffffffff"],
        &["entities", "--kind", "man"],
    ] {
        let output = desk.ask(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!output.stderr.is_empty());
    }
}
