//! One report, compared with all that is known of it elsewhere.

use super::super::log::Log;
use super::super::problem::Remedy;
use super::super::{Again, Counted, Found};
use super::Engines;
use super::row::{Job, Stored};
use crate::add::address_of;
use crate::message::{Message, message};
use musnad_read::Reading;
use musnad_read::reading::{Attribution, Who};
use musnad_report::{Span, report_id};

/// What reports are compared with.
pub(super) struct Examiner<'a> {
    pub log: &'a Log,
    pub again: Option<&'a Again<'a>>,
    pub engines: &'a Engines,
}

impl Examiner<'_> {
    pub fn examine(&self, job: &Job) -> Found {
        let id = &job.held.id;
        let mut found = Found::default();
        found.counted.reports = 1;
        let untold = (!self.log.added.contains_key(id))
            .then(|| message!("no entry of the custody log tells of it"));
        for what in row(self.log, job).into_iter().chain(untold) {
            found.problems.report(id, what, Remedy::Rescue);
        }
        let text = match job.text() {
            Ok(text) => Some(text),
            Err(what) => {
                found.problems.report(id, what, Remedy::Rescue);
                None
            }
        };
        self.readings(job, text.as_deref(), &mut found);
        found
    }

    /// What is wrong with its readings.
    fn readings(&self, job: &Job, text: Option<&str>, found: &mut Found) {
        let id = &job.held.id;
        let mut wrong: Vec<Message> = job.trouble.iter().cloned().collect();
        match job.readings.iter().filter(|r| r.current == 1).count() {
            1 => {}
            0 => wrong.push(message!("it has no reading that is shown")),
            n => wrong.push(message!(
                "readings that are shown, of which there can be one: {}",
                n
            )),
        }
        for stored in &job.readings {
            found.counted.readings += 1;
            if let Err(what) = self.reading(job, stored, text, &mut found.counted) {
                wrong.push(what);
                found.bad_readings.push(stored.n);
            }
        }
        for what in wrong {
            found.problems.report(id, what, Remedy::Repair);
        }
    }

    fn reading(
        &self,
        job: &Job,
        stored: &Stored,
        text: Option<&str>,
        counted: &mut Counted,
    ) -> Result<(), Message> {
        if !(0..=1).contains(&stored.current) {
            return Err(message!(
                "reading {}: whether it is shown is not told",
                stored.n
            ));
        }
        let engine = self.engines.get(&stored.engine);
        let engine =
            engine.ok_or_else(|| message!("reading {}: its engine is not there", stored.n))?;
        let json = stored
            .json()
            .ok_or_else(|| message!("reading {}: it is not what was stored", stored.n))?;
        let reading: Reading = serde_json::from_slice(&json).map_err(|error| {
            message!("reading {}: it cannot be understood ({})", stored.n, error)
        })?;
        let Some(text) = text else {
            return Ok(());
        };
        if !spans(&reading).iter().all(|span| slices(text, *span)) || !inside(&reading) {
            return Err(message!(
                "reading {}: it names places that the text does not have",
                stored.n
            ));
        }
        if let Some(again) = self.again.filter(|again| again.engine == *engine) {
            counted.read_again += 1;
            let now = (again.read)(&job.held.to_report(text.to_owned()));
            if serde_json::to_vec(&now).ok() != Some(json) {
                return Err(message!(
                    "reading {}: the engine that made it reads otherwise",
                    stored.n
                ));
            }
        }
        Ok(())
    }
}

/// What is wrong with a report's row.
fn row(log: &Log, job: &Job) -> Vec<Message> {
    let held = &job.held;
    let mut wrong: Vec<_> = job.unusual.iter().cloned().collect();
    if report_id(&held.blob.name(), &held.origin) != held.id {
        wrong.push(message!(
            "its id is not made of its original and its origin"
        ));
    }
    if address_of(&held.id, &held.origin) != held.address {
        wrong.push(message!("its address is not that of its origin"));
    }
    let told = log.added.get(&held.id);
    if told.is_some_and(|rows| !rows.contains(&held.digest())) {
        wrong.push(message!(
            "its row is not what was stored, says the custody log"
        ));
    }
    wrong
}

/// What is wrong with a report itself, its readings and its place in the log apart.
pub(crate) fn wrong(log: &Log, job: &Job) -> Option<Message> {
    let first = row(log, job).into_iter().next();
    first.or_else(|| job.text().err())
}

/// Law 1: every stored span slices.
fn slices(text: &str, span: Span) -> bool {
    text.get(span.start..span.end).is_some()
}

fn spans(reading: &Reading) -> Vec<Span> {
    let mut spans: Vec<Span> = reading.zones.iter().map(|zone| zone.span).collect();
    spans.extend(reading.credits.iter().map(|credit| credit.span));
    for attribution in &reading.attributions {
        spans.extend(&attribution.content);
        spans.extend(attribution.said_on.iter().map(|said| said.span));
        spans.extend(attribution.because.iter().filter_map(|why| why.at));
        for hop in &attribution.chain {
            spans.push(hop.cue);
            spans.extend(hop.source);
            match &hop.who {
                Who::Named { at, .. } | Who::Unnamed { at, .. } => spans.push(*at),
                Who::Unknown => {}
            }
        }
    }
    spans
}

/// Every attribution that is inside another names one that is there, and has an origin.
fn inside(reading: &Reading) -> bool {
    let all = &reading.attributions;
    let known = |one: &Attribution| one.inside.is_none_or(|outer| outer < all.len());
    all.iter().all(|one| known(one) && !one.chain.is_empty())
}
