//! The tables of `lang/ar/entities`: generic nouns, names that no spelling rule joins, peoples, and the
//! letters that transliterations interchange.

use super::words::{self, joined};
use crate::mentions::MentionKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a generic noun at the head of a name tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Nouns of one group may point to what another of them names: «الحركة» to «تنظيم …».
    pub group: Box<str>,
    /// The name is the same without it: «حركة النهضة».
    pub drop: bool,
    /// Every country has one of that name: «وزارة الداخلية».
    pub state: bool,
    /// One a country even without further words: «الحكومة».
    pub sole: bool,
    /// There are many of that name: «البيان الختامي».
    pub common: bool,
    /// It is hardly said of anything else: «التنظيم», «البلاد».
    pub clear: bool,
    /// Any country may be called so: «البلاد», but not «المملكة».
    pub general: bool,
    /// Names of such things often have no noun: «الشركة» of «بتروفاك».
    pub bare: bool,
    /// With a nationality it still is no name: «الموقع العبري».
    pub called: bool,
}

/// Another name of a known entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name that stands for all, as it is written.
    pub name: Box<str>,
    /// Which generic nouns may point to it; empty where none does.
    pub group: Box<str>,
}

/// Where in a word an interchange of letters holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Start,
    End,
    Any,
}

/// All tables of names.
#[derive(Debug, Default)]
pub struct Names {
    heads: FxHashMap<(MentionKind, Box<str>), Head>,
    /// Words that add nothing to a name or to a noun that points: «الشؤون», «الإرهابي».
    descriptive: FxHashSet<Box<str>>,
    /// Those of them that are part of a name where they stand: «المجلس الوطني».
    naming: FxHashSet<Box<str>>,
    /// Those of them that tell what was: «السابق».
    former: FxHashSet<Box<str>>,
    /// Words that look like nationalities and are fields of offices: «المالية».
    fields: FxHashSet<Box<str>>,
    aliases: FxHashMap<(MentionKind, Box<str>), Alias>,
    countries: FxHashMap<Box<str>, Box<str>>,
    nationalities: FxHashMap<Box<str>, Box<str>>,
    polities: FxHashSet<(Box<str>, Box<str>)>,
    capitals: FxHashMap<Box<str>, Box<str>>,
    peoples: FxHashMap<Box<str>, Box<str>>,
    letters: Vec<(Box<str>, Box<str>, Where)>,
}

/// The last part of a table's path, which tells what its lines are.
pub const FOLDER: &str = "entities/";

impl Names {
    /// Adds a line of a table.
    ///
    /// # Errors
    /// A sentence saying what is wrong.
    pub fn add(&mut self, table: &str, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        match (table, columns.as_slice()) {
            ("heads.tsv", [form, kind, group, notes @ ..]) => self.add_head(
                form,
                kind,
                group,
                notes.first().copied().unwrap_or_default(),
            ),
            ("aliases.tsv", [name, kind, group, forms]) => {
                self.add_aliases(name, kind, group, forms)
            }
            ("peoples.tsv", [form, key]) => {
                self.peoples.insert(words::bare(form), (*key).into());
                Ok(())
            }
            ("letters.tsv", [written, skeleton, place]) => {
                let place = match *place {
                    "start" => Where::Start,
                    "end" => Where::End,
                    "any" => Where::Any,
                    other => return Err(format!("«{other}» is no place in a word")),
                };
                self.letters
                    .push(((*written).into(), (*skeleton).into(), place));
                Ok(())
            }
            _ => Err(format!("a line of {table} has other columns")),
        }
    }

    fn add_head(&mut self, form: &str, kind: &str, group: &str, notes: &str) -> Result<(), String> {
        if kind == "descriptive" {
            if group != "field" {
                self.descriptive.insert(words::bare(form));
            }
            match group {
                "name" => self.naming.insert(words::bare(form)),
                "field" => self.fields.insert(words::bare(form)),
                "former" => self.former.insert(words::bare(form)),
                _ => false,
            };
            return Ok(());
        }
        let noted = |note: &str| notes.split(' ').any(|n| n == note);
        let head = Head {
            group: group.into(),
            drop: noted("drop"),
            state: noted("state"),
            sole: noted("sole"),
            common: noted("common"),
            clear: noted("clear"),
            general: noted("general"),
            bare: noted("bare"),
            called: noted("called"),
        };
        let form = joined(&words::of(form));
        self.heads.insert((kind_named(kind)?, form.into()), head);
        Ok(())
    }

    fn add_aliases(
        &mut self,
        name: &str,
        kind: &str,
        group: &str,
        forms: &str,
    ) -> Result<(), String> {
        let kind = kind_named(kind)?;
        let group = if group == "-" { "" } else { group };
        for form in std::iter::once(name).chain(forms.split('|')) {
            let alias = Alias {
                name: name.into(),
                group: group.into(),
            };
            let key = (kind, joined(&words::of(form)).into());
            let known = self.aliases.insert(key, alias);
            if let Some(known) = known.filter(|k| *k.name != *name) {
                return Err(format!("«{form}» is a form of «{}» as well", known.name));
            }
        }
        Ok(())
    }

