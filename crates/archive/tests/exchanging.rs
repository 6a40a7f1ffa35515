//! Archives on their way elsewhere and back: nothing lost, nothing doubled, nothing taken on trust.

mod support;

use musnad_archive::{
    Access, Archive, ArchiveError, Change, Hash, Held, Items, Shown, Signature, Stamp, Taken,
};
use musnad_read::{Attribution, Context, Who, contract};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufReader, Read};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use support::{Folder, engine, incoming, samples, stamp};

const TEXTS: [&str; 4] = [
    "قال وزير الري ماهر الساري إن السد لم يمتلئ بعد.",
    "نقلت وكالة يراع عن المهندسة رباب العتيبي قولها إن الأعمدة «سليمة».",
    "أكدت رئيسة البلدية لينا الحمصي أن الجسر آمن.\nوأضافت أن الكلفة لم تتغير.",
    "ذكرت صحيفة المرسى أن العمال توقفوا عن العمل.",
];

fn at(minute: usize) -> Stamp {
    Stamp {
        at: format!("2026-03-02T09:{minute:02}:00Z")
            .parse()
            .expect("is a time"),
        ..stamp()
    }
}

/// The statements of a report, as they are shown, with their ids.
fn statements(archive: &Archive, held: &Held) -> Vec<(String, Attribution)> {
    let shown = archive.shown(held).expect("reads");
    let statements = shown.statements(held).into_iter();
    statements.map(|(id, one)| (id, one.clone())).collect()
}

fn open(folder: &Folder) -> Archive {
    Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens")
}

/// The samples, with corrections of every kind, one of them taken back.
fn desk() -> (Folder, Archive) {
    let folder = samples::archive();
    let mut archive = open(&folder);
    let with_statements: Vec<Held> = archive.held_after(0, 50).expect("reads");
    let changes = [
        Change::Reject,
        Change::Speaker {
            name: "هادي المنصور".to_owned(),
            kind: None,
        },
    ];
    for (minute, held) in with_statements.iter().enumerate().take(6) {
        let statements = statements(&archive, held);
        let Some((id, _)) = statements.first() else {
            continue;
        };
        let change = changes[minute % 2].clone();
        let made = archive
            .correct(&held.id, id, change, &Signature::default(), &at(minute))
            .expect("corrects");
        if minute == 2 {
            archive
                .undo(&made.id, &Signature::default(), &at(30))
                .expect("undoes");
        }
    }
    (folder, archive)
}

fn export(archive: &Archive) -> Vec<u8> {
    let mut bytes = Vec::new();
    let exported = archive.export(&mut bytes, &mut |_, _| {}).expect("exports");
    assert_eq!(exported.damaged, []);
    bytes
}

fn import(archive: &mut Archive, mut bytes: &[u8]) -> Result<Taken, ArchiveError> {
    archive.import(&mut bytes, &stamp(), &mut |_| {})
}

fn merge(archive: &mut Archive, other: &Folder) -> Taken {
    archive
        .merge(&other.archive(), &stamp(), &mut |_| {})
        .expect("merges")
}

/// What the archive says, without the order in which it was told.
fn says(archive: &Archive) -> Vec<(Held, String, Shown)> {
    let mut all = Vec::new();
    archive
        .walk(|mut held, text, shown| {
            held.n = 0;
            all.push((held, text, shown));
            Ok::<(), ArchiveError>(())
        })
        .expect("reads");
    all
}

/// The lines, but for the header and the log, which tell of the archive and not of what it holds.
fn held_lines(export: &[u8]) -> Vec<&str> {
    let text = std::str::from_utf8(export).expect("is UTF-8");
    let all = text.lines().skip(1);
    all.filter(|line| !line.starts_with("{\"entry\"") && !line.starts_with("{\"end\""))
        .collect()
}

fn is_clean(archive: &Archive) {
    let found = archive.verify(Some(&samples::again()), &mut |_, _| {});
    assert_eq!(found.problems, []);
}

