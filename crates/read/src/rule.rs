//! Rules: constructions in which words are handed to a source, as data.
//!
//! A rule is a sequence of elements, the hops that it gives, and examples that are its tests.

use crate::data::DataError;
use crate::inflect::Part;
use musnad_report::fold::fold;
use serde::Deserialize;

/// One construction.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Path and key: `cues/relay/naqalat_an`.
    pub id: String,
    /// One sentence for people.
    pub what: String,
    /// What must stand there, in order.
    pub elements: Vec<Slot>,
    /// The hops, from the reader towards the origin.
    pub hops: Vec<HopSpec>,
    /// Where the content is.
    pub content: Where,
    /// How much it is worth against another reading of the same words.
    pub weight: f32,
    /// Sentences in which it must be found, spans marked.
    pub finds: Vec<String>,
    /// Sentences in which it must not.
    pub leaves: Vec<String>,
    /// Sentences that fail today.
    pub known_wrong: Vec<String>,
}

/// An element with its name inside the rule.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Empty where the rule does not refer to it.
    pub name: String,
    /// What matches.
    pub element: Element,
}

/// One element of a construction.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// Nothing; but a clause begins here (after «وكان», «لكن», «من جهته» …).
    ClauseStart,
    /// Any of these words (folded), several in a row where there is a space.
    Words(Vec<Vec<String>>),
    /// A form of a reporting verb.
    Cue(CueSpec),
    /// A noun phrase that can be a source.
    Source,
    /// A noun phrase, or nothing.
    MaybeSource,
    /// The content, as the cue's verb takes it, and whatever may stand before it.
    Content,
    /// A clause opened by «أن», for cues that are no verbs.
    Clause,
    /// All that is left of the sentence.
    Rest,
    /// Nothing; but the headline begins here.
    Headline,
    /// A closing quotation mark just before (content stands before the cue).
    AfterQuote,
}

/// Which forms of reporting verbs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CueSpec {
    /// Which parts; empty: perfect and imperfect.
    pub parts: Vec<Part>,
    /// Required properties by name (see the header of verbs.tsv), `pron`, or with `-` forbidden.
    pub flags: Vec<(bool, String)>,
}

/// A hop by the names of its slots.
#[derive(Clone, Debug)]
pub struct HopSpec {
    /// Slots whose words are the cue.
    pub cues: Vec<String>,
    /// The slot of the source.
    pub source: Option<String>,
    /// `unknown`: nobody is given; otherwise an implicit source is looked for.
    pub unknown: bool,
}

/// Where the content of a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// In the rule's `{content}`.
    Slot,
    /// The quotation or clause before the cue.
    Before,
    /// The clause that the words stand in: before them at its end, after them at its start.
    Clause,
    /// None of its own: it adds a hop to the statement that it stands in.
    Host,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    what: String,
    #[serde(rename = "match")]
    elements: Vec<String>,
    gives: RawGives,
    #[serde(default = "one")]
    weight: f32,
    finds: Vec<String>,
    leaves: Vec<String>,
    #[serde(default)]
    known_wrong: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGives {
    hops: Vec<String>,
    #[serde(default = "slot")]
    content: Where,
}

fn one() -> f32 {
    1.0
}
fn slot() -> Where {
    Where::Slot
}

/// All rules of one file.
///
/// # Errors
/// File, line and remedy of the first thing that is wrong.
pub fn parse_file(path: &str, contents: &str) -> Result<Vec<Rule>, DataError> {
    let prefix = path.trim_start_matches("rules/").trim_end_matches(".toml");
    let at = |key: &str| {
        contents
            .lines()
            .position(|l| l.trim() == format!("[{key}]"))
            .map_or(1, |n| n + 1)
    };
    let fail = |line, problem: String| DataError {
        file: path.to_owned(),
        line,
        problem,
        remedy: "see lang/ar/rules/README.md for the form of a rule",
    };
    let raw: toml::Table = contents.parse().map_err(|e: toml::de::Error| {
        let line = e
            .span()
            .map_or(1, |s| contents[..s.start].matches('\n').count() + 1);
        fail(line, e.message().to_owned())
    })?;
    let mut rules = Vec::new();
    for (key, value) in raw {
        let rule: RawRule = value
            .try_into()
            .map_err(|e: toml::de::Error| fail(at(&key), e.message().to_owned()))?;
        if rule.finds.is_empty() || rule.leaves.is_empty() {
            let problem = "a rule without both `finds` and `leaves` does not load".to_owned();
            return Err(fail(at(&key), problem));
        }
        let elements = rule
            .elements
            .iter()
            .map(|e| parse_slot(e))
            .collect::<Result<_, _>>();
        let hops = rule.gives.hops.iter().map(|h| parse_hop(h)).collect();
        let elements: Vec<Slot> = elements.map_err(|p| fail(at(&key), p))?;
        rules.push(Rule {
            id: format!("{prefix}/{key}"),
            what: rule.what,
            elements,
            hops,
            content: rule.gives.content,
            weight: rule.weight,
            finds: rule.finds,
            leaves: rule.leaves,
            known_wrong: rule.known_wrong,
        });
    }
    Ok(rules)
}

