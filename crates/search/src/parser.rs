//! Makes a tree of a query's lexemes.
//!
//! ```text
//! any   = all { OR all }
//! all   = { [AND] unary }
//! unary = (NOT | "-") unary | "(" any ")" | NEAR "(" item { item } ["," number] ")" | leaf { NEAR/n leaf }
//! ```

use crate::error::{Problem, QueryError};
use crate::lexer::{self, FilterName, Lexeme, NEAR_DEFAULT, Placed};
use crate::query::{Filter, Name, Node, PartialDate, Query};
use crate::vocabulary::{value_named, values_of};
use jiff::civil::Date;
use musnad_report::fold::fold;
use std::ops::Range;

/// Groups and negations in one another.
pub(crate) const MAX_DEPTH: usize = 32;
/// Words and filters of a query.
pub(crate) const MAX_WORDS: usize = 64;
/// Bytes of a query, as it was typed and as it is printed.
pub(crate) const MAX_BYTES: usize = 4096;

pub(crate) fn parse(query: &str) -> Result<Query, QueryError> {
    if query.len() > MAX_BYTES {
        return Err(too_long(query));
    }
    let lexemes = lexer::lex(query)?;
    let mut parser = Parser {
        query,
        lexemes,
        next: 0,
        depth: 0,
    };
    if !parser.lexemes.iter().any(|(l, _)| *l != Lexeme::Comma) {
        return Err(parser.error(0..query.len(), Problem::Empty));
    }
    let root = parser.any()?;
    if let Some((_, at)) = parser.lexemes.get(parser.next) {
        return Err(parser.error(at.clone(), Problem::LoneParenthesis));
    }
    // Limits hold of what was understood, not of how it was typed: `a NEAR/5 b` is printed longer,
    // and what is printed must be a query again.
    let understood = Query { root };
    if count_words(&understood.root) > MAX_WORDS || understood.to_string().len() > MAX_BYTES {
        return Err(too_long(query));
    }
    Ok(understood)
}

fn too_long(query: &str) -> QueryError {
    QueryError {
        at: 0..query.len(),
        words: query.chars().take(20).chain(['…']).collect(),
        problem: Problem::TooLong,
    }
}

/// Words and filters.
fn count_words(node: &Node) -> usize {
    match node {
        Node::Stems(words) | Node::Exact(words) => words.len(),
        Node::Prefix(_) | Node::Filter(_) => 1,
        Node::Near { items, .. } => items.iter().map(Vec::len).sum(),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().map(count_words).sum(),
        Node::Not(node) | Node::InTitle(node) => count_words(node),
    }
}

struct Parser<'q> {
    query: &'q str,
    lexemes: Vec<Placed>,
    next: usize,
    depth: usize,
}

/// A child of an «all», before `in:title` is given its scope.
enum Part {
    Node(Node),
    Title(Range<usize>),
}

