//! What went wrong, sorted by what one would have to mend.

mod class;
#[cfg(test)]
mod tests;

pub use class::Class;

use crate::align::touch;
use crate::figures::Figure;
use crate::normal::fold;
use crate::resolve::{Item, Link, Resolved};
use crate::score::{Comparison, PAIR_OVERLAP, same_chain};
use crate::set::Doc;
use musnad_report::Span;
use std::collections::HashSet;

/// Stands for what is not there.
pub const NONE: &str = "∅";

/// One error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What sort.
    pub class: Class,
    /// The words around which it happened: mostly the cue.
    pub around: Span,
    /// What repeats from error to error: the cue's word, or gold's value and the predicted one.
    pub key: String,
    /// What the gold has.
    pub gold: Form,
    /// What was read.
    pub read: Form,
}

/// One side of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing there.
    Nothing,
    /// These words.
    Words(Span),
    /// A place: a content's start or end.
    Edge(usize),
    /// A value.
    Value(String),
}

impl From<Option<Span>> for Form {
    fn from(span: Option<Span>) -> Form {
        span.map_or(Form::Nothing, Form::Words)
    }
}

/// All errors of one report, in no particular order.
pub fn errors(doc: &Doc, predicted: &Resolved) -> Vec<Error> {
    let comparison = Comparison::new(predicted, &doc.gold);
    let mut finder = Finder {
        text: doc.text(),
        errors: Vec::new(),
    };
    finder.cues(&comparison);
    for (p, g) in by_cue(&comparison) {
        finder.source(p, g);
        finder.content(p, g);
        finder.chain(p, g);
    }
    for pair in comparison
        .pairs
        .iter()
        .filter(|pair| pair.overlap >= PAIR_OVERLAP)
    {
        let (p, g) = (
            &comparison.predicted[pair.predicted],
            &comparison.gold[pair.gold],
        );
        let right = comparison.right_fields(p, g);
        finder.fields(p, g, &right);
        if !right.contains(&Figure::Inside) {
            finder.inside(&comparison, p, g);
        }
    }
    finder.credits(predicted, &doc.gold);
    finder.errors
}

/// Predictions and gold that mean the same place: assigned pairs whose origin cues touch, and,
/// where contents share no word, what is left and has touching cues.
fn by_cue<'a>(comparison: &'a Comparison<'_>) -> Vec<(&'a Item, &'a Item)> {
    let same_cue = |i: usize, k: usize| {
        touch(
            comparison.predicted[i].origin().cue,
            comparison.gold[k].origin().cue,
        )
    };
    let mut pairs: Vec<(usize, usize)> = comparison
        .pairs
        .iter()
        .map(|p| (p.predicted, p.gold))
        .collect();
    let mut taken: HashSet<usize> = pairs.iter().map(|&(i, _)| i).collect();
    let paired_gold: HashSet<usize> = pairs.iter().map(|&(_, k)| k).collect();
    for k in (0..comparison.gold.len()).filter(|k| !paired_gold.contains(k)) {
        let left = (0..comparison.predicted.len()).find(|&i| !taken.contains(&i) && same_cue(i, k));
        if let Some(i) = left {
            taken.insert(i);
            pairs.push((i, k));
        }
    }
    pairs.retain(|&(i, k)| same_cue(i, k));
    pairs
        .into_iter()
        .map(|(i, k)| (&comparison.predicted[i], &comparison.gold[k]))
        .collect()
}

struct Finder<'a> {
    text: &'a str,
    errors: Vec<Error>,
}

