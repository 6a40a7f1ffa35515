//! The contract `musnad.reading/1`: what `musnad read --format json` prints, one object a report; and
//! beside it `musnad.explanation/1`, of `musnad explain`.
//!
//! Fields are only ever added; a layer that is not built yet is absent, a fact that is not known is
//! `null`. The JSON Schema is made from these types ([`schema`]), so that the two cannot differ.

mod explanation;
mod named;
mod told;

use crate::entities::WhereNamed;
use crate::reading;
use musnad_report::{DateFrom, Dated, Report, Span, Text, text_sha256};
use named::{entities, entity_id, mentions};
use rustc_hash::FxHashMap;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use told::Telling;

pub use explanation::{
    Choice, Decision, EventDecision, Explained, ExplainedEvent, Explanation, Reason, Rejected,
    UntoldWord, Weighed,
};
pub use named::{Entity, EntityType, Mention, Place};
pub use reading::{FieldConfidence, Kind, Mode, Precision, Stance, ZoneKind};
pub use told::{AUTHOR, Argument, Arrangement, Event, Stretch, TimeTold, Toll};

/// The name of the contract, in the field `schema` of every line.
pub const NAME: &str = "musnad.reading/1";

/// One report and everything that was read out of it: one line of the output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "musnad.reading/1")]
pub struct Line {
    /// The contract that this line keeps.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// The report.
    pub document: Document,
    /// Who is said to have said what, in the order of the origin cues.
    pub attributions: Vec<Attribution>,
    /// Parts of the page that are not running text, or are it twice.
    pub zones: Vec<Zone>,
    /// Agency and outlet credit lines.
    pub credits: Vec<Credit>,
    /// Who and what is named, in the order of the text, of two that start together the longer first.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// Whom and what the mentions mean, in the order in which they are named first; behind them, with ids that go on
    /// counting, the groups without a name that have a part in `events` or `arrangements`.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// Expressions of time, in the order of the text.
    #[serde(default)]
    pub times: Vec<Time>,
    /// What is told to have happened, to be asked, planned, refused or denied, in the order of the triggers.
    #[serde(default)]
    pub events: Vec<Event>,
    /// What lasts between parties, in the order of the words that name it.
    #[serde(default)]
    pub arrangements: Vec<Arrangement>,
    /// What made this reading.
    pub engine: Engine,
    /// What a reader should know about this reading; empty as a rule.
    pub diagnostics: Vec<String>,
}

/// A report without its reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Stable: made of the blob and the origin.
    pub id: String,
    /// `sha256:` and the hex hash of the bytes that the report was read from.
    pub blob: String,
    /// The file, as it was named.
    pub path: Option<String>,
    /// Which record of that file, from 0.
    pub record: Option<u64>,
    /// The address under which it was published.
    pub url: Option<String>,
    /// The headline, where the input has one of its own.
    pub title: Option<String>,
    /// Newspaper, agency, channel or site.
    pub outlet: Option<String>,
    /// As the input names him or her.
    pub author: Option<String>,
    /// The day of publication, ISO 8601.
    pub published: Option<String>,
    /// What the day of publication was taken from.
    pub published_from: DateFrom,
    /// The day of the last change, ISO 8601.
    pub modified: Option<String>,
    /// The day on which it was fetched, ISO 8601.
    pub captured: Option<String>,
    /// ISO 639 code; `und` where it cannot be told. Only Arabic (`ar`) is read.
    pub language: String,
    /// The hex SHA-256 of the text (UTF-8) in which offsets are counted.
    pub text_sha256: String,
    /// The text itself, with `--with-text` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A place in the text and the words that stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// First byte, in the UTF-8 of the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What stands there.
    pub text: String,
}

/// One content presented as coming from somebody other than the report's author.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// Stable: made of the report's id, the origin cue's span and the content's start.
    pub id: String,
    /// The hops from the reader towards the origin; the last one is the origin.
    #[schemars(length(min = 1))]
    pub chain: Vec<Hop>,
    /// What is said; one span or more, in the order of the text.
    pub content: Vec<Words>,
    /// Whether the words themselves are given.
    pub mode: Mode,
    /// What the cue nearest to the content does with it.
    pub stance: Stance,
    /// When it was said, if the text tells.
    pub said_on: Option<SaidOn>,
    /// The id of the attribution whose content holds this one.
    pub inside: Option<String>,
    /// How probable it is that cue, source and content of the origin are all three right.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
    /// How probable it is that each field is right; `null` in readings of engines that did not say.
    #[serde(default)]
    pub field_confidence: Option<FieldConfidence>,
    /// Ids of the rules and models that decided, with their weights.
    pub because: Vec<String>,
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hop {
    /// The words that hand the content to the source.
    pub cue: Words,
    /// The noun phrase that names the source here; `null` where it is left out.
    pub source: Option<Words>,
    /// The source in its fullest form found in the text, or `unknown`.
    pub who: String,
    /// What sort of source it is.
    pub kind: Kind,
    /// The id of the entity that the source is; `null` where nobody is named.
    #[serde(default)]
    pub entity: Option<String>,
}

