//! Counting. An event is found where a trigger shares a word with gold's; all else is counted of found events whose
//! type is right, against all of gold's.
//!
//! | figure | right |
//! |---|---|
//! | `trigger` | the word tells an event in gold too |
//! | `type` | and it is of the same type; `type NAME` by types, `type macro` the mean of F1 over those that gold has |
//! | `actor` `recipient` `place` | the same party: its words begin with the same noun, or it is named there, or has the same name |
//! | `time` | the expressions share a word |
//! | `status` `word` | P: of found events; R: of all in gold |
//! | `about` | the trigger of the other event shares a word with gold's |
//! | `whole` | type, status, actors, recipients and on whose word, all of them right |

use super::{Argument, Event, Told};
use crate::figures::Count;
use crate::layer::Reached;
use crate::mentions::score::ByType;
use crate::normal::same_name;
use musnad_read::events::{EventType, Part};
use musnad_report::{Span, Text};

/// Compares what was found in a text with gold.
pub fn compare(gold: &Told, found: &Told) -> ByType {
    let pairs = paired(gold, found);
    let mut out = ByType::default();
    let mut count = |figure: &str, right: usize, predicted: usize, gold: usize| {
        let sum = out.0.entry(figure.to_owned()).or_default();
        sum.right += right;
        sum.predicted += predicted;
        sum.gold += gold;
    };
    let (n, m) = (found.events.len(), gold.events.len());
    count("trigger", pairs.len(), n, m);
    let typed: Vec<(&Event, &Event)> = pairs
        .iter()
        .map(|&(g, f)| (&gold.events[g], &found.events[f]))
        .filter(|(g, f)| g.kind == f.kind)
        .collect();
    count("type", typed.len(), n, m);
    for kind in EventType::ALL {
        let of = |events: &[Event]| events.iter().filter(|e| e.kind == kind).count();
        let right = typed.iter().filter(|(g, _)| g.kind == kind).count();
        count(
            &format!("type {}", kind.name()),
            right,
            of(&found.events),
            of(&gold.events),
        );
    }
    for (part, name) in PARTS {
        let of = |events: &[Event]| events.iter().map(|e| with(e, part).count()).sum();
        let right = typed
            .iter()
            .map(|(g, f)| shared(&gold.text, g, f, part))
            .sum();
        count(name, right, of(&found.events), of(&gold.events));
    }
    let is =
        |right: &dyn Fn(&Event, &Event) -> bool| typed.iter().filter(|(g, f)| right(g, f)).count();
    let has =
        |events: &[Event], has: &dyn Fn(&Event) -> bool| events.iter().filter(|e| has(e)).count();
    let near =
        |a: Option<Span>, b: Option<Span>| matches!((a, b), (Some(a), Some(b)) if a.overlaps(b));
    let time = |e: &Event| e.time.is_some();
    count(
        "time",
        is(&|g, f| near(g.time, f.time)),
        has(&found.events, &time),
        has(&gold.events, &time),
    );
    let about = |e: &Event| e.about.is_some();
    count(
        "about",
        is(&|g, f| near(g.about, f.about)),
        has(&found.events, &about),
        has(&gold.events, &about),
    );
    for (k, name) in [(0, "killed"), (1, "injured")] {
        let toll = move |e: &Event| e.toll[k].is_some();
        let right = is(&|g, f| g.toll[k].is_some() && g.toll[k] == f.toll[k]);
        count(
            name,
            right,
            has(&found.events, &toll),
            has(&gold.events, &toll),
        );
    }
    count("status", is(&|g, f| g.status == f.status), typed.len(), m);
    count("word", is(&|g, f| same_word(g, f)), typed.len(), m);
    count("whole", is(&|g, f| whole(&gold.text, g, f)), n, m);
    lasting(gold, found, &mut count);
    out
}

const PARTS: [(Part, &str); 3] = [
    (Part::Actor, "actor"),
    (Part::Recipient, "recipient"),
    (Part::Place, "place"),
];

fn lasting(gold: &Told, found: &Told, count: &mut impl FnMut(&str, usize, usize, usize)) {
    let right = gold.arrangements.iter().filter(|g| {
        found
            .arrangements
            .iter()
            .any(|f| f.kind == g.kind && f.trigger.overlaps(g.trigger))
    });
    count(
        "arrangement",
        right.count(),
        found.arrangements.len(),
        gold.arrangements.len(),
    );
}

/// Which event of gold each found one is: the same type before another, each once.
fn paired(gold: &Told, found: &Told) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for same in [true, false] {
        for (g, event) in gold.events.iter().enumerate() {
            if out.iter().any(|(taken, _)| *taken == g) {
                continue;
            }
            let free = |f: usize| out.iter().all(|(_, taken)| *taken != f);
            let fits = |f: &usize| {
                let other = &found.events[*f];
                other.trigger.overlaps(event.trigger)
                    && (!same || other.kind == event.kind)
                    && free(*f)
            };
            if let Some(f) = (0..found.events.len()).find(fits) {
                out.push((g, f));
            }
        }
    }
    out.sort_unstable();
    out
}

