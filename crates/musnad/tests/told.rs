//! `timeline --events`, `actors`, `arrangements` and the exports of events, end to end: by their contracts, and every
//! span that is shown is there. Which events are found is the weights' affair: what is asserted holds of any.
//! All people, places of action and affairs are invented.

mod common;

use common::{Desk, Folder, by_schema, musnad};
use serde_json::{Value, json};

const REPORTS: [(&str, &str, &str); 2] = [
    (
        "1",
        "2026-03-03",
        "طلبت مصر من الأردن في 15 فبراير 2026 تقديم مساعدات إلى مدينة حلب. وقال وزير الري المصري ماهر الساري إن \
         مسلحين هاجموا مدينة حلب أمس وقتلوا ثلاثة جنود. وأعلنت مصر والأردن إنشاء غرفة عمليات مشتركة في عمان.",
    ),
    (
        "2",
        "2026-03-04",
        "رفضت مصر طلب الأردن. ونفى محافظ حلب نزار الهلالي قصف المدينة، وتظاهر المئات في حلب أمس. واعتقلت الشرطة \
         المصرية عشرة متظاهرين في القاهرة. وهاجم مسلحون مطار حلب.",
    ),
];

fn desk(folder: &Folder) -> Desk {
    let line = |(name, day, text): &(&str, &str, &str)| {
        let url = format!("https://example.test/{name}");
        json!({ "url": url, "published": day, "outlet": "=بريد, \"الساحل\"", "text": text })
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

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().expect("a list")
}

fn events(desk: &Desk, args: &[&str]) -> Vec<Value> {
    let args = [&["timeline", "--events", "--limit", "1000"], args].concat();
    list(&desk.one("musnad.timeline-1", &args), "events").clone()
}

/// Whether the words stand where they are said to stand.
fn stands(report: &Value, words: &Value) -> bool {
    let url = report["url"].as_str().expect("an address");
    let found = REPORTS.iter().find(|(name, ..)| url.ends_with(name));
    let (_, _, text) = found.expect("one of them");
    let at = |key: &str| words[key].as_u64().expect("an offset") as usize;
    // Between a title, which these have not, and the text there is a blank line.
    format!("\n\n{text}").get(at("start")..at("end")) == words["text"].as_str()
}

/// Every stretch of words in a value.
fn words(value: &Value, all: &mut Vec<Value>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("start") && fields.contains_key("text") {
                all.push(value.clone());
            }
            fields.values().for_each(|field| words(field, all));
        }
        Value::Array(values) => values.iter().for_each(|value| words(value, all)),
        _ => {}
    }
}

fn all_stand(report: &Value, told: &Value) {
    let mut all = Vec::new();
    words(told, &mut all);
    assert!(all.len() > 1, "{told}");
    for words in all {
        assert!(stands(report, &words), "{words}");
    }
}

#[test]
fn events_are_filtered_and_rest_on_their_words() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let all = events(&desk, &[]);
    assert!(!all.is_empty());
    for dated in &all {
        all_stand(&dated["report"], &dated["event"]);
    }
    let of = |key: &str, value: &Value| -> usize {
        all.iter()
            .filter(|dated| dated["event"][key] == *value)
            .count()
    };
    for dated in &all {
        let event = &dated["event"];
        let (kind, status) = (event["type"].as_str(), event["status"].as_str());
        let (kind, status) = (kind.expect("a type"), status.expect("a status"));
        assert_eq!(
            events(&desk, &["--type", kind]).len(),
            of("type", &event["type"])
        );
        let same = events(&desk, &["--status", status]);
        assert_eq!(same.len(), of("status", &event["status"]));
        for actor in list(event, "actors") {
            let Some(id) = actor["entity"].as_str() else {
                assert!(actor["group"].is_u64(), "{actor}");
                continue;
            };
            let acted = events(&desk, &["--actor", id]);
            assert!(acted.contains(dated), "{actor}");
        }
    }
    let implied = desk.one("musnad.timeline-1", &["timeline", "--status", "happened"]);
    assert!(list(&implied, "entries").is_empty(), "events are meant");
    let statements = desk.one("musnad.timeline-1", &["timeline"]);
    assert!(list(&statements, "events").is_empty() && !list(&statements, "entries").is_empty());
    let unsure = desk.command(&[
        "timeline",
        "--events",
        "--min-confidence",
        "1",
        "--limit",
        "1000",
    ]);
    let mut unsure = unsure;
    let told = unsure.assert().success();
    let told = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    assert!(told.contains("left out"), "{told}");
    desk.refuses(&["timeline", "--type", "BOMBING"], 2, "AGREE, CONSULT");
    desk.refuses(
        &["timeline", "--events", "--clock", "saying"],
        2,
        "publication",
    );
    desk.refuses(&["actors", "--actor", "ffffffff"], 2, "no entity has an id");
}

