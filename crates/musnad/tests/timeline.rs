//! `timeline`, and `export` as map and graph, end to end: by their contracts, and every span that is shown is there.
//! All people, places of action and affairs are invented.

mod common;

use common::{Desk, Folder, by_schema, musnad};
use serde_json::{Value, json};

/// The last one has no day of publication: «أمس» is then a day that nobody knows.
const REPORTS: [(&str, Option<&str>, &str); 3] = [
    (
        "1",
        Some("2026-03-03"),
        "قال وزير الري المصري ماهر الساري أمس إن السد امتلأ في 15 فبراير 2026. وأضاف الساري أن العمل مستمر في أسوان.",
    ),
    (
        "2",
        Some("2026-03-04"),
        "نقلت وكالة يراع للأنباء عن ماهر الساري، وزير الري المصري، قوله إن البوابات تفتح في 20 مارس 2026 في حلب.",
    ),
    (
        "3",
        None,
        "أعلن محافظ حلب نزار الهلالي أن الجسر أغلق أمس. وقالت مصادر مطلعة إن المدارس مفتوحة في حلب.",
    ),
];

/// Above each of them.
const TITLE: &str = "موجز <النهار> & \"الليل\"";

fn desk(folder: &Folder) -> Desk {
    let line = |(name, day, text): &(&str, Option<&str>, &str)| {
        let url = format!("https://example.test/{name}");
        json!({ "url": url, "published": day, "outlet": "بريد <الميناء> & \"الساحل\"", "title": TITLE,
            "text": text })
        .to_string()
    };
    let lines: Vec<String> = REPORTS.iter().map(line).collect();
    let mut add = musnad();
    add.args(["add", "--archive"])
        .arg(folder.path("desk.db"))
        .arg("-");
    add.write_stdin(lines.join("\n")).assert().success();
    Desk::new(folder, "desk.db")
}

fn stdout(desk: &Desk, args: &[&str]) -> String {
    let assert = desk.command(args).assert().success();
    String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8")
}

fn timeline(desk: &Desk, args: &[&str]) -> Value {
    desk.one("musnad.timeline-1", &[&["timeline"], args].concat())
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().expect("a list")
}

/// Whether the words stand where they are said to stand.
fn stands(url: &Value, words: &Value) -> bool {
    let url = url.as_str().expect("an address");
    let report = REPORTS.iter().find(|(name, ..)| url.ends_with(name));
    let (_, _, text) = report.expect("one of them");
    let at = |key: &str| words[key].as_u64().expect("an offset") as usize;
    format!("{TITLE}\n\n{text}").get(at("start")..at("end")) == words["text"].as_str()
}

#[test]
fn events_come_in_their_order_and_what_lies_nowhere_last() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let found = timeline(&desk, &[]);
    let edtfs: Vec<&str> = list(&found, "entries")
        .iter()
        .filter_map(|e| e["time"]["edtf"].as_str())
        .collect();
    assert_eq!(edtfs, ["2026-02-15", "2026-03-20", "XXXX-XX-XX"]);
    assert_eq!(
        (&found["clock"], &found["dated"]),
        (&json!("event"), &json!(2))
    );
    for entry in list(&found, "entries") {
        let time = &entry["time"];
        assert!(
            time.is_null() || stands(&entry["report"]["url"], &time["words"]),
            "{time}"
        );
    }
    let march = timeline(&desk, &["--from", "2026-03-01", "--to", "2026-03-31"]);
    assert_eq!((&march["dated"], &march["undated"]), (&json!(1), &json!(0)));
    let screen = stdout(&desk, &["timeline"]);
    let at = |words: &str| {
        screen
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {screen}"))
    };
    assert!(at("2026-02-15") < at("2026-03-20") && at("2026-03-20") < at("XXXX-XX-XX"));
    assert!(at("2026-03-20") < screen.rfind("غير معروف").expect("a heading"));
    let english = stdout(&desk, &["timeline", "--lang", "en"]);
    assert!(
        english.contains("statements by time of the event: "),
        "{english}"
    );
}

#[test]
fn no_clock_stands_in_for_another() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let all = list(&timeline(&desk, &["--clock", "publication"]), "entries").len();
    let edtfs = |clock: &str| -> Vec<Value> {
        let found = timeline(&desk, &["--clock", clock]);
        assert_eq!(found["clock"], clock);
        let entries = list(&found, "entries");
        assert_eq!(entries.len(), all, "{clock}: every statement is there once");
        entries
            .iter()
            .map(|entry| entry["time"]["edtf"].clone())
            .collect()
    };
    let saying = edtfs("saying");
    assert_eq!(
        saying[0], "2026-03-02",
        "«أمس», counted from the report's day"
    );
    assert!(saying[1..].iter().all(Value::is_null), "{saying:?}");
    let published = edtfs("publication");
    assert_eq!(published[0], "2026-03-03");
    assert!(published.last().is_some_and(Value::is_null));
    assert!(
        edtfs("capture").iter().all(Value::is_null),
        "nobody fetched them"
    );
}

