//! Who and what reports speak of: grouped when asked for, whatever the order of arrival; corrections of that last.
//! All people, bodies and affairs are invented.

mod support;

use musnad_archive::contract::Entities;
use musnad_archive::{
    Access, Archive, ArchiveError, Asked, AskedEntities, AskedPlace, Incoming, Page, Part,
    Regrouping, Signature, State, Which, verify,
};
use musnad_read::data::Language;
use musnad_read::{MentionKind, Reading};
use support::{Folder, engine, incoming, samples, stamp};

const REPORTS: [(&str, &str, &str); 4] = [
    (
        "https://news.example/1",
        "2026-03-01",
        "قال وزير الري المصري ماهر الساري في القاهرة إن السد امتلأ. وأضاف الساري أن العمل مستمر في أسوان.",
    ),
    (
        "https://news.example/2",
        "2026-03-02",
        "أعلن ماهر الساري، وزير الري المصري، أن البوابات مغلقة. وأكد الوزير أن المياه تكفي محافظة حلب.",
    ),
    (
        "https://news.example/3",
        "2026-03-03",
        "قال مدرب المنتخب الأردني ماهر الساري إن الفريق جاهز للمباراة في عمان.",
    ),
    (
        "https://news.example/4",
        "2026-03-04",
        "قال محافظ حلب نزار الهلالي إن المدارس تفتح غدا. وزار الهلالي مدينة حلب وبلدة الباب.",
    ),
];

fn language() -> &'static Language {
    engine().language()
}

/// A report with its day, read again with that.
fn dated((url, day, text): (&str, &str, &str)) -> Incoming {
    let mut made = incoming(text, url);
    made.report.published = Some(musnad_report::Dated {
        date: day.parse().expect("a day"),
        from: musnad_report::DateFrom::Metadata,
    });
    made
}

fn filled(order: &[usize]) -> (Folder, Archive) {
    let folder = Folder::new();
    let mut archive = folder.create();
    for &n in order {
        archive
            .add(&[dated(REPORTS[n]).ready()], &stamp())
            .expect("adds");
    }
    group(&mut archive);
    (folder, archive)
}

fn group(archive: &mut Archive) {
    archive.group(language(), &mut |_, _| {}).expect("groups");
    assert!(archive.is_grouped(language()).expect("reads"));
}

fn all(archive: &Archive, maybe: bool) -> Entities {
    let asked = AskedEntities {
        maybe,
        limit: 1000,
        ..AskedEntities::default()
    };
    archive.entities(&asked).expect("lists")
}

/// The ids of those with this name.
fn ids(archive: &Archive, name: &str) -> Vec<String> {
    let named = all(archive, false)
        .entities
        .into_iter()
        .filter(|entity| entity.name == name);
    named.map(|entity| entity.id).collect()
}

fn id(archive: &Archive, name: &str) -> String {
    let found = ids(archive, name);
    assert_eq!(found.len(), 1, "{name}: {:?}", names(archive));
    found[0].clone()
}

fn names(archive: &Archive) -> Vec<String> {
    all(archive, false)
        .entities
        .into_iter()
        .map(|entity| entity.name)
        .collect()
}

/// The ids of the reports that speak of it.
fn reports_of(archive: &Archive, id: &str) -> Vec<String> {
    let page = Page {
        limit: 100,
        offset: 0,
    };
    let found = archive.entity(id, page).expect("reads").expect("is there");
    found
        .found_in
        .into_iter()
        .map(|found| found.report.url.unwrap_or_default())
        .collect()
}

fn signature() -> Signature {
    Signature {
        by: "هالة".to_owned(),
        note: None,
    }
}

fn regroup(archive: &mut Archive, change: Regrouping) -> String {
    let made = archive
        .regroup(change, &signature(), &stamp())
        .expect("is written");
    assert!(
        !archive.is_grouped(language()).expect("reads"),
        "the groups are of yesterday"
    );
    group(archive);
    made.id
}

fn clean(archive: &Archive) {
    let found = archive.verify(Some(&samples::again()), &mut |_, _| {});
    assert_eq!(found.problems, []);
}

