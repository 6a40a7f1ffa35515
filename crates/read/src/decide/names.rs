//! Which form of a written source is the fullest: «خيري الشبلاوي» of «المدير العام، خيري الشبلاوي» and of
//! «الشبلاوي» later on. An option is a run of words, described by what it is made of, by what stands
//! around it, and by what it shares with the source.

use super::Desk;
use super::speakers::place_of;
use crate::doc::Doc;
use crate::judge::{Answer, Features, Question, bucket, note};
use crate::lexicon::Classes;
use crate::matcher::FoundHop;
use crate::np::NounPhrase;
use crate::shape::{Shape, Shapes};
use crate::who::{Cast, Resolved, Spoken, Variant, way, words};
use std::ops::Range;

/// The forms of a written source, of which rules think `proposed`.
pub(crate) fn named(
    desk: &mut Desk,
    cast: &Cast,
    hop: &FoundHop,
    np: &NounPhrase,
    proposed: Resolved,
    spoken: &[Spoken],
) -> Resolved {
    let doc = desk.doc;
    let mut options = cast.variants(np, &proposed, spoken);
    let answers: Vec<Answer> = options
        .iter()
        .map(|o| Answer::Who(place_of(&o.who.who)))
        .collect();
    let source = Source::of(doc, np, proposed.kind as u64);
    let at = doc.span(hop.cue.clone());
    let verdict = desk.ask(Question::Name, at, &answers, 0, |doc, shapes, n, f| {
        describe(doc, shapes, &source, &options[n], f);
    });
    options.swap_remove(verdict.choice).who
}

/// The source whose forms are looked for.
struct Source<'s> {
    np: &'s NounPhrase,
    kind: u64,
    /// Whether it is definite, whether it has a name, how long it is.
    shape: u64,
    stems: Vec<&'s str>,
}

impl<'s> Source<'s> {
    fn of(doc: &'s Doc, np: &'s NounPhrase, kind: u64) -> Source<'s> {
        let definite = u64::from(doc.words[np.head].def);
        let stems: Vec<&str> = stems(doc, np.range.clone());
        Source {
            np,
            kind,
            shape: definite | u64::from(np.name.is_some()) << 1 | (stems.len().min(5) as u64) << 2,
            stems,
        }
    }
}

fn stems<'d>(doc: &'d Doc, r: Range<usize>) -> Vec<&'d str> {
    words(doc, r).map(|i| &*doc.words[i].stem).collect()
}

fn describe(doc: &Doc, shapes: &Shapes, source: &Source, form: &Variant, f: &mut Features) {
    ways(shapes, source, form, f);
    let own = &source.np.range;
    if own.start <= form.at.start && form.at.start <= own.end {
        inside(doc, shapes, source, form, f);
    } else {
        elsewhere(doc, shapes, source, form, f);
    }
    let made = made_of(doc, form.at.clone());
    note!(f, "name made of", made, source.kind);
    note!(f, "name made of shape", made, source.shape);
    let set = set_of(doc, form.at.clone());
    let rules = form.ways & way::RULES;
    note!(f, "name set", set, source.kind);
    note!(f, "name set rules", set, rules, source.shape);
    note!(f, "name made of rules", made, rules, source.kind);
    note!(f, "name length", bucket(form.at.len()), source.kind);
    note!(
        f,
        "name kinds",
        form.who.kind as u64,
        source.kind,
        source.shape
    );
}

/// By which ways the form was found.
fn ways(shapes: &Shapes, source: &Source, form: &Variant, f: &mut Features) {
    let (kind, shape) = (source.kind, source.shape);
    let head = shapes.at(source.np.head);
    for way in (0..u64::from(way::ALL)).filter(|way| form.ways & (1 << way) != 0) {
        note!(f, "name way", way, kind);
        note!(f, "name way head", way, head.tag);
        note!(f, "name way stem", way, head.stem);
        note!(f, "name way shape kind", way, shape, kind);
    }
    note!(f, "name ways", form.ways, kind);
    note!(f, "name ways shape", form.ways, shape);
}

