//! `cargo xtask train events`: learns the weights that decide about events (`lang/ar/models/events.bin`), from gold on
//! antcorpus and on reports written for the project. No chance, no clock: the same gold and data give the same bytes.

use super::examples::Examples;
use super::maxent::{self, Changes, Recipe};
use crate::eval::roots;
use anyhow::{Context as _, Result};
use musnad_eval::events::gold::{self, Texts};
use musnad_eval::events::{Argument, Arrangement, Event, Told};
use musnad_eval::floors::Roots;
use musnad_read::events::families::{Mark, unmarked};
use musnad_read::events::judge::{Answer, Case, Judge, Question};
use musnad_read::events::{Part, Sort};
use musnad_read::judge::{Features, Model, Verdict};
use musnad_read::{Context, Engine};
use musnad_report::{Span, Text};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::process::ExitCode;

/// The weights that decide.
pub const WEIGHTS: &str = "lang/ar/models/events.bin";

#[derive(clap::Args)]
pub struct Args {
    /// Count right decisions on this folder of gold/events as well, whose texts are in the corpora
    #[arg(long, value_name = "SET")]
    check: Vec<String>,
    /// List the triggers of gold whose words no table has, the commonest first, and learn nothing
    #[arg(long)]
    missing: bool,
    #[command(flatten)]
    changes: Changes,
}

/// So many times the tables' own sentences are learnt from: they are few beside the reports, and hold each word once or
/// twice.
const TIMES: usize = 3;

/// How events are learnt: of rare features there are very many, and little text to learn them from.
const RECIPE: Recipe = Recipe {
    rounds: 200,
    shrink: 16.0,
    rarest: 3,
    least: 0.02,
};

pub fn run(args: &Args) -> Result<ExitCode> {
    let roots = roots();
    let engine = Engine::embedded();
    let reports = [load(&roots, "train")?, load(&roots, "written")?].concat();
    if args.missing {
        print_missing(&engine, &reports);
        return Ok(ExitCode::SUCCESS);
    }
    let mut lessons = lessons(&engine, &reports);
    for _ in 0..TIMES {
        lessons.push(of_tables(&engine));
    }
    let examples = Examples::of(lessons.iter());
    eprint!("{examples}");
    let weights = maxent::fit(&examples, &args.changes.of(RECIPE), 0);
    let model = Model::new(&weights);
    eprint!("{}", examples.judged(&model));
    for set in &args.check {
        let checked = self::lessons(&engine, &load(&roots, set)?);
        eprint!("\n{set}:\n{}", Examples::of(checked.iter()).judged(&model));
    }
    let path = roots.repository.join(WEIGHTS);
    let bytes = weights.to_bytes();
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    std::fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    Ok(ExitCode::SUCCESS)
}

fn load(roots: &Roots, set: &str) -> Result<Vec<Told>> {
    let folder = roots.repository.join("gold/events").join(set);
    let written = roots.repository.join("gold/mentions/written");
    let corpora = roots.shared.join("corpora");
    let texts = match set {
        "written" => Texts::Written(&written),
        _ => Texts::Corpora(&corpora),
    };
    Ok(gold::load(&folder, texts)?.reports)
}

fn print_missing(engine: &Engine, reports: &[Told]) {
    let families = &engine.language().events.families;
    let mut missing: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut all = 0;
    for report in reports {
        let events = report.events.iter().map(|e| (e.trigger, e.kind.name()));
        let lasting = report
            .arrangements
            .iter()
            .map(|a| (a.trigger, a.kind.name()));
        for (trigger, name) in events.chain(lasting) {
            all += 1;
            let token = report.text.tokens_in(trigger).start;
            let sorts = families.sorts(report.text.word(token));
            if !sorts.iter().any(|sort| sort.name() == name) {
                let known = if sorts.is_empty() { "" } else { "*" };
                let word = format!("{}{known}", report.text.slice(trigger));
                *missing.entry((word, name)).or_default() += 1;
            }
        }
    }
    let mut rows: Vec<_> = missing.into_iter().collect();
    rows.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let sum: usize = rows.iter().map(|(_, n)| n).sum();
    println!("{sum} of {all}; * stands in a table of another type");
    for ((word, name), n) in rows {
        println!("{n}\t{name}\t{word}");
    }
}

