//! Edges of events: who does what to whom.

use super::{Gathering, Page};
use crate::graph::{Ground, Node, Relation, Scope};
use musnad_read::Reading;
use musnad_read::contract::{Line, attribution_ids};
use musnad_read::events::{Argument, Event, Part, Party};
use musnad_report::Span;

/// What a node of people or things without a name is.
const GROUP: &str = "group";

impl Gathering {
    /// Puts those events of a report in of which `is_wanted` says so. `line` and `reading` are of the same report.
    ///
    /// An edge *acts on* goes from an actor to a recipient. Where actors alone are told, of equals (a meeting, a fight)
    /// or of those who do something together, an edge *acts with* goes from each to each that stands behind it.
    pub fn put_events(
        &mut self,
        line: &Line,
        reading: &Reading,
        is_wanted: impl Fn(&Event) -> bool,
    ) {
        let page = Page::new(line);
        let statements = attribution_ids(&line.document.id, &reading.attributions);
        for (n, event) in reading.events.iter().enumerate() {
            if !is_wanted(event) {
                continue;
            }
            let ground = Ground {
                report: line.document.id.clone(),
                statement: format!("v{}", n + 1),
                published: line.document.published.clone(),
                stance: None,
                status: Some(event.status),
                on_word_of: event
                    .on_word_of
                    .and_then(|word| statements.get(word))
                    .cloned(),
                content: vec![event.trigger],
                words: Vec::new(),
            };
            self.act(&page, reading, event, &ground);
        }
    }

    fn act(&mut self, page: &Page<'_>, reading: &Reading, event: &Event, ground: &Ground) {
        let with = |part| -> Vec<(Node, Span)> {
            let all = event.with(part);
            all.filter_map(|argument| page.party(reading, argument))
                .collect()
        };
        let (actors, recipients) = (with(Part::Actor), with(Part::Recipient));
        for (n, (from, from_at)) in actors.iter().enumerate() {
            let (relation, others) = match recipients.is_empty() {
                true => (Relation::ActsWith(event.kind), &actors[n + 1..]),
                false => (Relation::ActsOn(event.kind), &recipients[..]),
            };
            for (to, to_at) in others {
                let words = [*from_at, *to_at].into_iter();
                self.ground(page, ground.clone(), (from, to, relation), words);
            }
        }
    }
}

impl Page<'_> {
    /// Whoever has a part. People and things without a name are nodes of their report alone (law 6).
    fn party(&self, reading: &Reading, argument: &Argument) -> Option<(Node, Span)> {
        let node = match argument.party {
            Party::Entity(n) => self.entity(&format!("e{}", n + 1))?,
            Party::Group(n) => Node {
                id: format!("{}.g{}", self.line.document.id, n + 1),
                name: reading.groups.get(n)?.name.clone(),
                scope: Scope::Report,
                kind: GROUP.to_owned(),
                country: None,
                place: None,
            },
        };
        Some((node, argument.span))
    }
}
