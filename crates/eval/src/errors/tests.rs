use super::*;
use crate::annotations::{Annotations, Attribution, Hop, Quote};
use musnad_report::{Language, Origin, Report, Text};

const TEXT: &str = "أعلن وزير الري صباحا أن السد آمن، وأضاف أن المياه كافية. وقال الخبير: لا";

fn attribution(cue: &str, source: &str, content: &str, stance: &str) -> Attribution {
    let quote = |words: &str| Quote::First(words.to_owned());
    Attribution {
        chain: vec![Hop {
            cue: Some(quote(cue)),
            source: Some(quote(source)).filter(|quote| !quote.is_absent()),
            who: Some("وزير الري".into()),
            kind: None,
        }],
        content: vec![quote(content)],
        stance: Some(stance.to_owned()),
        ..Attribution::default()
    }
}

fn resolved<const N: usize>(attributions: [Attribution; N]) -> Resolved {
    let annotations = Annotations {
        attributions: attributions.into(),
        ..Annotations::default()
    };
    Resolved::new(TEXT, &annotations).unwrap()
}

fn doc(gold: Resolved) -> Doc {
    let report = Report {
        id: String::new(),
        blob: String::new(),
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
    };
    Doc {
        id: "d".to_owned(),
        report,
        relay: false,
        gold,
    }
}

fn found(gold: Resolved, predicted: Resolved) -> Vec<(Class, String)> {
    let mut found: Vec<_> = errors(&doc(gold), &predicted)
        .into_iter()
        .map(|error| (error.class, error.key))
        .collect();
    found.sort();
    found
}

#[test]
fn what_is_right_is_no_error() {
    let gold = resolved([attribution("أعلن", "وزير الري", "أن السد آمن", "state")]);
    assert_eq!(found(gold.clone(), gold), []);
}

#[test]
fn each_fault_has_its_class() {
    let gold = resolved([
        attribution("أعلن", "وزير الري", "أن السد آمن", "state"),
        attribution("وأضاف", "", "أن المياه كافية", "state"),
    ]);
    let predicted = resolved([
        attribution("أعلن", "وزير الري صباحا", "السد آمن، وأضاف", "affirm"),
        attribution("وقال", "الخبير", "لا", "state"),
    ]);
    let of = |class, key: &str| (class, key.to_owned());
    assert_eq!(
        found(gold, predicted),
        [
            of(Class::MissedCue, "واضاف"),
            of(Class::SpuriousCue, "وقال"),
            of(Class::SourceTooLong, "اعلن"),
            of(Class::ContentStartsLate, "اعلن"),
            of(Class::ContentEndsLate, "اعلن"),
            of(Class::Stance, "state → affirm"),
        ]
    );
}

#[test]
fn a_content_elsewhere_is_compared_with_the_one_of_its_cue() {
    let gold = resolved([attribution("أعلن", "وزير الري", "أن السد آمن", "state")]);
    let predicted = resolved([attribution("أعلن", "", "كافية", "state")]);
    let of = |class| (class, "اعلن".to_owned());
    assert_eq!(
        found(gold, predicted),
        [of(Class::SourceMissed), of(Class::ContentElsewhere)]
    );
}
