//! `cargo xtask train mentions`: learns the taggers of mentions. No chance but of fixed seeds, no clock, one
//! thread: the same gold and the same data give the same bytes.
//!
//! | file | learnt from | licence |
//! |---|---|---|
//! | `word-classes.bin` | running text of antcorpus, WikiFANE, AQMAR, and how `names-wiki.bin` labels it | CC BY-SA 3.0 |
//! | `names-wiki.bin` | WikiFANE | CC BY-SA 3.0 |
//! | `mentions.bin` | our gold on antcorpus, reports written for the project | as the program |

mod exchange;
mod fit;
mod stack;
mod vary;
mod words;

use crate::eval::roots;
use anyhow::{Context as _, Result};
use fit::Recipe;
use musnad_eval::corpora;
use musnad_eval::floors::Roots;
use musnad_eval::mentions::columns::Columns;
use musnad_eval::mentions::wikipedia::Wikipedia;
use musnad_eval::mentions::{Marked, gold, written};
use musnad_eval::rng::SplitMix64;
use musnad_eval::set::Texts;
use musnad_read::Engine;
use musnad_read::doc::Doc;
use musnad_read::mentions::layer::Layer;
use musnad_read::mentions::word_classes::WordClasses;
use musnad_read::mentions::{INNER, NAMES, ROLES, Taggers, file, tags};
use musnad_report::Text;
use stack::{Lesson, Plan, find, lessons};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What was learnt: classes of words, names learnt from Wikipedia (which do not go into the program), mentions.
const FILES: [&str; 3] = [
    "lang/ar/models/word-classes.bin",
    "eval/models/names-wiki.bin",
    "lang/ar/models/mentions.bin",
];
/// The types of WikiFANE that are learnt: its coarse ones, with peoples apart from persons.
const FANE: [&str; 9] = [
    "PER", "GROUP", "ORG", "LOC", "GPE", "FAC", "VEH", "WEA", "PRO",
];
/// The types of AQMAR.
const AQMAR: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];
/// The types of our gold but for roles; with an asterisk those that name nothing.
const TYPES: [&str; 11] = [
    "person",
    "organisation",
    "place",
    "facility",
    "nationality",
    "document",
    "person*",
    "organisation*",
    "place*",
    "facility*",
    "document*",
];
/// The first layer of WikiFANE, and the one that has seen it.
const FIRST: &str = "wikifane";
/// See [`FIRST`].
pub const SECOND: &str = "wikifane2";

/// How what is large is learnt, and what is small. The values were chosen on the ninth tenth of WikiFANE, on
/// AQMAR's `testa` and on the set `tune` of our gold.
const LARGE: Recipe = Recipe {
    passes: 6,
    rate: 0.2,
    first: 1.0,
    shrink: 20.0,
    sparse: 1.0,
    rarest: 3,
    masked: 4,
};
/// See [`LARGE`].
const SMALL: Recipe = Recipe {
    passes: 6,
    rate: 0.2,
    first: 1.0,
    shrink: 5.0,
    sparse: 0.5,
    rarest: 2,
    masked: 4,
};

#[derive(clap::Args)]
pub struct Args {
    /// From where on everything is learnt anew: what comes later hangs on what comes before
    #[arg(long, value_enum, default_value_t = From::Mentions)]
    from: From,
}

/// What is learnt, in its order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
enum From {
    /// Classes of words, from running text
    Words,
    /// Names, from Wikipedia
    Names,
    /// What words are in names, from running text that those label
    Uses,
    /// Mentions, from gold
    Mentions,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let roots = roots();
    let school = School {
        engine: Engine::untrained(),
        out: roots.repository.clone(),
    };
    if args.from < From::Mentions {
        let wikipedia = Wikipedia::load(&roots.shared)?;
        if args.from == From::Words {
            school.learn_words(&wikipedia, &roots)?;
        }
        if args.from <= From::Names {
            school.learn_names(&wikipedia)?;
        }
        school.learn_uses(&wikipedia, &roots)?;
    }
    school.learn_mentions(&roots)?;
    Ok(ExitCode::SUCCESS)
}