/// `name:{element}`, `{element}`, `name:word word|word`.
fn parse_slot(text: &str) -> Result<Slot, String> {
    let (name, rest) = match text.split_once(':') {
        Some((name, rest)) => (name.to_owned(), rest),
        None => (String::new(), text),
    };
    let Some(inner) = rest.strip_prefix('{').and_then(|r| r.strip_suffix('}')) else {
        let words = rest
            .split('|')
            .map(|alternative| {
                fold(alternative)
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect()
            })
            .collect();
        return Ok(Slot {
            name,
            element: Element::Words(words),
        });
    };
    let mut parts = inner.split_whitespace();
    let element = match parts.next().unwrap_or_default() {
        "^" => Element::ClauseStart,
        "source" => Element::Source,
        "source?" => Element::MaybeSource,
        "content" => Element::Content,
        "clause" => Element::Clause,
        "rest" => Element::Rest,
        "headline" => Element::Headline,
        "after-quote" => Element::AfterQuote,
        kind @ ("verb" | "perfect" | "participle" | "noun") => {
            let parts_of = match kind {
                "participle" => vec![Part::Participle],
                "noun" => vec![Part::Noun],
                "perfect" => vec![Part::Perfect],
                _ => vec![Part::Perfect, Part::Imperfect],
            };
            let flags = parts
                .by_ref()
                .map(|f| match f.strip_prefix('-') {
                    Some(f) => (false, f.to_owned()),
                    None => (true, f.to_owned()),
                })
                .collect();
            Element::Cue(CueSpec {
                parts: parts_of,
                flags,
            })
        }
        other => return Err(format!("unknown element {{{other}}}")),
    };
    Ok(Slot { name, element })
}

/// `cue+cue2 source`, `cue`, `cue unknown`.
fn parse_hop(text: &str) -> HopSpec {
    let mut words = text.split_whitespace();
    let cues = words
        .next()
        .unwrap_or_default()
        .split('+')
        .map(str::to_owned)
        .collect();
    let source = words.next().map(str::to_owned);
    let unknown = source.as_deref() == Some("unknown");
    HopSpec {
        cues,
        source: source.filter(|_| !unknown),
        unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_have_a_name_or_none() {
        let slot = parse_slot("cue:نقلا عن|وفق").expect("words");
        let words = |all: &[&[&str]]| {
            Element::Words(
                all.iter()
                    .map(|a| a.iter().map(|w| (*w).to_owned()).collect())
                    .collect(),
            )
        };
        assert_eq!(slot.name, "cue");
        assert_eq!(slot.element, words(&[&["نقلا", "عن"], &["وفق"]]));
        assert_eq!(parse_slot("{source}").expect("an element").name, "");
        assert!(parse_slot("{colour}").is_err_and(|e| e.contains("{colour}")));
    }

    #[test]
    fn flags_are_wanted_or_forbidden() {
        let slot = parse_slot("near:{verb relay -pron}").expect("a verb");
        let flags = vec![(true, "relay".to_owned()), (false, "pron".to_owned())];
        let parts = vec![Part::Perfect, Part::Imperfect];
        assert_eq!(slot.element, Element::Cue(CueSpec { parts, flags }));
    }

    #[test]
    fn hops_have_cues_and_perhaps_a_source() {
        let hop = parse_hop("cue+cue2 source");
        assert_eq!(
            (hop.cues.len(), hop.source.as_deref(), hop.unknown),
            (2, Some("source"), false)
        );
        let hop = parse_hop("near unknown");
        assert_eq!((hop.source, hop.unknown), (None, true));
    }
}
