//! What is one across reports, what stays apart, and what people say against it. All people, bodies and
//! reports are invented.

mod support;

use musnad_link::{Anchor, Correction, Global, Linked, Reason, link};
use musnad_read::mentions::MentionKind::{Organisation, Person, Place, Role};
use support::{LEXICON, Report, report};

fn linked(reports: &[Report]) -> Linked {
    corrected(reports, &[])
}

fn corrected(reports: &[Report], corrections: &[Correction]) -> Linked {
    let reported: Vec<_> = reports.iter().map(|r| r.0.clone()).collect();
    link(&reported, &LEXICON, corrections)
}

/// The reports in which an entity of this name is.
fn reports_of<'l>(linked: &'l Linked, name: &str) -> Vec<&'l str> {
    let named = |e: &&Global| e.name == name;
    let found = linked
        .entities
        .iter()
        .filter(named)
        .flat_map(|e| &e.members);
    let mut reports: Vec<&str> = found.map(|m| m.report.as_str()).collect();
    reports.sort_unstable();
    reports
}

#[test]
fn a_person_is_one_behind_spellings_and_short_names() {
    let found = linked(&[
        report("a", "2026-03-01").person("علي كرماني", &["وزير الري الإيراني"]),
        report("b", "2026-03-02").person("علی کرمانی", &[]),
        report("c", "2026-03-03").person("كرماني", &["وزير الري الإيراني"]),
    ]);
    assert_eq!(found.entities.len(), 1);
    let one = &found.entities[0];
    assert_eq!((one.name.as_str(), one.members.len()), ("علي كرماني", 3));
    let role = &one.roles[0];
    assert_eq!(role.words, "وزير الري الإيراني");
    assert_eq!(
        (role.first, role.last, role.reports),
        (one.members[0].published, one.members[2].published, 2)
    );
}

#[test]
fn a_single_name_needs_evidence() {
    let found = linked(&[
        report("a", "2026-03-01").person("ماهر الساري", &["وزير الري"]),
        report("b", "2026-03-02").person("الساري", &[]),
    ]);
    assert_eq!(found.entities.len(), 2);
    assert_eq!(found.maybe.len(), 1);
    assert!(found.maybe[0].reasons.contains(&Reason::NameOnly));
}

#[test]
fn a_single_name_that_two_bear_stays_apart() {
    let found = linked(&[
        report("a", "2026-03-01").person("ماهر الساري", &["وزير الري"]),
        report("b", "2026-03-01").person("نزار الساري", &["وزير الري"]),
        report("c", "2026-03-02").person("الساري", &["وزير الري"]),
    ]);
    assert_eq!(found.entities.len(), 3);
    assert!(
        found
            .maybe
            .iter()
            .all(|m| m.reasons.contains(&Reason::SeveralFit))
    );
}

#[test]
fn equal_names_with_offices_of_two_countries_stay_apart() {
    let found = linked(&[
        report("a", "2026-03-01").person("ماهر الساري", &["وزير الري المصري"]),
        report("b", "2026-03-02").person("ماهر الساري", &["مدرب المنتخب الأردني"]),
    ]);
    assert_eq!(found.entities.len(), 2);
    assert_eq!(found.maybe.len(), 1);
    assert!(found.maybe[0].reasons.contains(&Reason::OtherOffice));
}

#[test]
fn an_office_without_a_name_is_its_holders_of_that_time() {
    let found = linked(&[
        report("a", "2020-01-01")
            .about("MR", 3)
            .person("نزار الحموي", &["وزير الري"]),
        report("b", "2026-03-01")
            .about("MR", 3)
            .person("ماهر الساري", &["وزير الري"]),
        report("c", "2026-03-09")
            .about("MR", 3)
            .entity(Role, "وزير الري", &["وزير الري"]),
        report("d", "2026-03-09").about("MR", 3).entity(
            Role,
            "وزير الري السابق",
            &["وزير الري السابق"],
        ),
    ]);
    assert_eq!(reports_of(&found, "ماهر الساري"), ["b", "c"]);
    assert_eq!(found.entities.len(), 3);
}

#[test]
fn bodies_are_one_by_country_alias_and_spelling() {
    let found = linked(&[
        report("a", "2026-03-01").entity(Organisation, "وزارة الخارجية المصرية", &[]),
        report("b", "2026-03-01")
            .about("EG", 3)
            .entity(Organisation, "وزارة الخارجية", &[]),
        report("c", "2026-03-01")
            .about("SY", 3)
            .entity(Organisation, "وزارة الخارجية", &[]),
        report("d", "2026-03-01").entity(Organisation, "تنظيم الدولة الإسلامية", &[]),
        report("e", "2026-03-01").entity(Organisation, "داعش", &[]),
        report("f", "2026-03-01").entity(Organisation, "شركة غوغل", &[]),
        report("g", "2026-03-01").entity(Organisation, "قوقل", &[]),
    ]);
    let sizes: Vec<usize> = found.entities.iter().map(|e| e.members.len()).collect();
    assert_eq!(found.entities.len(), 4, "{sizes:?}");
    assert_eq!(reports_of(&found, "وزارة الخارجية المصرية"), ["a", "b"]);
}

