//! The flags of the commands that mend readings.

use crate::args::Answer;
use crate::ask;
use clap::{ArgGroup, Args, Subcommand};
use musnad_read::Kind;

const EXIT_CODES: &str =
    "Exit codes: 0 done; 2 wrong usage, or nothing of that name; 4 the archive cannot be used.";

/// What to mend.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what a reading has wrong: the statement, its speaker, or where its words end
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad correct 3f9c/2 --reject --note 'كلام الكاتب نفسه'\n",
        "  musnad correct 3f9c/2 --speaker 'سامي الحلو' --kind person --by 'هالة'\n",
        "  musnad correct 3f9c/2 --ends 'على أحد'            the last words of what is said\n\n",
        "A statement is named by its report and its number there, as `musnad report` prints them, or by its\n",
        "id, as JSON has it. The report itself never changes: a correction is laid over every reading,\n",
        "also over those of later versions of the program, and `musnad undo` takes it back.\n\n",
        "Exit codes: 0 done; 2 wrong usage, or no such statement; 4 the archive cannot be used."
    ))]
    Correct(CorrectArgs),
    /// Take a correction back, or a taking back
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Example:\n",
        "  musnad undo 8d41 --by 'هالة'\n\n",
        "Exit codes: 0 done; 2 wrong usage, or no such correction; 4 the archive cannot be used."
    ))]
    Undo(UndoArgs),
    /// List corrections, what became of each, and which ones wait for an answer
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad corrections               all\n",
        "  musnad corrections 3f9c          of one report\n",
        "  musnad corrections --open        those whose statement is not found any more\n\n",
        "Exit codes: 0 done; 2 wrong usage, or no such report; 4 the archive cannot be used."
    ))]
    Corrections(CorrectionsArgs),
    /// Read reports again that another version of the program or of its data has read
    #[command(after_help = EXIT_CODES, after_long_help = concat!(
        "Examples:\n",
        "  musnad reread                    after every new version of musnad\n",
        "  musnad reread --all              also what this version has read\n",
        "  musnad reread 3f9c a071          these two\n\n",
        "Corrections are laid over the new readings by place or by words; one that fits nowhere is kept,\n",
        "and `musnad corrections --open` asks about it. What is done is safe batch by batch, and the same\n",
        "command goes on where it was.\n\n",
        "Exit codes: 0 done; 2 wrong usage; 3 some reports are damaged, the rest were done; 4 the archive\n",
        "cannot be used."
    ))]
    Reread(RereadArgs),
}

/// Who says so, and why.
#[derive(Clone, Debug, Args)]
pub struct Signed {
    /// Who says so
    #[arg(long, value_name = "NAME", env = "MUSNAD_BY", default_value = "")]
    pub by: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// Arguments of `musnad correct`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("change").required(true))]
pub struct CorrectArgs {
    /// The statement: REPORT/NUMBER as `musnad report` prints them, or its id, or its beginning
    #[arg(value_name = "STATEMENT", value_parser = Named::parse)]
    pub statement: Named,
    /// Nobody is said to have said this here
    #[arg(long, group = "change")]
    pub reject: bool,
    /// Who is said to have said it
    #[arg(long, value_name = "NAME", group = "change")]
    pub speaker: Option<String>,
    /// What sort of source that is: person, organisation, state, agency, outlet, document, anonymous,
    /// unknown
    #[arg(long, value_name = "KIND", requires = "speaker", value_parser = kind)]
    pub kind: Option<Kind>,
    /// The last words of what is said, in any spelling
    #[arg(long, value_name = "WORDS", group = "change")]
    pub ends: Option<String>,
    #[command(flatten)]
    pub signed: Signed,
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `musnad undo`.
#[derive(Debug, Args)]
pub struct UndoArgs {
    /// The correction's id, or its beginning
    #[arg(value_name = "CORRECTION", value_parser = ask::id)]
    pub correction: String,
    #[command(flatten)]
    pub signed: Signed,
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `musnad corrections`.
#[derive(Debug, Args)]
pub struct CorrectionsArgs {
    /// A report's id, or its beginning [default: all reports]
    #[arg(value_name = "REPORT", value_parser = ask::id)]
    pub report: Option<String>,
    /// Only those that wait for an answer
    #[arg(long)]
    pub open: bool,
    #[command(flatten)]
    pub answer: Answer,
}

/// How entities are to be grouped otherwise.
#[derive(Debug, Subcommand)]
pub enum Regroup {
    /// Say that two entities are one
    #[command(
        after_long_help = "Example:\n  musnad entities merge 3f9c a071 --by 'هالة' --note 'اسمه بتهجئتين'"
    )]
    Merge(MergeArgs),
    /// Say that what some reports tell of an entity is of another
    #[command(after_long_help = concat!(
        "Example:\n",
        "  musnad entities split 3f9c 8d41 77ab       what reports 8d41 and 77ab tell is of somebody else\n",
    ))]
    Split(SplitArgs),
    /// Give an entity another name
    #[command(after_long_help = "Example:\n  musnad entities rename 3f9c 'ماهر بن زيد الساري'")]
    Rename(RenameArgs),
}

