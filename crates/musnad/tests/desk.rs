//! A desk's week: reports come in, come again, change, are corrected, read again, merged, checked.

mod common;

use common::{Desk, Folder, REPORT, musnad};
use serde_json::Value;
use std::fs;

/// A second report, whose speaker the engine has to work out.
const OTHER: &str = "الميناء يعود إلى العمل\n\n\
    أعلنت مديرة الميناء هالة الراوي، الأحد، أن الأرصفة الثلاثة استقبلت السفن. وقالت: «عدنا كما كنا».\n";

fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().expect("a number")
}

#[test]
fn a_week_at_the_desk() {
    let folder = Folder::new();
    fs::create_dir(folder.path("inbox")).expect("makes");
    let page = folder.file("inbox/bridge.txt", REPORT);
    folder.file("inbox/port.txt", OTHER);
    let desk = Desk::new(&folder, "desk.db");
    let inbox = folder.path("inbox");
    let inbox = inbox.to_str().expect("UTF-8");

    // Monday and Tuesday: the same folder twice.
    let added = desk.one("musnad.added-1", &["add", inbox]);
    assert_eq!(number(&added, "new"), 2);
    let again = desk.one("musnad.added-1", &["add", inbox]);
    assert_eq!((number(&again, "new"), number(&again, "known")), (0, 2));

    // Wednesday: a page has changed.
    fs::write(&page, REPORT.replace("ولا خطر", "ولا خطر البتة")).expect("writes");
    let changed = desk.one("musnad.added-1", &["add", inbox]);
    assert_eq!(
        (number(&changed, "versions"), number(&changed, "known")),
        (1, 1)
    );

    // Thursday: somebody corrects a speaker, rejects a statement, and moves an end.
    let id = report_of(&desk, "port.txt");
    let corrected = desk.one(
        "musnad.correction-1",
        &[
            "correct",
            &format!("{id}/1"),
            "--speaker",
            "هالة الراوي",
            "--kind",
            "person",
            "--by",
            "سلمى",
        ],
    );
    assert_eq!(corrected["now"]["state"], "applied");
    let said = desk.one("musnad.report-1", &["report", &id]);
    let first = &said["reading"]["attributions"][0];
    assert_eq!(first["chain"][0]["who"], "هالة الراوي");
    let second = said["reading"]["attributions"][1]["id"]
        .as_str()
        .expect("an id");
    let rejected = desk.one("musnad.correction-1", &["correct", second, "--reject"]);
    assert_eq!(rejected["attribution"], second);
    let left = desk.one("musnad.report-1", &["report", &id]);
    let count = |report: &Value| report["reading"]["attributions"].as_array().map(Vec::len);
    assert_eq!(count(&left), count(&said).map(|n| n - 1));

    // Friday: all is read again, and the corrections hold; one is taken back.
    let reread = desk.one("musnad.reread-1", &["reread", "--all"]);
    assert_eq!(number(&reread, "reports"), 3);
    assert_eq!(
        (number(&reread, "exact"), number(&reread, "questions")),
        (2, 0)
    );
    let undone = rejected["id"].as_str().expect("an id");
    desk.one("musnad.correction-1", &["undo", undone]);
    let back = desk.one("musnad.report-1", &["report", &id]);
    assert_eq!(count(&back), count(&said));
    let all = desk.lines("musnad.correction-1", &["corrections"]);
    let states: Vec<_> = all.iter().map(|one| one["now"]["state"].as_str()).collect();
    assert_eq!(states, [Some("applied"), Some("undone"), Some("applied")]);
    assert!(
        desk.lines("musnad.correction-1", &["corrections", "--open"])
            .is_empty()
    );

    // Saturday: a colleague's archive comes in, twice; nothing is doubled.
    let colleague = Desk::new(&folder, "field.db");
    let file = folder.file("field.txt", &OTHER.replace("الثلاثة", "الخمسة"));
    colleague.one("musnad.added-1", &["add", file.to_str().expect("UTF-8")]);
    let other = folder.path("field.db");
    let other = other.to_str().expect("UTF-8");
    let taken = desk.one("musnad.taken-1", &["merge", other]);
    assert_eq!(number(&taken["new"], "reports"), 1);
    let taken = desk.one("musnad.taken-1", &["merge", other]);
    assert_eq!(
        (
            number(&taken["new"], "reports"),
            number(&taken["known"], "reports")
        ),
        (0, 1)
    );

    // Sunday: all is as it was stored.
    let verified = desk.one("musnad.verification-1", &["verify"]);
    assert_eq!(verified["clean"], true, "{verified:#}");
    assert_eq!(number(&verified["counted"], "reports"), 4);
    let state = &desk.one("musnad.diagnosis-1", &["doctor"])["state"];
    assert_eq!(number(state, "reports"), 4);
}

