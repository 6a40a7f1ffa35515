//! Events and arrangements, and groups behind the entities.

use super::*;
use crate::events::judge::{Answer, Question};
use crate::events::{
    ArrangementKind, Code, Decision, EventType, Part, Party, Sort, Status, Toll as Count,
};
use crate::reading::{Anchoring, Group, Reading, TimeExpr, Told, Untold};
use crate::{Entity as Local, Mention as Named, MentionKind};
use musnad_time::EventTime;

const TEXT: &str =
    "قال سامي الحلو إن عشرات المسلحين قصفوا قاعدة السهل في تل الزعتر أمس فقتلوا خمسة جنود.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("stands in the text");
    Span::new(start, start + words.len())
}

fn report() -> Report {
    Report {
        text: Text::new(TEXT),
        ..super::report()
    }
}

fn argument(part: Part, words: &str, party: Party) -> crate::events::Argument {
    let code = (part == Part::Actor).then(|| Code {
        country: None,
        sectors: vec!["REB".into()],
    });
    crate::events::Argument {
        part,
        span: span(words),
        party,
        code,
        confidence: 0.812_34,
    }
}

fn decision(question: Question, taken: Answer, other: Answer) -> Decision {
    Decision {
        question,
        at: span("قصفوا"),
        taken,
        probability: 0.9,
        runner_up: Some((other, 0.05)),
        weighed: vec![judge::Weighed {
            feature: "family",
            weight: 1.5,
        }],
    }
}

fn bombed() -> crate::Event {
    let told = |sort: Option<EventType>| Answer::Type(sort.map(Sort::Event));
    crate::Event {
        kind: EventType::Assault,
        mode: Some("heavy-weapons".into()),
        status: Status::Happened,
        trigger: span("قصفوا"),
        arguments: vec![
            argument(Part::Actor, "عشرات المسلحين", Party::Group(0)),
            argument(Part::Recipient, "قاعدة السهل", Party::Entity(1)),
            argument(Part::Place, "تل الزعتر", Party::Entity(2)),
        ],
        time: Some(0),
        contexts: vec!["military".into()],
        on_word_of: Some(0),
        about: None,
        killed: Some(Count {
            span: span("خمسة جنود"),
            number: 5,
            or_more: false,
        }),
        injured: None,
        confidence: 0.876_54,
        family: "assault/qasafa".into(),
        decisions: vec![
            decision(Question::Type, told(Some(EventType::Assault)), told(None)),
            decision(
                Question::Date,
                Answer::Date(Some(span("أمس"))),
                Answer::Date(None),
            ),
        ],
    }
}

fn reading() -> Reading {
    let named = [
        ("سامي الحلو", MentionKind::Person),
        ("قاعدة السهل", MentionKind::Facility),
        ("تل الزعتر", MentionKind::Place),
    ];
    let mention = |&(words, kind): &(&str, MentionKind)| Named {
        span: span(words),
        kind,
        nominal: false,
        confidence: 0.9,
    };
    let entity = |(n, &(words, kind)): (usize, &(&str, MentionKind))| Local {
        kind,
        name: words.to_owned(),
        at: span(words),
        roles: vec![],
        mentions: vec![n],
        country: None,
        confidence: 0.9,
    };
    let origin = reading::Hop {
        cue: span("قال"),
        source: Some(span("سامي الحلو")),
        ..relayed().chain.remove(1)
    };
    let said = reading::Attribution {
        chain: vec![origin],
        content: vec![Span::new(span("إن").start, TEXT.len() - 1)],
        said_on: None,
        because: vec![],
        decisions: vec![],
        ..relayed()
    };
    let day = musnad_time::edtf::parse("2024-03-04").expect("a day");
    Reading {
        attributions: vec![said],
        mentions: named.iter().map(mention).collect(),
        entities: named.iter().enumerate().map(entity).collect(),
        times: vec![TimeExpr {
            span: span("أمس"),
            told: Told::Event(EventTime(day)),
            anchoring: Anchoring::Counted,
            clash: None,
            slack_days: 0,
        }],
        events: vec![
            bombed(),
            crate::Event {
                kind: EventType::Reject,
                about: Some(0),
                on_word_of: None,
                ..bombed()
            },
        ],
        groups: vec![Group {
            name: "عشرات المسلحين".to_owned(),
            at: span("عشرات المسلحين"),
        }],
        arrangements: vec![crate::Arrangement {
            kind: ArrangementKind::Base,
            status: Status::Ongoing,
            trigger: span("قاعدة"),
            parties: vec![argument(Part::Actor, "سامي الحلو", Party::Entity(0))],
            object: Some(span("قاعدة السهل")),
            place: Some(argument(Part::Place, "تل الزعتر", Party::Entity(2))),
            time: None,
            on_word_of: Some(0),
            confidence: 0.7,
            sentences: vec![Span::new(0, TEXT.len())],
        }],
        untold: vec![Untold {
            trigger: span("جنود"),
            decisions: vec![decision(
                Question::Type,
                Answer::Type(None),
                Answer::Type(Some(Sort::Event(EventType::Mobilize))),
            )],
        }],
        ..Reading::default()
    }
}

