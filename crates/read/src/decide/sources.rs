//! Who is written as the source of a cue: which words, if any.
//!
//! A span is as good as its two ends and what lies between them (a semi-Markov view, Sarawagi and Cohen
//! 2004); the noun phrases that the walk of [`crate::np`] takes are described as such.

use super::{Desk, head, lemma};
use crate::doc::Doc;
use crate::inflect::Part;
use crate::judge::{Answer, Features, Question, bucket, key, note};
use crate::lexicon::Classes;
use crate::matcher::FoundHop;
use crate::np::{self, NounPhrase, Reach};
use crate::shape::Shapes;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How far behind its cue a source may begin, in tokens: adverbs and occasions stand between.
const FAR: usize = 14;
/// How far before its cue: «الوزير، الذي …، قال».
const BACK: usize = 24;
/// The longest source, in tokens.
const LONGEST: usize = 26;

/// An option and what is known of it.
type Span = Option<Range<usize>>;

/// What describing the options needs, gathered once a cue.
struct Scene<'s> {
    hop: &'s FoundHop,
    lemma: u64,
    part: u64,
    finite: bool,
    proposed: Span,
    /// The rule that matched, and which of its hops this is.
    context: u64,
    /// The two walks from each first token.
    walks: FxHashMap<usize, [Option<NounPhrase>; 2]>,
}

/// The written source of a hop, of which rules think `hop.source`.
pub(crate) fn source(desk: &mut Desk, hop: &FoundHop, context: u64) -> Option<NounPhrase> {
    let doc = desk.doc;
    let proposed = hop.source.as_ref().map(|np| np.range.clone());
    let options = options(doc, hop, &proposed);
    let mut walks: FxHashMap<usize, [Option<NounPhrase>; 2]> = FxHashMap::default();
    for r in options.iter().flatten() {
        walks.entry(r.start).or_insert_with(|| walk(doc, r.start));
    }
    let part = hop.form.map_or(9, |(c, _)| c.part as u64);
    let scene = Scene {
        hop,
        lemma: lemma(doc, &desk.shapes, hop),
        part,
        finite: hop
            .form
            .is_some_and(|(c, _)| matches!(c.part, Part::Perfect | Part::Imperfect)),
        proposed: proposed.clone(),
        context,
        walks,
    };
    let answers: Vec<Answer> = options
        .iter()
        .map(|r| Answer::Words(r.clone().map(|r| doc.span(r))))
        .collect();
    let of_rules = options.iter().position(|r| *r == proposed).unwrap_or(0);
    let at = doc.span(hop.cue.clone());
    let verdict = desk.ask(
        Question::Source,
        at,
        &answers,
        of_rules,
        |doc, shapes, n, f| match &options[n] {
            None => nobody(doc, shapes, &scene, f),
            Some(r) => somebody(doc, shapes, &scene, r, f),
        },
    );
    match &options[verdict.choice] {
        None => None,
        r if *r == proposed => hop.source.clone(),
        Some(r) => Some(phrase(doc, r.clone())),
    }
}

/// The noun phrase of these words, as far as one is understood.
fn phrase(doc: &Doc, r: Range<usize>) -> NounPhrase {
    let parsed = np::parse(doc, r.start, r.end, Reach::Long)
        .or_else(|| np::parse_unprefixed(doc, r.start, r.end));
    match parsed {
        // «حاكم الميناء | غسان الدهني»: words that the walk does not know are his name.
        Some(np) if np.range.end < r.end => NounPhrase {
            range: r.clone(),
            ..np::with_name(doc, np, r.end)
        },
        Some(np) => NounPhrase { range: r, ..np },
        None => NounPhrase {
            head: r.start,
            classes: doc.classes(r.start),
            name: None,
            quantified: false,
            range: r,
        },
    }
}

fn walk(doc: &Doc, start: usize) -> [Option<NounPhrase>; 2] {
    let end = doc.sentence_end(start).min(start + LONGEST);
    [Reach::Short, Reach::Long].map(|reach| np::parse(doc, start, end, reach))
}

