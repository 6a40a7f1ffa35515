//! The sentences of the tables of events are their tests: in each of `finds` the marked word tells an event that the table
//! may mean, in none of `leaves` a word of the table tells one. What fails today stands in `known_wrong`, and what is mended
//! has to be moved from there.

use musnad_read::events::families::{Family, Mark, unmarked};
use musnad_read::events::{Part, Sort};
use musnad_read::{Context, Engine, Reading};
use musnad_report::{Span, Text};
use std::ops::Range;

fn tells(engine: &Engine, text: &Text) -> (Reading, Vec<(Span, Sort)>) {
    let reading = engine.read(text, &Context::default());
    let events = reading
        .events
        .iter()
        .map(|e| (e.trigger, Sort::Event(e.kind)));
    let lasting = reading
        .arrangements
        .iter()
        .map(|a| (a.trigger, Sort::Lasting(a.kind)));
    let all = events.chain(lasting).collect();
    (reading, all)
}

/// Whether a table's sentence comes out right, and of its marked parties and status how many of how many.
fn right(engine: &Engine, n: usize, sentence: &str) -> Result<(bool, [usize; 2]), String> {
    let families = &engine.language().events.families;
    let family: &Family = &families.all[n];
    let (plain, marks) = unmarked(sentence)?;
    let text = Text::new(plain);
    let (reading, told) = tells(engine, &text);
    let trigger = |(mark, at): &(Mark, Range<usize>)| match mark {
        Mark::Trigger(status) => Some((*status, Span::new(at.start, at.end))),
        Mark::Part(_) => None,
    };
    let Some((status, at)) = marks.iter().find_map(trigger) else {
        let own = |span: Span| {
            let word = text.word(text.tokens_in(span).start);
            families
                .forms
                .read(word)
                .iter()
                .any(|(form, _)| form.verb == n)
        };
        let means = |sort: Sort| family.means.iter().any(|m| m.sort == sort);
        let free = !told.iter().any(|(span, sort)| own(*span) && means(*sort));
        return Ok((free, [0, 0]));
    };
    let means = |sort: Sort| family.means.iter().any(|m| m.sort == sort);
    let found = told
        .iter()
        .any(|(span, sort)| span.overlaps(at) && means(*sort));
    let mut parts = [0, 1];
    if let Some(e) = reading.events.iter().find(|e| e.trigger.overlaps(at)) {
        parts[0] += usize::from(e.status == status);
        for (mark, words) in &marks {
            let Mark::Part(part) = mark else { continue };
            let span = Span::new(words.start, words.end);
            let is = |p: Part, s: Span| p == *part && s.overlaps(span);
            parts[1] += 1;
            parts[0] += usize::from(e.arguments.iter().any(|a| is(a.part, a.span)));
        }
    }
    Ok((found, parts))
}

#[test]
fn tables_find_and_leave_what_their_sentences_say() {
    let engine = Engine::embedded();
    let mut wrong = Vec::new();
    let (mut sentences, mut parts) = (0, [0, 0]);
    for (n, family) in engine.language().events.families.all.iter().enumerate() {
        let held = family.finds.iter().chain(&family.leaves).map(|s| (s, true));
        let known = family.known_wrong.iter().map(|s| (s, false));
        for (sentence, holds) in held.chain(known) {
            let (right, counted) = right(&engine, n, sentence)
                .unwrap_or_else(|e| panic!("{}: {e}: {sentence}", family.id));
            sentences += 1;
            parts = [parts[0] + counted[0], parts[1] + counted[1]];
            if right != holds {
                let what = if holds { "fails" } else { "is mended" };
                wrong.push(format!("{} {what}: {sentence}", family.id));
            }
        }
    }
    println!(
        "{sentences} sentences; of their statuses and parties {} of {}",
        parts[0], parts[1]
    );
    assert!(
        wrong.is_empty(),
        "{} sentences:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
