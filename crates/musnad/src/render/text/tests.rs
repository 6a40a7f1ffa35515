use super::*;
use crate::layout::Order;
use jiff::civil::date;
use musnad_read::{Credit, Kind, Mode, SaidOn, Zone};
use musnad_report::{DateFrom, Dated, Language, Origin, Text};

const TEXT: &str = "نقلت وكالة السهل عن سامي الحلو قوله أمس إن البلدية نفت أن تكون الطريق قد أغلقت.\n\
    وأضاف: «سنفتح الجسر غدا، ومن أراد العبور فليعبر، ولن يدفع أحد رسما بعد اليوم».\n\
    وقيل إن مكتب North Gate أوقف العمل.\n\
    وأضاف: «سنفتح الجسر غدا».\n\
    (السهل)";

/// The `n`th place of words, from 0.
fn nth(words: &str, n: usize) -> Span {
    let (start, _) = TEXT
        .match_indices(words)
        .nth(n)
        .expect("stands in the text");
    Span::new(start, start + words.len())
}

fn hop(cue: Span, who: &str, source: Option<Span>, kind: Kind) -> Hop {
    let who = match who {
        "" => Who::Unknown,
        name => Who::Named {
            name: name.to_owned(),
            at: nth(name, 0),
        },
    };
    Hop {
        cue,
        source,
        who,
        kind,
    }
}

fn said(chain: Vec<Hop>, content: Span) -> Attribution {
    Attribution {
        chain,
        content: vec![content],
        mode: Mode::Indirect,
        stance: Stance::State,
        said_on: None,
        inside: None,
        confidence: 0.9,
        field_confidence: None,
        decisions: vec![],
        because: vec![],
    }
}

fn reading() -> Reading {
    let (agency, sami) = ("وكالة السهل", "سامي الحلو");
    let relayed = Attribution {
        said_on: Some(SaidOn {
            span: nth("أمس", 0),
            date: Some(date(2024, 3, 4)),
            precision: Precision::Day,
        }),
        ..said(
            vec![
                hop(nth("نقلت", 0), agency, Some(nth(agency, 0)), Kind::Agency),
                hop(nth("قوله", 0), sami, Some(nth(sami, 0)), Kind::Person),
            ],
            nth("إن البلدية نفت أن تكون الطريق قد أغلقت", 0),
        )
    };
    let denial = Attribution {
        stance: Stance::Deny,
        inside: Some(0),
        confidence: 0.41,
        ..said(
            vec![hop(
                nth("نفت", 0),
                "البلدية",
                Some(nth("البلدية", 0)),
                Kind::Organisation,
            )],
            nth("أن تكون الطريق قد أغلقت", 0),
        )
    };
    let promise = "«سنفتح الجسر غدا، ومن أراد العبور فليعبر، ولن يدفع أحد رسما بعد اليوم»";
    let quoted = |cue, content| Attribution {
        mode: Mode::Direct,
        stance: Stance::Promise,
        ..said(vec![hop(cue, sami, None, Kind::Person)], content)
    };
    let rumour = said(
        vec![hop(nth("وقيل", 0), "", None, Kind::Unknown)],
        nth("إن مكتب North Gate أوقف العمل", 0),
    );
    let repeat = nth("وأضاف: «سنفتح الجسر غدا».", 0);
    Reading {
        attributions: vec![
            relayed,
            denial,
            quoted(nth("وأضاف", 0), nth(promise, 0)),
            rumour,
            quoted(nth("وأضاف", 1), nth("«سنفتح الجسر غدا»", 0)),
        ],
        zones: vec![Zone {
            span: repeat,
            kind: ZoneKind::Repeat,
        }],
        credits: vec![Credit {
            span: nth("(السهل)", 0),
            who: "السهل".to_owned(),
        }],
        diagnostics: vec!["the text has a repeated paragraph".to_owned()],
        ..Reading::default()
    }
}

fn report(text: &str, language: &str) -> Report {
    Report {
        id: "0".to_owned(),
        blob: "sha256:00".to_owned(),
        origin: Origin {
            path: Some("day/bridge.json".into()),
            record: Some(4),
            url: None,
        },
        outlet: Some("المرفأ".to_owned()),
        title: Some("الجسر يفتح غدا".to_owned()),
        author: None,
        published: Some(Dated {
            date: date(2024, 3, 5),
            from: DateFrom::Metadata,
        }),
        modified: None,
        captured: None,
        language: Language::new(language),
        text: Text::new(text),
        has_title: false,
    }
}

fn form(lang: Lang, order: Order, color: bool) -> TextForm {
    TextForm {
        screen: Screen {
            width: 60,
            color,
            order,
        },
        lang,
    }
}

fn page(lang: Lang, order: Order, color: bool) -> String {
    let reading = reading();
    form(lang, order, color).page(&report(TEXT, "ar"), &reading, &Kept::all(&reading))
}

#[test]
fn arabic_page() {
    insta::assert_snapshot!(page(Lang::Ar, Order::Reading, false));
}

#[test]
fn english_labels() {
    insta::assert_snapshot!(page(Lang::En, Order::Reading, false));
}

#[test]
fn page_in_visual_order() {
    insta::assert_snapshot!(page(Lang::Ar, Order::Visual, false));
}

#[test]
fn colors_change_nothing_but_colors() {
    let colored = page(Lang::Ar, Order::Reading, true);
    assert!(colored.contains("\u{1b}[1m"), "the speaker is bold");
    let plain = anstream::adapter::strip_str(&colored).to_string();
    assert_eq!(plain, page(Lang::Ar, Order::Reading, false));
}

#[test]
fn report_without_statements_says_so() {
    let form = form(Lang::Ar, Order::Reading, false);
    let empty = form.page(&report("", "und"), &Reading::default(), &Kept::default());
    assert!(empty.contains("ليس بالعربية"), "{empty}");
    let silent = report("هدأت الريح مساء.", "ar");
    let silent = form.page(&silent, &Reading::default(), &Kept::default());
    assert!(silent.contains("لا قول منسوبا"), "{silent}");
}

#[test]
fn unknown_speakers_are_never_one() {
    let mut reading = reading();
    assert_eq!(speakers(&reading).count(), 3, "two by name, one unknown");
    reading.attributions.push(reading.attributions[3].clone());
    assert_eq!(speakers(&reading).count(), 4);
}

#[test]
fn statements_inside_follow_theirs_however_deep() {
    let rumour = reading().attributions.swap_remove(3);
    let inside = |outer| Attribution {
        inside: outer,
        ..rumour.clone()
    };
    let of = |outers: Vec<Option<usize>>| {
        let attributions = outers.into_iter().map(inside).collect();
        outline(&Reading {
            attributions,
            ..Reading::default()
        })
    };
    let mixed = of(vec![Some(3), None, Some(1), None, Some(0)]);
    assert_eq!(mixed, [(1, 0), (2, 1), (3, 0), (0, 1), (4, 2)]);
    let deep = of((0..50_000_usize).map(|i| i.checked_sub(1)).collect());
    assert_eq!(deep.last(), Some(&(49_999, 49_999)));
}

mod events;
