//! The vocabulary of events: types and modes of PLOVER (Open Event Data Alliance), and how far an event got.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was done (PLOVER; definitions in our words in `docs/events.md`).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventType {
    /// Agrees, offers, promises.
    Agree,
    /// Meets, visits, negotiates.
    Consult,
    /// Backs or praises in words, signs.
    Support,
    /// Gives way in words.
    Concede,
    /// Works together in deed.
    Cooperate,
    /// Gives something.
    Aid,
    /// Gives way in deed: withdraws, frees.
    Retreat,
    /// Asks or demands.
    Request,
    /// Blames, condemns, investigates.
    Accuse,
    /// Refuses.
    Reject,
    /// Threatens.
    Threaten,
    /// Protests together.
    Protest,
    /// Cuts or lowers relations.
    Sanction,
    /// Readies or moves forces.
    Mobilize,
    /// Represses, restricts, arrests.
    Coerce,
    /// Uses violence.
    Assault,
}

impl EventType {
    /// All, from the most cooperative on, as PLOVER orders them.
    pub const ALL: [EventType; 16] = [
        EventType::Agree,
        EventType::Consult,
        EventType::Support,
        EventType::Concede,
        EventType::Cooperate,
        EventType::Aid,
        EventType::Retreat,
        EventType::Request,
        EventType::Accuse,
        EventType::Reject,
        EventType::Threaten,
        EventType::Protest,
        EventType::Sanction,
        EventType::Mobilize,
        EventType::Coerce,
        EventType::Assault,
    ];

    /// Its name in gold, data and contracts: `ASSAULT`.
    pub fn name(self) -> &'static str {
        match self {
            EventType::Agree => "AGREE",
            EventType::Consult => "CONSULT",
            EventType::Support => "SUPPORT",
            EventType::Concede => "CONCEDE",
            EventType::Cooperate => "COOPERATE",
            EventType::Aid => "AID",
            EventType::Retreat => "RETREAT",
            EventType::Request => "REQUEST",
            EventType::Accuse => "ACCUSE",
            EventType::Reject => "REJECT",
            EventType::Threaten => "THREATEN",
            EventType::Protest => "PROTEST",
            EventType::Sanction => "SANCTION",
            EventType::Mobilize => "MOBILIZE",
            EventType::Coerce => "COERCE",
            EventType::Assault => "ASSAULT",
        }
    }

    /// The type of a name.
    pub fn named(name: &str) -> Option<EventType> {
        EventType::ALL.into_iter().find(|t| t.name() == name)
    }

    /// Whether both sides may do the same, so that neither is the one to whom it is done: meetings, dealings,
    /// fights.
    pub fn mutual(self) -> bool {
        matches!(
            self,
            EventType::Agree | EventType::Consult | EventType::Cooperate | EventType::Assault
        )
    }

    /// Whether it is in words, and about something that may itself be an event: a request, a refusal.
    pub fn verbal(self) -> bool {
        matches!(
            self,
            EventType::Agree
                | EventType::Support
                | EventType::Concede
                | EventType::Request
                | EventType::Accuse
                | EventType::Reject
                | EventType::Threaten
        )
    }

    /// The modes that PLOVER has for it.
    pub fn modes(self) -> &'static [&'static str] {
        match self {
            EventType::Consult => &["visit", "third-party", "multilateral", "phone"],
            EventType::Aid => &["economic", "military", "humanitarian", "asylum"],
            EventType::Retreat => &[
                "withdraw",
                "release",
                "return",
                "disarm",
                "ceasefire",
                "access",
                "resign",
            ],
            EventType::Request | EventType::Reject => &["assist", "change", "yield", "meet"],
            EventType::Accuse => &["disapprove", "investigate", "allege"],
            EventType::Threaten => &[
                "restrict",
                "ban",
                "arrest",
                "relations",
                "expel",
                "territory",
                "violence",
            ],
            EventType::Protest => &["demo", "riot", "strike", "hunger", "boycott", "obstruct"],
            EventType::Sanction => &["convict", "cancel", "expel", "withdraw", "discontinue"],
            EventType::Mobilize => &["troops", "weapons", "police", "militia"],
            EventType::Coerce => &[
                "seize",
                "restrict",
                "ban",
                "censor",
                "curfew",
                "martial-law",
                "arrest",
                "deport",
                "withhold",
            ],
            EventType::Assault => &[
                "abduct",
                "beat",
                "torture",
                "execute",
                "sexual",
                "assassinate",
                "destroy",
                "primitive",
                "firearms",
                "explosives",
                "suicide-attack",
                "heavy-weapons",
                "aerial",
                "chemical",
            ],
            EventType::Agree | EventType::Support | EventType::Concede | EventType::Cooperate => {
                &[]
            }
        }
    }
}

