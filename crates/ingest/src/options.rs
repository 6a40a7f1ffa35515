//! What the user says about the inputs.

use jiff::civil::Date;

/// Options for all inputs of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The day of publication; goes before what the metadata say.
    pub published: Option<Date>,
    /// The outlet; goes before what the metadata say.
    pub outlet: Option<String>,
    /// The longest plain text, and the largest archive that is not a file of its own (it comes by
    /// standard input or inside another one), in bytes. These are held in memory whole.
    pub text_limit: u64,
    /// The largest page, in bytes. It is held in memory whole; most of a large one is pictures that
    /// a browser wrote into it.
    pub page_limit: u64,
    /// The longest record of JSON, in bytes. Of a longer one no more than this is held in memory.
    pub record_limit: usize,
}

impl Default for Options {
    /// Nothing said; texts of up to 256 MiB, pages and records of up to 64 MiB.
    fn default() -> Options {
        Options {
            published: None,
            outlet: None,
            text_limit: 256 << 20,
            page_limit: 64 << 20,
            record_limit: 64 << 20,
        }
    }
}