#[test]
fn what_is_exported_is_imported() {
    let (_folder, first) = desk();
    let lines = export(&first);
    assert_eq!(
        export(&first),
        lines,
        "the same archive gives the same bytes"
    );
    let folder = Folder::new();
    let mut second = folder.create();
    let taken = import(&mut second, &lines).expect("imports");
    assert_eq!((taken.conflicts, taken.bad), (vec![], vec![]));
    assert_eq!(taken.known, Items::default());
    assert_eq!(taken.new.reports, samples::reports().len() as u64);
    let corrections = first.corrections_like("").expect("reads");
    assert_eq!(taken.new.corrections, corrections.len() as u64);
    assert_eq!(says(&second), says(&first));
    is_clean(&second);
    let again = export(&second);
    assert_eq!(held_lines(&again), held_lines(&lines));
    let log = second.entries().expect("reads");
    for entry in first.entries().expect("reads") {
        assert!(log.contains(&entry), "{entry:?} is lost");
    }
    assert_eq!(log.len(), first.entries().expect("reads").len() + 2);

    let taken = import(&mut second, &lines).expect("imports");
    assert_eq!(taken.new, Items::default());
    assert_eq!(export(&second), again, "importing again changes nothing");
    let folder = Folder::new();
    let mut third = folder.create();
    import(&mut third, &again).expect("imports");
    assert_eq!(held_lines(&export(&third)), held_lines(&lines));
    is_clean(&third);
}

#[test]
fn merging_again_changes_nothing() {
    let (folder, first) = desk();
    let other = Folder::new();
    let mut second = other.create();
    let own = incoming(TEXTS[0], "https://other.example/1").ready();
    second.add(&[own], &stamp()).expect("adds");
    let taken = merge(&mut second, &folder);
    assert_eq!((taken.conflicts, taken.bad), (vec![], vec![]));
    is_clean(&second);
    let merged = export(&second);
    assert_eq!(merge(&mut second, &folder).new, Items::default());
    assert_eq!(export(&second), merged);
    assert_eq!(says(&second).len(), says(&first).len() + 1);
    assert_eq!(
        merge(&mut second, &other).new,
        Items::default(),
        "not even itself"
    );
    let last = second.entries().expect("reads").pop().expect("has entries");
    let head = first
        .entries()
        .expect("reads")
        .pop()
        .and_then(|entry| entry.hash);
    assert_eq!((last.act.as_str(), last.after), ("merge", head));
    // What was added since comes in alone.
    let mut first = first;
    let more = incoming(TEXTS[1], "https://news.example/more").ready();
    first.add(&[more], &stamp()).expect("adds");
    let taken = merge(&mut second, &folder);
    assert_eq!((taken.new.reports, taken.new.entries), (1, 1));
    is_clean(&second);
}

#[test]
fn what_is_here_as_something_else_is_not_overwritten() {
    let folders = [Folder::new(), Folder::new()];
    let mut archives = folders.each_ref().map(Folder::create);
    for (archive, outlet) in archives.iter_mut().zip(["المرسى", "يراع"]) {
        let mut came = incoming(TEXTS[0], "https://news.example/1");
        came.report.outlet = Some(outlet.to_owned());
        archive.add(&[came.ready()], &stamp()).expect("adds");
    }
    let before = says(&archives[0]);
    let taken = merge(&mut archives[0], &folders[1]);
    assert_eq!(
        taken.conflicts.len(),
        2,
        "a report and its reading: {:?}",
        taken.conflicts
    );
    assert!(
        taken.conflicts[0]
            .what
            .to_string()
            .contains("other metadata")
    );
    assert_eq!(taken.bad, []);
    assert_eq!(says(&archives[0]), before);
    is_clean(&archives[0]);
}

/// An export in which one line is changed.
fn changed(lines: &[u8], kind: &str, change: impl Fn(&mut Value)) -> (usize, Vec<u8>) {
    let text = std::str::from_utf8(lines).expect("is UTF-8");
    let at = text
        .lines()
        .position(|line| line.starts_with(&format!("{{\"{kind}\"")))
        .expect("has such a line");
    let change = |(i, line): (usize, &str)| {
        if i != at {
            return line.to_owned();
        }
        let mut value: Value = serde_json::from_str(line).expect("is JSON");
        change(&mut value[kind]);
        value.to_string()
    };
    let lines: Vec<String> = text.lines().enumerate().map(change).collect();
    (at + 1, (lines.join("\n") + "\n").into_bytes())
}