/// How far an event got, as the report tells.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is told as done.
    Happened,
    /// It is in course, lasts or repeats itself.
    Ongoing,
    /// What the words name has stopped: «علقت استخدامها».
    Ended,
    /// It will be, is meant or set: «ستستخدم».
    Planned,
    /// Somebody asks for it.
    Requested,
    /// It was agreed, promised or permitted, and is not yet done.
    Agreed,
    /// Somebody refuses it.
    Refused,
    /// It is said not to have happened: «نفى قصف المدينة».
    Denied,
    /// It hangs on a condition: «إذا», «ما لم».
    Conditional,
    /// It is possible, feared, wished, or an aim.
    Hypothetical,
}

impl Status {
    /// All.
    pub const ALL: [Status; 10] = [
        Status::Happened,
        Status::Ongoing,
        Status::Ended,
        Status::Planned,
        Status::Requested,
        Status::Agreed,
        Status::Refused,
        Status::Denied,
        Status::Conditional,
        Status::Hypothetical,
    ];

    /// Its name in gold and contracts: `happened`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Ongoing => "ongoing",
            Status::Ended => "ended",
            Status::Planned => "planned",
            Status::Requested => "requested",
            Status::Agreed => "agreed",
            Status::Refused => "refused",
            Status::Denied => "denied",
            Status::Conditional => "conditional",
            Status::Hypothetical => "hypothetical",
        }
    }

    /// The status of a name.
    pub fn named(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// Which part somebody or something has in an event.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Who does it.
    Actor,
    /// To or against whom it is done.
    Recipient,
    /// Where.
    Place,
}

/// What lasts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum ArrangementKind {
    /// A joint headquarters or operations room.
    Headquarters,
    /// Use or grant of a base, an airport, a port.
    Base,
    /// Use of an airspace.
    Airspace,
    /// Forces or advisers on another's land.
    Presence,
    /// An alliance, an axis.
    Coalition,
    /// A division of labour or of influence.
    Division,
    /// Lasting support of one by another.
    Support,
    /// Lasting joint work.
    Cooperation,
    /// A treaty, deal or memorandum.
    Agreement,
    /// A resolution of an international body.
    Resolution,
    /// A truce.
    Ceasefire,
    /// Sanctions, an embargo.
    Sanctions,
    /// A siege, a closed border.
    Blockade,
    /// A place that a party holds.
    Control,
    /// A standing process of talks.
    Talks,
}

impl ArrangementKind {
    /// All.
    pub const ALL: [ArrangementKind; 15] = [
        ArrangementKind::Headquarters,
        ArrangementKind::Base,
        ArrangementKind::Airspace,
        ArrangementKind::Presence,
        ArrangementKind::Coalition,
        ArrangementKind::Division,
        ArrangementKind::Support,
        ArrangementKind::Cooperation,
        ArrangementKind::Agreement,
        ArrangementKind::Resolution,
        ArrangementKind::Ceasefire,
        ArrangementKind::Sanctions,
        ArrangementKind::Blockade,
        ArrangementKind::Control,
        ArrangementKind::Talks,
    ];

    /// Its name in gold, data and contracts: `headquarters`.
    pub fn name(self) -> &'static str {
        match self {
            ArrangementKind::Headquarters => "headquarters",
            ArrangementKind::Base => "base",
            ArrangementKind::Airspace => "airspace",
            ArrangementKind::Presence => "presence",
            ArrangementKind::Coalition => "coalition",
            ArrangementKind::Division => "division",
            ArrangementKind::Support => "support",
            ArrangementKind::Cooperation => "cooperation",
            ArrangementKind::Agreement => "agreement",
            ArrangementKind::Resolution => "resolution",
            ArrangementKind::Ceasefire => "ceasefire",
            ArrangementKind::Sanctions => "sanctions",
            ArrangementKind::Blockade => "blockade",
            ArrangementKind::Control => "control",
            ArrangementKind::Talks => "talks",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<ArrangementKind> {
        ArrangementKind::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// What a word may tell: an event, or that something lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// An event of this type.
    Event(EventType),
    /// An arrangement of this kind.
    Lasting(ArrangementKind),
}

impl Sort {
    /// Its number among all, from 1.
    pub fn number(self) -> u64 {
        match self {
            Sort::Event(kind) => kind as u64 + 1,
            Sort::Lasting(kind) => kind as u64 + 1 + EventType::ALL.len() as u64,
        }
    }

    /// Its name in gold and data.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Event(kind) => kind.name(),
            Sort::Lasting(kind) => kind.name(),
        }
    }

    /// What a name means in gold and data: `ASSAULT`, `headquarters`.
    pub fn named(name: &str) -> Option<Sort> {
        let event = EventType::named(name).map(Sort::Event);
        event.or_else(|| ArrangementKind::named(name).map(Sort::Lasting))
    }

    /// Whether it is an event.
    pub fn is_event(self) -> bool {
        matches!(self, Sort::Event(_))
    }

    /// The type of an event.
    pub fn event(self) -> Option<EventType> {
        match self {
            Sort::Event(kind) => Some(kind),
            Sort::Lasting(_) => None,
        }
    }
}
