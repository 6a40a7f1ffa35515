//! What people say against readings: laid over them, kept apart from them, lost never (law 4).

mod support;

use musnad_archive::{
    Access, Archive, ArchiveError, Change, Correction, Event, Held, How, Question, Signature,
    Stamp, State, What, replay,
};
use musnad_read::{Kind, Mode, Reading, Who, contract};
use musnad_report::Text;
use proptest::prelude::*;
use proptest::sample::Index;
use support::{Folder, engine, incoming, samples, stamp};

const TEXT: &str = "قال وزير الري ماهر الساري إن السد «لم يمتلئ بعد» وإن العمل مستمر.\n\
    وأكدت رئيسة البلدية لينا الحمصي أن الجسر آمن.\n\
    وقالت المهندسة رباب العتيبي إن الأعمدة «سليمة».";

/// An archive with one report.
fn desk(folder: &Folder) -> (Archive, Held) {
    let mut archive = folder.create();
    let came = incoming(TEXT, "https://news.example/dam");
    let id = came.report.id.clone();
    archive.add(&[came.ready()], &stamp()).expect("adds");
    let held = archive.held(&id).expect("reads").expect("is there");
    (archive, held)
}

fn signed(by: &str) -> Signature {
    Signature {
        by: by.to_owned(),
        note: None,
    }
}

fn at(minute: u32) -> Stamp {
    Stamp {
        at: format!("2026-03-02T09:{minute:02}:00Z")
            .parse()
            .expect("is a time"),
        ..stamp()
    }
}

fn speaker(name: &str) -> Change {
    Change::Speaker {
        name: name.to_owned(),
        kind: None,
    }
}

fn ends_with(words: &str) -> Change {
    Change::ContentEnd {
        words: words.to_owned(),
    }
}

/// Ids of the statements that are shown.
fn ids(archive: &Archive, held: &Held) -> Vec<String> {
    let shown = archive.shown(held).expect("reads");
    shown
        .statements(held)
        .into_iter()
        .map(|(id, _)| id)
        .collect()
}

#[test]
fn a_rejected_statement_is_gone_and_listed() {
    let folder = Folder::new();
    let (mut archive, held) = desk(&folder);
    let before = ids(&archive, &held);
    assert_eq!(before.len(), 3, "the example has three statements");
    let correction = archive
        .correct(
            &held.id,
            &before[1],
            Change::Reject,
            &signed("هالة"),
            &at(1),
        )
        .expect("corrects");
    let shown = archive.shown(&held).expect("reads");
    assert_eq!(ids(&archive, &held), [before[0].clone(), before[2].clone()]);
    let [rejected] = &shown.corrections[..] else {
        panic!("one correction: {:?}", shown.corrections)
    };
    assert_eq!(rejected.state, State::Applied { by: How::Exact });
    let (id, statement) = rejected.statement.as_ref().expect("it is found");
    assert_eq!(id, &before[1]);
    assert_eq!(statement.origin().who.as_str(), "لينا الحمصي");
    let again = archive.correct(&held.id, &before[1], speaker("رباب"), &signed(""), &at(2));
    assert!(matches!(again, Err(ArchiveError::Refused { what }) if what.contains(&correction.id)));
}

#[test]
fn a_speaker_gets_another_name() {
    let folder = Folder::new();
    let (mut archive, held) = desk(&folder);
    let id = ids(&archive, &held).remove(0);
    let change = Change::Speaker {
        name: "لينا الحمصي".to_owned(),
        kind: None,
    };
    let correction = archive
        .correct(&held.id, &id, change, &signed("هالة"), &at(1))
        .expect("corrects");
    let shown = archive.shown(&held).expect("reads");
    let origin = shown.reading.attributions[0].origin();
    let Who::Named { name, at: place } = &origin.who else {
        panic!("named: {:?}", origin.who)
    };
    assert_eq!((name.as_str(), origin.kind), ("لينا الحمصي", Kind::Person));
    assert_eq!(&TEXT[place.range()], "لينا الحمصي");
    assert_eq!(
        origin.source.map(|span| &TEXT[span.range()]),
        Some("وزير الري ماهر الساري"),
        "the name stands in another sentence, so the phrase stays"
    );
    let reasons = &shown.reading.attributions[0].because;
    let rule = format!("correction:{}", correction.id);
    assert!(reasons.iter().any(|because| because.rule == rule));
    let empty = archive.correct(&held.id, &id, speaker(" "), &signed(""), &at(2));
    assert!(matches!(empty, Err(ArchiveError::Refused { .. })));
    let nobody = Change::Speaker {
        name: String::new(),
        kind: Some(Kind::Unknown),
    };
    archive
        .correct(&held.id, &id, nobody, &signed(""), &at(3))
        .expect("corrects");
    let shown = archive.shown(&held).expect("reads");
    assert_eq!(shown.reading.attributions[0].origin().who, Who::Unknown);
    let by = shown.corrections[1].correction.id.clone();
    assert_eq!(shown.corrections[0].state, State::Overridden { by });
}

