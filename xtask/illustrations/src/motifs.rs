//! What comes back from picture to picture: bogolan bands, sun, water, houses, boats, trees.

use crate::canvas::{Canvas, colour::*};

/// The signs of a bogolan band.
#[derive(Clone, Copy)]
pub enum Sign {
    Zigzag,
    Diamonds,
    Crosses,
    Dots,
    Combs,
    Steps,
}

/// A band of signs, painted by hand on mud.
pub fn band(canvas: &mut Canvas, place: (f32, f32, f32, f32), sign: Sign, mud: &str, mark: &str) {
    let (x, y, width, height) = place;
    canvas.rect(x, y, width, height, mud);
    let edge = height * 0.06;
    for line in [y + edge * 1.2, y + height - edge * 2.2] {
        canvas.rect(x, line, width, edge, mark);
    }
    let (top, tall) = (y + height * 0.22, height * 0.56);
    let thick = (height * 0.075).max(3.0);
    // As many signs as fit, spread so that none is cut at the band's end.
    let count = (width / (tall * 1.05)).floor().max(1.0);
    let step = width / count;
    let count = count as usize;
    for number in 0..count {
        let left = x + number as f32 * step;
        let up = top + canvas.tremor(tall * 0.04);
        let (mid, low) = (left + step / 2.0, up + tall);
        let right = left + step;
        match sign {
            Sign::Zigzag => canvas.stroke(
                &format!("M{} {low}L{mid} {up}L{} {low}", left + thick, right - thick),
                mark,
                thick,
            ),
            Sign::Diamonds => {
                let half = tall * 0.46;
                let centre = up + tall / 2.0;
                for part in [1.0, 0.45] {
                    let reach = half * part;
                    canvas.stroke(
                        &format!(
                            "M{mid} {}L{} {centre}L{mid} {}L{} {centre}Z",
                            centre - reach,
                            mid + reach,
                            centre + reach,
                            mid - reach
                        ),
                        mark,
                        thick,
                    );
                }
            }
            Sign::Crosses => {
                let reach = tall * 0.3;
                let centre = up + tall / 2.0;
                canvas.stroke(
                    &format!(
                        "M{} {}L{} {}M{} {}L{} {}",
                        mid - reach,
                        centre - reach,
                        mid + reach,
                        centre + reach,
                        mid + reach,
                        centre - reach,
                        mid - reach,
                        centre + reach
                    ),
                    mark,
                    thick,
                );
                canvas.circle(mid, centre - reach * 1.35, thick * 0.7, mark);
                canvas.circle(mid, centre + reach * 1.35, thick * 0.7, mark);
            }
            Sign::Dots => {
                for row in 0..3 {
                    let shift = if row == 1 { step * 0.12 } else { -step * 0.1 };
                    for column in 0..2 {
                        let at = left + step * (0.25 + 0.5 * column as f32) + shift;
                        let wobble = canvas.tremor(thick * 0.5);
                        canvas.circle(
                            at,
                            up + tall * (0.15 + 0.35 * row as f32) + wobble,
                            thick * 0.85,
                            mark,
                        );
                    }
                }
            }
            Sign::Combs => {
                canvas.stroke(
                    &format!("M{} {low}L{} {low}", left + thick, right - thick),
                    mark,
                    thick,
                );
                for tooth in 0..4 {
                    let at = left + thick + (step - 2.0 * thick) / 3.0 * tooth as f32;
                    canvas.stroke(&format!("M{at} {low}L{at} {}", up + tall * 0.2), mark, thick);
                }
            }
            Sign::Steps => {
                let (s, t) = ((step - 2.0 * thick) / 4.0, tall / 2.0);
                let left = left + thick;
                canvas.stroke(
                    &format!("M{left} {low}h{s}v{}h{s}v{}h{s}v{t}h{s}v{t}", -t, -t),
                    mark,
                    thick,
                );
            }
        }
    }
}

