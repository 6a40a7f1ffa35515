//! Before which token a content ends.

use super::Scene;
use crate::doc::Doc;
use crate::judge::{Features, bucket, note};
use crate::lexicon::Classes;
use crate::shape::{Shape, Shapes};
use musnad_report::Quotation;

/// The longest content that is looked for, in tokens and sentences.
const LONGEST: usize = 220;
const SENTENCES: usize = 4;

/// Where a content may end: before a mark, a conjunction or a connective, before another statement,
/// behind a quotation. Marks at the very end are off already.
pub(super) fn options(
    doc: &Doc,
    scene: &Scene,
    start: usize,
    proposed: Option<usize>,
) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    let mut sentences = 0;
    let limit = doc.len().min(start + LONGEST);
    let paragraph = doc.paragraph(start.min(doc.len() - 1)).end;
    for e in start + 1..=limit.min(paragraph) {
        let closes = doc.quotation_closed_at(e - 1).is_some() && doc.f(e - 1) != ")";
        if doc.is_mark(e - 1) && !closes {
            continue;
        }
        let last = e == doc.len() || e == paragraph;
        let boundary = last || closes || doc.is_mark(e) || doc.words[e].conj || {
            let c = doc.classes(e);
            let opener = Classes::CLAUSE_OPENER
                .union(Classes::PREP)
                .union(Classes::ADVERB)
                .union(Classes::ADV)
                .union(Classes::ADJUNCT_PREP)
                .union(Classes::ASIDE)
                .union(Classes::REL)
                .union(Classes::TIME);
            c.any(opener) || !doc.words[e].cues.is_empty() || doc.words[e].prep.is_some()
        };
        if boundary || scene.stops.begins(e, scene.k).is_some() {
            out.push(e);
        }
        if !last && matches!(doc.f(e), "." | "؟" | "!") {
            sentences += 1;
            if sentences == SENTENCES {
                break;
            }
        }
    }
    if let Some(p) = proposed.filter(|p| !out.contains(p)) {
        out.push(p);
    }
    out
}

/// A possible end: one past the last token of a content that begins at `start`.
struct End<'e> {
    start: usize,
    e: usize,
    /// How the content begins: with «أن», with a quotation, behind a colon, with none of these.
    kind: u64,
    quote: Option<&'e Quotation>,
    /// Whether the rules' choice lies before it, is it, or lies behind it.
    order: u64,
    /// The last token, and the next two.
    last: Shape,
    next: Shape,
    after: Shape,
    words: u64,
}

/// What speaks for and against the end `e`, of which `proposed` is the rules' choice.
pub(super) fn describe(
    doc: &Doc,
    shapes: &Shapes,
    scene: &Scene,
    start: usize,
    e: usize,
    proposed: Option<usize>,
    f: &mut Features,
) {
    let behind_comp = || {
        doc.is_comp(start)
            .then(|| doc.quotation_at(start + 1))
            .flatten()
    };
    let quote = doc.quotation_at(start).or_else(behind_comp);
    let end = End {
        start,
        e,
        kind: u64::from(doc.is_comp(start))
            + 2 * u64::from(quote.is_some())
            + 4 * u64::from(start > 0 && doc.f(start - 1) == ":"),
        quote,
        order: proposed.map_or(9, |p| p.cmp(&e) as i8 as u64),
        last: shapes.before(e, 1),
        next: shapes.at(e),
        after: shapes.at(e + 1),
        words: bucket(doc.words_in(start..e)),
    };
    end.words_around(doc, shapes, f);
    end.length(doc, scene, f);
    end.sentences(doc, f);
    end.quotations(doc, f);
    end.statements(doc, scene, f);
    end.verbs(doc, shapes, scene, f);
    end.speaker(doc, shapes, scene, f);
}

