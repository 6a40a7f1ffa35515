//! All layers together, and what they find in a report.

use super::file::{self, TaggerError};
use super::layer::{Layer, Seen, Tags};
use super::table::Table;
use super::word_classes::WordClasses;
use crate::doc::Doc;
use crate::reading::{Mention, MentionKind};
use crate::shape::Shapes;
use musnad_report::Span;
use std::ops::Range;

/// The layers whose segments are mentions; the others only help them.
pub const NAMES: &str = "names";
/// Offices and titles.
pub const ROLES: &str = "roles";
/// Names inside names: asked only of tokens in segments of its first input that have several.
pub const INNER: &str = "inner";

/// Longer texts are tagged in stretches of so many tokens, so that memory does not grow with them: what is seen of a
/// token is some hundred numbers. The longest report of 26,000 has 9,000.
const STRETCH: usize = 20_000;

/// What is less sure than this is no mention: it would cost more precision than it brings recall («وزار الساري مدينة
/// حلب» as a facility). Chosen on the sets `tune` and `tune2`.
const LEAST: f32 = 0.4;

/// Everything that finding mentions was learnt by.
#[derive(Clone, Debug, Default)]
pub struct Taggers {
    words: WordClasses,
    /// Each behind all of its inputs.
    layers: Vec<Layer>,
    /// Of each layer the places of its inputs.
    inputs: Vec<Vec<usize>>,
    /// What the layers know of a feature that are asked of every token.
    table: Table,
    /// What [`INNER`] knows of it.
    inner: Table,
}

impl Taggers {
    /// From a file of word classes and files of layers, in an order in which every layer stands behind its
    /// inputs.
    ///
    /// # Errors
    /// If one of the files is none, or is damaged, or a layer's input is not before it.
    pub fn parse(words: &[u8], layers: &[&[u8]]) -> Result<Taggers, TaggerError> {
        let mut taggers = Taggers {
            words: WordClasses::parse(words)?,
            ..Taggers::default()
        };
        for file in layers {
            for layer in file::parse(file)? {
                taggers.push(layer)?;
            }
        }
        let needed = taggers.with_inputs(taggers.wanted().into_iter().flatten());
        let is_inner = |layer: usize| taggers.layers[layer].name == INNER;
        taggers.table = Table::new(&taggers.layers, |layer| needed[layer] && !is_inner(layer));
        taggers.inner = Table::new(&taggers.layers, is_inner);
        Ok(taggers)
    }

    fn push(&mut self, layer: Layer) -> Result<(), TaggerError> {
        let place = |name: &String| self.layers.iter().position(|l| l.name == *name);
        let inputs: Option<Vec<usize>> = layer.inputs.iter().map(place).collect();
        self.inputs.push(inputs.ok_or(TaggerError::Damaged)?);
        self.layers.push(layer);
        Ok(())
    }

    /// The classes of words.
    pub fn words(&self) -> &WordClasses {
        &self.words
    }

    /// The mentions of a text: nested or apart, never crossing, in the order of their starts, of two that start
    /// together the longer first.
    pub fn find(&self, doc: &Doc) -> Vec<Mention> {
        let wanted = self.wanted();
        let mut found = Vec::new();
        self.each(doc, wanted.iter().flatten().copied(), |start, tags| {
            for layer in wanted.into_iter().flatten() {
                let Some(tags) = &tags[layer] else { continue };
                let layer = &self.layers[layer];
                for (range, sort, confidence) in layer.segments(tags) {
                    let range = start + range.start..start + range.end;
                    found.extend(mention(doc, range, &layer.sorts[sort], confidence));
                }
            }
        });
        found.retain(|m: &Mention| m.confidence >= LEAST);
        lawful(found)
    }

    /// What one layer finds, by its own sorts; nothing where there is no such layer.
    pub fn segments(&self, doc: &Doc, layer: &str) -> Vec<(Span, &str)> {
        let Some(at) = self.layers.iter().position(|l| l.name == layer) else {
            return Vec::new();
        };
        let layer = &self.layers[at];
        let mut found = Vec::new();
        self.each(doc, [at].into_iter(), |start, tags| {
            let segments = tags[at].iter().flat_map(|tags| layer.segments(tags));
            found.extend(segments.map(|(range, sort, _)| {
                let span = doc.span(start + range.start..start + range.end);
                (span, layer.sorts[sort].as_str())
            }));
        });
        found
    }

    /// The labels that one layer gives (see [`super::tags`]), one a token; none where there is no such layer.
    pub fn labels(&self, doc: &Doc, layer: &str) -> Vec<u8> {
        let mut labels = Vec::new();
        if let Some(at) = self.layers.iter().position(|l| l.name == layer) {
            self.each(doc, [at].into_iter(), |_, mut tags| {
                labels.extend(tags[at].take().unwrap_or_default().labels);
            });
        }
        labels
    }

    /// The places of the layers whose segments are mentions.
    fn wanted(&self) -> [Option<usize>; 3] {
        [NAMES, ROLES, INNER].map(|name| self.layers.iter().position(|l| l.name == name))
    }

    /// Which layers are needed for these: they themselves, and all whose labels they see.
    fn with_inputs(&self, wanted: impl Iterator<Item = usize>) -> Vec<bool> {
        let mut needed = vec![false; self.layers.len()];
        wanted.for_each(|layer| needed[layer] = true);
        for layer in (0..needed.len()).rev() {
            if needed[layer] {
                self.inputs[layer]
                    .iter()
                    .for_each(|input| needed[*input] = true);
            }
        }
        needed
    }

