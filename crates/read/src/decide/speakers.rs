//! Who a source is: whom «وأضاف» means, and which of the report's forms of a name is the fullest one of
//! «الوزير». Every option is somebody, described by all the ways that lead to him.

use super::{Desk, lemma};
use crate::doc::Doc;
use crate::inflect::Part;
use crate::judge::{Answer, Features, Question, bucket, note};
use crate::lexicon::Classes;
use crate::matcher::{FoundHop, clause_start};
use crate::np::NounPhrase;
use crate::reading::Who;
use crate::shape::{Shape, Shapes};
use crate::who::{Cast, Resolved};
use musnad_report::Span;

/// So many mentions before a cue are looked at, and so many speakers.
const MENTIONS: usize = 16;
const SPEAKERS: usize = 12;

/// Somebody who may be meant.
struct Somebody {
    who: Resolved,
    proposed: bool,
    /// How many distinct speakers came since he spoke last, and at which token that was.
    spoke: Option<(usize, usize)>,
    /// Whether he speaks the words in which the cue stands.
    outer: bool,
    /// The mention nearest before the cue.
    mention: Option<NounPhrase>,
    /// How often he is mentioned before.
    times: usize,
}

/// Whom a cue without a written source means. `earlier` are the speakers before, each with the token of
/// his cue; `outer` is who speaks the words in which it stands.
pub(crate) fn implicit(
    desk: &mut Desk,
    cast: &Cast,
    hop: &FoundHop,
    proposed: Resolved,
    earlier: &[(usize, Resolved)],
    outer: Option<&Resolved>,
) -> Resolved {
    let doc = desk.doc;
    let mut options = everybody(cast, hop.cue.start, proposed, earlier, outer);
    let answers: Vec<Answer> = options
        .iter()
        .map(|o| Answer::Who(place_of(&o.who.who)))
        .collect();
    let of_rules = options.iter().position(|o| o.proposed).unwrap_or(0);
    let verdict = desk.ask(
        Question::Speaker,
        doc.span(hop.cue.clone()),
        &answers,
        of_rules,
        |doc, shapes, n, f| {
            describe(doc, shapes, hop, &options[n], f);
        },
    );
    options.swap_remove(verdict.choice).who
}

/// Everybody who may be meant at token `at`, nobody among them.
fn everybody(
    cast: &Cast,
    at: usize,
    proposed: Resolved,
    earlier: &[(usize, Resolved)],
    outer: Option<&Resolved>,
) -> Vec<Somebody> {
    let mut options = vec![Somebody::new(Resolved::unknown()), Somebody::new(proposed)];
    options[1].proposed = true;
    if options[1].who.who == Who::Unknown {
        options.remove(1);
        options[0].proposed = true;
    }
    let spoken: Vec<Resolved> = earlier.iter().map(|(_, r)| r.clone()).collect();
    let mut rank = 0;
    for (cue, who) in earlier.iter().rev().take(SPEAKERS) {
        let option = find(&mut options, who);
        if option.spoke.is_none() {
            option.spoke = Some((rank, *cue));
            rank += 1;
        }
    }
    if let Some(outer) = outer {
        find(&mut options, outer).outer = true;
    }
    for np in cast.before(at, MENTIONS) {
        let who = cast.named(np, &spoken);
        let option = find(&mut options, &who);
        option.times += 1;
        option.mention.get_or_insert_with(|| np.clone());
    }
    options
}

impl Somebody {
    fn new(who: Resolved) -> Somebody {
        Somebody {
            who,
            proposed: false,
            spoke: None,
            outer: false,
            mention: None,
            times: 0,
        }
    }
}

fn find<'o>(options: &'o mut Vec<Somebody>, who: &Resolved) -> &'o mut Somebody {
    let same = options
        .iter()
        .position(|o| o.who.who.as_str() == who.who.as_str());
    let n = same.unwrap_or_else(|| {
        options.push(Somebody::new(who.clone()));
        options.len() - 1
    });
    &mut options[n]
}

fn place_of(who: &Who) -> Option<Span> {
    match who {
        Who::Named { at, .. } | Who::Unnamed { at, .. } => Some(*at),
        Who::Unknown => None,
    }
}

/// Where a cue without a written source stands.
struct Place {
    cue: usize,
    part: u64,
    lemma: u64,
    /// Whether a relative pronoun stands before it, and whether it opens its sentence or a clause.
    kind: u64,
    before: Shape,
}

