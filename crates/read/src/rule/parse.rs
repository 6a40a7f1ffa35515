//! Reads a file of rules, and refuses whatever could never match or would mean something else than
//! its writer meant: unknown elements, flags and slots, empty alternatives, a rule without examples.

use super::{CueSpec, Element, Flag, HopSpec, Rule, Where};
use crate::data::DataError;
use crate::inflect::Part;
use musnad_report::fold::fold;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    what: String,
    #[serde(rename = "match")]
    elements: Vec<String>,
    gives: RawGives,
    #[serde(default = "usual_weight")]
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
    #[serde(default = "usual_place")]
    content: Where,
}

fn usual_weight() -> f32 {
    1.0
}

fn usual_place() -> Where {
    Where::Slot
}

/// What is wrong with a rule, and the words of the file that show it.
struct Fault {
    problem: String,
    remedy: &'static str,
    shown_by: String,
}

const SEE_README: &str = "see lang/ar/rules/README.md for the form of a rule";

impl Fault {
    fn new(problem: impl Into<String>, remedy: &'static str, shown_by: &str) -> Fault {
        Fault {
            problem: problem.into(),
            remedy,
            shown_by: shown_by.to_owned(),
        }
    }
}

/// All rules of one file.
///
/// # Errors
/// File, line and remedy of the first thing that is wrong.
pub fn parse_file(path: &str, contents: &str) -> Result<Vec<Rule>, DataError> {
    let prefix = path.trim_start_matches("rules/").trim_end_matches(".toml");
    let raw: toml::Table = contents.parse().map_err(|e: toml::de::Error| DataError {
        file: path.to_owned(),
        line: e
            .span()
            .map_or(1, |s| contents[..s.start].matches('\n').count() + 1),
        problem: e.message().to_owned(),
        remedy: SEE_README,
    })?;
    let rules = raw.into_iter().map(|(key, value)| {
        rule(format!("{prefix}/{key}"), value).map_err(|fault| DataError {
            file: path.to_owned(),
            line: line_of(contents, &key, &fault.shown_by),
            problem: format!("[{key}]: {}", fault.problem),
            remedy: fault.remedy,
        })
    });
    rules.collect()
}

/// The one-based line on which a rule shows its fault: the first one below its head that holds the
/// words, or the head itself.
fn line_of(contents: &str, key: &str, words: &str) -> usize {
    let is_head = |line: &str| line.trim() == format!("[{key}]");
    let head = contents.lines().position(is_head).unwrap_or(0);
    let body = contents.lines().skip(head + 1);
    let shown = body
        .take_while(|line| !line.starts_with('['))
        .position(|line| !words.is_empty() && line.contains(words));
    head + 1 + shown.map_or(0, |n| n + 1)
}

fn rule(id: String, value: toml::Value) -> Result<Rule, Fault> {
    let raw: RawRule = value
        .try_into()
        .map_err(|e: toml::de::Error| Fault::new(e.message(), SEE_README, ""))?;
    if raw.finds.is_empty() || raw.leaves.is_empty() {
        return Err(Fault::new(
            "a rule without both `finds` and `leaves` does not load",
            "add a sentence in which it must match, and one in which it must not",
            "",
        ));
    }
    let slots = raw.elements.iter().map(|e| slot(e));
    let slots = slots.collect::<Result<Vec<_>, _>>()?;
    check_sequence(&slots, &raw)?;
    let names: Vec<&str> = slots.iter().map(|(name, _)| *name).collect();
    let hops = raw.gives.hops.iter().map(|h| hop(h, &names));
    Ok(Rule {
        hops: hops.collect::<Result<_, _>>()?,
        elements: slots.into_iter().map(|(_, element)| element).collect(),
        id,
        what: raw.what,
        content: raw.gives.content,
        weight: raw.weight,
        finds: raw.finds,
        leaves: raw.leaves,
        known_wrong: raw.known_wrong,
    })
}

