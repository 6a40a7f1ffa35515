//! What happened, was asked, refused or denied: events by PLOVER (Political Language Ontology for Verifiable Event
//! Records), each with how far it got and on whose word it rests; and what lasts between parties.
//!
//! Words that tables list may tell an event ([`triggers`]); whoever is named around may have a part in it
//! ([`parties`], [`parts`]); a request may be about another event ([`about`]); negation, modality, tense and what
//! an event depends on tell how far it got ([`status`]). Tables propose, a trained judge decides ([`judge`]).

mod about;
mod arrangements;
mod codes;
mod dates;
mod event;
pub mod families;
pub mod judge;
mod kinds;
mod parties;
mod parts;
mod scene;
mod status;
mod toll;
mod triggers;
mod word;

pub use codes::Codes;
pub use event::{Argument, Arrangement, Code, Decision, Event, Group, Party, Toll};
pub use families::Families;
pub use kinds::{ArrangementKind, EventType, Part, Sort, Status};
pub use toll::Tolls;

use crate::data::{DataError, Language};
use crate::doc::Doc;
use crate::judge::{Features, Verdict};
use crate::mentions::Taggers;
use crate::reading::{Reading, Untold, Who};
use judge::{Answer, Case, Judge, Question};
use musnad_report::Span;
use parts::{Asking, Known, Taken};
use rustc_hash::FxHashSet;
use scene::Scene;
use std::collections::BTreeMap;
use triggers::Trigger;

/// Where the tables of events lie, in the language's folder.
pub(crate) const FOLDER: &str = "events/";

/// All that the language data know of events.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Words that tell events, and what lasts.
    pub families: Families,
    /// Countries and sectors of actors.
    pub codes: Codes,
    /// Words that count the dead and injured.
    pub tolls: Tolls,
}