#[test]
fn damage_is_told_in_arabic_too() {
    let folder = Folder::new();
    let file = folder.file("a.txt", REPORT);
    let desk = Desk::new(&folder, "desk.db");
    desk.one("musnad.added-1", &["add", file.to_str().expect("UTF-8")]);
    let damage = |sql: &str| {
        let archive = rusqlite::Connection::open(folder.path("desk.db")).expect("opens");
        archive.execute_batch(sql).expect("changes");
    };
    damage("UPDATE report SET title = 'غيره'; UPDATE reading SET size = size + 1");
    for (args, code) in [(&["verify"][..], 1), (&["doctor", "--repair"], 1)] {
        let mut command = desk.command(args);
        let output = command.args(["--lang", "ar"]).assert().code(code);
        let output = String::from_utf8(output.get_output().stdout.clone()).expect("UTF-8");
        assert!(output.contains("غير ما حُفظ، كما في السجل"), "{output}");
        assert!(output.contains("العلاج: "), "{output}");
        // What is left in Latin letters is what one types, and ids.
        for command in output.split('`').skip(1).step_by(2) {
            assert!(command.contains("musnad "), "{output}");
        }
        let words = output.split('`').step_by(2).collect::<String>();
        let is_english =
            |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
        let english: Vec<&str> = words.split_whitespace().filter(|w| is_english(w)).collect();
        assert!(english.is_empty(), "{english:?}: {output}");
    }
}

#[test]
fn an_export_tells_what_it_had_to_leave_out() {
    let folder = Folder::new();
    let file = folder.file("a.txt", REPORT);
    let desk = Desk::new(&folder, "desk.db");
    desk.one("musnad.added-1", &["add", file.to_str().expect("UTF-8")]);
    let archive = rusqlite::Connection::open(folder.path("desk.db")).expect("opens");
    let changed = archive.execute_batch("UPDATE blob SET size = size + 1");
    changed.expect("changes");
    drop(archive);
    let mut export = desk.command(&["export", "--format", "archive"]);
    let output = export.assert().code(3).get_output().clone();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("it was left out"), "{said}");
}

/// What `musnad export` writes; it has to succeed.
fn exported(desk: &Desk, format: &str) -> String {
    let mut export = desk.command(&["export", "--format", format]);
    let output = export.assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}