#[test]
fn who_does_what_to_whom_is_counted_and_opens_its_events() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let found = desk.one("musnad.actors-1", &["actors", "--limit", "1000"]);
    let rows = list(&found, "rows");
    assert_eq!(found["total"].as_u64(), Some(rows.len() as u64));
    for row in rows {
        let grounds = list(row, "grounds");
        assert_eq!(row["events"].as_u64(), Some(grounds.len() as u64));
        let counted = list(row, "statuses")
            .iter()
            .filter_map(|c| c["events"].as_u64());
        assert_eq!(counted.sum::<u64>(), grounds.len() as u64);
        for ground in grounds {
            assert_eq!(ground["event"]["type"], row["type"]);
            all_stand(&ground["report"], &ground["event"]);
        }
    }
    let screen = stdout(&desk, &["actors", "--open", "1", "--lang", "en"]);
    assert!(screen.contains("who does what to whom: "), "{screen}");
    let first = rows.first().expect("somebody does something");
    let name = first["actor"]["name"].as_str().expect("a name");
    assert!(screen.contains(name), "{name}: {screen}");
}

#[test]
fn arrangements_have_the_sentences_that_touch_them() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let found = desk.one("musnad.arrangements-1", &["arrangements"]);
    for told in list(&found, "arrangements") {
        let arrangement = &told["arrangement"];
        all_stand(&told["report"], arrangement);
        assert!(!list(arrangement, "sentences").is_empty());
        let kind = arrangement["kind"].as_str().expect("a kind");
        let same = desk.one("musnad.arrangements-1", &["arrangements", "--kind", kind]);
        assert!(list(&same, "arrangements").contains(told));
    }
    let nobody = ["arrangements", "--party", "لقمان"];
    assert_eq!(
        desk.one("musnad.arrangements-1", &nobody)["total"],
        json!(0)
    );
    assert!(stdout(&desk, &["arrangements"]).contains("ما هو قائم بين الأطراف"));
    desk.refuses(&["arrangements", "--kind", "castle"], 2, "headquarters");
    let days = ["arrangements", "--from", "2026-03-02", "--to", "2026-03-01"];
    desk.refuses(&days, 2, "lies behind");
}