/// An engine with the taggers that lie in the repository and without what decides attributions.
pub fn engine(repository: &Path) -> Result<Engine> {
    let [words, wiki, mentions] = FILES.map(|name| read(&repository.join(name)));
    Ok(Engine::untrained().tagging(&words?, &[&wiki?, &mentions?])?)
}

/// What learning needs.
struct School {
    engine: Engine,
    /// The repository.
    out: PathBuf,
}

impl School {
    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.out.join(name);
        eprintln!("{}: {} bytes", path.display(), bytes.len());
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())
    }

    fn words(&self) -> Result<WordClasses> {
        Ok(WordClasses::parse(&read(&self.out.join(FILES[0]))?)?)
    }

    fn lessons(&self, texts: &[Marked]) -> Result<Vec<Lesson>> {
        Ok(lessons(
            texts,
            &self.engine.language().lexicon,
            &self.words()?,
        ))
    }

    fn learn_words(&self, wikipedia: &Wikipedia, roots: &Roots) -> Result<()> {
        let mut texts = words::Words::default();
        texts.add_corpus(
            &roots
                .shared
                .join("corpora/antcorpus/antcorpus-v1.1.jsonl.gz"),
        );
        let fane = [false, true].map(|join| Columns::WikiFane.texts(&wikipedia.fane, join));
        let aqmar = Columns::Aqmar.texts(&wikipedia.aqmar, false);
        for text in fane.iter().flatten().chain(&aqmar) {
            texts.add(&text.text);
        }
        self.write(FILES[0], &texts.classes().to_bytes())
    }

    /// WikiFANE is learnt from as its tokens stand, and as they would be written in a report.
    fn learn_names(&self, wikipedia: &Wikipedia) -> Result<()> {
        let texts = [false, true].map(|join| Columns::WikiFane.texts(&wikipedia.fane, join));
        let (cut, whole) = (self.lessons(&texts[0])?, self.lessons(&texts[1])?);
        let first = Plan {
            name: FIRST,
            sorts: &FANE,
            inputs: &[],
            pick: stack::all,
            recipe: LARGE,
        };
        let mut layers = vec![first.teach(cut.iter().chain(&whole))];
        let mut cut = cut;
        first.jackknife(&mut cut, 3);
        let second = Plan {
            name: SECOND,
            inputs: &[FIRST],
            ..first
        };
        layers.push(second.teach(&cut));
        self.write(FILES[1], &file::to_bytes(&layers))
    }

    /// The layers of Wikipedia would take longer than all else that finds mentions. What they know of words goes
    /// into the words' classes instead: as what a word is mostly labelled in running text.
    fn learn_uses(&self, wikipedia: &Wikipedia, roots: &Roots) -> Result<()> {
        let mut words = self.words()?;
        let bytes = [
            read(&self.out.join(FILES[0]))?,
            read(&self.out.join(FILES[1]))?,
        ];
        let taggers = Taggers::parse(&bytes[0], &[&bytes[1]])?;
        let mut uses: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut see = |text: &Text| {
            let doc = Doc::new(text, &self.engine.language().lexicon);
            for (i, label) in taggers.labels(&doc, FIRST).into_iter().enumerate() {
                let counts = uses.entry(text.word(i).to_owned());
                counts.or_insert_with(|| vec![0; tags::labels(FANE.len())])[usize::from(label)] +=
                    1;
            }
        };
        let antcorpus = roots
            .shared
            .join("corpora/antcorpus/antcorpus-v1.1.jsonl.gz");
        corpora::each(&antcorpus, &mut |draft| see(&Text::new(draft.text.clone())));
        for text in Columns::WikiFane.texts(&wikipedia.fane, true) {
            see(&text.text);
        }
        words.name(
            uses.iter()
                .map(|(word, counts)| (word.as_str(), counts.as_slice())),
        );
        self.write(FILES[0], &words.to_bytes())
    }

    fn learn_mentions(&self, roots: &Roots) -> Result<()> {
        let gold = self.gold(roots)?;
        let mentions: usize = gold.iter().map(|text| text.marks.len()).sum();
        eprintln!("{} texts, {mentions} mentions", gold.len());
        let layers = self.teach(self.lessons(&gold)?)?;
        self.write(FILES[2], &file::to_bytes(&layers))
    }

    /// Names, roles, names inside names.
    fn teach(&self, mut lessons: Vec<Lesson>) -> Result<Vec<Layer>> {
        let names = Plan {
            name: NAMES,
            sorts: &TYPES,
            inputs: &[],
            pick: stack::names,
            recipe: SMALL,
        };
        names.jackknife(&mut lessons, 3);
        let inputs = [NAMES];
        let roles = Plan {
            name: ROLES,
            sorts: &["role"],
            inputs: &inputs,
            pick: stack::roles,
            recipe: SMALL,
        };
        let inner = Plan {
            name: INNER,
            sorts: &TYPES,
            inputs: &inputs,
            pick: stack::inner,
            recipe: SMALL,
        };
        Ok(vec![
            names.teach(&lessons),
            roles.teach(&lessons),
            inner.teach(&lessons),
        ])
    }

    /// All texts from which mentions are learnt.
    fn gold(&self, roots: &Roots) -> Result<Vec<Marked>> {
        let folder = roots.repository.join("gold/mentions");
        let mut texts = Vec::new();
        if folder.join("train").is_dir() {
            let corpora = Texts::Corpora(roots.shared.join("corpora"));
            texts.extend(gold::load(&folder.join("train"), &corpora)?);
        }
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join("written"))?
            .map(|entry| entry.map(|e| e.path()))
            .collect::<Result<_, _>>()?;
        files.sort();
        for file in files {
            texts.extend(written::load(&file)?);
        }
        let names = self.names(roots)?;
        let mut rng = SplitMix64::new(SEED);
        // Behind each report its variants, so that no layer is taught with a variant of what it is asked of.
        let vary = |text: &Marked| {
            let others: Vec<Marked> = (0..VARIANTS).map(|_| names.vary(text, &mut rng)).collect();
            [vec![text.clone()], others].concat()
        };
        Ok(texts.iter().flat_map(vary).collect())
    }

    fn names(&self, roots: &Roots) -> Result<vary::Names> {
        let folder = roots.repository.join("lang/ar/lexicons");
        let table =
            |name: &str| std::fs::read_to_string(folder.join(name)).context(name.to_owned());
        Ok(vary::Names::new(
            &table("places.tsv")?,
            &table("nationalities.tsv")?,
        ))
    }
}

