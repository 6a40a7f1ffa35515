//! The flags: this one definition gives `--help`, the man page and the completions.

mod archive;
mod read;

pub use archive::{AddArgs, Answer, ArchiveFile, FailuresArgs};
pub use read::{ExplainArgs, ReadArgs};

use crate::ask;
use crate::care;
use crate::contract;
use crate::mend;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Reads Arabic news reports: who said what, on whose word, through whom.
#[derive(Debug, Parser)]
#[command(
    name = "musnad",
    disable_version_flag = true,
    arg_required_else_help = true,
    after_help = EXIT_CODES,
    after_long_help = concat!(
        "Examples:\n",
        "  musnad read report.txt                       who says what, what happened, on the screen\n",
        "  musnad read --format json day.jsonl.gz       one JSON object a report\n",
        "  musnad explain report.txt --at 'نقلا عن'     why it was read so\n",
        "  musnad add pages/                            keep reports in ./musnad.db\n",
        "  musnad completions bash > ~/.local/share/bash-completion/completions/musnad\n\n",
        "Exit codes: 0 done; 1 a check found a problem; 2 wrong usage; 3 some inputs failed, the rest\n",
        "were done; 4 the archive cannot be used."
    )
)]
pub struct Cli {
    /// Print the versions of program, engine and language data
    #[arg(short = 'V', long)]
    pub version: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 a check found a problem; 2 wrong usage; 3 some inputs \
    failed, the rest done; 4 the archive cannot be used.";

/// What to do, in the order of a desk's work: read, keep, ask, mend, guard.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read reports and print every statement with its speaker, chain and exact words, and what is told to have
    /// happened, to be asked, planned or refused
    #[command(
        after_help = EXIT_CODES,
        after_long_help = concat!(
            "Examples:\n",
            "  musnad read samples/*.txt\n",
            "  musnad read --published 2026-03-01 --outlet 'وكالة يراع' report.txt\n",
            "  musnad read --format json archive.zip > readings.jsonl\n",
            "  zcat day.jsonl.gz | musnad read --format json - | jq '.attributions[].chain[-1].who'\n\n",
            "Inputs are plain text (UTF-8, UTF-16, windows-1256, ISO-8859-6), JSON, JSON Lines, gzip and\n",
            "zip of these, and folders. What cannot be read costs one line on standard error; the rest\n",
            "goes on. The JSON is explained by `musnad schema`.\n\n",
            "Exit codes: 0 done; 2 wrong usage; 3 some inputs failed, the rest were done."
        )
    )]
    Read(ReadArgs),
    /// Show why words were read so, and which other readings lost
    #[command(after_long_help = concat!(
        "Examples:\n",
        "  musnad explain report.txt --at 'نقلا عن'\n",
        "  musnad explain day.jsonl --record 17 --at الوزير --nth 2"
    ))]
    Explain(ExplainArgs),
    /// Put reports into the archive; what is in it already costs next to nothing
    #[command(
        after_help = EXIT_CODES,
        after_long_help = concat!(
            "Examples:\n",
            "  musnad add pages/ day.jsonl.gz\n",
            "  musnad add --archive desk.db --outlet 'وكالة يراع' inbox/\n",
            "  musnad add --retry                           what failed before, once more\n",
            "  musnad add --format json pages/ | jq .new\n\n",
            "Every report is new, or a new version of its page, or the same text under another address, or\n",
            "known. Known ones are left as they are, so the same folder may be added every day. Several\n",
            "processes may add at once. What is done is safe every two seconds: after Ctrl-C, a power cut\n",
            "or a full disk the archive is whole, and the same command goes on where it was. What cannot\n",
            "be read is written into a journal (`musnad failures`).\n\n",
            "A report is known by its bytes and its place: the url, else the file's full path.\n\n",
            "Exit codes: 0 done; 2 wrong usage; 3 some inputs failed, the rest were done; 4 the archive\n",
            "cannot be used."
        )
    )]
    Add(AddArgs),
    #[command(flatten)]
    Ask(ask::Command),
    #[command(flatten)]
    Mend(mend::Command),
    #[command(flatten)]
    Care(care::Command),
    /// List what could not be added and still waits
    Failures(FailuresArgs),
    /// Print the JSON Schema of what `--format json` prints
    Schema {
        /// Of which command
        #[arg(default_value = "read", value_parser = contract::commands())]
        command: String,
    },
    /// Print the licences of the program, of the libraries in it and of its language data
    Licences,
    /// Print completions for a shell
    #[command(after_long_help = concat!(
        "Examples:\n",
        "  musnad completions bash > ~/.local/share/bash-completion/completions/musnad\n",
        "  musnad completions fish > ~/.config/fish/completions/musnad.fish\n",
        "  musnad completions zsh > ~/.zfunc/_musnad"
    ))]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    #[command(after_long_help = "Example:\n  musnad man read | man -l -")]
    Man {
        /// The page of one command
        command: Option<String>,
    },
}

/// What the user knows about the reports.
#[derive(Clone, Debug, Args)]
pub struct About {
    /// The day of publication, from which «أمس» is counted; goes before what a report itself says
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<Date>,
    /// The newspaper, agency, channel or site; goes before what a report itself says
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
}

/// How sure what is shown has to be.
#[derive(Clone, Copy, Debug, Args)]
pub struct Sure {
    /// Leave out statements that are right with less than this probability, from 0 to 1, and events told on their
    /// word alone; of lists of events and arrangements, those that are
    #[arg(long, value_name = "P", value_parser = probability)]
    pub min_confidence: Option<f32>,
}

/// How things look on a screen.
#[derive(Clone, Copy, Debug, Args)]
pub struct Look {
    /// Colours; auto: only on a terminal, and NO_COLOR and CLICOLOR_FORCE are heeded
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Language of labels
    #[arg(long, value_enum, default_value_t = Lang::Ar, env = "MUSNAD_LANG")]
    pub lang: Lang,
    /// Who puts Arabic from right to left: the terminal, or musnad for a terminal that cannot (none)
    #[arg(long, value_enum, default_value_t = BidiArg::Auto, env = "MUSNAD_BIDI")]
    pub bidi: BidiArg,
}

/// Form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs, by a contract that `musnad schema` prints.
    Json,
}

/// When there are colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// Language of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Arabic.
    Ar,
    /// English.
    En,
}

/// Who reorders right-to-left text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BidiArg {
    /// By what is known about the terminal.
    Auto,
    /// The terminal, or whoever shows the output.
    Terminal,
    /// Nobody: musnad prints in visual order.
    None,
}

/// A day as flags take it.
pub fn date(written: &str) -> Result<Date, String> {
    written
        .parse()
        .map_err(|_| "a day is written like 2016-12-20".to_owned())
}

/// A probability as flags take it.
pub fn probability(written: &str) -> Result<f32, String> {
    let probability = written.parse().ok();
    probability
        .filter(|p| (0.0..=1.0).contains(p))
        .ok_or_else(|| "a probability is a number from 0 to 1, like 0.8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn flags_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn probabilities_are_from_0_to_1() {
        for good in ["0", "0.75", "1", "1e-1"] {
            assert!(probability(good).is_ok(), "{good}");
        }
        for bad in ["1.01", "-0.1", "80%", "NaN", "inf", "٠٫٨", ""] {
            assert!(probability(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn days_are_iso() {
        assert!(date("2016-12-20").is_ok());
        assert!(date("20/12/2016").is_err());
    }
}
