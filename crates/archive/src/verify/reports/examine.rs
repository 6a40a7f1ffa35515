//! One report, compared with all that is known of it elsewhere.

use super::super::log::Log;
use super::super::problem::Remedy;
use super::super::{Again, Counted, Found};
use super::Engines;
use super::row::{Job, Stored};
use crate::add::address_of;
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
        let untold = (!self.log.added.contains_key(id)).then_some(UNTOLD);
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
        let mut wrong: Vec<String> = job.trouble.iter().cloned().collect();
        match job.readings.iter().filter(|r| r.current == 1).count() {
            1 => {}
            0 => wrong.push("it has no reading that is shown".to_owned()),
            n => wrong.push(format!("it has {n} readings that are shown")),
        }
        for stored in &job.readings {
            found.counted.readings += 1;
            if let Err(what) = self.reading(job, stored, text, &mut found.counted) {
                wrong.push(format!("reading {}: {what}", stored.n));
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
    ) -> Result<(), String> {
        if !(0..=1).contains(&stored.current) {
            return Err("whether it is shown is not told".to_owned());
        }
        let engine = self.engines.get(&stored.engine);
        let engine = engine.ok_or("its engine is not there")?;
        let json = stored.json().ok_or("it is not what was stored")?;
        let reading: Reading = serde_json::from_slice(&json)
            .map_err(|error| format!("it cannot be understood ({error})"))?;
        let Some(text) = text else {
            return Ok(());
        };
        if !spans(&reading).iter().all(|span| slices(text, *span)) || !inside(&reading) {
            return Err("it names places that the text does not have".to_owned());
        }
        if let Some(again) = self.again.filter(|again| again.engine == *engine) {
            counted.read_again += 1;
            let now = (again.read)(&job.held.to_report(text.to_owned()));
            if serde_json::to_vec(&now).ok() != Some(json) {
                return Err("the engine that made it reads otherwise".to_owned());
            }
        }
        Ok(())
    }
}

const UNTOLD: &str = "no entry of the custody log tells of it";

/// What is wrong with a report's row.
fn row(log: &Log, job: &Job) -> Vec<&'static str> {
    let held = &job.held;
    let mut wrong: Vec<_> = job.unusual.into_iter().collect();
    if report_id(&held.blob.name(), &held.origin) != held.id {
        wrong.push("its id is not made of its original and its origin");
    }
    if address_of(&held.id, &held.origin) != held.address {
        wrong.push("its address is not that of its origin");
    }
    let told = log.added.get(&held.id);
    if told.is_some_and(|rows| !rows.contains(&held.digest())) {
        wrong.push("its row is not what was stored, says the custody log");
    }
    wrong
}

/// What is wrong with a report itself, its readings and its place in the log apart.
pub(crate) fn wrong(log: &Log, job: &Job) -> Option<String> {
    let first = row(log, job).into_iter().next();
    first.or_else(|| job.text().err()).map(str::to_owned)
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