impl Words {
    /// Adds one file of the folder.
    ///
    /// # Errors
    /// What is wrong with it, by line.
    pub(crate) fn add(&mut self, path: &str, contents: &str) -> Result<bool, DataError> {
        let name = path.strip_prefix(FOLDER).unwrap_or(path);
        match name {
            "codes.tsv" | "sectors.tsv" | "countries.tsv" => {
                self.codes.add(name, path, contents)?;
            }
            "toll.tsv" => self.tolls.add(path, contents)?,
            _ if name.ends_with(".toml") => self.families.add(path, contents)?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Keeps what a judge decides.
struct Keeping<'j> {
    judge: &'j mut dyn Judge,
    decisions: Vec<(Span, Decision)>,
}

impl Judge for Keeping<'_> {
    fn choose(
        &mut self,
        case: &Case,
        options: &[Answer],
        describe: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict {
        let verdict = self.judge.choose(case, options, describe);
        let decision = Decision {
            question: case.question,
            at: case.at,
            taken: options[verdict.choice],
            probability: verdict.probability,
            runner_up: verdict.runner_up.map(|(n, p)| (options[n], p)),
            weighed: verdict.weighed.clone(),
        };
        self.decisions.push((case.trigger, decision));
        verdict
    }
}

/// Puts events and arrangements into a reading that has attributions, mentions, entities and times.
pub(crate) fn read(doc: &Doc, language: &Language, reading: &mut Reading, judge: &mut dyn Judge) {
    let words = &language.events;
    let known = language.taggers.as_ref().map(Taggers::words);
    let mut scene = Scene::new(doc, &words.families, known, reading);
    let mut keeping = Keeping {
        judge,
        decisions: Vec::new(),
    };
    let candidates = triggers::candidates(&scene);
    let mut ask = |question| -> Vec<Trigger> {
        (0..candidates.len())
            .filter_map(|n| triggers::trigger(&scene, (&candidates, n), question, &mut keeping))
            .collect()
    };
    let mut told = ask(Question::Type);
    let mut lasting = ask(Question::Lasting);
    for trigger in told.iter_mut().chain(&mut lasting) {
        trigger.word = word::word(&scene, trigger, &mut keeping);
    }
    for trigger in told.iter().chain(&lasting) {
        scene.told[trigger.token] = true;
    }
    let mut groups = Vec::new();
    let mut events: Vec<Event> = tell(&scene, words, &told, (&mut groups, &mut keeping))
        .into_iter()
        .zip(&told)
        .filter_map(|(telling, trigger)| telling.event(&words.families, trigger))
        .collect();
    toll::count(&scene, &words.tolls, &told, &mut events);
    for event in &mut events {
        let own = keeping
            .decisions
            .iter()
            .filter(|(t, _)| *t == event.trigger);
        event.decisions = own.map(|(_, d)| d.clone()).collect();
    }
    let mut arrangements: Vec<Arrangement> =
        tell(&scene, words, &lasting, (&mut groups, &mut keeping))
            .into_iter()
            .zip(&lasting)
            .filter_map(|(telling, trigger)| telling.arrangement(trigger))
            .collect();
    let sentence = |span: Span| {
        let token = doc.text.tokens_in(span).start;
        scene.span(doc.sentence(token))
    };
    arrangements::with_sentences(&mut arrangements, sentence);
    reading.untold = untold(keeping.decisions, &events);
    reading.events = events;
    reading.groups = groups;
    reading.arrangements = arrangements;
}

/// What was decided about words that tell no event.
fn untold(decisions: Vec<(Span, Decision)>, events: &[Event]) -> Vec<Untold> {
    let told: FxHashSet<Span> = events.iter().map(|event| event.trigger).collect();
    let mut untold: BTreeMap<Span, Vec<Decision>> = BTreeMap::new();
    for (trigger, decision) in decisions {
        if !told.contains(&trigger) {
            untold.entry(trigger).or_default().push(decision);
        }
    }
    let word = |(trigger, decisions)| Untold { trigger, decisions };
    untold.into_iter().map(word).collect()
}

/// What was found out about one trigger.
struct Telling {
    trigger: Span,
    arguments: Vec<Argument>,
    status: Status,
    about: Option<usize>,
    time: Option<usize>,
    on_word_of: Option<usize>,
    confidence: f32,
}

impl Telling {
    fn event(self, families: &Families, trigger: &Trigger) -> Option<Event> {
        let family = &families.all[trigger.family];
        let meaning = family.means.iter().find(|m| m.sort == trigger.sort);
        Some(Event {
            kind: trigger.sort.event()?,
            mode: meaning.and_then(|m| m.mode).map(Box::from),
            status: self.status,
            trigger: self.trigger,
            arguments: self.arguments,
            time: self.time,
            contexts: family.contexts.clone(),
            on_word_of: self.on_word_of,
            about: self.about,
            killed: None,
            injured: None,
            confidence: self.confidence,
            family: family.id.as_str().into(),
            decisions: Vec::new(),
        })
    }

    fn arrangement(self, trigger: &Trigger) -> Option<Arrangement> {
        let Sort::Lasting(kind) = trigger.sort else {
            return None;
        };
        let (parties, object, place) = arrangements::parted(self.arguments);
        Some(Arrangement {
            kind,
            status: self.status,
            trigger: self.trigger,
            parties,
            object,
            place,
            time: self.time,
            on_word_of: self.on_word_of,
            confidence: self.confidence,
            sentences: Vec::new(),
        })
    }
}

fn tell(
    scene: &Scene,
    words: &Words,
    triggers: &[Trigger],
    (groups, judge): (&mut Vec<Group>, &mut Keeping),
) -> Vec<Telling> {
    let mut told = Vec::new();
    let mut parties = Vec::new();
    let mut of = usize::MAX;
    let mut before: Option<Span> = None;
    for trigger in triggers {
        let sentence = scene.doc.text.sentence_of(trigger.token);
        if of != sentence {
            parties = parties::of_sentence(scene, scene.doc.sentence(trigger.token));
            of = sentence;
        }
        let (known, all) = asking(scene, trigger, &parties, before);
        let asking = Asking {
            parties: &all,
            known,
        };
        let taken = parts::parts(scene, trigger, &asking, judge);
        let arguments = arguments(scene, words, (&all, &taken), groups);
        let actor = arguments.iter().find(|a| a.part == Part::Actor);
        before = actor.map(|a| a.span).or(before);
        told.push(Telling {
            trigger: scene.span(trigger.token..trigger.token + 1),
            arguments,
            status: Status::Happened,
            about: None,
            time: None,
            on_word_of: trigger.word,
            confidence: trigger.probability,
        });
    }
    let about: Vec<Option<usize>> = (0..triggers.len())
        .map(|n| about::about(scene, triggers, n, judge))
        .collect();
    for (n, telling) in told.iter_mut().enumerate() {
        let verdict = status::status(scene, triggers, n, &about, judge);
        telling.status = Status::ALL[verdict.choice];
        telling.confidence *= verdict.probability;
        telling.about = about[n];
        telling.time = dates::date(scene, triggers, n, judge);
    }
    told
}

/// Who may have a part: those of the sentence, and from further off whoever says it and did what was told last.
fn asking(
    scene: &Scene,
    trigger: &Trigger,
    parties: &[parties::Party],
    before: Option<Span>,
) -> (Known, Vec<parties::Party>) {
    let attributions = &scene.reading.attributions;
    let who = |a: usize| {
        let origin = attributions[a].origin();
        match &origin.who {
            Who::Named { at, .. } | Who::Unnamed { at, .. } => origin.source.or(Some(*at)),
            Who::Unknown => None,
        }
    };
    let known = Known {
        speaker: scene.cue_of[trigger.token].and_then(who),
        teller: trigger.word.and_then(who),
        before,
    };
    let mut all = parties.to_vec();
    for span in known.all() {
        let tokens = scene.doc.text.tokens_in(span);
        let overlaps =
            |p: &parties::Party| p.tokens.start < tokens.end && tokens.start < p.tokens.end;
        if !all.iter().any(overlaps) && !tokens.is_empty() {
            all.extend(parties::named(scene, tokens));
        }
    }
    (known, all)
}

fn arguments(
    scene: &Scene,
    words: &Words,
    (parties, taken): (&[parties::Party], &[Taken]),
    groups: &mut Vec<Group>,
) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = Vec::new();
    for t in taken {
        let party = &parties[t.party];
        let (who, code) = whom(scene, words, party, groups);
        arguments.push(Argument {
            part: t.part,
            span: scene.span(party.words.clone()),
            party: who,
            code,
            confidence: t.probability,
        });
    }
    arguments.sort_by_key(|a| (a.span.start, a.span.end));
    let mut seen = Vec::new();
    arguments.retain(|a| {
        let new = !seen.contains(&(a.part, a.party));
        seen.push((a.part, a.party));
        new
    });
    arguments
}

/// The entity that a party is, else a group of its own.
fn whom(
    scene: &Scene,
    words: &Words,
    party: &parties::Party,
    groups: &mut Vec<Group>,
) -> (Party, Option<Code>) {
    let span = scene.span(party.words.clone());
    let entity = party.mention.and_then(|m| scene.entity_of(m));
    let code = words.codes.of(scene, party, entity);
    let who = match entity {
        Some(e) => Party::Entity(e),
        None => {
            let known = groups.iter().position(|g| g.at == span);
            Party::Group(known.unwrap_or_else(|| {
                groups.push(Group {
                    name: bare(scene, party),
                    at: span,
                });
                groups.len() - 1
            }))
        }
    };
    (who, code)
}

/// The words of a phrase without what is attached before the first: «للمتظاهرين» gives «المتظاهرين».
fn bare(scene: &Scene, party: &parties::Party) -> String {
    let text = scene.doc.text;
    let first = &scene.doc.words[party.words.start];
    let span = scene.span(party.words.clone());
    let words = text.slice(span);
    let cut = usize::from(first.conj) + usize::from(first.prep.is_some());
    let mut letters = words.chars();
    for _ in 0..cut {
        letters.next();
    }
    let rest = letters.as_str();
    match (first.prep, first.def) {
        (Some('ل'), true) if rest.starts_with('ل') => format!("ا{rest}"),
        _ => rest.to_owned(),
    }
}
