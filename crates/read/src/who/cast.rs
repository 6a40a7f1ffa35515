//! All that a report calls people and bodies, gathered once and found again by their words.

use super::forms::Forms;
use crate::assemble::Statement;
use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::np::{self, NounPhrase, Reach};
use crate::reading::Who;
use musnad_report::Span;
use std::ops::Range;

/// All that a report calls people and bodies.
pub struct Cast<'d, 't> {
    pub(super) doc: &'d Doc<'t>,
    /// By their first token; of those that begin together the longest first.
    pub(super) mentions: Vec<NounPhrase>,
    pub(super) forms: Forms<'d>,
}

impl<'d, 't> Cast<'d, 't> {
    /// Gathers every noun phrase headed by a title, name or body, and the sources that were found.
    pub fn gather(doc: &'d Doc<'t>, statements: &[Statement]) -> Cast<'d, 't> {
        let mut mentions = phrases(doc);
        let hops = statements.iter().flat_map(|s| &s.found.hops);
        mentions.extend(hops.filter_map(|h| h.source.clone()));
        mentions.sort_by_key(|np| (np.range.start, std::cmp::Reverse(np.range.end)));
        let forms = Forms::index(doc, &mentions);
        Cast {
            doc,
            mentions,
            forms,
        }
    }

    /// The nearest mentions before a token that can speak, the nearest first.
    pub(crate) fn before(&self, at: usize, many: usize) -> impl Iterator<Item = &NounPhrase> {
        let end = self.mentions.partition_point(|np| np.range.start < at);
        let near = self.mentions[..end].iter().rev();
        near.filter(move |np| np.range.end <= at && np.can_speak())
            .take(many)
    }

    /// The first token of the sentence around one.
    pub(crate) fn sentence_start(&self, at: usize) -> usize {
        self.doc.sentence(at).start
    }

    /// Whether a phrase stands in quotation marks.
    pub(crate) fn is_quoted(&self, np: &NounPhrase) -> bool {
        self.doc.text.quotation_of(np.head).is_some()
    }

    /// A named source: the words of `range`.
    pub(super) fn name_at(&self, range: Range<usize>) -> Who {
        let assimilated = self.assimilated(range.start);
        let at = self.bare_span(range);
        let words = self.doc.text.slice(at);
        let name = match assimilated {
            true => format!("ا{words}"),
            false => words.to_owned(),
        };
        Who::Named { name, at }
    }

    /// A source without a name: the words of `range`.
    pub(super) fn unnamed_at(&self, range: Range<usize>) -> Who {
        // «مسؤول طلب عدم ذكر اسمه» is «مسؤول».
        let kept = |&i: &usize| self.doc.phrases[i].is_some_and(|(_, c)| c.any(Classes::ANONYMITY));
        let end = range.clone().find(kept).unwrap_or(range.end);
        let range = range.start..end.max(range.start + 1);
        let case = self.accusative(range.start);
        let assimilated = self.assimilated(range.start);
        let at = self.bare_span(range);
        let words = self.doc.text.slice(at);
        let words = match words.split_once(char::is_whitespace) {
            Some((first, rest)) if case => format!("{} {rest}", nominative(first)),
            None if case => nominative(words).to_owned(),
            _ if assimilated => format!("ا{words}"),
            _ => words.to_owned(),
        };
        Who::Unnamed { words, at }
    }

    /// «لكن مسؤولا قال»: an indefinite noun in the accusative, whose alif is no letter of it.
    fn accusative(&self, i: usize) -> bool {
        let base = self.doc.words[i].stem.strip_suffix('ا');
        let people = Classes::ANONYMOUS
            .union(Classes::TITLE)
            .union(Classes::PERSON);
        !self.doc.words[i].def && base.is_some_and(|b| self.doc.lexicon.classes(b).any(people))
    }

    /// «للهيئة»: the article has lost its alif to the preposition.
    fn assimilated(&self, i: usize) -> bool {
        let w = &self.doc.words[i];
        w.prep == Some('ل') && w.def
    }

    /// The span of a phrase without a conjunction or preposition attached to its first word.
    fn bare_span(&self, r: Range<usize>) -> Span {
        let doc = self.doc;
        let mut span = doc.span(r.clone());
        let w = &doc.words[r.start];
        let letters = usize::from(w.conj) + usize::from(w.prep.is_some());
        let attached = doc.text.surface(r.start).chars().take(letters);
        span.start += attached.map(char::len_utf8).sum::<usize>();
        span
    }
}

/// «مسؤولا», «مسؤولاً», «مسؤولًا» → «مسؤول».
fn nominative(word: &str) -> &str {
    const TANWIN: char = '\u{64b}';
    word.trim_end_matches(TANWIN)
        .trim_end_matches('ا')
        .trim_end_matches(TANWIN)
}

/// Every noun phrase headed by a title, name or body, from left to right, none inside another.
fn phrases(doc: &Doc) -> Vec<NounPhrase> {
    let heads = Classes::HEAD.union(Classes::GIVEN);
    let never = Classes::AUX.union(Classes::PREP);
    let mut out: Vec<NounPhrase> = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        let head = doc.classes(i).any(heads) && !doc.words[i].classes.any(never);
        let found = (head && !doc.is_mark(i))
            .then(|| parse_at(doc, i))
            .flatten();
        let found = found.filter(|np| !chance(doc, np));
        i = found.as_ref().map_or(i + 1, |np| np.range.end.max(i + 1));
        out.extend(found);
    }
    out
}

/// A single word that is mostly no name («أمل», «المستقبل») names nobody where it stands alone.
fn chance(doc: &Doc, np: &NounPhrase) -> bool {
    let c = doc.classes(np.head);
    let nouns = Classes::PEOPLE
        .union(Classes::ORGANISATION)
        .union(Classes::STATE)
        .union(Classes::DOCUMENT)
        .union(Classes::HONORIFIC);
    np.range.len() == 1 && c.any(Classes::AMBIGUOUS) && !c.any(nouns)
}

/// Parses a noun phrase at a word that may carry a conjunction or preposition.
fn parse_at(doc: &Doc, i: usize) -> Option<NounPhrase> {
    let end = doc.sentence_end(i);
    np::parse(doc, i, end, Reach::Short).or_else(|| {
        let w = &doc.words[i];
        (w.conj || w.prep.is_some())
            .then(|| np::parse_unprefixed(doc, i, end))
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use musnad_report::Text;

    #[test]
    fn a_name_is_given_as_it_stands_alone() {
        let engine = Engine::embedded();
        let text = Text::new("وفقا للهيئة العامة. لكن مسؤولا نفى.");
        let doc = Doc::new(&text, &engine.language().lexicon);
        let cast = Cast::gather(&doc, &[]);
        assert_eq!(cast.name_at(1..3).as_str(), "الهيئة العامة");
        assert_eq!(cast.unnamed_at(5..6).as_str(), "مسؤول");
    }
}