#[test]
fn an_archive_goes_elsewhere_and_is_the_same_there() {
    let folder = Folder::new();
    fs::create_dir(folder.path("inbox")).expect("makes");
    let page = folder.file("inbox/bridge.txt", REPORT);
    folder.file("inbox/port.txt", OTHER);
    let inbox = folder.path("inbox");
    let inbox = inbox.to_str().expect("UTF-8");
    let desk = Desk::new(&folder, "desk.db");
    desk.one("musnad.added-1", &["add", inbox]);
    fs::write(&page, REPORT.replace("ولا خطر", "ولا خطر البتة")).expect("writes");
    desk.one("musnad.added-1", &["add", inbox]);
    let id = report_of(&desk, "port.txt");
    let first = format!("{id}/1");
    desk.one(
        "musnad.correction-1",
        &["correct", &first, "--speaker", "هالة", "--by", "سلمى"],
    );
    let reject = desk.one("musnad.correction-1", &["correct", &first, "--reject"]);
    desk.one(
        "musnad.correction-1",
        &["undo", reject["id"].as_str().expect("an id")],
    );

    let whole = exported(&desk, "archive");
    let file = folder.file("desk.jsonl", &whole);
    let file = file.to_str().expect("UTF-8");
    let there = Desk::new(&folder, "there.db");
    let taken = there.one("musnad.taken-1", &["import", file]);
    assert_eq!(number(&taken["new"], "reports"), 3);
    assert_eq!(number(&taken["new"], "corrections"), 3);
    assert_eq!((&taken["bad"], &taken["conflicts"]), (&NOTHING, &NOTHING));

    let verified = there.one("musnad.verification-1", &["verify"]);
    assert_eq!(verified["clean"], true, "{verified:#}");
    for format in ["jsonl", "csv"] {
        assert_eq!(
            exported(&there, format),
            exported(&desk, format),
            "{format}"
        );
    }
    for args in [&["corrections"][..], &["versions", &id], &["report", &id]] {
        let here = desk.command(args).output().expect("runs").stdout;
        let there = there.command(args).output().expect("runs").stdout;
        assert!(!here.is_empty() && here == there, "{args:?}");
    }
    // The same lines once more, but for what the new log says of its own making: where it was founded, and that
    // this was imported.
    let again = exported(&there, "archive");
    let lines = |export: &str| -> Vec<String> {
        let own = |line: &&str| !line.contains("\"end\"") && !line.contains("\"head\"");
        export.lines().filter(own).map(str::to_owned).collect()
    };
    let (before, after) = (lines(&whole), lines(&again));
    assert!(before.iter().all(|line| after.contains(line)));
    assert_eq!(after.len(), before.len() + 2);

    // Nothing is doubled, whether by a second import or by a merge.
    let known = there.one("musnad.taken-1", &["import", file]);
    assert_eq!(number(&known["new"], "reports"), 0);
    assert_eq!(number(&known["known"], "corrections"), 3);
    assert_eq!(exported(&there, "archive"), again);
}

const NOTHING: Value = Value::Array(Vec::new());