#[test]
fn a_content_ends_where_it_should() {
    let folder = Folder::new();
    let (mut archive, held) = desk(&folder);
    let id = ids(&archive, &held).remove(0);
    let mut correct =
        |words, minute| archive.correct(&held.id, &id, ends_with(words), &signed(""), &at(minute));
    correct("إن السد", 1).expect("is possible");
    assert!(correct("لينا الحمصى", 2).is_ok(), "in another spelling");
    assert!(
        matches!(correct("بعد كل هذا", 3), Err(ArchiveError::Refused { .. })),
        "is not there"
    );
    assert!(
        matches!(correct("وزير الري", 3), Err(ArchiveError::Refused { .. })),
        "is before it"
    );
    assert!(
        matches!(correct("«»", 3), Err(ArchiveError::Refused { .. })),
        "is nothing"
    );
    correct("لم يمتلئ", 4).expect("is possible");
    let shown = archive.shown(&held).expect("reads");
    let statement = &shown.reading.attributions[0];
    let content: Vec<&str> = statement
        .content
        .iter()
        .map(|span| &TEXT[span.range()])
        .collect();
    assert_eq!(content, ["إن السد «لم يمتلئ"]);
    assert_eq!(statement.mode, Mode::Mixed);
    assert_eq!(
        ids(&archive, &held)[0],
        id,
        "it is still the same statement"
    );
}

#[test]
fn an_undo_can_be_undone() {
    let folder = Folder::new();
    let (mut archive, held) = desk(&folder);
    let before = archive.shown(&held).expect("reads");
    let id = ids(&archive, &held).remove(1);
    let reject = archive
        .correct(&held.id, &id, Change::Reject, &signed("هالة"), &at(1))
        .expect("corrects");
    let undo = archive
        .undo(&reject.id, &signed("هالة"), &at(2))
        .expect("undoes");
    let shown = archive.shown(&held).expect("reads");
    assert_eq!(shown.reading, before.reading);
    assert_eq!(
        shown.corrections[0].state,
        State::Undone {
            by: undo.id.clone()
        }
    );
    assert!(matches!(
        archive.undo(&reject.id, &signed(""), &at(3)),
        Err(ArchiveError::Refused { what }) if what.contains(&undo.id)
    ));
    archive.undo(&undo.id, &signed(""), &at(3)).expect("undoes");
    assert_eq!(ids(&archive, &held).len(), 2);
    let acts: Vec<_> = archive.entries().expect("reads");
    let acts: Vec<_> = acts
        .iter()
        .skip(2)
        .map(|e| (e.act.as_str(), e.detail.as_str()))
        .collect();
    assert_eq!(
        acts[..2],
        [("correct", reject.id.as_str()), ("undo", undo.id.as_str())]
    );
    assert_eq!(acts.len(), 3);
}

