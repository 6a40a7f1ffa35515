//! Whom a cue without a written source means: «وأضاف». Every option is somebody, described by all the
//! ways that lead to him: whether and when he spoke, where he is mentioned, whether the verb agrees.

mod somebody;

use super::names::named;
use super::{Desk, lemma};
use crate::doc::Doc;
use crate::inflect::Part;
use crate::judge::{Answer, Features, Question, bucket, note};
use crate::lexicon::{Classes, Number};
use crate::matcher::{FoundHop, clause_start};
use crate::reading::Who;
use crate::shape::{Shape, Shapes};
use crate::who::{Cast, Resolved, Spoken};
use musnad_report::Span;
use somebody::{Mention, Said, Somebody, everybody};

/// What is known where a cue stands.
pub(crate) struct Scene<'s, 'd, 't> {
    pub cast: &'s Cast<'d, 't>,
    /// The statements before.
    pub past: &'s [Spoken],
    /// Which statement's content the cue stands in, and who speaks there.
    pub level: Option<usize>,
    pub outer: Option<&'s Resolved>,
    /// In whose content each token stands, innermost.
    pub inside: &'s [Option<usize>],
}

/// Whom a cue without a written source means, of whom rules think `proposed`.
pub(crate) fn implicit(
    desk: &mut Desk,
    scene: &Scene,
    hop: &FoundHop,
    proposed: Resolved,
) -> Resolved {
    let doc = desk.doc;
    let mut options = everybody(scene, hop.cue.start, proposed);
    let answers: Vec<Answer> = options
        .iter()
        .map(|o| Answer::Who(place_of(&o.who.who)))
        .collect();
    let of_rules = options.iter().position(|o| o.proposed).unwrap_or(0);
    let place = Place::of(doc, &desk.shapes, scene, hop);
    let verdict = desk.ask(
        Question::Speaker,
        doc.span(hop.cue.clone()),
        &answers,
        of_rules,
        |doc, shapes, n, f| describe(doc, shapes, &place, &options[n], f),
    );
    let chosen = options.swap_remove(verdict.choice);
    if chosen.said.is_some() || chosen.outer {
        return chosen.who;
    }
    // Nobody asked yet which form of his name is the fullest.
    match chosen.mention {
        Some(m) => named(desk, scene.cast, hop, &m.np, chosen.who, scene.past),
        None => chosen.who,
    }
}

pub(super) fn place_of(who: &Who) -> Option<Span> {
    match who {
        Who::Named { at, .. } | Who::Unnamed { at, .. } => Some(*at),
        Who::Unknown => None,
    }
}

/// Where a cue without a written source stands.
struct Place<'h> {
    hop: &'h FoundHop,
    cue: usize,
    part: u64,
    lemma: u64,
    /// Whether a relative pronoun stands before it, and whether it opens its sentence or a clause.
    kind: u64,
    /// Person, gender and number of the verb.
    form: u64,
    before: Shape,
    /// How many have spoken before, up to three.
    speakers: u64,
}

