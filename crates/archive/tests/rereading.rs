//! Readings made again: what engines read is kept, what people said holds.

mod support;

use musnad_archive::{
    Access, Archive, Change, Held, How, Question, Reread, Signature, State, Which,
};
use musnad_read::{Context, Engine, Reading, contract};
use musnad_report::Report;
use std::path::Path;
use std::sync::LazyLock;
use support::{Folder, engine, incoming, stamp};

const REPORTS: &[&str] = &[
    "قال وزير الري ماهر الساري إن السد لم يمتلئ بعد.\nوأعلنت البلدية إغلاق الجسر القديم.",
    "نقلت وكالة يراع عن المهندسة رباب العتيبي قولها إن الأعمدة «سليمة».",
    "وبحسب رئيسة البلدية لينا الحمصي، فإن الجسر آمن.",
    "أكد المتحدث باسم الشركة سامي الحلو أن الأشغال تنتهي في الربيع.\nوأضاف أن الكلفة لم تتغير.",
    "ذكرت صحيفة المرسى أن العمال توقفوا عن العمل.",
];

/// An engine without every second rule.
static HALF: LazyLock<Engine> = LazyLock::new(|| {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lang/ar");
    let mut files = Vec::new();
    let mut rules = 0;
    for folder in ["lexicons", "rules/cues"] {
        let listed = std::fs::read_dir(base.join(folder)).expect("lang/ar is in the repository");
        let mut paths: Vec<_> = listed.map(|entry| entry.expect("lists").path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.is_file()) {
            let name = path.file_name().expect("a file").to_string_lossy();
            let mut contents = std::fs::read_to_string(path).expect("UTF-8");
            if name.ends_with(".toml") {
                contents = every_second(&contents, &mut rules);
            }
            files.push((format!("{folder}/{name}"), contents));
        }
    }
    assert!(rules > 20, "{rules} rules");
    Engine::with(
        files
            .iter()
            .map(|(path, contents)| (path.as_str(), contents.as_str())),
    )
    .expect("half of the rules load")
});

fn every_second(contents: &str, rules: &mut usize) -> String {
    let (mut kept, mut keeps) = (String::new(), true);
    for line in contents.lines() {
        if line.starts_with('[') {
            *rules += 1;
            keeps = rules.is_multiple_of(2);
        }
        if keeps {
            kept += line;
            kept.push('\n');
        }
    }
    kept
}

fn read(by: &Engine) -> impl Fn(&Report) -> Reading {
    |report| by.read(&report.text, &Context::default())
}

fn version(of: &Engine) -> contract::Engine {
    contract::Engine::with_data(&of.language().version)
}

fn reread(archive: &mut Archive, by: &Engine, which: &Which) -> Reread {
    let mut seen = Vec::new();
    let mut progress = |done, total| seen.push((done, total));
    let sum = archive
        .reread(read(by), &version(by), which, &stamp(), &mut progress)
        .expect("reads again");
    assert_eq!(
        seen.last().map(|(done, total)| done == total),
        (sum.reports > 0).then_some(true)
    );
    sum
}

/// An archive in which every statement but the last of each report is corrected.
fn desk(folder: &Folder) -> (Archive, Vec<Held>, u64) {
    let mut archive = folder.create();
    for (i, text) in REPORTS.iter().enumerate() {
        let ready = incoming(text, &format!("https://news.example/{i}")).ready();
        archive.add(&[ready], &stamp()).expect("adds");
    }
    let held = archive.held_after(0, 100).expect("reads");
    let mut corrected = 0;
    let changes = [
        Change::Reject,
        Change::Speaker {
            name: "هادي المنصور".to_owned(),
            kind: None,
        },
    ];
    for held in &held {
        let shown = archive.shown(held).expect("reads");
        let ids: Vec<String> = shown
            .statements(held)
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        assert!(!ids.is_empty(), "{} says something", held.address);
        for id in ids {
            let change = changes[corrected as usize % 2].clone();
            archive
                .correct(&held.id, &id, change, &Signature::default(), &stamp())
                .expect("corrects");
            corrected += 1;
        }
    }
    (archive, held, corrected)
}

#[test]
fn corrections_survive_the_loss_of_half_of_the_rules() {
    let folder = Folder::new();
    let (mut archive, held, corrected) = desk(&folder);
    let shown = |archive: &Archive| -> Vec<_> {
        held.iter()
            .map(|held| archive.shown(held).expect("reads"))
            .collect()
    };
    let before = shown(&archive);

    let lost = reread(&mut archive, &HALF, &Which::Outdated);
    assert_eq!(lost.reports, REPORTS.len() as u64);
    assert!(lost.lost > 0, "the lost rules leave a gap: {lost:?}");
    assert!(
        lost.questions > 0,
        "what lost its statement is asked about: {lost:?}"
    );
    assert_eq!(lost.exact + lost.by_words + lost.questions, corrected);
    for shown in shown(&archive) {
        assert_eq!(shown.engine, version(&HALF));
        for anchored in &shown.corrections {
            match anchored.state {
                State::Applied { .. } => assert!(anchored.statement.is_some()),
                State::Question(question) => assert_eq!(question, Question::Gone),
                ref other => panic!("{other:?}"),
            }
        }
    }

    let back = reread(&mut archive, engine(), &Which::Outdated);
    assert_eq!((back.gained, back.lost), (lost.lost, lost.gained));
    assert_eq!(
        (back.exact, back.by_words, back.questions),
        (corrected, 0, 0)
    );
    assert_eq!(shown(&archive), before, "all is as it was");
    let by = State::Applied { by: How::Exact };
    assert!(
        before
            .iter()
            .flat_map(|shown| &shown.corrections)
            .all(|a| a.state == by)
    );
}

#[test]
fn what_is_up_to_date_is_left_alone() {
    let folder = Folder::new();
    let (mut archive, held, _) = desk(&folder);
    let entries = archive.entries().expect("reads").len();
    assert_eq!(
        reread(&mut archive, engine(), &Which::Outdated),
        Reread::default()
    );
    assert_eq!(archive.entries().expect("reads").len(), entries);
    let ids = Which::Ids(vec![held[1].id.clone(), held[1].id.clone()]);
    assert_eq!(reread(&mut archive, &HALF, &ids).reports, 1);
    assert_eq!(reread(&mut archive, engine(), &Which::Outdated).reports, 1);
    assert_eq!(
        reread(&mut archive, engine(), &Which::All).reports,
        REPORTS.len() as u64
    );
    let log = archive.entries().expect("reads");
    assert!(log[entries..].iter().all(|entry| entry.act == "reread"));
    assert_eq!(log.len(), entries + 3);
    let unknown = Which::Ids(vec!["0123".to_owned()]);
    let mut progress = |_, _| {};
    let outcome = archive.reread(
        read(engine()),
        &version(engine()),
        &unknown,
        &stamp(),
        &mut progress,
    );
    assert!(outcome.is_err());
}

#[test]
fn a_damaged_text_does_not_hold_up_the_rest() {
    let folder = Folder::new();
    let (archive, held, _) = desk(&folder);
    archive.close().expect("closes");
    let sqlite = rusqlite::Connection::open(folder.archive()).expect("opens");
    sqlite
        .execute(
            "UPDATE report SET text_packed = x'00' WHERE n = ?1",
            [held[1].n],
        )
        .expect("writes");
    drop(sqlite);
    let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    let sum = reread(&mut archive, &HALF, &Which::Outdated);
    assert_eq!(sum.reports, REPORTS.len() as u64 - 1);
    assert_eq!(sum.failed.len(), 1);
    assert_eq!(sum.failed[0].0, held[1].id);
}