/// Nobody, what rules propose, and every run of words near the cue that a source may be.
fn options(doc: &Doc, hop: &FoundHop, proposed: &Span) -> Vec<Span> {
    let cue = &hop.cue;
    let sentence = doc.sentence(cue.start);
    let mut out: Vec<Span> = vec![None];
    if proposed.is_some() {
        out.push(proposed.clone());
    }
    let behind = cue.end..sentence.end.min(cue.end + FAR);
    for start in behind {
        if ends_search(doc, start) {
            break;
        }
        if may_begin(doc, start, start == cue.end) {
            runs(doc, start, sentence.end, proposed, &mut out);
        }
    }
    let colon = doc.is_mark(head(doc, cue));
    let finite = hop
        .form
        .is_none_or(|(c, _)| matches!(c.part, Part::Perfect | Part::Imperfect));
    if colon || finite {
        for start in sentence.start.max(cue.start.saturating_sub(BACK))..cue.start {
            // «فالحكومة ترى»: a conjunction goes with the first word.
            let joined = doc.words[start].conj && doc.words[start].prep.is_none();
            if may_begin(doc, start, joined) {
                runs(doc, start, cue.start, proposed, &mut out);
            }
        }
    }
    out
}

/// Behind this no source of the cue begins: the content does.
fn ends_search(doc: &Doc, i: usize) -> bool {
    doc.is_comp(i) || matches!(doc.f(i), ":" | "." | "؟" | "!")
}

fn may_begin(doc: &Doc, i: usize, touches: bool) -> bool {
    if doc.is_mark(i) {
        return doc.quotation_at(i).is_some();
    }
    let w = &doc.words[i];
    let bound = w.prep.is_some() || w.conj;
    (touches || !bound)
        && !w
            .classes
            .any(Classes::PREP.union(Classes::COMP).union(Classes::REL))
}

fn runs(doc: &Doc, start: usize, limit: usize, proposed: &Span, out: &mut Vec<Span>) {
    for end in start + 1..=limit.min(start + LONGEST) {
        let last = end - 1;
        if last > start && ends_search(doc, last) {
            break;
        }
        let closes = doc.quotation_closed_at(last).is_some() || doc.f(last) == ")";
        if doc.is_mark(last) && !closes {
            continue;
        }
        // Nothing ends with a word that asks for another.
        if doc.words[last]
            .classes
            .any(Classes::PREP.union(Classes::CONJ))
            && !closes
        {
            continue;
        }
        let run = Some(start..end);
        if run != *proposed {
            out.push(run);
        }
    }
}

fn nobody(doc: &Doc, shapes: &Shapes, s: &Scene, f: &mut Features) {
    let cue = &s.hop.cue;
    note!(f, "src none");
    note!(f, "src none proposed" if s.proposed.is_none());
    note!(
        f,
        "src none rule",
        s.context,
        u64::from(s.proposed.is_none())
    );
    note!(f, "src none lemma", s.lemma);
    note!(f, "src none part", s.part);
    let (before, after) = (shapes.before(cue.start, 1), shapes.at(cue.end));
    note!(f, "src none before", before.form, s.part);
    note!(f, "src none before tag", before.tag, s.part);
    note!(f, "src none after", after.form, s.part);
    note!(f, "src none after tag", after.tag, s.part);
    note!(f, "src none lemma after tag", after.tag, s.lemma);
    note!(f, "src none comp" if doc.is_comp(cue.end));
    note!(f, "src none unknown", u64::from(s.hop.unknown), s.part);
    if let Some((form, attached)) = s.hop.form {
        note!(f, "src none pron", s.part, attached.pron.map_or(0, key));
        let number = form.agreement.number.map_or(0, |n| n as u64 + 1);
        note!(f, "src none number", s.part, number);
        note!(
            f,
            "src none person",
            s.part,
            u64::from(form.agreement.person)
        );
        note!(f, "src none conj", s.part, u64::from(attached.conj));
    }
}

fn somebody(doc: &Doc, shapes: &Shapes, s: &Scene, r: &Range<usize>, f: &mut Features) {
    where_it_stands(doc, shapes, s, r, f);
    what_rules_think(s, r, f);
    how_it_begins(shapes, s, r, f);
    how_it_ends(doc, shapes, r, f);
    note!(f, "src next lemma", shapes.at(r.end).form, s.lemma);
    note!(f, "src next tag lemma", shapes.at(r.end).tag, s.lemma);
    what_is_inside(doc, r, f);
    word_by_word(doc, shapes, s, r, f);
    what_is_left(doc, shapes, s, r, f);
    how_it_walks(doc, s, r, f);
}