/// The two bands of mud that close most pictures at their foot, as a cloth's border does.
pub fn border(canvas: &mut Canvas, sign: Sign, height: f32) {
    let (width, bottom) = (canvas.width, canvas.height);
    band(canvas, (0.0, bottom - height, width, height), sign, INK, COTTON);
}

/// A sun, or a moon, with the rings of a calabash.
pub fn sun(canvas: &mut Canvas, x: f32, y: f32, radius: f32, fill: &str, ring: &str) {
    canvas.circle(x, y, radius, fill);
    for part in [0.8, 0.6] {
        let radius = radius * part;
        canvas.stroke(
            &format!(
                "M{} {y}a{radius} {radius} 0 1 0 {} 0a{radius} {radius} 0 1 0 {} 0",
                x - radius,
                radius * 2.0,
                -radius * 2.0
            ),
            ring,
            radius * 0.05,
        );
    }
}

/// Water from a height down: long hand-drawn waves.
pub fn water(canvas: &mut Canvas, top: f32, fill: &str, wave: &str) {
    let (width, height) = (canvas.width, canvas.height);
    canvas.rect(0.0, top, width, height - top, fill);
    let mut y = top + 26.0;
    let mut gap = 26.0;
    while y < height {
        let start = -60.0 + canvas.tremor(60.0);
        let mut path = format!("M{start} {y}");
        let mut x = start;
        while x < width + 80.0 {
            path.push_str(&format!("q40 {} 80 0t80 0", -gap * 0.5));
            x += 160.0;
        }
        canvas.stroke(&path, wave, 2.0 + gap * 0.07);
        gap *= 1.22;
        y += gap;
    }
}

/// A house of earth with its terrace, door and drains.
pub fn house(canvas: &mut Canvas, x: f32, ground: f32, width: f32, height: f32, fill: &str) {
    let top = ground - height;
    canvas.rect(x, top, width, height, fill);
    canvas.rect(x - width * 0.03, top, width * 1.06, height * 0.09, fill);
    for tooth in 0..4 {
        let at = x + width * (0.05 + 0.29 * tooth as f32);
        canvas.path(
            &format!(
                "M{at} {top}q{} {} {} 0z",
                width * 0.025,
                -height * 0.22,
                width * 0.05
            ),
            fill,
        );
    }
    let (door, tall) = (width * 0.2, height * 0.48);
    let left = x + width * 0.4;
    canvas.path(
        &format!(
            "M{left} {ground}v{}a{} {} 0 0 1 {door} 0v{tall}z",
            -tall,
            door / 2.0,
            door / 2.0
        ),
        INK,
    );
    for window in [0.14, 0.74] {
        canvas.rect(
            x + width * window,
            ground - height * 0.6,
            width * 0.1,
            width * 0.1,
            INK,
        );
    }
    for drain in [0.08, 0.92] {
        canvas.rect(
            x + width * drain - 4.0,
            top + height * 0.16,
            8.0,
            height * 0.12,
            INK,
        );
    }
}

/// A pirogue seen from its side, its bow to the right, about 600 long at scale 1.
pub fn pirogue(canvas: &mut Canvas, hull: &str, mark: &str) {
    canvas.path(
        "M-300 -34Q-210 34 0 36Q210 34 320 -62Q230 -6 0 -6Q-220 -6 -300 -34Z",
        hull,
    );
    for tooth in 0..9 {
        let x = -200.0 + 46.0 * tooth as f32;
        canvas.polygon(&[(x, 4.0), (x + 23.0, 26.0), (x + 46.0, 4.0)], mark);
    }
}

/// A rower who leans on a paddle, about 120 tall at scale 1, sitting at 0.
pub fn rower(canvas: &mut Canvas, cloth: &str) {
    canvas.path("M-26 0Q-30 -66 -2 -82Q26 -76 30 0Z", cloth);
    canvas.circle(6.0, -104.0, 20.0, SKIN);
    canvas.stroke("M2 -70L44 -42L62 -78", SKIN, 11.0);
    canvas.stroke("M66 -110L34 52", INK, 7.0);
    canvas.path("M34 40q16 30 -6 58q-18 -22 -6 -60z", INK);
}

