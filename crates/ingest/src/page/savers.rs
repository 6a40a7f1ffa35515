//! What programs that save pages write into them.

use crate::date;
use crate::table;
use jiff::civil::Date;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/page_savers.tsv");

/// Rows of the table: what the comment begins with, what stands before the address, and before the
/// time.
static ROWS: LazyLock<Vec<[&'static str; 3]>> = LazyLock::new(|| {
    let row = |row: Vec<&'static str>| row.first_chunk().copied();
    table::rows(TABLE).filter_map(row).collect()
});

/// Where and when a page was saved.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Saved {
    pub(crate) url: Option<String>,
    pub(crate) date: Option<Date>,
}

/// Looks through the comments of a page.
pub(crate) fn read(comments: &[&str]) -> Saved {
    let mut saved = Saved::default();
    for comment in comments {
        let comment = comment.trim();
        for [begins, address, time] in &*ROWS {
            if !comment
                .get(..begins.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(begins))
            {
                continue;
            }
            let word = behind(comment, address).and_then(|rest| rest.split_whitespace().next());
            saved.url = saved.url.or_else(|| word.and_then(absolute));
            let time = behind(comment, time).and_then(|rest| date::parse(rest.lines().next()?));
            saved.date = saved.date.or(time);
        }
    }
    saved
}

fn behind<'a>(comment: &'a str, sign: &str) -> Option<&'a str> {
    let (_, rest) = comment.split_once(sign)?;
    Some(rest.trim_start())
}

/// An address with its scheme; HTTrack leaves it out.
fn absolute(word: &str) -> Option<String> {
    if word.starts_with("http://") || word.starts_with("https://") {
        return Some(word.to_owned());
    }
    let host = word.split('/').next()?;
    (host.contains('.') && !word.contains(':')).then(|| format!("http://{word}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_program_is_heard() {
        let day = Some(date(2031, 3, 9));
        for (comment, url, date) in [
            (
                "\n Page saved with SingleFile \n url: https://yaraa.example/1?a=b \n saved date: Sun Mar 09 2031 18:20:11 GMT+0300 (توقيت شرق أوروبا)\n",
                "https://yaraa.example/1?a=b",
                day,
            ),
            (
                " saved from url=(0024)https://yaraa.example/1 ",
                "https://yaraa.example/1",
                None,
            ),
            (
                " Mirrored from yaraa.example/1 by HTTrack Website Copier/3.x [XR&CO'2014], Sun, 09 Mar 2031 15:20:11 GMT ",
                "http://yaraa.example/1",
                day,
            ),
        ] {
            assert_eq!(
                read(&["x", comment]),
                Saved {
                    url: Some(url.to_owned()),
                    date
                },
                "{comment}"
            );
        }
        assert_eq!(read(&["نهاية المقال", ""]), Saved::default());
    }
}
