//! What the commands print that keep an archive whole: `musnad.taken/1`, `musnad.verification/1`,
//! `musnad.diagnosis/1`.

use musnad_archive::{self as archive, Message};
use schemars::JsonSchema;
use serde::Serialize;
use std::path::Path;

/// Of `musnad merge` and `musnad import`.
pub const TAKEN: &str = "musnad.taken/1";
/// Of `musnad verify`.
pub const VERIFICATION: &str = "musnad.verification/1";
/// Of `musnad doctor`.
pub const DIAGNOSIS: &str = "musnad.diagnosis/1";

/// What came in from elsewhere.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "musnad.taken/1")]
pub struct Taken {
    /// The contract that this object keeps.
    #[schemars(extend("const" = TAKEN))]
    pub schema: &'static str,
    /// The archive, as it was named.
    pub archive: String,
    /// The other archive or the export, as it was named.
    pub from: String,
    /// What was not here.
    pub new: Items,
    /// What was here already, the same.
    pub known: Items,
    /// What is here with another content. Nothing was overwritten.
    pub conflicts: Vec<Told>,
    /// What was damaged or made no sense, and was left out.
    pub bad: Vec<Told>,
    /// How long it took.
    pub seconds: f64,
}

/// How many of each.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Items {
    /// Reports.
    pub reports: u64,
    /// Readings.
    pub readings: u64,
    /// Corrections.
    pub corrections: u64,
    /// Entries of the custody log.
    pub entries: u64,
}

/// Something about one item.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Told {
    /// Where: a line of the export, or a report of the other archive.
    pub place: Message,
    /// What.
    pub what: Message,
}

/// Whether an archive is what was put into it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "musnad.verification/1")]
pub struct Verification {
    /// The contract that this object keeps.
    #[schemars(extend("const" = VERIFICATION))]
    pub schema: &'static str,
    /// The archive, as it was named.
    pub archive: String,
    /// Whether there is no problem.
    pub clean: bool,
    /// All damage, the file's own first.
    pub problems: Vec<Problem>,
    /// What was looked at.
    pub counted: Counted,
    /// How long it took.
    pub seconds: f64,
}

/// One thing that is not as it was stored.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// What sort of thing is damaged.
    pub part: Part,
    /// The report's id, or the name of the structure.
    pub name: String,
    /// The same for people.
    #[serde(skip)]
    pub place: Message,
    /// What is wrong with it.
    pub what: Message,
    /// What can be done.
    pub remedy: Remedy,
    /// All of this in one line for people.
    pub said: String,
}

/// What sort of thing is damaged.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A part of the file: its header, a table, an index, the custody log …
    Structure,
    /// A report.
    Report,
}

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// `musnad doctor --repair` makes it again.
    Repair,
    /// It did not come, as a merge or an import was interrupted: the same one brings it.
    TakeAgain,
    /// `musnad doctor --rescue` copies what is intact; `musnad add` brings back the rest.
    Rescue,
}

/// What was looked at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Counted {
    /// Reports with their texts.
    pub reports: u64,
    /// Originals.
    pub originals: u64,
    /// Readings.
    pub readings: u64,
    /// Of them, readings that were made once more and compared.
    pub read_again: u64,
    /// Entries of the custody log.
    pub entries: u64,
    /// Corrections.
    pub corrections: u64,
    /// Inputs that failed.
    pub failures: u64,
}

/// What waits to be done, and what was done.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "musnad.diagnosis/1")]
pub struct Diagnosis {
    /// The contract that this object keeps.
    #[schemars(extend("const" = DIAGNOSIS))]
    pub schema: &'static str,
    /// The archive, as it was named.
    pub archive: String,
    /// How it is; `null` with `--rescue`.
    pub state: Option<State>,
    /// With `--repair`: what it did.
    pub repaired: Option<Repaired>,
    /// With `--rescue`: what was brought over.
    pub rescued: Option<Rescued>,
}

impl Diagnosis {
    /// Whether damage is left, or something is missing.
    pub fn is_left(&self) -> bool {
        let left = |repaired: &Repaired| !repaired.left.is_empty();
        let missing = |rescued: &Rescued| {
            !rescued.missing.is_empty()
                || !rescued.missing_corrections.is_empty()
                || rescued.missing_entries > 0
        };
        self.repaired.as_ref().is_some_and(left) || self.rescued.as_ref().is_some_and(missing)
    }
}

/// How an archive is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct State {
    /// Its schema.
    pub schema: u32,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Reports.
    pub reports: u64,
    /// What takes how much, largest first.
    pub sizes: Vec<Size>,
    /// What one should know, or do.
    pub findings: Vec<Finding>,
}

/// A table with its indexes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Size {
    /// The table's name.
    pub table: String,
    /// What it takes of the file, in bytes.
    pub bytes: u64,
    /// How much of that is empty.
    pub unused: u64,
}

