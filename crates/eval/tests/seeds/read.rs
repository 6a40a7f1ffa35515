//! What the engine reads.

use jiff::civil::Date;
use musnad_eval::floors::{Floors, Roots};
use musnad_eval::gate;
use musnad_link::Reported;
use musnad_read::doc::Doc;
use musnad_read::mentions::MentionKind;
use musnad_read::reading::{Reading, Told as Clock};
use musnad_read::{Context, Engine};
use musnad_report::{Report, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The five reports, and what they have in common.
pub struct Seeds {
    /// By their first three digits; and with other days of publication, as the table has them.
    told: BTreeMap<String, Told>,
    /// The entity across reports of each span that is a mention.
    globals: BTreeMap<(String, Span), String>,
}

/// What is read of one report.
pub struct Told {
    reading: Reading,
}

impl Seeds {
    /// Reads them; `None` where they are not beside the workspace.
    pub fn load() -> Option<Seeds> {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let file = std::fs::read_to_string(repository.join("eval/floors.toml")).expect("reads");
        let mut sets = Floors::parse(&file).expect("TOML").sets;
        sets.retain(|set| set.name == "seeds");
        let beside = || repository.join("../shared");
        let roots = Roots {
            shared: std::env::var_os("MUSNAD_SHARED").map_or_else(beside, PathBuf::from),
            repository,
        };
        let set = gate::load(&sets, &roots).expect("loads").remove(0)?;
        let engine = Engine::embedded();
        let mut told: BTreeMap<String, Told> = BTreeMap::new();
        let mut reported = Vec::new();
        for doc in &set.docs {
            let id = &doc.id[..3];
            let published = doc.report.published.map(|dated| dated.date);
            for (day, name) in days(id, published) {
                let reading = engine.read(&doc.report.text, &context(&doc.report, day));
                told.insert(name, Told { reading });
            }
            let text = Doc::new(&doc.report.text, &engine.language().lexicon);
            let reading = &told[id].reading;
            reported.push(Reported::read(id, published, None, &text, reading));
        }
        let globals = globals(&engine, &reported);
        Some(Seeds { told, globals })
    }

    /// A report, `000` or `000@-`.
    pub fn told(&self, report: &str) -> &Told {
        &self.told[report]
    }

    /// The id of the entity across reports that is named there.
    pub fn global(&self, report: &str, at: Span) -> Option<&str> {
        let id = self.globals.get(&(report.to_owned(), at));
        id.map(String::as_str)
    }
}

/// The days from which a report is read, with the names that the table has for that.
fn days(id: &str, published: Option<Date>) -> [(Option<Date>, String); 3] {
    let next = published.and_then(|day| day.tomorrow().ok());
    let on = next.map_or_else(String::new, |day| day.to_string());
    [
        (published, id.to_owned()),
        (None, format!("{id}@-")),
        (next, format!("{id}@{on}")),
    ]
}

fn context(report: &Report, published: Option<Date>) -> Context {
    Context {
        published,
        has_title: report.has_title,
    }
}

fn globals(engine: &Engine, reported: &[Reported]) -> BTreeMap<(String, Span), String> {
    let linked = musnad_link::link(reported, &engine.language().lexicon, &[]);
    let mut out = BTreeMap::new();
    for global in linked.entities {
        for member in &global.members {
            let report = reported.iter().find(|r| r.report == member.report);
            let report = report.expect("a report that was given");
            for (span, _) in &report.entities[member.entity].mentions {
                out.insert((member.report.clone(), *span), global.id.clone());
            }
        }
    }
    out
}

impl Told {
    /// The entity of which the mention of that very span is one.
    pub fn entity_at(&self, at: Span) -> Option<usize> {
        let mentions = &self.reading.mentions;
        let holds =
            |e: &musnad_read::reading::Entity| e.mentions.iter().any(|&m| mentions[m].span == at);
        self.reading.entities.iter().position(holds)
    }

    /// What an entity is called, and of which kind it is.
    pub fn called(&self, entity: usize) -> (&str, MentionKind) {
        let entity = &self.reading.entities[entity];
        (&entity.name, entity.kind)
    }

    /// Its mentions but for offices.
    pub fn names(&self, entity: usize) -> Vec<Span> {
        self.spans(entity, |kind| kind != MentionKind::Role)
    }

    /// Its offices.
    pub fn offices(&self, entity: usize) -> Vec<Span> {
        self.spans(entity, |kind| kind == MentionKind::Role)
    }

    fn spans(&self, entity: usize, wanted: impl Fn(MentionKind) -> bool) -> Vec<Span> {
        let mentions = self.reading.entities[entity].mentions.iter();
        let mentions = mentions.map(|&m| &self.reading.mentions[m]);
        let spans: BTreeSet<_> = mentions
            .filter(|m| wanted(m.kind))
            .map(|m| (m.span.start, std::cmp::Reverse(m.span.end)))
            .collect();
        let span = |(start, std::cmp::Reverse(end))| Span::new(start, end);
        spans.into_iter().map(span).collect()
    }

    /// The id of its place.
    pub fn place(&self, entity: usize) -> Option<String> {
        let place = self.reading.places.iter().find(|p| p.entity == entity)?;
        Some(place.id.clone())
    }

    /// The code of its country; of what is a place, of where it lies.
    pub fn country(&self, entity: usize) -> Option<String> {
        let place = self.reading.places.iter().find(|p| p.entity == entity);
        let told = self.reading.entities[entity].country.as_deref();
        let country = told.or_else(|| place?.country.as_deref())?;
        Some(country.to_owned())
    }

    /// The value of the expression of that very span, its clock, how it was found, and whether it clashes.
    pub fn time(&self, at: Span) -> Option<Vec<String>> {
        let time = self.reading.times.iter().find(|time| time.span == at)?;
        let clock = match time.told {
            Clock::Event(_) => "event",
            Clock::Saying(_) => "saying",
            Clock::Printed(_) => "publication",
        };
        let mut words = vec![time.told.value().to_string(), clock.to_owned()];
        words.push(format!("{:?}", time.anchoring).to_lowercase());
        words.extend(time.clash.map(|_| "clash".to_owned()));
        Some(words)
    }

    /// How many expressions of time there are.
    pub fn times(&self) -> usize {
        self.reading.times.len()
    }

    /// The day of the statement with that cue, `-` where it is not told; `None` where there is no such statement.
    pub fn said(&self, cue: Span) -> Option<String> {
        let mut statements = self.reading.attributions.iter();
        let of = statements.find(|a| a.chain.iter().any(|hop| hop.cue.overlaps(cue)))?;
        let day = of.said_on.and_then(|said| said.date);
        Some(day.map_or_else(|| "-".to_owned(), |day| day.to_string()))
    }

    /// The days of all statements that have one.
    pub fn days_of_statements(&self) -> Vec<Date> {
        let statements = self.reading.attributions.iter();
        statements.filter_map(|a| a.said_on?.date).collect()
    }
}
