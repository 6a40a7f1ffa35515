//! The flags of the commands that ask for events and arrangements.

use super::Part;
use crate::args::{Answer, Sure, date};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;
use musnad_read::events::{ArrangementKind, EventType, Status};

/// Which events.
#[derive(Debug, Args)]
pub struct Events {
    /// Events of these types of PLOVER, with commas between: ASSAULT,COERCE
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = event_type)]
    pub types: Vec<EventType>,
    /// Events that got so far, with commas between: happened, ongoing, ended, planned, requested, agreed, refused,
    /// denied, conditional, hypothetical
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub status: Vec<Status>,
    /// Events that somebody does: a name or a part of it in any spelling, or an id as `musnad entities` prints it
    #[arg(long, value_name = "NAME|ID", value_parser = NonEmptyStringValueParser::new())]
    pub actor: Option<String>,
    /// Events that are done to or against somebody, or with them
    #[arg(long, value_name = "NAME|ID", value_parser = NonEmptyStringValueParser::new())]
    pub recipient: Option<String>,
}

impl Events {
    /// Whether any is asked for.
    pub fn is_asked(&self) -> bool {
        let whom = self.actor.is_some() || self.recipient.is_some();
        whom || !self.types.is_empty() || !self.status.is_empty()
    }
}

/// When, with whom, where, and in which reports.
#[derive(Debug, Args)]
pub struct Concerning {
    /// What may lie on this day or later
    #[arg(long, value_name = "DAY", value_parser = date)]
    pub from: Option<Date>,
    /// What may lie on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = date)]
    pub to: Option<Date>,
    /// At this place or at what lies within it, or, of statements, speaking of that: its name in any spelling, its id in the gazetteer, or a country's
    /// ISO 3166-1 code
    #[arg(long = "where", visible_alias = "place", value_name = "PLACE", value_parser = NonEmptyStringValueParser::new())]
    pub place: Option<String>,
    /// In this newspaper, agency, channel or site, or any with this word in its name
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
}

/// Arguments of `musnad actors`.
#[derive(Debug, Args)]
pub struct ActorsArgs {
    #[command(flatten)]
    pub events: Events,
    /// In which somebody or something is actor or recipient: a name or a part of it in any spelling, or an id
    #[arg(long, value_name = "NAME|ID", value_parser = NonEmptyStringValueParser::new())]
    pub entity: Option<String>,
    #[command(flatten)]
    pub concerning: Concerning,
    /// How many events of each row to open; JSON has all
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub open: usize,
    #[command(flatten)]
    pub sure: Sure,
    #[command(flatten)]
    pub part: Part,
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `musnad arrangements`.
#[derive(Debug, Args)]
pub struct ArrangementsArgs {
    /// Of these kinds, with commas between: headquarters, base, airspace, presence, coalition, division, support,
    /// cooperation, agreement, resolution, ceasefire, sanctions, blockade, control, talks
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = arrangement_kind)]
    pub kind: Vec<ArrangementKind>,
    /// That somebody is a party of, or that are at it: a name or a part of it in any spelling, or an id as `musnad
    /// entities` prints it
    #[arg(long, value_name = "NAME|ID", value_parser = NonEmptyStringValueParser::new())]
    pub party: Option<String>,
    /// That got so far, with commas between: ongoing where they are in force; happened, ended, planned, requested,
    /// agreed, refused, denied, conditional, hypothetical
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub status: Vec<Status>,
    #[command(flatten)]
    pub concerning: Concerning,
    #[command(flatten)]
    pub sure: Sure,
    #[command(flatten)]
    pub part: Part,
    #[command(flatten)]
    pub answer: Answer,
}

/// A type of PLOVER by its name.
fn event_type(written: &str) -> Result<EventType, String> {
    let found = EventType::named(&written.to_ascii_uppercase());
    found.ok_or_else(|| one_of(EventType::ALL.map(EventType::name)))
}

/// A status by its name in contracts.
fn status(written: &str) -> Result<Status, String> {
    let found = Status::named(&written.to_ascii_lowercase());
    found.ok_or_else(|| one_of(Status::ALL.map(Status::name)))
}

/// A kind of arrangement by its name in contracts.
fn arrangement_kind(written: &str) -> Result<ArrangementKind, String> {
    let found = ArrangementKind::named(&written.to_ascii_lowercase());
    found.ok_or_else(|| one_of(ArrangementKind::ALL.map(ArrangementKind::name)))
}

fn one_of<const N: usize>(names: [&str; N]) -> String {
    format!("it has to be one of {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_contracts_in_either_case() {
        assert_eq!(event_type("assault"), Ok(EventType::Assault));
        assert_eq!(status("Denied"), Ok(Status::Denied));
        assert_eq!(arrangement_kind("base"), Ok(ArrangementKind::Base));
        let refused = event_type("قصف").expect_err("is no type");
        assert!(refused.contains("AGREE, CONSULT"), "{refused}");
    }
}
