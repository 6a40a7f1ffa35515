//! What an option looks like to a model: a bag of hashed indicators (feature hashing, Weinberger et al.
//! 2009). A feature is a name and up to three values; the same in training and in use, on any machine.

/// The features of one option.
#[derive(Clone, Debug, Default)]
pub struct Features {
    numbers: Vec<u32>,
    /// The name of each, where they are kept: only an explanation needs them.
    names: Option<Vec<&'static str>>,
}

/// A feature's name and its number.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    word: &'static str,
    number: u64,
}

impl Name {
    /// In a constant, so that nothing is hashed while reports are read.
    pub const fn new(word: &'static str) -> Name {
        Name {
            word,
            number: key(word),
        }
    }
}

/// How much all features of one name weigh for the option taken, against its runner-up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    /// The features' name.
    pub feature: &'static str,
    /// The sum of the weights that the option taken has by them, less that of the runner-up; in nats.
    pub weight: f32,
}

impl Features {
    /// That keep their names.
    pub fn named() -> Features {
        Features {
            numbers: Vec::new(),
            names: Some(Vec::new()),
        }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.numbers.clear();
        if let Some(names) = &mut self.names {
            names.clear();
        }
    }

    /// The hashed features.
    pub fn as_slice(&self) -> &[u32] {
        &self.numbers
    }

    /// Tells the features from the one numbered `from` on apart from the same ones of another salt.
    pub fn salt(&mut self, from: usize, salt: u32) {
        for number in &mut self.numbers[from..] {
            *number = number.rotate_left(salt) ^ salt.wrapping_mul(0x9E37_79B1);
        }
    }

    /// The names of the hashed features, one each, if they are kept; else none.
    pub fn names(&self) -> &[&'static str] {
        self.names.as_deref().unwrap_or_default()
    }

    /// Something holds, with these values: up to three of them tell features of one name apart. Inline:
    /// where names and the number of values are known, nothing is left of them but a few multiplications.
    #[inline]
    pub fn add(&mut self, name: Name, values: &[u64]) {
        let joined = values
            .iter()
            .copied()
            .reduce(|all, value| spread(all) ^ value);
        self.numbers.push(mix(name.number, joined.unwrap_or(0)));
        if let Some(names) = &mut self.names {
            remember(names, name.word);
        }
    }
}

/// Apart, so that reading is not slowed down by what only an explanation needs.
#[cold]
fn remember(names: &mut Vec<&'static str>, word: &'static str) {
    names.push(word);
}

/// Notes a feature: `note!(f, "name")`, with values `note!(f, "name", a, b)`, or only where something
/// holds `note!(f, "name" if holds)`. Names are hashed when the program is built.
macro_rules! note {
    ($f:ident, $name:literal if $holds:expr) => {
        if $holds {
            note!($f, $name)
        }
    };
    ($f:ident, $name:literal $(, $value:expr)*) => {
        $f.add(const { $crate::judge::Name::new($name) }, &[$($value),*])
    };
}
pub(crate) use note;

/// A count, in steps that grow: 0, 1, 2, 3, 4, 5–6, 7–9, 10–14, 15–24, 25–49, more.
pub fn bucket(n: usize) -> u64 {
    const STEPS: [usize; 10] = [1, 2, 3, 4, 5, 7, 10, 15, 25, 50];
    STEPS.partition_point(|&step| step <= n) as u64
}

fn spread(a: u64) -> u64 {
    let a = (a ^ (a >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    a ^ (a >> 29)
}

fn mix(name: u64, value: u64) -> u32 {
    (spread(spread(name) ^ value) >> 32) as u32
}

/// The number of a name or word: FNV-1a, 64 bits.
pub const fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01B3);
        i += 1;
    }
    hash
}

#[cfg(test)]
impl Features {
    /// A feature as it is.
    pub(super) fn push(&mut self, feature: u32) {
        self.numbers.push(feature);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights are kept by these numbers: whoever changes how they are made has to train anew.
    #[test]
    fn features_have_the_same_numbers_everywhere() {
        let mut f = Features::default();
        note!(f, "cue");
        note!(f, "cue form", key("قال"));
        note!(f, "cue lemma part", key("قال"), 1);
        note!(f, "cue own +1 +2 tag", 1, 2, 3);
        note!(f, "cue" if false);
        let pinned = [719_429_726, 3_066_812_755, 4_001_874_966, 92_532_710];
        assert_eq!(f.as_slice(), pinned);
    }

    #[test]
    fn values_are_told_apart_by_their_order() {
        let mut f = Features::default();
        note!(f, "name", 1, 2);
        note!(f, "name", 2, 1);
        note!(f, "name", 1);
        note!(f, "name");
        let mut numbers = f.as_slice().to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 4);
    }

    #[test]
    fn counts_grow_in_steps() {
        let steps: Vec<u64> = [0, 1, 4, 5, 6, 7, 24, 25, 49, 50, 900].map(bucket).into();
        assert_eq!(steps, [0, 1, 4, 5, 5, 6, 8, 9, 9, 10, 10]);
    }
}