impl Regroup {
    /// What all of them have.
    pub fn common(&self) -> (&Signed, &Answer) {
        match self {
            Regroup::Merge(args) => (&args.signed, &args.answer),
            Regroup::Split(args) => (&args.signed, &args.answer),
            Regroup::Rename(args) => (&args.signed, &args.answer),
        }
    }
}

/// Arguments of `musnad entities merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// The one's id, as `musnad entities` prints it, or its beginning
    #[arg(value_name = "A", value_parser = ask::id)]
    pub a: String,
    /// The other's
    #[arg(value_name = "B", value_parser = ask::id)]
    pub b: String,
    #[command(flatten)]
    pub signed: Signed,
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `musnad entities split`.
#[derive(Debug, Args)]
pub struct SplitArgs {
    /// The entity's id, or its beginning
    #[arg(value_name = "ENTITY", value_parser = ask::id)]
    pub entity: String,
    /// Ids of reports, or their beginnings
    #[arg(value_name = "REPORT", required = true, value_parser = ask::id)]
    pub reports: Vec<String>,
    #[command(flatten)]
    pub signed: Signed,
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `musnad entities rename`.
#[derive(Debug, Args)]
pub struct RenameArgs {
    /// The entity's id, or its beginning
    #[arg(value_name = "ENTITY", value_parser = ask::id)]
    pub entity: String,
    /// Its name
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub signed: Signed,
    #[command(flatten)]
    pub answer: Answer,
}

/// Arguments of `musnad reread`.
#[derive(Debug, Args)]
pub struct RereadArgs {
    /// Ids of reports, or their beginnings [default: all that another engine or other data has read]
    #[arg(value_name = "REPORT", value_parser = ask::id)]
    pub reports: Vec<String>,
    /// All reports
    #[arg(long, conflicts_with = "reports")]
    pub all: bool,
    /// Show no progress bar
    #[arg(long)]
    pub no_progress: bool,
    #[command(flatten)]
    pub answer: Answer,
}

/// How a statement is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// By its report and its number in it, from 1.
    Numbered {
        /// The report's id, or its beginning.
        report: String,
        /// As `musnad report` prints it.
        number: usize,
    },
    /// By its id, or its beginning.
    Id(String),
}

impl Named {
    fn parse(written: &str) -> Result<Named, String> {
        if let Some((report, number)) = written.split_once('/') {
            let number = number.parse().ok().filter(|&number| number > 0);
            return Ok(Named::Numbered {
                report: ask::id(report)?,
                number: number.ok_or("a statement's number is 1 or more, as in 3f9c/2")?,
            });
        }
        // Statements that share a cue and a beginning are told apart by `-2`.
        let (id, nth) = written.split_once('-').unwrap_or((written, ""));
        let of_digits = nth.bytes().all(|byte| byte.is_ascii_digit());
        match ask::id(id) {
            Ok(_) if of_digits => Ok(Named::Id(written.to_ascii_lowercase())),
            _ => Err("a statement is named like 3f9c/2, or by 4 or more hex digits".to_owned()),
        }
    }
}

/// A kind of source by its name in the contract.
fn kind(written: &str) -> Result<Kind, String> {
    serde_json::from_value(written.into()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_named_in_two_ways() {
        let numbered = |report: &str, number| {
            let report = report.to_owned();
            Ok(Named::Numbered { report, number })
        };
        assert_eq!(Named::parse("3F9C/2"), numbered("3f9c", 2));
        assert_eq!(Named::parse("3f9c1"), Ok(Named::Id("3f9c1".to_owned())));
        assert_eq!(Named::parse("3f9c1-2"), Ok(Named::Id("3f9c1-2".to_owned())));
        for wrong in ["3f9c/0", "3f9c/x", "خبر/1", "3f", "3f9c-x", ""] {
            assert!(Named::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn kinds_have_the_names_of_the_contract() {
        assert_eq!(kind("person"), Ok(Kind::Person));
        let error = kind("man").expect_err("none");
        assert!(error.contains("organisation"), "{error}");
    }
}
