//! The whole way from a text to its reading, in this order: every word is read ([`Doc`]); zones of the
//! page are told apart; rules give candidates, and a judge decides which words are cues, how far their
//! sources go and where their contents stand ([`decide`], [`assemble`]); phrases that only hand on become hops of the statement that they hand on
//! ([`relays`]); sources are resolved from the first statement to the last ([`speakers`]); what stands
//! inside whose content is told last ([`nesting`]).

mod fullest;
mod named;
mod nesting;
mod relays;
mod saying;
mod speakers;

use crate::assemble::{self, Found, Statement};
use crate::confidence::CalibrationError;
use crate::data::{DataError, Language};
use crate::decide::{self, Desk};
use crate::doc::Doc;
use crate::events;
use crate::judge::{Decision, Judge, Model, ModelError, Proposals, Question, Trained};
use crate::matcher::{self, Candidate};
use crate::mentions::TaggerError;
use crate::reading::*;
use crate::times::{self, Dated};
use crate::when;
use crate::who::Resolved;
use crate::zones;
use include_dir::{Dir, File, include_dir};
use jiff::civil::Date;
use musnad_report::{Span, Text};
use musnad_time::{Expression, PublicationTime};
pub(crate) use nesting::innermost;
use relays::Relayed;
use std::path::Path;

static ARABIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../lang/ar");

/// The folder of what was learnt.
const MODELS: &str = "models";
/// The weights that decide, in the language's folder.
const WEIGHTS: &str = "models/attribution.bin";
/// What makes probabilities of their decisions.
const CALIBRATION: &str = "models/confidence.tsv";

/// What decides about events.
const EVENTS: &str = "models/events.bin";
/// What finds mentions: the classes of words, and the layers of taggers.
const WORD_CLASSES: &str = "models/word-classes.bin";
/// See [`WORD_CLASSES`].
const LAYERS: &str = "models/mentions.bin";

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

/// The expressions of time of a text, counted from the day of publication.
fn expressions(text: &Text, context: &Context) -> Vec<Expression> {
    let published = context.published.map(PublicationTime);
    musnad_time::find(text, 0..text.tokens().len(), published)
}

impl Engine {
    /// With the language data that is built in, weights and all.
    ///
    /// # Panics
    /// Never in a released build: the tests load the same data.
    pub fn embedded() -> Engine {
        let engine = Engine::untrained();
        let engine = match ARABIC.get_file(WEIGHTS) {
            Some(weights) => engine
                .trained(weights.contents())
                .unwrap_or_else(|e| panic!("built-in {WEIGHTS}: {e}")),
            None => engine,
        };
        let engine = match ARABIC.get_file(CALIBRATION).and_then(File::contents_utf8) {
            Some(file) => engine
                .calibrated(file)
                .unwrap_or_else(|e| panic!("built-in {CALIBRATION}: {e}")),
            None => engine,
        };
        let engine = match ARABIC.get_file(EVENTS) {
            Some(weights) => engine
                .telling(weights.contents())
                .unwrap_or_else(|e| panic!("built-in {EVENTS}: {e}")),
            None => engine,
        };
        match (ARABIC.get_file(WORD_CLASSES), ARABIC.get_file(LAYERS)) {
            (Some(words), Some(layers)) => engine
                .tagging(words.contents(), &[layers.contents()])
                .unwrap_or_else(|e| panic!("built-in {LAYERS}: {e}")),
            _ => engine,
        }
    }

    /// With the lexicons and rules that are built in, and nothing learnt: training begins with it, whatever
    /// the files are worth that were learnt before.
    ///
    /// # Panics
    /// Never in a released build: the tests load the same data.
    pub fn untrained() -> Engine {
        // Every folder but that of what was learnt: a new one is found without being named.
        let folders = ARABIC.dirs().filter(|d| d.path() != Path::new(MODELS));
        let files = folders.flat_map(collect);
        let files: Vec<(String, &str)> = files.collect();
        Engine::with(files.iter().map(|(p, c)| (p.as_str(), *c)))
            .unwrap_or_else(|e| panic!("built-in language data: {e}"))
    }

    /// With other language data, as (path relative to the language's folder, contents). There are no
    /// weights then: what rules propose is taken.
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

    /// The same engine with these weights (see [`crate::judge::Model::parse`]) to decide.
    ///
    /// # Errors
    /// If they are no weights, or damaged.
    pub fn trained(mut self, weights: &[u8]) -> Result<Engine, ModelError> {
        self.language.decide_by(weights)?;
        Ok(self)
    }

    /// The same engine with this file (see [`crate::confidence::Calibration::parse`]) to make
    /// probabilities of what the weights decide.
    ///
    /// # Errors
    /// If it is no such file, or damaged.
    pub fn calibrated(mut self, file: &str) -> Result<Engine, CalibrationError> {
        self.language.calibrate_by(file)?;
        Ok(self)
    }