#[test]
fn plover_has_a_record_an_event_with_status_and_on_whose_word() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let written = stdout(&desk, &["export", "--format", "plover-jsonl"]);
    assert_eq!(
        written,
        stdout(&desk, &["export", "--format", "plover-jsonl"])
    );
    let all = events(&desk, &[]);
    assert_eq!(written.lines().count(), all.len());
    for line in written.lines() {
        let record: Value = serde_json::from_str(line).expect("JSON");
        let (report, event) = record["id"]
            .as_str()
            .and_then(|id| id.split_once('.'))
            .expect("an id");
        let is_same =
            |dated: &&Value| dated["report"]["id"] == report && dated["event"]["id"] == event;
        let dated = all.iter().find(is_same).expect("is one of them");
        let told = &dated["event"];
        assert_eq!(
            (&record["event"], &record["status"]),
            (&told["type"], &told["status"])
        );
        assert_eq!(list(&record, "source").len(), list(told, "actors").len());
        let span = [&record["text"]["start"], &record["text"]["end"]];
        assert_eq!(span, [&told["trigger"]["start"], &told["trigger"]["end"]]);
        let word = &record["on_word_of"];
        assert!(word == "author" || word["statement"] == told["on_word_of"]["statement"]);
        assert!(matches!(record["quad_code"].as_u64(), Some(1..=4)));
        assert!(record["date"].is_string(), "{record}");
        for actor in list(&record, "source")
            .iter()
            .chain(list(&record, "recipient"))
        {
            assert!(stands(&dated["report"], actor), "{actor}");
        }
    }
}

#[test]
fn a_draft_in_the_columns_of_acled_says_that_it_is_one() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let written = stdout(&desk, &["export", "--format", "acled-csv"]);
    let mut rows = written.split_terminator("\r\n");
    let head = rows.next().expect("names of columns");
    assert!(head.starts_with("coding,event_id_cnty,event_date,time_precision,event_type"));
    let happened = |dated: &&Value| {
        let event = &dated["event"];
        let status = event["status"].as_str().expect("a status");
        let kind = event["type"].as_str().expect("a type");
        ["happened", "ongoing"].contains(&status)
            && ["PROTEST", "ASSAULT", "COERCE", "MOBILIZE"].contains(&kind)
    };
    let all = events(&desk, &[]);
    assert_eq!(rows.clone().count(), all.iter().filter(happened).count());
    for row in rows {
        assert!(row.starts_with("\"DRAFT: "), "{row}");
        assert!(row.contains("\"'=بريد, \"\"الساحل\"\"\""), "{row}");
    }
    let marked = stdout(&desk, &["export", "--format", "acled-csv", "--bom"]);
    assert_eq!(marked.strip_prefix('\u{FEFF}'), Some(written.as_str()));
}

#[test]
fn events_are_edges_and_points_where_that_is_asked() {
    let folder = Folder::new();
    let desk = desk(&folder);
    let plain = stdout(&desk, &["export", "--format", "graphml"]);
    assert!(!plain.contains("acts_"), "{plain}");
    let graph = stdout(&desk, &["export", "--format", "graphml", "--events"]);
    let rows = desk.one("musnad.actors-1", &["actors", "--limit", "1000"]);
    let has_pairs = list(&rows, "rows")
        .iter()
        .any(|row| !row["recipient"].is_null());
    assert_eq!(graph.contains("acts_"), has_pairs);
    let gexf = stdout(&desk, &["export", "--format", "gexf", "--events"]);
    assert_eq!(gexf.contains("kind=\"acts_"), has_pairs);
    let map = stdout(&desk, &["export", "--format", "geojson", "--events"]);
    let map = &by_schema("musnad.geojson-1", map.as_bytes())[0];
    let mut there = 0;
    for feature in list(map, "features") {
        let properties = &feature["properties"];
        for told in properties["events"].as_array().into_iter().flatten() {
            assert_eq!(told["event"]["location"]["id"], feature["id"]);
            let reports = list(properties, "mentioned_in");
            let report = reports
                .iter()
                .find(|report| report["report"] == told["report"]);
            all_stand(report.expect("it mentions the place"), &told["event"]);
            there += 1;
        }
    }
    let all = events(&desk, &[]);
    let located = all
        .iter()
        .filter(|dated| !dated["event"]["location"].is_null());
    assert_eq!(there, located.count());
    let without = stdout(&desk, &["export", "--format", "geojson"]);
    assert!(!without.contains("\"events\""));
    desk.refuses(
        &["export", "--format", "jsonl", "--events"],
        2,
        "--events is for",
    );
}
