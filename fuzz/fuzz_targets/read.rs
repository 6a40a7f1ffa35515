//! Any text has a reading, always the same, and every span of it slices the text.

#![no_main]

mod arabic;

use arabic::Hostile;
use libfuzzer_sys::{arbitrary, arbitrary::Arbitrary, fuzz_target};
use musnad_read::contract::attribution_ids;
use musnad_read::{Attribution, Context, Engine, Reading, Who};
use musnad_report::{Span, Text};
use std::collections::HashSet;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::embedded);

#[derive(Arbitrary, Debug)]
enum Words<'a> {
    Any(&'a str),
    Arabic(Hostile),
}

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    has_title: bool,
    words: Words<'a>,
}

fuzz_target!(|input: Input| {
    let text = match input.words {
        Words::Any(text) => Text::new(text),
        Words::Arabic(Hostile(text)) => Text::new(text),
    };
    let context = Context {
        published: None,
        has_title: input.has_title,
    };
    let reading = ENGINE.read(&text, &context);
    assert!(reading == ENGINE.read(&text, &context), "law 2");
    check(&text, &reading);
});

fn check(text: &Text, reading: &Reading) {
    let slices = |span: Span| assert!(text.get(span).is_some(), "law 1: {span:?}");
    for (i, attribution) in reading.attributions.iter().enumerate() {
        well_formed(attribution, slices);
        let outer = attribution.inside.map(|outer| &reading.attributions[outer]);
        assert!(attribution.inside != Some(i));
        if let Some(outer) = outer {
            let cue = attribution.origin().cue;
            assert!(outer.content.iter().any(|content| content.contains(cue)));
        }
    }
    for zone in &reading.zones {
        slices(zone.span);
    }
    for credit in &reading.credits {
        slices(credit.span);
    }
    for rejected in &reading.rejected {
        slices(rejected.cue);
        rejected
            .because
            .iter()
            .filter_map(|b| b.at)
            .for_each(slices);
    }
    let ids = attribution_ids("report", &reading.attributions);
    assert_eq!(
        ids.iter().collect::<HashSet<_>>().len(),
        ids.len(),
        "ids are unique"
    );
}

fn well_formed(attribution: &Attribution, slices: impl Fn(Span)) {
    assert!(!attribution.chain.is_empty() && !attribution.content.is_empty());
    let fields = attribution.field_confidence.iter().flat_map(|of| of.iter());
    let fields = fields.map(|(_, probability)| probability);
    for probability in fields.chain([attribution.confidence]) {
        assert!((0.0..=1.0).contains(&probability));
    }
    assert!(!attribution.because.is_empty(), "law 5");
    for hop in &attribution.chain {
        slices(hop.cue);
        assert!(!hop.cue.is_empty());
        hop.source.into_iter().for_each(&slices);
        if let Who::Named { at, .. } | Who::Unnamed { at, .. } = hop.who {
            slices(at);
        }
    }
    for content in &attribution.content {
        slices(*content);
        assert!(!content.is_empty());
    }
    for pair in attribution.content.windows(2) {
        assert!(
            pair[0].end <= pair[1].start,
            "in text order, not overlapping"
        );
    }
    attribution
        .because
        .iter()
        .filter_map(|b| b.at)
        .for_each(&slices);
    attribution
        .said_on
        .iter()
        .for_each(|said| slices(said.span));
}
