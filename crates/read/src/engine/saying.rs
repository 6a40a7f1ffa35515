//! What the act of saying is: its stance and its time.

use crate::assemble::Statement;
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Classes, VerbFlag};
use crate::reading::{SaidOn, Stance};
use crate::rule::Where;
use crate::times::{Dated, first_in};

/// A light verb's noun is among so many words.
const NOUN_WITHIN: usize = 4;

/// The stance of the cue nearest to the content; a light verb takes that of its noun, a negation
/// turns some around.
pub(super) fn stance(doc: &Doc, s: &Statement) -> Stance {
    let Some(hop) = s.found.hops.last() else {
        return Stance::State;
    };
    let Some((form, _)) = hop.form else {
        return Stance::State;
    };
    let verb = doc.verb(&form);
    if verb.is(VerbFlag::Light) {
        return stance_of_noun(doc, s).unwrap_or(verb.stance);
    }
    let negated = hop.cue.len() > 1 && doc.words[hop.cue.start].classes.any(Classes::NEG);
    match (negated, verb.stance) {
        // «لم يستبعد» holds it possible, «لم ينف» leaves it standing.
        (true, Stance::Deny) if verb.is(VerbFlag::Doubt) => Stance::Opine,
        (true, Stance::Deny) => Stance::State,
        (true, Stance::Support) => Stance::Reject,
        (_, stance) => stance,
    }
}

/// «أعرب عن إدانته», «أبدى استعداده»: the noun is among the first words of the content.
fn stance_of_noun(doc: &Doc, s: &Statement) -> Option<Stance> {
    let first = s.content.first()?.clone().take(NOUN_WITHIN);
    first.into_iter().find_map(|i| {
        let word = &doc.words[i];
        let noun = word.cues.iter().find(|(c, _)| c.part == Part::Noun);
        let own = noun.map(|(c, _)| doc.verb(c).stance);
        doc.lexicon.noun_stance(word).or(own)
    })
}

/// A time between the words of the cue, the source and the content, or just before the cue.
pub(super) fn said_on(s: &Statement, dated: &[Dated]) -> Option<SaidOn> {
    let hop = s.found.hops.last()?;
    let end = s.found.start.map_or(s.found.extent.end, |st| st.at);
    if s.found.place != Where::Slot {
        return first_in(dated, &(hop.cue.end..s.found.extent.end));
    }
    let after_cue = hop.cue.end;
    let gaps = match &hop.source {
        None => [after_cue..end, 0..0, 0..0],
        Some(np) => [
            np.range.end.max(after_cue)..end,
            after_cue..np.range.start,
            np.range.end..hop.cue.start,
        ],
    };
    let mut gaps = gaps.into_iter().filter(|gap| !gap.is_empty());
    gaps.find_map(|gap| first_in(dated, &gap))
}
