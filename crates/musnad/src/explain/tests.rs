use super::*;
use crate::args::Lang;
use crate::layout::{Order, Screen};
use musnad_read::confidence::Field;
use musnad_read::judge::{Answer, Decision, Question, Rival, Side, Weighed};
use musnad_read::{FieldConfidence, Hop, Kind, Mode, Rejected, Stance, Who};
use musnad_report::{Language, Origin};

const TEXT: &str = "أعلن سامي الحلو أن الجسر آمن، وذكر النهر.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("stands in the text");
    Span::new(start, start + words.len())
}

fn report() -> Report {
    Report {
        id: "0".to_owned(),
        blob: "sha256:00".to_owned(),
        origin: Origin::default(),
        outlet: None,
        title: None,
        author: None,
        published: None,
        modified: None,
        captured: None,
        language: Language::new("ar"),
        text: Text::new(TEXT),
        has_title: false,
    }
}

fn decision(question: Question, taken: Answer, other: Answer, feature: &'static str) -> Decision {
    Decision {
        question,
        at: span("أعلن"),
        options: 4,
        taken,
        probability: 0.75,
        proposed: question != Question::End,
        runner_up: Some(Rival {
            answer: other,
            probability: 0.2,
        }),
        weighed: vec![
            Weighed {
                feature,
                weight: 1.5,
            },
            Weighed {
                feature: "far",
                weight: -0.25,
            },
        ],
    }
}

fn decisions() -> Vec<Decision> {
    let (start, end) = (span("أن").start, span("آمن").end);
    vec![
        decision(
            Question::Cue,
            Answer::Cue(true),
            Answer::Cue(false),
            "cue lemma",
        ),
        decision(
            Question::Source,
            Answer::Words(Some(span("سامي الحلو"))),
            Answer::Words(None),
            "src proposed",
        ),
        decision(
            Question::Place,
            Answer::Side(Side::After),
            Answer::Side(Side::Around),
            "side",
        ),
        decision(
            Question::Start,
            Answer::Start(start),
            Answer::Start(span("الجسر").start),
            "start tag",
        ),
        decision(
            Question::End,
            Answer::End(end),
            Answer::End(span("النهر").end),
            "end commas",
        ),
    ]
}

fn reading() -> Reading {
    let because = vec![Because {
        rule: "cues/verbs/verb_source_content".to_owned(),
        at: Some(span("أعلن سامي الحلو")),
        weight: Some(0.7),
    }];
    let who = Who::Named {
        name: "سامي الحلو".to_owned(),
        at: span("سامي الحلو"),
    };
    Reading {
        attributions: vec![Attribution {
            chain: vec![Hop {
                cue: span("أعلن"),
                source: Some(span("سامي الحلو")),
                who,
                kind: Kind::Person,
            }],
            content: vec![span("أن الجسر آمن")],
            mode: Mode::Indirect,
            stance: Stance::State,
            said_on: None,
            inside: None,
            confidence: 0.62,
            field_confidence: Some(FieldConfidence {
                cue: 0.97,
                source: Some(0.9),
                content: 0.71,
                who: 0.88,
                kind: 0.93,
                stance: 0.95,
                mode: 0.94,
                said_on: None,
                inside: 0.96,
                chain: None,
            }),
            because: because.clone(),
            decisions: decisions(),
        }],
        rejected: vec![Rejected {
            cue: span("وذكر"),
            because,
            decisions: vec![decision(
                Question::Cue,
                Answer::Cue(false),
                Answer::Cue(true),
                "cue form",
            )],
        }],
        ..Reading::default()
    }
}

fn explained(lang: Lang) -> String {
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
        reading: &reading(),
    }
    .print(span("الجسر"))
}

#[test]
fn what_was_weighed_is_shown() {
    insta::assert_snapshot!(explained(Lang::Ar));
}

#[test]
fn what_was_weighed_is_shown_in_english() {
    insta::assert_snapshot!(explained(Lang::En));
}

#[test]
fn every_question_and_field_has_its_label() {
    for lang in [Lang::Ar, Lang::En] {
        let labels = Labels(lang);
        for question in Question::ALL {
            let label = labels.of("question", question);
            assert!(lang == Lang::En || label != question.name(), "{label}");
        }
        for field in Field::ALL {
            let label = labels.of("field", field.name());
            assert!(lang == Lang::En || label != field.name(), "{label}");
        }
    }
}

mod told;
