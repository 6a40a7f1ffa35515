//! Which bytes of an SQLite file hold something, read off the file format alone
//! (<https://sqlite.org/fileformat2.html>), so that free space can be shown to be free.

use rusqlite::{Connection, OpenFlags};
use std::collections::HashSet;
use std::path::Path;

const PAGE: usize = 8192;

/// Every byte of an intact file: whether it holds something.
pub struct Map {
    bytes: Vec<u8>,
    used: Vec<bool>,
    /// Where a record says that a value is NULL.
    nulls: HashSet<usize>,
}

impl Map {
    pub fn of(path: &Path) -> Map {
        let bytes = std::fs::read(path).expect("reads");
        let mut map = Map {
            used: vec![false; bytes.len()],
            nulls: HashSet::new(),
            bytes,
        };
        map.mark(0, 100);
        // How often the schema was changed, and which SQLite wrote last: whatever they are, the file
        // means the same.
        map.used[40..44].fill(false);
        map.used[96..100].fill(false);
        for root in roots(path) {
            map.tree(root);
        }
        map.free_pages();
        map
    }

    pub fn is_used(&self, at: usize) -> bool {
        self.used[at]
    }

    /// Whether a byte means the same when it becomes `other`: of the codes for a value's type, 10 and 11
    /// are kept for later, and read as 0 is, which is NULL.
    pub fn means_the_same(&self, at: usize, other: u8) -> bool {
        self.nulls.contains(&at) && matches!(other, 10 | 11)
    }

    pub fn used(&self) -> usize {
        self.used.iter().filter(|used| **used).count()
    }

    fn mark(&mut self, from: usize, length: usize) {
        self.used[from..from + length].fill(true);
    }

    fn number(&self, at: usize, bytes: usize) -> usize {
        let digits = self.bytes[at..at + bytes].iter();
        digits.fold(0, |number, digit| number << 8 | usize::from(*digit))
    }

    /// A number of variable length, and its length.
    fn varint(&self, at: usize) -> (usize, usize) {
        let mut number = 0;
        for (length, byte) in self.bytes[at..at + 9].iter().enumerate() {
            if length == 8 {
                return (number << 8 | usize::from(*byte), 9);
            }
            number = number << 7 | usize::from(byte & 0x7F);
            if byte & 0x80 == 0 {
                return (number, length + 1);
            }
        }
        (number, 9)
    }

    fn tree(&mut self, page: usize) {
        let base = (page - 1) * PAGE;
        let head = base + if page == 1 { 100 } else { 0 };
        let kind = self.bytes[head];
        let is_inner = matches!(kind, 2 | 5);
        let (length, cells) = (if is_inner { 12 } else { 8 }, self.number(head + 3, 2));
        self.mark(head, length + 2 * cells);
        for cell in 0..cells {
            let at = base + self.number(head + length + 2 * cell, 2);
            self.cell(kind, at);
        }
        let mut free = self.number(head + 1, 2);
        while free != 0 {
            self.mark(base + free, 4);
            free = self.number(base + free, 2);
        }
        if is_inner {
            self.tree(self.number(head + 8, 4));
        }
    }

    fn cell(&mut self, kind: u8, start: usize) {
        let mut at = start;
        if matches!(kind, 2 | 5) {
            self.tree(self.number(at, 4));
            at += 4;
        }
        if kind == 5 {
            let end = at + self.varint(at).1;
            return self.mark(start, end - start);
        }
        let (payload, length) = self.varint(at);
        at += length;
        if kind == 13 {
            at += self.varint(at).1;
        }
        // What of the payload lies in the page itself.
        let most = if kind == 13 {
            PAGE - 35
        } else {
            (PAGE - 12) * 64 / 255 - 23
        };
        let least = (PAGE - 12) * 32 / 255 - 23;
        let even = least + (payload.saturating_sub(least)) % (PAGE - 4);
        let local = match payload {
            _ if payload <= most => payload,
            _ if even <= most => even,
            _ => least,
        };
        self.find_nulls(at);
        at += local;
        if local < payload {
            self.overflow(self.number(at, 4), payload - local);
            at += 4;
        }
        self.mark(start, at - start);
    }

    /// A record begins with its header: the header's length, then a code for each value's type.
    fn find_nulls(&mut self, record: usize) {
        let (length, mut at) = self.varint(record);
        while at < length {
            let (code, bytes) = self.varint(record + at);
            if code == 0 {
                self.nulls.insert(record + at);
            }
            at += bytes;
        }
    }

    fn overflow(&mut self, mut page: usize, mut rest: usize) {
        while rest > 0 {
            let base = (page - 1) * PAGE;
            let here = rest.min(PAGE - 4);
            self.mark(base, 4 + here);
            rest -= here;
            page = self.number(base, 4);
        }
    }

    fn free_pages(&mut self) {
        let mut trunk = self.number(32, 4);
        while trunk != 0 {
            let base = (trunk - 1) * PAGE;
            self.mark(base, 8 + 4 * self.number(base + 4, 4));
            trunk = self.number(base, 4);
        }
    }
}

fn roots(path: &Path) -> Vec<usize> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("opens");
    let mut select = connection
        .prepare("SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")
        .expect("asks");
    let rows = select
        .query_map([], |row| row.get::<_, i64>(0))
        .expect("asks");
    let roots = rows.map(|root| root.expect("reads") as usize);
    std::iter::once(1).chain(roots).collect()
}