/// The expression that dates the act of saying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SaidOn {
    /// The expression.
    #[serde(flatten)]
    pub words: Words,
    /// ISO 8601, as exact as the words are: `2016-12-20`, `2016-W51`, `2016-12`, `2016`; `null` where
    /// the report's date, from which they count, is not known.
    pub iso: Option<String>,
    /// How exact the words are.
    pub precision: Precision,
}

/// A part of the page that is not running text, or is it twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Zone {
    /// Where.
    pub span: Words,
    /// What.
    pub kind: ZoneKind,
}

/// A credit line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Credit {
    /// The line or the parenthesis.
    #[serde(flatten)]
    pub words: Words,
    /// Whom it credits.
    pub who: String,
}

/// An expression of time and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// The expression.
    pub span: Words,
    /// What it means, as ISO 8601-2 (EDTF) writes it, as exactly as the words say and no more: `2015-07-20`, `2015-07~`,
    /// `199X`, `XXXX-W-4` (a Thursday), `../2015-07-22`; `P3D` is a length that lies nowhere, `R/P1W` every week.
    pub edtf: String,
    /// The same, where ISO 8601-1 can say it; `null` where something is unknown, approximate or open.
    pub iso: Option<String>,
    /// The finest unit that the words name; `null` for a length.
    pub precision: Option<musnad_time::Precision>,
    /// By which clock it counts.
    pub clock: Clock,
    /// Whether it stands fast in the calendar; else it is known only in part.
    pub anchored: bool,
    /// How that was found.
    pub anchoring: reading::Anchoring,
    /// What in it cannot be true together; `null` as a rule.
    pub clash: Option<reading::Clash>,
    /// By so many days on either side the value may be off.
    pub slack_days: u8,
}

/// The clocks of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// When what is told happened, or will happen.
    Event,
    /// When it was said.
    Saying,
    /// When the report was published.
    Publication,
}

/// What made a reading: with both the same, the same text gives the same reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Engine {
    /// Version of the program's reading part.
    pub version: String,
    /// Version of the language data: a hash of all of it.
    pub data: String,
}

impl Engine {
    /// This build's engine with language data of version `data`.
    pub fn with_data(data: &str) -> Engine {
        Engine {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data: data.to_owned(),
        }
    }
}

impl Line {
    /// What is printed for a report and its reading, without the text itself.
    ///
    /// # Panics
    /// If `reading` is not a reading of this report's text.
    pub fn new(report: &Report, reading: &reading::Reading, engine: Engine) -> Line {
        let text = &report.text;
        let ids = attribution_ids(&report.id, &reading.attributions);
        let named = WhereNamed::new(&reading.mentions, &reading.entities);
        let attribution = |(i, a): (usize, &reading::Attribution)| Attribution {
            id: ids[i].clone(),
            chain: a
                .chain
                .iter()
                .map(|hop| Hop::new(text, &named, hop))
                .collect(),
            content: a
                .content
                .iter()
                .map(|&span| Words::new(text, span))
                .collect(),
            mode: a.mode,
            stance: a.stance,
            said_on: a.said_on.as_ref().map(|said_on| SaidOn::new(text, said_on)),
            inside: a.inside.and_then(|outer| ids.get(outer)).cloned(),
            confidence: thousandths(a.confidence),
            field_confidence: a.field_confidence,
            because: a.because.iter().map(reason).collect(),
        };
        let zone = |z: &reading::Zone| Zone {
            span: Words::new(text, z.span),
            kind: z.kind,
        };
        let credit = |c: &reading::Credit| Credit {
            words: Words::new(text, c.span),
            who: c.who.clone(),
        };
        let telling = Telling {
            text,
            reading,
            ids: &ids,
        };
        Line {
            schema: NAME.to_owned(),
            document: Document::new(report),
            attributions: reading
                .attributions
                .iter()
                .enumerate()
                .map(attribution)
                .collect(),
            zones: reading.zones.iter().map(zone).collect(),
            credits: reading.credits.iter().map(credit).collect(),
            mentions: mentions(text, reading, &named),
            entities: entities(text, reading),
            times: reading.times.iter().map(|t| Time::new(text, t)).collect(),
            events: telling.events(),
            arrangements: telling.arrangements(),
            engine,
            diagnostics: reading.diagnostics.clone(),
        }
    }
}

