//! What a reading holds. The vocabulary is that of PARC 3 and PolNeAR (attribution, source, cue,
//! content), widened by chains of hops, stance and implicit speakers as the annotation guide says.

pub use crate::entities::Entity;
pub use crate::events::{Arrangement, Event, Group};
use crate::judge::Decision;
use jiff::civil::Date;
use musnad_report::Span;
pub use musnad_time::{Anchoring, Clash};
use musnad_time::{EventTime, SayingTime, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything read out of one report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// In the order in which their origin cues stand in the text.
    pub attributions: Vec<Attribution>,
    /// Headline, dateline, byline, credit lines, page furniture, repeated paragraphs.
    pub zones: Vec<Zone>,
    /// Agency and outlet credit lines.
    pub credits: Vec<Credit>,
    /// Expressions of time, in the order of the text. Readings that were stored before there were any have none.
    #[serde(default)]
    pub times: Vec<TimeExpr>,
    /// Who and what is named: nested or apart, never crossing, in the order of their starts, of two that start
    /// together the longer first. None without weights, and in readings that were stored before there were any.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// Whom and what they mean: the mentions, grouped.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// Where those lie that have a place, in their order.
    #[serde(default)]
    pub places: Vec<Located>,
    /// What is told to have happened, to be asked, planned, refused or denied, in the order of the triggers.
    #[serde(default)]
    pub events: Vec<Event>,
    /// People and things without a name that have a part in events.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// What lasts between parties, in the order of the words that name it.
    #[serde(default)]
    pub arrangements: Vec<Arrangement>,
    /// Candidates that lost, kept so that `explain` can show why something is *not* there. They are not
    /// stored: reading again gives them back (law 2).
    #[serde(skip)]
    pub rejected: Vec<Rejected>,
    /// Words that might have told an event and tell none, in their order, kept for the same reason and stored no more.
    #[serde(skip)]
    pub untold: Vec<Untold>,
    /// What the reader should know about this reading (truncations, clashes).
    pub diagnostics: Vec<String>,
}

/// One content presented as coming from somebody other than the report's author.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Hops from the reader towards the origin; never empty. The last one is the origin.
    pub chain: Vec<Hop>,
    /// What is said; one span or more, in text order, not overlapping.
    pub content: Vec<Span>,
    /// How it is rendered.
    pub mode: Mode,
    /// What the cue nearest to the content does with it.
    pub stance: Stance,
    /// The expression that dates the act of saying.
    pub said_on: Option<SaidOn>,
    /// Index, in [`Reading::attributions`], of the attribution whose content holds this one.
    pub inside: Option<usize>,
    /// How probable it is that cue, source and content of the origin are all three right, 0 to 1.
    /// Without weights it is the rules' score, brought to that range, and no probability.
    pub confidence: f32,
    /// How probable it is that each of its fields is right; `None` without weights, and in readings that
    /// were stored before there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field_confidence: Option<FieldConfidence>,
    /// Why it was decided so.
    pub because: Vec<Because>,
    /// What was decided about its cues, from the first hop to the origin. They are not stored: reading
    /// again gives them back (law 2).
    #[serde(skip)]
    pub decisions: Vec<Decision>,
}

impl Attribution {
    /// The hop nearest to the origin.
    pub fn origin(&self) -> &Hop {
        self.chain.last().expect("a chain is never empty")
    }
}

/// How probable it is that each field of an attribution is right, 0 to 1, as `./x eval` counts it: spans
/// are right where they are equal to gold's but for marks and white space at their ends; the others
/// where the content shares half of its words with gold's as well.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldConfidence {
    /// The origin's cue.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub cue: f32,
    /// The origin's written source; `null` where none is written.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub source: Option<f32>,
    /// All of the content.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub content: f32,
    /// Whom the origin's source is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub who: f32,
    /// What sort of source that is.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub kind: f32,
    /// The stance.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub stance: f32,
    /// The mode.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub mode: f32,
    /// The date of the act of saying; `null` where none is given.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub said_on: Option<f32>,
    /// In whose content it stands, and that it stands in none.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub inside: f32,
    /// The cue and the source of every hop; `null` where there is one hop.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub chain: Option<f32>,
}

