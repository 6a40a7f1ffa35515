use super::*;
use crate::annotations::{Annotations, Attribution, Hop, Quote};
use musnad_read::Engine;
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
    let engine = Engine::embedded();
    let kinds = CueKinds::new(&engine.language().lexicon);
    let mut found: Vec<_> = errors(&doc(gold), &predicted, &kinds)
        .into_iter()
        .filter(|error| !error.class.follows())
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
    let parts = Parts {
        cue: false,
        source: true,
        content: true,
    };
    assert_eq!(
        found(gold, predicted),
        [
            of(Class::MissedCue(CueKind::Verb), "واضاف"),
            of(Class::SpuriousCue(CueKind::Verb), "وقال"),
            of(Class::SourceTooLong, "اعلن"),
            of(Class::ContentBothEnds, "اعلن"),
            of(Class::Tuple(parts), "اعلن"),
            of(Class::Stance, "state → affirm"),
        ]
    );
}

#[test]
fn a_content_elsewhere_is_compared_with_the_one_of_its_cue() {
    let gold = resolved([attribution("أعلن", "وزير الري", "أن السد آمن", "state")]);
    let predicted = resolved([attribution("أعلن", "", "كافية", "state")]);
    let of = |class| (class, "اعلن".to_owned());
    let parts = Parts {
        cue: false,
        source: true,
        content: true,
    };
    assert_eq!(
        found(gold, predicted),
        [
            of(Class::SourceMissing),
            of(Class::ContentElsewhere),
            of(Class::Tuple(parts))
        ]
    );
}

/// The classes of a figure when `read` stands for `gold`.
fn classes(figure: Figure, gold: Attribution, read: Attribution) -> Vec<Class> {
    found(resolved([gold]), resolved([read]))
        .into_iter()
        .map(|(class, _)| class)
        .filter(|class| class.figure() == figure)
        .collect()
}

fn of(content: &str) -> Attribution {
    attribution("أعلن", "وزير الري", content, "state")
}

#[test]
fn a_content_is_wrong_in_one_way() {
    let class = |gold: Attribution, read| classes(Figure::Content, gold, read);
    let (short, long) = ("أن السد آمن", "أن السد آمن، وأضاف");
    assert_eq!(class(of(short), of(long)), [Class::ContentRunsOn]);
    assert_eq!(class(of(long), of(short)), [Class::ContentStopsEarly]);
    assert_eq!(
        class(of("السد آمن"), of(short)),
        [Class::ContentBeginsEarly]
    );
    assert_eq!(class(of(short), of("السد آمن")), [Class::ContentBeginsLate]);
    let mut two = of(short);
    two.content.push(Quote::First("كافية".to_owned()));
    assert_eq!(class(two.clone(), of(short)), [Class::ContentMissesSpan]);
    assert_eq!(class(of(short), two), [Class::ContentExtraSpan]);
    let mut direct = of(short);
    direct.mode = Some("direct".to_owned());
    assert_eq!(class(direct, of("السد آمن")), [Class::ContentQuotation]);
}

#[test]
fn a_content_may_run_past_the_cue_that_follows() {
    let next = attribution("وأضاف", "", "أن المياه كافية", "state");
    let gold = resolved([of("أن السد آمن"), next.clone()]);
    let read = resolved([of("أن السد آمن، وأضاف"), next]);
    assert!(found(gold, read).contains(&(Class::ContentRunsPastCue, "اعلن".to_owned())));
}

#[test]
fn a_speaker_is_wrong_in_one_way() {
    let who = |source: &str, gold: &str, read: &str| {
        let [mut g, mut r] = [0, 1].map(|_| attribution("أعلن", source, "أن السد آمن", "state"));
        g.chain[0].who = Some(gold.into());
        r.chain[0].who = Some(read.into());
        classes(Figure::Who, g, r)
    };
    assert_eq!(
        who("وزير الري", "سامي الحداد", "وزير الري"),
        [Class::TitleWithoutName]
    );
    assert_eq!(
        who("وزير الري", "سامي الحداد", "الخبير"),
        [Class::OtherName]
    );
    assert_eq!(who("وزير الري", "سامي رضا الحداد", "سامي رضا"), []);
    assert_eq!(who("وزير الري", "سامي الحداد", "سامي"), [Class::NameForm]);
    assert_eq!(
        who("", "سامي الحداد", "سامي البناء"),
        [Class::WrongAntecedent]
    );
    assert_eq!(who("", "سامي الحداد", ""), [Class::Unresolved]);
    assert_eq!(who("", "", "سامي الحداد"), [Class::InventedSpeaker]);
}

#[test]
fn a_cue_that_its_source_splits_is_one_error() {
    let gold = attribution("صباحا", "وزير الري", "أن السد آمن", "state");
    assert_eq!(
        classes(Figure::Cue, gold, of("أن السد آمن")),
        [Class::SplitCue]
    );
}
