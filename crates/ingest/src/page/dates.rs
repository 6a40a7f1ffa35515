//! Dates and authors as they are written above an article: «كتب سامر عوض – الأحد 9 مارس 2031».

use crate::date;
use crate::page::classes;
use crate::page::furniture::{self, How};
use crate::page::tree::Tree;
use jiff::civil::Date;
use musnad_report::fold::fold;

/// What a line says about the report: one that says nothing by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Told {
    pub(crate) published: Option<Date>,
    pub(crate) modified: Option<Date>,
    pub(crate) author: Option<String>,
    /// How many of its words are none of dates, days and their labels.
    rest: usize,
    /// Whether bars set its parts apart: «سمر الخطيب | 9 مارس 2031».
    parts: bool,
}

impl Told {
    /// Whether it tells a date or an author and hardly anything else, as a sentence does that
    /// happens to hold a date.
    pub(crate) fn is_byline(&self) -> bool {
        const NAMES: usize = 5;
        let tells = self.published.is_some() || self.modified.is_some() || self.author.is_some();
        tells && (self.rest <= NAMES || self.parts)
    }

    /// Whether it tells a date and nothing else, not even a place.
    pub(crate) fn is_date(&self) -> bool {
        (self.published.is_some() || self.modified.is_some()) && self.rest == 0
    }
}

/// Reads a line: a date counts as that of a change where «آخر تحديث» or the like stands before it,
/// and as that of publication otherwise. Of a line only so many words are looked at as bylines
/// have.
pub(crate) fn read(line: &str) -> Told {
    const LONGEST: usize = 40;
    let mut told = Told {
        author: author(line),
        parts: line.contains(" | "),
        ..Told::default()
    };
    // Every date has a digit, and most lines have none.
    if !line.contains(date::is_digit) {
        told.rest = line.split_whitespace().count();
        return told;
    }
    let pieces: Vec<&str> = line.split_whitespace().take(LONGEST).collect();
    let folded = fold(line);
    let words = furniture::words(&folded);
    let mut updated = false;
    let (mut at, mut word) = (0, 0);
    while at < pieces.len() {
        word += words[word..]
            .iter()
            .take_while(|word| word.piece < at)
            .count();
        let here = words[word..].first().filter(|word| word.piece == at);
        if let Some((length, how)) = here.and_then(|_| furniture::opening(&words[word..])) {
            match how {
                How::Updated => updated = true,
                How::Published => updated = false,
                How::Time | How::Author => {}
                _ => told.rest += length,
            }
            at = words[word + length - 1].piece + 1;
            continue;
        }
        let month = here.is_some_and(|word| is_month(word.folded));
        match beginning(&pieces[at..], month) {
            Some(date) if updated => _ = told.modified.get_or_insert(date),
            Some(date) => _ = told.published.get_or_insert(date),
            None => told.rest += usize::from(here.is_some() && !month),
        }
        at += 1;
    }
    told
}

/// Whether a word is a month, or two names of one: «آذار/مارس».
fn is_month(folded: &str) -> bool {
    let first = folded.split(['/', '،', ',']).next().unwrap_or_default();
    date::is_month(first)
}

/// The dates of `time` elements that are not cut, or else of other elements that say the like: the
/// first behind this node, else the first. A class says which of them is that of a change. Where all
/// are cut, they count if they agree. Where the page's head has `stated` a date, the others are not
/// looked for.
pub(crate) fn times(tree: &Tree, behind: usize, stated: bool) -> Told {
    let mut told = Told::default();
    let all = || tree.inside(0..tree.nodes.len());
    let mut found: Vec<Time> = all().filter_map(|at| time(tree, at)).collect();
    if found.is_empty() && !stated {
        found = all().filter_map(|at| dated(tree, at)).collect();
    }
    let (before, after): (Vec<_>, Vec<_>) = found.into_iter().partition(|time| time.at < behind);
    for time in after.iter().chain(&before) {
        let slot = match time.updated {
            true => &mut told.modified,
            false => &mut told.published,
        };
        slot.get_or_insert(time.date);
    }
    if before.is_empty() && after.is_empty() {
        let mut all = (0..tree.nodes.len()).filter_map(|at| time(tree, at));
        let first = all.next().map(|time| time.date);
        told.published = first.filter(|first| all.all(|time| time.date == *first));
    }
    told
}

/// A `time` element.
struct Time {
    at: usize,
    date: Date,
    updated: bool,
}

fn time(tree: &Tree, at: usize) -> Option<Time> {
    let (element, attributes) = tree.element(at)?;
    if element.name != "time" {
        return None;
    }
    let date = date::parse(&attributes.get("datetime")?)?;
    let class = attributes.get("class").unwrap_or_default();
    let changed = class.contains("update") || class.contains("modif");
    let updated = changed && !class.contains("publish");
    Some(Time { at, date, updated })
}

/// An element that shows «قبل ساعتين» and keeps the day for scripts and pointers:
/// `<span data-hook="time-ago" title="9 مارس 2031">`.
fn dated(tree: &Tree, at: usize) -> Option<Time> {
    const WORDS: [&str; 6] = [
        "date",
        "datetime",
        "time",
        "timestamp",
        "published",
        "posted",
    ];
    const NAMES: [&str; 3] = ["title", "datetime", "content"];
    let (_, attributes) = tree.element(at)?;
    let is_told = |word: &&str| attributes.written().contains(word);
    if !WORDS.iter().any(is_told) {
        return None;
    }
    let mut values = attributes.all().filter(|(name, _)| {
        NAMES.contains(&&**name)
            || (name.starts_with("data-") && (name.contains("date") || name.contains("time")))
    });
    let date = values.find_map(|(_, value)| date::parse(value))?;
    let says = ["class", "data-hook", "data-testid"].map(|name| attributes.get(name));
    let says = says.map(Option::unwrap_or_default).join(" ");
    let says = classes::words(&says);
    let updated = says.iter().any(|word| word.starts_with("updat"));
    let is_date = updated || says.iter().any(|word| WORDS.contains(&&**word));
    is_date.then_some(Time { at, date, updated })
}