impl Place {
    fn of(doc: &Doc, shapes: &Shapes, hop: &FoundHop) -> Place {
        let cue = hop.cue.start;
        let relative = cue > 0 && doc.words[cue - 1].classes.any(Classes::REL);
        let opens = doc.sentence(cue).start == cue;
        let clause = clause_start(doc, cue);
        Place {
            cue,
            part: hop.form.map_or(9, |(c, _)| c.part as u64),
            lemma: lemma(doc, shapes, hop),
            kind: u64::from(relative) | u64::from(opens) << 1 | u64::from(clause) << 2,
            before: shapes.before(cue, 1),
        }
    }

    /// Whether a token stands in the same sentence or paragraph.
    fn near(&self, doc: &Doc, at: usize) -> u64 {
        let sentence = at >= doc.sentence(self.cue).start;
        let paragraph = at >= doc.paragraph(self.cue).start;
        u64::from(sentence) | u64::from(paragraph) << 1
    }
}

fn describe(doc: &Doc, shapes: &Shapes, hop: &FoundHop, o: &Somebody, f: &mut Features) {
    let place = Place::of(doc, shapes, hop);
    note!(f, "who proposed", u64::from(o.proposed), place.part);
    if o.who.who == Who::Unknown {
        nobody(doc, shapes, hop, &place, f);
        return;
    }
    let agrees = o.who.agrees(hop) as u64;
    somebody(&place, o, agrees, f);
    match o.spoke {
        None => note!(f, "who is silent", place.part, place.kind),
        Some((rank, said)) => spoke(doc, &place, o, (rank, said), agrees, f),
    }
    match &o.mention {
        None => note!(f, "who far"),
        Some(np) => mentioned(doc, shapes, &place, np, f),
    }
}

fn nobody(doc: &Doc, shapes: &Shapes, hop: &FoundHop, place: &Place, f: &mut Features) {
    note!(f, "who unknown", place.part);
    note!(f, "who unknown lemma", place.lemma);
    note!(f, "who unknown form", shapes.at(place.cue).form);
    note!(f, "who unknown before", place.before.form);
    note!(f, "who unknown before tag", place.before.tag, place.part);
    note!(f, "who unknown written", u64::from(hop.unknown), place.part);
    note!(f, "who unknown first" if doc.paragraph(place.cue).start == 0);
}

fn somebody(place: &Place, o: &Somebody, agrees: u64, f: &mut Features) {
    let (part, kind) = (place.part, o.who.kind as u64);
    let (proposed, outer) = (u64::from(o.proposed), u64::from(o.outer));
    let rank = o.spoke.map_or(9, |(rank, _)| rank.min(4) as u64);
    note!(f, "who kind", kind, part);
    note!(f, "who kind lemma", kind, place.lemma);
    note!(f, "who proposed place", proposed, place.kind, part);
    note!(f, "who proposed spoke", proposed, rank, part);
    note!(f, "who proposed kind", proposed, kind);
    note!(f, "who proposed agrees", proposed, agrees, rank);
    note!(f, "who kind spoke", kind, rank, part);
    note!(f, "who kind before", kind, rank, place.before.tag);
    note!(f, "who before spoke", place.before.form, rank, part);
    note!(f, "who agrees", agrees, part);
    note!(f, "who outer", outer, part, place.kind);
    note!(f, "who times", bucket(o.times));
}

/// How long ago somebody spoke last: how many others since, and at which token.
fn spoke(
    doc: &Doc,
    place: &Place,
    o: &Somebody,
    (rank, said): (usize, usize),
    agrees: u64,
    f: &mut Features,
) {
    let rank = rank.min(4) as u64;
    let near = place.near(doc, said);
    note!(f, "who spoke", rank, place.part, near);
    note!(f, "who spoke place", rank, place.kind, near);
    note!(f, "who spoke agrees", rank, agrees, place.part);
    note!(f, "who spoke outer", rank, u64::from(o.outer), near);
    note!(
        f,
        "who spoke apart",
        bucket(place.cue.saturating_sub(said)),
        place.part
    );
}