impl Parser<'_> {
    fn error(&self, at: Range<usize>, problem: Problem) -> QueryError {
        lexer::error(self.query, at, problem)
    }

    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.next).map(|(lexeme, _)| lexeme)
    }

    fn take_if(&mut self, wanted: impl Fn(&Lexeme) -> bool) -> Option<Placed> {
        let lexeme = self.lexemes.get(self.next).filter(|(l, _)| wanted(l))?;
        let taken = lexeme.clone();
        self.next += 1;
        Some(taken)
    }

    /// The place of the next lexeme; at the end the place of the last one.
    fn place(&self) -> Range<usize> {
        let i = self.next.min(self.lexemes.len().saturating_sub(1));
        self.lexemes.get(i).map_or(0..0, |(_, at)| at.clone())
    }

    fn deeper<T>(
        &mut self,
        at: Range<usize>,
        inner: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(at, Problem::TooDeep));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn any(&mut self) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all()?];
        while self.take_if(|l| *l == Lexeme::Or).is_some() {
            nodes.push(self.all()?);
        }
        Ok(or(nodes))
    }

    fn all(&mut self) -> Result<Node, QueryError> {
        let mut parts: Vec<Part> = Vec::new();
        let mut and: Option<Range<usize>> = None;
        loop {
            if self.take_if(|l| *l == Lexeme::Comma).is_some() {
                continue;
            }
            match self.peek() {
                None | Some(Lexeme::Or | Lexeme::Close) => break,
                Some(Lexeme::And) => {
                    let at = self.place();
                    if parts.is_empty() || and.is_some() {
                        return Err(self.error(at, Problem::LoneOperator));
                    }
                    and = Some(at);
                    self.next += 1;
                }
                Some(_) => {
                    parts.push(self.unary()?);
                    and = None;
                }
            }
        }
        if and.is_some() || parts.is_empty() {
            return Err(self.missing(and));
        }
        self.scoped(parts)
    }

    /// What is wrong where something to look for should stand and does not.
    fn missing(&self, operator: Option<Range<usize>>) -> QueryError {
        let at = operator.unwrap_or_else(|| self.place());
        let before = self.next.checked_sub(1).map(|i| &self.lexemes[i].0);
        let problem = match (before, self.peek()) {
            (Some(Lexeme::Open), Some(Lexeme::Close)) => Problem::EmptyGroup,
            (None, Some(Lexeme::Close)) | (Some(Lexeme::Open), None) => Problem::LoneParenthesis,
            _ => Problem::LoneOperator,
        };
        self.error(at, problem)
    }

    /// `in:title` holds of what stands beside it.
    fn scoped(&self, parts: Vec<Part>) -> Result<Node, QueryError> {
        let mut title = None;
        let mut nodes = Vec::new();
        for part in parts {
            match part {
                Part::Node(node) => nodes.push(node),
                Part::Title(at) => title = Some(at),
            }
        }
        match title {
            None => Ok(and_of(nodes)),
            Some(at) if nodes.is_empty() => Err(self.error(at, Problem::OnlyTitle)),
            Some(_) => Ok(Node::InTitle(Box::new(and_of(nodes)))),
        }
    }

    fn unary(&mut self) -> Result<Part, QueryError> {
        if let Some((_, at)) = self.take_if(|l| *l == Lexeme::Not) {
            let inner = self.deeper(at.clone(), Parser::unary)?;
            return match inner {
                Part::Node(node) => Ok(Part::Node(Node::Not(Box::new(node)))),
                Part::Title(title) => Err(self.error(title, Problem::OnlyTitle)),
            };
        }
        if let Some((_, at)) = self.take_if(|l| *l == Lexeme::Open) {
            let node = self.deeper(at.clone(), Parser::any)?;
            return match self.take_if(|l| *l == Lexeme::Close) {
                Some(_) => Ok(Part::Node(node)),
                None => Err(self.error(at, Problem::LoneParenthesis)),
            };
        }
        if let Some((_, at)) = self.take_if(|l| *l == Lexeme::Near) {
            return self.near_call(at).map(Part::Node);
        }
        self.leaf()
    }

    fn leaf(&mut self) -> Result<Part, QueryError> {
        let Some((lexeme, at)) = self.take_if(|_| true) else {
            return Err(self.missing(None));
        };
        let node = match lexeme {
            Lexeme::Stems(words) if matches!(self.peek(), Some(Lexeme::NearWithin(_))) => {
                self.near_chain(words)?
            }
            Lexeme::Stems(words) => Node::Stems(words),
            Lexeme::Exact(words) => Node::Exact(words),
            Lexeme::Prefix(begin) => Node::Prefix(begin),
            Lexeme::Filter {
                name,
                value,
                quoted,
            } => return self.filter(name, &value, quoted, at),
            _ => return Err(self.error(at, Problem::LoneOperator)),
        };
        Ok(Part::Node(node))
    }

    /// `a NEAR/5 b NEAR/5 c`
    fn near_chain(&mut self, first: Vec<String>) -> Result<Node, QueryError> {
        let mut items = vec![first];
        let mut within = None;
        while let Some((Lexeme::NearWithin(n), at)) =
            self.take_if(|l| matches!(l, Lexeme::NearWithin(_)))
        {
            let item = self.take_if(|l| matches!(l, Lexeme::Stems(_)));
            let Some((Lexeme::Stems(item), _)) = item.filter(|_| within.is_none_or(|w| w == n))
            else {
                return Err(self.error(at, Problem::Near));
            };
            within = Some(n);
            items.push(item);
        }
        Ok(Node::Near {
            items,
            within: within.unwrap_or(NEAR_DEFAULT),
        })
    }

    /// `NEAR(a b, 5)`, of which `NEAR` has been read.
    fn near_call(&mut self, at: Range<usize>) -> Result<Node, QueryError> {
        let wrong = |parser: &Self| parser.error(at.clone(), Problem::Near);
        let mut items = Vec::new();
        self.take_if(|l| *l == Lexeme::Open)
            .ok_or_else(|| wrong(self))?;
        while let Some((Lexeme::Stems(words), _)) = self.take_if(|l| matches!(l, Lexeme::Stems(_)))
        {
            items.push(words);
        }
        let mut within = NEAR_DEFAULT;
        if self.take_if(|l| *l == Lexeme::Comma).is_some() {
            let number = self.take_if(|l| matches!(l, Lexeme::Stems(_)));
            within = match number {
                Some((Lexeme::Stems(words), _)) if words.len() == 1 => {
                    words[0].parse().map_err(|_| wrong(self))?
                }
                _ => return Err(wrong(self)),
            };
        }
        let closed = self.take_if(|l| *l == Lexeme::Close).is_some();
        if !closed || items.len() < 2 {
            return Err(wrong(self));
        }
        Ok(Node::Near { items, within })
    }

    fn filter(
        &self,
        name: FilterName,
        value: &str,
        exact: bool,
        at: Range<usize>,
    ) -> Result<Part, QueryError> {
        let filter = match name {
            FilterName::Speaker => Filter::Speaker(self.name(value, exact, &at)?),
            FilterName::Outlet => Filter::Outlet(self.name(value, exact, &at)?),
            FilterName::Stance => Filter::Stance(self.value(name, value, &at)?),
            FilterName::Kind => Filter::Kind(self.value(name, value, &at)?),
            FilterName::After => Filter::After(self.date(value, &at)?),
            FilterName::Before => Filter::Before(self.date(value, &at)?),
            FilterName::In => {
                self.value(name, value, &at)?;
                return Ok(Part::Title(at));
            }
        };
        Ok(Part::Node(Node::Filter(filter)))
    }

    fn name(&self, value: &str, exact: bool, at: &Range<usize>) -> Result<Name, QueryError> {
        let words = lexer::words(value);
        if words.is_empty() {
            return Err(self.error(at.clone(), Problem::MissingValue));
        }
        Ok(Name { words, exact })
    }

    fn value(
        &self,
        name: FilterName,
        value: &str,
        at: &Range<usize>,
    ) -> Result<&'static str, QueryError> {
        value_named(name, value).ok_or_else(|| {
            let values = values_of(name).join(", ");
            self.error(at.clone(), Problem::UnknownValue(values))
        })
    }

    fn date(&self, value: &str, at: &Range<usize>) -> Result<PartialDate, QueryError> {
        partial_date(value).ok_or_else(|| self.error(at.clone(), Problem::Date))
    }
}