    /// Hands on what the wanted layers found, and those that they see, with the token where that begins: once a
    /// text, of a text longer than any report once a stretch.
    fn each(
        &self,
        doc: &Doc,
        wanted: impl Iterator<Item = usize>,
        mut take: impl FnMut(usize, Vec<Option<Tags>>),
    ) {
        let needed = self.with_inputs(wanted);
        if !needed.contains(&true) {
            return;
        }
        let shapes = Shapes::of(doc);
        let mut left = doc.text.sentences();
        while let Some(first) = left.first() {
            let start = first.start;
            let fits = left.partition_point(|s| s.end - start <= STRETCH).max(1);
            let (here, behind) = left.split_at(fits);
            left = behind;
            take(
                start,
                self.tags(&Seen::new(doc, &self.words, &shapes, here), &needed),
            );
        }
    }

    /// What the layers found that are needed.
    fn tags(&self, seen: &Seen, needed: &[bool]) -> Vec<Option<Tags>> {
        let mut found: Vec<Option<Tags>> = vec![None; self.layers.len()];
        let mut scores = self.table.scores(&self.layers, seen, |_| true);
        for layer in (0..needed.len()).filter(|layer| needed[*layer]) {
            let inputs: Vec<&Tags> = self.inputs[layer]
                .iter()
                .filter_map(|i| found[*i].as_ref())
                .collect();
            let tagger = &self.layers[layer];
            let tags = match std::mem::take(&mut scores[layer]) {
                _ if tagger.name == INNER => {
                    let open = inputs.first().map_or_else(Vec::new, |names| names.inside());
                    let open = |token: usize| open[token];
                    let mut scores = self.inner.scores(&self.layers, seen, open);
                    tagger.tags_by(seen, &inputs, std::mem::take(&mut scores[layer]), open)
                }
                scores if scores.is_empty() => tagger.tags(seen, &inputs),
                scores => tagger.tags_by(seen, &inputs, scores, |_| true),
            };
            found[layer] = Some(tags);
        }
        found
    }
}

/// A segment as a mention, without marks at its ends; an asterisk marks sorts that name nothing («الوزارة»).
/// `None` for sorts of other sets, and where only marks are left.
fn mention(doc: &Doc, range: Range<usize>, sort: &str, confidence: f32) -> Option<Mention> {
    let (name, nominal) = match sort.strip_suffix('*') {
        Some(name) => (name, true),
        None => (sort, false),
    };
    let kind = MentionKind::named(name)?;
    let mut range = range;
    while !range.is_empty() && doc.is_mark(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && doc.is_mark(range.end - 1) {
        range.end -= 1;
    }
    if range.is_empty() {
        return None;
    }
    Some(Mention {
        span: doc.span(range),
        kind,
        nominal,
        confidence,
    })
}

/// Those that do not cross: of two that do, or that have the same span, the surer one.
fn lawful(mut found: Vec<Mention>) -> Vec<Mention> {
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let mut kept: Vec<Option<Mention>> = Vec::with_capacity(found.len());
    // Places in `kept` of the mentions that hold the place that was reached, the innermost last.
    let mut open: Vec<(usize, Mention)> = Vec::new();
    for mention in found {
        open.retain(|(_, outer)| outer.span.end > mention.span.start);
        let holds =
            |outer: &Mention| outer.span.contains(mention.span) && outer.span != mention.span;
        let crossed = open
            .iter()
            .rposition(|(_, outer)| holds(outer))
            .map_or(0, |at| at + 1);
        if open[crossed..]
            .iter()
            .any(|(_, other)| other.confidence >= mention.confidence)
        {
            continue;
        }
        for (place, _) in open.drain(crossed..) {
            kept[place] = None;
        }
        open.push((kept.len(), mention));
        kept.push(Some(mention));
    }
    kept.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(spans: &[(usize, usize, f32)]) -> Vec<Mention> {
        let mention = |&(start, end, confidence): &(usize, usize, f32)| Mention {
            span: Span::new(start, end),
            kind: MentionKind::Person,
            nominal: false,
            confidence,
        };
        spans.iter().map(mention).collect()
    }

    fn kept(spans: &[(usize, usize, f32)]) -> Vec<(usize, usize)> {
        lawful(mentions(spans))
            .iter()
            .map(|m| (m.span.start, m.span.end))
            .collect()
    }

    #[test]
    fn what_is_nested_or_apart_stays() {
        let spans = [(10, 30, 0.5), (15, 20, 0.9), (15, 17, 0.2), (30, 40, 0.1)];
        assert_eq!(kept(&spans), [(10, 30), (15, 20), (15, 17), (30, 40)]);
    }

    #[test]
    fn of_two_that_cross_the_surer_stays() {
        assert_eq!(kept(&[(0, 20, 0.5), (10, 30, 0.9)]), [(10, 30)]);
        assert_eq!(kept(&[(0, 20, 0.9), (10, 30, 0.5)]), [(0, 20)]);
        assert_eq!(kept(&[(0, 20, 0.9), (0, 20, 0.5)]), [(0, 20)]);
        assert_eq!(
            kept(&[(0, 40, 0.3), (5, 20, 0.4), (10, 45, 0.5)]),
            [(10, 45)]
        );
        assert_eq!(
            kept(&[(0, 40, 0.6), (5, 20, 0.4), (10, 45, 0.5)]),
            [(0, 40), (5, 20)]
        );
    }
}
