//! Pictures of people: justice, votes, games, and the authors.

use crate::{
    Scene,
    canvas::{Canvas, colour::*},
    motifs::{Sign, band, baobab, border, hand, house, person, sun},
};

pub const SCENES: &[Scene] = &[
    ("traite-plan-national", protection),
    ("audiences-foraines", hearing),
    ("jeunes-elus", vote),
    ("budget-participatif", palaver),
    ("etat-civil", register),
    ("lutte-bandiagara", wrestling),
    ("basket-filles", basketball),
];

pub const PORTRAITS: &[Scene] = &[
    ("awa-sangare", awa),
    ("boubacar-maiga", boubacar),
    ("nene-diallo", nene),
];

/// Four bands of cloth, as a roof over two open hands.
fn protection(canvas: &mut Canvas) {
    canvas.ground(OCHRE);
    sun(canvas, 800.0, 620.0, 330.0, SAND, OCHRE);
    let signs = [
        (Sign::Zigzag, INK),
        (Sign::Diamonds, LATERITE),
        (Sign::Crosses, INK),
        (Sign::Combs, INDIGO),
    ];
    for (row, (sign, mud)) in signs.into_iter().enumerate() {
        let y = 92.0 * row as f32;
        let inset = 120.0 * row as f32;
        band(canvas, (inset, y, 1600.0 - 2.0 * inset, 92.0), sign, mud, COTTON);
    }
    canvas.placed(640.0, 900.0, -10.0, 1.25, |canvas| hand(canvas, SKIN));
    canvas.placed(960.0, 900.0, 10.0, 1.25, |canvas| {
        canvas.placed_mirrored(|canvas| hand(canvas, SKIN))
    });
    for (x, turn) in [(640.0, -10.0), (960.0, 10.0)] {
        canvas.placed(x, 900.0, turn, 1.0, |canvas| {
            band(canvas, (-82.0, -74.0, 164.0, 74.0), Sign::Steps, INDIGO, SAFFRON);
        });
    }
}

/// Scales on the branch of a baobab.
fn hearing(canvas: &mut Canvas) {
    canvas.ground(SAND);
    sun(canvas, 1240.0, 260.0, 150.0, SAFFRON, OCHRE);
    canvas.path("M0 700Q400 640 800 680T1600 660V900H0Z", CLAY);
    house(canvas, 60.0, 700.0, 230.0, 170.0, LATERITE);
    house(canvas, 1330.0, 690.0, 210.0, 150.0, LATERITE);
    canvas.placed(560.0, 790.0, 0.0, 1.35, |canvas| baobab(canvas, INK, LEAF));
    canvas.stroke("M640 350Q800 300 1010 330", INK, 34.0);
    canvas.stroke("M960 330V420", INK, 8.0);
    canvas.stroke("M800 450L1120 430", INK, 16.0);
    canvas.circle(960.0, 438.0, 18.0, SAFFRON);
    for (x, y) in [(800.0, 450.0), (1120.0, 430.0)] {
        canvas.stroke(&format!("M{x} {y}l-70 170M{x} {y}l70 170"), INK, 5.0);
        canvas.path(&format!("M{} {}a90 70 0 0 0 180 0z", x - 90.0, y + 170.0), INDIGO);
    }
    border(canvas, Sign::Zigzag, 110.0);
}

/// Raised hands over a ballot box.
fn vote(canvas: &mut Canvas) {
    canvas.ground(INDIGO);
    sun(canvas, 800.0, 420.0, 300.0, SAFFRON, OCHRE);
    for (number, (x, skin)) in [
        (180.0, CLAY),
        (400.0, SKIN),
        (620.0, OCHRE),
        (980.0, SKIN),
        (1200.0, CLAY),
        (1420.0, OCHRE),
    ]
    .into_iter()
    .enumerate()
    {
        let tall = 640.0 + 70.0 * (number % 3) as f32;
        canvas.placed(x, tall, canvas_turn(number), 1.0, |canvas| {
            hand(canvas, skin);
            canvas.path("M-52 -20L-66 400H68L54 -20Z", skin);
            band(canvas, (-74.0, 30.0, 148.0, 84.0), Sign::Dots, INK, COTTON);
        });
    }
    canvas.path("M560 900L590 560H1010L1040 900Z", COTTON);
    canvas.rect(690.0, 590.0, 220.0, 22.0, INK);
    band(
        canvas,
        (576.0, 670.0, 448.0, 120.0),
        Sign::Diamonds,
        LATERITE,
        COTTON,
    );
    canvas.placed(800.0, 560.0, -8.0, 1.0, |canvas| {
        canvas.rect(-70.0, -110.0, 140.0, 150.0, "#fff8ea")
    });
}

fn canvas_turn(number: usize) -> f32 {
    [-8.0, 5.0, -3.0, 4.0, -6.0, 7.0]
        .get(number)
        .copied()
        .unwrap_or_default()
}