/// A bird in flight, its wings open, about 100 wide at scale 1.
pub fn bird(canvas: &mut Canvas, fill: &str) {
    canvas.path(
        "M0 8Q-22 -30 -58 -34Q-30 -12 -8 16Q-2 30 8 16Q30 -12 58 -34Q22 -30 0 8Z",
        fill,
    );
}

/// A tree with a round head of leaves, its foot at 0, about 400 tall at scale 1.
pub fn tree(canvas: &mut Canvas, leaf: &str, light: &str) {
    canvas.path("M-26 0Q-8 -90 -14 -190L14 -190Q10 -90 28 0Z", INK);
    canvas.stroke("M0 -170L-90 -270M0 -150L84 -262", INK, 18.0);
    for (x, y, radius) in [
        (-96.0, -290.0, 92.0),
        (0.0, -340.0, 118.0),
        (100.0, -286.0, 96.0),
        (0.0, -252.0, 100.0),
    ] {
        canvas.circle(x, y, radius, leaf);
    }
    for row in 0..4 {
        for column in 0..6 {
            let x = -120.0 + 48.0 * column as f32 + if row % 2 == 0 { 0.0 } else { 24.0 };
            let y = -390.0 + 46.0 * row as f32;
            if x.abs() < 150.0 - 20.0 * (row as f32 - 1.5).abs() {
                let wobble = canvas.tremor(6.0);
                canvas.circle(x + wobble, y, 7.0, light);
            }
        }
    }
}

/// A baobab, its foot at 0, about 520 tall at scale 1.
pub fn baobab(canvas: &mut Canvas, trunk: &str, leaf: &str) {
    canvas.path(
        "M-120 0Q-84 -60 -92 -200Q-96 -280 -150 -350L-120 -366Q-70 -310 -50 -300Q-40 -380 -96 -460L-66 -474Q-14 -400 0 -330\
         Q16 -400 62 -474L92 -458Q42 -380 50 -300Q74 -312 128 -372L156 -354Q98 -280 94 -200Q88 -60 124 0Z",
        trunk,
    );
    for (x, y) in [
        (-160.0, -372.0),
        (-100.0, -484.0),
        (0.0, -420.0),
        (96.0, -486.0),
        (166.0, -378.0),
        (-40.0, -520.0),
        (40.0, -522.0),
    ] {
        canvas.ellipse(x, y, 74.0, 44.0, leaf);
    }
}

/// Somebody seen from the front, standing at 0, about 300 tall at scale 1.
pub fn person(canvas: &mut Canvas, cloth: &str, scarf: &str) {
    canvas.path("M-70 0Q-76 -150 -34 -196Q0 -214 34 -196Q76 -150 70 0Z", cloth);
    canvas.circle(0.0, -238.0, 38.0, SKIN);
    canvas.path(
        "M-42 -242Q-44 -290 0 -292Q44 -290 42 -242Q0 -268 -42 -242Z",
        scarf,
    );
}

/// An open hand, its wrist at 0 and its fingers up, about 300 tall at scale 1.
pub fn hand(canvas: &mut Canvas, skin: &str) {
    canvas.path(
        "M-52 0Q-60 -80 -74 -128Q-70 -170 0 -176Q72 -170 74 -120Q60 -70 54 0Z",
        skin,
    );
    for (x, top, turn) in [
        (-54.0, 104.0, -9.0),
        (-18.0, 126.0, -3.0),
        (18.0, 124.0, 3.0),
        (53.0, 96.0, 9.0),
    ] {
        canvas.placed(x, -150.0, turn, 1.0, |canvas| {
            canvas.stroke(&format!("M0 0L0 {}", -top), skin, 32.0);
        });
    }
    canvas.stroke("M58 -70Q104 -96 112 -146", skin, 34.0);
}
