//! What is read out of some of the samples today, in full. This is behaviour, not truth: truth is
//! in `gold/`. `./x bless` takes a change over; whoever does that reads the difference.

mod support;

use musnad_read::{Attribution, Context, Who};
use musnad_report::Text;
use std::fmt::Write as _;

/// A reading as text: one attribution a block, one span a line.
fn shown(original: &str) -> String {
    let text = Text::new(original);
    let context = Context {
        published: Some(jiff::civil::date(2026, 3, 2)),
        has_title: true,
    };
    let reading = support::ENGINE.read(&text, &context);
    let mut out = String::new();
    for (n, a) in reading.attributions.iter().enumerate() {
        block(&mut out, &text, n, a);
    }
    for z in &reading.zones {
        let first = text
            .slice(z.span)
            .split_whitespace()
            .take(4)
            .collect::<Vec<_>>()
            .join(" ");
        _ = writeln!(out, "zone {:?} {}: {first}", z.kind, z.span.start);
    }
    for c in &reading.credits {
        _ = writeln!(out, "credit {}: {}", c.who, text.slice(c.span));
    }
    out
}

fn block(out: &mut String, text: &Text, n: usize, a: &Attribution) {
    let inside = a.inside.map_or(String::new(), |o| format!(" inside {o}"));
    _ = writeln!(out, "#{n} {:?} {:?}{inside}", a.mode, a.stance);
    for h in &a.chain {
        _ = writeln!(out, "  cue     {}", text.slice(h.cue));
        if let Some(source) = h.source {
            _ = writeln!(out, "  source  {}", text.slice(source));
        }
        let sort = match &h.who {
            Who::Named { .. } => "named",
            Who::Unnamed { .. } => "unnamed",
            Who::Unknown => "unknown",
        };
        _ = writeln!(out, "  who     {} ({sort}, {:?})", h.who.as_str(), h.kind);
    }
    for c in &a.content {
        _ = writeln!(out, "  content {}", text.slice(*c).replace('\n', " ⏎ "));
    }
    if let Some(s) = &a.said_on {
        let date = s.date.map_or("?".to_owned(), |d| d.to_string());
        _ = writeln!(
            out,
            "  said on {} = {date} ({:?})",
            text.slice(s.span),
            s.precision
        );
    }
    let rules = a
        .because
        .iter()
        .filter(|b| b.rule.contains('/'))
        .map(|b| b.rule.as_str());
    _ = writeln!(out, "  rule    {}\n", rules.collect::<Vec<_>>().join(", "));
}

fn sample(name: &str) -> String {
    let path = support::root().join("samples").join(name);
    std::fs::read_to_string(path).expect("a sample in UTF-8")
}

#[test]
fn the_agencys_original() {
    insta::assert_snapshot!(shown(&sample("01-yaraa-flood.txt")));
}

#[test]
fn a_relay_of_a_relay() {
    insta::assert_snapshot!(shown(&sample("06-sariya-relay.txt")));
}

#[test]
fn a_page_with_its_furniture() {
    insta::assert_snapshot!(shown(&sample("03-lamha-short.txt")));
}
