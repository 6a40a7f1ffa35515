//! An archive with something in every table, made of the repository's own samples.

use super::{Folder, engine, incoming, stamp};
use musnad_archive::{Again, Archive, Failed, Ready};
use musnad_read::{Context, contract};
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

/// All of them in one archive, in several batches, and some failures.
pub fn fill(archive: &mut Archive) {
    for batch in reports().chunks(7) {
        archive.add(batch, &stamp()).expect("adds");
    }
    let failed: Vec<Failed> = ["خبر تالف.json", "صفحة.html"].map(failure).into();
    archive.fail(&failed, &stamp()).expect("writes");
    archive.fail(&failed[1..], &stamp()).expect("writes");
}

fn failure(path: &str) -> Failed {
    Failed {
        path: path.to_owned(),
        place: "3".to_owned(),
        reason: "الملف ناقص".to_owned(),
        first: String::new(),
        last: String::new(),
        tries: 0,
    }
}

/// Such an archive, closed.
pub fn archive() -> Folder {
    let folder = Folder::new();
    let mut archive = folder.create();
    fill(&mut archive);
    archive.close().expect("closes");
    folder
}

/// The test's engine, to read again with.
pub fn again() -> Again<'static> {
    Again {
        engine: contract::Engine::with_data(&engine().language().version),
        read: &|report| engine().read(&report.text, &Context::default()),
    }
}
