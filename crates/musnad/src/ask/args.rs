//! The flags of the commands that ask an archive.

mod export;
mod told;

use crate::args::{Answer, Sure, date};
use crate::mend::Regroup;
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use musnad_read::MentionKind;

pub use export::{ExportArgs, ExportFormat};
pub use told::{ActorsArgs, ArrangementsArgs, Concerning, Events};

const EXIT_CODES: &str =
    "Exit codes: 0 done; 2 wrong usage, or no such report; 4 the archive cannot be used.";

/// What to ask.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find reports by what is written and said in them
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad search جسر مغلق                       both words, in any form\n",
        "  musnad search 'جسر OR نفق' -- -مغلق          one or the other, and not this\n",
        "  musnad search '\"الجسر المغلق\"'              exactly these forms, in this order\n",
        "  musnad search 'جسر NEAR/5 نفق' 'ايران*'      close together; any word that begins so\n",
        "  musnad search speaker:الساري stance:deny     statements: also kind:agency\n",
        "  musnad search in:title سد outlet:يراع after:2026-03 before:2026-04-15\n",
        "  musnad search --explain 'سد (جسر OR نفق)'    how a query is understood\n\n",
        "The best come first, then the latest. Exit codes: 0 done; 2 the query is not understood;\n",
        "4 the archive cannot be used."
    ))]
    Search(SearchArgs),
    /// Show a report: its text with every statement marked, what is known about it, its versions
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad report 3f9c                           an id, or as much of it as tells it apart\n",
        "  musnad report 3f9c --original > page.html    the bytes that came in, unchanged\n",
        "  musnad report 3f9c --format json | jq '.reading.attributions[].chain[-1].who'\n\n",
        "Exit codes: 0 done; 2 wrong usage, or no such report; 4 the archive cannot be used."
    ))]
    Report(ReportArgs),
    /// Show the versions of a page, and what changed: words, title, dates, and who says what
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad versions 3f9c          all versions of that page, each beside the one before\n",
        "  musnad versions 3f9c a071     these two, whatever pages they are of\n\n",
        "Exit codes: 0 done; 2 wrong usage, or no such report; 4 the archive cannot be used."
    ))]
    Versions(VersionsArgs),
    /// List what somebody is made to say, by date, and what others say about the name
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad who شمخاني                            all names that have this word\n",
        "  musnad who 'علي شمخاني' --after 2016-12-01   from this day on\n",
        "  musnad who --whole شمخاني                    this name alone, with nothing before or after it\n",
        "  musnad who --format json شمخاني | jq '.said[].attribution.content[].text'\n",
        "  musnad who --entity 3f9c                     one of those who have the name, under all names\n\n",
        "Whoever has the name is listed first, with offices over time; then all that they are made to say,\n",
        "under whatever spelling or title. Several may have it: --entity takes one. A source that nobody is\n",
        "known by is found by its name. A statement's day is that on which it was said, by the report's own\n",
        "words, else that of the report.\n\n",
        "Exit codes: 0 done; 2 wrong usage; 4 the archive cannot be used."
    ))]
    Who(WhoArgs),
    /// List what concerns a place, or what lies within it: mentions and statements, with coordinates
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad where حلب                             the city, the governorate, and all within them\n",
        "  musnad where طرابلس --country LY             the one in Libya\n",
        "  musnad where SY --after 2016-12-01           a whole country by its ISO 3166-1 code\n",
        "  musnad where wof:421202163                   one place by its id\n",
        "  musnad where حلب --format json | jq '.there[].place | [.latitude, .longitude, .precision]'\n\n",
        "What lies within a place is told by the gazetteer; what it does not know and bears the name is\n",
        "listed without a point. A statement is listed if what is said, or the words that name who says it,\n",
        "speak of the place.\n\n",
        "Exit codes: 0 done; 2 wrong usage; 4 the archive cannot be used."
    ))]
    Where(WhereArgs),
    /// List statements by a clock: when what they tell happened, when they were made, published, or fetched; or events
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad timeline                              what is told, by the day on which it happened\n",
        "  musnad timeline --from 2016-12-01 --to 2016-12-31\n",
        "  musnad timeline --clock saying --entity شمخاني   what he says, or others of him, as it was said\n",
        "  musnad timeline --clock publication --where حلب\n",
        "  musnad timeline --format json | jq '.entries[] | [.time.edtf, .attribution.chain[-1].who]'\n",
        "  musnad timeline --events --from 2016-12-01   what happened, was asked, refused, denied, by its own day\n",
        "  musnad timeline --type ASSAULT --status denied --where حلب\n",
        "  musnad timeline --actor روسيا --format json | jq '.events[].event | [.type, .status, .trigger.text]'\n\n",
        "Events are typed by PLOVER and have a status (happened, ongoing, planned, requested, agreed, refused,\n",
        "denied, conditional, ended, hypothetical); each stands with its sentence, its report, and on whose\n",
        "word it is told. They go by their own clock or by that of publication.\n\n",
        "Clocks are never mixed: by the clock of saying, a statement of which no word tells when it was\n",
        "made is one of unknown time, whenever its report was published. Times are written as EDTF (ISO\n",
        "8601-2), as exactly as the words say and no more. What lies nowhere in time, as it counts from\n",
        "a day that is not known or contradicts itself, comes last and is shown as what it is.\n\n",
        "Exit codes: 0 done; 2 wrong usage, or no such entity; 4 the archive cannot be used."
    ))]
    Timeline(TimelineArgs),
    /// List who does what to whom: events by actor, type and recipient, with the sentences that tell them
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad actors                                those of whom most events are told first\n",
        "  musnad actors --actor روسيا --type AID,ASSAULT\n",
        "  musnad actors --entity إيران --status requested,refused\n",
        "  musnad actors --where حلب --open 5           five events of each row with their sentences\n",
        "  musnad actors --format json | jq '.rows[] | [.actor.name, .type, .recipient.name, .events]'\n\n",
        "Actors and recipients are one across reports where `musnad entities` takes them for one; people\n",
        "without a name («مسلحون») are nobody outside of their report. Where a meeting or a fight has actors\n",
        "alone, each pair of them is a row. Every telling counts: a headline and its first sentence are two.\n\n",
        "Exit codes: 0 done; 2 wrong usage, or no such entity; 4 the archive cannot be used."
    ))]
    Actors(ActorsArgs),
    /// List what lasts between parties: headquarters, bases, coalitions, truces, with every sentence that touches them
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad arrangements                          by the day of publication\n",
        "  musnad arrangements --kind base,airspace --status ongoing\n",
        "  musnad arrangements --party إيران --where SY\n",
        "  musnad arrangements --format json | jq '.arrangements[].arrangement | [.kind, .parties[].name]'\n\n",
        "Each stands as one report tells it, with its parties, its object, its place, how far it got and on\n",
        "whose word that rests. --from and --to go by the time that the words tell of it.\n\n",
        "Exit codes: 0 done; 2 wrong usage, or no such entity; 4 the archive cannot be used."
    ))]
    Arrangements(ArrangementsArgs),
    /// List who and what reports speak of, each once under all its names; or say what is one and what is not
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad entities                              those of whom most reports speak first\n",
        "  musnad entities --kind person الساري         persons of whom a name has this word\n",
        "  musnad entities 3f9c                         one: names, offices over time, place, reports\n",
        "  musnad entities --maybe                      pairs that may be one, and why that is left open\n",
        "  musnad entities merge 3f9c a071              they are one\n",
        "  musnad entities split 3f9c 8d41              what report 8d41 tells is of somebody else\n",
        "  musnad entities rename 3f9c 'ماهر الساري'\n\n",
        "What people say holds for all later readings and is taken back by `musnad undo`; `musnad\n",
        "corrections --open` asks about what is found no more. The first question after `musnad add` groups\n",
        "what is new.\n\n",
        "Exit codes: 0 done; 2 wrong usage, or no such entity; 4 the archive cannot be used."
    ))]
    Entities(EntitiesArgs),
    /// Write the archive's readings for other programs
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad export --format jsonl --out readings.jsonl     a line a report, as of `musnad read`\n",
        "  musnad export --format csv --bom --out said.csv       a row a statement, for spreadsheets\n",
        "  musnad export --format parquet --out said.parquet     the same columns for data frames\n",
        "  musnad export --format csv speaker:الساري after:2026  of the reports that a query finds\n",
        "  musnad export --format geojson --out places.geojson   the places that reports speak of, for maps\n",
        "  musnad export --format graphml --out who.graphml      who cites whom, who speaks of whom\n",
        "  musnad export --format gexf --out who.gexf outlet:يراع    the same for Gephi, of some reports\n",
        "  musnad export --format graphml --events --out who.graphml    and who does what to whom\n",
        "  musnad export --format plover-jsonl --out events.jsonl    events by PLOVER, a line each\n",
        "  musnad export --format acled-csv --out draft.csv    a draft in the columns of ACLED\n",
        "  musnad export --format archive --out desk.jsonl       all that the archive holds, to import\n\n",
        "Reports come in the order of their ids; corrections are applied; the same archive gives the\n",
        "same bytes. A file is written beside its place and moved there when it is whole.\n\n",
        "Columns of csv and parquet: report, outlet, title, url, path, record, published, attribution,\n",
        "origin, origin_kind, chain (from the reader to the origin, joined by ' < '), cue, stance, mode,\n",
        "said_on, precision, content (parts joined by ' […] '), start, end (bytes of the report's text,\n",
        "from the first part's first byte to behind the last part's last), inside, confidence. In csv, a\n",
        "cell that begins with =, +, -, @, a tab or a line break gets a ' before it, so that no\n",
        "spreadsheet takes it for a formula.\n\n",
        "In graphml and gexf, nodes are entities, outlets that publish (scope: publisher), and sources\n",
        "that one report alone knows (scope: report); unnamed sources are never merged. An edge cites goes\n",
        "from who hands words on to who is nearer their origin, speaks_of from a speaker to what the\n",
        "words mention. Each tells how many statements it rests on, with their stances, and where they\n",
        "stand: REPORT/STATEMENT:START-END. With --events, edges acts_on go from an actor to a recipient, and\n",
        "acts_with between those who are all told as actors, one a type of event, with statuses and on whose\n",
        "word each rests; geojson has the events that are at each place. geojson has the words themselves: see\n",
        "musnad schema export.\n\n",
        "plover-jsonl has the fields of PLOVER (id, date, source, recipient, event, mode, context, event_loc,\n",
        "quad_code; text and sentence as report, start, end in bytes), and of our own status, on_word_of, about,\n",
        "killed, injured, confidence: what is denied, planned or asked for is there too. acled-csv has PROTEST,\n",
        "ASSAULT, COERCE and MOBILIZE that happened or go on, each marked as a DRAFT in its first column: nobody\n",
        "has coded them. Countries are ISO 3166-1 codes; inter1 and inter2 are empty.\n\n",
        "Exit codes: 0 done; 2 wrong usage; 3 something is damaged and was left out; 4 the archive\n",
        "cannot be used."
    ))]
    Export(ExportArgs),
}

