//! The words that tell events: the tables of `lang/ar/events`, whose form `README.md` there describes.

use super::kinds::{Sort, Status};
use crate::data::DataError;
use crate::inflect;
use crate::lexicon::FormTable;
use musnad_report::fold::fold;
use serde::Deserialize;

/// A verb with its nouns, and what they tell.
#[derive(Clone, Debug)]
pub struct Family {
    /// Path and key: `assault/qasafa`.
    pub id: String,
    /// One sentence for people.
    pub what: String,
    /// What it may mean, the commonest first; never empty.
    pub means: Vec<Meaning>,
    /// PLOVER contexts that the word itself tells.
    pub contexts: Vec<Box<str>>,
    /// Its grammatical subject is who it is done to: «مثل المتهم أمام المحكمة».
    pub turned: bool,
    /// Where whoever it is done to stands.
    pub recipient: Slots,
    /// Where that stands which is asked, refused, promised.
    pub about: Slots,
    /// Who the genitive of its noun is.
    pub genitive: Genitive,
    /// It mostly means something else.
    pub weak: bool,
    /// Sentences in which it must be found, spans marked.
    pub finds: Vec<String>,
    /// Sentences in which it must not.
    pub leaves: Vec<String>,
    /// Sentences that fail today.
    pub known_wrong: Vec<String>,
}

/// What a word tells, and the mode that it mostly has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// A type of events, or a kind of arrangements.
    pub sort: Sort,
    /// Mode.
    pub mode: Option<&'static str>,
}

/// Who the genitive of a noun of action is: «انسحاب القوات», «قصف المدينة».
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Genitive {
    /// Nothing is known.
    #[default]
    Unknown,
    /// Who does it.
    Actor,
    /// To whom it is done.
    Recipient,
    /// Either.
    Both,
}

/// The words that say where somebody stands to a verb, folded; the attached ones are single letters.
pub const SLOTS: [(&str, &str); 16] = [
    ("object", "object"),
    ("clause", "clause"),
    ("subject", "subject"),
    ("إلى", "الي"),
    ("على", "علي"),
    ("عن", "عن"),
    ("من", "من"),
    ("في", "في"),
    ("ب", "ب"),
    ("ل", "ل"),
    ("مع", "مع"),
    ("ضد", "ضد"),
    ("بين", "بين"),
    ("حول", "حول"),
    ("بشأن", "بشان"),
    ("ك", "ك"),
];

/// A set of places in [`SLOTS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slots(u16);

impl Slots {
    fn parse(names: &[String]) -> Result<Slots, String> {
        names.iter().try_fold(Slots(0), |set, name| {
            let slot = SLOTS.iter().position(|(written, _)| written == name);
            let slot = slot.ok_or_else(|| format!("unknown slot {name:?}"))?;
            Ok(Slots(set.0 | 1 << slot))
        })
    }

    /// Whether this slot (folded, as in [`SLOTS`]) is one of them.
    pub fn has(self, folded: &str) -> bool {
        let slot = SLOTS.iter().position(|(_, word)| *word == folded);
        slot.is_some_and(|slot| self.0 >> slot & 1 == 1)
    }
}

/// All families, and their forms.
#[derive(Clone, Debug, Default)]
pub struct Families {
    /// In the order of their ids.
    pub all: Vec<Family>,
    /// Of which family a form is, by its place in `all`.
    pub forms: FormTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    what: String,
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    passive: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    means: Vec<String>,
    #[serde(default)]
    contexts: Vec<String>,
    #[serde(default)]
    actor: Standing,
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    genitive: Genitive,
    #[serde(default)]
    about: Vec<String>,
    #[serde(default)]
    weak: bool,
    finds: Vec<String>,
    leaves: Vec<String>,
    #[serde(default)]
    known_wrong: Vec<String>,
}

/// Where the actor stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Standing {
    #[default]
    Subject,
    Object,
}

const REMEDY: &str = "see lang/ar/events/README.md for the form of a table";