#[test]
fn statements_are_chosen_by_whom_and_where() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let said = timeline(&desk, &["--clock", "publication", "--entity", "الساري"]);
    let who = |entry: &Value| {
        let chain = list(&entry["attribution"], "chain");
        chain.iter().any(|hop| {
            hop["who"]
                .as_str()
                .is_some_and(|who| who.contains("الساري"))
        })
    };
    assert!(said["dated"].as_u64() >= Some(3) && list(&said, "entries").iter().all(who));
    let id = said["entities"][0]["id"].as_str().expect("an id");
    let same = timeline(&desk, &["--clock", "publication", "--entity", id]);
    assert_eq!(same["dated"], said["dated"]);
    let there = timeline(&desk, &["--clock", "publication", "--where", "حلب"]);
    assert!(!list(&there, "places").is_empty());
    for entry in list(&there, "entries") {
        let url = entry["report"]["url"].as_str().expect("an address");
        assert!(!url.ends_with('1'), "{entry}");
    }
    let paged = timeline(
        &desk,
        &["--clock", "publication", "--limit", "1", "--offset", "1"],
    );
    let whole = timeline(&desk, &["--clock", "publication"]);
    assert_eq!(paged["entries"][0], whole["entries"][1]);
    let nobody = timeline(&desk, &["--entity", "لقمان"]);
    assert_eq!(
        (&nobody["dated"], &nobody["undated"]),
        (&json!(0), &json!(0))
    );
    desk.refuses(
        &["timeline", "--entity", "ffffffff"],
        2,
        "no entity has an id",
    );
    desk.refuses(&["timeline", "--clock", "wall"], 2, "event");
    let days = ["timeline", "--from", "2026-03-02", "--to", "2026-03-01"];
    desk.refuses(&days, 2, "lies behind");
}

#[test]
fn a_map_has_a_point_a_place_and_the_words_that_speak_of_it() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let written = stdout(&desk, &["export", "--format", "geojson"]);
    let map = &by_schema("musnad.geojson-1", written.as_bytes())[0];
    let all = list(map, "features");
    let aleppo = all
        .iter()
        .find(|feature| feature["properties"]["name"] == "حلب")
        .expect("is there");
    let point = list(&aleppo["geometry"], "coordinates");
    let degrees = |n: usize| point[n].as_f64().expect("degrees");
    assert!(
        (36.0..38.5).contains(&degrees(0)) && (35.5..37.0).contains(&degrees(1)),
        "{point:?}"
    );
    for feature in all {
        let properties = &feature["properties"];
        let reports = list(properties, "mentioned_in");
        assert_eq!(properties["reports"].as_u64(), Some(reports.len() as u64));
        assert_eq!(
            properties["statements"].as_u64(),
            Some(list(properties, "said").len() as u64)
        );
        let url = |id: &Value| {
            let report = reports.iter().find(|report| report["report"] == *id);
            &report.expect("one that mentions it")["url"]
        };
        for report in reports {
            for mention in list(report, "mentions") {
                assert!(stands(&report["url"], mention), "{mention}");
            }
        }
        for said in list(properties, "said") {
            let words = list(said, "hits").iter().chain(list(said, "content"));
            for words in words {
                assert!(stands(url(&said["report"]), words), "{words}");
            }
        }
    }
}

#[test]
fn a_graph_tells_who_cites_whom() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let graphml = stdout(&desk, &["export", "--format", "graphml"]);
    assert_eq!(graphml, stdout(&desk, &["export", "--format", "graphml"]));
    for held in [
        "<graph id=\"musnad\" edgedefault=\"directed\">",
        "بريد &lt;الميناء&gt; &amp; &quot;الساحل&quot;",
        "<data key=\"edge.relation\">cites</data>",
        "<data key=\"edge.relation\">speaks_of</data>",
        "مصادر مطلعة",
    ] {
        assert!(graphml.contains(held), "{held}: {graphml}");
    }
    let gexf = stdout(&desk, &["export", "--format", "gexf", "يراع"]);
    assert!(
        gexf.contains("kind=\"cites\"") && !gexf.contains("الهلالي"),
        "{gexf}"
    );
}