impl Finder<'_> {
    fn add(&mut self, class: Class, around: Option<Span>, key: String, gold: Form, read: Form) {
        let around = around.unwrap_or_default();
        self.errors.push(Error {
            class,
            around,
            key,
            gold,
            read,
        });
    }

    /// Folded, so that spellings count together; a colon as it stands.
    fn word(&self, span: Span) -> String {
        let word = &self.text[span.range()];
        Some(fold(word))
            .filter(|folded| !folded.is_empty())
            .unwrap_or_else(|| word.to_owned())
    }

    fn cues(&mut self, comparison: &Comparison<'_>) {
        let predicted: Vec<Span> = sorted(&comparison.predicted_cues);
        let gold: Vec<Span> = sorted(&comparison.gold_cues);
        for &cue in gold.iter().filter(|cue| !predicted.contains(cue)) {
            match predicted.iter().find(|p| p.overlaps(cue)) {
                Some(&read) => self.cue_error(Class::CueBounds, cue, Some(cue), Some(read)),
                None => self.cue_error(Class::MissedCue, cue, Some(cue), None),
            }
        }
        for &cue in &predicted {
            if !gold.iter().any(|g| g.overlaps(cue)) {
                self.cue_error(Class::SpuriousCue, cue, None, Some(cue));
            }
        }
    }

    fn cue_error(&mut self, class: Class, cue: Span, gold: Option<Span>, read: Option<Span>) {
        self.add(class, Some(cue), self.word(cue), gold.into(), read.into());
    }

    fn source(&mut self, p: &Item, g: &Item) {
        let (read, gold) = (p.origin().source, g.origin().source);
        let class = match (read, gold) {
            _ if read == gold => return,
            (None, _) => Class::SourceMissed,
            (_, None) => Class::SourceSpurious,
            (Some(read), Some(gold)) if gold.contains(read) => Class::SourceTooShort,
            (Some(read), Some(gold)) if read.contains(gold) => Class::SourceTooLong,
            _ => Class::SourceElsewhere,
        };
        let cue = g.origin().cue;
        let key = cue.map(|cue| self.word(cue)).unwrap_or_default();
        self.add(class, cue, key, gold.into(), read.into());
    }

    fn content(&mut self, p: &Item, g: &Item) {
        if p.content == g.content {
            return;
        }
        let cue = g.origin().cue;
        let key = cue.map(|cue| self.word(cue)).unwrap_or_default();
        let (read, gold) = (hull(&p.content), hull(&g.content));
        if !touch(read, gold) {
            self.add(Class::ContentElsewhere, cue, key, gold.into(), read.into());
            return;
        }
        let (Some(read), Some(gold)) = (read, gold) else {
            return;
        };
        if read.start != gold.start {
            let early = read.start < gold.start;
            let class = if early {
                Class::ContentStartsEarly
            } else {
                Class::ContentStartsLate
            };
            self.add(
                class,
                cue,
                key.clone(),
                Form::Edge(gold.start),
                Form::Edge(read.start),
            );
        }
        if read.end != gold.end {
            let early = read.end < gold.end;
            let class = if early {
                Class::ContentEndsEarly
            } else {
                Class::ContentEndsLate
            };
            self.add(
                class,
                cue,
                key.clone(),
                Form::Edge(gold.end),
                Form::Edge(read.end),
            );
        }
        if read == gold {
            let (gold, read) = (self.shape(&g.content), self.shape(&p.content));
            self.add(
                Class::ContentSpans,
                cue,
                key,
                Form::Value(gold),
                Form::Value(read),
            );
        }
    }

    /// Several spans on one line, each by its first and last words.
    fn shape(&self, spans: &[Span]) -> String {
        let ends = |&span: &Span| {
            let words: Vec<&str> = self.text[span.range()].split_whitespace().collect();
            match words[..] {
                [first, second, .., before, last] => {
                    format!("‹{first} {second} … {before} {last}›")
                }
                _ => format!("‹{}›", words.join(" ")),
            }
        };
        spans.iter().map(ends).collect::<Vec<_>>().join(" ")
    }

    fn chain(&mut self, p: &Item, g: &Item) {
        if (p.hops.len() > 1 || g.hops.len() > 1) && !same_chain(&p.hops, &g.hops) {
            let key = format!("{} hops → {}", g.hops.len(), p.hops.len());
            let (gold, read) = (self.hops(&g.hops), self.hops(&p.hops));
            self.add(
                Class::Chain,
                g.origin().cue,
                key,
                Form::Value(gold),
                Form::Value(read),
            );
        }
    }

    fn hops(&self, hops: &[Link]) -> String {
        if hops.is_empty() {
            return NONE.to_owned();
        }
        let slice = |span: Option<Span>| span.map_or(NONE, |span| &self.text[span.range()]);
        hops.iter()
            .map(|hop| format!("{} [{}]", slice(hop.cue), slice(hop.source)))
            .collect::<Vec<_>>()
            .join(" → ")
    }

    fn fields(&mut self, p: &Item, g: &Item, right: &[Figure]) {
        for (figure, class, gold, read) in values(p, g) {
            let neither_has_it = figure == Figure::SaidOn && gold == read;
            if right.contains(&figure) || neither_has_it {
                continue;
            }
            let key = match class {
                Class::Who if g.origin().source.is_none() => "implicit".to_owned(),
                Class::Who => "written".to_owned(),
                Class::SaidOn => presence(&gold, &read).to_owned(),
                _ => format!("{gold} → {read}"),
            };
            let (gold, read) = (Form::Value(gold), Form::Value(read));
            self.add(class, g.origin().cue, key, gold, read);
        }
    }

    /// Shows the outer attributions by their cues.
    fn inside(&mut self, comparison: &Comparison<'_>, p: &Item, g: &Item) {
        let outer = |items: &[Item], id: &Option<String>| {
            let outer = items.iter().find(|item| id.is_some() && item.id == *id);
            self.hops(outer.map_or(&[], |outer| &outer.hops))
        };
        let gold = outer(&comparison.gold, &g.inside);
        let read = outer(&comparison.predicted, &p.inside);
        let key = presence(&gold, &read).to_owned();
        let (gold, read) = (Form::Value(gold), Form::Value(read));
        self.add(Class::Inside, g.origin().cue, key, gold, read);
    }

    fn credits(&mut self, predicted: &Resolved, gold: &Resolved) {
        for &credit in gold.credits.difference(&predicted.credits) {
            self.cue_error(Class::CreditMissed, credit, Some(credit), None);
        }
        for &credit in predicted.credits.difference(&gold.credits) {
            self.cue_error(Class::CreditSpurious, credit, None, Some(credit));
        }
    }
}

