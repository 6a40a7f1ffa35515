//! Why events were found.

use super::*;
use musnad_read::events::judge::{Answer as Told, Question as Asked};
use musnad_read::events::{Argument, EventType, Part, Party, Sort, Status};
use musnad_read::{Event, Group, Untold};

fn asked(question: Asked, at: &str, taken: Told, other: Told) -> musnad_read::events::Decision {
    musnad_read::events::Decision {
        question,
        at: span(at),
        taken,
        probability: 0.75,
        runner_up: Some((other, 0.2)),
        weighed: vec![Weighed {
            feature: "family",
            weight: 1.5,
        }],
    }
}

fn sort(kind: EventType) -> Told {
    Told::Type(Some(Sort::Event(kind)))
}

fn agreed() -> Event {
    Event {
        kind: EventType::Agree,
        mode: None,
        status: Status::Happened,
        trigger: span("أعلن"),
        arguments: vec![Argument {
            part: Part::Recipient,
            span: span("الجسر"),
            party: Party::Group(0),
            code: None,
            confidence: 0.9,
        }],
        time: None,
        contexts: vec![],
        on_word_of: None,
        about: None,
        killed: None,
        injured: None,
        confidence: 0.8,
        family: "agree/alana".into(),
        decisions: vec![
            asked(
                Asked::Type,
                "أعلن",
                sort(EventType::Agree),
                Told::Type(None),
            ),
            asked(
                Asked::Part,
                "الجسر",
                Told::Part(Some(Part::Recipient)),
                Told::Part(None),
            ),
            asked(
                Asked::Status,
                "أعلن",
                Told::Status(Status::Happened),
                Told::Status(Status::Planned),
            ),
            asked(
                Asked::About,
                "أعلن",
                Told::About(None),
                Told::About(Some(span("وذكر"))),
            ),
            asked(
                Asked::Date,
                "أعلن",
                Told::Date(None),
                Told::Date(Some(span("النهر"))),
            ),
        ],
    }
}

fn explained(lang: Lang, at: &str) -> String {
    let reading = Reading {
        events: vec![agreed()],
        groups: vec![Group {
            name: "الجسر".to_owned(),
            at: span("الجسر"),
        }],
        untold: vec![Untold {
            trigger: span("وذكر"),
            decisions: vec![asked(
                Asked::Type,
                "وذكر",
                Told::Type(None),
                sort(EventType::Accuse),
            )],
        }],
        ..Reading::default()
    };
    let screen = Screen {
        width: 60,
        color: false,
        order: Order::Reading,
    };
    Explanation {
        form: TextForm { screen, lang },
        labels: Labels(lang),
        engine: &Engine::with([]).expect("no data is no error"),
        report: &report(),
        reading: &reading,
    }
    .print(span(at))
}

#[test]
fn decisions_about_an_event_are_shown() {
    insta::assert_snapshot!(explained(Lang::Ar, "الجسر"));
}

#[test]
fn decisions_about_an_event_are_shown_in_english() {
    insta::assert_snapshot!(explained(Lang::En, "الجسر"));
}

#[test]
fn a_word_that_tells_nothing_is_explained_where_it_stands() {
    let page = explained(Lang::En, "وذكر");
    assert!(page.contains("no statement and no event"), "{page}");
    assert!(page.contains("nothing 0.75 · then accusation"), "{page}");
}