fn told() -> Line {
    Line::new(&report(), &reading(), Engine::with_data("0123abcd"))
}

fn json() -> serde_json::Value {
    serde_json::to_value(told()).expect("a line is JSON")
}

#[test]
fn events_and_arrangements_keep_the_schema() {
    let schema = serde_json::to_value(schema::<Line>()).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    if let Err(error) = validator.validate(&json()) {
        panic!("{error}: {:#}", json());
    }
    let read: Line = serde_json::from_value(json()).expect("what is written is read");
    assert_eq!(read, told());
}

#[test]
fn an_event_is_told_in_full() {
    let value = json();
    let event = &value["events"][0];
    let code = serde_json::json!({"country": null, "sectors": ["REB"]});
    assert_eq!(event["id"], "v1");
    assert_eq!(event["type"], "ASSAULT");
    assert_eq!(event["mode"], "heavy-weapons");
    assert_eq!(event["status"], "happened");
    assert_eq!(event["trigger"]["text"], "قصفوا");
    assert_eq!(event["actors"], serde_json::json!(["e4"]));
    assert_eq!(event["recipients"], serde_json::json!(["e2"]));
    assert_eq!(event["place"], "e3");
    assert_eq!(event["time"]["text"], "أمس");
    assert_eq!(event["time"]["edtf"], "2024-03-04");
    assert_eq!(event["time"]["iso"], "2024-03-04");
    assert_eq!(event["contexts"], serde_json::json!(["military"]));
    assert_eq!(event["on_word_of"], value["attributions"][0]["id"]);
    assert_eq!(event["about"], serde_json::Value::Null);
    assert_eq!(event["killed"]["number"], 5);
    assert_eq!(event["killed"]["text"], "خمسة جنود");
    assert_eq!(event["injured"], serde_json::Value::Null);
    assert_eq!(event["rule"], "assault/qasafa");
    assert_eq!(event["arguments"][0]["part"], "actor");
    assert_eq!(event["arguments"][0]["code"], code);
    assert_eq!(event["arguments"][1]["span"]["text"], "قاعدة السهل");
    let event = &told().events[0];
    assert_eq!(event.confidence, 0.877, "thousandths");
    assert_eq!(event.arguments[0].confidence, 0.812, "thousandths");
    let refusal = &value["events"][1];
    assert_eq!(refusal["about"], "v1");
    assert_eq!(refusal["on_word_of"], AUTHOR);
}

#[test]
fn an_arrangement_is_told_in_full() {
    let value = json();
    let lasting = &value["arrangements"][0];
    let whole = serde_json::json!([{"start": 0, "end": TEXT.len()}]);
    assert_eq!(lasting["id"], "r1");
    assert_eq!(lasting["kind"], "base");
    assert_eq!(lasting["status"], "ongoing");
    assert_eq!(lasting["parties"], serde_json::json!(["e1"]));
    assert_eq!(lasting["object"]["text"], "قاعدة السهل");
    assert_eq!(lasting["place"], "e3");
    assert_eq!(lasting["on_word_of"], value["attributions"][0]["id"]);
    assert_eq!(lasting["sentences"], whole);
    assert_eq!(lasting["arguments"][1]["part"], "place");
}