    /// Adds the ISO 3166 code of a country's name.
    pub(crate) fn add_country(&mut self, name: &str, code: &str) {
        let words = words::of(name);
        if let [noun, _, ..] = words.as_slice() {
            self.polities.insert((code.into(), noun.as_str().into()));
        }
        self.countries.insert(joined(&words).into(), code.into());
    }

    /// Whether a country has this noun in one of its names: SA «مملكة», OM «سلطنة».
    pub fn is_polity(&self, code: &str, noun: &str) -> bool {
        self.polities.contains(&(code.into(), noun.into()))
    }

    /// Adds the ISO 3166 code of a nationality in the masculine.
    pub(crate) fn add_nationality(&mut self, form: &str, code: &str) {
        self.nationalities
            .insert(joined(&words::of(form)).into(), code.into());
    }

    /// Adds a capital of the country with this ISO 3166 code.
    pub(crate) fn add_capital(&mut self, name: &str, code: &str) {
        self.capitals
            .insert(joined(&words::of(name)).into(), code.into());
    }

    /// ISO 3166 code of the country whose capital has this name.
    pub fn capital_of(&self, words: &[String]) -> Option<&str> {
        self.capitals.get(&*joined(words)).map(|c| &**c)
    }

    /// What a generic noun tells, given without article.
    pub fn head(&self, kind: MentionKind, word: &str) -> Option<&Head> {
        self.heads.get(&(kind, word.into()))
    }

    /// Whether generic nouns have this group.
    pub fn is_group(&self, group: &str) -> bool {
        self.heads.values().any(|h| *h.group == *group)
    }

    /// The known entity of these words.
    pub fn alias(&self, kind: MentionKind, words: &[String]) -> Option<&Alias> {
        self.aliases.get(&(kind, joined(words).into()))
    }

    /// Whether a word adds nothing to a name.
    pub fn descriptive(&self, word: &str) -> bool {
        words::endings(word).any(|w| self.descriptive.contains(&*w))
    }

    /// Whether a word that looks like a nationality is the field of an office: «المالية» of «وزير المالية».
    pub fn is_field(&self, word: &str) -> bool {
        self.fields.contains(word)
    }

    /// Whether a word tells that an office is held no more.
    pub fn is_former(&self, word: &str) -> bool {
        words::endings(word).any(|w| self.former.contains(&*w))
    }

    /// Whether a word beside a noun leaves it a noun that points: «التنظيم الإرهابي».
    pub fn describes(&self, word: &str) -> bool {
        words::endings(word).any(|w| self.descriptive.contains(&*w) && !self.naming.contains(&*w))
    }

    /// ISO 3166 code of a country of this name.
    pub fn country(&self, words: &[String]) -> Option<&str> {
        self.countries.get(&*joined(words)).map(|c| &**c)
    }

    /// What a nationality mention tells: an ISO 3166 code («الروسية» RU), or an English word for a people,
    /// a faith or a side («الأكراد» Kurds).
    pub fn nation(&self, words: &[String]) -> Option<&str> {
        let stems: Vec<Vec<String>> = words.iter().map(|w| words::endings(w).collect()).collect();
        listed(&self.peoples, &stems).or_else(|| listed(&self.nationalities, &stems))
    }

    /// The skeleton of a folded word: what is left when letters are made equal that transliterations of
    /// foreign names interchange («غوغل», «جوجل»).
    pub fn skeleton(&self, word: &str) -> String {
        let mut out = word.to_owned();
        for (written, skeleton, place) in &self.letters {
            // Most rules find nothing, and then nothing is copied.
            let longer = || out.chars().count() > written.chars().count() + 1;
            let changed = match place {
                Where::Any if out.contains(&**written) => Some(out.replace(&**written, skeleton)),
                Where::Start if out.starts_with(&**written) && longer() => {
                    Some(format!("{skeleton}{}", &out[written.len()..]))
                }
                Where::End if out.ends_with(&**written) && longer() => {
                    Some(format!("{}{skeleton}", &out[..out.len() - written.len()]))
                }
                _ => None,
            };
            out = changed.unwrap_or(out);
        }
        out
    }
}

/// The value of a nisba of one word or of two («كوري جنوبي»), in whatever form it is written.
fn listed<'a>(table: &'a FxHashMap<Box<str>, Box<str>>, stems: &[Vec<String>]) -> Option<&'a str> {
    match stems {
        [one] => one.iter().find_map(|s| table.get(&**s)),
        [first, second] => first.iter().find_map(|a| {
            let both = second.iter().map(|b| format!("{a} {b}"));
            both.into_iter().find_map(|s| table.get(&*s))
        }),
        _ => None,
    }
    .map(|v| &**v)
}

fn kind_named(word: &str) -> Result<MentionKind, String> {
    Ok(match word {
        "person" => MentionKind::Person,
        "organisation" => MentionKind::Organisation,
        "place" => MentionKind::Place,
        "facility" => MentionKind::Facility,
        "document" => MentionKind::Document,
        "role" => MentionKind::Role,
        _ => return Err(format!("«{word}» is no kind of entity")),
    })
}
