use super::*;
use crate::judge::{self, Answer, Question, Rival};
use crate::{Because, Who};
use jiff::civil::date;
use musnad_report::{Language, Origin, report_id};

const TEXT: &str = "نقلت وكالة السهل عن سامي الحلو قوله أمس إن الجسر آمن.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("stands in the text");
    Span::new(start, start + words.len())
}

fn report() -> Report {
    let origin = Origin {
        path: Some("a.txt".to_owned()),
        ..Origin::default()
    };
    Report {
        id: report_id("sha256:00", &origin),
        blob: "sha256:00".to_owned(),
        origin,
        outlet: None,
        title: None,
        author: None,
        published: Some(Dated {
            date: date(2024, 3, 5),
            from: DateFrom::Option,
        }),
        modified: None,
        captured: None,
        language: Language::new("ar"),
        text: Text::new(TEXT),
        has_title: false,
    }
}

fn relayed() -> reading::Attribution {
    let named = |name: &str| Who::Named {
        name: name.to_owned(),
        at: span(name),
    };
    let hop = |cue, who: &str, kind| reading::Hop {
        cue: span(cue),
        source: Some(span(who)),
        who: named(who),
        kind,
    };
    reading::Attribution {
        chain: vec![
            hop("نقلت", "وكالة السهل", Kind::Agency),
            hop("قوله", "سامي الحلو", Kind::Person),
        ],
        content: vec![span("إن الجسر آمن")],
        mode: Mode::Indirect,
        stance: Stance::State,
        said_on: Some(reading::SaidOn {
            span: span("أمس"),
            date: Some(date(2024, 3, 4)),
            precision: Precision::Day,
        }),
        inside: None,
        confidence: 0.93,
        field_confidence: Some(FieldConfidence {
            cue: 0.98,
            source: Some(0.97),
            content: 0.95,
            who: 0.9,
            kind: 0.96,
            stance: 0.97,
            mode: 0.99,
            said_on: Some(0.88),
            inside: 0.99,
            chain: Some(0.82),
        }),
        decisions: vec![decision()],
        because: vec![
            Because {
                rule: "cues/relay/naqalat_an".to_owned(),
                at: None,
                weight: Some(1.7),
            },
            Because {
                rule: "said_on".to_owned(),
                at: Some(span("أمس")),
                weight: None,
            },
        ],
    }
}

fn decision() -> judge::Decision {
    judge::Decision {
        question: Question::Source,
        at: span("قوله"),
        options: 3,
        taken: Answer::Words(Some(span("سامي الحلو"))),
        probability: 0.91,
        proposed: true,
        runner_up: Some(Rival {
            answer: Answer::Words(None),
            probability: 0.06,
        }),
        weighed: vec![judge::Weighed {
            feature: "src proposed",
            weight: 1.25,
        }],
    }
}

fn line(attributions: Vec<reading::Attribution>) -> serde_json::Value {
    let reading = reading::Reading {
        attributions,
        ..Default::default()
    };
    let line = Line::new(&report(), &reading, Engine::with_data("0123abcd"));
    serde_json::to_value(line).expect("a line is JSON")
}

#[test]
fn schemas_on_disk_are_those_of_the_types() {
    let pretty = |schema| serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
    for (command, committed, current) in [
        (
            "read > docs/schema/musnad.reading-1.json",
            include_str!("../../../../docs/schema/musnad.reading-1.json"),
            pretty(schema::<Line>()),
        ),
        (
            "explain > docs/schema/musnad.explanation-1.json",
            include_str!("../../../../docs/schema/musnad.explanation-1.json"),
            pretty(schema::<Explanation>()),
        ),
    ] {
        assert!(
            committed == current,
            "renew it: cargo run -p musnad -- schema {command}"
        );
    }
}

#[test]
fn explanation_keeps_its_schema() {
    let reading = reading::Reading {
        attributions: vec![relayed()],
        rejected: vec![reading::Rejected {
            cue: span("عن"),
            because: relayed().because,
            decisions: vec![decision()],
        }],
        ..Default::default()
    };
    let whole = Span::new(0, TEXT.len());
    let explain = |at| {
        let engine = Engine::with_data("0123abcd");
        let explanation = Explanation::new((&report(), &reading), (at, whole), &[], engine);
        serde_json::to_value(explanation).expect("an explanation is JSON")
    };
    let schema = serde_json::to_value(schema::<Explanation>()).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let touched = explain(span("سامي"));
    if let Err(error) = validator.validate(&touched) {
        panic!("{error}: {touched:#}");
    }
    assert_eq!(
        touched["attributions"][0]["reasons"][1]["words"]["text"],
        "أمس"
    );
    assert_eq!(touched["rejected"][0]["cue"]["text"], "عن");
    let decision = &touched["attributions"][0]["decisions"][0];
    assert_eq!(decision["question"], "source");
    assert_eq!(decision["taken"]["words"]["text"], "سامي الحلو");
    assert_eq!(decision["runner_up"]["answer"], "none");
    assert_eq!(decision["weighed"][0]["feature"], "src proposed");
    assert_eq!(
        explain(Span::new(TEXT.len() - 1, TEXT.len()))["attributions"],
        serde_json::json!([])
    );
}