#[test]
fn groups_are_counted_on_behind_the_entities() {
    let line = told();
    let ids: Vec<&str> = line.entities.iter().map(|e| &*e.id).collect();
    assert_eq!(ids, ["e1", "e2", "e3", "e4"]);
    let group = &line.entities[3];
    assert_eq!(group.r#type, EntityType::Group);
    assert_eq!(group.name, "عشرات المسلحين");
    assert_eq!(group.confidence, 0.812, "that of its least probable part");
    assert!(
        line.mentions
            .iter()
            .all(|m| m.entity.as_deref() != Some("e4"))
    );
    let of_none = Reading {
        events: vec![],
        ..reading()
    };
    let line = Line::new(&report(), &of_none, Engine::with_data("0123abcd"));
    assert_eq!(line.entities[3].confidence, 0.0);
}

#[test]
fn types_of_entities_are_called_as_kinds_of_mentions_are() {
    for kind in MentionKind::ALL {
        let name = serde_json::to_value(EntityType::from(kind)).expect("JSON");
        assert_eq!(name, kind.name());
        assert_eq!(EntityType::from(kind).name(), kind.name());
    }
    assert_eq!(EntityType::Group.name(), "group");
}

/// Programs have kept lines of engines that knew no events.
#[test]
fn lines_without_events_are_read_still() {
    let mut old = json();
    let fields = old.as_object_mut().expect("an object");
    fields.remove("events");
    fields.remove("arrangements");
    let read: Line = serde_json::from_value(old).expect("a line of before");
    assert!(read.events.is_empty() && read.arrangements.is_empty());
}

#[test]
fn what_rests_on_a_word_that_is_left_out_goes_with_it() {
    let mut line = told();
    assert_eq!(line.leave_out_below(0.99), 1);
    let left: Vec<&str> = line.events.iter().map(|event| &*event.id).collect();
    assert_eq!(left, ["v2"], "ids stay what they were");
    assert_eq!(line.events[0].about, None);
    assert!(line.arrangements.is_empty());
    let mut reading = reading();
    reading.leave_out_below(0.99);
    assert_eq!(reading.events.len(), 1);
    assert!(reading.arrangements.is_empty());
}

#[test]
fn what_stands_inside_another_is_handed_on_to_it() {
    let mut reading = reading();
    let inner = reading::Attribution {
        chain: vec![reading::Hop {
            cue: span("إن"),
            ..reading.attributions[0].chain[0].clone()
        }],
        content: vec![Span::new(span("عشرات").start, TEXT.len() - 1)],
        inside: Some(0),
        confidence: 0.3,
        ..reading.attributions[0].clone()
    };
    reading.attributions.push(inner);
    reading.events[0].on_word_of = Some(1);
    let mut line = Line::new(&report(), &reading, Engine::with_data("0123abcd"));
    assert_eq!(line.leave_out_below(0.5), 1);
    assert_eq!(line.events[0].on_word_of, line.attributions[0].id);
    reading.leave_out_below(0.5);
    assert_eq!(reading.events[0].on_word_of, Some(0));
}

#[test]
fn an_event_is_explained_by_its_decisions() {
    let reading = reading();
    let whole = Span::new(0, TEXT.len());
    let explain = |at| {
        let engine = Engine::with_data("0123abcd");
        Explanation::new((&report(), &reading), (at, whole), &[], engine)
    };
    let explanation = explain(span("أمس"));
    let value = serde_json::to_value(&explanation).expect("an explanation is JSON");
    let schema = serde_json::to_value(schema::<Explanation>()).expect("a schema is JSON");
    if let Err(error) = jsonschema::validate(&schema, &value) {
        panic!("{error}: {value:#}");
    }
    let event = &value["events"][0];
    assert_eq!(event["id"], "v1");
    assert_eq!(event["decisions"][0]["question"], "type");
    assert_eq!(event["decisions"][0]["taken"]["answer"], "ASSAULT");
    assert_eq!(event["decisions"][0]["runner_up"]["answer"], "none");
    assert_eq!(event["decisions"][0]["weighed"][0]["feature"], "family");
    assert_eq!(event["decisions"][1]["taken"]["words"]["text"], "أمس");
    assert_eq!(value["untold"][0]["trigger"]["text"], "جنود");
    assert_eq!(
        value["untold"][0]["decisions"][0]["runner_up"]["answer"],
        "MOBILIZE"
    );
    assert!(explain(span("قال")).events.is_empty(), "nothing of it");
}
