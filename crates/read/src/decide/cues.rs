//! Which words are the heads of cues.

use super::{Desk, head};
use crate::assemble::choose::{Lost, Taken, choose};
use crate::content::Start;
use crate::doc::Doc;
use crate::judge::{Answer, Case, Features, Question, bucket, key, note};
use crate::lexicon::{Classes, Frame, VerbFlag};
use crate::matcher::{Candidate, clause_start};
use crate::np::{self, Reach};
use crate::rule::{Rule, Where};
use crate::shape::Shapes;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A word is asked whether it is a cue's head even where no rule matches; this is what is known then.
struct Proposal<'c> {
    /// The best match of a rule with this head.
    candidate: &'c Candidate,
    /// Whether the rules alone would have it, or else why not.
    lost: Option<&'static str>,
}

/// Asks of every word whether it is a cue. What rules propose for it is taken where they propose
/// something; a cue that no rule knows is taken alone, its source and content are asked for later.
pub(crate) fn cues(
    desk: &mut Desk,
    candidates: Vec<Candidate>,
    headline: Option<&Range<usize>>,
    silent: &[bool],
) -> (Vec<Candidate>, Vec<Lost>) {
    let (doc, rules) = (desk.doc, desk.rules);
    let (chosen, mut lost) = choose(doc, candidates);
    let proposals = proposals(doc, &chosen, &lost);
    let mut sure = vec![0.0; doc.len()];
    let options = [Answer::Cue(false), Answer::Cue(true)];
    for i in 0..doc.len() {
        let here = proposals.get(&i);
        if (doc.is_mark(i) || silent[i]) && here.is_none() {
            continue;
        }
        let proposed = usize::from(here.is_some_and(|p| p.lost.is_none()));
        let case = Case {
            question: Question::Cue,
            at: doc.span(i..i + 1),
            proposed,
        };
        let verdict = desk.put(&case, &options, |doc, shapes, n, f| {
            // Only «yes» is described: «no» weighs nothing.
            if n == 1 {
                word(doc, shapes, i, f);
                around(doc, shapes, i, f);
                place(doc, i, headline, f);
                ahead(doc, shapes, i, f);
                subject(doc, shapes, i, f);
                proposal(rules, shapes, i, here, f);
            }
        });
        sure[i] = match verdict.choice {
            0 => 1.0 - verdict.probability,
            _ => verdict.probability,
        };
        // Most words are no cues, nobody thinks so, and nobody asks.
        if here.is_some() || verdict.choice == 1 {
            desk.keep(&case, &options, &verdict);
        }
    }
    drop(proposals);
    let chosen = keep(doc, chosen, &mut lost, &sure);
    (chosen, lost)
}

/// From this probability on a word is taken for a cue; it was chosen on the set `tune`. Where source and
/// content turn out to be unsure as well, the statement is left out at the end.
const ENOUGH: f32 = 0.45;

/// The candidates whose heads are cues, and for a cue without a candidate one of its own.
fn keep(doc: &Doc, chosen: Vec<Candidate>, lost: &mut Vec<Lost>, sure: &[f32]) -> Vec<Candidate> {
    let mut taken = Taken::new(doc.len());
    let mut kept: Vec<Candidate> = Vec::new();
    let mut others = std::mem::take(lost);
    others.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then(a.rule.cmp(&b.rule)));
    let chosen = chosen
        .into_iter()
        .map(|c| (c, "no cue, as the model sees it"));
    for (c, why) in chosen.chain(others) {
        if probability(doc, &c, sure) >= ENOUGH && !c.cue_tokens().any(|t| taken.cues[t]) {
            taken.take(&c);
            kept.push(c);
        } else {
            lost.push((c, why));
        }
    }
    for i in (0..doc.len()).filter(|&i| sure[i] >= ENOUGH) {
        if !taken.cues[i] {
            let c = Candidate::alone(doc, i);
            taken.take(&c);
            kept.push(c);
        }
    }
    kept
}

/// How sure it is that all heads of a candidate are cues; one without a cue of its own only ends a
/// content, which nobody doubts.
fn probability(doc: &Doc, c: &Candidate, sure: &[f32]) -> f32 {
    let heads = c.hops.iter().map(|h| sure[head(doc, &h.cue)]);
    match c.hops.len() {
        0 => 1.0,
        n => heads.sum::<f32>() / n as f32,
    }
}