/// What there is to learn from these reports, one lot each.
fn lessons(engine: &Engine, reports: &[Told]) -> Vec<Examples> {
    let lesson = |report: &Told| {
        let context = Context {
            published: report.published,
            has_title: true,
        };
        let mut reading = engine.read(&report.text, &context);
        let named = |e: &musnad_read::Entity| -> Vec<Span> {
            e.mentions
                .iter()
                .map(|&m| reading.mentions[m].span)
                .collect()
        };
        let mut teacher = Teacher {
            gold: report,
            named: reading.entities.iter().map(named).collect(),
            only: None,
            examples: Examples::default(),
            features: Features::default(),
        };
        engine.tell_with(&report.text, &mut reading, &mut teacher);
        teacher.examples
    };
    reports.par_iter().map(lesson).collect()
}

/// What the tables' own sentences teach: each tells of the words of its table alone.
fn of_tables(engine: &Engine) -> Examples {
    let families = &engine.language().events.families;
    let mut examples = Examples::default();
    for (n, family) in families.all.iter().enumerate() {
        // What is known to fail is no less right: a sentence without marks is one to leave.
        let held = family.finds.iter().chain(&family.leaves);
        let all = held.chain(&family.known_wrong);
        for (sentence, marks) in all.filter_map(|s| unmarked(s).ok()) {
            let text = Text::new(sentence);
            let gold = marked(&text, &marks, family.means[0].sort);
            let asked = |token: usize| {
                let forms = families.forms.read(text.word(token));
                forms.iter().any(|(form, _)| form.verb == n)
            };
            let asked: Vec<Span> = (0..text.tokens().len())
                .filter(|&t| asked(t))
                .map(|t| text.span_of(t..t + 1))
                .collect();
            let mut reading = engine.read(&text, &Context::default());
            let mut teacher = Teacher {
                gold: &gold,
                named: Vec::new(),
                only: Some(asked),
                examples: Examples::default(),
                features: Features::default(),
            };
            engine.tell_with(&text, &mut reading, &mut teacher);
            examples.add(&teacher.examples);
        }
    }
    examples
}

/// A sentence of a table as gold.
fn marked(text: &Text, marks: &[(Mark, Range<usize>)], sort: Sort) -> Told {
    let span = |r: &Range<usize>| Span::new(r.start, r.end);
    let argument = |(mark, at): &(Mark, Range<usize>)| match mark {
        Mark::Part(part) => Some(Argument {
            part: *part,
            span: span(at),
            elsewhere: Vec::new(),
            names: Vec::new(),
        }),
        Mark::Trigger(_) => None,
    };
    let mut told = Told {
        id: String::new(),
        text: text.clone(),
        published: None,
        events: Vec::new(),
        arrangements: Vec::new(),
    };
    for (mark, at) in marks {
        let Mark::Trigger(status) = mark else {
            continue;
        };
        let arguments: Vec<Argument> = marks.iter().filter_map(argument).collect();
        match sort {
            Sort::Event(kind) => told.events.push(Event {
                trigger: span(at),
                kind,
                status: *status,
                arguments,
                time: None,
                word: Vec::new(),
                about: None,
                toll: [None; 2],
            }),
            Sort::Lasting(kind) => told.arrangements.push(Arrangement {
                trigger: span(at),
                kind,
                status: *status,
                parties: arguments,
                word: Vec::new(),
            }),
        }
    }
    told
}

/// A judge that knows the gold of one report.
struct Teacher<'g> {
    gold: &'g Told,
    /// Where each entity is named.
    named: Vec<Vec<Span>>,
    /// The words of which something is known, and of them nothing but what is marked; `None`: all.
    only: Option<Vec<Span>>,
    examples: Examples,
    features: Features,
}

