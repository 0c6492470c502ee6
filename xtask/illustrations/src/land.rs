//! Pictures of fields, trees and birds.

use crate::{
    Scene,
    canvas::{Canvas, colour::*},
    motifs::{Sign, band, bird, border, sun, tree, water},
};

pub const SCENES: &[Scene] = &[
    ("coton-sikasso", cotton),
    ("riz-office-niger", rice),
    ("karite", shea),
    ("jacinthe-eau", hyacinth),
    ("delta-oiseaux", birds),
];

fn cotton(canvas: &mut Canvas) {
    canvas.ground(INDIGO);
    sun(canvas, 1300.0, 230.0, 140.0, SAFFRON, OCHRE);
    for (row, fill) in [OCHRE, CLAY, OCHRE, LATERITE, CLAY].into_iter().enumerate() {
        let y = 430.0 + 76.0 * row as f32;
        canvas.path(&format!("M0 {y}Q400 {} 800 {y}T1600 {y}V900H0Z", y - 40.0), fill);
        for tuft in 0..26 {
            let x = 30.0 + 62.0 * tuft as f32 + canvas.tremor(14.0);
            canvas.circle(x, y + 34.0 + canvas_wave(tuft), 7.0 + 2.0 * row as f32, COTTON);
        }
    }
    for (x, y, scale) in [(330.0, 470.0, 1.25), (800.0, 400.0, 1.6), (1250.0, 520.0, 1.1)] {
        canvas.stroke(&format!("M{x} {y}Q{} 700 {} 860", x + 30.0, x + 6.0), LEAF, 18.0);
        canvas.path(
            &format!("M{x} 690q-140 -30 -180 60q120 30 180 -60M{x} 640q130 -60 190 20q-110 60 -190 -20"),
            LEAF,
        );
        canvas.placed(x, y, 0.0, scale, |canvas| {
            for turn in [-60.0, -20.0, 20.0, 60.0, 180.0] {
                canvas.placed(0.0, 30.0, turn, 1.0, |canvas| {
                    canvas.path("M-30 0Q0 -150 30 0Z", CLAY)
                });
            }
            for (bx, by) in [
                (-60.0, -30.0),
                (60.0, -30.0),
                (-34.0, 44.0),
                (38.0, 44.0),
                (0.0, -74.0),
                (0.0, 0.0),
            ] {
                canvas.circle(bx, by, 62.0, COTTON);
            }
            canvas.stroke("M-60 -20q30 20 60 0t60 0M-30 50q30 -20 60 0", SAND, 6.0);
        });
    }
    border(canvas, Sign::Combs, 96.0);
}

fn canvas_wave(tuft: usize) -> f32 {
    if tuft.is_multiple_of(2) { 0.0 } else { -14.0 }
}

fn rice(canvas: &mut Canvas) {
    canvas.ground(LEAF);
    let fills = ["#6f8a35", "#8aa445", OCHRE, LEAF, "#a9b65a", SAFFRON, TEAL];
    for row in 0..5 {
        for column in 0..8 {
            let x = 206.0 * column as f32 - 20.0 * row as f32;
            let y = 184.0 * row as f32;
            let fill = fills
                .get((column * 3 + row * 5) % fills.len())
                .copied()
                .unwrap_or(LEAF);
            canvas.polygon(
                &[
                    (x, y),
                    (x + 196.0, y - 14.0),
                    (x + 186.0, y + 160.0),
                    (x - 10.0, y + 174.0),
                ],
                fill,
            );
            for line in 1..7 {
                let at = x + 28.0 * line as f32;
                let wobble = canvas.tremor(3.0);
                canvas.stroke(
                    &format!("M{at} {}l{} 140", y + 6.0, -8.0 + wobble),
                    COTTON,
                    if fill == TEAL { 2.0 } else { 4.0 },
                );
            }
        }
    }
    canvas.stroke("M-40 930L700 470Q800 410 830 -40", WATER, 84.0);
    canvas.stroke("M700 470Q980 560 1660 420", WATER, 54.0);
    canvas.stroke(
        "M-40 930L700 470Q800 410 830 -40M700 470Q980 560 1660 420",
        COTTON,
        5.0,
    );
    canvas.rect(640.0, 440.0, 120.0, 70.0, INK);
    band(canvas, (640.0, 440.0, 120.0, 70.0), Sign::Steps, INK, SAFFRON);
    for (x, y) in [(430.0, 250.0), (1130.0, 250.0), (1240.0, 690.0), (380.0, 770.0)] {
        canvas.circle(x, y, 30.0, SAND);
        canvas.circle(x, y, 12.0, LATERITE);
    }
}