#[test]
fn an_id_leads_to_its_report_as_long_as_the_statement_is_shown() {
    let folder = samples::archive();
    let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    let found = |archive: &Archive, id: &str| -> Vec<(String, String)> {
        let found = archive.statements_like(id).expect("reads").into_iter();
        found.map(|(held, id, _)| (held.id, id)).collect()
    };
    let mut all = Vec::new();
    for held in archive.held_after(0, 50).expect("reads") {
        for id in ids(&archive, &held) {
            assert!(found(&archive, &id).contains(&(held.id.clone(), id.clone())));
            all.push((held.id.clone(), id));
        }
    }
    assert!(all.len() > 20, "{}", all.len());
    // Of every beginning exactly those that begin so.
    for digit in "0123456789abcdef".chars() {
        let beginning = digit.to_string();
        let mut expected = all.clone();
        expected.retain(|(_, id)| id.starts_with(digit));
        assert_eq!(found(&archive, &beginning), expected);
    }
    let (report, id) = all.remove(0);
    let reject = archive
        .correct(&report, &id, Change::Reject, &signed(""), &at(1))
        .expect("corrects");
    assert_eq!(found(&archive, &id), []);
    archive
        .undo(&reject.id, &signed(""), &at(2))
        .expect("undoes");
    assert_eq!(found(&archive, &id), [(report, id)]);
    for none in ["no", "0123456789abcdef0"] {
        assert_eq!(found(&archive, none), []);
    }
}

#[test]
fn what_is_not_there_is_told() {
    let folder = Folder::new();
    let (mut archive, held) = desk(&folder);
    let id = ids(&archive, &held).remove(0);
    let unknown = |outcome: Result<Correction, ArchiveError>| {
        matches!(outcome, Err(ArchiveError::Unknown { .. }))
    };
    assert!(unknown(archive.correct(
        "0123",
        &id,
        Change::Reject,
        &signed(""),
        &at(1)
    )));
    assert!(unknown(archive.correct(
        &held.id,
        "0123",
        Change::Reject,
        &signed(""),
        &at(1)
    )));
    assert!(unknown(archive.undo("0123", &signed(""), &at(1))));
    assert_eq!(archive.statements_like(&id[..6]).expect("reads").len(), 1);
}

#[test]
fn what_does_not_fit_any_more_becomes_a_question() {
    let text = Text::new(TEXT);
    let reading = engine().read(&text, &Default::default());
    let [reject, shorter] = [0, 0].map(|_| made(&text, &reading, 0, 0, 1));
    assert_eq!(reject, shorter);
    let state = |reading: &Reading| {
        replay(&text, reading, std::slice::from_ref(&reject))
            .1
            .remove(0)
            .state
    };

    let mut longer = reading.clone();
    longer.attributions[0].content[0].end -= "مستمر".len();
    assert_eq!(
        state(&longer),
        State::Applied { by: How::Words },
        "the end moved"
    );
    let mut gone = reading.clone();
    gone.attributions.remove(0);
    assert_eq!(state(&gone), State::Question(Question::Gone));
    let mut moved = reading.clone();
    moved.attributions[0].content[0].start += "إن ".len();
    assert_eq!(
        state(&moved),
        State::Question(Question::Gone),
        "another content"
    );
}

#[test]
fn words_that_stand_twice_leave_a_question() {
    let sentence = "قال وزير الري ماهر الساري إن السد لم يمتلئ بعد.";
    let text = Text::new(format!(
        "{sentence}\nوفي الأثناء هطل المطر على المدينة.\n{sentence}"
    ));
    let first = engine().read(&Text::new(sentence), &Default::default());
    let correction = made(&text, &first, 0, 0, 1);
    let by = text.as_str().rfind(sentence).expect("stands there");
    let mut second = first.clone();
    let statement = &mut second.attributions[0];
    for span in [&mut statement.chain[0].cue, &mut statement.content[0]] {
        (span.start, span.end) = (span.start + by, span.end + by);
    }
    let (reading, anchored) = replay(&text, &second, &[correction]);
    assert_eq!(reading, second);
    let several = Question::Several { statements: 2 };
    assert_eq!(anchored[0].state, State::Question(several));
}

/// A correction of one of the reading's statements, of one of three kinds.
fn made(text: &Text, reading: &Reading, which: usize, kind: usize, minute: i64) -> Correction {
    // By way of an archive, as nothing else makes corrections.
    let folder = Folder::new();
    let mut archive = folder.create();
    let mut came = incoming(text.as_str(), "https://news.example/dam");
    came.reading = reading.clone();
    let (report, mut stamp) = (came.report.id.clone(), stamp());
    stamp.at = jiff::Timestamp::from_second(1_800_000_000 + minute).expect("is a time");
    archive.add(&[came.ready()], &stamp).expect("adds");
    let ids = contract::attribution_ids(&report, &reading.attributions);
    let last = *reading.attributions[which]
        .content
        .last()
        .expect("says something");
    let words = text
        .slice(last)
        .split_whitespace()
        .next()
        .expect("has a word");
    let change = [Change::Reject, speaker("لينا الحمصي"), ends_with(words)];
    archive
        .correct(
            &report,
            &ids[which],
            change[kind].clone(),
            &signed("هالة"),
            &stamp,
        )
        .expect("corrects")
}