/// Words of the source itself, or from within it on: where the form is cut.
fn inside(doc: &Doc, shapes: &Shapes, source: &Source, form: &Variant, f: &mut Features) {
    let (at, own) = (&form.at, &source.np.range);
    let (opens, closes) = (at.start == own.start, at.end == own.end);
    let longer = at.end > own.end;
    let cut = u64::from(opens) | u64::from(closes) << 1 | u64::from(longer) << 2;
    let before = match opens {
        true => edge(),
        false => shapes.before(at.start, 1),
    };
    let after = match closes {
        true => edge(),
        false => shapes.at(at.end),
    };
    let (first, last) = (shapes.at(at.start), shapes.at(at.end - 1));
    let named = source.np.name.as_ref().map_or(0, |n| {
        1 | u64::from(n.start == at.start) << 1 | u64::from(n.end == at.end) << 2
    });
    let rules = form.ways & way::RULES;
    note!(f, "name cut rules", cut, rules, source.kind);
    note!(f, "name cut named", cut, named, source.kind);
    note!(f, "name cut", cut, source.kind, source.shape);
    note!(f, "name cut before", before.tag, first.tag);
    note!(f, "name cut before stem", before.stem, source.kind);
    note!(f, "name cut first", first.tag, cut, source.kind);
    note!(f, "name cut first stem", first.stem, cut);
    note!(f, "name cut last", last.tag, cut, source.kind);
    note!(f, "name cut after", after.tag, last.tag);
    note!(f, "name cut after stem", after.stem, source.kind);
    edges(doc, source, at, cut, f);
    rest(doc, source, at, f);
}

/// Of what sort the words at the two cuts are, and those behind the source, where a name may go on.
fn edges(doc: &Doc, source: &Source, at: &Range<usize>, cut: u64, f: &mut Features) {
    let own = &source.np.range;
    let (first, last) = (sort(doc, at.start), sort(doc, at.end - 1));
    let before = match at.start.checked_sub(1) {
        Some(i) if i >= own.start => sort(doc, i),
        _ => OUTSIDE,
    };
    let after = sort(doc, at.end) << 3 | cut;
    note!(f, "name cut into", before, first, cut);
    note!(f, "name cut into kind", before, first, source.kind);
    note!(f, "name cut off", last, after);
    note!(f, "name cut off kind", last, after, source.kind);
    note!(f, "name cut ends", first << 6 | last, cut, source.kind);
    let follow = sort(doc, own.end) << 6 | sort(doc, own.end + 1);
    note!(f, "name follow", follow, cut, source.shape);
    note!(f, "name follow kind", follow, cut, source.kind);
}

/// What is left of the source on both sides of the form.
fn rest(doc: &Doc, source: &Source, at: &Range<usize>, f: &mut Features) {
    let own = &source.np.range;
    let (left, right) = (own.start..at.start, at.end..own.end.max(at.end));
    let (all_left, all_right) = (set_of(doc, left.clone()), set_of(doc, right.clone()));
    let set = set_of(doc, at.clone());
    note!(f, "name rest", all_left, all_right, source.kind);
    note!(f, "name rest left", all_left, set);
    note!(f, "name rest right", all_right, set);
    let near_left = made_of(doc, left.start.max(left.end.saturating_sub(2))..left.end);
    let near_right = made_of(doc, right.start..right.end.min(right.start + 2));
    let made = made_of(doc, at.clone());
    note!(f, "name cut left", near_left, made);
    note!(f, "name cut right", near_right, made);
    note!(f, "name cut both", near_left, near_right, source.kind);
}

/// Words elsewhere: what they share with the source, and how they stand there.
fn elsewhere(doc: &Doc, shapes: &Shapes, source: &Source, form: &Variant, f: &mut Features) {
    let at = &form.at;
    let theirs = stems(doc, at.clone());
    let mine = &source.stems;
    let lacks = mine.iter().filter(|s| !theirs.contains(s)).count();
    let adds = theirs.iter().filter(|s| !mine.contains(s)).count();
    let (lacks, adds) = (bucket(lacks), bucket(adds));
    let ends = u64::from(mine.first() == theirs.first())
        | u64::from(mine.last() == theirs.last()) << 1
        | u64::from(mine.last() == theirs.first()) << 2;
    let made = made_of(doc, at.clone());
    let mine_of = made_of(doc, source.np.range.clone());
    let rules = form.ways & way::RULES;
    note!(f, "name else", lacks, adds, ends);
    note!(f, "name else rules", lacks, adds, rules);
    note!(f, "name else rules ends", lacks, ends, rules);
    note!(f, "name else kind", lacks, ends, source.kind);
    note!(f, "name else shape", lacks, ends, source.shape);
    note!(f, "name else adds", adds, source.kind, source.shape);
    note!(f, "name else made", made, ends, source.kind);
    note!(f, "name else mine", mine_of, made);
    note!(f, "name else mine ends", mine_of, ends, lacks);
    let later = u64::from(at.start > source.np.range.start);
    let nth = form.nth.min(3) as u64 | later << 2;
    let apart = bucket(source.np.range.start.abs_diff(at.start) / 8) | later << 5;
    note!(f, "name else later", later, source.kind, lacks);
    note!(f, "name else nth", nth, ends, source.kind);
    note!(f, "name else nth lacks", nth, lacks, adds);
    note!(f, "name else apart", apart, ends, source.kind);
    around(doc, shapes, source, at, ends, f);
}