fn shea(canvas: &mut Canvas) {
    canvas.ground(SAND);
    sun(canvas, 300.0, 250.0, 130.0, SAFFRON, OCHRE);
    for (row, fill) in [OCHRE, CLAY, LATERITE].into_iter().enumerate() {
        let y = 540.0 + 90.0 * row as f32;
        canvas.path(&format!("M0 {y}Q800 {} 1600 {y}V900H0Z", y - 60.0), fill);
        for furrow in 0..20 {
            let x = 84.0 * furrow as f32;
            canvas.stroke(&format!("M{x} {}q10 24 -8 44", y + 6.0), INK, 5.0);
        }
    }
    canvas.placed(860.0, 740.0, 0.0, 1.5, |canvas| tree(canvas, LEAF, SAFFRON));
    canvas.placed(1430.0, 640.0, 0.0, 0.55, |canvas| tree(canvas, LEAF, SAND));
    for (x, y) in [
        (700.0, 770.0),
        (760.0, 786.0),
        (1000.0, 770.0),
        (1060.0, 784.0),
        (650.0, 788.0),
        (1120.0, 772.0),
    ] {
        canvas.ellipse(x, y, 22.0, 17.0, INK);
        canvas.ellipse(x - 6.0, y - 5.0, 6.0, 4.0, SAND);
    }
    border(canvas, Sign::Dots, 92.0);
}

fn hyacinth(canvas: &mut Canvas) {
    canvas.ground("#a9c8c2");
    sun(canvas, 1330.0, 170.0, 100.0, COTTON, SAFFRON);
    water(canvas, 430.0, TEAL, WATER);
    for (x, y, scale) in [
        (1180.0, 470.0, 0.8),
        (420.0, 480.0, 0.9),
        (800.0, 540.0, 1.35),
        (170.0, 620.0, 0.8),
        (1440.0, 610.0, 0.85),
    ] {
        canvas.placed(x, y, 0.0, scale, |canvas| {
            canvas.stroke("M0 0Q-20 110 -60 190M0 0Q10 120 0 220M0 0Q30 110 70 190M-30 0Q-60 90 -110 150M30 0Q60 90 110 150", INK, 6.0);
            for (lx, ly, turn) in [(-120.0, -10.0, -30.0), (120.0, -10.0, 30.0), (-64.0, -66.0, -14.0), (64.0, -66.0, 14.0)] {
                canvas.placed(lx, ly, turn, 1.0, |canvas| {
                    canvas.ellipse(0.0, 0.0, 64.0, 48.0, LEAF);
                    canvas.stroke("M-44 0Q0 -20 44 0", "#8aa445", 5.0);
                });
            }
            canvas.stroke("M0 0V-190", LEAF, 14.0);
            for (fx, fy) in [(-30.0, -150.0), (30.0, -150.0), (-28.0, -200.0), (28.0, -200.0), (0.0, -240.0)] {
                for turn in [0.0, 72.0, 144.0, 216.0, 288.0] {
                    canvas.placed(fx, fy, turn, 1.0, |canvas| canvas.ellipse(0.0, -17.0, 11.0, 19.0, "#8b7bb8"));
                }
                canvas.circle(fx, fy, 8.0, SAFFRON);
            }
        });
    }
    border(canvas, Sign::Zigzag, 90.0);
}

fn birds(canvas: &mut Canvas) {
    canvas.ground(SAFFRON);
    sun(canvas, 1080.0, 330.0, 210.0, LATERITE, OCHRE);
    canvas.path("M0 500Q500 440 900 500T1600 480V900H0Z", LEAF);
    for path in [
        "M-40 900Q300 640 700 640T1660 520",
        "M200 940Q620 760 900 690T1660 680",
        "M-40 640Q300 560 560 590T900 690",
        "M1000 940Q1100 780 1660 800",
    ] {
        canvas.stroke(path, WATER, 56.0);
        canvas.stroke(path, COTTON, 4.0);
    }
    for (x, y) in [
        (330.0, 560.0),
        (1330.0, 600.0),
        (620.0, 830.0),
        (1420.0, 740.0),
        (120.0, 790.0),
    ] {
        canvas.stroke(&format!("M{x} {y}v-60m-20 60v-44m40 44v-48"), INK, 6.0);
    }
    for rank in 0..6 {
        for side in [-1.0, 1.0] {
            let x = 660.0 - 92.0 * rank as f32 * 0.9 + side * 8.0;
            let y = 250.0 + side * 46.0 * rank as f32 * 0.8 - 10.0 * rank as f32;
            if rank == 0 && side > 0.0 {
                continue;
            }
            let turn = 16.0 + canvas.tremor(9.0);
            canvas.placed(x, y, turn, 1.0 - 0.06 * rank as f32, |canvas| {
                bird(canvas, COTTON)
            });
        }
    }
}
