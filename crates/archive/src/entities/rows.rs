//! Groups as rows.

use super::reported::Reports;
use crate::search::stems_of;
use jiff::civil::Date;
use musnad_link::{Global, Linked, Member, Reported};
use rusqlite::{Connection, params};
use std::collections::{BTreeSet, HashMap};

/// Writes groups into empty tables. Entities get numbers by the order of their ids, from 1.
pub(super) fn write(
    connection: &Connection,
    reports: &Reports,
    linked: &Linked,
) -> rusqlite::Result<()> {
    let by_id: HashMap<&str, &Reported> =
        reports.all.iter().map(|r| (r.report.as_str(), r)).collect();
    let mut numbers: HashMap<&str, i64> = HashMap::new();
    for (global, n) in linked.entities.iter().zip(1..) {
        numbers.insert(&global.id, n);
        put(connection, n, global, (reports, &by_id))?;
    }
    let mut insert = connection
        .prepare_cached("INSERT INTO entity_maybe (a, b, reasons) VALUES (?1, ?2, ?3)")?;
    for maybe in &linked.maybe {
        let (Some(a), Some(b)) = (numbers.get(&*maybe.a), numbers.get(&*maybe.b)) else {
            continue;
        };
        let reasons = serde_json::json!(maybe.reasons);
        let reasons = reasons.as_array().into_iter().flatten();
        let reasons: Vec<&str> = reasons.filter_map(|reason| reason.as_str()).collect();
        insert.execute(params![a, b, reasons.join(" ")])?;
    }
    Ok(())
}

/// The eight bytes of an id.
pub(super) fn bytes(id: &str) -> Vec<u8> {
    u64::from_str_radix(id, 16)
        .unwrap_or_default()
        .to_be_bytes()
        .to_vec()
}

/// The id of these bytes.
pub(super) fn id_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn put(
    connection: &Connection,
    n: i64,
    global: &Global,
    (reports, by_id): (&Reports, &HashMap<&str, &Reported>),
) -> rusqlite::Result<()> {
    let local = |member: &Member| by_id.get(&*member.report)?.entities.get(member.entity);
    let mentions = |member: &Member| local(member).map_or(0, |local| local.mentions.len());
    let days = || global.members.iter().filter_map(|member| member.published);
    let in_reports: BTreeSet<&str> = global.members.iter().map(|m| &*m.report).collect();
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    connection
        .prepare_cached(
            "INSERT INTO entity (n, id, kind, name, country, place, reports, mentions, first, last)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            n,
            bytes(&global.id),
            serde_json::json!(global.kind).as_str(),
            global.name,
            global.country,
            global.place,
            in_reports.len() as i64,
            global.members.iter().map(mentions).sum::<usize>() as i64,
            day(days().min()),
            day(days().max()),
        ])?;
    put_names(connection, n, global)?;
    let mut role = connection.prepare_cached(
        "INSERT INTO entity_role (entity, words, first, last, reports) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for told in &global.roles {
        let (first, last) = (day(told.first), day(told.last));
        role.execute(params![n, told.words, first, last, told.reports as i64])?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO entity_member (report, local, entity, id, lies_in, mentions)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for member in &global.members {
        insert.execute(params![
            reports.numbers.get(&member.report),
            member.entity as i64,
            n,
            bytes(&member.id),
            local(member).and_then(|local| local.lies_in.as_ref()),
            mentions(member) as i64,
        ])?;
    }
    Ok(())
}

/// Every form of its name with the stems of its words; what it is called without a name is one too.
fn put_names(connection: &Connection, n: i64, global: &Global) -> rusqlite::Result<()> {
    let mut form = connection
        .prepare_cached("INSERT INTO entity_form (entity, form, times) VALUES (?1, ?2, ?3)")?;
    let mut stems = BTreeSet::new();
    for (written, times) in &global.aliases {
        form.execute(params![n, written, times])?;
        stems.extend(stems_of(written));
    }
    if !global.aliases.contains_key(&global.name) {
        form.execute(params![n, global.name, 0])?;
        stems.extend(stems_of(&global.name));
    }
    let mut insert =
        connection.prepare_cached("INSERT INTO entity_stem (stem, entity) VALUES (?1, ?2)")?;
    for stem in stems {
        insert.execute(params![stem, n])?;
    }
    Ok(())
}
