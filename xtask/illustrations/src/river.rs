//! Pictures of the river and its boats.

use crate::{
    Scene,
    canvas::{Canvas, colour::*},
    motifs::{Sign, band, border, house, person, pirogue, rower, sun, water},
};

pub const SCENES: &[Scene] = &[
    ("ecole-flottante", school),
    ("transport-fluvial", cargo),
    ("fleuve-koulikoro-gao", bend),
    ("fleuve-escale", port),
    ("marionnettes-markala", puppet),
    ("course-pirogues", race),
    ("alerte-crue", gauge),
];

fn school(canvas: &mut Canvas) {
    canvas.ground(SAND);
    sun(canvas, 1240.0, 400.0, 210.0, SAFFRON, OCHRE);
    for (x, width, height) in [(30.0, 190.0, 130.0), (240.0, 240.0, 170.0), (500.0, 170.0, 110.0)] {
        house(canvas, x, 500.0, width, height, LATERITE);
    }
    water(canvas, 500.0, TEAL, WATER);
    canvas.placed(820.0, 660.0, 0.0, 1.0, |canvas| {
        canvas.path(
            "M-560 -60Q-480 80 0 84Q420 80 640 -130Q420 -30 0 -30Q-480 -30 -560 -60Z",
            INK,
        );
        band(canvas, (-430.0, 0.0, 800.0, 50.0), Sign::Zigzag, INK, SAFFRON);
        canvas.rect(-400.0, -330.0, 14.0, 300.0, INK);
        canvas.rect(300.0, -330.0, 14.0, 300.0, INK);
        canvas.path("M-450 -320Q-60 -440 370 -320L350 -282Q-60 -396 -430 -282Z", OCHRE);
        canvas.rect(-370.0, -240.0, 220.0, 140.0, LEAF);
        canvas.stroke("M-340 -190h120M-340 -150h90", COTTON, 8.0);
        for (child, cloth) in [INDIGO, LATERITE, SAFFRON, COTTON, INDIGO]
            .into_iter()
            .enumerate()
        {
            canvas.placed(-80.0 + 84.0 * child as f32, -30.0, 0.0, 0.5, |canvas| {
                person(canvas, cloth, INK)
            });
        }
    });
    border(canvas, Sign::Steps, 90.0);
}

fn cargo(canvas: &mut Canvas) {
    canvas.ground(OCHRE);
    sun(canvas, 400.0, 300.0, 150.0, COTTON, SAFFRON);
    canvas.path("M0 420Q240 350 520 400T1100 380T1600 400V520H0Z", LATERITE);
    water(canvas, 480.0, INDIGO, WATER);
    canvas.placed(790.0, 640.0, 0.0, 1.0, |canvas| {
        for (x, y, width, height, fill) in [
            (-430.0, -150.0, 150.0, 130.0, COTTON),
            (-270.0, -190.0, 170.0, 170.0, CLAY),
            (-90.0, -170.0, 140.0, 150.0, SAFFRON),
            (60.0, -200.0, 160.0, 180.0, TEAL),
            (230.0, -150.0, 150.0, 130.0, SAND),
            (-350.0, -260.0, 160.0, 110.0, LATERITE),
            (-20.0, -290.0, 150.0, 120.0, COTTON),
        ] {
            canvas.rect(x, y, width, height, fill);
            canvas.stroke(
                &format!(
                    "M{x} {}h{width}M{} {y}v{height}",
                    y + height / 2.0,
                    x + width / 2.0
                ),
                INK,
                6.0,
            );
        }
        for x in [-170.0, 190.0] {
            canvas.ellipse(x, -240.0, 50.0, 56.0, INK);
            canvas.rect(x - 18.0, -320.0, 36.0, 40.0, INK);
        }
        canvas.path(
            "M-640 -70Q-500 96 0 100Q470 96 700 -170Q460 -30 0 -30Q-500 -30 -640 -70Z",
            INK,
        );
        band(
            canvas,
            (-470.0, 6.0, 860.0, 56.0),
            Sign::Diamonds,
            LATERITE,
            COTTON,
        );
        canvas.placed(520.0, -70.0, 0.0, 0.8, |canvas| person(canvas, COTTON, INDIGO));
        canvas.stroke("M560 -230L640 120", SAND, 9.0);
    });
    border(canvas, Sign::Zigzag, 88.0);
}