#[test]
fn nothing_is_taken_on_trust() {
    let (_folder, first) = desk();
    let lines = export(&first);
    let string = |text: &str| Value::String(text.to_owned());
    type Forgery<'a> = (&'a str, &'a dyn Fn(&mut Value));
    let changes: [Forgery<'_>; 8] = [
        ("blob", &|blob| blob["base64"] = string("AAAA")),
        ("blob", &|blob| blob["base64"] = string("?")),
        ("report", &|report| report["text"] = string("نص آخر")),
        ("report", &|report| report["outlet"] = string("صحيفة أخرى")),
        ("reading", &|reading| {
            reading["reading"]["diagnostics"] = Value::Array(vec![string("")])
        }),
        ("reading", &|reading| {
            reading["engine"]["version"] = string("9.9.9")
        }),
        ("correction", &|correction| {
            correction["event"]["by"] = string("غيرها")
        }),
        ("correction", &|correction| {
            correction["id"] = string("0123456789abcdef")
        }),
    ];
    for (kind, change) in changes {
        let (number, lines) = changed(&lines, kind, change);
        let folder = Folder::new();
        let mut second = folder.create();
        let taken = import(&mut second, &lines).expect("imports the rest");
        assert_eq!(
            taken.bad[0].place.to_string(),
            format!("line {number}"),
            "{kind}: {:?}",
            taken.bad
        );
        assert!(taken.new.reports > 10, "the rest comes in");
        let again = import(&mut second, &export(&first)).expect("imports");
        assert_eq!(again.bad, []);
        assert_eq!(says(&second), says(&first), "the sound export mends it");
        is_clean(&second);
    }
}

#[test]
fn a_log_that_does_not_hold_is_not_taken_in() {
    let (_folder, first) = desk();
    let lines = export(&first);
    let (_, forged) = changed(&lines, "entry", |entry| {
        entry["program"] = "other 1.0".into()
    });
    let text = String::from_utf8(lines.clone()).expect("is UTF-8");
    let without = |n: usize| -> Vec<u8> {
        let kept = text.lines().enumerate().filter(|(i, _)| *i != n);
        kept.map(|(_, line)| format!("{line}\n"))
            .collect::<String>()
            .into_bytes()
    };
    let newer = text
        .replacen("musnad.archive/1", "musnad.archive/2", 1)
        .into_bytes();
    let cut = text
        .lines()
        .take(4)
        .collect::<Vec<_>>()
        .join("\n")
        .into_bytes();
    let bad = [
        forged,
        without(3),
        newer,
        cut,
        without(0),
        Vec::new(),
        vec![b'x'; 10_000],
    ];
    for lines in bad {
        let folder = Folder::new();
        let mut second = folder.create();
        let outcome = import(&mut second, &lines);
        assert!(
            matches!(outcome, Err(ArchiveError::NotAnExport { .. })),
            "{outcome:?}"
        );
        assert_eq!(second.entries().expect("reads").len(), 1, "nothing came in");
    }
}

#[test]
fn what_was_cut_off_is_told_and_goes_on() {
    let (_folder, first) = desk();
    let lines = export(&first);
    let folder = Folder::new();
    let mut second = folder.create();
    let taken = import(&mut second, &lines[..lines.len() / 2]).expect("imports");
    assert!(
        taken
            .bad
            .last()
            .is_some_and(|told| told.what.to_string().contains("cut off")),
        "{:?}",
        taken.bad
    );
    let missing = second.verify(None, &mut |_, _| {}).problems;
    assert!(!missing.is_empty(), "verify says what is missing");
    let mut failing = BufReader::new(lines[..lines.len() * 3 / 4].chain(Failing));
    let outcome = second.import(&mut failing, &stamp(), &mut |_| {});
    assert!(
        matches!(outcome, Err(ArchiveError::Stream(_))),
        "{outcome:?}"
    );
    let taken = import(&mut second, &lines).expect("imports");
    assert_eq!(taken.bad, []);
    assert_eq!(says(&second), says(&first));
    is_clean(&second);
}

struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the network is gone"))
    }
}