#[test]
fn one_is_one_under_all_names_and_two_of_a_name_are_two() {
    let (_folder, archive) = filled(&[0, 1, 2, 3]);
    let two = ids(&archive, "ماهر الساري");
    assert_eq!(two.len(), 2, "{:?}", names(&archive));
    let mut reports: Vec<_> = two.iter().map(|id| reports_of(&archive, id)).collect();
    reports.sort();
    assert_eq!(
        reports,
        [
            vec!["https://news.example/1", "https://news.example/2"],
            vec!["https://news.example/3"]
        ]
    );
    let maybe = all(&archive, true).maybe;
    let is_pair = |pair: &musnad_archive::contract::entities::Pair| {
        two.contains(&pair.a.id) && two.contains(&pair.b.id)
    };
    assert!(maybe.iter().any(is_pair), "they may be one");
    clean(&archive);
}

#[test]
fn whatever_the_order_of_arrival_the_groups_are_the_same() {
    let (_folder, archive) = filled(&[0, 1, 2, 3]);
    let (entities, maybe) = (all(&archive, false), all(&archive, true));
    for order in [[3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]] {
        let (_folder, other) = filled(&order);
        assert_eq!(all(&other, false), entities, "{order:?}");
        assert_eq!(all(&other, true), maybe, "{order:?}");
    }
}

#[test]
fn an_id_leads_to_its_entity_after_an_earlier_report_came() {
    let (_folder, mut archive) = filled(&[1]);
    let before = id(&archive, "ماهر الساري");
    archive
        .add(&[dated(REPORTS[0]).ready()], &stamp())
        .expect("adds");
    group(&mut archive);
    let after = id(&archive, "ماهر الساري");
    assert_ne!(before, after);
    assert_eq!(
        archive.entities_like(&before[..8], 9).expect("finds"),
        [after]
    );
    assert_eq!(reports_of(&archive, &before).len(), 2);
}

#[test]
fn who_is_asked_for_by_one_name_is_found_under_all() {
    let (_folder, archive) = filled(&[0, 1, 2, 3]);
    let asked = |name: &str, entity: Option<String>| Asked {
        name: name.to_owned(),
        entity,
        limit: 100,
        ..Asked::default()
    };
    let minister = ids(&archive, "ماهر الساري")
        .into_iter()
        .find(|id| reports_of(&archive, id).len() == 2)
        .expect("the minister");
    let who = archive
        .who(&asked("", Some(minister.clone())))
        .expect("asks");
    assert_eq!(who.entities.len(), 1);
    assert!(
        who.entities[0]
            .entity
            .roles
            .iter()
            .any(|role| role.words.starts_with("وزير الري"))
    );
    assert_eq!(who.said.len(), who.statements);
    assert!(
        who.said
            .iter()
            .all(|said| said.entity.as_ref() == Some(&minister))
    );
    assert!(
        who.said
            .iter()
            .all(|said| said.report.url.as_deref() != Some("https://news.example/3"))
    );
    assert!(who.statements >= 3, "{who:?}");
    // By a part of the name all who have it are found, the trainer too.
    let who = archive.who(&asked("الساري", None)).expect("asks");
    assert_eq!(who.entities.len(), 2);
}

#[test]
fn a_place_is_asked_for_with_all_that_lies_within_it() {
    let (_folder, archive) = filled(&[0, 1, 2, 3]);
    let asked = AskedPlace {
        place: "حلب".to_owned(),
        limit: 100,
        ..AskedPlace::default()
    };
    let found = archive.concerning(&asked).expect("asks");
    let urls: Vec<_> = found
        .found
        .iter()
        .filter_map(|found| found.report.url.as_deref())
        .collect();
    assert_eq!(urls, ["https://news.example/2", "https://news.example/4"]);
    for found in &found.found {
        let n = REPORTS
            .iter()
            .position(|(url, ..)| found.report.url.as_deref() == Some(url));
        let text = REPORTS[n.expect("one of them")].2;
        for mention in &found.mentions {
            let words = &mention.words;
            assert_eq!(text.get(words.start..words.end), Some(words.text.as_str()));
        }
    }
    let country = AskedPlace {
        place: "SY".to_owned(),
        ..asked
    };
    let country = archive.concerning(&country).expect("asks");
    assert!(country.reports >= found.reports);
    assert!(
        found
            .there
            .iter()
            .all(|there| country.there.contains(there))
    );
}

