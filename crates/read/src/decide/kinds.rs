//! What sort of source somebody is: a person, a ministry, «مصادر مطلعة».

use super::{Desk, lemma};
use crate::doc::Doc;
use crate::judge::{Answer, Features, Question, bucket, note};
use crate::matcher::FoundHop;
use crate::np::NounPhrase;
use crate::reading::{Kind, Who};
use crate::shape::Shapes;
use crate::who::Resolved;

/// What there is to choose from. Nobody is never asked for: who is not known has no sort.
const KINDS: [Kind; 7] = [
    Kind::Person,
    Kind::Organisation,
    Kind::State,
    Kind::Agency,
    Kind::Outlet,
    Kind::Document,
    Kind::Anonymous,
];

/// The words by which somebody goes: as his source is written here, or else as he is called elsewhere.
struct Words {
    tokens: std::ops::Range<usize>,
    head: usize,
    /// Whether a name stands among them, whether «عدد من» before them, whether they are written here.
    traits: u64,
}

/// The sort of `who`, whom the cue of `hop` means.
pub(crate) fn kind(desk: &mut Desk, hop: &FoundHop, who: Resolved) -> Resolved {
    let (Who::Named { at, .. } | Who::Unnamed { at, .. }) = &who.who else {
        return who;
    };
    let called = desk.doc.text.tokens_in(*at);
    let words = match &hop.source {
        Some(np) => Words::written(np),
        None if called.is_empty() => return who,
        None => Words {
            head: called.start,
            tokens: called.clone(),
            traits: 0,
        },
    };
    let proposed = KINDS.iter().position(|k| *k == who.kind).unwrap_or(0);
    let answers = KINDS.map(Answer::Kind);
    let at = desk.doc.span(hop.cue.clone());
    let verdict = desk.ask(
        Question::Kind,
        at,
        &answers,
        proposed,
        |doc, shapes, n, f| {
            let (n, of_rules) = (n as u64, proposed as u64);
            note!(f, "kind proposed", u64::from(n == of_rules));
            note!(f, "kind of rules", n, of_rules);
            describe(doc, shapes, &words, n, of_rules, f);
            around(doc, shapes, hop, n, f);
            for i in called.clone() {
                note!(f, "kind called", n, shapes.at(i).stem);
            }
        },
    );
    let kind = KINDS[verdict.choice];
    Resolved {
        who: called_as(who.who, kind),
        kind,
        ..who
    }
}

/// Law 6: who is of no name and who has one are told apart by their sort, and by nothing else.
fn called_as(who: Who, kind: Kind) -> Who {
    match (who, kind) {
        (Who::Named { name, at }, Kind::Anonymous) => Who::Unnamed { words: name, at },
        (Who::Unnamed { words, at }, sort) if sort != Kind::Anonymous => {
            Who::Named { name: words, at }
        }
        (who, _) => who,
    }
}

impl Words {
    fn written(np: &NounPhrase) -> Words {
        Words {
            tokens: np.range.clone(),
            head: np.head,
            traits: 1 | u64::from(np.name.is_some()) << 1 | u64::from(np.quantified) << 2,
        }
    }
}

fn describe(doc: &Doc, shapes: &Shapes, words: &Words, n: u64, of_rules: u64, f: &mut Features) {
    let head = shapes.at(words.head);
    let next = shapes.at(words.head + 1);
    let definite = u64::from(doc.words[words.head].def);
    note!(f, "kind head", n, head.stem);
    note!(f, "kind head form", n, head.form);
    note!(f, "kind head tag", n, head.tag);
    note!(f, "kind head classes", n, head.classes);
    note!(f, "kind head definite", n, head.stem, definite);
    note!(f, "kind head next", n, head.stem, next.tag);
    note!(f, "kind head rules", n, of_rules, head.tag);
    note!(f, "kind traits", n, words.traits, definite);
    note!(f, "kind traits rules", n, words.traits, of_rules);
    note!(
        f,
        "kind length",
        n,
        bucket(words.tokens.len()),
        words.traits
    );
    for i in words.tokens.clone() {
        let word = shapes.at(i);
        note!(f, "kind word", n, word.stem);
        note!(f, "kind word tag", n, word.tag);
    }
}

/// The cue: «كشفت الدراسة», «ذكرت صحيفة».
fn around(doc: &Doc, shapes: &Shapes, hop: &FoundHop, n: u64, f: &mut Features) {
    note!(f, "kind lemma", n, lemma(doc, shapes, hop));
    note!(f, "kind cue", n, shapes.at(hop.cue.start).form);
    note!(f, "kind behind cue", n, shapes.before(hop.cue.start, 1).tag);
    if let Some((form, _)) = hop.form {
        let agreement = form.agreement;
        let gender = agreement.gender.map_or(0, |g| 1 + g as u64);
        let number = agreement.number.map_or(0, |n| 1 + n as u64);
        note!(f, "kind agreement", n, gender, number);
    }
}
