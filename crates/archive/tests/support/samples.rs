//! An archive with something in every table, made of the repository's own samples.

use super::{Folder, engine, incoming, stamp};
use musnad_archive::{Again, Archive, Change, Failed, Ready, Signature, Which};
use musnad_read::{Context, contract};
use musnad_report::Report;
use std::path::Path;

/// The samples' texts, by file name, in order. (One is not in UTF-8, which is no matter here.)
pub fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut texts: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("lists the samples")
        .map(|entry| entry.expect("lists").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| {
            let name = path.file_name().expect("is a file").to_string_lossy();
            let bytes = std::fs::read(&path).expect("reads");
            (
                name.into_owned(),
                String::from_utf8_lossy(&bytes).into_owned(),
            )
        })
        .collect();
    texts.sort();
    texts
}

/// Each sample, each with a second version, and each once more under another address.
pub fn reports() -> Vec<Ready> {
    let mut reports = Vec::new();
    for (name, text) in texts() {
        let url = format!("https://news.example/{name}");
        reports.push(incoming(&text, &url).ready());
        let later = format!("{text}\nوأضاف المصدر أن الأمر «قيد الدراسة».\n");
        reports.push(incoming(&later, &url).ready());
        reports.push(incoming(&text, &format!("https://copy.example/{name}")).ready());
    }
    reports
}

/// All of them in one archive, in several batches, with failures and corrections.
pub fn fill(archive: &mut Archive) {
    for batch in reports().chunks(7) {
        archive.add(batch, &stamp()).expect("adds");
    }
    fail(archive);
    correct(archive);
}

/// Two inputs fail, and one of them once more.
pub fn fail(archive: &mut Archive) {
    let failed = ["خبر تالف.json", "صفحة.html"]
        .map(|path| Failed::now(path.to_owned(), "3".to_owned(), "الملف ناقص".to_owned()));
    archive.fail(&failed, &stamp()).expect("writes down");
    archive.fail(&failed[1..], &stamp()).expect("writes down");
}

/// Somebody rejects a statement, changes the speaker of another, and takes the first back.
pub fn correct(archive: &mut Archive) {
    let held = archive.held_after(0, 1).expect("lists").remove(0);
    let ids: Vec<String> = archive
        .shown(&held)
        .expect("reads")
        .statements(&held)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let by = Signature {
        by: "هالة".to_owned(),
        note: Some("راجعت النص".to_owned()),
    };
    let speaker = Change::Speaker {
        name: "ماهر الساري".to_owned(),
        kind: None,
    };
    let rejected = archive
        .correct(&held.id, &ids[0], Change::Reject, &by, &stamp())
        .expect("rejects");
    archive
        .correct(&held.id, &ids[1], speaker, &by, &stamp())
        .expect("changes the speaker");
    archive.undo(&rejected.id, &by, &stamp()).expect("undoes");
}

/// Another engine reads some of the reports; what the first read is kept.
pub fn reread(archive: &mut Archive) {
    let again = again();
    let mut other = again.engine.clone();
    other.data = "another".to_owned();
    let some = archive.held_after(3, 9).expect("lists");
    let which = Which::Ids(some.iter().map(|held| held.id.clone()).collect());
    let read = |report: &Report| musnad_read::Reading {
        diagnostics: vec!["قراءة محرك آخر".to_owned()],
        ..(again.read)(report)
    };
    archive
        .reread(read, &other, &which, &stamp(), &mut |_, _| {})
        .expect("reads again");
}

/// Such an archive, closed.
pub fn archive() -> Folder {
    let folder = Folder::new();
    let mut archive = folder.create();
    fill(&mut archive);
    archive.close().expect("closes");
    folder
}

/// Such an archive, closed, in which two engines have read some of the reports, and which was asked who is who.
pub fn twice_read() -> Folder {
    let folder = Folder::new();
    let mut archive = folder.create();
    fill(&mut archive);
    reread(&mut archive);
    archive
        .group(engine().language(), &mut |_, _| {})
        .expect("groups");
    archive.close().expect("closes");
    folder
}

/// The test's engine, to read again with.
pub fn again() -> Again<'static> {
    Again {
        engine: contract::Engine::with_data(&engine().language().version),
        language: engine().language(),
        read: &|report| engine().read(&report.text, &Context::default()),
    }
}
