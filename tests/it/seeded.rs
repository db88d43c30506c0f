//! Numbers that look random and are always the same for a seed.

/// A source of them (splitmix64).
pub struct Seeded {
    state: u64,
}

impl Seeded {
    /// Starts with a seed.
    pub fn new(seed: u64) -> Seeded {
        Seeded { state: seed }
    }

    /// Starts far from the seeds before and after.
    pub fn far(seed: u64) -> Seeded {
        let mut seeded = Seeded::new(seed);
        seeded.state = seeded.next() ^ seed.rotate_left(32);
        seeded.state = seeded.next();
        seeded
    }

    /// The next of all numbers.
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.state;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// A number from 0 on that is less than `below`.
    pub fn below(&mut self, below: usize) -> usize {
        (self.next() % below.max(1) as u64) as usize
    }
}