#[test]
fn line_keeps_its_schema() {
    let schema = serde_json::to_value(schema::<Line>()).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    for value in [line(vec![]), line(vec![relayed(), relayed()])] {
        if let Err(error) = validator.validate(&value) {
            panic!("{error}: {value:#}");
        }
    }
    let mut without_chain = line(vec![relayed()]);
    without_chain["attributions"][0]["chain"] = serde_json::json!([]);
    assert!(
        !validator.is_valid(&without_chain),
        "an empty chain is no chain"
    );
}

#[test]
fn spans_carry_their_words() {
    let value = line(vec![relayed()]);
    let attribution = &value["attributions"][0];
    assert_eq!(attribution["chain"][0]["cue"]["text"], "نقلت");
    assert_eq!(attribution["chain"][1]["who"], "سامي الحلو");
    assert_eq!(
        attribution["content"][0]["start"],
        TEXT.find("إن").expect("is there")
    );
    assert_eq!(attribution["said_on"]["text"], "أمس");
    assert_eq!(attribution["said_on"]["iso"], "2024-03-04");
    assert_eq!(attribution["because"][0], "cues/relay/naqalat_an +1.70");
    let confidence = attribution["confidence"].as_f64().expect("a number");
    assert!((confidence - 0.93).abs() < 1e-6);
    let chain = attribution["field_confidence"]["chain"].as_f64();
    assert!((chain.expect("a number") - 0.82).abs() < 1e-6);
    assert_eq!(value["document"]["published_from"], "option");
}

/// Programs have kept lines, and archives readings, of engines that said nothing of single fields.
#[test]
fn what_has_no_confidence_of_its_fields_is_read_still() {
    let mut old = line(vec![relayed()]);
    let attribution = old["attributions"][0].as_object_mut().expect("an object");
    attribution.remove("field_confidence");
    let read: Line = serde_json::from_value(old).expect("a line of before");
    assert_eq!(read.attributions[0].field_confidence, None);

    let unsure = reading::Attribution {
        field_confidence: None,
        decisions: vec![],
        ..relayed()
    };
    let stored = serde_json::to_value(&unsure).expect("JSON");
    assert_eq!(stored.get("field_confidence"), None, "its hash stays");
    let read: reading::Attribution = serde_json::from_value(stored).expect("a reading of before");
    assert_eq!(read, unsure);
}

#[test]
fn ids_are_stable_and_distinct() {
    let first = attribution_ids("r", &[relayed()]);
    let mut other = relayed();
    other.confidence = 0.1;
    other.content[0].end -= 2;
    assert_eq!(
        first,
        attribution_ids("r", &[other.clone()]),
        "neither end nor score counts"
    );
    let twice = attribution_ids("r", &[relayed(), other]);
    assert_eq!(twice[0], first[0]);
    assert_ne!(twice[0], twice[1]);
    assert_ne!(first, attribution_ids("s", &[relayed()]));
}

/// Two that share cue and beginning are told apart by their order, and stay so where one is left out.
#[test]
fn what_is_left_out_of_a_line_changes_no_id() {
    let sure = |confidence, inside| reading::Attribution {
        confidence,
        inside,
        ..relayed()
    };
    let reading = reading::Reading {
        attributions: vec![sure(0.4, None), sure(0.9, Some(0)), sure(0.8, Some(1))],
        ..Default::default()
    };
    let whole = Line::new(&report(), &reading, Engine::with_data("0123abcd"));
    let mut part = whole.clone();
    assert_eq!(part.leave_out_below(0.5), 1);
    let ids = |line: &Line| -> Vec<String> {
        let all = line.attributions.iter();
        all.map(|a| a.id.clone()).collect()
    };
    assert_eq!(ids(&part), ids(&whole)[1..]);
    let left = ids(&part);
    let outer = part.attributions.iter().filter_map(|a| a.inside.as_ref());
    assert!(outer.into_iter().all(|id| left.contains(id)), "{left:?}");
}

#[test]
fn inside_names_the_outer_id() {
    let inner = reading::Attribution {
        inside: Some(0),
        content: vec![span("آمن")],
        ..relayed()
    };
    let value = line(vec![relayed(), inner]);
    assert_eq!(
        value["attributions"][1]["inside"],
        value["attributions"][0]["id"]
    );
}

#[test]
fn iso_is_as_exact_as_the_words() {
    let mut said_on = relayed().said_on.expect("has one");
    for (precision, iso) in [
        (Precision::Day, "2024-03-04"),
        (Precision::Week, "2024-W10"),
        (Precision::Month, "2024-03"),
        (Precision::Year, "2024"),
    ] {
        said_on.precision = precision;
        assert_eq!(said_on.iso().as_deref(), Some(iso));
    }
    said_on.date = None;
    assert_eq!(said_on.iso(), None);
}

mod told;