/// A palaver seen from above: a circle of people around a cloth.
fn palaver(canvas: &mut Canvas) {
    canvas.ground(CLAY);
    canvas.circle(800.0, 450.0, 430.0, OCHRE);
    canvas.circle(800.0, 450.0, 255.0, SAND);
    canvas.placed(800.0, 450.0, 0.0, 1.0, |canvas| {
        band(canvas, (-150.0, -75.0, 300.0, 75.0), Sign::Diamonds, INK, COTTON);
        band(canvas, (-150.0, 0.0, 300.0, 75.0), Sign::Zigzag, INDIGO, COTTON);
    });
    let cloths = [INDIGO, LATERITE, COTTON, TEAL, INK, SAFFRON];
    for seat in 0..18 {
        let turn = 20.0 * seat as f32;
        let cloth = cloths.get(seat % cloths.len()).copied().unwrap_or(INK);
        canvas.placed(800.0, 450.0, turn, 1.0, |canvas| {
            canvas.ellipse(0.0, -345.0, 52.0, 38.0, cloth);
            canvas.circle(0.0, -335.0, 24.0, SKIN);
        });
    }
    for (x, y, radius) in [(90.0, 90.0, 210.0), (1530.0, 820.0, 240.0), (1560.0, 40.0, 150.0)] {
        canvas.circle(x, y, radius, LEAF);
        for ring in [0.7, 0.4] {
            sun(canvas, x, y, radius * ring, LEAF, SAND);
        }
    }
}

/// A register, and the finger that signs it.
fn register(canvas: &mut Canvas) {
    canvas.ground(TEAL);
    band(canvas, (0.0, 0.0, 1600.0, 120.0), Sign::Crosses, INK, COTTON);
    border(canvas, Sign::Combs, 120.0);
    canvas.path("M790 250Q520 180 240 240V720Q520 660 790 730Z", COTTON);
    canvas.path("M810 250Q1080 180 1360 240V720Q1080 660 810 730Z", "#fffaf0");
    canvas.rect(786.0, 236.0, 28.0, 500.0, LATERITE);
    for line in 0..8 {
        let y = 290.0 + 48.0 * line as f32;
        let end = 720.0 - 50.0 * (line % 3) as f32;
        canvas.stroke(&format!("M300 {y}Q520 {} {end} {}", y - 34.0, y + 6.0), INK, 9.0);
    }
    for ring in 0..7 {
        let (rx, ry) = (22.0 + 24.0 * ring as f32, 30.0 + 30.0 * ring as f32);
        let open = canvas.tremor(20.0);
        canvas.stroke(
            &format!(
                "M{} {}A{rx} {ry} 0 1 1 {} {}",
                1090.0 - rx,
                480.0 + open,
                1090.0 + rx,
                480.0 - open
            ),
            INDIGO,
            12.0,
        );
    }
}

/// Two wrestlers before the cliff and its granaries.
fn wrestling(canvas: &mut Canvas) {
    canvas.ground(SAFFRON);
    canvas.path(
        "M0 120L210 90L330 150L620 110L780 160L1090 100L1280 150L1600 110V640H0Z",
        LATERITE,
    );
    canvas.path("M0 330Q300 290 620 340T1180 330T1600 350V640H0Z", CLAY);
    for (number, x) in [70.0, 210.0, 350.0, 1190.0, 1330.0, 1470.0]
        .into_iter()
        .enumerate()
    {
        let y = 430.0 + 22.0 * (number % 2) as f32;
        canvas.rect(x, y - 90.0, 76.0, 130.0, SAND);
        canvas.polygon(
            &[(x - 14.0, y - 86.0), (x + 38.0, y - 160.0), (x + 90.0, y - 86.0)],
            INK,
        );
        canvas.rect(x + 28.0, y - 50.0, 22.0, 30.0, INK);
    }
    canvas.path("M0 620Q800 560 1600 620V900H0Z", SAND);
    for (side, cloth) in [(-1.0, INDIGO), (1.0, LATERITE)] {
        let at = |x: f32| 800.0 + side * x;
        canvas.stroke(
            &format!(
                "M{} 770L{} 640L{} 590M{} 770L{} 660L{} 590",
                at(330.0),
                at(240.0),
                at(190.0),
                at(150.0),
                at(190.0),
                at(180.0)
            ),
            SKIN,
            52.0,
        );
        canvas.stroke(&format!("M{} 600L{} 430", at(190.0), at(66.0)), SKIN, 96.0);
        canvas.stroke(
            &format!("M{} 450L{} 430L{} 490", at(80.0), at(-30.0), at(-110.0)),
            SKIN,
            38.0,
        );
        canvas.circle(at(30.0), 352.0, 48.0, SKIN);
        canvas.stroke(&format!("M{} 640L{} 580", at(240.0), at(140.0)), cloth, 84.0);
    }
    border(canvas, Sign::Steps, 100.0);
}

