use super::*;
use crate::{Access, Hash, Incoming, Stamp};
use jiff::civil::date;
use musnad_read::{Context, Engine, contract};
use musnad_report::{DateFrom, Dated, Origin, Report, language, report_id};
use std::sync::LazyLock;
use tempfile::TempDir;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::embedded);

fn stamp() -> Stamp {
    Stamp {
        at: "2026-03-09T08:00:00Z".parse().expect("is a time"),
        program: "musnad test".to_owned(),
    }
}

fn incoming(n: usize, (day, outlet, text): &(Option<i8>, &str, &str)) -> Incoming {
    let origin = Origin {
        url: Some(format!("https://example.test/{n}")),
        ..Origin::default()
    };
    let blob = Hash::of(text.as_bytes()).name();
    let published = day.map(|day| date(2026, 3, day));
    let text_of_report = Text::new(*text);
    let context = Context {
        published,
        has_title: false,
    };
    Incoming {
        reading: ENGINE.read(&text_of_report, &context),
        engine: contract::Engine::with_data(&ENGINE.language().version),
        original: text.as_bytes().to_vec(),
        notes: Vec::new(),
        report: Report {
            id: report_id(&blob, &origin),
            blob,
            origin,
            outlet: Some((*outlet).to_owned()),
            title: None,
            author: None,
            published: published.map(|date| Dated {
                date,
                from: DateFrom::Metadata,
            }),
            modified: None,
            captured: None,
            language: language::of(text),
            text: text_of_report,
            has_title: false,
        },
    }
}

const REPORTS: &[(Option<i8>, &str, &str)] = &[
    (
        Some(5),
        "صحيفة المرفأ",
        "قال وزير الري ماهر الساري أمس إن السد آمن. ونفت المهندسة ندى الكرمي أن يكون للساري بيت قرب السد.",
    ),
    (
        None,
        "وكالة يراع",
        "أكد ماهر الساري أن العمل في السد مستمر حتى الخريف.",
    ),
    (
        Some(2),
        "وكالة يراع",
        "وقالت هدى الساري إن المدرسة تفتح أبوابها يوم الأحد.",
    ),
    (
        Some(3),
        "صحيفة المرفأ",
        "نقلت هدى الساري عن مدير المدرسة رامي الحلو قوله إن الكتب وصلت كلها.",
    ),
];

fn archive() -> (TempDir, Archive) {
    let folder = tempfile::tempdir().expect("makes a folder");
    let path = folder.path().join("musnad.db");
    let mut archive = Archive::open(path, Access::Create, &stamp()).expect("opens");
    let all = REPORTS.iter().enumerate();
    let ready: Vec<_> = all.map(|(n, report)| incoming(n, report).ready()).collect();
    archive.add(&ready, &stamp()).expect("adds");
    (folder, archive)
}

fn asked(name: &str) -> Asked {
    Asked {
        name: name.to_owned(),
        limit: 10,
        ..Asked::default()
    }
}

fn who(asked: &Asked) -> Who {
    let (_folder, archive) = archive();
    archive.who(asked).expect("answers")
}

fn dates(who: &Who) -> Vec<Option<&str>> {
    who.said.iter().map(|said| said.date.as_deref()).collect()
}

#[test]
fn statements_come_by_date_and_the_undated_last() {
    let who = who(&asked("الساري"));
    let days = [
        Some("2026-03-02"),
        Some("2026-03-03"),
        Some("2026-03-04"),
        None,
    ];
    assert_eq!(dates(&who), days);
    assert_eq!(who.said[2].dated_by, crate::contract::who::DatedBy::SaidOn);
    assert_eq!((who.statements, who.said.len()), (4, 4));
    let names: Vec<_> = who
        .names
        .iter()
        .map(|named| (named.name.as_str(), named.reports))
        .collect();
    assert_eq!(names, [("ماهر الساري", 2), ("هدى الساري", 2)]);
}

#[test]
fn whoever_hands_on_is_not_the_origin() {
    let who = who(&asked("هدى الساري"));
    let relays: Vec<bool> = who.said.iter().map(|said| !said.is_origin).collect();
    assert_eq!(relays, [false, true]);
    assert_eq!(who.said[1].hop, 0);
    assert_eq!(who.said[1].attribution.chain[1].who, "رامي الحلو");
}

#[test]
fn what_others_say_about_a_name_is_not_what_it_says() {
    let who = who(&asked("ماهر الساري"));
    assert!(who.about.is_empty(), "«للساري» lacks the first name");
    assert_eq!(who.mentioned_in, 2);
    let who = self::who(&asked("الساري"));
    let [about] = &who.about[..] else {
        panic!("{:#?}", who.about);
    };
    assert_eq!(about.attribution.chain[0].who, "ندى الكرمي");
    assert_eq!(about.hits[0].text, "للساري");
    assert_eq!(who.mentioned_in, 4);
}

#[test]
fn days_and_outlets_narrow_down() {
    let mut late = asked("الساري");
    late.after = Some(date(2026, 3, 3));
    late.before = Some(date(2026, 3, 4));
    assert_eq!(dates(&who(&late)), [Some("2026-03-03")]);
    let mut here = asked("الساري");
    here.outlet = Some("يراع".to_owned());
    assert_eq!(dates(&who(&here)), [Some("2026-03-02"), None]);
}

#[test]
fn spelling_and_clitics_do_not_matter() {
    for name in ["ساري", "ألسارى", "والساري", "السّاري"] {
        assert_eq!(who(&asked(name)).statements, 4, "{name}");
    }
}

#[test]
fn a_whole_name_is_no_part_of_others() {
    let mut whole = asked("الساري");
    whole.whole = true;
    assert_eq!(who(&whole).statements, 0);
    whole.name = "ماهر السارى".to_owned();
    assert_eq!(who(&whole).statements, 2);
}

#[test]
fn the_words_of_a_name_have_their_order() {
    assert_eq!(who(&asked("هدى الساري")).statements, 2);
    assert_eq!(who(&asked("الساري هدى")).statements, 0);
}

#[test]
fn a_part_is_given_when_asked_for() {
    let mut part = asked("الساري");
    (part.offset, part.limit) = (1, 2);
    let who = who(&part);
    assert_eq!(dates(&who), [Some("2026-03-03"), Some("2026-03-04")]);
    assert_eq!(who.statements, 4);
}

#[test]
fn nobody_is_nobody() {
    for name in ["", "؟؟", "زهير القمري"] {
        let who = who(&asked(name));
        assert_eq!((who.statements, who.mentioned_in), (0, 0), "{name}");
    }
}