impl End<'_> {
    fn words_around(&self, doc: &Doc, shapes: &Shapes, f: &mut Features) {
        let (b, a) = (shapes.before(self.e, 2), self.last);
        let (z, y, x) = (self.next, self.after, shapes.at(self.e + 2));
        let (kind, order) = (self.kind, self.order);
        note!(f, "end order", order, kind);
        note!(f, "end order next", order, z.form);
        note!(f, "end order next tag", order, z.tag);
        note!(f, "end order after", order, z.form, y.tag);
        note!(f, "end last tag", a.tag);
        note!(f, "end next", z.form);
        note!(f, "end next tag", z.tag);
        note!(f, "end next kind", z.form, kind);
        note!(f, "end tags", a.tag, z.tag);
        note!(f, "end next after", z.form, y.form);
        note!(f, "end next after tag", z.form, y.tag);
        note!(f, "end next tag after tag", z.tag, y.tag);
        note!(f, "end next cue", z.form, y.cue);
        note!(f, "end next is cue", z.cue, 0);
        note!(f, "end next 3 tags", z.form, y.tag, x.tag);
        note!(f, "end next 3", z.form, y.form, x.tag);
        note!(f, "end next 3 forms", z.form, y.form, x.form);
        note!(f, "end tags 4", b.tag, a.tag, z.tag);
        let onward = onward(doc, self.e);
        note!(f, "end onward", onward, z.form);
        note!(f, "end onward after", onward, z.form, y.tag);
        note!(f, "end onward order", onward, z.form, order);
        note!(f, "end onward words", onward, z.form, self.words);
    }

    fn length(&self, doc: &Doc, scene: &Scene, f: &mut Features) {
        let (words, next) = (self.words, self.next.form);
        note!(f, "end words", words);
        note!(f, "end words kind", words, self.kind);
        note!(f, "end words next", words, next);
        note!(f, "end words part", words, scene.part);
        let commas = (self.start..self.e).filter(|&i| doc.is_comma(i)).count();
        note!(f, "end commas", bucket(commas), next);
    }

    fn sentences(&self, doc: &Doc, f: &mut Features) {
        let last = self.e - 1;
        let crossed = doc.text.sentence_of(last) - doc.text.sentence_of(self.start);
        let crossed = bucket(crossed);
        let whole = (self.e..doc.sentence_end(last)).all(|i| doc.is_mark(i));
        let whole = u64::from(whole);
        note!(f, "end sentences", crossed, self.kind);
        note!(f, "end of sentence", whole, self.kind);
        note!(f, "end of sentence next", whole, self.next.form, crossed);
        note!(f, "end of sentence order", whole, self.order, crossed);
        note!(f, "end of paragraph" if doc.paragraph(self.start).end <= self.e + 1);
    }

    fn quotations(&self, doc: &Doc, f: &mut Features) {
        if let Some(q) = self.quote {
            let place = match q.close {
                None => 0,
                Some(c) if self.e == c + 1 => 1,
                Some(c) if self.e <= c => 2,
                Some(_) => 3,
            };
            note!(f, "end quotation", place);
            note!(f, "end quotation next", place, self.next.form);
            note!(f, "end quotation next tag", place, self.next.tag);
        }
        let outer = doc.text.quotation_of(self.start);
        let inner = doc.text.quotation_of(self.e - 1);
        let closed = doc.quotation_closed_at(self.e - 1).is_some();
        note!(f, "end inside a quotation" if inner.is_some() && inner != outer && !closed);
        note!(f, "end leaves its quotation" if outer.is_some() && inner != outer);
    }

    /// Whether what is said has a verb yet («أن الملا منصور، وهو …، سيحمل»), and whether a verb behind the
    /// end goes on with what is said («وتضر قدرته») or with who said it («، وقدم شكره»).
    fn verbs(&self, doc: &Doc, shapes: &Shapes, scene: &Scene, f: &mut Features) {
        let inside = (self.start..self.e).filter(|&i| shapes.at(i).verb != 0);
        let inside = bucket(inside.take(4).count());
        let next = self.e + usize::from(doc.is_mark(self.e.min(doc.len() - 1)));
        let mark = if next == self.e { 0 } else { self.next.form };
        let next = shapes.at(next);
        let joined = next.tag & 1 << 8;
        note!(f, "end verbs", inside, self.kind, self.next.tag);
        note!(f, "end verbs order", inside, self.kind, self.order);
        note!(f, "end verb behind", next.verb, mark, scene.part);
        note!(f, "end verb behind joined", next.verb, joined, self.kind);
        note!(f, "end verb behind mark", next.verb, joined, mark);
        note!(f, "end lemma next", scene.lemma, self.next.form);
        note!(f, "end lemma words", scene.lemma, self.words);
        let first = shapes.at(self.start);
        note!(f, "end first next", first.form, self.next.form);
        note!(f, "end first words", first.tag, self.words);
        note!(f, "end first verbs", first.form, inside);
    }

    /// Who speaks is seldom named in his own words: where his name stands again, the report goes on about
    /// him («…، وقدم الرميح شكره»). So it does where a verb agrees with him as the cue's own does.
    fn speaker(&self, doc: &Doc, shapes: &Shapes, scene: &Scene, f: &mut Features) {
        let Some(hop) = scene.s.found.hops.last() else {
            return;
        };
        let written = hop.source.iter().flat_map(|np| np.range.clone());
        let names: Vec<u64> = written
            .filter(|&i| {
                doc.words[i]
                    .classes
                    .any(Classes::NAME.union(Classes::TITULAR))
            })
            .map(|i| shapes.at(i).stem)
            .collect();
        let named = |i: usize| names.contains(&shapes.at(i).stem);
        let inside = (self.start..self.e).any(named);
        let behind = (self.e..doc.len().min(self.e + 6)).any(named);
        if !names.is_empty() {
            note!(f, "end speaker inside", u64::from(inside), self.kind);
            note!(f, "end speaker behind", u64::from(behind), self.next.form);
        }
        let next = self.e + usize::from(doc.is_mark(self.e.min(doc.len() - 1)));
        let verb = shapes.at(next).verb;
        if let (Some((form, _)), true) = (hop.form, verb != 0) {
            let gender = form.agreement.gender.map_or(0, |g| 1 + g as u64);
            let number = form.agreement.number.map_or(0, |n| 1 + n as u64);
            let joined = shapes.at(next).tag & 1 << 8;
            note!(f, "end verb agrees", verb, gender, joined);
            note!(f, "end verb agrees in number", verb, number, joined);
            note!(
                f,
                "end verb agrees part",
                verb ^ gender << 60,
                scene.part,
                joined
            );
        }
    }

    /// Other statements, and asides of the report's own.
    fn statements(&self, doc: &Doc, scene: &Scene, f: &mut Features) {
        let passed = bucket(scene.stops.passed(self.start + 1, self.e, scene.k));
        let begins = |at: &usize| scene.stops.begins(*at, scene.k);
        let next = [self.e, self.e + 1].iter().find_map(begins);
        let next = next.map_or(0, |closes| 1 + u64::from(closes));
        note!(f, "end passes statements", passed, self.kind);
        note!(f, "end before statement", next, self.kind);
        note!(
            f,
            "end before statement passed",
            next,
            passed,
            self.next.form
        );
        let aside = |i: usize| doc.classes(i).any(Classes::ASIDE);
        note!(f, "end before aside" if aside(self.e) || aside(self.e + 1));
    }
}

/// What the words behind a possible end are up to the next mark: whether a verb stands among them, and
/// how many they are.
fn onward(doc: &Doc, e: usize) -> u64 {
    let from = e + usize::from(doc.is_mark(e));
    let words = (from..doc.len().min(from + 12)).take_while(|&i| !doc.is_mark(i));
    let (mut count, mut verb, mut cue) = (0, 0, 0);
    for i in words {
        count += 1;
        verb |= u64::from(
            doc.words[i].classes.any(Classes::VERB)
                || doc.f(i).starts_with(['ي', 'ت']) && doc.words[i].classes.is_empty(),
        );
        cue |= u64::from(doc.is_finite_cue(i));
    }
    bucket(count) << 2 | verb << 1 | cue
}