/// `2016`, `2016-12`, `2016/12/20`, in digits of any kind.
fn partial_date(value: &str) -> Option<PartialDate> {
    let value = fold(value.trim());
    let mut parts = value.split(['-', '/']);
    let year = parts.next().filter(|year| year.len() == 4)?;
    let month = parts.next().map(str::parse::<i8>).transpose().ok()?;
    let day = parts.next().map(str::parse::<i8>).transpose().ok()?;
    if parts.next().is_some() || !value.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let given = 1 + u8::from(month.is_some()) + u8::from(day.is_some());
    let date = Date::new(year.parse().ok()?, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    Some(PartialDate::new(date, given))
}

fn and_of(nodes: Vec<Node>) -> Node {
    let flat = nodes.into_iter().flat_map(|node| match node {
        Node::And(inner) => inner,
        node => vec![node],
    });
    single_or(flat.collect(), Node::And)
}

fn or(nodes: Vec<Node>) -> Node {
    let flat = nodes.into_iter().flat_map(|node| match node {
        Node::Or(inner) => inner,
        node => vec![node],
    });
    single_or(flat.collect(), Node::Or)
}

fn single_or(mut nodes: Vec<Node>, many: impl FnOnce(Vec<Node>) -> Node) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => many(nodes),
    }
}