/// Where somebody was named last before the cue.
fn mentioned(doc: &Doc, shapes: &Shapes, place: &Place, np: &NounPhrase, f: &mut Features) {
    let (start, part) = (np.range.start, place.part);
    let near = place.near(doc, start);
    let apart = bucket(place.cue.saturating_sub(np.range.end));
    let before = shapes.before(start, 1);
    let opens = u64::from(doc.sentence(start).start == start);
    let is_verb = |b: usize| doc.is_finite_cue(b) || doc.words[b].classes.any(Classes::VERB);
    let verb = u64::from(start.checked_sub(1).is_some_and(is_verb));
    let touches = u64::from(np.range.end + 1 >= place.cue);
    note!(f, "who named", apart, near, part);
    note!(f, "who named place", apart, near, place.kind);
    note!(f, "who named behind", before.tag, near, part);
    note!(f, "who named behind form", before.form, near);
    note!(f, "who named opens", opens, near, part);
    note!(f, "who named behind verb", verb, near, part);
    note!(f, "who named head", shapes.at(np.head).tag, near);
    note!(f, "who named touches", touches, place.kind, part);
}

/// The forms of a written source, of which rules think `proposed`.
pub(crate) fn named(
    desk: &mut Desk,
    cast: &Cast,
    hop: &FoundHop,
    np: &NounPhrase,
    proposed: Resolved,
    spoken: &[Resolved],
) -> Resolved {
    let doc = desk.doc;
    let mut options: Vec<(Resolved, u64)> = vec![(proposed.clone(), 1)];
    for (way, who) in cast.forms_of(np, spoken) {
        match options
            .iter_mut()
            .find(|(o, _)| o.who.as_str() == who.who.as_str())
        {
            Some((_, ways)) => *ways |= 1 << way,
            None => options.push((who, 1 << way)),
        }
    }
    let answers: Vec<Answer> = options
        .iter()
        .map(|(o, _)| Answer::Who(place_of(&o.who)))
        .collect();
    let at = doc.span(hop.cue.clone());
    let verdict = desk.ask(Question::Name, at, &answers, 0, |doc, shapes, n, f| {
        note!(f, "name proposed" if n == 0);
        let (who, ways) = &options[n];
        describe_form(doc, shapes, np, proposed.kind as u64, (who, *ways), f);
    });
    options.swap_remove(verdict.choice).0
}

/// A form of a written source, found by these ways (see [`Cast::forms_of`]).
fn describe_form(
    doc: &Doc,
    shapes: &Shapes,
    np: &NounPhrase,
    kind: u64,
    (form, ways): (&Resolved, u64),
    f: &mut Features,
) {
    let head = shapes.at(np.head);
    let definite = u64::from(doc.words[np.head].def);
    let shape = definite | u64::from(np.name.is_some()) << 1 | (np.range.len().min(4) as u64) << 2;
    for way in (0..12).filter(|way| ways & (1 << way) != 0) {
        note!(f, "name way", way, kind);
        note!(f, "name way head", way, head.tag);
        note!(f, "name way stem", way, head.stem);
        note!(f, "name way shape", way, shape);
        note!(f, "name way shape kind", way, shape, kind);
    }
    let words = form.who.as_str().split(' ').count();
    let more = (words as i64 - np.range.len() as i64).clamp(-4, 4) as u64;
    note!(f, "name ways", ways, kind);
    note!(f, "name ways shape", ways, shape);
    note!(f, "name words", bucket(words), kind);
    note!(f, "name more words", more, kind);
    note!(f, "name kinds", form.kind as u64, kind, shape);
}

impl Resolved {
    /// Whether a verb's form can have somebody as its subject.
    fn agrees(&self, hop: &FoundHop) -> Agrees {
        use crate::lexicon::Number;
        let Some((form, _)) = hop.form.filter(|(c, _)| c.part != Part::Noun) else {
            return Agrees::Unknown;
        };
        let gender = match (form.agreement.gender, self.gender) {
            (Some(a), Some(b)) if a == b => Agrees::Yes,
            (Some(_), Some(_)) => Agrees::No,
            _ => Agrees::Unknown,
        };
        match (form.agreement.number, self.number) {
            (Some(Number::Plural | Number::Dual), Some(Number::Plural)) => Agrees::Number,
            (Some(Number::Plural), Some(Number::Singular)) => Agrees::NotNumber,
            (Some(Number::Singular), Some(Number::Plural)) if gender != Agrees::Yes => {
                Agrees::NotNumber
            }
            _ => gender,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Agrees {
    Unknown,
    Yes,
    No,
    Number,
    NotNumber,
}
