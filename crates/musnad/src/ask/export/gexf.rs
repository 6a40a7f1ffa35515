//! A graph as GEXF 1.3, for Gephi.

use super::network::{Cell, OF_EDGES, OF_NODES, Sort, of_edge, of_node, relation};
use super::xml::{Xml, filled};
use anyhow::Result;
use musnad_link::graph::Graph;
use std::io::Write;

const NAMESPACE: &str = "http://gexf.net/1.3";
const SCHEMA: &str = "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd";

/// Columns that GEXF has attributes of its own for.
const OWN: [&str; 2] = ["name", "weight"];

/// Writes a graph.
///
/// # Errors
/// If it cannot be written.
pub fn write(graph: &Graph, out: impl Write) -> Result<()> {
    let mut xml = Xml::new(out)?;
    xml.open(
        "gexf",
        &[
            ("xmlns", NAMESPACE),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", SCHEMA),
            ("version", "1.3"),
        ],
    )?;
    let kind = [
        ("defaultedgetype", "directed"),
        ("mode", "static"),
        ("idtype", "string"),
    ];
    xml.open("graph", &kind)?;
    attributes(&mut xml, "node", &OF_NODES)?;
    attributes(&mut xml, "edge", &OF_EDGES)?;
    xml.open("nodes", &[("count", &graph.nodes.len().to_string())])?;
    for node in &graph.nodes {
        xml.open("node", &[("id", &node.id), ("label", &node.name)])?;
        values(&mut xml, &OF_NODES, &of_node(node))?;
        xml.close("node")?;
    }
    xml.close("nodes")?;
    xml.open("edges", &[("count", &graph.edges.len().to_string())])?;
    for (n, edge) in graph.edges.iter().enumerate() {
        let (id, weight) = (n.to_string(), edge.grounds.len().to_string());
        // Two that both cite and speak of each other have two edges: their kind tells them apart.
        let kind = relation(edge.relation);
        xml.open(
            "edge",
            &[
                ("id", &id),
                ("source", &edge.source),
                ("target", &edge.target),
                ("weight", &weight),
                ("kind", kind),
                ("label", kind),
            ],
        )?;
        values(&mut xml, &OF_EDGES, &of_edge(edge))?;
        xml.close("edge")?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.end()
}

fn attributes(xml: &mut Xml<impl Write>, class: &str, columns: &[(&str, Sort)]) -> Result<()> {
    xml.open("attributes", &[("class", class)])?;
    for (name, sort) in columns.iter().filter(|(name, _)| !OWN.contains(name)) {
        let sort = match sort {
            Sort::Text => "string",
            Sort::Count => "long",
            Sort::Measure => "double",
        };
        xml.empty(
            "attribute",
            &[("id", name), ("title", name), ("type", sort)],
        )?;
    }
    xml.close("attributes")
}

fn values(
    xml: &mut Xml<impl Write>,
    columns: &[(&'static str, Sort)],
    cells: &[Option<Cell>],
) -> Result<()> {
    xml.open("attvalues", &[])?;
    for (name, value) in filled(columns, cells).filter(|(name, _)| !OWN.contains(name)) {
        xml.empty("attvalue", &[("for", name), ("value", &value)])?;
    }
    xml.close("attvalues")
}