/// Some corrections, and undos of some of what came before each, in any order of time.
fn history() -> impl Strategy<Value = Vec<Correction>> {
    static ALL: std::sync::LazyLock<Vec<Correction>> = std::sync::LazyLock::new(|| {
        let text = Text::new(TEXT);
        let reading = engine().read(&text, &Default::default());
        let kinds = (0..3).flat_map(|which| (0..3).map(move |kind| (which, kind)));
        kinds
            .map(|(which, kind)| made(&text, &reading, which, kind, 0))
            .collect()
    });
    let step = (any::<Index>(), 0i64..5, any::<Option<Index>>());
    prop::collection::vec(step, 1..8).prop_map(|steps| {
        let mut made: Vec<Correction> = Vec::new();
        for (which, second, undoes) in steps {
            let mut event = which.get(&ALL).event.clone();
            if let (Some(undoes), false) = (undoes, made.is_empty()) {
                let correction = undoes.get(&made).id.clone();
                event.what = What::Undo { correction };
            }
            event.at = jiff::Timestamp::from_second(1_800_000_000 + second).expect("is a time");
            made.push(named(event));
        }
        made
    })
}

/// The correction that an event makes.
fn named(event: Event) -> Correction {
    let json = serde_json::to_string(&event).expect("is JSON");
    let mut id = musnad_archive::Hash::of(json.as_bytes()).to_string();
    id.truncate(16);
    Correction { id, event }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Law 4: the same whatever the order in which corrections came, and none is lost.
    #[test]
    fn the_order_of_coming_does_not_matter(
        (came, shuffled) in history().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let text = Text::new(TEXT);
        let reading = engine().read(&text, &Default::default());
        let (corrected, anchored) = replay(&text, &reading, &came);
        prop_assert_eq!(&(corrected, anchored.clone()), &replay(&text, &reading, &shuffled));
        for correction in &came {
            prop_assert!(anchored.iter().any(|a| &a.correction == correction), "{} is lost", correction.id);
        }
    }

    /// Taking all back gives the engine's reading.
    #[test]
    fn undone_is_as_if_never_done(mut all in history()) {
        let text = Text::new(TEXT);
        let reading = engine().read(&text, &Default::default());
        all.retain(|c| c.event.what.statement().is_some());
        let undos: Vec<Correction> = all.iter().map(|c| named(Event {
            what: What::Undo { correction: c.id.clone() },
            ..c.event.clone()
        })).collect();
        let (corrected, anchored) = replay(&text, &reading, &[all.clone(), undos].concat());
        prop_assert_eq!(corrected, reading);
        let undone = |a: &&musnad_archive::Anchored| matches!(a.state, State::Undone { .. });
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all.dedup();
        prop_assert_eq!(anchored.iter().filter(undone).count(), all.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is stored of the engine's reading stays as it was, byte for byte.
    #[test]
    fn the_engines_reading_is_not_touched(kinds in prop::collection::vec((0usize..3, 0usize..3), 1..4)) {
        let folder = Folder::new();
        let (mut archive, held) = desk(&folder);
        let stored = archive.reading(&held).expect("reads");
        let before = ids(&archive, &held);
        for (minute, (which, kind)) in (0..).zip(kinds) {
            let words = ["السد", "الجسر", "الأعمدة"][which];
            let change = [Change::Reject, speaker("رباب العتيبي"), ends_with(words)][kind].clone();
            // Where the statement is rejected already, the rest is refused.
            let _ = archive.correct(&held.id, &before[which], change, &signed("هالة"), &at(minute));
        }
        prop_assert_eq!(archive.reading(&held).expect("reads"), stored);
        prop_assert_eq!(archive.text(&held).expect("reads"), TEXT);
    }
}