fn bend(canvas: &mut Canvas) {
    canvas.ground(SAND);
    for (x, y, radius, fill) in [
        (1180.0, 140.0, 420.0, OCHRE),
        (300.0, 860.0, 420.0, CLAY),
        (1560.0, 900.0, 330.0, LATERITE),
    ] {
        canvas.circle(x, y, radius, fill);
        for part in [0.86, 0.72, 0.58, 0.44] {
            let reach = radius * part;
            canvas.stroke(
                &format!(
                    "M{} {y}a{reach} {reach} 0 1 0 {} 0a{reach} {reach} 0 1 0 {} 0",
                    x - reach,
                    reach * 2.0,
                    -reach * 2.0
                ),
                SAND,
                5.0,
            );
        }
    }
    let river =
        "M-60 760Q240 690 420 560Q600 420 760 330Q980 200 1160 300Q1310 390 1330 560Q1350 720 1680 800";
    canvas.stroke(
        "M440 548Q560 560 680 470M470 520Q520 410 700 372M560 450Q700 470 800 322",
        TEAL,
        26.0,
    );
    canvas.stroke(river, TEAL, 104.0);
    canvas.stroke(river, WATER, 62.0);
    canvas.stroke(river, COTTON, 6.0);
    for (x, y) in [
        (120.0, 720.0),
        (400.0, 575.0),
        (640.0, 395.0),
        (900.0, 262.0),
        (1110.0, 272.0),
        (1310.0, 450.0),
        (1450.0, 716.0),
    ] {
        canvas.circle(x, y, 36.0, INK);
        canvas.circle(x, y, 24.0, SAFFRON);
        canvas.circle(x, y, 9.0, LATERITE);
    }
    for (x, y, turn) in [
        (260.0, 660.0, -28.0),
        (790.0, 316.0, -28.0),
        (1330.0, 590.0, 80.0),
    ] {
        canvas.placed(x, y, turn, 0.2, |canvas| pirogue(canvas, INK, SAFFRON));
    }
    band(canvas, (0.0, 0.0, 1600.0, 84.0), Sign::Diamonds, INK, COTTON);
    border(canvas, Sign::Diamonds, 84.0);
}

fn port(canvas: &mut Canvas) {
    canvas.ground(SAFFRON);
    for (x, width, height, fill) in [
        (0.0, 300.0, 210.0, LATERITE),
        (330.0, 260.0, 170.0, CLAY),
        (1000.0, 300.0, 200.0, CLAY),
        (1320.0, 300.0, 240.0, LATERITE),
    ] {
        house(canvas, x, 330.0, width, height, fill);
    }
    canvas.rect(0.0, 330.0, 1600.0, 90.0, SAND);
    for stone in 0..16 {
        canvas.stroke(
            &format!("M{} 340l-30 74", 60.0 + 104.0 * stone as f32),
            OCHRE,
            6.0,
        );
    }
    water(canvas, 420.0, TEAL, WATER);
    for (row, (x, y)) in [
        (330.0, 500.0),
        (1150.0, 510.0),
        (760.0, 600.0),
        (300.0, 700.0),
        (1240.0, 710.0),
    ]
    .into_iter()
    .enumerate()
    {
        let scale = 0.95 + 0.08 * row as f32;
        canvas.placed(x, y, 0.0, scale, |canvas| {
            for (number, at) in [-170.0, -90.0, -10.0, 70.0].into_iter().enumerate() {
                if (number + row).is_multiple_of(2) {
                    canvas.rect(at, -86.0, 66.0, 84.0, COTTON);
                    canvas.stroke(&format!("M{at} -44h66"), INK, 5.0);
                } else {
                    canvas.ellipse(at + 33.0, -40.0, 38.0, 44.0, LATERITE);
                    canvas.rect(at + 18.0, -98.0, 30.0, 26.0, LATERITE);
                }
            }
            pirogue(canvas, INK, SAND);
        });
    }
    border(canvas, Sign::Combs, 84.0);
}