/// The best candidate for each head.
fn proposals<'c>(
    doc: &Doc,
    chosen: &'c [Candidate],
    lost: &'c [Lost],
) -> FxHashMap<usize, Proposal<'c>> {
    let mut out: FxHashMap<usize, Proposal<'c>> = FxHashMap::default();
    let all = chosen.iter().map(|c| (c, None));
    let all = all.chain(lost.iter().map(|(c, why)| (c, Some(*why))));
    for (candidate, lost) in all {
        for hop in &candidate.hops {
            let better = |p: &Proposal| {
                (p.lost.is_some(), -p.candidate.score) <= (lost.is_some(), -candidate.score)
            };
            let at = head(doc, &hop.cue);
            if !out.get(&at).is_some_and(better) {
                out.insert(at, Proposal { candidate, lost });
            }
        }
    }
    out
}

fn word(doc: &Doc, shapes: &Shapes, i: usize, f: &mut Features) {
    let s = shapes.at(i);
    note!(f, "cue");
    note!(f, "cue form", s.form);
    note!(f, "cue stem", s.stem);
    note!(f, "cue tag", s.tag);
    note!(f, "cue classes", s.classes);
    note!(f, "cue ends", s.ends);
    note!(f, "cue verb", s.verb);
    if let Some(stance) = doc.lexicon.noun_stance(&doc.words[i]) {
        // «أبدى المواطنون استياءهم»: the noun of a light verb is the cue.
        let owned = u64::from(doc.words[i].pron.is_some());
        note!(f, "cue noun stance", stance as u64, owned);
        note!(f, "cue light noun", owned);
    }
    for (form, attached) in &doc.words[i].cues {
        let verb = doc.verb(form);
        let lemma = key(&verb.lemma);
        let part = form.part as u64;
        note!(f, "cue lemma", lemma);
        note!(f, "cue lemma part", lemma, part);
        note!(f, "cue stance part", verb.stance as u64, part);
        note!(f, "cue person", u64::from(form.agreement.person));
        note!(f, "cue pron", part, u64::from(attached.pron.is_some()));
        note!(f, "cue def", part, u64::from(attached.def));
        note!(f, "cue prep", part, attached.prep.map_or(0, |c| c as u64));
        note!(f, "cue future" if attached.future);
        let negated = i > 0 && doc.words[i - 1].classes.any(Classes::NEG);
        for flag in VerbFlag::ALL.iter().filter(|flag| verb.is(**flag)) {
            note!(f, "cue flag", *flag as u64, part);
            note!(
                f,
                "cue flag negated",
                *flag as u64,
                part,
                u64::from(negated)
            );
        }
    }
}

fn around(_: &Doc, shapes: &Shapes, i: usize, f: &mut Features) {
    let s = shapes.at(i);
    let (a, b) = (shapes.before(i, 1), shapes.before(i, 2));
    let (y, z) = (shapes.at(i + 1), shapes.at(i + 2));
    let own = if s.cue == 0 { s.stem } else { s.cue };
    note!(f, "cue -1 form", a.form);
    note!(f, "cue -1 tag", a.tag);
    note!(f, "cue -2 tag", b.tag);
    note!(f, "cue +1 form", y.form);
    note!(f, "cue +1 tag", y.tag);
    note!(f, "cue +2 form", z.form);
    note!(f, "cue +2 tag", z.tag);
    note!(f, "cue -1 form own", a.form, own);
    note!(f, "cue -1 tag own", a.tag, own);
    note!(f, "cue verb -1 tag", s.verb, a.tag);
    note!(f, "cue verb +1 tag", s.verb, y.tag);
    note!(f, "cue verb +1 form", s.verb, y.form);
    note!(f, "cue verb +1 +2 tag", s.verb, y.tag, z.tag);
    note!(f, "cue own +1 form", own, y.form);
    note!(f, "cue own +1 tag", own, y.tag);
    note!(f, "cue own +1 +2 tag", own, y.tag, z.tag);
    note!(f, "cue -1 tag tag", a.tag, s.tag);
    note!(f, "cue tag +1 tag", s.tag, y.tag);
    note!(f, "cue -1 0 +1 tag", a.tag, s.tag, y.tag);
    note!(f, "cue 0 +1 +2 tag", s.tag, y.tag, z.tag);
}

fn place(doc: &Doc, i: usize, headline: Option<&Range<usize>>, f: &mut Features) {
    let part = doc.words[i].cues.first().map_or(9, |(c, _)| c.part as u64);
    let title = headline.is_some_and(|h| h.contains(&i));
    let sentence = doc.sentence(i);
    note!(f, "cue in headline", u64::from(title), part);
    note!(
        f,
        "cue opens sentence",
        u64::from(sentence.start == i),
        part
    );
    note!(f, "cue opens clause", u64::from(clause_start(doc, i)), part);
    note!(
        f,
        "cue quoted",
        u64::from(doc.text.quotation_of(i).is_some()),
        part
    );
    note!(f, "cue to sentence end", bucket(sentence.end - i));
}