impl Teacher<'_> {
    fn event(&self, trigger: Span) -> Option<&Event> {
        self.gold
            .events
            .iter()
            .find(|e| e.trigger.overlaps(trigger))
    }

    fn lasting(&self, trigger: Span) -> Option<&Arrangement> {
        self.gold
            .arrangements
            .iter()
            .find(|a| a.trigger.overlaps(trigger))
    }

    /// Which option gold takes; `None` where it has none of them, or is not asked.
    fn right(&self, case: &Case, options: &[Answer], lasting: bool) -> Option<usize> {
        let at = |answer: Answer| options.iter().position(|o| *o == answer);
        match case.question {
            Question::Type => {
                let kind = self.event(case.trigger).map(|e| Sort::Event(e.kind));
                at(Answer::Type(kind))
            }
            Question::Lasting => {
                let kind = self.lasting(case.trigger).map(|a| Sort::Lasting(a.kind));
                at(Answer::Type(kind))
            }
            Question::Part => {
                let arguments = match lasting {
                    false => &self.event(case.trigger)?.arguments,
                    true => &self.lasting(case.trigger)?.parties,
                };
                at(Answer::Part(self.part(arguments, case)))
            }
            Question::Status => at(Answer::Status(match lasting {
                false => self.event(case.trigger)?.status,
                true => self.lasting(case.trigger)?.status,
            })),
            Question::About => {
                let about = self.event(case.trigger)?.about;
                options.iter().position(|o| match (o, about) {
                    (Answer::About(None), None) => true,
                    (Answer::About(Some(at)), Some(about)) => at.overlaps(about),
                    _ => false,
                })
            }
            Question::Word => {
                let word = match lasting {
                    false => &self.event(case.trigger)?.word,
                    true => &self.lasting(case.trigger)?.word,
                };
                options.iter().position(|o| match o {
                    Answer::Word(None) => word.is_empty(),
                    Answer::Word(Some(cue)) => word.iter().any(|w| w.overlaps(*cue)),
                    _ => false,
                })
            }
            Question::Date => {
                let time = self.event(case.trigger)?.time;
                options.iter().position(|o| match (o, time) {
                    (Answer::Date(None), None) => true,
                    (Answer::Date(Some(at)), Some(time)) => at.overlaps(time),
                    _ => false,
                })
            }
        }
    }

    /// The part of whoever these words name; of whom is named in another sentence, wherever gold has it.
    fn part(&self, arguments: &[Argument], case: &Case) -> Option<Part> {
        let text = &self.gold.text;
        let first = |span: Span| {
            let tokens = text.tokens_in(span);
            let counts = |t: &usize| is_number(text.word(*t));
            tokens.clone().find(|t| !counts(t)).unwrap_or(tokens.start)
        };
        let here = |a: &&Argument| first(a.span) == first(case.at);
        let sentence = |span: Span| text.sentence_of(text.tokens_in(span).start);
        let apart = sentence(case.at) != sentence(case.trigger);
        let entity = self.named.iter().find(|spans| spans.contains(&case.at));
        let elsewhere = |a: &&Argument| {
            let spans = entity.into_iter().flatten();
            apart && spans.into_iter().any(|s| first(*s) == first(a.span))
        };
        let found = arguments.iter().find(here);
        found
            .or_else(|| arguments.iter().find(elsewhere))
            .map(|a| a.part)
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

impl Judge for Teacher<'_> {
    fn choose(
        &mut self,
        case: &Case,
        options: &[Answer],
        describe: &mut dyn FnMut(usize, &mut Features),
    ) -> Verdict {
        let unknown = self.only.as_ref().is_some_and(|only| {
            !only.contains(&case.trigger)
                || matches!(
                    case.question,
                    Question::About | Question::Date | Question::Word
                )
        });
        if unknown {
            return Verdict::sure(0);
        }
        let right = self.right(case, options, case.lasting);
        self.examples.seen(case.question, case.proposed, right);
        if let Some(right) = right {
            self.examples.begin(case.question, right);
            for n in 0..options.len() {
                self.features.clear();
                describe(n, &mut self.features);
                self.examples.option(self.features.as_slice());
            }
        }
        Verdict::sure(right.unwrap_or(0))
    }
}