/// Gold's values and the predicted ones.
fn values(p: &Item, g: &Item) -> [(Figure, Class, String, String); 5] {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| NONE.to_owned());
    let of = |item: &Item| {
        let hop = item.origin();
        let fields = [&item.stance, &item.mode, &hop.kind, &item.said_on];
        (hop.who.clone(), fields.map(text))
    };
    let (gold_who, [gold_stance, gold_mode, gold_kind, gold_said]) = of(g);
    let (who, [stance, mode, kind, said]) = of(p);
    [
        (Figure::Who, Class::Who, gold_who, who),
        (Figure::Stance, Class::Stance, gold_stance, stance),
        (Figure::Mode, Class::Mode, gold_mode, mode),
        (Figure::Kind, Class::Kind, gold_kind, kind),
        (Figure::SaidOn, Class::SaidOn, gold_said, said),
    ]
}

fn presence(gold: &str, read: &str) -> &'static str {
    match (gold, read) {
        (NONE, _) => "spurious",
        (_, NONE) => "missed",
        _ => "other",
    }
}

fn sorted(cues: &HashSet<Option<Span>>) -> Vec<Span> {
    let mut cues: Vec<Span> = cues.iter().copied().flatten().collect();
    cues.sort_unstable();
    cues
}

/// From the first span's start to the last one's end.
fn hull(spans: &[Span]) -> Option<Span> {
    Some(Span::new(
        spans.first()?.start,
        spans.iter().map(|s| s.end).max()?,
    ))
}
