//! What could not be read, where, and what to do about it.

use crate::decode::NotText;
use crate::page::{NoPage, TooMuch};
use std::fmt;
use std::io;
use thiserror::Error;

/// One input, or one record of it, that gave no report. Its display is one line that names file,
/// place, trouble and remedy.
#[derive(Debug)]
pub struct Failure {
    /// The file as it was named; `!/` stands before a member of an archive, `-` is standard input.
    pub path: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong.
    pub kind: FailureKind,
}

/// A place in an input. Whatever is not known is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which record, from 0, as in a report's origin.
    pub record: Option<u64>,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Column, from 1, in bytes of the line as UTF-8.
    pub column: Option<u64>,
}

/// What is wrong with an input.
#[derive(Debug, Error)]
pub enum FailureKind {
    /// No such file or folder.
    #[error("no such file or folder")]
    Missing,
    /// The operating system refuses.
    #[error("it cannot be read: {0}")]
    Unreadable(io::Error),
    /// A link that leads back to a folder around it.
    #[error("the link leads back to {0}, a folder around it")]
    Loop(String),
    /// A socket, a pipe or a device met in a folder.
    #[error("it is not a file but a pipe, a socket or a device")]
    NotAFile,
    /// Nothing but spaces.
    #[error("the file is empty")]
    Empty,
    /// Binary data, or a kind of file that holds no text.
    #[error(transparent)]
    NotText(NotText),
    /// A text or an archive that has to be held in memory whole, over the limit.
    #[error("it holds more than {limit} bytes")]
    TooLarge {
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// A record over the limit.
    #[error("the record has {bytes} bytes, more than {limit}")]
    RecordTooLong {
        /// Its length in bytes.
        bytes: u64,
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// Not JSON.
    #[error("wrong JSON: {0}")]
    Json(String),
    /// A JSON object in which no field is known to hold text.
    #[error("no known text field among {}; known are {}", .found.join(", "), .known.join(", "))]
    NoText {
        /// Names of the record's fields.
        found: Vec<String>,
        /// Names that hold text.
        known: Vec<&'static str>,
    },
    /// A page that has more of something than pages of news have, and would cost without measure.
    #[error("the page has more than {limit} {what}")]
    Extreme {
        /// Of what: `tags`, `tags nested in each other`.
        what: &'static str,
        /// What is allowed.
        limit: usize,
    },
    /// A page without an article: a front page, a list of headlines, an error message.
    #[error("no article stands in this page, as far as can be seen")]
    NoArticle,
    /// A gzip stream that is broken or cut off.
    #[error("broken gzip: {0}")]
    Gzip(String),
    /// A zip archive, or a member of one, that is broken, encrypted or packed in an unknown way.
    #[error("broken zip: {0}")]
    Zip(String),
    /// Packed data that swells beyond measure.
    #[error("it unpacks to more than {ratio} times its size")]
    Bomb {
        /// What is allowed.
        ratio: u64,
    },
    /// Archives in archives in archives.
    #[error("archives are packed in each other more than {0} deep")]
    Nested(usize),
}

impl FailureKind {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            FailureKind::Missing => "check the name",
            FailureKind::Unreadable(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                "ask for the right to read it"
            }
            FailureKind::Unreadable(_) => "check the disk and the name",
            FailureKind::Loop(_) => "remove the link, or name the folder itself",
            FailureKind::NotAFile => "name it as an argument of its own to read it",
            FailureKind::Empty => "remove it, or fetch it again",
            FailureKind::NotText(NotText::Signature(signature)) => signature.remedy,
            FailureKind::NotText(NotText::Binary { .. }) => {
                "give text, JSON, or gzip or zip of these"
            }
            FailureKind::TooLarge { .. } => "split it",
            FailureKind::RecordTooLong { .. } => "split the record; the others were read",
            FailureKind::Json(_) => "mend it there",
            FailureKind::NoText { .. } => "rename the field that holds the text",
            FailureKind::Extreme { .. } => "save the article alone, or give its text",
            FailureKind::NoArticle => "save the article's own page, once it is shown whole",
            FailureKind::Gzip(_) | FailureKind::Zip(_) => "fetch or pack it again",
            FailureKind::Bomb { .. } => "unpack it yourself if you trust it",
            FailureKind::Nested(_) => "unpack the inner ones first",
        }
    }

    /// From what a page lacks or has too much of.
    pub(crate) fn from_page(no_page: NoPage) -> FailureKind {
        match no_page {
            NoPage::TooMuch(TooMuch { what, limit }) => FailureKind::Extreme { what, limit },
            NoPage::NoArticle => FailureKind::NoArticle,
        }
    }

    /// From an error of reading; what the readers of packed data say of themselves comes back.
    pub(crate) fn from_io(error: io::Error) -> FailureKind {
        if error.kind() == io::ErrorKind::NotFound {
            return FailureKind::Missing;
        }
        match error.downcast::<FailureKind>() {
            Ok(kind) => kind,
            Err(error) => FailureKind::Unreadable(error),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let line = format!(
            "{}{}: {}; {}",
            self.path,
            self.place,
            self.kind,
            self.kind.remedy()
        );
        // One line, whatever stands in names and messages.
        for c in line.chars() {
            if c.is_control() {
                write!(f, "{}", c.escape_default())?;
            } else {
                write!(f, "{c}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let parts = [
            ("record", self.record),
            ("line", self.line),
            ("column", self.column),
        ];
        let mut before = ": ";
        for (name, number) in parts {
            if let Some(number) = number {
                write!(f, "{before}{name} {number}")?;
                before = ", ";
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_with_file_place_trouble_and_remedy() {
        let failure = Failure {
            path: "day\n.json".to_owned(),
            place: Place {
                record: Some(3),
                line: Some(7),
                column: None,
            },
            kind: FailureKind::Json("expected value".to_owned()),
        };
        assert_eq!(
            failure.to_string(),
            "day\\n.json: record 3, line 7: wrong JSON: expected value; mend it there"
        );
    }

    #[test]
    fn packed_readers_are_heard_through_io() {
        let error = io::Error::other(FailureKind::Bomb { ratio: 200 });
        assert!(matches!(
            FailureKind::from_io(error),
            FailureKind::Bomb { ratio: 200 }
        ));
        let error = io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(matches!(
            FailureKind::from_io(error),
            FailureKind::Unreadable(_)
        ));
    }
}