impl Families {
    /// Adds all tables of one file.
    ///
    /// # Errors
    /// File, line and remedy of the first thing that is wrong.
    pub fn add(&mut self, path: &str, contents: &str) -> Result<(), DataError> {
        let at = |line: usize, problem: String| DataError {
            file: path.to_owned(),
            line,
            problem,
            remedy: REMEDY,
        };
        let raw: toml::Table = contents.parse().map_err(|e: toml::de::Error| {
            let start = e.span().map_or(0, |s| s.start);
            at(
                contents[..start].matches('\n').count() + 1,
                e.message().to_owned(),
            )
        })?;
        let prefix = path
            .trim_start_matches(super::FOLDER)
            .trim_end_matches(".toml");
        for (key, value) in raw {
            let head = format!("[{key}]");
            let line = contents.lines().position(|l| l.trim() == head).unwrap_or(0) + 1;
            let raw: Raw = value
                .try_into()
                .map_err(|e: toml::de::Error| at(line, format!("{head}: {}", e.message())))?;
            self.family(format!("{prefix}/{key}"), raw)
                .map_err(|problem| at(line, format!("{head}: {problem}")))?;
        }
        Ok(())
    }

    /// All that a folded word may tell.
    pub fn sorts(&self, word: &str) -> Vec<Sort> {
        let forms = self.forms.read(word);
        let means = forms
            .iter()
            .flat_map(|(form, _)| &self.all[form.verb].means);
        means.map(|m| m.sort).collect()
    }

    fn family(&mut self, id: String, raw: Raw) -> Result<(), String> {
        // What is known to fail today holds its table's place until it is mended.
        let finds = |s: &String| unmarked(s).is_ok_and(|(_, marks)| !marks.is_empty());
        let leaves = |s: &String| !finds(s);
        let none = |held: &[String], is: &dyn Fn(&String) -> bool| {
            held.is_empty() && !raw.known_wrong.iter().any(is)
        };
        if none(&raw.finds, &finds) || none(&raw.leaves, &leaves) {
            return Err("a table without both `finds` and `leaves` does not load".to_owned());
        }
        if raw.verb.is_empty() && raw.nouns.is_empty() {
            return Err("neither a verb nor a noun".to_owned());
        }
        let means = raw.means.iter().map(|m| meaning(m));
        let means: Vec<Meaning> = means.collect::<Result<_, _>>()?;
        if means.is_empty() {
            return Err("`means` is empty".to_owned());
        }
        let mut forms = Vec::new();
        for verb in &raw.passive {
            let (perfect, imperfect) = two(verb)?;
            inflect::perfect(perfect, imperfect, &mut forms);
            inflect::imperfect(imperfect, &mut forms);
        }
        for verb in &raw.verb {
            let (perfect, imperfect) = two(verb)?;
            inflect::perfect(perfect, imperfect, &mut forms);
            inflect::imperfect(imperfect, &mut forms);
            let made = inflect::active_participle(perfect, imperfect);
            if let Some(participle) = verb.split(' ').nth(2).map(str::to_owned).or(made) {
                inflect::participle(&participle, &mut forms);
            }
        }
        for noun in &raw.nouns {
            inflect::noun(noun, &mut forms);
            inflect::sound_plurals(noun, &mut forms);
        }
        self.forms.add(self.all.len(), forms, &|s| fold(s));
        self.all.push(Family {
            id,
            what: raw.what,
            means,
            contexts: raw.contexts.into_iter().map(Box::from).collect(),
            turned: raw.actor == Standing::Object,
            recipient: Slots::parse(&raw.recipient)?,
            about: Slots::parse(&raw.about)?,
            genitive: raw.genitive,
            weak: raw.weak,
            finds: raw.finds,
            leaves: raw.leaves,
            known_wrong: raw.known_wrong,
        });
        Ok(())
    }
}

/// Perfect and imperfect.
fn two(verb: &str) -> Result<(&str, &str), String> {
    let mut parts = verb.split(' ');
    match (parts.next(), parts.next()) {
        (Some(perfect), Some(imperfect)) => Ok((perfect, imperfect)),
        _ => Err(format!("{verb:?} has not both perfect and imperfect")),
    }
}

