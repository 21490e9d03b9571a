//! Chance that can be replayed: the same seed or the same words give the same numbers, on every
//! machine and in every release. Not for secrets.

/// A generator of 64-bit numbers; any seed is good.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, as
/// in Vigna's `splitmix64.c`.
#[derive(Clone, Debug)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// The generator that starts at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        finish(self.0)
    }

    /// A number in [0, 1).
    pub fn fraction(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Heads or tails.
    pub fn coin(&mut self) -> bool {
        self.draw() >> 63 == 1
    }
}

/// A hash of all `parts`, spread over all 64 bits; where one part ends and the next begins counts.
///
/// FNV-1a (Fowler, Noll and Vo 1991) leaves the upper bits of like inputs alike, so it is
/// finished as SplitMix64 finishes its numbers.
pub fn hash(parts: &[&[u8]]) -> u64 {
    let length = |part: &[u8]| (part.len() as u64).to_le_bytes();
    finish(parts.iter().fold(FNV_BASIS, |state, part| fnv1a(fnv1a(state, &length(part)), part)))
}

const FNV_BASIS: u64 = 0xCBF2_9CE4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01B3;

fn fnv1a(state: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(state, |state, byte| (state ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}

/// Variant 13 of Stafford's mixers.
fn finish(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_published() {
        let mut numbers = SplitMix64::new(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| numbers.draw()).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
        for (text, expected) in
            [("", FNV_BASIS), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8)]
        {
            assert_eq!(fnv1a(FNV_BASIS, text.as_bytes()), expected, "“{text}”");
        }
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_ne!(hash(&[b"ab", b""]), hash(&[b"ab"]));
    }
}
