//! Every rule by its own examples: `finds` must be found, `leaves` must be left, and what is
//! `known_wrong` must still be wrong, or be moved to `finds`.
//!
//! In an example `[cue=…]`, `[source=…]` and `[content=…]` mark what the rule has to find there,
//! in the order of the hops; `[=…]` marks a content to which the rule sets an end without giving
//! a hop of its own.

mod support;

use musnad_read::{Attribution, Engine, Reading};
use musnad_report::{Span, Text};
use std::fmt::Write as _;
use std::ops::Range;

/// A sentence and the spans that are marked in it.
struct Example {
    text: String,
    marks: Vec<(String, Range<usize>)>,
}

/// Takes the marks off. `Err` says what is wrong with them.
fn parse(marked: &str) -> Result<Example, String> {
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find(['[', ']']) {
        text.push_str(&rest[..at]);
        let inner = &rest[at + 1..];
        if rest[at..].starts_with('[') {
            let Some((name, after)) = inner.split_once('=') else {
                return Err("a mark is opened without «name=»".to_owned());
            };
            if !["cue", "source", "content", ""].contains(&name) {
                return Err(format!("unknown mark {name:?}"));
            }
            open.push((name.to_owned(), text.len()));
            rest = after;
        } else {
            let (name, start) = open.pop().ok_or("a mark is closed that was never opened")?;
            marks.push((name, start..text.len()));
            rest = inner;
        }
    }
    if !open.is_empty() {
        return Err("a mark is never closed".to_owned());
    }
    text.push_str(rest);
    marks.sort_by_key(|(_, r)| r.start);
    Ok(Example { text, marks })
}

/// What an example shows when it is read.
struct Trial {
    text: Text,
    reading: Reading,
    marks: Vec<(String, Range<usize>)>,
}

impl Trial {
    fn of(example: &str) -> Result<Trial, String> {
        let Example { text, marks } = parse(example)?;
        let text = Text::new(text);
        let reading = support::proposed(&text);
        Ok(Trial {
            text,
            reading,
            marks,
        })
    }

    fn marked(&self, name: &str) -> Vec<&str> {
        let of_name = self.marks.iter().filter(|(n, _)| n == name);
        of_name
            .map(|(_, r)| &self.text.as_str()[r.clone()])
            .collect()
    }

    /// Whether the words at `span` are exactly those of a mark, punctuation at the ends aside.
    fn is(&self, span: Span, mark: &Range<usize>) -> bool {
        self.ends(span.range()) == self.ends(mark.clone())
    }

    fn ends(&self, r: Range<usize>) -> Range<usize> {
        let words = &self.text.as_str()[r.clone()];
        let short = support::trimmed(words);
        if short.is_empty() {
            return r; // A colon is a cue as well.
        }
        let start = r.start + (short.as_ptr() as usize - words.as_ptr() as usize);
        start..start + short.len()
    }

    /// Whether every mark of this name is among `spans`, in their order.
    fn all_among(&self, name: &str, spans: &[Span]) -> bool {
        let mut rest = spans.iter();
        let mut marks = self.marks.iter().filter(|(n, _)| n == name);
        marks.all(|(_, m)| rest.any(|s| self.is(*s, m)))
    }

    fn used(&self, rule: &str) -> Vec<&Attribution> {
        let used = |a: &&Attribution| a.because.iter().any(|b| b.rule == rule);
        self.reading.attributions.iter().filter(used).collect()
    }

    /// Whether the rule found all that is marked, and every unnamed mark is somebody's content.
    fn found(&self, rule: &str) -> bool {
        let named = self.marks.iter().any(|(n, _)| !n.is_empty());
        let whole = |a: &&Attribution| {
            let cues: Vec<Span> = a.chain.iter().map(|h| h.cue).collect();
            let sources: Vec<Span> = a.chain.iter().filter_map(|h| h.source).collect();
            self.all_among("cue", &cues)
                && self.all_among("source", &sources)
                && self.all_among("content", &a.content)
        };
        (!named || self.used(rule).iter().any(whole)) && self.contents_hold()
    }

    fn contents_hold(&self) -> bool {
        let contents = || self.reading.attributions.iter().flat_map(|a| &a.content);
        let mut marks = self.marks.iter().filter(|(n, _)| n.is_empty());
        marks.all(|(_, m)| contents().any(|c| self.is(*c, m)))
    }

