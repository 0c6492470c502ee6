//! Sizes and crops.

/// Widths of what readers load, in pixels: a teaser's picture beside its words, a phone's screen in
/// three densities up to the page's text twice as dense.
pub const WIDTHS: [u32; 4] = [320, 480, 800, 1200];

/// The width that browsers without a choice load, or the largest there is below.
pub const FALLBACK: u32 = 800;

/// A proportion of width to height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio(pub u32, pub u32);

/// Open Graph's: 1200 × 630.
pub const CARD: Ratio = Ratio(40, 21);
/// Those that search engines ask of a NewsArticle's pictures
/// (<https://developers.google.com/search/docs/appearance/structured-data/article>).
pub const RATIOS: [Ratio; 3] = [Ratio(1, 1), Ratio(4, 3), Ratio(16, 9)];

/// A size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

impl Size {
    /// The widths in which a picture of this size is served, rising; none is wider than the original.
    pub fn widths(self) -> Vec<u32> {
        let below = WIDTHS.into_iter().filter(|width| *width < self.width);
        let last = WIDTHS.into_iter().max().unwrap_or(self.width).min(self.width);
        let mut widths: Vec<u32> = below.collect();
        if widths.last() != Some(&last) {
            widths.push(last);
        }
        widths
    }

    /// The whole picture at a width.
    pub fn at(self, width: u32) -> Self {
        let height = scaled(self.height, width, self.width);
        Self { width, height }
    }

    /// The largest size of a proportion that this one holds and that is not wider than any is served.
    pub fn cropped(self, Ratio(across, down): Ratio) -> Self {
        let width = u64::from(self.height) * u64::from(across) / u64::from(down);
        let widest = u64::from(WIDTHS.into_iter().max().unwrap_or(self.width).min(self.width));
        let width = u32::try_from(width.clamp(1, widest)).unwrap_or(self.width);
        let height = scaled(down, width, across).min(self.height);
        Self { width, height }
    }

    /// The smallest size of the same shape from which all that is served can be cut: its shorter side
    /// is the largest width, or the picture is as it was.
    pub fn working(self) -> Self {
        let widest = WIDTHS.into_iter().max().unwrap_or(self.width);
        let shorter = self.width.min(self.height);
        if shorter <= widest {
            return self;
        }
        Self {
            width: scaled(self.width, widest, shorter),
            height: scaled(self.height, widest, shorter),
        }
    }
}

/// `side * to / from`, rounded, at least 1.
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let from = u64::from(from.max(1));
    let side = (u64::from(side) * u64::from(to) + from / 2) / from;
    u32::try_from(side).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    #[test]
    fn no_picture_is_served_wider_than_it_is() {
        for (width, widths) in [
            (4000, vec![320, 480, 800, 1200]),
            (1200, vec![320, 480, 800, 1200]),
            (1000, vec![320, 480, 800, 1000]),
            (480, vec![320, 480]),
            (320, vec![320]),
            (64, vec![64]),
            (1, vec![1]),
        ] {
            assert_eq!(size(width, 9).widths(), widths);
        }
    }

    #[test]
    fn a_picture_keeps_its_shape() {
        assert_eq!(size(1600, 900).at(800), size(800, 450));
        assert_eq!(size(4000, 3000).working(), size(1600, 1200));
        assert_eq!(size(3000, 4000).working(), size(1200, 1600));
        assert_eq!(size(1600, 900).working(), size(1600, 900));
        assert_eq!(size(5000, 1).at(320), size(320, 1), "a line stays a line");
    }

    #[test]
    fn a_crop_lies_within_the_picture() {
        assert_eq!(size(4000, 3000).cropped(CARD), size(1200, 630));
        assert_eq!(size(1600, 900).cropped(Ratio(1, 1)), size(900, 900));
        assert_eq!(size(900, 1600).cropped(Ratio(16, 9)), size(900, 506));
        for whole in [
            size(1, 1),
            size(3, 2),
            size(1199, 631),
            size(10, 100),
            size(100, 10),
        ] {
            for ratio in RATIOS.into_iter().chain([CARD]) {
                let crop = whole.cropped(ratio);
                assert!(
                    crop.width <= whole.width && crop.height <= whole.height,
                    "{crop:?} of {whole:?}"
                );
            }
        }
    }
}