/// What two people did in two archives.
#[derive(Clone, Debug)]
struct Act {
    text: usize,
    url: usize,
    /// By a second engine, too.
    reread: bool,
    corrects: Option<bool>,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = (
        0..TEXTS.len(),
        0usize..3,
        any::<bool>(),
        any::<Option<bool>>(),
    );
    let act = act.prop_map(|(text, url, reread, corrects)| Act {
        text,
        url,
        reread,
        corrects,
    });
    prop::collection::vec(act, 0..5)
}

fn perform(archive: &mut Archive, acts: &[Act], minute: usize) {
    for act in acts {
        let url = format!("https://news.example/{}", act.url);
        let came = incoming(TEXTS[act.text], &url);
        let id = came.report.id.clone();
        archive.add(&[came.ready()], &stamp()).expect("adds");
        if act.reread {
            let other = contract::Engine {
                version: "0.0.9".to_owned(),
                data: format!("{minute}"),
            };
            let read = |report: &musnad_report::Report| {
                let mut reading = engine().read(&report.text, &Context::default());
                for hop in reading.attributions.iter_mut().flat_map(|a| &mut a.chain) {
                    if let Who::Named { name, .. } = &mut hop.who {
                        name.push_str(" الآخر");
                    }
                }
                reading
            };
            let which = musnad_archive::Which::Ids(vec![id.clone()]);
            archive
                .reread(read, &other, &which, &stamp(), &mut |_, _| {})
                .expect("reads again");
        }
        if let Some(rejects) = act.corrects {
            let held = archive.held(&id).expect("reads").expect("is there");
            let statements = statements(archive, &held);
            let Some((statement, _)) = statements.first() else {
                continue;
            };
            let change = match rejects {
                true => Change::Reject,
                false => Change::Speaker {
                    name: format!("هادي {minute}"),
                    kind: None,
                },
            };
            archive
                .correct(&id, statement, change, &Signature::default(), &at(minute))
                .expect("corrects");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whichever of two archives is merged into the other, they say the same; and so they do if one
    /// goes by way of an export.
    #[test]
    fn merging_has_no_direction(one in acts(), two in acts()) {
        let folders = [(); 4].map(|()| Folder::new());
        let mut archives = folders.each_ref().map(Folder::create);
        perform(&mut archives[0], &one, 1);
        perform(&mut archives[1], &two, 2);
        // Copies, as merging changes one of the two.
        for (from, to) in [(0, 2), (1, 3)] {
            let lines = export(&archives[from]);
            import(&mut archives[to], &lines).expect("imports");
            prop_assert_eq!(says(&archives[to]), says(&archives[from]));
        }
        let ids = |archive: &Archive| -> BTreeSet<String> {
            says(archive).into_iter().map(|(held, ..)| held.id).collect()
        };
        let all: BTreeSet<String> = &ids(&archives[0]) | &ids(&archives[1]);
        let corrections = |archive: &Archive| -> BTreeSet<String> {
            let shown = says(archive).into_iter().flat_map(|(_, _, shown)| shown.corrections);
            shown.map(|anchored| anchored.correction.id).collect()
        };
        let said = &corrections(&archives[0]) | &corrections(&archives[1]);
        merge(&mut archives[0], &folders[1]);
        merge(&mut archives[3], &folders[2]);
        prop_assert_eq!(says(&archives[0]), says(&archives[3]));
        prop_assert_eq!(ids(&archives[0]), all);
        prop_assert_eq!(corrections(&archives[0]), said);
        for archive in &archives {
            prop_assert_eq!(archive.verify(None, &mut |_, _| {}).problems, []);
        }
    }

    /// No bytes make an import panic or write what it should not.
    #[test]
    fn any_stream_is_survived(at in any::<prop::sample::Index>(), by in 1u8..) {
        static LINES: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
            let folder = Folder::new();
            let mut archive = folder.create();
            let acts = [0, 1].map(|text| Act { text, url: 0, reread: false, corrects: Some(false) });
            perform(&mut archive, &acts, 1);
            export(&archive)
        });
        let mut lines = LINES.clone();
        let at = at.index(lines.len());
        lines[at] ^= by;
        let folder = Folder::new();
        let mut archive = folder.create();
        let outcome = import(&mut archive, &lines);
        if let Ok(taken) = &outcome {
            prop_assert!(!taken.bad.is_empty(), "nothing is told");
            import(&mut archive, &LINES).expect("imports");
            prop_assert_eq!(held_lines(&export(&archive)).len(), held_lines(&LINES).len());
            let found = archive.verify(Some(&samples::again()), &mut |_, _| {});
            prop_assert_eq!(found.problems, []);
        } else {
            prop_assert_eq!(archive.entries().expect("reads").len(), 1);
        }
    }
}