/// What words elsewhere begin and end with, and what stands around them.
fn around(
    doc: &Doc,
    shapes: &Shapes,
    source: &Source,
    at: &Range<usize>,
    ends: u64,
    f: &mut Features,
) {
    let before = at.start.checked_sub(1).map_or(OUTSIDE, |i| sort(doc, i));
    let (of_last, after) = (sort(doc, at.end - 1), sort(doc, at.end));
    note!(f, "name else into", before, sort(doc, at.start), ends);
    note!(f, "name else off", of_last, after, ends);
    note!(f, "name else off kind", of_last, after, source.kind);
    let (first, last) = (shapes.at(at.start), shapes.at(at.end - 1));
    let before = shapes.before(at.start, 1);
    note!(f, "name else before", before.tag, first.tag);
    note!(f, "name else after", shapes.at(at.end).tag, last.tag);
    note!(f, "name else first", first.tag, source.kind);
    note!(f, "name else last", last.tag, source.kind);
}

/// Stands for what is outside of the source.
fn edge() -> Shape {
    Shape {
        form: 2,
        stem: 2,
        classes: 2,
        tag: 2,
        ..Shape::default()
    }
}

/// What a run of words is made of, its first five: names, unknown words, titles and so on in their order.
fn made_of(doc: &Doc, r: Range<usize>) -> u64 {
    let sorts = r.take(5).map(|i| sort(doc, i));
    sorts.fold(1, |all, sort| all << 5 | sort)
}

/// What sorts of words there are in a run.
fn set_of(doc: &Doc, r: Range<usize>) -> u64 {
    r.fold(0, |all, i| all | 1 << (sort(doc, i) >> 1))
}

/// Stands for a word outside of the source or the text, where [`sort`] gives less.
const OUTSIDE: u64 = 63;

/// What a word is in a name; of a token behind the last one, too.
fn sort(doc: &Doc, i: usize) -> u64 {
    if i >= doc.len() {
        return 0;
    }
    if doc.is_mark(i) {
        return 1;
    }
    let w = &doc.words[i];
    let c = doc.classes(i);
    const SORTS: [Classes; 9] = [
        Classes::CONNECTOR,
        Classes::HONORIFIC,
        Classes::TITLE,
        Classes::GIVEN,
        Classes::FAMILY,
        Classes::HEAD,
        Classes::CLOSED,
        Classes::ADJECTIVAL,
        Classes::COMMON,
    ];
    let class = SORTS
        .iter()
        .position(|s| c.any(*s))
        .map_or(2, |n| n as u64 + 3);
    class << 1 | u64::from(w.def || w.prep.is_some() || w.conj)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use musnad_report::Text;

    #[test]
    fn runs_are_told_apart_by_the_sorts_of_their_words() {
        let engine = Engine::embedded();
        let text = Text::new("وزير الري سالم الدهني، الوزير فلان");
        let doc = Doc::new(&text, &engine.language().lexicon);
        let title = doc.f(0);
        assert_eq!(title, "وزير");
        assert_eq!(made_of(&doc, 0..1), made_of(&doc, 0..1));
        assert_ne!(made_of(&doc, 0..2), made_of(&doc, 2..4));
        assert_ne!(made_of(&doc, 0..1), made_of(&doc, 5..6), "the article");
        assert_eq!(set_of(&doc, 0..1), set_of(&doc, 5..6), "titles both");
        assert!((0..doc.len() + 2).all(|i| sort(&doc, i) < OUTSIDE));
    }
}