fn where_it_stands(doc: &Doc, shapes: &Shapes, s: &Scene, r: &Range<usize>, f: &mut Features) {
    let cue = &s.hop.cue;
    let behind = r.start >= cue.end;
    let side = u64::from(behind);
    let gap = match behind {
        true => cue.end..r.start,
        false => r.end..cue.start,
    };
    let length = bucket(gap.len());
    note!(f, "src side", side, s.part);
    note!(f, "src side lemma", side, s.lemma);
    note!(f, "src gap", side, length);
    note!(f, "src gap part", side, length, s.part);
    if gap.is_empty() {
        return;
    }
    let (first, last) = (shapes.at(gap.start), shapes.at(gap.end - 1));
    note!(f, "src gap first", side, first.tag, 0);
    note!(f, "src gap last", side, last.form, 0);
    note!(f, "src gap last tag", side, last.tag, 0);
    note!(f, "src gap ends", side, first.tag, last.tag);
    let marks = gap.clone().filter(|&i| doc.is_mark(i)).count();
    note!(f, "src gap marks", side, bucket(marks));
    let is_verb = |i: usize| doc.is_finite_cue(i) || doc.words[i].classes.any(Classes::VERB);
    note!(f, "src gap verb", side, u64::from(gap.clone().any(is_verb)));
}

/// What the rule that matched thinks of it.
fn what_rules_think(s: &Scene, r: &Range<usize>, f: &mut Features) {
    let same = s.proposed.as_ref() == Some(r);
    note!(f, "src proposed" if same);
    note!(f, "src rule", s.context, u64::from(same));
    let Some(p) = &s.proposed else {
        note!(f, "src against none", s.part);
        note!(f, "src against none lemma", s.lemma);
        return;
    };
    let (start, end) = (p.start == r.start, p.end == r.end);
    note!(f, "src start proposed" if start);
    note!(f, "src end proposed" if end);
    note!(f, "src rule start", s.context, u64::from(start));
    note!(f, "src rule end", s.context, u64::from(end));
    note!(f, "src apart from proposed" if p.end <= r.start || r.end <= p.start);
}

fn how_it_begins(shapes: &Shapes, s: &Scene, r: &Range<usize>, f: &mut Features) {
    let (before, first, second) = (
        shapes.before(r.start, 1),
        shapes.at(r.start),
        shapes.at(r.start + 1),
    );
    note!(f, "src first", first.stem);
    note!(f, "src first tag", first.tag);
    note!(f, "src first classes", first.classes);
    note!(f, "src first tag part", first.tag, s.part);
    note!(f, "src first tag lemma", first.tag, s.lemma);
    note!(f, "src before first", before.form, first.tag);
    note!(f, "src before first tag", before.tag, first.tag);
    note!(f, "src first second", first.tag, second.tag);
}

fn how_it_ends(doc: &Doc, shapes: &Shapes, r: &Range<usize>, f: &mut Features) {
    let (last, next, after) = (shapes.at(r.end - 1), shapes.at(r.end), shapes.at(r.end + 1));
    note!(f, "src last tag", last.tag);
    note!(f, "src last", last.stem);
    note!(f, "src next", next.form);
    note!(f, "src next tag", next.tag);
    note!(f, "src next classes", next.classes);
    note!(f, "src last next tag", last.tag, next.tag);
    note!(f, "src last next classes", last.classes, next.classes);
    note!(f, "src next after tag", next.tag, after.tag);
    note!(f, "src last next after tag", last.tag, next.tag, after.tag);
    note!(f, "src last tag next form", last.tag, next.form);
    note!(f, "src next comp" if doc.is_comp(r.end));
    note!(f, "src next quote" if doc.quotation_at(r.end).is_some());
    note!(f, "src next sentence" if doc.sentence_end(r.start) <= r.end);
}