/// `ASSAULT.aerial`, `headquarters`.
fn meaning(text: &str) -> Result<Meaning, String> {
    let (sort, mode) = text
        .split_once('.')
        .map_or((text, None), |(sort, mode)| (sort, Some(mode)));
    let sort = Sort::named(sort)
        .ok_or_else(|| format!("neither a type of PLOVER nor a kind of arrangement: {sort:?}"))?;
    let mode = match mode {
        None => None,
        Some(mode) => {
            let modes = sort.event().map_or(&[][..], |kind| kind.modes());
            let known = modes.iter().find(|m| **m == mode);
            Some(*known.ok_or_else(|| format!("no mode of {text:?}"))?)
        }
    };
    Ok(Meaning { sort, mode })
}

/// What is marked in a sentence, and where, in bytes.
pub type Marks = Vec<(Mark, std::ops::Range<usize>)>;

/// A sentence of `finds` without its marks, and the marks: name and span.
///
/// # Errors
/// A mark that is not closed, or not known.
pub fn unmarked(sentence: &str) -> Result<(String, Marks), String> {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (inner, behind) = after.split_once(']').ok_or("a mark is not closed")?;
        let (name, words) = inner.split_once('=').ok_or("a mark without `=`")?;
        let mark = Mark::named(name).ok_or_else(|| format!("unknown mark {name:?}"))?;
        let start = text.len();
        text.push_str(words);
        marks.push((mark, start..text.len()));
        rest = behind;
    }
    text.push_str(rest);
    Ok((text, marks))
}

/// What a span of an example is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The trigger, of an event of this status.
    Trigger(Status),
    /// An argument.
    Part(super::kinds::Part),
}

impl Mark {
    fn named(name: &str) -> Option<Mark> {
        use super::kinds::Part;
        Some(match name {
            "actor" => Mark::Part(Part::Actor),
            "recipient" => Mark::Part(Part::Recipient),
            "place" => Mark::Part(Part::Place),
            _ => Mark::Trigger(Status::named(name)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn families() -> Families {
        let mut families = Families::default();
        let table = r#"
[liqa]
what = "Meets."
verb = ["التقى يلتقي"]
nouns = ["لقاء"]
means = ["CONSULT"]
finds = ["[happened=التقى] [actor=الوزير] السفير."]
leaves = ["بلقاء حار استقبلته أمه."]
"#;
        families
            .add("events/consult.toml", table)
            .expect("is right");
        families
    }

    #[test]
    fn words_are_read_with_what_is_attached_to_them() {
        let families = families();
        for word in [
            "التقى",
            "والتقت",
            "سيلتقي",
            "لقاء",
            "بلقائه",
            "لقاؤهما",
            "اللقاءات",
            "ملتقيا",
        ] {
            assert!(!families.sorts(&fold(word)).is_empty(), "{word}");
        }
        assert!(families.sorts(&fold("لقاح")).is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let error = |table: &str| {
            let error = Families::default().add("events/x.toml", table);
            error.expect_err("is wrong").to_string()
        };
        let no_examples = "\n[a]\nwhat = \"x\"\nnouns = [\"قصف\"]\nmeans = [\"ASSAULT\"]\nfinds = []\nleaves = []\n";
        assert!(error(no_examples).starts_with("events/x.toml:2: [a]: a table without both"));
        let kind = "[a]\nwhat = \"x\"\nnouns = [\"قصف\"]\nmeans = [\"BOMB\"]\nfinds = [\"x\"]\nleaves = [\"y\"]\n";
        assert!(error(kind).contains("BOMB"), "{}", error(kind));
    }

    #[test]
    fn marks_are_taken_from_a_sentence() {
        let (text, marks) = unmarked("[happened=قصفت] [actor=المدفعية] البلدة.").expect("is right");
        assert_eq!(text, "قصفت المدفعية البلدة.");
        let words: Vec<&str> = marks.iter().map(|(_, at)| &text[at.clone()]).collect();
        assert_eq!(words, ["قصفت", "المدفعية"]);
        assert!(unmarked("[happened=قصفت").is_err());
    }
}