fn with(event: &Event, part: Part) -> impl Iterator<Item = &Argument> {
    event.arguments.iter().filter(move |a| a.part == part)
}

/// How many arguments of this part are the same, each once.
fn shared(text: &Text, gold: &Event, found: &Event, part: Part) -> usize {
    matched(
        text,
        &with(gold, part).collect::<Vec<_>>(),
        &with(found, part).collect::<Vec<_>>(),
    )
}

fn matched(text: &Text, gold: &[&Argument], found: &[&Argument]) -> usize {
    let mut free = vec![true; found.len()];
    let mut right = 0;
    for g in gold {
        if let Some(k) = (0..found.len()).find(|&k| free[k] && same_party(text, g, found[k])) {
            free[k] = false;
            right += 1;
        }
    }
    right
}

/// Whether both are the same party.
pub fn same_party(text: &Text, gold: &Argument, found: &Argument) -> bool {
    let head = |span: Span| {
        let tokens = text.tokens_in(span);
        let counts = |t: &usize| is_count(text.word(*t));
        tokens.clone().find(|t| !counts(t)).unwrap_or(tokens.start)
    };
    let first = head(gold.span);
    let begins = |span: &Span| head(*span) == first;
    begins(&found.span)
        || found.elsewhere.iter().any(begins)
        || found
            .elsewhere
            .iter()
            .any(|s| *s == gold.span || s.end == gold.span.end && s.len() * 2 > gold.span.len())
        || gold
            .names
            .iter()
            .any(|g| found.names.iter().any(|f| same_name(f, g)))
}

/// Numbers and words that count stand before whom they count.
fn is_count(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(
            word.strip_prefix('و').unwrap_or(word),
            "عشرات"
                | "مئات"
                | "الاف"
                | "عدد"
                | "من"
                | "بعض"
                | "جميع"
                | "كل"
                | "عده"
                | "اكثر"
                | "نحو"
                | "حوالي"
        )
}

fn same_word(gold: &Event, found: &Event) -> bool {
    match (gold.word.is_empty(), found.word.is_empty()) {
        (true, true) => true,
        (false, false) => gold
            .word
            .iter()
            .any(|g| found.word.iter().any(|f| f.overlaps(*g))),
        _ => false,
    }
}

/// All that makes an event: in dealings of equals it is no matter who is the actor and who the recipient.
fn whole(text: &Text, gold: &Event, found: &Event) -> bool {
    let parts = |e: &Event| -> [usize; 2] {
        [Part::Actor, Part::Recipient].map(|part| with(e, part).count())
    };
    let same = |part: Part| {
        let n = with(gold, part).count();
        n == with(found, part).count() && shared(text, gold, found, part) == n
    };
    let both = |e: &Event| -> Vec<Argument> {
        let sides = e.arguments.iter().filter(|a| a.part != Part::Place);
        sides.cloned().collect()
    };
    let equals = || {
        let (g, f) = (both(gold), both(found));
        let (g, f): (Vec<&Argument>, Vec<&Argument>) = (g.iter().collect(), f.iter().collect());
        gold.kind.mutual() && g.len() == f.len() && matched(text, &g, &f) == g.len()
    };
    let parties = same(Part::Actor) && same(Part::Recipient)
        || (parts(gold)[1] == 0 || parts(found)[1] == 0) && equals();
    parties && gold.status == found.status && same_word(gold, found)
}

/// What is held to floors: F1 of each figure, the mean over types, and the share of found events whose status and
/// word are right.
pub fn reached(counts: &ByType) -> Reached {
    let mut out: Reached = counts
        .0
        .iter()
        .map(|(figure, count)| (figure.clone(), count.rates().f1))
        .collect();
    let types = counts
        .0
        .iter()
        .filter(|(f, c)| f.starts_with("type ") && c.gold > 0);
    let types: Vec<f64> = types.map(|(_, c)| c.f1()).collect();
    if !types.is_empty() {
        let mean = types.iter().sum::<f64>() / types.len() as f64;
        out.insert("type macro".to_owned(), mean);
    }
    for figure in ["status", "word", "whole"] {
        let count = counts.0.get(figure).copied().unwrap_or(Count::default());
        out.insert(format!("{figure} precision"), count.rates().p);
    }
    out
}

