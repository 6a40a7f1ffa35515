//! Classes of words by what stands before and behind them: exchange clustering for a bigram model of classes
//! (Martin, Liermann and Ney 1998; the objective is Brown et al. 1992's). Every word goes, one after the
//! other, to the class with which the texts become likeliest, until few move.

use std::collections::HashMap;

/// Running text as numbers of words; 0 stands between sentences and for words that are too rare.
#[derive(Clone, Debug, Default)]
pub struct Bigrams {
    /// Of each word: words that follow it and how often.
    after: Vec<Vec<(u32, u32)>>,
    /// Of each word: words that it follows and how often.
    before: Vec<Vec<(u32, u32)>>,
    /// How often each word stands.
    counts: Vec<u32>,
}

impl Bigrams {
    /// Of these sentences, with words from 0 up to `words`.
    pub fn new(words: usize, sentences: impl Iterator<Item = Vec<u32>>) -> Bigrams {
        let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
        let mut counts = vec![0; words];
        for sentence in sentences {
            let mut last = 0;
            for word in sentence.into_iter().chain([0]) {
                counts[word as usize] += 1;
                *pairs.entry((last, word)).or_default() += 1;
                last = word;
            }
        }
        let mut pairs: Vec<_> = pairs.into_iter().collect();
        pairs.sort_unstable();
        let (mut after, mut before) = (vec![Vec::new(); words], vec![Vec::new(); words]);
        for ((a, b), n) in pairs {
            after[a as usize].push((b, n));
            before[b as usize].push((a, n));
        }
        Bigrams {
            after,
            before,
            counts,
        }
    }
}

/// How often classes stand, alone and one behind the other.
struct Classes<'a> {
    bigrams: &'a Bigrams,
    size: usize,
    of: Vec<u32>,
    counts: Vec<i64>,
    /// Pairs: of class a (row) followed by b.
    pairs: Vec<i64>,
    /// The same, turned.
    turned: Vec<i64>,
    /// x ln x.
    table: Vec<f64>,
}

/// The class of each word but 0, from 1 on; word 0 has class 0 for itself.
pub fn exchange(bigrams: &Bigrams, size: usize, rounds: usize) -> Vec<u32> {
    let words = bigrams.counts.len();
    let mut order: Vec<usize> = (1..words).collect();
    order.sort_by_key(|&w| (std::cmp::Reverse(bigrams.counts[w]), w));
    let mut of = vec![0; words];
    for (n, &w) in order.iter().enumerate() {
        of[w] = (1 + n % (size - 1)) as u32;
    }
    let mut classes = Classes::new(bigrams, size, of);
    for round in 0..rounds {
        let moved = order.iter().filter(|&&w| classes.place(w)).count();
        eprintln!("{size} classes, round {}: {moved} moved", round + 1);
        if moved * 200 < words {
            break;
        }
    }
    classes.of
}

impl<'a> Classes<'a> {
    fn new(bigrams: &'a Bigrams, size: usize, of: Vec<u32>) -> Classes<'a> {
        let mut classes = Classes {
            bigrams,
            size,
            of,
            counts: vec![0; size],
            pairs: vec![0; size * size],
            turned: vec![0; size * size],
            table: (0..1 << 16)
                .map(|x| f64::from(x) * f64::from(x.max(1)).ln())
                .collect(),
        };
        for (w, n) in bigrams.counts.iter().enumerate() {
            classes.counts[classes.of[w] as usize] += i64::from(*n);
            for (v, n) in &bigrams.after[w] {
                let (a, b) = (classes.of[w] as usize, classes.of[*v as usize] as usize);
                classes.pairs[a * size + b] += i64::from(*n);
                classes.turned[b * size + a] += i64::from(*n);
            }
        }
        classes
    }

    fn xlnx(&self, x: i64) -> f64 {
        match self.table.get(x as usize) {
            Some(known) => *known,
            None => x as f64 * (x as f64).ln(),
        }
    }

    /// Moves a word where it fits best; whether that is elsewhere.
    fn place(&mut self, w: usize) -> bool {
        let home = self.of[w] as usize;
        // Pairs of the word with itself hang on its own class alone and are left out: they are rare.
        let after = self.by_class(&self.bigrams.after[w], w);
        let before = self.by_class(&self.bigrams.before[w], w);
        let count = i64::from(self.bigrams.counts[w]);
        self.shift(home, &after, &before, count, -1);
        let mut best = (f64::MIN, home);
        for class in 1..self.size {
            let gain = self.gain(class, &after, &before, count);
            if gain > best.0 {
                best = (gain, class);
            }
        }
        self.shift(best.1, &after, &before, count, 1);
        self.of[w] = best.1 as u32;
        best.1 != home
    }

    fn by_class(&self, neighbours: &[(u32, u32)], w: usize) -> Vec<(usize, i64)> {
        let mut out: Vec<(usize, i64)> = neighbours
            .iter()
            .filter(|(v, _)| *v as usize != w)
            .map(|(v, n)| (self.of[*v as usize] as usize, i64::from(*n)))
            .collect();
        out.sort_unstable();
        out.dedup_by(|b, a| {
            let same = a.0 == b.0;
            if same {
                a.1 += b.1;
            }
            same
        });
        out
    }

    fn shift(
        &mut self,
        class: usize,
        after: &[(usize, i64)],
        before: &[(usize, i64)],
        count: i64,
        sign: i64,
    ) {
        let size = self.size;
        self.counts[class] += sign * count;
        for (other, n) in after {
            self.pairs[class * size + other] += sign * n;
            self.turned[other * size + class] += sign * n;
        }
        for (other, n) in before {
            self.pairs[other * size + class] += sign * n;
            self.turned[class * size + other] += sign * n;
        }
    }

    /// By how much the texts become likelier with the word in this class.
    fn gain(
        &self,
        class: usize,
        after: &[(usize, i64)],
        before: &[(usize, i64)],
        count: i64,
    ) -> f64 {
        let row = |table: &[i64], neighbours: &[(usize, i64)]| -> f64 {
            let row = &table[class * self.size..(class + 1) * self.size];
            neighbours
                .iter()
                .map(|&(other, n)| self.xlnx(row[other] + n) - self.xlnx(row[other]))
                .sum()
        };
        let alone = self.xlnx(self.counts[class] + count) - self.xlnx(self.counts[class]);
        row(&self.pairs, after) + row(&self.turned, before) - 2.0 * alone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_in_the_same_places_share_a_class() {
        // 1 and 2 follow 3, 3 and 4 stand first: «in Damascus», «in Aleppo», «from Damascus».
        let sentences = [[3, 1], [3, 2], [4, 1], [4, 2], [3, 1], [4, 2]];
        let bigrams = Bigrams::new(5, sentences.iter().map(|s| s.to_vec()));
        let of = exchange(&bigrams, 3, 10);
        assert_eq!(of[1], of[2]);
        assert_eq!(of[3], of[4]);
        assert_ne!(of[1], of[3]);
    }
}