/// An id of a report, or its beginning.
///
/// # Errors
/// If it cannot be one, or is too short to tell one apart.
pub fn id(written: &str) -> Result<String, String> {
    const SHORTEST: usize = 4;
    let id = written.to_ascii_lowercase();
    if !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err("a report's id is made of hex digits".to_owned());
    }
    if id.len() < SHORTEST {
        return Err(format!("give at least {SHORTEST} digits of the id"));
    }
    Ok(id)
}

/// Arguments of `musnad report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The report's id, or its beginning
    #[arg(value_name = "ID", value_parser = id)]
    pub id: String,
    /// Write the bytes that came in to standard output, unchanged, and nothing else
    #[arg(long, conflicts_with = "format")]
    pub original: bool,
    #[command(flatten)]
    pub sure: Sure,
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `musnad versions`.
#[derive(Debug, Args)]
pub struct VersionsArgs {
    /// The id of any version of the page, or its beginning
    #[arg(value_name = "ID", value_parser = id)]
    pub id: String,
    /// Compare that one with this one alone
    #[arg(value_name = "WITH", value_parser = id)]
    pub with: Option<String>,
    #[command(flatten)]
    pub answer: Answer,
}

/// Which reports, by when and where they were published.
#[derive(Debug, Args)]
pub struct Published {
    /// In reports from this day on
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub after: Option<Date>,
    /// Before this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub before: Option<Date>,
    /// In this newspaper, agency, channel or site, or any with this word in its name
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
}