#[test]
fn corrections_of_groups_hold_and_are_taken_back() {
    let (_folder, mut archive) = filled(&[0, 1, 2, 3]);
    let before = all(&archive, false);
    let two = ids(&archive, "ماهر الساري");
    let merge = Regrouping::Merge {
        a: two[0].clone(),
        b: two[1].clone(),
    };
    let merged = regroup(&mut archive, merge.clone());
    let one = id(&archive, "ماهر الساري");
    assert_eq!(reports_of(&archive, &one).len(), 3);
    clean(&archive);
    let refused = archive.regroup(
        Regrouping::Merge {
            a: one.clone(),
            b: one.clone(),
        },
        &signature(),
        &stamp(),
    );
    assert!(matches!(refused, Err(ArchiveError::Refused { .. })));
    archive
        .undo(&merged, &signature(), &stamp())
        .expect("undoes");
    group(&mut archive);
    assert_eq!(all(&archive, false), before);

    let hilali = id(&archive, "نزار الهلالي");
    let name = "نزار بن زيد الهلالي".to_owned();
    regroup(
        &mut archive,
        Regrouping::Rename {
            of: hilali.clone(),
            name: name.clone(),
        },
    );
    assert_eq!(ids(&archive, &name), [hilali]);
    let minister = two
        .iter()
        .find(|id| reports_of(&archive, id).len() == 2)
        .expect("is there");
    let first = archive.held_where_url("https://news.example/1");
    regroup(
        &mut archive,
        Regrouping::Split {
            of: minister.clone(),
            reports: vec![first],
        },
    );
    assert_eq!(ids(&archive, "ماهر الساري").len(), 3);
    clean(&archive);
}

trait ByUrl {
    fn held_where_url(&self, url: &str) -> String;
}

impl ByUrl for Archive {
    fn held_where_url(&self, url: &str) -> String {
        let all = self.held_after(0, 100).expect("lists").into_iter();
        let mut found = all.filter(|held| held.origin.url.as_deref() == Some(url));
        found.next().expect("is there").id
    }
}

#[test]
fn corrections_of_groups_survive_reading_again_and_ask_where_they_find_nothing() {
    let (_folder, mut archive) = filled(&[0, 1, 2, 3]);
    let two = ids(&archive, "ماهر الساري");
    regroup(
        &mut archive,
        Regrouping::Merge {
            a: two[0].clone(),
            b: two[1].clone(),
        },
    );
    let again = samples::again();
    let done = archive
        .reread(
            again.read,
            &again.engine,
            &Which::All,
            &stamp(),
            &mut |_, _| {},
        )
        .expect("reads again");
    assert_eq!((done.exact, done.questions), (1, 0));
    group(&mut archive);
    assert_eq!(reports_of(&archive, &id(&archive, "ماهر الساري")).len(), 3);
    // An engine that finds nobody: the correction waits.
    let mut other = again.engine.clone();
    other.data = "another".to_owned();
    let blind = |report: &musnad_report::Report| Reading {
        mentions: Vec::new(),
        entities: Vec::new(),
        places: Vec::new(),
        ..(again.read)(report)
    };
    let done = archive
        .reread(blind, &other, &Which::All, &stamp(), &mut |_, _| {})
        .expect("reads again");
    assert_eq!((done.exact, done.questions), (0, 1));
    group(&mut archive);
    let correction = archive.corrections_like("").expect("lists").remove(0);
    let held = archive
        .held(&correction.event.report)
        .expect("reads")
        .expect("is there");
    let shown = archive.shown(&held).expect("shows");
    assert!(matches!(shown.corrections[0].state, State::Question(_)));
    assert_eq!(shown.questions().count(), 1);
}

#[test]
fn corrections_of_groups_come_along_with_a_merge() {
    let (folder, mut archive) = filled(&[0, 1, 2, 3]);
    let two = ids(&archive, "ماهر الساري");
    regroup(
        &mut archive,
        Regrouping::Merge {
            a: two[0].clone(),
            b: two[1].clone(),
        },
    );
    let expected = all(&archive, false);
    archive.close().expect("closes");
    let (_other, mut into) = filled(&[2]);
    let taken = into
        .merge(&folder.archive(), &stamp(), &mut |_| {})
        .expect("merges");
    assert_eq!((taken.new.corrections, taken.bad.len()), (1, 0));
    group(&mut into);
    assert_eq!(all(&into, false), expected);
    clean(&into);
}