fn puppet(canvas: &mut Canvas) {
    canvas.ground(NIGHT);
    sun(canvas, 1250.0, 230.0, 130.0, COTTON, SAND);
    for star in 0..40 {
        let x = 40.0 * star as f32 + canvas.tremor(20.0);
        let y = 190.0 + canvas.tremor(180.0);
        canvas.circle(x, y, 3.0, COTTON);
    }
    water(canvas, 640.0, INDIGO, TEAL);
    canvas.path(
        "M430 640Q420 400 560 380Q700 350 860 390Q1010 430 1010 640Z",
        LATERITE,
    );
    for (row, sign) in [Sign::Zigzag, Sign::Diamonds, Sign::Crosses]
        .into_iter()
        .enumerate()
    {
        band(
            canvas,
            (440.0, 430.0 + 70.0 * row as f32, 560.0, 70.0),
            sign,
            if row == 1 { INK } else { LATERITE },
            COTTON,
        );
    }
    canvas.stroke("M560 400Q520 300 500 250", OCHRE, 90.0);
    canvas.path(
        "M440 262Q420 190 500 160Q580 150 590 220L560 300Q520 420 460 420Q430 380 470 300Z",
        OCHRE,
    );
    canvas.stroke("M500 176Q486 100 430 44M556 172Q580 96 640 48", SAND, 26.0);
    for (left, right, y) in [
        (492.0, 564.0, 150.0),
        (484.0, 574.0, 124.0),
        (472.0, 588.0, 98.0),
        (454.0, 606.0, 74.0),
    ] {
        canvas.stroke(
            &format!(
                "M{} {}l24 -8M{} {}l24 10",
                left - 12.0,
                y + 4.0,
                right - 12.0,
                y - 6.0
            ),
            LATERITE,
            7.0,
        );
    }
    canvas.circle(500.0, 244.0, 16.0, INK);
    canvas.circle(500.0, 244.0, 6.0, COTTON);
    canvas.stroke("M470 330q24 14 56 0M464 362q22 12 46 0", INK, 7.0);
    canvas.placed(740.0, 690.0, 0.0, 1.6, |canvas| pirogue(canvas, INK, SAFFRON));
    border(canvas, Sign::Dots, 96.0);
}

fn race(canvas: &mut Canvas) {
    canvas.ground(COTTON);
    sun(canvas, 1290.0, 190.0, 120.0, SAFFRON, OCHRE);
    band(
        canvas,
        (0.0, 250.0, 1600.0, 90.0),
        Sign::Crosses,
        LATERITE,
        COTTON,
    );
    water(canvas, 340.0, TEAL, WATER);
    let cloths = [SAFFRON, INDIGO, LATERITE];
    for (boat, (x, y)) in [(900.0, 470.0), (640.0, 620.0), (830.0, 770.0)]
        .into_iter()
        .enumerate()
    {
        let cloth = cloths.get(boat).copied().unwrap_or(INK);
        canvas.placed(x, y, -2.0, 1.5 + 0.1 * boat as f32, |canvas| {
            for seat in 0..5 {
                canvas.placed(-190.0 + 84.0 * seat as f32, -2.0, 0.0, 0.8, |canvas| {
                    rower(canvas, cloth)
                });
            }
            pirogue(canvas, INK, cloth);
            canvas.stroke("M-330 10q-60 14 -120 0M-320 30q-60 18 -140 6", COTTON, 6.0);
        });
    }
}

fn gauge(canvas: &mut Canvas) {
    canvas.ground(INDIGO);
    sun(canvas, 300.0, 220.0, 110.0, SAND, OCHRE);
    canvas.path("M0 470Q300 400 640 450T1600 430V560H0Z", OCHRE);
    for (x, width) in [(80.0, 150.0), (270.0, 190.0)] {
        house(canvas, x, 480.0, width, 110.0, LATERITE);
    }
    water(canvas, 530.0, TEAL, WATER);
    canvas.rect(700.0, 120.0, 130.0, 600.0, COTTON);
    for mark in 0..12 {
        let y = 150.0 + 46.0 * mark as f32;
        let long = if mark % 2 == 0 { 78.0 } else { 46.0 };
        canvas.rect(700.0, y, long, 16.0, if mark % 4 == 0 { LATERITE } else { INK });
    }
    canvas.stroke("M640 640q40 -20 80 0t80 0t80 0", COTTON, 8.0);
    canvas.placed(1210.0, 400.0, 8.0, 1.0, |canvas| {
        canvas.path(
            "M-110 -200q0 -30 30 -30h160q30 0 30 30v400q0 30 -30 30h-160q-30 0 -30 -30z",
            INK,
        );
        canvas.rect(-88.0, -184.0, 176.0, 350.0, SAFFRON);
        canvas.stroke(
            "M-60 -20q30 -30 60 0t60 0M-60 30q30 -30 60 0t60 0M-60 80q30 -30 60 0t60 0",
            INDIGO,
            14.0,
        );
        canvas.polygon(&[(0.0, -150.0), (46.0, -66.0), (-46.0, -66.0)], LATERITE);
    });
    for ring in 1..4 {
        let reach = 150.0 + 70.0 * ring as f32;
        canvas.stroke(
            &format!(
                "M{} 250A{reach} {reach} 0 0 0 {} 550",
                1180.0 - reach,
                1180.0 - reach
            ),
            SAFFRON,
            14.0,
        );
    }
    border(canvas, Sign::Steps, 96.0);
}
