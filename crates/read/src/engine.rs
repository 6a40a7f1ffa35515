//! The whole way from a text to its reading.

use crate::assemble::{self, Statement};
use crate::content;
use crate::data::{DataError, Language};
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Classes, VerbFlag};
use crate::matcher::{self, Candidate, FoundHop};
use crate::reading::*;
use crate::rule::Where;
use crate::times;
use crate::who::{Cast, Resolved};
use crate::zones::{self, Zones};
use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use musnad_report::Text;

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
        found.retain(|c| allowed(&doc, c, &zones));
        let assembly = assemble::assemble(&doc, found);
        let (statements, upstream) = attach(&doc, assembly.statements);
        let resolved = resolve(&doc, &statements, &upstream);
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
        nest(&mut reading);
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
        let chain: Vec<Hop> = hops(upstream, s)
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
            stance: stance(doc, s),
            said_on: said_on(doc, s, context.published),
            inside: None,
            confidence: (s.found.score / 1.7).clamp(0.05, 0.99),
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

/// Page furniture says nothing; a rule of the headline counts in the headline alone.
fn allowed(doc: &Doc, c: &Candidate, zones: &Zones) -> bool {
    let _ = doc;
    !zones.furniture[c.extent.start]
}

/// Hops of agencies and papers («بحسب وكالة …») go to the statement that they hand on.
fn attach(doc: &Doc, statements: Vec<Statement>) -> (Vec<Statement>, Vec<Vec<Statement>>) {
    let mut kept: Vec<Statement> = Vec::new();
    let mut hops: Vec<Statement> = Vec::new();
    let spans: Vec<Statement> = statements.clone();
    for s in statements {
        let relays = matches!(s.found.place, Where::Host | Where::Clause);
        if relays && host(doc, &s, &spans).is_some() {
            hops.push(s);
        } else if s.found.place != Where::Host {
            kept.push(s);
        }
    }
    let mut upstream: Vec<Vec<Statement>> = vec![Vec::new(); kept.len()];
    for h in hops {
        let Some(anchor) = host(doc, &h, &spans) else {
            continue;
        };
        if let Some(k) = kept.iter().position(|s| s.found.anchor() == anchor) {
            upstream[k].push(h);
        }
    }
    (kept, upstream)
}

/// The anchor of the statement that a relaying phrase belongs to.
fn host(doc: &Doc, relay: &Statement, all: &[Statement]) -> Option<usize> {
    let r = &relay.found.extent;
    let sentence = doc.sentence(r.start);
    let mine = relay.found.hops.last()?.source.as_ref()?;
    let quoted = doc.text.quotation_of(r.start);
    let hands_on = mine.classes.any(
        Classes::AGENCY
            .union(Classes::OUTLET)
            .union(Classes::ORGANISATION)
            .union(Classes::DOCUMENT),
    );
    let slots = all.iter().filter(|s| {
        s.found.place == Where::Slot
            && s.found.extent.start >= sentence.start
            && s.found.extent.start < sentence.end
    });
    let slots = slots.filter(|s| doc.text.quotation_of(s.found.anchor()) == quoted);
    for s in slots.clone() {
        let e = &s.found.extent;
        if e.start < r.start && r.end <= e.end {
            return Some(s.found.anchor());
        }
    }
    if !hands_on {
        return None;
    }
    let covered: Vec<&Statement> = slots
        .filter(|s| {
            relay
                .content
                .iter()
                .any(|c| c.contains(&s.found.extent.start))
                || relay.found.place == Where::Host
        })
        .collect();
    let outer = covered.first()?;
    let alone = covered.iter().all(|s| {
        s.found.anchor() == outer.found.anchor()
            || outer.content.iter().any(|c| c.contains(&s.found.anchor()))
    });
    let first = relay.content.first().map_or(r.start, |c| c.start);
    let leads = outer.found.extent.start <= first + 8;
    (alone && leads).then(|| outer.found.anchor())
}

/// All hops of a statement, from the reader towards the origin. «قالت الصحيفة نقلا عن مسؤولين»
/// reaches behind the paper; «قال الوزير، نقلا عن الوكالة» names who handed the minister on.
fn hops<'a>(relays: &'a [Statement], s: &'a Statement) -> Vec<&'a FoundHop> {
    let press = Classes::AGENCY.union(Classes::OUTLET);
    let is_press = |h: &FoundHop| h.source.as_ref().is_some_and(|np| np.classes.any(press));
    let host_is_press = s.found.hops.first().is_some_and(is_press);
    let (behind, before): (Vec<_>, Vec<_>) = relays
        .iter()
        .flat_map(|u| &u.found.hops)
        .partition(|h| host_is_press && !is_press(h));
    before
        .into_iter()
        .chain(&s.found.hops)
        .chain(behind)
        .collect()
}

/// How many speakers back an implicit one is looked for.
const MEMORY: usize = 64;