impl<'h> Place<'h> {
    fn of(doc: &Doc, shapes: &Shapes, scene: &Scene, hop: &'h FoundHop) -> Place<'h> {
        let cue = hop.cue.start;
        let relative = cue > 0 && doc.words[cue - 1].classes.any(Classes::REL);
        let opens = doc.sentence(cue).start == cue;
        let clause = clause_start(doc, cue);
        let quoted = doc.text.quotation_of(cue).is_some();
        let mut speakers: Vec<&str> = scene.past.iter().map(|s| s.who.who.as_str()).collect();
        speakers.sort_unstable();
        speakers.dedup();
        Place {
            hop,
            cue,
            part: hop.form.map_or(9, |(c, _)| c.part as u64),
            lemma: lemma(doc, shapes, hop),
            kind: u64::from(relative)
                | u64::from(opens) << 1
                | u64::from(clause) << 2
                | u64::from(quoted) << 3,
            form: hop.form.map_or(0, |(c, _)| {
                let agreement = c.agreement;
                u64::from(agreement.person)
                    | agreement.gender.map_or(0, |g| g as u64 + 1) << 2
                    | agreement.number.map_or(0, |n| n as u64 + 1) << 4
            }),
            before: shapes.before(cue, 1),
            speakers: speakers.len().min(3) as u64,
        }
    }

    /// Whether a token stands in the same sentence or paragraph.
    fn near(&self, doc: &Doc, at: usize) -> u64 {
        let sentence = at >= doc.sentence(self.cue).start;
        let paragraph = at >= doc.paragraph(self.cue).start;
        u64::from(sentence) | u64::from(paragraph) << 1
    }
}

fn describe(doc: &Doc, shapes: &Shapes, place: &Place, o: &Somebody, f: &mut Features) {
    note!(f, "who proposed", u64::from(o.proposed), place.part);
    if o.who.who == Who::Unknown {
        nobody(doc, shapes, place, f);
        return;
    }
    let agrees = o.who.agrees(place.hop) as u64;
    somebody(place, o, agrees, f);
    match &o.said {
        None => note!(f, "who is silent", place.part, place.kind),
        Some(said) => spoke(doc, place, o, said, agrees, f),
    }
    match &o.mention {
        None => note!(f, "who far"),
        Some(m) => mentioned(doc, shapes, place, m, f),
    }
}

fn nobody(doc: &Doc, shapes: &Shapes, place: &Place, f: &mut Features) {
    let hop = place.hop;
    note!(f, "who unknown", place.part);
    note!(f, "who unknown lemma", place.lemma);
    note!(f, "who unknown lemma form", place.lemma, place.form);
    note!(f, "who unknown form", shapes.at(place.cue).form);
    note!(f, "who unknown before", place.before.form);
    note!(f, "who unknown before tag", place.before.tag, place.part);
    note!(
        f,
        "who unknown after",
        shapes.at(hop.cue.end).form,
        place.part
    );
    note!(f, "who unknown written", u64::from(hop.unknown), place.part);
    note!(f, "who unknown first" if doc.paragraph(place.cue).start == 0);
    note!(f, "who unknown place", place.kind, place.part);
}

fn somebody(place: &Place, o: &Somebody, agrees: u64, f: &mut Features) {
    let (part, kind) = (place.part, o.who.kind as u64);
    let (proposed, outer) = (u64::from(o.proposed), u64::from(o.outer));
    let rank = o.said.as_ref().map_or(9, |said| said.rank.min(4) as u64);
    note!(f, "who kind", kind, part);
    note!(f, "who kind lemma", kind, place.lemma);
    note!(f, "who kind form", kind, place.form, part);
    note!(f, "who proposed place", proposed, place.kind, part);
    note!(f, "who proposed spoke", proposed, rank, part);
    note!(f, "who proposed kind", proposed, kind);
    note!(f, "who proposed agrees", proposed, agrees, rank);
    note!(f, "who kind spoke", kind, rank, part);
    note!(f, "who kind before", kind, rank, place.before.tag);
    note!(f, "who before spoke", place.before.form, rank, part);
    note!(f, "who agrees", agrees, part);
    note!(f, "who outer", outer, part, place.kind);
    note!(f, "who outer form", outer, place.form, rank);
    note!(f, "who times", bucket(o.times));
    for (of, rival) in o.rivals.iter().enumerate() {
        let rival = *rival as u64 | (of as u64) << 4;
        note!(f, "who rival", rival, rank, part);
        note!(f, "who rival place", rival, rank, place.kind);
        note!(f, "who rival before", rival, rank, place.before.tag);
        note!(f, "who rival form", rival, rank, place.form);
        note!(f, "who rival lemma", rival, place.lemma);
        note!(f, "who rival kind", rival, rank, kind);
    }
}

/// How long ago somebody spoke last: how many others since, and at which token.
fn spoke(doc: &Doc, place: &Place, o: &Somebody, said: &Said, agrees: u64, f: &mut Features) {
    let (rank, level) = (said.rank.min(4) as u64, u64::from(said.level));
    let near = place.near(doc, said.cue);
    note!(f, "who spoke", rank, place.part, near);
    note!(f, "who spoke level", rank, level, near);
    note!(f, "who spoke level part", rank, level, place.part);
    note!(f, "who spoke place", rank, place.kind, near);
    note!(f, "who spoke agrees", rank, agrees, place.part);
    note!(f, "who spoke outer", rank, u64::from(o.outer), near);
    note!(f, "who spoke lemma", rank, place.lemma);
    note!(f, "who spoke of", rank, place.speakers, place.part);
    note!(
        f,
        "who spoke often",
        rank,
        bucket(said.times),
        place.speakers
    );
    let apart = bucket(place.cue.saturating_sub(said.cue));
    note!(f, "who spoke apart", apart, place.part);
    // «… إن السد امتلأ، | مضيفا»: right behind what he said.
    let since = match place.cue.checked_sub(said.end) {
        Some(tokens) => bucket(tokens),
        None => 99,
    };
    note!(f, "who spoke since", since, place.part, rank);
    note!(f, "who spoke since place", since, place.kind, rank);
    note!(f, "who spoke named", u64::from(said.written), rank, near);
    let others = u64::from(said.frames);
    note!(f, "who spoke frames", others, rank, place.part);
}

/// Where somebody was named last before the cue.
fn mentioned(doc: &Doc, shapes: &Shapes, place: &Place, m: &Mention, f: &mut Features) {
    let (np, part) = (&m.np, place.part);
    let start = np.range.start;
    let near = place.near(doc, start);
    let apart = bucket(place.cue.saturating_sub(np.range.end));
    let before = shapes.before(start, 1);
    let opens = u64::from(doc.sentence(start).start == start);
    let is_verb = |b: usize| doc.is_finite_cue(b) || doc.words[b].classes.any(Classes::VERB);
    let verb = u64::from(start.checked_sub(1).is_some_and(is_verb));
    let touches = u64::from(np.range.end + 1 >= place.cue);
    let head = shapes.at(np.head);
    note!(f, "who named", apart, near, part);
    note!(f, "who named place", apart, near, place.kind);
    note!(f, "who named behind", before.tag, near, part);
    note!(f, "who named behind form", before.form, near);
    note!(f, "who named opens", opens, near, part);
    note!(f, "who named behind verb", verb, near, part);
    note!(f, "who named head", head.tag, near);
    note!(f, "who named head classes", head.classes);
    note!(f, "who named touches", touches, place.kind, part);
    let (level, rank) = (m.level as u64, m.rank.min(5) as u64);
    note!(f, "who named level", level, near, part);
    note!(f, "who named rank", rank, level, part);
    note!(f, "who named quoted", u64::from(m.quoted), level, part);
    let subject = m.subject.map_or(9, |rank| rank.min(3) as u64);
    note!(f, "who named subject", subject, near, part);
    note!(f, "who named subject place", subject, near, place.kind);
    note!(f, "who named subject level", subject, level, place.part);
    note!(f, "who named subject lemma", subject, place.lemma);
}

impl Resolved {
    /// Whether a verb's form can have somebody as its subject.
    fn agrees(&self, hop: &FoundHop) -> Agrees {
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
