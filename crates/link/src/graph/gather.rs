//! From the lines of reports to a graph.

mod acts;

use super::{Edge, Graph, Ground, Node, Point, Relation, Scope};
use musnad_read::contract::{Attribution, Entity, Hop, Line, Place, Words};
use musnad_read::{Kind, MentionKind};
use musnad_report::Span;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The ends of an edge, and what it says of them.
type Ends = (String, String, Relation);

/// The statements or events of an edge: by report, then by the place of their first words.
type Grounds = BTreeMap<(String, usize, String), Ground>;

/// A graph on its way: reports are put in one by one, in any order.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    /// With the report and the number there that each was seen at: the least wins.
    nodes: BTreeMap<String, ((String, usize), Node)>,
    edges: BTreeMap<Ends, Grounds>,
}

impl Gathering {
    /// Puts a report in. Its entities are one with those of other reports that have the same `global` id.
    pub fn put(&mut self, line: &Line) {
        let page = Page::new(line);
        for (n, attribution) in line.attributions.iter().enumerate() {
            let mut before = page.hands_on(attribution);
            for (h, hop) in attribution.chain.iter().enumerate() {
                let source = page.source(n, h);
                if let (Some(from), Some(to)) = (&before, &source) {
                    let words = hop.source.iter().chain([&hop.cue]);
                    let ends = (from, to, Relation::Cites);
                    self.ground(&page, page.said(attribution), ends, words.map(span));
                }
                before = source;
            }
            // What stands last is the origin.
            if let Some(speaker) = before {
                self.spoken_of(&page, attribution, &speaker);
            }
        }
    }

    fn spoken_of(&mut self, page: &Page<'_>, attribution: &Attribution, speaker: &Node) {
        let inside = |words: &Words| {
            let mut parts = attribution.content.iter();
            parts.any(|part| part.start <= words.start && words.end <= part.end)
        };
        for mention in &page.line.mentions {
            // «الروسي» is said of somebody; it is not Russia that is spoken of.
            if mention.r#type == MentionKind::Nationality || !inside(&mention.span) {
                continue;
            }
            let entity = mention.entity.as_ref().and_then(|id| page.entity(id));
            if let Some(entity) = entity {
                let ends = (speaker, &entity, Relation::SpeaksOf);
                let words = [span(&mention.span)].into_iter();
                self.ground(page, page.said(attribution), ends, words);
            }
        }
    }

    /// Lets the edge between two rest on a statement or an event, by these words of the report.
    fn ground(
        &mut self,
        page: &Page<'_>,
        ground: Ground,
        (from, to, relation): (&Node, &Node, Relation),
        words: impl Iterator<Item = Span>,
    ) {
        if from.id == to.id {
            return;
        }
        for node in [from, to] {
            self.node(page, node);
        }
        let ends = (from.id.clone(), to.id.clone(), relation);
        let place = ground.content.first().map_or(0, |span| span.start);
        let key = (ground.report.clone(), place, ground.statement.clone());
        let grounds = self.edges.entry(ends).or_default();
        let ground = grounds.entry(key).or_insert(ground);
        ground.words.extend(words);
        ground
            .words
            .sort_unstable_by_key(|span| (span.start, span.end));
        ground.words.dedup();
    }

    /// Keeps a node. What several reports have in common is told by the one of the least id.
    fn node(&mut self, page: &Page<'_>, node: &Node) {
        let local = page.locals.get(node.id.as_str()).copied();
        let seen = (page.line.document.id.clone(), local.unwrap_or_default());
        match self.nodes.entry(node.id.clone()) {
            Entry::Vacant(place) => {
                place.insert((seen, node.clone()));
            }
            Entry::Occupied(mut place) if seen < place.get().0 => {
                place.insert((seen, node.clone()));
            }
            Entry::Occupied(_) => {}
        }
    }

    /// The graph. `facts` is asked what is known across reports of the entity with an id; where it knows nothing, that
    /// is told which one of the reports tells.
    ///
    /// # Errors
    /// What `facts` fails with.
    pub fn graph<E>(
        self,
        mut facts: impl FnMut(&str) -> Result<Option<Node>, E>,
    ) -> Result<Graph, E> {
        let mut nodes = Vec::with_capacity(self.nodes.len());
        for (_, node) in self.nodes.into_values() {
            nodes.push(match node.scope {
                Scope::Archive => facts(&node.id)?.unwrap_or(node),
                Scope::Publisher | Scope::Report => node,
            });
        }
        let edge = |((source, target, relation), grounds): (Ends, Grounds)| Edge {
            source,
            target,
            relation,
            grounds: grounds.into_values().collect(),
        };
        Ok(Graph {
            nodes,
            edges: self.edges.into_iter().map(edge).collect(),
        })
    }
}

fn span(words: &Words) -> Span {
    Span::new(words.start, words.end)
}