#[test]
fn corrections_of_groups_come_along_with_an_export() {
    let (_folder, mut archive) = filled(&[0, 1, 2, 3]);
    let two = ids(&archive, "ماهر الساري");
    let merge = Regrouping::Merge {
        a: two[0].clone(),
        b: two[1].clone(),
    };
    regroup(&mut archive, merge);
    let mut lines = Vec::new();
    archive.export(&mut lines, &mut |_, _| {}).expect("exports");
    let other = Folder::new();
    let mut into = other.create();
    let taken = into
        .import(&mut &lines[..], &stamp(), &mut |_| {})
        .expect("imports");
    assert_eq!((taken.new.corrections, taken.bad.len()), (1, 0));
    group(&mut into);
    assert_eq!(all(&into, false), all(&archive, false));
    assert_eq!(ids(&into, "ماهر الساري").len(), 1);
    clean(&into);
}

#[test]
fn an_archive_that_cannot_be_written_to_is_grouped_aside() {
    let (folder, archive) = filled(&[0, 1, 2, 3]);
    let expected = (all(&archive, false), all(&archive, true));
    archive.close().expect("closes");
    let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    let more = dated(("https://news.example/5", "2026-03-05", "انتهى الأمر أمس."));
    archive.add(&[more.ready()], &stamp()).expect("adds");
    archive.close().expect("closes");
    let mut archive = Archive::open(folder.archive(), Access::Read, &stamp()).expect("opens");
    assert!(!archive.is_grouped(language()).expect("reads"));
    archive.group_aside(language()).expect("groups");
    assert_eq!((all(&archive, false), all(&archive, true)), expected);
    let asked = AskedEntities {
        kind: Some(MentionKind::Person),
        name: Some("الهلالي".to_owned()),
        limit: 10,
        ..AskedEntities::default()
    };
    assert_eq!(archive.entities(&asked).expect("lists").total, 1);
}

#[test]
fn other_language_data_groups_anew() {
    let (_folder, mut archive) = filled(&[0, 1, 2, 3]);
    let expected = all(&archive, false);
    let other = musnad_read::Engine::untrained();
    assert!(!archive.is_grouped(other.language()).expect("reads"));
    archive
        .group(other.language(), &mut |_, _| {})
        .expect("groups");
    assert!(archive.is_grouped(other.language()).expect("reads"));
    assert_eq!(all(&archive, false), expected);
    // Whoever has the first data again knows that they did not make these, and can compare hashes alone.
    clean(&archive);
}

#[test]
fn groups_that_were_changed_are_found_and_made_again() {
    let (folder, archive) = filled(&[0, 1, 2, 3]);
    let expected = all(&archive, false);
    archive.close().expect("closes");
    for sql in [
        "UPDATE entity SET name = 'غيره' WHERE n = 1",
        "DELETE FROM entity_role",
        "UPDATE entity_member SET local = local + 100 WHERE entity = 1",
        "UPDATE reported SET data = 'x' WHERE report = 1",
        "UPDATE meta SET value = 'x' WHERE key = 'entities'",
    ] {
        let connection = rusqlite::Connection::open(folder.archive()).expect("opens");
        connection.execute_batch(sql).expect(sql);
        drop(connection);
        let found = verify(folder.archive(), None, &mut |_, _| {}).expect("is there");
        assert!(!found.is_clean(), "{sql}");
        let part = |problem: &musnad_archive::Problem| matches!(&problem.part, Part::Structure(_));
        assert!(found.problems.iter().all(part), "{sql}");
        let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
        let repaired = archive
            .repair(&samples::again(), &stamp(), &mut |_, _| {})
            .expect("repairs");
        assert_eq!(repaired.left, [], "{sql}");
        group(&mut archive);
        assert_eq!(all(&archive, false), expected, "{sql}");
        archive.close().expect("closes");
    }
}