/// Something that one should know, or do.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// What.
    pub what: Message,
    /// What it means.
    pub means: Message,
    /// What to do; `null` where there is nothing to be done.
    pub todo: Option<Message>,
    /// All of this in one line for people.
    pub said: String,
}

/// What a repair did.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Repaired {
    /// What was wrong and is well.
    pub mended: Vec<Problem>,
    /// What is still wrong.
    pub left: Vec<Problem>,
    /// What was looked at in the end.
    pub counted: Counted,
}

/// What a rescue brought over, and what it could not.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rescued {
    /// The new archive, as it was named.
    pub into: String,
    /// Reports, with originals and texts.
    pub reports: u64,
    /// Readings.
    pub readings: u64,
    /// Corrections.
    pub corrections: u64,
    /// Entries of the custody log.
    pub entries: u64,
    /// Reports that are missing.
    pub missing: Vec<Missing>,
    /// Corrections that are missing; `why` names the report that each is about.
    pub missing_corrections: Vec<Missing>,
    /// How many entries of the log are missing.
    pub missing_entries: u64,
    /// Reports that are there and whose reading is not: `musnad reread` makes it again.
    pub unread: Vec<String>,
}

/// Something that could not be rescued.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Missing {
    /// Its id.
    pub id: String,
    /// Why, or what it belongs to.
    pub why: Message,
}

impl From<archive::Items> for Items {
    fn from(items: archive::Items) -> Items {
        Items {
            reports: items.reports,
            readings: items.readings,
            corrections: items.corrections,
            entries: items.entries,
        }
    }
}

impl From<archive::Told> for Told {
    fn from(told: archive::Told) -> Told {
        Told {
            place: told.place,
            what: told.what,
        }
    }
}

impl From<archive::Problem> for Problem {
    fn from(problem: archive::Problem) -> Problem {
        let said = problem.to_string();
        let place = problem.part.message();
        let (part, name) = match problem.part {
            archive::Part::Structure(name) => (Part::Structure, name.to_string()),
            archive::Part::Report(id) => (Part::Report, id),
        };
        Problem {
            part,
            name,
            place,
            what: problem.what,
            remedy: match problem.remedy {
                archive::Remedy::Repair => Remedy::Repair,
                archive::Remedy::TakeAgain => Remedy::TakeAgain,
                archive::Remedy::Rescue => Remedy::Rescue,
            },
            said,
        }
    }
}

impl Remedy {
    /// What to do, in words.
    pub fn message(self) -> Message {
        match self {
            Remedy::Repair => archive::Remedy::Repair,
            Remedy::TakeAgain => archive::Remedy::TakeAgain,
            Remedy::Rescue => archive::Remedy::Rescue,
        }
        .message()
    }
}

impl From<archive::Counted> for Counted {
    fn from(counted: archive::Counted) -> Counted {
        Counted {
            reports: counted.reports,
            originals: counted.originals,
            readings: counted.readings,
            read_again: counted.read_again,
            entries: counted.entries,
            corrections: counted.corrections,
            failures: counted.failures,
        }
    }
}

impl From<archive::Diagnosis> for State {
    fn from(diagnosis: archive::Diagnosis) -> State {
        let size = |size: archive::Size| Size {
            table: size.table,
            bytes: size.bytes,
            unused: size.unused,
        };
        let finding = |finding: archive::Finding| {
            let (what, means, todo) = (finding.message(), finding.means(), finding.todo());
            let parts = [Some(&means), todo.as_ref()].into_iter().flatten();
            Finding {
                said: parts.fold(what.to_string(), |said, part| format!("{said}; {part}")),
                what,
                means,
                todo,
            }
        };
        State {
            schema: diagnosis.schema,
            bytes: diagnosis.bytes,
            reports: diagnosis.reports,
            sizes: diagnosis.sizes.into_iter().map(size).collect(),
            findings: diagnosis.findings.into_iter().map(finding).collect(),
        }
    }
}

impl From<archive::Repaired> for Repaired {
    fn from(repaired: archive::Repaired) -> Repaired {
        Repaired {
            mended: repaired.mended.into_iter().map(Into::into).collect(),
            left: repaired.left.into_iter().map(Into::into).collect(),
            counted: repaired.counted.into(),
        }
    }
}

impl Rescued {
    /// Of a rescue into this new archive.
    pub fn new(into: &Path, rescued: archive::Rescued) -> Rescued {
        let of_report = |(id, report)| Missing {
            id,
            why: Message::verbatim(report),
        };
        Rescued {
            into: into.to_string_lossy().into_owned(),
            reports: rescued.reports,
            readings: rescued.readings,
            corrections: rescued.corrections,
            entries: rescued.entries,
            missing: rescued
                .missing
                .into_iter()
                .map(|(id, why)| Missing { id, why })
                .collect(),
            missing_corrections: rescued
                .missing_corrections
                .into_iter()
                .map(of_report)
                .collect(),
            missing_entries: rescued.missing_entries,
            unread: rescued.unread,
        }
    }
}