/// A report while it is put in.
struct Page<'l> {
    line: &'l Line,
    /// Its entities by their ids, `e1` …
    entities: FxHashMap<&'l str, &'l Entity>,
    /// The numbers of its entities by the ids of their nodes: of two that are one across reports the first.
    locals: FxHashMap<&'l str, usize>,
    /// The places of its statements by their ids.
    statements: FxHashMap<&'l str, usize>,
    /// Of each hop whose source is no entity, in which statement and hop its source was written first.
    first: FxHashMap<(usize, usize), (usize, usize)>,
}

impl<'l> Page<'l> {
    fn new(line: &'l Line) -> Page<'l> {
        let entities = line.entities.iter();
        let mut locals = FxHashMap::default();
        for (n, entity) in line.entities.iter().enumerate() {
            if let Some(global) = &entity.global {
                locals.entry(global.as_str()).or_insert(n);
            }
        }
        let statements = line.attributions.iter().enumerate();
        Page {
            line,
            entities: entities
                .map(|entity| (entity.id.as_str(), entity))
                .collect(),
            locals,
            statements: statements.map(|(n, a)| (a.id.as_str(), n)).collect(),
            first: first_written(line),
        }
    }

    /// A statement as an edge rests on it, without the words that make the edge.
    fn said(&self, attribution: &Attribution) -> Ground {
        Ground {
            report: self.line.document.id.clone(),
            statement: attribution.id.clone(),
            published: self.line.document.published.clone(),
            stance: Some(attribution.stance),
            status: None,
            on_word_of: None,
            content: attribution.content.iter().map(span).collect(),
            words: Vec::new(),
        }
    }

    /// Who hands the first hop's words on: whoever's words it stands in, else the publisher.
    fn hands_on(&self, attribution: &Attribution) -> Option<Node> {
        let Some(outer) = &attribution.inside else {
            return self.line.document.outlet.as_deref().map(publisher);
        };
        let n = *self.statements.get(outer.as_str())?;
        let last = self.line.attributions[n].chain.len().checked_sub(1)?;
        self.source(n, last)
    }

    /// The source of a hop of a statement; `None` where nobody is given.
    fn source(&self, statement: usize, hop: usize) -> Option<Node> {
        let link = &self.line.attributions[statement].chain[hop];
        if let Some(id) = &link.entity {
            return self.entity(id);
        }
        if link.kind == Kind::Unknown {
            return None;
        }
        let (statement, hop) = *self.first.get(&(statement, hop))?;
        let (report, first) = (
            &self.line.document.id,
            &self.line.attributions[statement].id,
        );
        Some(Node {
            id: format!("{report}.{first}.{hop}"),
            name: link.who.clone(),
            scope: Scope::Report,
            kind: link.kind.name().to_owned(),
            country: None,
            place: None,
        })
    }

    /// An entity of the report; `None` where there is none of this id.
    fn entity(&self, id: &str) -> Option<Node> {
        let entity = self.entities.get(id)?;
        let (id, scope) = match &entity.global {
            Some(global) => (global.clone(), Scope::Archive),
            None => (format!("{}.{id}", self.line.document.id), Scope::Report),
        };
        Some(Node {
            id,
            name: entity.name.clone(),
            scope,
            kind: entity.r#type.name().to_owned(),
            country: country(entity),
            place: entity.place.as_ref().map(Point::from),
        })
    }
}

/// For every hop whose source is no entity, the first hop of the report that has the same source. A name is one
/// throughout a report. An unnamed source is another one wherever it is written, and where it is not («وأضافت») the one
/// before.
fn first_written(line: &Line) -> FxHashMap<(usize, usize), (usize, usize)> {
    let mut last: FxHashMap<(&str, Kind), (usize, usize)> = FxHashMap::default();
    let mut first = FxHashMap::default();
    for (n, attribution) in line.attributions.iter().enumerate() {
        for (h, hop) in attribution.chain.iter().enumerate() {
            if hop.entity.is_some() {
                continue;
            }
            let place = last.entry((hop.who.as_str(), hop.kind)).or_insert((n, h));
            if is_new(hop) {
                *place = (n, h);
            }
            first.insert((n, h), *place);
        }
    }
    first
}

fn is_new(hop: &Hop) -> bool {
    hop.kind == Kind::Anonymous && hop.source.is_some()
}

/// Who published a report: by its name, as nothing else comes with reports.
fn publisher(outlet: &str) -> Node {
    let hash = Sha256::digest(outlet);
    let hash: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Node {
        id: format!("outlet.{hash}"),
        name: outlet.to_owned(),
        scope: Scope::Publisher,
        kind: Kind::Outlet.name().to_owned(),
        country: None,
        place: None,
    }
}

fn country(entity: &Entity) -> Option<String> {
    let place = || entity.place.as_ref()?.country.clone();
    entity.country.clone().or_else(place)
}

impl From<&Place> for Point {
    fn from(place: &Place) -> Point {
        Point {
            id: place.id.clone(),
            latitude: place.latitude,
            longitude: place.longitude,
        }
    }
}
