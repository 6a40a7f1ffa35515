//! Classes of words by what stands beside them in running text (Brown et al. 1992, found by exchange as
//! Martin, Liermann and Ney 1998 do), learnt from texts without annotations.

use super::file::TaggerError;
use crate::judge::key;
use rustc_hash::FxHashMap;

/// The classes of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// One of some hundreds.
    pub fine: u16,
    /// One of some dozens.
    pub coarse: u8,
    /// What the word mostly is in a name, in running text as the layers learnt from Wikipedia label it, and how
    /// often; 0 where it seldom is in one. See [`WordClasses::name`].
    pub name: u8,
}

/// The classes of all words that were met often enough.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordClasses(FxHashMap<u32, Class>);

const MAGIC: &[u8; 8] = b"MUSNADW1";
/// Bytes of a word in the file: its number, the fine and the coarse class, the name.
const RECORD: usize = 8;

impl WordClasses {
    /// Of these words (folded).
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, Class)>) -> WordClasses {
        WordClasses(words.into_iter().map(|(w, c)| (number(w), c)).collect())
    }

    /// The classes of a folded word.
    pub fn get(&self, word: &str) -> Option<Class> {
        self.0.get(&number(word)).copied()
    }

    /// Notes what the words mostly are in names: of each word how often it stands in the texts, and how often
    /// with which label (see [`super::tags`]).
    pub fn name<'a>(&mut self, words: impl IntoIterator<Item = (&'a str, &'a [u32])>) {
        for (word, labels) in words {
            let Some(class) = self.0.get_mut(&number(word)) else {
                continue;
            };
            let all: u32 = labels.iter().sum();
            let named = (1..labels.len()).max_by_key(|l| (labels[*l], std::cmp::Reverse(*l)));
            let Some(label) = named.filter(|l| labels[*l] > 0) else {
                continue;
            };
            // Of a hundred: at least 20, 50, 80.
            let share = labels[label] * 100 / all;
            let step = [20, 50, 80].iter().filter(|least| share >= **least).count();
            class.name = if step == 0 {
                0
            } else {
                (label * 3 + step) as u8
            };
        }
    }

    /// The longest word that is known once conjunction, preposition, article or pronoun are taken off, and
    /// a number that says what was.
    pub fn bare<'w>(&self, word: &'w str) -> Option<(&'w str, u64, Class)> {
        const FRONT: [&str; 9] = ["و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "وال"];
        const BACK: [&str; 4] = ["ه", "ها", "هم", "نا"];
        let long = |w: &&str| w.len() >= 6;
        let fronts = FRONT.iter().enumerate().filter_map(|(n, f)| {
            let bare = word.strip_prefix(f).filter(long)?;
            Some((bare, (n as u64 + 1) << 32, self.get(bare)?))
        });
        let backs = BACK.iter().filter_map(|b| {
            let bare = word.strip_suffix(b).filter(long)?;
            Some((bare, 4, self.get(bare)?))
        });
        fronts.chain(backs).next()
    }

    /// Reads what [`WordClasses::to_bytes`] writes.
    ///
    /// # Errors
    /// If it is no such file, or damaged.
    pub fn parse(bytes: &[u8]) -> Result<WordClasses, TaggerError> {
        let bytes = bytes.strip_prefix(MAGIC).ok_or(TaggerError::Magic)?;
        let (records, rest) = bytes.as_chunks::<RECORD>();
        if !rest.is_empty() {
            return Err(TaggerError::Damaged);
        }
        let read = |r: &[u8; RECORD]| {
            let word = u32::from_le_bytes([r[0], r[1], r[2], r[3]]);
            let fine = u16::from_le_bytes([r[4], r[5]]);
            let (coarse, name) = (r[6], r[7]);
            (word, Class { fine, coarse, name })
        };
        Ok(WordClasses(records.iter().map(read).collect()))
    }

    /// The file: the magic, then for each word, in the order of their numbers, its number (u32), its fine
    /// (u16) and its coarse class (u8), and its name (u8), little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut words: Vec<_> = self.0.iter().collect();
        words.sort_unstable_by_key(|(word, _)| **word);
        let mut out = MAGIC.to_vec();
        for (word, class) in words {
            out.extend(word.to_le_bytes());
            out.extend(class.fine.to_le_bytes());
            out.extend([class.coarse, class.name]);
        }
        out
    }
}

fn number(word: &str) -> u32 {
    let key = key(word);
    (key ^ (key >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> WordClasses {
        let class = |fine| Class {
            fine,
            coarse: 7,
            name: 0,
        };
        WordClasses::new([("دمشق", class(300)), ("مدينه", class(4))])
    }

    #[test]
    fn classes_come_back_from_their_file() {
        let bytes = known().to_bytes();
        assert_eq!(WordClasses::parse(&bytes), Ok(known()));
        assert_eq!(
            WordClasses::parse(&bytes[..bytes.len() - 1]),
            Err(TaggerError::Damaged)
        );
        assert_eq!(WordClasses::parse(b"no"), Err(TaggerError::Magic));
    }

    #[test]
    fn a_word_is_what_it_mostly_is_in_names() {
        let mut words = known();
        // Of ten, one outside, nine the first of a name of sort 0; of ten, nine outside.
        words.name([("دمشق", &[1, 9, 0][..]), ("مدينه", &[9, 0, 1])]);
        assert_eq!(words.get("دمشق").map(|c| c.name), Some(6));
        assert_eq!(words.get("مدينه").map(|c| c.name), Some(0));
    }

    #[test]
    fn a_word_is_known_with_what_is_attached_to_it() {
        let bare = |word| {
            known()
                .bare(word)
                .map(|(bare, _, class)| (bare, class.fine))
        };
        assert_eq!(bare("وبدمشق"), Some(("دمشق", 300)));
        assert_eq!(bare("المدينه"), Some(("مدينه", 4)));
        assert_eq!(bare("بغداد"), None);
    }
}