/// A ball on its way to a hoop over the roofs.
fn basketball(canvas: &mut Canvas) {
    canvas.ground(INDIGO);
    sun(canvas, 330.0, 330.0, 170.0, SAND, OCHRE);
    for (x, width, height, fill) in [
        (-20.0, 330.0, 190.0, CLAY),
        (300.0, 260.0, 250.0, LATERITE),
        (550.0, 340.0, 170.0, OCHRE),
        (880.0, 250.0, 230.0, CLAY),
        (1370.0, 280.0, 260.0, LATERITE),
    ] {
        house(canvas, x, 800.0, width, height, fill);
    }
    canvas.rect(1236.0, 200.0, 26.0, 600.0, INK);
    canvas.rect(1090.0, 110.0, 260.0, 190.0, COTTON);
    canvas.stroke("M1160 180h120v84h-120z", LATERITE, 12.0);
    canvas.stroke("M1120 312h160", SAFFRON, 18.0);
    for string in 0..6 {
        let x = 1128.0 + 29.0 * string as f32;
        let low = 1156.0 + 17.0 * string as f32;
        canvas.stroke(&format!("M{x} 316L{low} 420"), COTTON, 5.0);
    }
    canvas.stroke("M620 640Q760 120 1010 150", COTTON, 6.0);
    canvas.circle(1000.0, 160.0, 78.0, OCHRE);
    canvas.stroke(
        "M922 160h156M1000 82v156M944 106q56 54 0 108M1056 106q-56 54 0 108",
        INK,
        7.0,
    );
    canvas.placed(590.0, 800.0, 0.0, 1.1, |canvas| {
        canvas.stroke("M-30 -180L-64 -320M30 -180L66 -330", SKIN, 30.0);
        person(canvas, SAFFRON, INK);
    });
    border(canvas, Sign::Dots, 104.0);
}

fn shoulders(canvas: &mut Canvas, cloth: &str) {
    canvas.path("M40 480Q50 350 180 330Q240 360 300 330Q430 350 440 480Z", cloth);
    canvas.rect(204.0, 270.0, 72.0, 80.0, SKIN);
    canvas.path("M204 330Q240 366 276 330L276 320H204Z", SKIN);
    canvas.ellipse(240.0, 210.0, 82.0, 100.0, SKIN);
}

fn awa(canvas: &mut Canvas) {
    canvas.ground(SAFFRON);
    sun(canvas, 240.0, 220.0, 200.0, OCHRE, SAFFRON);
    shoulders(canvas, LATERITE);
    canvas.path(
        "M144 196Q130 70 240 62Q352 70 336 196Q296 128 240 128Q184 128 144 196Z",
        INDIGO,
    );
    canvas.path("M300 84Q390 40 380 120Q360 150 318 130Z", INDIGO);
    canvas.stroke("M160 150Q240 90 322 150", COTTON, 7.0);
    for x in [154.0, 326.0] {
        canvas.stroke(
            &format!("M{x} 236a16 16 0 1 1 0.1 32a16 16 0 1 1 -0.1 -32"),
            SAND,
            8.0,
        );
    }
    band(canvas, (60.0, 410.0, 360.0, 70.0), Sign::Zigzag, INK, COTTON);
}

fn boubacar(canvas: &mut Canvas) {
    canvas.ground(TEAL);
    sun(canvas, 240.0, 220.0, 200.0, WATER, TEAL);
    shoulders(canvas, OCHRE);
    canvas.path(
        "M160 176Q164 92 240 90Q316 92 320 176Q280 148 240 148Q200 148 160 176Z",
        INK,
    );
    canvas.stroke(
        "M170 216a30 30 0 1 0 60 0a30 30 0 1 0 -60 0M250 216a30 30 0 1 0 60 0a30 30 0 1 0 -60 0M230 212h20",
        COTTON,
        7.0,
    );
    canvas.path("M176 250Q240 340 304 250Q300 316 240 320Q180 316 176 250Z", INK);
    canvas.stroke("M240 344V480M200 350L240 420L280 350", COTTON, 7.0);
    band(canvas, (60.0, 420.0, 360.0, 60.0), Sign::Combs, LATERITE, COTTON);
}

fn nene(canvas: &mut Canvas) {
    canvas.ground(CLAY);
    sun(canvas, 240.0, 220.0, 200.0, OCHRE, CLAY);
    for side in [-1.0, 1.0] {
        for braid in 0..3 {
            let x = 240.0 + side * (66.0 + 20.0 * braid as f32);
            canvas.stroke(&format!("M{x} 150V{}", 330.0 - 24.0 * braid as f32), INK, 17.0);
            canvas.circle(x, 336.0 - 24.0 * braid as f32, 9.0, SAFFRON);
        }
    }
    shoulders(canvas, COTTON);
    canvas.path(
        "M156 190Q150 96 240 94Q330 96 324 190Q290 136 240 138Q190 136 156 190Z",
        INK,
    );
    canvas.stroke(
        "M190 118L180 150M220 104L216 136M260 104L264 136M290 118L300 150",
        SKIN,
        5.0,
    );
    band(canvas, (60.0, 400.0, 360.0, 80.0), Sign::Diamonds, INDIGO, COTTON);
}
