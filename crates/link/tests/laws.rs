//! The same result whatever the order in which reports came (law 3).

mod support;

use musnad_link::{Anchor, Correction, link};
use musnad_read::mentions::MentionKind;
use proptest::prelude::*;
use support::{LEXICON, Report, report};

const PEOPLE: [&str; 8] = [
    "ماهر الساري",
    "الساري",
    "نزار الساري",
    "ماهر بن زيد الساري",
    "سيرغي بوتشكوف",
    "سيرجي بوتشكوف",
    "بوتشكوف",
    "زيد",
];
const ROLES: [&str; 5] = [
    "وزير الري",
    "وزير الري المصري",
    "وزير الري الأردني",
    "الوزير",
    "مدرب المنتخب",
];
const BODIES: [&str; 8] = [
    "وزارة الري",
    "وزارة الري المصرية",
    "الحكومة",
    "هيئة موانئ الخزامى",
    "هيئة الموانئ",
    "داعش",
    "تنظيم الدولة الإسلامية",
    "نادي الخزامى الأردني",
];

fn arbitrary_report() -> impl Strategy<Value = Report> {
    let people = proptest::collection::vec(
        (0..PEOPLE.len(), proptest::option::of(0..ROLES.len())),
        0..3,
    );
    let bodies = proptest::collection::vec(0..BODIES.len(), 0..3);
    let lone = proptest::option::of(0..ROLES.len());
    (people, bodies, lone, 1..28u32, 0..3usize).prop_map(|(people, bodies, lone, day, country)| {
        let mut made =
            report("", &format!("2026-03-{day:02}")).about(["EG", "JO", "SY"][country], 2);
        for (person, role) in people {
            let roles: Vec<&str> = role.into_iter().map(|r| ROLES[r]).collect();
            made = made.person(PEOPLE[person], &roles);
        }
        for body in bodies {
            made = made.entity(MentionKind::Organisation, BODIES[body], &[]);
        }
        if let Some(role) = lone {
            made = made.entity(MentionKind::Role, ROLES[role], &[ROLES[role]]);
        }
        made
    })
}

proptest! {
    #[test]
    fn the_order_of_reports_does_not_matter(
        reports in proptest::collection::vec(arbitrary_report(), 1..12),
        order in any::<prop::sample::Index>(),
        merged in any::<[prop::sample::Index; 2]>(),
    ) {
        let reported: Vec<_> = reports.into_iter().enumerate().map(|(i, r)| {
            let mut r = r.0;
            r.report = format!("r{i}");
            r
        }).collect();
        let all: Vec<Anchor> = reported.iter().flat_map(|r| r.entities.iter().map(|e| Anchor {
            report: r.report.clone(), span: e.mentions[0].0, words: e.mentions[0].1.clone(),
        })).collect();
        let corrections: Vec<Correction> = match all.as_slice() {
            [] => Vec::new(),
            all => vec![
                Correction::Merge { a: merged[0].get(all).clone(), b: merged[1].get(all).clone() },
                Correction::Split { out: vec![merged[0].get(all).clone()] },
            ],
        };
        let expected = link(&reported, &LEXICON, &corrections);
        let mut other = reported.clone();
        other.reverse();
        prop_assert_eq!(&link(&other, &LEXICON, &corrections), &expected);
        let at = order.index(other.len());
        other.rotate_left(at);
        prop_assert_eq!(&link(&other, &LEXICON, &corrections), &expected);
        // Every entity of every report is in one entity, and ids are of one each.
        let members: usize = expected.entities.iter().map(|e| e.members.len()).sum();
        prop_assert_eq!(members, reported.iter().map(|r| r.entities.len()).sum::<usize>());
        let ids: std::collections::BTreeSet<&str> = expected.entities.iter().map(|e| e.id.as_str()).collect();
        prop_assert_eq!(ids.len(), expected.entities.len());
    }
}