    /// What was read instead, one attribution a line.
    fn shown(&self) -> String {
        let mut out = String::new();
        for a in &self.reading.attributions {
            let part = |s: Option<Span>| s.map_or("–", |s| self.text.slice(s));
            let chain = a
                .chain
                .iter()
                .map(|h| format!("{} / {}", part(Some(h.cue)), part(h.source)));
            let content: Vec<&str> = a.content.iter().map(|c| self.text.slice(*c)).collect();
            let rules = a.because.iter().filter(|b| b.rule.contains('/'));
            let rules: Vec<&str> = rules.map(|b| b.rule.as_str()).collect();
            let chain = chain.collect::<Vec<_>>().join(" → ");
            _ = write!(
                out,
                "\n      read: {chain} : {} ({})",
                content.join(" … "),
                rules.join(", ")
            );
        }
        if out.is_empty() {
            "\n      read: nothing".to_owned()
        } else {
            out
        }
    }
}

/// What is wrong with an example of a rule, or nothing.
type Check = fn(&Trial, &str) -> Option<&'static str>;

fn finds(t: &Trial, rule: &str) -> Option<&'static str> {
    if t.marks.is_empty() {
        return Some("marks nothing that the rule should find");
    }
    (!t.found(rule)).then_some("is not found as marked")
}

fn leaves(t: &Trial, rule: &str) -> Option<&'static str> {
    if ["cue", "source", "content"]
        .iter()
        .any(|n| !t.marked(n).is_empty())
    {
        return Some("marks what the rule should not find");
    }
    if !t.used(rule).is_empty() {
        return Some("is found and should be left");
    }
    (!t.contents_hold()).then_some("lost the content that is marked")
}

fn known_wrong(t: &Trial, rule: &str) -> Option<&'static str> {
    if t.marks.is_empty() {
        return t
            .used(rule)
            .is_empty()
            .then_some("is left now: move it to `leaves`");
    }
    t.found(rule).then_some("is found now: move it to `finds`")
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let rules = &support::ENGINE.language().rules;
    let mut complaints = Vec::new();
    for rule in rules {
        let lists: [(&str, &[String], Check); 3] = [
            ("finds", &rule.finds, finds),
            ("leaves", &rule.leaves, leaves),
            ("known_wrong", &rule.known_wrong, known_wrong),
        ];
        for (list, examples, check) in lists {
            for example in examples {
                let complaint = match Trial::of(example) {
                    Err(problem) => Some(format!("has a broken mark: {problem}")),
                    Ok(t) => check(&t, &rule.id).map(|c| format!("{c}{}", t.shown())),
                };
                complaints.extend(
                    complaint.map(|c| format!("{} {list}\n      {example}\n      {c}", rule.id)),
                );
            }
        }
    }
    let n = complaints.len();
    assert!(
        n == 0,
        "{n} examples do not hold:\n\n{}\n",
        complaints.join("\n\n")
    );
}

#[test]
fn every_rule_is_explained_and_has_examples_enough() {
    for rule in &support::ENGINE.language().rules {
        let words = rule.what.split_whitespace().count();
        assert!(
            words >= 4 && rule.what.ends_with('.'),
            "{}: `what` is no sentence",
            rule.id
        );
        let shown = rule.finds.len() + rule.known_wrong.len();
        assert!(
            rule.finds.len() >= 2 && shown >= 3,
            "{}: at least three sentences to find",
            rule.id
        );
        assert!(
            rule.leaves.len() >= 2,
            "{}: at least two sentences to leave",
            rule.id
        );
        let mut all: Vec<&String> = [&rule.finds, &rule.leaves, &rule.known_wrong]
            .into_iter()
            .flatten()
            .collect();
        let n = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), n, "{}: an example stands there twice", rule.id);
    }
}

/// The engine carries its data inside; what is tested here is what lies in the repository.
#[test]
fn the_built_in_data_is_that_of_the_repository() {
    let built_in = Engine::embedded();
    assert_eq!(
        built_in.language().version,
        support::ENGINE.language().version,
        "a file of lang/ar was added or taken away since the last build: touch crates/read/src/engine.rs"
    );
}

#[test]
fn marks_are_taken_off() {
    let e = parse("ثم [cue=قال] [source=فلان] [content=إن [=الجسر] سقط].").expect("well marked");
    assert_eq!(e.text, "ثم قال فلان إن الجسر سقط.");
    let shown: Vec<(&str, &str)> = e
        .marks
        .iter()
        .map(|(n, r)| (n.as_str(), &e.text[r.clone()]))
        .collect();
    let whole = ("content", "إن الجسر سقط");
    assert_eq!(
        shown,
        [("cue", "قال"), ("source", "فلان"), whole, ("", "الجسر")]
    );
}

#[test]
fn broken_marks_are_named() {
    for (marked, problem) in [
        ("قال [فلان] إن", "without «name=»"),
        ("[verb=قال] فلان", "unknown mark"),
        ("[cue=قال فلان", "never closed"),
        ("قال] فلان", "never opened"),
    ] {
        let complaint = parse(marked).err().unwrap_or_default();
        assert!(complaint.contains(problem), "{marked}: {complaint:?}");
    }
}