/// Who each hop is.
fn resolve(doc: &Doc, statements: &[Statement], upstream: &[Vec<Statement>]) -> Vec<Vec<Resolved>> {
    let mut everyone: Vec<Statement> = statements.to_vec();
    everyone.extend(upstream.iter().flatten().cloned());
    let cast = Cast::gather(doc, &everyone);
    let outer: Vec<Option<usize>> = (0..statements.len())
        .map(|k| outer_of(statements, k))
        .collect();
    let mut speakers: Vec<(usize, Resolved)> = Vec::new();
    let mut out: Vec<Vec<Resolved>> = Vec::new();
    for (k, s) in statements.iter().enumerate() {
        let mut who = Vec::new();
        let hops = hops(&upstream[k], s);
        let n = hops.len();
        // Who speaks inside somebody's words is no antecedent outside them.
        let earlier: Vec<(usize, Resolved)> = speakers
            .iter()
            .rev()
            .take(MEMORY)
            .rev()
            .filter(|(j, _)| outer[*j] == outer[k] && statements[*j].found.place != Where::Clause)
            .map(|(j, r)| (statements[*j].found.anchor(), r.clone()))
            .collect();
        let above = outer[k].and_then(|o| out.get(o)).and_then(|who| who.last());
        for (h, hop) in hops.into_iter().enumerate() {
            let recent = speakers.iter().rev().take(MEMORY).rev();
            let spoken: Vec<Resolved> = recent.map(|(_, r)| r.clone()).collect();
            let r = match &hop.source {
                Some(np) => cast.named(np, &spoken),
                None if hop.unknown => Resolved::unknown(),
                None if h + 1 < n => Resolved::unknown(),
                None => cast.implicit(s, &earlier, above),
            };
            who.push(r);
        }
        if let Some(r) = who.last() {
            speakers.push((k, r.clone()));
        }
        out.push(who);
    }
    out
}

/// The statement in whose content this one's cue stands.
fn outer_of(statements: &[Statement], k: usize) -> Option<usize> {
    let anchor = statements[k].found.anchor();
    (0..statements.len())
        .filter(|&o| o != k && statements[o].content.iter().any(|r| r.contains(&anchor)))
        .min_by_key(|&o| statements[o].content.iter().map(|r| r.len()).sum::<usize>())
}

/// The stance of the cue nearest to the content; a light verb takes that of its noun.
fn stance(doc: &Doc, s: &Statement) -> Stance {
    let Some(hop) = s.found.hops.last() else {
        return Stance::State;
    };
    let Some((form, _)) = hop.form else {
        return Stance::State;
    };
    let verb = doc.verb(&form);
    let negated = hop.cue.len() > 1 && doc.words[hop.cue.start].classes.any(Classes::NEG);
    if verb.is(VerbFlag::Light) {
        let noun = s.content.first().and_then(|r| {
            r.clone().take(4).find_map(|i| {
                let own = || {
                    let nouns = doc.words[i]
                        .cues
                        .iter()
                        .filter(|(c, _)| c.part == Part::Noun);
                    nouns.map(|(c, _)| doc.verb(c).stance).next()
                };
                doc.lexicon.noun_stance(&doc.words[i]).or_else(own)
            })
        });
        return noun.unwrap_or(verb.stance);
    }
    match (negated, verb.stance) {
        (true, Stance::Deny) => {
            if verb.lemma == "استبعد" {
                Stance::Opine
            } else {
                Stance::State
            }
        }
        (true, Stance::Support) => Stance::Reject,
        (_, stance) => stance,
    }
}

/// A time between the words of the cue, the source and the content, or just before the cue.
fn said_on(doc: &Doc, s: &Statement, published: Option<Date>) -> Option<SaidOn> {
    let hop = s.found.hops.last()?;
    let end = s.found.start.map_or(s.found.extent.end, |st| st.at);
    if s.found.place == Where::Slot {
        let mut pieces = vec![hop.cue.end..end];
        if let Some(np) = hop.source.as_ref() {
            pieces = vec![
                np.range.end.max(hop.cue.end)..end,
                hop.cue.end..np.range.start.max(hop.cue.end),
            ];
            if np.range.end < hop.cue.start {
                pieces.push(np.range.end..hop.cue.start);
            }
        }
        for piece in pieces {
            if piece.start < piece.end
                && let Some(t) = times::find(doc, piece, published)
            {
                return Some(t);
            }
        }
    } else {
        return times::find(doc, hop.cue.end..s.found.extent.end, published);
    }
    None
}

/// Which statement stands inside the content of which: the innermost.
fn nest(reading: &mut Reading) {
    let list = &reading.attributions;
    let inside: Vec<Option<usize>> = (0..list.len())
        .map(|i| {
            let cue = list[i].origin().cue;
            list.iter()
                .enumerate()
                .filter(|(k, a)| *k != i && a.content.iter().any(|c| c.contains(cue)))
                .min_by_key(|(_, a)| a.content.iter().map(|c| c.len()).sum::<usize>())
                .map(|(k, _)| k)
        })
        .collect();
    for (a, i) in reading.attributions.iter_mut().zip(inside) {
        a.inside = i;
    }
    let _ = content::mode;
}