impl Document {
    fn new(report: &Report) -> Document {
        let day = |dated: Option<Dated>| dated.map(|d| d.date.to_string());
        Document {
            id: report.id.clone(),
            blob: report.blob.clone(),
            path: report.origin.path.clone(),
            record: report.origin.record,
            url: report.origin.url.clone(),
            title: report.title.clone(),
            outlet: report.outlet.clone(),
            author: report.author.clone(),
            published: day(report.published),
            published_from: report.published.map_or(DateFrom::None, |d| d.from),
            modified: day(report.modified),
            captured: day(report.captured),
            language: report.language.code().to_owned(),
            text_sha256: text_sha256(&report.text),
            text: None,
        }
    }
}

impl Words {
    fn new(text: &Text, span: Span) -> Words {
        Words {
            start: span.start,
            end: span.end,
            text: text.slice(span).to_owned(),
        }
    }
}

impl Hop {
    fn new(text: &Text, named: &WhereNamed, hop: &reading::Hop) -> Hop {
        let at = match &hop.who {
            reading::Who::Named { at, .. } => Some(*at),
            reading::Who::Unnamed { .. } | reading::Who::Unknown => None,
        };
        let entity = at.and_then(|at| named.at(at));
        Hop {
            entity: entity.map(entity_id),
            cue: Words::new(text, hop.cue),
            source: hop.source.map(|span| Words::new(text, span)),
            who: hop.who.as_str().to_owned(),
            kind: hop.kind,
        }
    }
}

impl Time {
    fn new(text: &Text, time: &reading::TimeExpr) -> Time {
        let value = time.told.value();
        Time {
            span: Words::new(text, time.span),
            edtf: value.to_string(),
            iso: value.iso(),
            precision: value.precision(),
            clock: match time.told {
                reading::Told::Event(_) => Clock::Event,
                reading::Told::Saying(_) => Clock::Saying,
                reading::Told::Printed(_) => Clock::Publication,
            },
            anchored: time.anchoring != reading::Anchoring::Unanchored,
            anchoring: time.anchoring,
            clash: time.clash,
            slack_days: time.slack_days,
        }
    }
}

impl SaidOn {
    fn new(text: &Text, said_on: &reading::SaidOn) -> SaidOn {
        SaidOn {
            words: Words::new(text, said_on.span),
            iso: said_on.iso(),
            precision: said_on.precision,
        }
    }
}

impl reading::SaidOn {
    /// The date in ISO 8601, as exact as the words are; `None` where it is not known.
    pub fn iso(&self) -> Option<String> {
        let date = self.date?;
        Some(match self.precision {
            Precision::Day => date.to_string(),
            Precision::Week => {
                let week = date.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Precision::Month => format!("{:04}-{:02}", date.year(), date.month()),
            Precision::Year => format!("{:04}", date.year()),
        })
    }
}

/// A reason in one string: `cues/report/qala`, `model:content@2026-12 +1.70`.
fn reason(because: &reading::Because) -> String {
    match because.weight {
        Some(weight) => format!("{} {weight:+.2}", because.rule),
        None => because.rule.clone(),
    }
}

/// Figures beyond the third are noise, and 0.93 as a float of 32 bits should stay 0.93.
pub(crate) fn thousandths(figure: f32) -> f32 {
    (figure * 1000.0).round() / 1000.0
}

/// Ids of a report's attributions (law 4: made of the report, the origin cue's span and the content's
/// start, so that they outlive a re-reading that changes anything else).
///
/// Two attributions that share all three are told apart by their order.
pub fn attribution_ids(report: &str, attributions: &[reading::Attribution]) -> Vec<String> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let id = |attribution: &reading::Attribution| {
        let cue = attribution.origin().cue;
        let content = attribution
            .content
            .first()
            .map_or(cue.end, |span| span.start);
        let key = format!("{report}:{}-{}:{content}", cue.start, cue.end);
        let id: String = Sha256::digest(key)
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let times = seen.entry(id.clone()).and_modify(|n| *n += 1).or_insert(1);
        if *times == 1 {
            id
        } else {
            format!("{id}-{times}")
        }
    };
    attributions.iter().map(id).collect()
}

/// The JSON Schema (2020-12) of a contract's outermost type, [`Line`] or [`Explanation`].
pub fn schema<T: JsonSchema>() -> Schema {
    // The schema of what is printed: a field that is always there is required, `null` or not.
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
}

#[cfg(test)]
mod tests;