/// One link of a chain: by which words, of whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hop {
    /// The words that hand the content to the source.
    pub cue: Span,
    /// The noun phrase that names the source here; `None` for an implicit speaker.
    pub source: Option<Span>,
    /// The resolved source, in its fullest form found in the text.
    pub who: Who,
    /// What sort of source.
    pub kind: Kind,
}

/// Law 6: ignorance is a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// A source with a name; the fullest form in this text and where it stands.
    Named {
        /// As it is shown.
        name: String,
        /// Where the fullest form stands.
        at: Span,
    },
    /// «مصادر مطلعة»: there is a source and it has no name.
    Unnamed {
        /// The words that stand for it.
        words: String,
        /// Where they stand.
        at: Span,
    },
    /// Passives and impersonal cues: nobody is given.
    Unknown,
}

impl Who {
    /// The text of the contract's `who`: the name, the words, or "unknown".
    pub fn as_str(&self) -> &str {
        match self {
            Who::Named { name, .. } => name,
            Who::Unnamed { words, .. } => words,
            Who::Unknown => "unknown",
        }
    }
}

/// What sort of source a hop has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One or several persons.
    Person,
    /// A ministry, force, party, company …
    Organisation,
    /// A country, government, or capital standing for it.
    State,
    /// A news agency.
    Agency,
    /// A newspaper, channel, site.
    Outlet,
    /// A statement, report, study.
    Document,
    /// «مصادر مطلعة», «مسؤول رفض ذكر اسمه», «شهود عيان».
    Anonymous,
    /// Nobody is given.
    Unknown,
}

impl Kind {
    /// Its name in the contracts: `person`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organisation => "organisation",
            Kind::State => "state",
            Kind::Agency => "agency",
            Kind::Outlet => "outlet",
            Kind::Document => "document",
            Kind::Anonymous => "anonymous",
            Kind::Unknown => "unknown",
        }
    }
}

/// How the content is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// All of it in quotation marks.
    Direct,
    /// None of it, but for names and single terms.
    Indirect,
    /// In part.
    Mixed,
}

/// What the cue does with the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(
    missing_docs,
    reason = "the names are those of the guide and say it all"
)]
pub enum Stance {
    State,
    Affirm,
    Allege,
    Deny,
    Accuse,
    Condemn,
    Request,
    Promise,
    Reject,
    Warn,
    Support,
    Opine,
}

/// When the act of saying took place, as far as the words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidOn {
    /// The expression.
    pub span: Span,
    /// Counted from the report's date; `None` where that is not known.
    pub date: Option<Date>,
    /// How exact the words are.
    pub precision: Precision,
}

/// An expression of time and what it means. What is one follows TIMEX3, what it means ISO 8601 and EDTF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpr {
    /// The expression.
    pub span: Span,
    /// What it means, by its clock.
    pub told: Told,
    /// Whether all of it is told or counted, from what, and what is not known.
    pub anchoring: Anchoring,
    /// What in it cannot be true together: «أمس الاثنين» in a report of a Wednesday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clash: Option<Clash>,
    /// By so many days on either side the value may be off: the months of the Hijri year begin by sighting.
    #[serde(default)]
    pub slack_days: u8,
}

/// By which of the four clocks of a report an expression counts. (The fourth, capture, is in no text.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// When what is told happened, or will happen.
    Event(EventTime),
    /// When it was said.
    Saying(SayingTime),
    /// When the report was printed, as its dateline or byline tells.
    Printed(Value),
}