#[test]
fn after_an_interrupted_import_the_doctor_says_to_import_again() {
    let folder = Folder::new();
    let file = folder.file("a.txt", REPORT);
    let desk = Desk::new(&folder, "desk.db");
    desk.one("musnad.added-1", &["add", file.to_str().expect("UTF-8")]);
    let whole = exported(&desk, "archive");
    // All that comes before the first original: the custody log.
    let end = whole.find("base64").expect("has an original");
    let cut = whole[..end].rfind('\n').expect("has lines") + 1;
    let half = folder.file("half.jsonl", &whole[..cut]);
    let there = Desk::new(&folder, "there.db");
    let import = there.command(&["import", half.to_str().expect("UTF-8")]);
    { import }.assert().code(3);

    let state = &there.one("musnad.diagnosis-1", &["doctor"])["state"];
    let todo: Vec<_> = state["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    assert_eq!(todo.len(), 1, "{state:#}");
    let says = |word| {
        todo[0]["todo"]
            .as_str()
            .is_some_and(|todo| todo.contains(word))
    };
    assert!(says("musnad import") && !says("rescue"));
    let mut verify = there.command(&["verify", "--format", "json"]);
    let output = verify.assert().code(1).get_output().stdout.clone();
    let problems = common::by_schema("musnad.verification-1", &output).remove(0);
    let problems = problems["problems"].as_array().expect("a list");
    assert!(!problems.is_empty());
    assert!(
        problems.iter().all(|p| p["remedy"] == "take_again"),
        "{problems:#?}"
    );

    let whole = folder.file("whole.jsonl", &whole);
    there.one(
        "musnad.taken-1",
        &["import", whole.to_str().expect("UTF-8")],
    );
    assert_eq!(
        there.one("musnad.verification-1", &["verify"])["clean"],
        true
    );
    let state = &there.one("musnad.diagnosis-1", &["doctor"])["state"];
    assert_eq!(
        state["findings"], NOTHING,
        "a tiny healthy archive is nothing to talk about"
    );
}

/// The id of the report that was read from a file of this name.
fn report_of(desk: &Desk, name: &str) -> String {
    let exported = desk
        .command(&["export"])
        .args(["--format", "jsonl"])
        .output();
    let lines = common::by_schema("musnad.reading-1", &exported.expect("runs").stdout);
    let of = |line: &&Value| {
        let path = line["document"]["path"].as_str();
        path.is_some_and(|path| path.ends_with(name))
    };
    let line = lines.iter().find(of).expect("it is there");
    line["document"]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_repair_mends_what_is_derived_and_a_rescue_needs_a_new_name() {
    let folder = Folder::new();
    let file = folder.file("a.txt", REPORT);
    let desk = Desk::new(&folder, "desk.db");
    desk.one("musnad.added-1", &["add", file.to_str().expect("UTF-8")]);
    let repaired = desk.one("musnad.diagnosis-1", &["doctor", "--repair"]);
    assert_eq!(repaired["repaired"]["left"], serde_json::json!([]));
    let new = folder.path("new.db");
    let new = new.to_str().expect("UTF-8");
    let rescued = desk.one("musnad.diagnosis-1", &["doctor", "--rescue", new]);
    assert_eq!(number(&rescued["rescued"], "reports"), 1);
    assert_eq!(
        desk.one("musnad.verification-1", &["verify"])["clean"],
        true
    );
    desk.refuses(&["doctor", "--rescue", new], 4, "new.db");
}

#[test]
fn words_are_in_the_language_that_is_asked_for() {
    let folder = Folder::new();
    let file = folder.file("a.txt", REPORT);
    let desk = Desk::new(&folder, "desk.db");
    desk.one("musnad.added-1", &["add", file.to_str().expect("UTF-8")]);
    let says = |args: &[&str], lang: &str| {
        let output = desk.command(args).args(["--lang", lang]).assert().success();
        String::from_utf8(output.get_output().stdout.clone()).expect("UTF-8")
    };
    let id = report_of(&desk, "a.txt");
    let statement = format!("{id}/1");
    for (args, arabic, english) in [
        (vec!["failures"], "لا شيء ينتظر", "nothing is waiting"),
        (vec!["corrections"], "لا تصويبات", "no corrections"),
        (
            vec!["corrections", "--open"],
            "لا تصويب ينتظر جوابا",
            "no correction waits for an answer",
        ),
        (vec!["doctor"], "فهرس الكلمات: ", "index of words: "),
        (
            vec!["search", "قسطنطينية"],
            "لم يُعثر على شيء",
            "nothing was found",
        ),
        (
            vec!["verify"],
            "كل شيء كما حُفظ",
            "everything is as it was stored",
        ),
        (vec!["reread"], "التقارير: 0", "reports: 0"),
        (
            vec!["correct", &statement, "--reject"],
            "معمول به",
            "in force",
        ),
    ] {
        assert!(says(&args, "ar").contains(arabic), "{args:?}");
        assert!(says(&args, "en").contains(english), "{args:?}");
    }
}

#[test]
fn every_command_has_its_man_page_and_examples() {
    for command in [
        "add",
        "failures",
        "correct",
        "undo",
        "corrections",
        "reread",
        "merge",
        "import",
        "verify",
        "doctor",
    ] {
        let page = musnad().args(["man", command]).assert().success();
        let page = String::from_utf8(page.get_output().stdout.clone()).expect("UTF-8");
        assert!(page.contains("archive"), "{command}");
        let help = musnad().args([command, "--help"]).assert().success();
        let help = String::from_utf8(help.get_output().stdout.clone()).expect("UTF-8");
        let documented = help.contains("Example") && help.contains("Exit codes");
        assert!(documented || command == "failures", "{help}");
    }
}