/// Whether whoever stands behind a verb can speak, and agrees with it: «كشفت الدراسة» and «كشفت الرياح».
fn subject(doc: &Doc, shapes: &Shapes, i: usize, f: &mut Features) {
    let s = shapes.at(i);
    if s.verb == 0 && s.cue == 0 || i + 1 >= doc.len() {
        return;
    }
    let np = np::parse(doc, i + 1, doc.sentence_end(i), Reach::Short);
    let own = if s.cue == 0 { s.stem } else { s.cue };
    let Some(np) = np else {
        note!(f, "cue no subject", s.verb);
        note!(f, "cue no subject own", own);
        return;
    };
    let speaks = 1 + u64::from(np.can_speak()) + 2 * u64::from(np.name.is_some());
    let (gender, _) = np::agreement(doc, &np);
    let gender = gender.map_or(0, |g| 1 + g as u64);
    let form = doc.words[i].cues.first().map(|(form, _)| form.agreement);
    let agreement = form.map_or(9, |a| a.gender.map_or(0, |g| 1 + g as u64));
    let behind = shapes.at(np.range.end);
    note!(f, "cue subject", speaks, s.verb);
    note!(f, "cue subject own", speaks, own);
    note!(f, "cue subject classes", np.classes.bits(), s.verb);
    note!(f, "cue subject classes own", np.classes.bits(), own);
    note!(f, "cue subject agrees", gender, agreement, speaks);
    note!(f, "cue subject behind", speaks, behind.form, own);
    note!(f, "cue subject behind tag", speaks, behind.tag, s.verb);
    note!(
        f,
        "cue subject behind comp",
        speaks,
        u64::from(doc.is_comp(np.range.end))
    );
}

/// What first shows a content behind the word, and how far away.
fn ahead(doc: &Doc, shapes: &Shapes, i: usize, f: &mut Features) {
    const FAR: usize = 30;
    let own = shapes.at(i).cue;
    let part = doc.words[i].cues.first().map_or(9, |(c, _)| c.part as u64);
    let end = doc.sentence_end(i).min(i + FAR);
    let mut others = 0;
    for j in i + 1..end {
        let kind = if doc.is_comp(j) {
            1
        } else if doc.f(j) == ":" {
            2
        } else if doc.quotation_at(j).is_some() {
            3
        } else {
            others += usize::from(doc.is_finite_cue(j));
            continue;
        };
        let far = bucket(j - i);
        note!(f, "cue mark ahead", kind, far);
        note!(f, "cue mark ahead part", kind, far, part);
        note!(f, "cue mark ahead own", kind, own);
        note!(f, "cue mark ahead ends", kind, far, shapes.at(i).ends);
        note!(f, "cue mark behind verbs", kind, bucket(others));
        return;
    }
    note!(f, "cue no mark ahead", own, 0);
    note!(f, "cue no mark ahead part", part, 0);
}

fn proposal(rules: &[Rule], shapes: &Shapes, i: usize, here: Option<&Proposal>, f: &mut Features) {
    let Some(p) = here else {
        note!(f, "cue no rule");
        return;
    };
    let c = p.candidate;
    let s = shapes.at(i);
    let rule = c.rule.map_or(0, |r| key(&rules[r].id));
    let score = (c.score * 5.0).clamp(-5.0, 15.0) as i64 as u64;
    let why = p.lost.map_or(0, key);
    let source = c.hops.last().and_then(|h| h.source.as_ref());
    let speaks = source.map_or(0, |np| 1 + u64::from(np.can_speak()));
    note!(f, "cue rule", rule, why);
    note!(f, "cue rule score", score, why);
    note!(f, "cue rule source", speaks, why);
    note!(f, "cue rule own", s.cue, why);
    note!(f, "cue rule own source", s.cue, why, speaks);
    note!(f, "cue rule hops", c.hops.len() as u64, why);
    let frame = c.start.map_or(0, frame_number);
    note!(f, "cue rule frame", frame, why);
    note!(f, "cue rule frame own", frame, why, s.cue);
    for reason in &c.reasons {
        note!(
            f,
            "cue reason",
            key(reason.why),
            u64::from(p.lost.is_none())
        );
    }
    note!(f, "cue rule host" if c.place == Where::Host);
}

/// How a content is introduced, as a number.
pub(super) fn frame_number(start: Start) -> u64 {
    match start.frame {
        Frame::Clause => 1,
        Frame::Quote => 2,
        Frame::Object => 3,
        Frame::Prep(p) => 10 + p as u64,
        Frame::BiClause => 4,
        Frame::ObjectPrep(p) => 20 + p as u64,
        Frame::ObjectClause => 5,
        Frame::ObjectObject => 6,
    }
}