/// Refuses a sequence that nothing could match.
fn check_sequence(slots: &[(&str, Element)], raw: &RawRule) -> Result<(), Fault> {
    let Some((_, first)) = slots.first() else {
        return Err(Fault::new("`match` is empty", SEE_README, "match"));
    };
    if !first.can_begin() {
        return Err(Fault::new(
            format!("a rule cannot begin with {:?}", raw.elements[0]),
            "begin with words or a form of a verb, or write {^} before it",
            &raw.elements[0],
        ));
    }
    for (k, (name, _)) in slots.iter().enumerate() {
        if !name.is_empty() && slots[..k].iter().any(|(other, _)| other == name) {
            return Err(Fault::new(
                format!("two elements are named {name:?}"),
                "give each element a name of its own",
                &raw.elements[k],
            ));
        }
    }
    let says =
        |(_, e): &(&str, Element)| matches!(e, Element::Content | Element::Clause | Element::Rest);
    if raw.gives.content == Where::Slot && !slots.iter().any(says) {
        return Err(Fault::new(
            "nothing in `match` is the content",
            "add {content}, {clause} or {rest}, or say in `gives` where the content stands",
            "match",
        ));
    }
    Ok(())
}

/// `name:{element}`, `{element}`, `name:word word|word`.
fn slot(text: &str) -> Result<(&str, Element), Fault> {
    let (name, rest) = text.split_once(':').unwrap_or(("", text));
    let inner = rest.strip_prefix('{').and_then(|r| r.strip_suffix('}'));
    let element = match inner {
        Some(inner) => special(inner, text)?,
        None => words(rest, text)?,
    };
    Ok((name, element))
}

fn words(rest: &str, text: &str) -> Result<Element, Fault> {
    let alternative =
        |a: &str| -> Vec<String> { fold(a).split_whitespace().map(str::to_owned).collect() };
    let alternatives: Vec<Vec<String>> = rest.split('|').map(alternative).collect();
    if alternatives.iter().any(Vec::is_empty) {
        let problem = format!("{text:?} has an alternative without a word");
        return Err(Fault::new(problem, "take out the `|` too many", text));
    }
    Ok(Element::Words(alternatives))
}

/// What stands between the braces.
fn special(inner: &str, text: &str) -> Result<Element, Fault> {
    let mut parts = inner.split_whitespace();
    let kind = parts.next().unwrap_or_default();
    let element = match kind {
        "^" => Element::ClauseStart,
        "source" => Element::Source,
        "source?" => Element::MaybeSource,
        "content" => Element::Content,
        "clause" => Element::Clause,
        "rest" => Element::Rest,
        "headline" => Element::Headline,
        "after-quote" => Element::AfterQuote,
        "verb" => return cue(&[Part::Perfect, Part::Imperfect], parts, text),
        "perfect" => return cue(&[Part::Perfect], parts, text),
        "participle" => return cue(&[Part::Participle], parts, text),
        "noun" => return cue(&[Part::Noun], parts, text),
        _ => {
            let problem = format!("unknown element {{{kind}}}");
            return Err(Fault::new(
                problem,
                "lang/ar/rules/README.md lists the elements",
                text,
            ));
        }
    };
    match parts.next() {
        None => Ok(element),
        Some(flag) => Err(Fault::new(
            format!("{{{kind}}} takes no flag, {flag:?} stands behind it"),
            "only {verb}, {perfect}, {participle} and {noun} take flags",
            text,
        )),
    }
}

fn cue<'a>(
    parts: &[Part],
    flags: impl Iterator<Item = &'a str>,
    text: &str,
) -> Result<Element, Fault> {
    let flag = |word: &str| {
        let (wanted, name) = match word.strip_prefix('-') {
            Some(name) => (false, name),
            None => (true, word),
        };
        let unknown = || {
            Fault::new(
                format!("unknown flag {name:?}"),
                "lang/ar/rules/README.md lists the flags",
                text,
            )
        };
        Ok((wanted, Flag::named(name).ok_or_else(unknown)?))
    };
    Ok(Element::Cue(CueSpec {
        parts: parts.to_vec(),
        flags: flags.map(flag).collect::<Result<_, _>>()?,
    }))
}

