//! Texts of reports that a folder of gold is about, each held to the hash that the folder's manifest pins.

use crate::corpora::Corpora;
use crate::manifest::{self, Manifest};
use crate::set::{SetError, Texts, malformed, read};
use musnad_report::{Text, text_sha256};
use std::path::Path;

/// The texts of `ids`, in their order; a folder without `manifest.json` pins nothing.
///
/// # Errors
/// When a text is missing or no UTF-8, or is not the one that the manifest pins.
pub(crate) fn texts(folder: &Path, ids: &[&str], texts: &Texts) -> Result<Vec<Text>, SetError> {
    let path = folder.join("manifest.json");
    let manifest = match path.is_file() {
        true => manifest::load(&path)?,
        false => Manifest::new(),
    };
    let corpora = match texts {
        Texts::Corpora(folder) => Corpora::read(folder, ids.iter().copied())?,
        Texts::Files(_) => Corpora::default(),
    };
    let one = |id: &&str| {
        let text = text(id, texts, &corpora)?;
        if let Some(pinned) = manifest.get(*id).and_then(|row| row.sha256.clone()) {
            let found = text_sha256(&text);
            if pinned != found {
                return Err(SetError::OtherText {
                    path: folder.join(format!("{id}.json")),
                    annotated: pinned,
                    found,
                });
            }
        }
        Ok(text)
    };
    ids.iter().map(one).collect()
}

fn text(id: &str, texts: &Texts, corpora: &Corpora) -> Result<Text, SetError> {
    match texts {
        Texts::Corpora(folder) => match corpora.get(id) {
            Some(draft) => Ok(Text::new(draft.text.clone())),
            None => Err(malformed(folder, format!("«{id}» was not read"))),
        },
        Texts::Files(folder) => {
            let path = folder.join(format!("{id}.txt"));
            let text = String::from_utf8(read(&path)?);
            text.map(Text::new).map_err(|error| malformed(&path, error))
        }
    }
}