/// As lines.
pub fn table(counts: &ByType) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for (figure, count) in &counts.0 {
        let rates = count.rates();
        let _ = writeln!(
            out,
            "  {figure:<14} P {:.3}  R {:.3}  F1 {:.3}  ({} of {} found, {} wanted)",
            rates.p, rates.r, rates.f1, count.right, count.predicted, count.gold
        );
    }
    let reached = reached(counts);
    if let Some(mean) = reached.get("type macro") {
        let _ = writeln!(out, "  {:<14} F1 {mean:.3}", "type macro");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_read::events::Status;

    const TEXT: &str = "قصفت روسيا مواقع المسلحين ونفت طهران طلب الدعم من موسكو";

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).expect("stands there");
        Span::new(start, start + words.len())
    }

    fn argument(part: Part, words: &str) -> Argument {
        Argument {
            part,
            span: span(words),
            elsewhere: Vec::new(),
            names: vec![words.to_owned()],
        }
    }

    fn event(trigger: &str, kind: EventType, status: Status, arguments: Vec<Argument>) -> Event {
        Event {
            trigger: span(trigger),
            kind,
            status,
            arguments,
            time: None,
            word: Vec::new(),
            about: None,
            toll: [None; 2],
        }
    }

    fn told(events: Vec<Event>) -> Told {
        Told {
            id: "x".to_owned(),
            text: Text::new(TEXT),
            published: None,
            events,
            arrangements: Vec::new(),
        }
    }

    fn counted(counts: &ByType, figure: &str) -> [usize; 3] {
        let count = counts.0[figure];
        [count.right, count.predicted, count.gold]
    }

    /// Two events in gold, «قصفت» and «طلب»; found are «قصفت» with an actor too many, «طلب» of another status, and one that
    /// is none.
    #[test]
    fn each_layer_is_counted_by_itself() {
        let shelled = |more: Vec<Argument>| {
            let mut arguments = vec![
                argument(Part::Actor, "روسيا"),
                argument(Part::Recipient, "مواقع المسلحين"),
            ];
            arguments.extend(more);
            event("قصفت", EventType::Assault, Status::Happened, arguments)
        };
        let asked = |status| {
            let mut asked = event(
                "طلب",
                EventType::Request,
                status,
                vec![argument(Part::Actor, "طهران")],
            );
            asked.word = vec![span("ونفت")];
            asked
        };
        let gold = told(vec![shelled(vec![]), asked(Status::Denied)]);
        let made_up = event("الدعم", EventType::Aid, Status::Happened, vec![]);
        let too_many = vec![argument(Part::Actor, "طهران")];
        let found = told(vec![shelled(too_many), asked(Status::Happened), made_up]);
        let counts = compare(&gold, &found);
        assert_eq!(counted(&counts, "trigger"), [2, 3, 2]);
        assert_eq!(counted(&counts, "type"), [2, 3, 2]);
        assert_eq!(counted(&counts, "type AID"), [0, 1, 0]);
        assert_eq!(counted(&counts, "actor"), [2, 3, 2]);
        assert_eq!(counted(&counts, "recipient"), [1, 1, 1]);
        assert_eq!(counted(&counts, "status"), [1, 2, 2]);
        assert_eq!(counted(&counts, "word"), [2, 2, 2]);
        // The one has an actor too many, the other another status.
        assert_eq!(counted(&counts, "whole"), [0, 3, 2]);
        assert_eq!(counted(&compare(&gold, &gold), "whole"), [2, 2, 2]);
        let reached = reached(&counts);
        assert!(
            (reached["type macro"] - 1.0).abs() < 1e-9,
            "AID is not in gold"
        );
        assert!((reached["status precision"] - 0.5).abs() < 1e-9);
    }

    #[test]
    fn in_dealings_of_equals_sides_may_be_changed() {
        let met = |sides: [(Part, &str); 2]| {
            let sides = sides.map(|(part, words)| argument(part, words));
            told(vec![event(
                "الدعم",
                EventType::Consult,
                Status::Happened,
                sides.to_vec(),
            )])
        };
        let gold = met([(Part::Actor, "طهران"), (Part::Actor, "موسكو")]);
        let sided = met([(Part::Recipient, "طهران"), (Part::Actor, "موسكو")]);
        assert_eq!(counted(&compare(&gold, &sided), "whole"), [1, 1, 1]);
        let other = met([(Part::Recipient, "طهران"), (Part::Actor, "روسيا")]);
        assert_eq!(counted(&compare(&gold, &other), "whole"), [0, 1, 1]);
    }

    #[test]
    fn a_party_is_the_same_by_its_noun_or_its_name() {
        let text = Text::new(TEXT);
        let gold = argument(Part::Actor, "مواقع المسلحين");
        assert!(same_party(&text, &gold, &argument(Part::Actor, "مواقع")));
        assert!(!same_party(
            &text,
            &gold,
            &argument(Part::Actor, "المسلحين")
        ));
    }
}