/// `cue+cue2 source`, `cue`, `cue unknown`: names of elements become their indices.
fn hop(text: &str, names: &[&str]) -> Result<HopSpec, Fault> {
    let index = |name: &str| {
        let found = names.iter().position(|n| !n.is_empty() && *n == name);
        found.ok_or_else(|| {
            Fault::new(
                format!("hop {text:?} names the slot {name:?}, which `match` has not"),
                "name an element of `match`, as in \"cue:{verb}\"",
                text,
            )
        })
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let (cues, source) = match words[..] {
        [cues] => (cues, None),
        [cues, source] => (cues, Some(source)),
        _ => {
            let problem = format!("hop {text:?} has {} words", words.len());
            return Err(Fault::new(problem, "write \"cue\" or \"cue source\"", text));
        }
    };
    let unknown = source == Some("unknown");
    Ok(HopSpec {
        cues: cues.split('+').map(index).collect::<Result<_, _>>()?,
        source: source.filter(|_| !unknown).map(index).transpose()?,
        unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::VerbFlag;

    const GOOD: &str = r#"[said]
what = "«قال فلان إن»."
match = ["cue:{verb core -pron}", "who:{source}", "{content}"]
gives = { hops = ["cue who"] }
finds = ["[cue=قال] [source=وزير الري] [content=إن السد امتلأ]."]
leaves = ["قال كلمته ومشى."]
"#;

    fn fault(good: &str, bad: &str) -> DataError {
        assert!(GOOD.contains(good), "{good}");
        parse_file("rules/a.toml", &GOOD.replace(good, bad)).expect_err(bad)
    }

    #[test]
    fn a_rule_as_written() {
        let rules = parse_file("rules/cues/a.toml", GOOD).unwrap();
        assert_eq!(rules[0].id, "cues/a/said");
        assert_eq!(rules[0].elements.len(), 3);
        let hop = HopSpec {
            cues: vec![0],
            source: Some(1),
            unknown: false,
        };
        assert_eq!(rules[0].hops, [hop]);
    }

    #[test]
    fn what_could_never_match_does_not_load() {
        for (good, bad, line, says) in [
            ("core -pron", "coer", 3, "unknown flag \"coer\""),
            ("core -pron", "-prno", 3, "unknown flag \"prno\""),
            ("{source}", "{source core}", 3, "takes no flag"),
            ("{source}", "{sauce}", 3, "unknown element {sauce}"),
            ("who:{source}", "who:بحسب|", 3, "without a word"),
            ("who:{source}", "cue:{source}", 3, "two elements are named"),
            ("\"cue:{verb core -pron}\", ", "", 3, "cannot begin with"),
            (
                ", \"{content}\"",
                "",
                3,
                "nothing in `match` is the content",
            ),
            ("\"cue who\"", "\"cue whom\"", 4, "slot \"whom\""),
            ("\"cue who\"", "\"cue who else\"", 4, "has 3 words"),
        ] {
            let e = fault(good, bad);
            assert!(e.problem.contains(says), "{e}");
            assert_eq!((e.file.as_str(), e.line), ("rules/a.toml", line), "{e}");
            assert!(!e.remedy.is_empty());
        }
    }

    #[test]
    fn slots_have_a_name_or_none() {
        let (name, element) = slot("cue:نقلا عن|وفق").ok().unwrap();
        let words = |all: &[&[&str]]| {
            let words = |a: &&[&str]| a.iter().map(|w| (*w).to_owned()).collect();
            Element::Words(all.iter().map(words).collect())
        };
        assert_eq!(name, "cue");
        assert_eq!(element, words(&[&["نقلا", "عن"], &["وفق"]]));
        assert_eq!(slot("{source}").ok().unwrap().0, "");
        // A headline's colon is a word, whatever stands before it its name.
        assert_eq!(slot("cue::").ok().unwrap().1, words(&[&[":"]]));
    }

    #[test]
    fn flags_are_wanted_or_forbidden() {
        let (_, element) = slot("near:{verb relay -pron}").ok().unwrap();
        let flags = vec![(true, Flag::Verb(VerbFlag::Relay)), (false, Flag::Pronoun)];
        let parts = vec![Part::Perfect, Part::Imperfect];
        assert_eq!(element, Element::Cue(CueSpec { parts, flags }));
    }

    #[test]
    fn hops_have_cues_and_perhaps_a_source() {
        let names = ["near", "", "cue", "source"];
        let hop = |text| hop(text, &names).ok().unwrap();
        assert_eq!(hop("near+cue source").cues, [0, 2]);
        assert_eq!(hop("near+cue source").source, Some(3));
        assert_eq!(hop("near").source, None);
        let nobody = hop("near unknown");
        assert_eq!((nobody.source, nobody.unknown), (None, true));
    }

    #[test]
    fn a_rule_needs_examples() {
        let e = fault("leaves = [\"قال كلمته ومشى.\"]", "leaves = []");
        assert_eq!(e.line, 1);
        assert!(e.problem.contains("`finds` and `leaves`"));
    }
}
