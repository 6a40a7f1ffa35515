//! The whole way from a text to its reading, in this order: every word is read ([`Doc`]); zones of the
//! page are told apart; rules give candidates, of which the best become statements with contents
//! ([`assemble`]); phrases that only hand on become hops of the statement that they hand on
//! ([`relays`]); sources are resolved from the first statement to the last ([`speakers`]); what stands
//! inside whose content is told last ([`nesting`]).

mod nesting;
mod relays;
mod saying;
mod speakers;

use crate::assemble::{self, Statement};
use crate::data::{DataError, Language};
use crate::doc::Doc;
use crate::matcher::{self, Candidate};
use crate::reading::*;
use crate::who::Resolved;
use crate::zones;
use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use musnad_report::{Span, Text};
use relays::Relayed;

static ARABIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../lang/ar");

/// Reads texts with one set of language data.
#[derive(Debug)]
pub struct Engine {
    language: Language,
}

/// What is known of a report beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// The day from which relative days are counted.
    pub published: Option<Date>,
    /// The first paragraph is the title.
    pub has_title: bool,
}

impl Engine {
    /// With the language data that is built in.
    ///
    /// # Panics
    /// Never in a released build: the tests load the same data.
    pub fn embedded() -> Engine {
        let files = ["lexicons", "rules"]
            .iter()
            .flat_map(|d| collect(&ARABIC, d));
        let files: Vec<(String, &str)> = files.collect();
        let language = Language::load(files.iter().map(|(p, c)| (p.as_str(), *c)))
            .unwrap_or_else(|e| panic!("built-in language data: {e}"));
        Engine { language }
    }

    /// With other language data, as (path relative to the language's folder, contents).
    ///
    /// # Errors
    /// What is wrong with the data, by file and line.
    pub fn with<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Engine, DataError> {
        Ok(Engine {
            language: Language::load(files)?,
        })
    }

    /// The data: rules for their examples, version for the contract.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Reads one text. A function of its arguments and the language data alone (law 2).
    pub fn read(&self, text: &Text, context: &Context) -> Reading {
        if text.tokens().is_empty() {
            return Reading::default();
        }
        let Language {
            lexicon,
            rules,
            index,
            ..
        } = &self.language;
        let doc = Doc::new(text, lexicon);
        let zones = zones::zones(&doc, context.has_title);
        let mut found = matcher::candidates(&doc, rules, index, zones.headline.as_ref());
        // Page furniture says nothing.
        found.retain(|c| !zones.furniture[c.extent.start]);
        let assembly = assemble::assemble(&doc, found);
        let Relayed {
            statements,
            upstream,
        } = relays::attach(&doc, assembly.statements);
        let resolved = speakers::resolve(&doc, &statements, &upstream);
        let mut reading = Reading {
            zones: zones.zones,
            credits: zones.credits,
            rejected: self.rejected(&doc, assembly.lost),
            ..Reading::default()
        };
        for (k, s) in statements.iter().enumerate() {
            let attribution = self.attribution(&doc, s, &upstream[k], &resolved[k], context);
            reading.attributions.push(attribution);
        }
        nest(&mut reading.attributions);
        reading
    }

    fn attribution(
        &self,
        doc: &Doc,
        s: &Statement,
        upstream: &[Statement],
        who: &[Resolved],
        context: &Context,
    ) -> Attribution {
        let chain: Vec<Hop> = relays::hops(upstream, s)
            .into_iter()
            .zip(who)
            .map(|(h, r)| Hop {
                cue: doc.span(h.cue.clone()),
                source: h.source.as_ref().map(|np| doc.span(np.range.clone())),
                who: r.who.clone(),
                kind: r.kind,
            })
            .collect();
        let mut because = self.because(doc, &s.found);
        for u in upstream {
            because.extend(self.because(doc, &u.found));
        }
        Attribution {
            chain,
            content: s.content.iter().map(|r| doc.span(r.clone())).collect(),
            mode: assemble::mode(doc, s),
            stance: saying::stance(doc, s),
            said_on: saying::said_on(doc, s, context.published),
            inside: None,
            confidence: confidence(s.found.score),
            because,
        }
    }

    fn because(&self, doc: &Doc, c: &Candidate) -> Vec<Because> {
        let rule = &self.language.rules[c.rule];
        let at = Some(doc.span(c.extent.clone()));
        let mut out = vec![Because {
            rule: rule.id.clone(),
            at,
            weight: Some(rule.weight),
        }];
        out.extend(c.reasons.iter().map(|r| Because {
            rule: r.why.to_owned(),
            at: None,
            weight: Some(r.weight),
        }));
        out
    }

    fn rejected(&self, doc: &Doc, lost: Vec<(Candidate, &'static str)>) -> Vec<Rejected> {
        lost.into_iter()
            .filter(|(c, _)| !c.hops.is_empty())
            .map(|(c, why)| {
                let mut because = self.because(doc, &c);
                because.push(Because {
                    rule: why.to_owned(),
                    at: None,
                    weight: None,
                });
                Rejected {
                    cue: doc.span(c.hops[c.hops.len() - 1].cue.clone()),
                    because,
                }
            })
            .collect()
    }
}

fn collect(dir: &'static Dir<'static>, under: &str) -> Vec<(String, &'static str)> {
    let mut out = Vec::new();
    let Some(folder) = dir.get_dir(under) else {
        return out;
    };
    let mut todo = vec![folder];
    while let Some(d) = todo.pop() {
        todo.extend(d.dirs());
        for f in d.files() {
            if let Some(contents) = f.contents_utf8() {
                out.push((f.path().to_string_lossy().replace('\\', "/"), contents));
            }
        }
    }
    out
}

/// The score from which on a statement is as sure as one can be: a rule's weight and every common
/// reason for it.
const SURE: f32 = 1.7;
/// No reading is certain, and none that is given is nothing.
const CONFIDENCE: std::ops::RangeInclusive<f32> = 0.05..=0.99;

/// The score as a number from 0 to 1. It orders the statements of a reading; it is not calibrated:
/// of those with 0.8, not four in five need be right.
fn confidence(score: f32) -> f32 {
    (score / SURE).clamp(*CONFIDENCE.start(), *CONFIDENCE.end())
}

/// Says of all statements of a reading anew which stands inside the content of which: the innermost.
pub fn nest(attributions: &mut [Attribution]) {
    let range = |span: &Span| span.start..span.end;
    let cues: Vec<_> = attributions
        .iter()
        .map(|a| range(&a.origin().cue))
        .collect();
    let contents = attributions.iter().map(|a| a.content.iter().map(range));
    let inside = nesting::innermost(&cues, contents);
    for (attribution, outer) in attributions.iter_mut().zip(inside) {
        attribution.inside = outer;
    }
}