#[test]
fn every_line_keeps_the_contract() {
    let schema = contract::schema::<musnad_archive::exchange::contract::Export>();
    let schema = serde_json::to_value(schema).expect("is JSON");
    let validator = jsonschema::validator_for(&schema).expect("is a schema");
    let (_folder, archive) = desk();
    let lines = export(&archive);
    let text = std::str::from_utf8(&lines).expect("is UTF-8");
    let mut kinds = BTreeSet::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).expect("is JSON");
        assert!(validator.is_valid(&value), "{line}");
        kinds.extend(
            value
                .as_object()
                .and_then(|line| line.keys().next().cloned()),
        );
    }
    let all = [
        "blob",
        "correction",
        "end",
        "entry",
        "reading",
        "report",
        "schema",
    ];
    assert!(all.iter().all(|kind| kinds.contains(*kind)), "{kinds:?}");
    let other = serde_json::json!({ "report": { "id": "0123" } });
    assert!(!validator.is_valid(&other));
}

#[test]
fn hashes_of_an_export_are_names() {
    let name = Hash::of(b"").name();
    let line = serde_json::to_string(&Hash::of(b"")).expect("is JSON");
    assert_eq!(line, format!("\"{name}\""));
}

#[test]
fn a_known_reading_that_is_shown_only_now_is_found() {
    let folders = [Folder::new(), Folder::new()];
    let mut archives = folders.each_ref().map(Folder::create);
    for (archive, reread) in archives.iter_mut().zip([true, false]) {
        let act = Act {
            text: 0,
            url: 0,
            reread,
            corrects: None,
        };
        perform(archive, &[act], 1);
    }
    let taken = merge(&mut archives[0], &folders[1]);
    assert_eq!((taken.new.readings, taken.known.readings), (0, 1));
    assert_eq!(says(&archives[0]), says(&archives[1]));
    is_clean(&archives[0]);
}

/// Ends the work at its step number `at`, as the death of the process would: what was not committed is
/// gone. How many steps there were, where that was one too many.
fn interrupted(archive: &mut Archive, at: usize, work: impl FnOnce(&mut Archive)) -> Option<usize> {
    let steps = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&steps);
    archive.watch(move |_| {
        if counted.fetch_add(1, Ordering::Relaxed) == at {
            // No panic of our own, so that none is printed.
            std::panic::resume_unwind(Box::new(()));
        }
    });
    let ended = std::panic::catch_unwind(AssertUnwindSafe(|| work(archive)));
    ended.ok().map(|()| steps.load(Ordering::Relaxed))
}

#[test]
fn a_merge_that_ends_at_any_step_goes_on() {
    let other = Folder::new();
    let mut second = other.create();
    for (i, text) in TEXTS.iter().enumerate() {
        let act = Act {
            text: i,
            url: i,
            reread: text.len() % 2 == 0,
            corrects: Some(i % 2 == 0),
        };
        perform(&mut second, &[act], i);
    }
    let before = says(&second);
    for at in 0.. {
        let folder = Folder::new();
        let mut first = folder.create();
        let steps = interrupted(&mut first, at, |first| {
            merge(first, &other);
        });
        let mut first = open(&folder);
        let problems = first.verify(None, &mut |_, _| {}).problems;
        let is_told = |problem: &musnad_archive::Problem| {
            problem.what.to_string().contains("says the custody log")
        };
        assert!(problems.iter().all(is_told), "step {at}: {problems:?}");
        merge(&mut first, &other);
        assert_eq!(says(&first), before, "step {at}");
        is_clean(&first);
        if let Some(steps) = steps {
            assert!(steps > 20, "{steps} steps");
            return;
        }
    }
}
