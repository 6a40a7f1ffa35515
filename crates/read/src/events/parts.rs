//! Who has which part in an event.

mod describe;
mod seen;
mod verbs;

use super::judge::{Answer, Case, Judge, Question};
use super::kinds::Part;
use super::parties::Party;
use super::scene::Scene;
use super::triggers::Trigger;
use crate::judge::Features;
use musnad_report::Span;
use seen::Seen;

/// A party that has a part.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub party: usize,
    pub part: Part,
    pub probability: f32,
}

const OPTIONS: [Option<Part>; 4] = [
    None,
    Some(Part::Actor),
    Some(Part::Recipient),
    Some(Part::Place),
];

/// What is known before the parts of one event are asked for.
pub(super) struct Asking<'s> {
    /// The parties that may have a part.
    pub parties: &'s [Party],
    /// Who is known from elsewhere.
    pub known: Known,
}

/// Who may have a part in an event without standing in its sentence: where they are named.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// Whom the attribution means whose cue the trigger is.
    pub speaker: Option<Span>,
    /// On whose word it is told.
    pub teller: Option<Span>,
    /// Who did what was told last.
    pub before: Option<Span>,
}

impl Known {
    pub fn all(&self) -> impl Iterator<Item = Span> {
        [self.speaker, self.teller, self.before]
            .into_iter()
            .flatten()
    }
}

/// Asks of every party near a trigger which part it has.
pub(super) fn parts(
    scene: &Scene,
    trigger: &Trigger,
    asking: &Asking,
    judge: &mut dyn Judge,
) -> Vec<Taken> {
    let mut out: Vec<Taken> = Vec::new();
    let mut previous: Vec<Option<Part>> = vec![None; asking.parties.len()];
    let answers = OPTIONS.map(Answer::Part);
    for (n, party) in asking.parties.iter().enumerate() {
        if party.tokens.contains(&trigger.token)
            && party.mention.is_none()
            && party.tokens.len() == 1
        {
            continue;
        }
        if far(scene, trigger, party, asking) {
            continue;
        }
        let seen = Seen::new(scene, trigger, asking, n, &previous);
        let case = Case {
            question: Question::Part,
            trigger: scene.span(trigger.token..trigger.token + 1),
            at: scene.span(party.words.clone()),
            lasting: !trigger.sort.is_event(),
            proposed: seen.proposed(),
        };
        let mut describe = |o: usize, f: &mut Features| seen.describe(o as u64, f);
        let verdict = judge.choose(&case, &answers, &mut describe);
        previous[n] = OPTIONS[verdict.choice];
        if let Some(part) = OPTIONS[verdict.choice] {
            out.push(Taken {
                party: n,
                part,
                probability: verdict.probability,
            });
        }
    }
    out
}

/// So many tokens away a party of the same sentence may be.
const REACH: usize = 45;

fn far(scene: &Scene, trigger: &Trigger, party: &Party, asking: &Asking) -> bool {
    let at = party.tokens.start;
    let same = scene.doc.text.sentence_of(at) == scene.doc.text.sentence_of(trigger.token);
    let span = scene.span(party.tokens.clone());
    let special = asking.known.all().any(|s| s.overlaps(span));
    !special && (!same || at.abs_diff(trigger.token) > REACH)
}
