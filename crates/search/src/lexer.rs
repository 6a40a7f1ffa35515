//! Splits a query into words, phrases, operators and filters, each with its place.

use crate::error::{Problem, QueryError};
use crate::terms::terms;
use crate::vocabulary::filter_named;
use musnad_report::Text;
use musnad_report::fold::fold;
use std::ops::Range;

/// What stands before the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilterName {
    Speaker,
    Outlet,
    Stance,
    Kind,
    After,
    Before,
    In,
}

impl FilterName {
    pub(crate) const ALL: [FilterName; 7] = [
        FilterName::Speaker,
        FilterName::Outlet,
        FilterName::Stance,
        FilterName::Kind,
        FilterName::After,
        FilterName::Before,
        FilterName::In,
    ];
    /// In the order of [`FilterName::ALL`].
    pub(crate) const NAMES: [&'static str; 7] = [
        "speaker", "outlet", "stance", "kind", "after", "before", "in",
    ];
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lexeme {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `NEAR` before an opening parenthesis.
    Near,
    /// `NEAR/5`.
    NearWithin(u32),
    Comma,
    /// By stems: a word, or `~"…"`.
    Stems(Vec<String>),
    Exact(Vec<String>),
    Prefix(String),
    Filter {
        name: FilterName,
        value: String,
        quoted: bool,
    },
}

impl Lexeme {
    fn ends_operand(&self) -> bool {
        !matches!(
            self,
            Lexeme::Open | Lexeme::And | Lexeme::Or | Lexeme::Not | Lexeme::NearWithin(_)
        )
    }

    fn begins_operand(&self) -> bool {
        !matches!(
            self,
            Lexeme::Close | Lexeme::And | Lexeme::Or | Lexeme::Comma | Lexeme::NearWithin(_)
        )
    }
}

/// A lexeme and its place in the query.
pub(crate) type Placed = (Lexeme, Range<usize>);

/// How far apart the words of a `NEAR` may stand where nothing is said.
pub(crate) const NEAR_DEFAULT: u32 = 10;

pub(crate) fn lex(query: &str) -> Result<Vec<Placed>, QueryError> {
    let mut lexer = Lexer { query, at: 0 };
    let mut lexemes: Vec<Placed> = Vec::new();
    while let Some(c) = lexer.peek() {
        let start = lexer.at;
        if c.is_whitespace() {
            lexer.at += c.len_utf8();
            continue;
        }
        if let Some(lexeme) = lexer.lexeme(c)? {
            lexemes.push((lexeme, start..lexer.at));
        }
    }
    resolve_aw(&mut lexemes);
    Ok(lexemes)
}

/// The error at a place.
pub(crate) fn error(query: &str, at: Range<usize>, problem: Problem) -> QueryError {
    let words = query.get(at.clone()).unwrap_or_default().to_owned();
    QueryError { at, words, problem }
}

/// «أو» is the operator between two things to look for, and a word at either end.
fn resolve_aw(lexemes: &mut [Placed]) {
    for i in 1..lexemes.len().saturating_sub(1) {
        let is_aw = matches!(&lexemes[i].0, Lexeme::Stems(words) if *words == [AW]);
        // `~"أو"` is longer than the word.
        if is_aw
            && lexemes[i].1.len() == AW.len()
            && lexemes[i - 1].0.ends_operand()
            && lexemes[i + 1].0.begins_operand()
        {
            lexemes[i].0 = Lexeme::Or;
        }
    }
}

/// «أو», folded.
pub(crate) const AW: &str = "او";

struct Lexer<'q> {
    query: &'q str,
    at: usize,
}

impl<'q> Lexer<'q> {
    fn peek(&self) -> Option<char> {
        self.query[self.at..].chars().next()
    }

    fn after(&self, c: char) -> Option<char> {
        self.query[self.at + c.len_utf8()..].chars().next()
    }

    fn error(&self, at: Range<usize>, problem: Problem) -> QueryError {
        error(self.query, at, problem)
    }

    fn lexeme(&mut self, c: char) -> Result<Option<Lexeme>, QueryError> {
        let single = match c {
            '(' => Some(Lexeme::Open),
            ')' => Some(Lexeme::Close),
            '|' => Some(Lexeme::Or),
            ',' | '،' => Some(Lexeme::Comma),
            '-' if self.after(c).is_some_and(|next| !next.is_whitespace()) => Some(Lexeme::Not),
            _ => None,
        };
        if let Some(lexeme) = single {
            self.at += c.len_utf8();
            return Ok(Some(lexeme));
        }
        if is_quotation_mark(c) {
            return self.quoted_words().map(|words| Some(Lexeme::Exact(words)));
        }
        if c == '~' && self.after(c).is_some_and(is_quotation_mark) {
            self.at += c.len_utf8();
            return self.quoted_words().map(|words| Some(Lexeme::Stems(words)));
        }
        self.word()
    }