/// How often a report is learnt from with other names.
const VARIANTS: usize = 1;
/// With which its names are drawn.
const SEED: u64 = 7;

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{}; `--from words` makes it", path.display()))
}

/// The layer of AQMAR.
pub const AQMAR_LAYER: &str = "aqmar";

/// Taggers with a layer of AQMAR, whose types are other than ours: it is learnt where it is scored and ships
/// nowhere. It sees what the layers of WikiFANE see.
pub fn aqmar(engine: &Engine, wikipedia: &Wikipedia) -> Result<Taggers> {
    let out = roots().repository;
    let (words, wiki) = (read(&out.join(FILES[0]))?, read(&out.join(FILES[1]))?);
    let recipe = Recipe {
        passes: 10,
        ..SMALL
    };
    let plan = Plan {
        name: AQMAR_LAYER,
        sorts: &AQMAR,
        inputs: &[FIRST, SECOND],
        pick: stack::all,
        recipe,
    };
    let texts = Columns::Aqmar.texts(&wikipedia.aqmar, false);
    let mut taught = lessons(
        &texts,
        &engine.language().lexicon,
        &WordClasses::parse(&words)?,
    );
    for layer in file::parse(&wiki)? {
        taught.iter_mut().for_each(|lesson| find(&layer, lesson));
    }
    let layer = file::to_bytes(&[plan.teach(&taught)]);
    Ok(Taggers::parse(&words, &[&wiki, &layer])?)
}
