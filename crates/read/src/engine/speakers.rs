//! Who each hop is, from the first statement to the last: those who spoke before are the antecedents of
//! those without a written source.

use super::nesting::innermost;
use super::relays::hops;
use crate::assemble::Statement;
use crate::decide::Desk;
use crate::decide::kinds::kind;
use crate::decide::names::named;
use crate::decide::speakers::{Scene, implicit};
use crate::doc::Doc;
use crate::inflect::Part;
use crate::matcher::FoundHop;
use crate::np::NounPhrase;
use crate::rule::Where;
use crate::who::{Cast, Resolved, Spoken};
use std::ops::Range;

/// How many speakers back an implicit one is looked for.
const MEMORY: usize = 64;

/// Who each hop of each statement is.
pub(super) fn resolve(
    desk: &mut Desk,
    statements: &[Statement],
    upstream: &[Vec<Statement>],
) -> Vec<Vec<Resolved>> {
    let doc = desk.doc;
    let everyone: Vec<Statement> = statements
        .iter()
        .chain(upstream.iter().flatten())
        .cloned()
        .collect();
    let cast = Cast::gather(doc, &everyone);
    let anchors: Vec<Range<usize>> = statements.iter().map(anchor_of).collect();
    let contents = statements.iter().map(|s| s.content.iter().cloned());
    let outer = innermost(&anchors, contents);
    let inside = insides(doc, statements);
    let mut spoken: Vec<Spoken> = Vec::new();
    let mut out: Vec<Vec<Resolved>> = Vec::new();
    for (k, s) in statements.iter().enumerate() {
        let hops = hops(&upstream[k], s);
        let past = &spoken[spoken.len().saturating_sub(MEMORY)..];
        let scene = Scene {
            cast: &cast,
            past,
            level: outer[k],
            outer: outer[k].and_then(|o| out.get(o)).and_then(|who| who.last()),
            inside: &inside,
        };
        let who = of_hops(desk, &scene, s, &hops);
        if let Some(origin) = who.last() {
            spoken.push(Spoken {
                cue: s.found.anchor(),
                end: s.content.last().map_or(s.found.extent.end, |c| c.end),
                level: outer[k],
                frames: s.found.place == Where::Clause,
                source: s.found.hops.last().and_then(written),
                who: origin.clone(),
            });
        }
        out.push(who);
    }
    out
}

/// Who each hop of a statement is.
fn of_hops(desk: &mut Desk, scene: &Scene, s: &Statement, hops: &[&FoundHop]) -> Vec<Resolved> {
    // Who speaks inside somebody's words is no antecedent outside them.
    let fits = |p: &&Spoken| p.level == scene.level && !p.frames;
    let earlier: Vec<Spoken> = scene.past.iter().filter(fits).cloned().collect();
    let origin = hops.len().saturating_sub(1);
    let hop = |(h, hop): (usize, &&FoundHop)| match &hop.source {
        Some(np) => {
            let proposed = scene.cast.named(np, scene.past);
            let who = named(desk, scene.cast, hop, np, proposed, scene.past);
            with_gender_of(hop, np, who)
        }
        None if h < origin => Resolved::unknown(),
        None => {
            let proposed = match hop.unknown {
                true => Resolved::unknown(),
                false => scene.cast.implicit(s, &earlier, scene.outer),
            };
            implicit(desk, scene, hop, proposed)
        }
    };
    let who: Vec<Resolved> = hops.iter().enumerate().map(hop).collect();
    let hops = who.into_iter().zip(hops);
    hops.map(|(who, hop)| kind(desk, hop, who)).collect()
}

/// «قالت تالا النجار»: her name does not tell, the verb before it does.
fn with_gender_of(hop: &FoundHop, np: &NounPhrase, who: Resolved) -> Resolved {
    let finite = |part| matches!(part, Part::Perfect | Part::Imperfect);
    let verb = hop.form.map(|(c, _)| c).filter(|c| finite(c.part));
    let before = np.range.start >= hop.cue.end;
    let gender = verb.filter(|_| before).and_then(|c| c.agreement.gender);
    Resolved {
        gender: who.gender.or(gender),
        ..who
    }
}

fn written(hop: &FoundHop) -> Option<Range<usize>> {
    hop.source.as_ref().map(|np| np.range.clone())
}

/// In whose content each token stands, innermost.
fn insides(doc: &Doc, statements: &[Statement]) -> Vec<Option<usize>> {
    let size = |k: &usize| statements[*k].content.iter().map(Range::len).sum::<usize>();
    let mut longest_first: Vec<usize> = (0..statements.len()).collect();
    longest_first.sort_by_key(|k| std::cmp::Reverse(size(k)));
    let mut inside = vec![None; doc.len()];
    for k in longest_first {
        for content in &statements[k].content {
            inside[content.clone()].fill(Some(k));
        }
    }
    inside
}

/// The last token of the origin's cue.
fn anchor_of(s: &Statement) -> Range<usize> {
    let anchor = s.found.anchor();
    anchor..anchor + 1
}