fn what_is_inside(doc: &Doc, r: &Range<usize>, f: &mut Features) {
    let rest = r.start + 1..r.end;
    let count = |test: &dyn Fn(usize) -> bool| rest.clone().filter(|&i| test(i)).count();
    let class = |i: usize, c: Classes| doc.words[i].classes.any(c);
    note!(f, "src length", bucket(r.len()));
    note!(f, "src marks", bucket(count(&|i| doc.is_mark(i))));
    note!(f, "src commas", bucket(count(&|i| doc.is_comma(i))));
    note!(f, "src conjunctions", bucket(count(&|i| doc.words[i].conj)));
    note!(
        f,
        "src prepositions",
        bucket(count(
            &|i| class(i, Classes::PREP) || doc.words[i].prep.is_some()
        ))
    );
    note!(
        f,
        "src verbs",
        bucket(count(&|i| doc.is_finite_cue(i) || class(i, Classes::VERB)))
    );
    note!(
        f,
        "src relatives",
        bucket(count(&|i| class(i, Classes::REL)))
    );
    note!(f, "src times", bucket(count(&|i| class(i, Classes::TIME))));
    note!(f, "src names", bucket(count(&|i| class(i, Classes::NAME))));
    note!(
        f,
        "src titles",
        bucket(count(&|i| class(i, Classes::TITLE)))
    );
    let half = r.clone().any(|i| {
        doc.quotation_at(i)
            .is_some_and(|q| q.close.is_none_or(|c| c >= r.end))
            || doc.quotation_closed_at(i).is_some_and(|q| q.open < r.start)
    });
    note!(f, "src half a quotation" if half);
}

/// What each word is after the one before it: «الشرطة | إلى» is no phrase behind «أشارت», «مدير الأمن | في»
/// is one.
fn word_by_word(doc: &Doc, shapes: &Shapes, s: &Scene, r: &Range<usize>, f: &mut Features) {
    for i in r.start + 1..r.end {
        let (before, word) = (shapes.at(i - 1), shapes.at(i));
        note!(f, "src inside tag", word.tag);
        note!(f, "src inside tags", before.tag, word.tag);
        if doc.is_mark(i) || doc.words[i].classes.any(Classes::CLOSED) {
            note!(f, "src inside word", word.form);
            note!(f, "src inside word behind", before.tag, word.form);
            note!(f, "src inside word lemma", word.form, s.lemma);
            note!(f, "src inside word next", word.form, shapes.at(i + 1).tag);
        } else {
            note!(f, "src inside stem", word.stem);
        }
    }
}

/// What stands between a source behind its cue and the mark of its content: «أكد حاكم المقاطعة | حصيلة
/// القتلى», «قال الوزير | في مؤتمر صحافي إن».
fn what_is_left(doc: &Doc, shapes: &Shapes, s: &Scene, r: &Range<usize>, f: &mut Features) {
    if r.start < s.hop.cue.end {
        let touches = u64::from(r.end == s.hop.cue.start);
        note!(f, "src ahead touches", touches, s.part);
        note!(
            f,
            "src ahead touches first",
            touches,
            shapes.at(r.start).tag
        );
        return;
    }
    let end = doc.sentence_end(r.start);
    let ends = |&i: &usize| doc.is_comp(i) || doc.is_mark(i);
    let mark = (r.end..end).find(ends).unwrap_or(end);
    let left = bucket(mark - r.end);
    let (next, mark) = (shapes.at(r.end), shapes.at(mark));
    note!(f, "src left", left, mark.form);
    note!(f, "src left lemma", left.min(2), mark.form, s.lemma);
    note!(f, "src left next", left, next.tag, mark.tag);
    note!(
        f,
        "src left last",
        left.min(2),
        shapes.at(r.end - 1).tag,
        next.tag
    );
}

fn how_it_walks(doc: &Doc, s: &Scene, r: &Range<usize>, f: &mut Features) {
    let [short, long] = &s.walks[&r.start];
    let order = |walk: &Option<NounPhrase>| {
        walk.as_ref()
            .map_or(9, |np| np.range.end.cmp(&r.end) as i8 as u64)
    };
    note!(f, "src short", order(short));
    note!(f, "src short", order(short), s.part);
    note!(f, "src long", order(long));
    note!(f, "src long", order(long), s.part);
    let Some(np) = long.as_ref() else { return };
    note!(f, "src speaks", u64::from(np.can_speak()));
    note!(f, "src speaks lemma", u64::from(np.can_speak()), s.lemma);
    note!(f, "src named", u64::from(np.name.is_some()));
    let inside = np.name.as_ref().map_or(2, |n| u64::from(n.end <= r.end));
    note!(f, "src has name", inside);
    let (gender, _) = np::agreement(doc, np);
    if let (true, Some((form, _)), Some(b)) = (s.finite, s.hop.form, gender) {
        let agrees = form.agreement.gender.map_or(2, |a| u64::from(a == b));
        let side = u64::from(r.start >= s.hop.cue.end);
        note!(f, "src agrees", agrees, side);
    }
}
