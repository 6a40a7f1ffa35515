use super::*;
use crate::judge::{Answer, Decision, Question};
use crate::reading::{Attribution, Hop, Kind, Mode, Stance, Who};
use musnad_report::Span;
use proptest::prelude::*;

/// An attribution whose cue was found with this probability, and nothing else decided.
pub(super) fn found(probability: f32) -> Attribution {
    let cue = Span::new(0, 6);
    Attribution {
        chain: vec![Hop {
            cue,
            source: Some(Span::new(7, 9)),
            who: Who::Unknown,
            kind: Kind::Unknown,
        }],
        content: vec![Span::new(10, 20)],
        mode: Mode::Indirect,
        stance: Stance::State,
        said_on: None,
        inside: None,
        confidence: 0.0,
        field_confidence: None,
        because: vec![],
        decisions: vec![Decision {
            question: Question::Cue,
            at: cue,
            options: 2,
            taken: Answer::Cue(true),
            probability,
            proposed: true,
            runner_up: None,
            weighed: vec![],
        }],
    }
}

/// Calibration by some inputs alone.
fn by(weights: &[(Field, &str, f32)]) -> Calibration {
    let names = names();
    let mut all = Field::ALL.map(|_| vec![0.0; names.len()]);
    for (field, input, weight) in weights {
        let place = names.iter().position(|name| name == input);
        all[*field as usize][place.expect("is an input")] = *weight;
    }
    Calibration::new(all)
}

fn calibrated(calibration: &Calibration, a: Attribution) -> Attribution {
    let mut reading = Reading {
        attributions: vec![a],
        ..Reading::default()
    };
    calibration.apply(&mut reading);
    reading.attributions.remove(0)
}

#[test]
fn what_the_judge_is_sure_of_is_surer() {
    let calibration = by(&[(Field::Cue, "cue.ln", 2.0), (Field::Who, "bias", 1.0)]);
    let of = |p| {
        calibrated(&calibration, found(p))
            .field_confidence
            .expect("calibrated")
    };
    // 1 / (1 + e^(−2 ln 0.5)) = 0.2
    assert!(
        (of(0.5).cue - 0.5).abs() < 1e-6,
        "no less than the whole, which is even"
    );
    let calibration = by(&[(Field::Cue, "cue.ln", 2.0), (Field::Tuple, "bias", -9.0)]);
    let of = |p| {
        calibrated(&calibration, found(p))
            .field_confidence
            .expect("calibrated")
    };
    assert!((of(0.5).cue - 0.2).abs() < 1e-6);
    assert!((of(1.0).cue - 0.5).abs() < 1e-6);
    assert_eq!((of(1.0).said_on, of(1.0).chain), (None, None));
}

#[test]
fn nothing_is_certain() {
    let calibration = by(&[(Field::Tuple, "bias", 90.0), (Field::Kind, "bias", -90.0)]);
    let a = calibrated(&calibration, found(1.0));
    assert_eq!(a.confidence, 0.99);
    assert_eq!(a.field_confidence.map(|of| of.kind), Some(0.01));
}

#[test]
fn a_file_comes_back() {
    let written = by(&[
        (Field::Tuple, "bias", 0.25),
        (Field::Chain, "hops.ln", -1.5),
    ]);
    let file = written.to_text();
    assert_eq!(Calibration::parse(&file), Ok(written));
}

#[test]
fn what_is_damaged_is_refused() {
    let file = by(&[(Field::Tuple, "bias", 0.25), (Field::Cue, "hops", 1.0)]).to_text();
    for cut in 0..file.len() - 1 {
        let damaged = Calibration::parse(&file[..cut]);
        assert_eq!(damaged, Err(CalibrationError::Damaged), "{cut}");
    }
    let other = file.replace("0.25", "0.35");
    assert_eq!(Calibration::parse(&other), Err(CalibrationError::Damaged));
}

#[test]
fn what_is_of_another_program_is_refused_by_its_line() {
    for (line, problem) in [
        (
            "tuple\tbias",
            "has other columns than field, input and weight",
        ),
        (
            "tuple\tbias\t1\t2",
            "has other columns than field, input and weight",
        ),
        ("mood\tbias\t1", "there is no field «mood»"),
        ("tuple\tweather.ln\t1", "there is no input «weather.ln»"),
        ("tuple\tbias\tmuch", "«much» is no weight"),
        ("tuple\tbias\tinf", "«inf» is no weight"),
    ] {
        let body = format!("# field\tinput\tweight\n{line}\n");
        let file = format!("{body}{HASH}{}\n", hash_of(&body));
        let refused = CalibrationError::Line {
            line: 2,
            problem: problem.to_owned(),
        };
        assert_eq!(Calibration::parse(&file), Err(refused));
    }
}

proptest! {
    #[test]
    fn probabilities_are_probabilities(
        weights in proptest::collection::vec(-50.0_f32..50.0, names().len()),
        probability in 0.0_f32..=1.0,
    ) {
        let calibration = Calibration::new(Field::ALL.map(|_| weights.clone()));
        let a = calibrated(&calibration, found(probability));
        prop_assert!(RANGE.contains(&a.confidence));
        prop_assert!(a.field_confidence.is_some_and(|of| RANGE.contains(&of.cue)));
    }
}