    /// What stands between the quotation mark here and the next one; moves behind that.
    fn quotation(&mut self) -> Result<&'q str, QueryError> {
        let start = self.at;
        let mark = self.peek().map_or(0, char::len_utf8);
        let inner = &self.query[start + mark..];
        let close = inner.char_indices().find(|&(_, c)| is_quotation_mark(c));
        let Some((end, close)) = close else {
            return Err(self.error(start..self.query.len(), Problem::OpenQuotation));
        };
        self.at = start + mark + end + close.len_utf8();
        Ok(&inner[..end])
    }

    fn quoted_words(&mut self) -> Result<Vec<String>, QueryError> {
        let start = self.at;
        let words = words(self.quotation()?);
        if words.is_empty() {
            return Err(self.error(start..self.at, Problem::EmptyQuotation));
        }
        Ok(words)
    }

    /// A word, operator or filter; none where there is only punctuation.
    fn word(&mut self) -> Result<Option<Lexeme>, QueryError> {
        let start = self.at;
        while let Some(c) = self.peek().filter(|&c| self.goes_on(c)) {
            if c == ':'
                && self.at > start
                && let Some(name) = self.filter(start)?
            {
                return self.filter_value(start, name).map(Some);
            }
            self.at += c.len_utf8();
        }
        let raw = &self.query[start..self.at];
        let at = start..self.at;
        Ok(match raw {
            "AND" | "&&" => Some(Lexeme::And),
            "OR" => Some(Lexeme::Or),
            "NOT" => Some(Lexeme::Not),
            "NEAR" if self.query[self.at..].trim_start().starts_with('(') => Some(Lexeme::Near),
            _ if raw.starts_with("NEAR/") => Some(self.near(&raw["NEAR/".len()..], at)?),
            _ if raw.contains('*') => Some(self.prefix(raw, at)?),
            _ => Some(words(raw))
                .filter(|words| !words.is_empty())
                .map(Lexeme::Stems),
        })
    }

    /// Whether a word that has begun goes on with `c`.
    fn goes_on(&self, c: char) -> bool {
        let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
        match c {
            '(' | ')' | '|' => false,
            // `1,200`
            ',' | '،' => digit(self.query[..self.at].chars().next_back()) && digit(self.after(c)),
            c => !c.is_whitespace() && !is_quotation_mark(c),
        }
    }

    /// The filter whose name ends at the colon here; none where the colon is punctuation («الوزير:»)
    /// or stands in a number.
    fn filter(&self, start: usize) -> Result<Option<FilterName>, QueryError> {
        let name = &self.query[start..self.at];
        if let Some(filter) = filter_named(name) {
            return Ok(Some(filter));
        }
        let is_value = |c: char| c.is_alphanumeric() || is_quotation_mark(c) || c == '/';
        let is_name = name.chars().all(char::is_alphabetic) && !name.is_empty();
        if is_name && self.after(':').is_some_and(is_value) {
            return Err(self.error(start..self.at + 1, Problem::UnknownFilter));
        }
        Ok(None)
    }

    fn filter_value(&mut self, start: usize, name: FilterName) -> Result<Lexeme, QueryError> {
        self.at += 1;
        let quoted = self.peek().is_some_and(is_quotation_mark);
        let value = if quoted {
            self.quotation()?
        } else {
            let from = self.at;
            while let Some(c) = self.peek().filter(|&c| self.goes_on(c)) {
                self.at += c.len_utf8();
            }
            &self.query[from..self.at]
        };
        if value.trim().is_empty() {
            return Err(self.error(start..self.at, Problem::MissingValue));
        }
        Ok(Lexeme::Filter {
            name,
            value: value.to_owned(),
            quoted,
        })
    }

    fn near(&self, number: &str, at: Range<usize>) -> Result<Lexeme, QueryError> {
        let within = fold(number).parse();
        within
            .map(Lexeme::NearWithin)
            .map_err(|_| self.error(at, Problem::Near))
    }

    fn prefix(&self, raw: &str, at: Range<usize>) -> Result<Lexeme, QueryError> {
        let wrong = || self.error(at.clone(), Problem::Wildcard);
        let begin = raw.strip_suffix('*').ok_or_else(wrong)?;
        let mut words = words(begin);
        let word = words.pop().ok_or_else(wrong)?;
        if begin.contains('*') || !words.is_empty() || word.chars().count() < 2 {
            return Err(wrong());
        }
        Ok(Lexeme::Prefix(word))
    }
}

/// The exact forms of the words and numbers of `raw`.
pub(crate) fn words(raw: &str) -> Vec<String> {
    let text = Text::new(raw);
    terms(&text, 0..text.tokens().len())
        .map(|term| term.exact.into_owned())
        .collect()
}

/// Marks that fold to `"`: "…", «…», “…”, „…“ and their kin.
fn is_quotation_mark(c: char) -> bool {
    c == '"' || (!c.is_ascii() && !c.is_alphanumeric() && fold(c.encode_utf8(&mut [0; 4])) == "\"")
}
