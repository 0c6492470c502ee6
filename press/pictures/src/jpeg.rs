//! What a JPEG's file holds, from marker to marker (ITU T.81, B.1.1): whether all of it is there, decoders do not say.

/// The end of a picture.
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
/// How many coefficients a block has.
const COEFFICIENTS: usize = 64;

/// The bytes before a JPEG's end mark, or all where it has none; and whether it has one.
pub fn coded(bytes: &[u8]) -> (&[u8], bool) {
    let end = Segments::of(bytes).find(|(kind, _)| *kind == END);
    let before = end.and_then(|(_, after)| bytes.get(..bytes.len() - after.len() - 2));
    (before.unwrap_or(bytes), before.is_some())
}

/// Whether a file begins as a JPEG does, with a whole segment at least, and does not end as one.
pub fn is_short(bytes: &[u8]) -> bool {
    let mut segments = Segments::of(bytes);
    let has_begun = segments.next().is_some() && !segments.rest.is_empty();
    has_begun && !coded(bytes).1
}

/// Whether all the scans are there that a picture is made of, one finer than the other, as far as they have begun. One that
/// was cut off between two of them is whole to see, and rough.
pub fn is_fine(bytes: &[u8]) -> bool {
    let mut left: Vec<Component> = Vec::new();
    let mut is_progressive = false;
    for (kind, segment) in Segments::of(bytes) {
        match kind {
            // The frames of ITU T.81, table B.1; others have all in one go.
            0xc2 | 0xc6 | 0xca | 0xce => {
                is_progressive = true;
                let components = segment.get(6..).unwrap_or_default().as_chunks::<3>().0;
                left = components.iter().map(|[id, ..]| Component::new(*id)).collect();
            }
            SCAN => {
                let count = usize::from(segment.first().copied().unwrap_or_default());
                let Some((components, [first, last, bits, ..])) =
                    segment.get(1..).and_then(|rest| rest.split_at_checked(2 * count))
                else {
                    continue;
                };
                let band = usize::from(*first)..=usize::from(*last);
                for component in &mut left {
                    if components
                        .as_chunks::<2>()
                        .0
                        .iter()
                        .any(|[id, _]| *id == component.id)
                    {
                        component.refine(band.clone(), bits & 0xf);
                    }
                }
            }
            _ => {}
        }
    }
    !is_progressive || left.iter().all(Component::is_fine)
}

/// A colour of a progressive picture.
struct Component {
    id: u8,
    /// How many bits of each coefficient are still to come; `None` where nothing of it came.
    bits: [Option<u8>; COEFFICIENTS],
}

impl Component {
    fn new(id: u8) -> Self {
        Self {
            id,
            bits: [None; COEFFICIENTS],
        }
    }

    fn refine(&mut self, band: std::ops::RangeInclusive<usize>, bits: u8) {
        let band = self.bits.get_mut(band);
        band.into_iter().flatten().for_each(|left| *left = Some(bits));
    }

    fn is_fine(&self) -> bool {
        self.bits.iter().all(|bits| *bits == Some(0))
    }
}

/// Each segment: its marker and what is in it; of the end, what comes after it.
struct Segments<'a> {
    rest: &'a [u8],
}

impl<'a> Segments<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        // After the mark of the beginning.
        let rest = bytes.get(2..).unwrap_or_default();
        Self { rest }
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let at = self.rest.iter().position(|byte| *byte == 0xff)?;
            let rest = self.rest.get(at + 1..)?;
            self.rest = rest;
            match rest {
                [END, after @ ..] => {
                    self.rest = &[];
                    return Some((END, after));
                }
                // A stuffed byte, a temporary or a restart marker.
                [0x00 | 0x01 | 0xd0..=0xd7, after @ ..] => self.rest = after,
                // A fill byte.
                [0xff, ..] => {}
                [kind, high, low, ..] => {
                    let length = usize::from(u16::from_be_bytes([*high, *low])).max(2);
                    self.rest = rest.get(1 + length..).unwrap_or_default();
                    let segment = rest.get(3..).unwrap_or_default();
                    return Some((*kind, segment.get(..length - 2).unwrap_or(segment)));
                }
                _ => return None,
            }
        }
    }
}
