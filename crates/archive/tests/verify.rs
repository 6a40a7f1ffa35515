//! What is intact is found to be so.

mod support;

use musnad_archive::{Access, Archive, verify};
use support::{samples, stamp};

#[test]
fn an_archive_as_it_was_written_is_clean() {
    let folder = samples::twice_read();
    let mut heard = Vec::new();
    let found = verify(
        folder.archive(),
        Some(&samples::again()),
        &mut |done, of| {
            heard.push((done, of));
        },
    )
    .expect("is there");
    assert_eq!(found.problems, []);
    let reports = samples::reports().len() as u64;
    assert_eq!(found.counted.reports, reports);
    assert_eq!(found.counted.readings, reports + 9);
    assert_eq!(found.counted.read_again, reports);
    assert_eq!(found.counted.originals, reports / 3 * 2);
    assert_eq!(found.counted.corrections, 3);
    assert_eq!(
        found.counted.entries,
        reports + 5,
        "founded, reread, three corrections"
    );
    assert_eq!(found.counted.failures, 2);
    assert_eq!(heard.last(), Some(&(reports, reports)));
}

#[test]
fn an_archive_is_clean_while_it_is_written_to() {
    let folder = samples::archive();
    let mut archive = Archive::open(folder.archive(), Access::Write, &stamp()).expect("opens");
    assert_eq!(archive.verify(None, &mut |_, _| {}).problems, []);
    let more = support::incoming("قال المتحدث إن الأمر انتهى.", "https://news.example/more");
    archive.add(&[more.ready()], &stamp()).expect("adds");
    let found = verify(folder.archive(), None, &mut |_, _| {}).expect("is there");
    assert_eq!(found.problems, []);
    assert_eq!(found.counted.reports, samples::reports().len() as u64 + 1);
}