/// The date that these pieces begin with. A date begins with a number or the name of a month; a
/// weekday before it is stepped over by the caller.
fn beginning(pieces: &[&str], month: bool) -> Option<Date> {
    /// «9 كانون الثاني (يناير) 2031» has five pieces, with some to spare.
    const PIECES: usize = 8;
    if !month && !pieces.first()?.starts_with(date::is_digit) {
        return None;
    }
    let pieces = &pieces[..pieces.len().min(PIECES)];
    // Every date has its year in four digits.
    let has_year = |piece: &&str| piece.chars().filter(|c| date::is_digit(*c)).count() >= 4;
    if !pieces.iter().any(has_year) {
        return None;
    }
    date::parse(&pieces.join(" "))
}

/// «بقلم: سمر الخطيب»: the name after a word for authors.
pub(crate) fn author(line: &str) -> Option<String> {
    /// A name has no more words; what is longer is a sentence that begins with «كتب».
    const NAME: usize = 5;
    /// Labels have two words at most.
    const LABEL: usize = 2;
    let label_end = line
        .match_indices(' ')
        .nth(LABEL)
        .map_or(line.len(), |(at, _)| at);
    let label = fold(&line[..label_end]);
    let words = furniture::words(&label);
    let (length, How::Author) = furniture::opening(&words)? else {
        return None;
    };
    let mut rest = line.trim_start();
    for _ in 0..length {
        rest = rest
            .split_once([' ', ':', '/'])
            .map_or("", |(_, rest)| rest.trim_start());
    }
    let rest = rest.trim_start_matches([':', '-', '–', '—', '/', '|', ' ']);
    let name = rest
        .split(['|', '–', '—', '•', '(', '،', ',', '\n'])
        .next()?;
    let name = name.split(" - ").next()?.trim();
    let letters_only = !name.contains(|c: char| date::is_digit(c) || matches!(c, '.' | '«' | '"'));
    let fits = (1..=NAME).contains(&name.split(' ').count()) && !name.is_empty();
    (fits && letters_only).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_of_bylines() {
        let day = Some(date(2031, 3, 9));
        for (line, published, modified) in [
            ("الأحد 9 مارس 2031 - 18:20", day, None),
            (
                "الأربعاء، 9 آذار/مارس 2031، آخر تحديث 14:00 (GMT+0400)",
                day,
                None,
            ),
            ("نُشر في: 2031/03/09", day, None),
            (
                "تاريخ النشر: ٩ مارس ٢٠٣١ | آخر تحديث: ١١ مارس ٢٠٣١",
                day,
                Some(date(2031, 3, 11)),
            ),
            (
                "آخر تحديث: الثلاثاء 11 مارس 2031",
                None,
                Some(date(2031, 3, 11)),
            ),
            ("الأحد 15 ذو القعدة 1452 - 9 مارس 2031م", day, None),
            ("09/03/2031 10:00", day, None),
            ("مارس 9, 2031", day, None),
            ("9 كانون الثاني 2031", Some(date(2031, 1, 9)), None),
            ("القاهرة، قبل ساعتين", None, None),
        ] {
            let told = read(line);
            assert_eq!(
                (told.published, told.modified),
                (published, modified),
                "{line}"
            );
        }
    }

    #[test]
    fn dates_that_elements_keep_for_scripts() {
        for (page, expected) in [
            (
                "<span data-hook=time-ago title='9 مارس 2031'>قبل ساعتين</span>",
                Some(date(2031, 3, 9)),
            ),
            (
                "<div class=post-date data-date='2031-03-09'>أمس</div>",
                Some(date(2031, 3, 9)),
            ),
            // A time element counts more.
            (
                "<b class=date title='9 مارس 2031'>أمس</b><time datetime='2031-03-10'>أمس</time>",
                Some(date(2031, 3, 10)),
            ),
            // The title of a link is a headline, and the number of a post no time.
            ("<a class=link title='9 مارس 2031'>يوم الري</a>", None),
            ("<div class=post-date data-id=1930847999>أمس</div>", None),
        ] {
            let tree = Tree::read(page).expect("small");
            assert_eq!(times(&tree, 0, false).published, expected, "{page}");
        }
    }

    #[test]
    fn a_date_alone_has_no_place_beside_it() {
        assert!(read("الأحد 9 مارس 2031 - 18:20").is_date());
        assert!(!read("القاهرة - 9 مارس 2031").is_date());
    }

    #[test]
    fn authors_of_bylines() {
        for (line, expected) in [
            ("كتب: سامر عوض", Some("سامر عوض")),
            ("بقلم سمر الخطيب - الأحد 9 مارس 2031", Some("سمر الخطيب")),
            ("كتبت/ سمر الخطيب", Some("سمر الخطيب")),
            (
                "كتب الوزير رسالة طويلة إلى أهالي القرى التي غمرها السد.",
                None,
            ),
            ("سمر الخطيب", None),
        ] {
            assert_eq!(author(line).as_deref(), expected, "{line}");
        }
    }
}