#[test]
fn places_are_one_by_name_and_apart_by_what_they_are_found_to_be() {
    let found = linked(&[
        report("a", "2026-03-01").entity(Place, "همدان", &[]),
        report("b", "2026-03-01").entity(Place, "همذان", &[]),
        report("c", "2026-03-01").entity(Place, "محافظة حلب", &[]),
        report("d", "2026-03-01").entity(Place, "مدينة حلب", &[]),
        report("e", "2026-03-01")
            .entity(Place, "الخزامى", &[])
            .at_place("x:1"),
        report("f", "2026-03-01")
            .entity(Place, "الخزامى", &[])
            .at_place("x:2"),
    ]);
    assert_eq!(reports_of(&found, "همدان").len(), 2);
    assert_eq!(found.entities.len(), 5);
}

#[test]
fn corrections_last() {
    let anchor = |report: &str, words: &str| Anchor {
        report: report.to_owned(),
        span: support::span(words),
        words: words.to_owned(),
    };
    let before = [
        report("a", "2026-03-01").person("ماهر الساري", &[]),
        report("b", "2026-03-02").person("ماهر الساري", &[]),
        report("c", "2026-03-03").person("أبو نضال الجبلي", &[]),
    ];
    let corrections = [
        Correction::Split {
            out: vec![anchor("b", "ماهر الساري")],
        },
        Correction::Merge {
            a: anchor("a", "ماهر الساري"),
            b: anchor("c", "أبو نضال الجبلي"),
        },
        Correction::Rename {
            of: anchor("c", "أبو نضال الجبلي"),
            name: "ماهر بن نضال الساري".to_owned(),
        },
        Correction::Rename {
            of: anchor("c", "لا أحد"),
            name: "س".to_owned(),
        },
    ];
    let after = |reports: &[Report]| {
        let found = corrected(reports, &corrections);
        assert_eq!(found.open, [3], "whose mention is not there is a question");
        let of = |id: &str| {
            found
                .entities
                .iter()
                .find(|e| e.members.iter().any(|m| m.report == id))
                .expect("is there")
                .clone()
        };
        assert_ne!(of("a").id, of("b").id);
        assert_eq!(of("a").id, of("c").id);
        assert_eq!(of("a").name, "ماهر بن نضال الساري");
        found
    };
    after(&before);
    // A report more, before all others.
    let mut more = before.to_vec();
    more.push(report("0", "2026-01-01").person("ماهر الساري", &[]));
    assert_eq!(
        reports_of(&after(&more), "ماهر بن نضال الساري"),
        ["0", "a", "c"]
    );
}

#[test]
fn people_and_bodies_of_one_name_are_two() {
    let found = linked(&[
        report("a", "2026-03-01").entity(Organisation, "الخزامى", &[]),
        report("b", "2026-03-01").entity(Place, "الخزامى", &[]),
        report("c", "2026-03-01").entity(Person, "الخزامى", &[]),
    ]);
    assert_eq!(found.entities.len(), 3);
}

#[test]
fn what_points_to_a_country_joins_no_other_country() {
    // «المملكة» stands in both, once for each.
    let pointing = |report: Report, country: &str| {
        let mut report = report.entity(Place, "المملكة", &[]);
        if let Some(last) = report.0.entities.last_mut() {
            last.forms.clear();
            last.country = Some(country.to_owned());
        }
        report
    };
    let jordan = report("a", "2026-03-01").entity(Place, "الأردن", &[]);
    let morocco = report("b", "2026-03-02").entity(Place, "المغرب", &[]);
    let found = linked(&[
        pointing(jordan.at_place("jo").about("JO", 3), "JO"),
        pointing(morocco.at_place("ma").about("MA", 3), "MA"),
    ]);
    assert_eq!(reports_of(&found, "الأردن"), ["a", "a"]);
    assert_eq!(reports_of(&found, "المغرب"), ["b", "b"]);
}

#[test]
fn a_place_is_called_as_most_call_it_and_a_slip_is_none_other() {
    let slip = report("z", "2026-04-01")
        .entity(Place, "الأردن", &[])
        .at_place("river");
    let mut reports: Vec<Report> = (0..40)
        .map(|n| {
            report(&format!("r{n}"), "2026-03-01")
                .entity(Place, "الأردن", &[])
                .at_place("jo")
        })
        .collect();
    reports.push(slip);
    reports.push(
        report("y", "2026-03-02")
            .entity(Place, "المملكة الأردنية الهاشمية", &[])
            .at_place("jo"),
    );
    reports.push(report("x", "2026-03-03").entity(Place, "الأردن", &[]));
    let found = linked(&reports);
    let jordan = reports_of(&found, "الأردن");
    assert_eq!(jordan.len(), 43, "two of that name");
    let one = found
        .entities
        .iter()
        .find(|e| e.place.as_deref() == Some("jo"))
        .expect("is there");
    assert_eq!((one.name.as_str(), one.members.len()), ("الأردن", 42));
}

#[test]
fn the_government_of_one_country_is_not_that_of_another() {
    let found = linked(&[
        report("a", "2026-03-01")
            .entity(Organisation, "الحكومة", &[])
            .about("JO", 3),
        report("b", "2026-03-02")
            .entity(Organisation, "الحكومة", &[])
            .about("MA", 3),
        report("c", "2026-03-02").entity(Organisation, "الحكومة المغربية", &[]),
    ]);
    let mut sizes: Vec<usize> = found.entities.iter().map(|e| e.members.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2]);
}