impl Told {
    /// What the words mean, whatever the clock.
    pub fn value(&self) -> &Value {
        match self {
            Told::Event(EventTime(value))
            | Told::Saying(SayingTime(value))
            | Told::Printed(value) => value,
        }
    }
}

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Precision {
    Day,
    Week,
    Month,
    Year,
}

/// A part of the page that is not running text, or is it twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ZoneKind,
}

/// What a zone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ZoneKind {
    /// The title.
    Headline,
    /// «كتب فلان».
    Byline,
    /// «القاهرة - أ ف ب».
    Dateline,
    /// «(رويترز)» at the end.
    Credit,
    /// Share buttons, «المواضيع الأكثر قراءة».
    Boilerplate,
    /// A paragraph that stood before.
    Repeat,
}

/// Where an entity of a report lies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Located {
    /// Which, in [`Reading::entities`].
    pub entity: usize,
    /// The id of the place in the gazetteer: `wof:421202163`.
    pub id: String,
    /// Its usual name there.
    pub name: String,
    /// How large that place is, and with it how exactly the point says where.
    pub precision: musnad_place::Kind,
    /// ISO 3166-1 code of the country; `None` over borders.
    pub country: Option<String>,
    /// What holds it, from the nearest area to its country.
    pub within: Vec<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How probable it is among all that bear the name, 0 to 1.
    pub confidence: f32,
}

/// A stretch of text that refers to somebody or something (a mention as in ACE 2005; nested as in Wojood).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Whole words, with what is attached to them («بدمشق»), without marks at the ends.
    pub span: Span,
    /// What it refers to.
    pub kind: MentionKind,
    /// It names nothing: a definite noun that stands for what the report names elsewhere («الوزارة»).
    #[serde(default)]
    pub nominal: bool,
    /// How probable the least probable of its words' labels is, 0 to 1.
    pub confidence: f32,
}

/// What a mention refers to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// A person's name, without title or office: «ماهر الساري».
    Person,
    /// «وزارة الري», «الجيش السوري», «وكالة يراع».
    Organisation,
    /// A country, town, region, river: «محافظة حلب».
    Place,
    /// What was built and named: «مطار حميميم».
    Facility,
    /// A word for country, people, faith or side: «الروسي».
    Nationality,
    /// A title or an office: «وزير الري».
    Role,
    /// A named document: «اتفاق الطائف».
    Document,
}

impl MentionKind {
    /// All, in the order of the guide.
    pub const ALL: [MentionKind; 7] = [
        MentionKind::Person,
        MentionKind::Organisation,
        MentionKind::Place,
        MentionKind::Facility,
        MentionKind::Nationality,
        MentionKind::Role,
        MentionKind::Document,
    ];

    /// Its name in gold and contracts: `person`.
    pub fn name(self) -> &'static str {
        match self {
            MentionKind::Person => "person",
            MentionKind::Organisation => "organisation",
            MentionKind::Place => "place",
            MentionKind::Facility => "facility",
            MentionKind::Nationality => "nationality",
            MentionKind::Role => "role",
            MentionKind::Document => "document",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<MentionKind> {
        MentionKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// An agency or outlet credit line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// The line or the parenthesis.
    pub span: Span,
    /// Whom it credits.
    pub who: String,
}

/// One reason for a decision (law 5).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Because {
    /// Rule id (`path/key`) or mechanism.
    pub rule: String,
    /// The words that it looked at, where there are any.
    pub at: Option<Span>,
    /// Its weight in the decision, where it has one.
    pub weight: Option<f32>,
}

/// A cue candidate that did not become an attribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// The candidate's cue.
    pub cue: Span,
    /// Why not.
    pub because: Vec<Because>,
    /// What was decided about its cue.
    pub decisions: Vec<Decision>,
}

/// A word that might have told an event, and tells none.
#[derive(Clone, Debug, PartialEq)]
pub struct Untold {
    /// The word.
    pub trigger: Span,
    /// What was decided about it; where it names an arrangement, that too.
    pub decisions: Vec<crate::events::Decision>,
}