    /// The same engine with these files (see [`Taggers::parse`](crate::mentions::Taggers::parse)) to find
    /// mentions.
    ///
    /// # Errors
    /// If they are none, or damaged.
    pub fn tagging(mut self, words: &[u8], layers: &[&[u8]]) -> Result<Engine, TaggerError> {
        self.language.tag_by(words, layers)?;
        Ok(self)
    }

    /// The same engine with these weights to decide about events.
    ///
    /// # Errors
    /// If they are no weights, or damaged.
    pub fn telling(mut self, weights: &[u8]) -> Result<Engine, ModelError> {
        self.language.tell_by(weights)?;
        Ok(self)
    }

    /// The same engine without weights for events: what the tables propose is taken.
    #[must_use]
    pub fn by_tables(mut self) -> Engine {
        self.language.event_model = None;
        self
    }

    /// The same engine without what finds mentions: its readings have none, no entities and no places.
    #[must_use]
    pub fn without_mentions(mut self) -> Engine {
        self.language.taggers = None;
        self
    }

    /// The data: rules for their examples, version for the contract.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The word of a cue that reports, whatever stands around it; `None` where the span holds no word.
    pub fn head_of(&self, text: &Text, cue: Span) -> Option<Span> {
        let tokens = text.tokens_in(cue);
        let doc = Doc::new(text, &self.language.lexicon);
        (!tokens.is_empty()).then(|| {
            let head = decide::head(&doc, &tokens);
            doc.span(head..head + 1)
        })
    }

    /// Reads one text. A function of its arguments and the language data alone (law 2).
    pub fn read(&self, text: &Text, context: &Context) -> Reading {
        self.read_by(text, context, Trained::new)
    }

    /// The same reading, every decision with what weighed most in it.
    pub fn explain(&self, text: &Text, context: &Context) -> Reading {
        self.read_by(text, context, Trained::explaining)
    }

    /// Who and what is named in a text, as [`Engine::read`] has it in [`Reading::mentions`]; none without
    /// taggers.
    pub fn mentions(&self, text: &Text) -> Vec<Mention> {
        match text.tokens() {
            [] => Vec::new(),
            _ => self.mentions_of(&Doc::new(text, &self.language.lexicon)),
        }
    }

    fn mentions_of(&self, doc: &Doc) -> Vec<Mention> {
        let taggers = self.language.taggers.as_ref();
        taggers.map_or_else(Vec::new, |taggers| taggers.find(doc))
    }

    fn read_by<'m>(
        &'m self,
        text: &Text,
        context: &Context,
        judge: impl Fn(&'m Model) -> Trained<'m>,
    ) -> Reading {
        if text.tokens().is_empty() {
            return Reading::default();
        }
        let doc = Doc::new(text, &self.language.lexicon);
        let expressions = expressions(text, context);
        let dated = times::dated(&expressions);
        let mut reading = match &self.language.model {
            Some(model) => self.read_doc(&doc, context, &dated, &mut judge(model)),
            None => self.read_doc(&doc, context, &dated, &mut Proposals),
        };
        if let (Some(_), Some(calibration)) = (&self.language.model, &self.language.calibration) {
            calibration.apply(&mut reading);
            leave_out_unsure(&mut reading);
        }
        named::put(&doc, &self.mentions_of(&doc), &mut reading);
        reading.times = when::times(expressions, &reading.attributions, &reading.zones);
        match &self.language.event_model {
            Some(model) => events::read(&doc, &self.language, &mut reading, &mut judge(model)),
            None => {
                let proposals = &mut events::judge::Proposals;
                events::read(&doc, &self.language, &mut reading, proposals);
            }
        }
        reading
    }

    /// Looks for events in a text that was read, a judge of one's own deciding: a teacher learns so.
    pub fn tell_with(
        &self,
        text: &Text,
        reading: &mut Reading,
        judge: &mut dyn events::judge::Judge,
    ) {
        if !text.tokens().is_empty() {
            let doc = Doc::new(text, &self.language.lexicon);
            events::read(&doc, &self.language, reading, judge);
        }
    }

    /// Reads one text, a judge of one's own deciding. A teacher learns so, and `Proposals` shows what
    /// rules do alone. What a judge says of how sure it is, is left as it is.
    pub fn read_with(&self, text: &Text, context: &Context, judge: &mut dyn Judge) -> Reading {
        match text.tokens() {
            [] => Reading::default(),
            _ => {
                let dated = times::dated(&expressions(text, context));
                let doc = Doc::new(text, &self.language.lexicon);
                self.read_doc(&doc, context, &dated, judge)
            }
        }
    }

