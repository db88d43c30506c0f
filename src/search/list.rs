//! Numbers and lists of numbers in few bytes, before they are packed.

/// Writes a number: seven bits a byte, the lowest first; a set eighth bit says that more follow.
pub fn number(out: &mut Vec<u8>, mut number: usize) {
    while number > 0x7F {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Writes which of the numbers below `total` are members, in their order: how many they are, then the gaps between them,
/// or between those that are missing where these are fewer.
pub fn list(out: &mut Vec<u8>, members: &[usize], total: usize) {
    number(out, members.len());
    if members.len() * 2 <= total {
        gaps(out, members.iter().copied());
    } else {
        let mut members = members.iter().copied().peekable();
        gaps(out, (0..total).filter(|at| members.next_if_eq(at).is_none()));
    }
}

/// Reads a number, and leaves what follows it; nothing where the bytes end too soon.
pub fn read_number(bytes: &mut &[u8]) -> Option<usize> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(first & 0x7F).checked_shl(shift)?;
        shift += 7;
        if *first < 0x80 {
            return Some(number);
        }
    }
}

/// Reads a list of numbers below `total`, and leaves what follows it; nothing where it is none.
pub fn read_list(bytes: &mut &[u8], total: usize) -> Option<Vec<usize>> {
    let count = read_number(bytes)?;
    let few = count.checked_mul(2)? <= total;
    let noted = if few { count } else { total.checked_sub(count)? };
    let mut next = 0_usize;
    let mut numbers = Vec::new();
    for _ in 0..noted {
        let number = next.checked_add(read_number(bytes)?).filter(|number| *number < total)?;
        numbers.push(number);
        next = number + 1;
    }
    let mut missing = numbers.iter().copied().peekable();
    Some(if few { numbers } else { (0..total).filter(|at| missing.next_if_eq(at).is_none()).collect() })
}

fn gaps(out: &mut Vec<u8>, members: impl Iterator<Item = usize>) {
    let mut next = 0;
    for member in members {
        number(out, member - next);
        next = member + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lists_are_short() {
        for (members, total, bytes) in [
            (vec![], 9, vec![0]),
            (vec![3], 9, vec![1, 3]),
            (vec![0, 1, 2], 3, vec![3]),
            (vec![0, 2, 3], 4, vec![3, 1]),
            (vec![300], 999, vec![1, 0xAC, 2]),
        ] {
            let mut out = Vec::new();
            list(&mut out, &members, total);
            assert_eq!(out, bytes);
        }
    }

    proptest! {
        #[test]
        fn lists_come_back(chosen in proptest::collection::vec(any::<bool>(), 0..400)) {
            let members: Vec<usize> = chosen.iter().enumerate().filter_map(|(at, yes)| yes.then_some(at)).collect();
            let mut out = Vec::new();
            list(&mut out, &members, chosen.len());
            let mut rest = out.as_slice();
            prop_assert_eq!(read_list(&mut rest, chosen.len()), Some(members));
            prop_assert!(rest.is_empty());
            for end in 0..out.len() {
                prop_assert_eq!(read_list(&mut out.get(..end).unwrap(), chosen.len()), None, "cut at {}", end);
            }
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..40), total in 0_usize..300) {
            if let Some(members) = read_list(&mut bytes.as_slice(), total) {
                prop_assert!(members.is_sorted() && members.iter().all(|member| *member < total));
            }
        }
    }
}
