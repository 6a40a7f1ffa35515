//! A graph as GraphML (Brandes, Eiglsperger, Lerner, 2002; schema 1.0), for yEd, Gephi, networkx, igraph.

use super::network::{Cell, OF_EDGES, OF_NODES, Sort, of_edge, of_node};
use super::xml::{Xml, filled};
use anyhow::Result;
use musnad_link::graph::Graph;
use std::io::Write;

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";
const SCHEMA: &str =
    "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";

/// Writes a graph.
///
/// # Errors
/// If it cannot be written.
pub fn write(graph: &Graph, out: impl Write) -> Result<()> {
    let mut xml = Xml::new(out)?;
    xml.open(
        "graphml",
        &[
            ("xmlns", NAMESPACE),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", SCHEMA),
        ],
    )?;
    keys(&mut xml, "node", &OF_NODES)?;
    keys(&mut xml, "edge", &OF_EDGES)?;
    xml.open("graph", &[("id", "musnad"), ("edgedefault", "directed")])?;
    for node in &graph.nodes {
        xml.open("node", &[("id", &node.id)])?;
        data(&mut xml, "node", &OF_NODES, &of_node(node))?;
        xml.close("node")?;
    }
    for (n, edge) in graph.edges.iter().enumerate() {
        let id = format!("e{n}");
        let ends = [
            ("id", &*id),
            ("source", &*edge.source),
            ("target", &*edge.target),
        ];
        xml.open("edge", &ends)?;
        data(&mut xml, "edge", &OF_EDGES, &of_edge(edge))?;
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.end()
}

/// Says which columns there are. Their ids hold what they are for, as all ids of a document are one another's kin.
fn keys(xml: &mut Xml<impl Write>, of: &str, columns: &[(&str, Sort)]) -> Result<()> {
    for (name, sort) in columns {
        let sort = match sort {
            Sort::Text => "string",
            Sort::Count => "long",
            Sort::Measure => "double",
        };
        let id = key(of, name);
        xml.empty(
            "key",
            &[
                ("id", &id),
                ("for", of),
                ("attr.name", name),
                ("attr.type", sort),
            ],
        )?;
    }
    Ok(())
}

fn data(
    xml: &mut Xml<impl Write>,
    of: &str,
    columns: &[(&'static str, Sort)],
    cells: &[Option<Cell>],
) -> Result<()> {
    for (name, value) in filled(columns, cells) {
        xml.text("data", &[("key", &key(of, name))], &value)?;
    }
    Ok(())
}

fn key(of: &str, column: &str) -> String {
    format!("{of}.{column}")
}