    fn read_doc(
        &self,
        doc: &Doc,
        context: &Context,
        dated: &[Dated],
        judge: &mut dyn Judge,
    ) -> Reading {
        let Language { rules, index, .. } = &self.language;
        let zones = zones::zones(doc, context.has_title);
        let mut found = matcher::candidates(doc, rules, index, zones.headline.as_ref());
        // Page furniture says nothing.
        found.retain(|c| !zones.furniture[c.extent.start]);
        let found = Found {
            candidates: found,
            headline: zones.headline.as_ref(),
            silent: &zones.silent(doc),
        };
        let mut desk = Desk::new(doc, rules, judge);
        let assembly = assemble::assemble(&mut desk, found);
        let Relayed {
            statements,
            upstream,
        } = relays::attach(doc, assembly.statements);
        let resolved = speakers::resolve(&mut desk, &statements, &upstream);
        let said_on: Vec<Option<SaidOn>> = statements
            .iter()
            .map(|s| {
                let proposed = saying::said_on(s, dated);
                decide::times::said_on(&mut desk, s, proposed, dated)
            })
            .collect();
        let decisions = desk.decisions();
        let mut reading = Reading {
            zones: zones.zones,
            credits: zones.credits,
            rejected: self.rejected(doc, assembly.lost, &decisions),
            ..Reading::default()
        };
        for (k, s) in statements.iter().enumerate() {
            let mut attribution = self.attribution(doc, s, &upstream[k], &resolved[k], said_on[k]);
            let cues: Vec<Span> = attribution.chain.iter().map(|hop| hop.cue).collect();
            attribution.decisions = decide::decisions_on(&decisions, &cues);
            attribution.confidence = self.confidence(&s.found, &attribution.decisions);
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
        said_on: Option<SaidOn>,
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
            said_on,
            inside: None,
            confidence: 0.0,
            field_confidence: None,
            because,
            decisions: Vec::new(),
        }
    }

    /// How sure a statement is where nothing is calibrated: that all answers are right, each sure by
    /// itself; without weights its score. It only orders the statements of a reading.
    fn confidence(&self, c: &Candidate, decisions: &[Decision]) -> f32 {
        let sure = match self.language.model {
            Some(_) => decisions.iter().map(|d| d.probability).product(),
            None => c.score / SURE,
        };
        sure.clamp(*CONFIDENCE.start(), *CONFIDENCE.end())
    }

    fn because(&self, doc: &Doc, c: &Candidate) -> Vec<Because> {
        let at = Some(doc.span(c.extent.clone()));
        let rule = c.rule.map(|r| &self.language.rules[r]);
        let mut out = vec![Because {
            rule: rule.map_or("model/cue", |r| &r.id).to_owned(),
            at,
            weight: rule.map(|r| r.weight),
        }];
        out.extend(c.reasons.iter().map(|r| Because {
            rule: r.why.to_owned(),
            at: None,
            weight: Some(r.weight),
        }));
        out
    }

    fn rejected(
        &self,
        doc: &Doc,
        lost: Vec<(Candidate, &'static str)>,
        decisions: &[Decision],
    ) -> Vec<Rejected> {
        lost.into_iter()
            .filter(|(c, _)| !c.hops.is_empty())
            .map(|(c, why)| {
                let mut because = self.because(doc, &c);
                because.push(Because {
                    rule: why.to_owned(),
                    at: None,
                    weight: None,
                });
                let cue = doc.span(c.hops[c.hops.len() - 1].cue.clone());
                let mut decisions = decide::decisions_on(decisions, &[cue]);
                decisions.retain(|d| d.question == Question::Cue);
                Rejected {
                    cue,
                    because,
                    decisions,
                }
            })
            .collect()
    }
}

fn collect(folder: &'static Dir<'static>) -> Vec<(String, &'static str)> {
    let mut out = Vec::new();
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

/// An attribution whose cue, source and content are all right less probably than this is not read: it would
/// cost more precision than it brings recall. It was chosen on the set `tune`.
const LEAST: f32 = 0.12;

/// Moves what is too unsure to those that lost.
fn leave_out_unsure(reading: &mut Reading) {
    let unsure = reading.attributions.iter().filter(|a| a.confidence < LEAST);
    let unsure: Vec<Rejected> = unsure.cloned().map(too_unsure).collect();
    reading.rejected.extend(unsure);
    reading.leave_out_below(LEAST);
}

fn too_unsure(a: Attribution) -> Rejected {
    let cue = a.origin().cue;
    let mut because = a.because;
    because.push(Because {
        rule: "too unsure".to_owned(),
        at: None,
        weight: Some(a.confidence),
    });
    Rejected {
        cue,
        because,
        decisions: a.decisions,
    }
}

/// The score from which on a statement is as sure as one can be without weights that decide: a rule's
/// weight and every common reason for it.
const SURE: f32 = 1.7;
/// No reading is certain, and none that is given is nothing.
const CONFIDENCE: std::ops::RangeInclusive<f32> = 0.05..=0.99;

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
