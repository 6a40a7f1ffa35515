//! A cue without a written source: whom its verb means.

use super::forms::WINDOW;
use super::{Cast, Resolved, Spoken};
use crate::assemble::Statement;
use crate::inflect::Part;
use crate::lexicon::{Classes, Number};
use crate::matcher::clause_start;
use crate::np::NounPhrase;
use crate::reading::Who;

impl Cast<'_, '_> {
    /// The speaker of a cue without a written one, the first of these that there is: the noun before
    /// «الذي»; for a participle or verbal noun the speaker or subject of its sentence («…، مضيفا»);
    /// the last speaker that agrees; who speaks the words in which the cue stands; the subject of
    /// the paragraph. `earlier` are those who spoke before.
    pub fn implicit(
        &self,
        s: &Statement,
        earlier: &[Spoken],
        outer: Option<&Resolved>,
    ) -> Resolved {
        let doc = self.doc;
        let Some(hop) = s.found.hops.last() else {
            return Resolved::unknown();
        };
        let at = hop.cue.start;
        if at > 0
            && doc.words[at - 1].classes.any(Classes::REL)
            && let Some(np) = self.antecedent(at - 1)
        {
            return self.named(np, earlier);
        }
        let speaks = |r: &Resolved| r.who != Who::Unknown && agrees(s, r);
        let mut before = earlier.iter().rev().filter(|e| e.cue < at);
        let recent = before.find(|e| speaks(&e.who));
        let part = hop.form.map(|(c, _)| c.part);
        if matches!(part, Some(Part::Participle | Part::Noun)) {
            let sentence = doc.sentence(at).start;
            if let Some(e) = recent.filter(|e| e.cue >= sentence) {
                return e.who.clone();
            }
            if let Some(np) = self.subject_before(at, sentence) {
                return self.named(np, earlier);
            }
        }
        recent
            .map(|e| &e.who)
            .or_else(|| outer.filter(|r| agrees(s, r)))
            .cloned()
            .or_else(|| {
                let np = self.subject_before(at, doc.paragraph(at).start)?;
                Some(self.named(np, earlier))
            })
            .unwrap_or_else(Resolved::unknown)
    }

    /// «أمانو الذي أكد»: the noun phrase before the relative pronoun.
    fn antecedent(&self, rel: usize) -> Option<&NounPhrase> {
        let end = self.mentions.partition_point(|np| np.range.start < rel);
        let mut near = self.mentions[..end].iter().rev().take(WINDOW);
        near.find(|np| np.range.end <= rel && np.range.end + 2 >= rel)
    }

    /// The first body or person in the clause before: the subject of a verb that does not report.
    fn subject_before(&self, at: usize, from: usize) -> Option<&NounPhrase> {
        let first = self.mentions.partition_point(|np| np.range.start < from);
        self.mentions[first..]
            .iter()
            .take(4 * WINDOW)
            .take_while(|np| np.range.start < at)
            .filter(|np| np.range.end <= at)
            .find(|np| self.is_subject(np, from))
    }

    /// Whether a phrase is the subject of its clause, as far as its place tells.
    pub(crate) fn speaks_in_clause(&self, np: &NounPhrase) -> bool {
        self.is_subject(np, self.doc.sentence(np.range.start).start)
    }

    /// Whether a phrase opens its clause or follows a verb, and nothing governs it.
    fn is_subject(&self, np: &NounPhrase, from: usize) -> bool {
        let doc = self.doc;
        let i = np.range.start;
        let before = i.checked_sub(1);
        let verb =
            before.is_some_and(|b| doc.words[b].classes.any(Classes::VERB) || doc.is_finite_cue(b));
        let governed =
            before.is_some_and(|b| i > from && doc.words[b].classes.any(Classes::PREPOSITIONAL));
        doc.words[i].prep.is_none() && (verb || clause_start(doc, i)) && !governed && np.can_speak()
    }
}

/// Whether the verb of a statement can have this subject: «أضافت» no man, «أضافوا» no woman alone.
fn agrees(s: &Statement, r: &Resolved) -> bool {
    let Some((form, _)) = s.found.hops.last().and_then(|h| h.form) else {
        return true;
    };
    if form.part == Part::Noun {
        return true;
    }
    let gender = match (form.agreement.gender, r.gender) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let plural_verb = matches!(form.agreement.number, Some(Number::Plural | Number::Dual));
    gender || (plural_verb && r.number == Some(Number::Plural))
}