/// Arguments of `musnad who`.
#[derive(Debug, Args)]
pub struct WhoArgs {
    /// The name or a part of it, in any spelling
    #[arg(value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), required_unless_present = "entity")]
    pub name: Option<String>,
    /// One of those who have the name, under all names: its id, as `musnad entities` prints it, or its beginning
    #[arg(long, value_name = "ID", value_parser = id, conflicts_with_all = ["name", "whole"])]
    pub entity: Option<String>,
    /// The name is meant as it stands, not as a part of others
    #[arg(long)]
    pub whole: bool,
    #[command(flatten)]
    pub published: Published,
    #[command(flatten)]
    pub sure: Sure,
    #[command(flatten)]
    pub part: Part,
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `musnad where`.
#[derive(Debug, Args)]
pub struct WhereArgs {
    /// The place: its name in any spelling, its id in the gazetteer, or a country's ISO 3166-1 code
    #[arg(value_name = "PLACE", value_parser = NonEmptyStringValueParser::new())]
    pub place: String,
    /// Of the places of that name those of this country, an ISO 3166-1 code
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    #[command(flatten)]
    pub published: Published,
    #[command(flatten)]
    pub sure: Sure,
    #[command(flatten)]
    pub part: Part,
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `musnad timeline`.
#[derive(Debug, Args)]
pub struct TimelineArgs {
    /// By which clock
    #[arg(long, value_enum, default_value_t = ClockName::Event)]
    pub clock: ClockName,
    /// Events instead of statements; --type, --status, --actor and --recipient ask for them too
    #[arg(long)]
    pub events: bool,
    #[command(flatten)]
    pub which: Events,
    /// Of somebody or something, or speaking of it; of events, in which it has a part: a name or a part of it in any
    /// spelling, or an id as `musnad entities` prints it
    #[arg(long, value_name = "NAME|ID", value_parser = NonEmptyStringValueParser::new())]
    pub entity: Option<String>,
    #[command(flatten)]
    pub concerning: Concerning,
    #[command(flatten)]
    pub sure: Sure,
    #[command(flatten)]
    pub part: Part,
    #[command(flatten)]
    pub answer: Answer,
}

/// The four clocks of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ClockName {
    /// When what is told happened, or will happen.
    Event,
    /// When it was said.
    Saying,
    /// When the report was published.
    Publication,
    /// When the report was fetched.
    Capture,
}

/// Arguments of `musnad entities`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct EntitiesArgs {
    /// An id, or its beginning: one entity in full; else a name or a part of it, in any spelling
    #[arg(value_name = "ID|NAME", value_parser = NonEmptyStringValueParser::new())]
    pub wanted: Option<String>,
    /// Of this kind: person, organisation, place, facility, role, document
    #[arg(long, value_name = "KIND", value_parser = mention_kind)]
    pub kind: Option<MentionKind>,
    /// Pairs that may be one, and why that is left open
    #[arg(long)]
    pub maybe: bool,
    #[command(flatten)]
    pub part: Part,
    #[command(flatten)]
    pub answer: Answer,
    #[command(subcommand)]
    pub change: Option<Regroup>,
}

/// A kind of entity by its name in the contract.
fn mention_kind(written: &str) -> Result<MentionKind, String> {
    serde_json::from_value(written.into()).map_err(|error| error.to_string())
}

/// Arguments of `musnad search`.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words, "phrases", AND, OR, NOT, NEAR, wildcards and filters; several arguments are one query
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// Look for nothing, but show how the query is understood
    #[arg(long, conflicts_with = "format")]
    pub explain: bool,
    #[command(flatten)]
    pub part: Part,
    #[command(flatten)]
    pub answer: Answer,
}

/// Which part of a long answer.
#[derive(Clone, Copy, Debug, Args)]
pub struct Part {
    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// How many to leave out at the beginning
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_are_hex_and_long_enough() {
        assert_eq!(id("3F9c").as_deref(), Ok("3f9c"));
        assert!(id("3f9").is_err() && id("خبر").is_err() && id("").is_err());
    }
}
