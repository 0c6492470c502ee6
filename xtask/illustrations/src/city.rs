//! Pictures of towns and crafts: clinics, markets, mosques, workshops, libraries.

use crate::{
    Scene,
    canvas::{Canvas, colour::*},
    motifs::{Sign, band, border, house, person, sun},
};

pub const SCENES: &[Scene] = &[
    ("maternites-solaires", clinic),
    ("marche-de-nuit", night_market),
    ("argent-mobile", mobile_money),
    ("crepissage-djenne", mosque),
    ("djenne-outils", tools),
    ("bogolan-atelier", cloths),
    ("kora-luthier", kora),
    ("manuscrits-tombouctou", manuscripts),
];

fn clinic(canvas: &mut Canvas) {
    canvas.ground(OCHRE);
    sun(canvas, 800.0, 430.0, 330.0, SAFFRON, SAND);
    canvas.rect(0.0, 640.0, 1600.0, 260.0, LATERITE);
    house(canvas, 470.0, 700.0, 660.0, 280.0, SAND);
    canvas.rect(560.0, 560.0, 80.0, 80.0, SAFFRON);
    canvas.rect(970.0, 560.0, 80.0, 80.0, SAFFRON);
    for x in [560.0, 830.0] {
        canvas.polygon(
            &[
                (x, 410.0),
                (x + 60.0, 290.0),
                (x + 250.0, 290.0),
                (x + 190.0, 410.0),
            ],
            INDIGO,
        );
        for line in 1..4 {
            let shift = 62.0 * line as f32;
            canvas.stroke(&format!("M{} 410l60 -120", x + shift), WATER, 4.0);
        }
        canvas.stroke(&format!("M{} 350h190", x + 30.0), WATER, 4.0);
    }
    canvas.placed(330.0, 760.0, 0.0, 0.9, |canvas| person(canvas, INDIGO, COTTON));
    canvas.placed(1280.0, 760.0, 0.0, 0.9, |canvas| {
        person(canvas, COTTON, LATERITE);
        canvas.ellipse(30.0, -120.0, 46.0, 30.0, SAFFRON);
    });
    border(canvas, Sign::Diamonds, 112.0);
}

fn night_market(canvas: &mut Canvas) {
    canvas.ground(NIGHT);
    sun(canvas, 1380.0, 150.0, 80.0, COTTON, SAND);
    for (number, x) in [30.0, 420.0, 810.0, 1200.0].into_iter().enumerate() {
        let cloth = [LATERITE, TEAL, OCHRE, INDIGO]
            .get(number)
            .copied()
            .unwrap_or(CLAY);
        canvas.polygon(
            &[
                (x, 430.0),
                (x + 50.0, 320.0),
                (x + 320.0, 320.0),
                (x + 370.0, 430.0),
            ],
            cloth,
        );
        canvas.rect(x + 14.0, 430.0, 12.0, 330.0, INK);
        canvas.rect(x + 344.0, 430.0, 12.0, 330.0, INK);
        canvas.circle(x + 185.0, 500.0, 110.0, "#4d3a23");
        canvas.circle(x + 185.0, 500.0, 70.0, "#a8731f");
        canvas.circle(x + 185.0, 500.0, 34.0, SAFFRON);
        canvas.stroke(&format!("M{} 430v40", x + 185.0), COTTON, 5.0);
        canvas.placed(x + 110.0, 740.0, 0.0, 0.66, |canvas| {
            person(canvas, cloth, COTTON)
        });
        canvas.rect(x + 20.0, 660.0, 330.0, 130.0, CLAY);
        for fruit in 0..5 {
            let at = x + 66.0 + 58.0 * fruit as f32;
            let fill = if fruit % 2 == 0 { LATERITE } else { SAFFRON };
            canvas.circle(at, 656.0, 30.0, fill);
        }
        let sign = [Sign::Zigzag, Sign::Crosses, Sign::Diamonds, Sign::Combs]
            .get(number)
            .copied()
            .unwrap_or(Sign::Dots);
        band(canvas, (x + 20.0, 690.0, 330.0, 78.0), sign, INK, COTTON);
    }
    border(canvas, Sign::Dots, 110.0);
}

fn mobile_money(canvas: &mut Canvas) {
    canvas.ground(LATERITE);
    band(canvas, (0.0, 0.0, 1600.0, 110.0), Sign::Steps, INK, COTTON);
    border(canvas, Sign::Steps, 110.0);
    let places: [(f32, f32, f32); 12] = [
        (190.0, 250.0, -20.0),
        (390.0, 380.0, 30.0),
        (200.0, 520.0, 10.0),
        (410.0, 650.0, -40.0),
        (560.0, 240.0, 60.0),
        (110.0, 690.0, 50.0),
        (1410.0, 250.0, 20.0),
        (1210.0, 380.0, -30.0),
        (1400.0, 520.0, -10.0),
        (1190.0, 650.0, 40.0),
        (1040.0, 240.0, -60.0),
        (1490.0, 690.0, -50.0),
    ];
    for (x, y, turn) in places {
        canvas.placed(x, y, turn, 1.0, |canvas| {
            canvas.ellipse(0.0, 0.0, 84.0, 58.0, COTTON);
            canvas.ellipse(0.0, 0.0, 62.0, 15.0, CLAY);
            canvas.stroke(
                "M-50 -8v16M-30 -12v24M-10 -13v26M10 -13v26M30 -12v24M50 -8v16",
                COTTON,
                5.0,
            );
        });
    }
    canvas.placed(800.0, 450.0, 6.0, 1.0, |canvas| {
        canvas.path(
            "M-170 -300q0 -40 40 -40h260q40 0 40 40v600q0 40 -40 40h-260q-40 0 -40 -40z",
            INK,
        );
        canvas.rect(-142.0, -276.0, 284.0, 540.0, SAFFRON);
        for row in 0..5 {
            let sign = [
                Sign::Diamonds,
                Sign::Zigzag,
                Sign::Diamonds,
                Sign::Zigzag,
                Sign::Diamonds,
            ];
            let sign = sign.get(row).copied().unwrap_or(Sign::Dots);
            band(
                canvas,
                (-142.0, -276.0 + 108.0 * row as f32, 284.0, 108.0),
                sign,
                if row % 2 == 0 { INDIGO } else { TEAL },
                COTTON,
            );
        }
        canvas.circle(0.0, 302.0, 20.0, COTTON);
    });
}

fn mosque(canvas: &mut Canvas) {
    canvas.ground("#8fb3b0");
    sun(canvas, 260.0, 210.0, 110.0, SAFFRON, SAND);
    canvas.rect(0.0, 720.0, 1600.0, 180.0, SAND);
    canvas.rect(120.0, 420.0, 1360.0, 310.0, OCHRE);
    for column in 0..12 {
        let x = 130.0 + 118.0 * column as f32;
        canvas.path(&format!("M{x} 730V400q20 -70 40 0V730Z"), CLAY);
    }
    for (x, height, width) in [
        (330.0, 520.0, 190.0),
        (705.0, 590.0, 190.0),
        (1080.0, 520.0, 190.0),
    ] {
        let top = 730.0 - height;
        canvas.path(
            &format!(
                "M{x} 730L{} {top}Q{} {} {} {top}L{} 730Z",
                x + 34.0,
                x + width / 2.0,
                top - 120.0,
                x + width - 34.0,
                x + width
            ),
            OCHRE,
        );
        canvas.stroke(
            &format!(
                "M{} 720L{} {}M{} 720L{} {}",
                x + 56.0,
                x + 70.0,
                top + 40.0,
                x + width - 56.0,
                x + width - 70.0,
                top + 40.0
            ),
            CLAY,
            12.0,
        );
        canvas.ellipse(x + width / 2.0, top - 74.0, 20.0, 26.0, COTTON);
        let rows = (height / 96.0) as usize;
        for row in 1..rows {
            let y = top + 20.0 + 92.0 * row as f32;
            for beam in 0..3 {
                let at = x + width * (0.26 + 0.24 * beam as f32);
                canvas.rect(at - 24.0, y, 48.0, 13.0, INK);
            }
        }
    }
    for row in 0..2 {
        for column in 0..11 {
            let x = 196.0 + 118.0 * column as f32;
            let in_tower = [(330.0, 520.0), (705.0, 895.0), (1080.0, 1270.0)]
                .iter()
                .any(|(from, to)| (*from..*to).contains(&x));
            if !in_tower {
                canvas.rect(x - 22.0, 500.0 + 90.0 * row as f32, 44.0, 13.0, INK);
            }
        }
    }
    canvas.stroke(
        "M560 730L640 330M610 740L690 340M576 650l50 10M592 570l50 10M608 490l50 10M624 410l50 10",
        INK,
        10.0,
    );
    canvas.placed(650.0, 560.0, 0.0, 0.42, |canvas| person(canvas, INDIGO, COTTON));
    for (x, cloth) in [
        (200.0, INDIGO),
        (290.0, LATERITE),
        (980.0, TEAL),
        (1340.0, LATERITE),
        (1430.0, INDIGO),
    ] {
        canvas.placed(x, 800.0, 0.0, 0.52, |canvas| {
            person(canvas, cloth, INK);
            canvas.path("M-56 -300h112l-20 62h-72z", CLAY);
        });
    }
    border(canvas, Sign::Crosses, 96.0);
}

fn tools(canvas: &mut Canvas) {
    canvas.ground(OCHRE);
    for row in 0..6 {
        let y = 60.0 + 90.0 * row as f32;
        canvas.stroke(&format!("M-20 {y}q200 -30 400 0t400 0t400 0t460 0"), CLAY, 9.0);
    }
    canvas.rect(0.0, 640.0, 1600.0, 260.0, LATERITE);
    canvas.path("M230 430L290 720H610L670 430Z", SAND);
    for line in 0..4 {
        let y = 480.0 + 62.0 * line as f32;
        canvas.stroke(&format!("M{} {y}l22 34l22 -34l22 34l22 -34l22 34l22 -34l22 34l22 -34l22 34l22 -34l22 34l22 -34l22 34l22 -34", 262.0 + 12.0 * line as f32), INK, 7.0);
    }
    canvas.ellipse(450.0, 430.0, 222.0, 56.0, INK);
    canvas.ellipse(450.0, 424.0, 180.0, 38.0, CLAY);
    canvas.path("M760 700L900 560L960 620L820 760Z", INK);
    canvas.stroke("M920 600L1040 480", SAND, 40.0);
    for (x, width) in [(1130.0, 150.0), (1360.0, 120.0)] {
        canvas.ellipse(x, 640.0, width, width * 0.84, INDIGO);
        canvas.rect(
            x - width * 0.36,
            640.0 - width * 1.16,
            width * 0.72,
            width * 0.5,
            INDIGO,
        );
        canvas.ellipse(x, 640.0 - width * 1.16, width * 0.46, width * 0.12, WATER);
        band(
            canvas,
            (x - width * 0.93, 640.0 - 30.0, width * 1.86, 60.0),
            Sign::Zigzag,
            NIGHT,
            COTTON,
        );
    }
    border(canvas, Sign::Combs, 100.0);
}

fn cloths(canvas: &mut Canvas) {
    canvas.ground(SAFFRON);
    sun(canvas, 1330.0, 190.0, 120.0, COTTON, OCHRE);
    canvas.rect(0.0, 760.0, 1600.0, 140.0, LATERITE);
    canvas.stroke("M-20 150Q800 210 1620 130", INK, 9.0);
    let signs = [
        Sign::Diamonds,
        Sign::Zigzag,
        Sign::Crosses,
        Sign::Steps,
        Sign::Combs,
        Sign::Dots,
    ];
    for (number, x) in [60.0, 340.0, 620.0, 900.0, 1180.0].into_iter().enumerate() {
        let (mud, mark) = [
            (INK, COTTON),
            (COTTON, INK),
            (LATERITE, COTTON),
            (INK, SAND),
            (INDIGO, COTTON),
        ]
        .get(number)
        .copied()
        .unwrap_or((INK, COTTON));
        let long = 560.0 + 40.0 * (number % 2) as f32;
        let turn = canvas.tremor(1.6);
        canvas.placed(x, 168.0, turn, 1.0, |canvas| {
            canvas.rect(0.0, 0.0, 240.0, long, mud);
            for row in 0..5 {
                let sign = signs
                    .get((number + row) % signs.len())
                    .copied()
                    .unwrap_or(Sign::Dots);
                band(
                    canvas,
                    (0.0, long / 5.0 * row as f32, 240.0, long / 5.0),
                    sign,
                    mud,
                    mark,
                );
            }
            for pin in [20.0, 205.0] {
                canvas.rect(pin, -22.0, 14.0, 46.0, CLAY);
            }
        });
    }
    canvas.placed(1500.0, 840.0, 0.0, 1.0, |canvas| person(canvas, TEAL, INDIGO));
}

fn kora(canvas: &mut Canvas) {
    canvas.ground(OCHRE);
    sun(canvas, 800.0, 500.0, 380.0, SAND, SAFFRON);
    for row in 0..9 {
        let sign = if row % 2 == 0 {
            Sign::Diamonds
        } else {
            Sign::Crosses
        };
        for x in [0.0, 1360.0] {
            band(
                canvas,
                (x, 100.0 * row as f32, 240.0, 100.0),
                sign,
                if row % 2 == 0 { INK } else { LATERITE },
                COTTON,
            );
        }
    }
    canvas.placed(800.0, 560.0, 8.0, 1.0, |canvas| {
        canvas.rect(-16.0, -540.0, 32.0, 760.0, INK);
        canvas.circle(0.0, 110.0, 220.0, LATERITE);
        canvas.circle(0.0, 110.0, 186.0, COTTON);
        for nail in 0..24 {
            let turn = 15.0 * nail as f32;
            canvas.placed(0.0, 110.0, turn, 1.0, |canvas| {
                canvas.circle(0.0, -203.0, 8.0, SAFFRON)
            });
        }
        canvas.circle(96.0, 40.0, 34.0, INK);
        canvas.rect(-66.0, 60.0, 18.0, 130.0, CLAY);
        canvas.rect(48.0, 90.0, 18.0, 110.0, CLAY);
        canvas.rect(-48.0, 110.0, 96.0, 16.0, CLAY);
        for string in 0..10 {
            let y = -500.0 + 34.0 * string as f32;
            canvas.stroke(
                &format!("M-8 {y}L-40 {}", 116.0 + 4.0 * string as f32),
                INDIGO,
                3.0,
            );
            canvas.stroke(&format!("M8 {y}L40 {}", 116.0 + 4.0 * string as f32), INDIGO, 3.0);
            canvas.rect(-26.0, y - 6.0, 52.0, 12.0, CLAY);
        }
        canvas.stroke("M-110 -60V190M110 -60V190", INK, 20.0);
    });
}

fn manuscripts(canvas: &mut Canvas) {
    canvas.ground(NIGHT);
    canvas.polygon(
        &[(700.0, 0.0), (900.0, 0.0), (1270.0, 640.0), (330.0, 640.0)],
        "#3c4d7a",
    );
    canvas.polygon(
        &[(760.0, 0.0), (840.0, 0.0), (1080.0, 640.0), (520.0, 640.0)],
        "#8ea3cf",
    );
    canvas.rect(680.0, 0.0, 240.0, 40.0, COTTON);
    canvas.rect(0.0, 640.0, 1600.0, 260.0, LATERITE);
    for (y, x, width, fill) in [
        (586.0, 430.0, 740.0, CLAY),
        (530.0, 480.0, 640.0, OCHRE),
        (476.0, 450.0, 690.0, "#7a3417"),
        (424.0, 510.0, 580.0, CLAY),
    ] {
        canvas.rect(x, y, width, 52.0, fill);
        canvas.rect(x + 12.0, y + 14.0, width - 12.0, 24.0, SAND);
        canvas.rect(x, y, 26.0, 52.0, INK);
    }
    canvas.path("M800 416Q650 350 480 386V300Q650 264 800 330Z", COTTON);
    canvas.path("M800 416Q950 350 1120 386V300Q950 264 800 330Z", "#fffaf0");
    for line in 0..4 {
        let y = 318.0 + 20.0 * line as f32;
        canvas.stroke(&format!("M520 {y}q110 -24 230 18"), INK, 6.0);
        canvas.stroke(&format!("M850 {}q120 -42 230 -16", y + 16.0), INK, 6.0);
    }
    canvas.circle(1030.0, 340.0, 20.0, LATERITE);
    for x in [120.0, 1290.0] {
        canvas.rect(x, 470.0, 190.0, 170.0, "#5d2a14");
        band(canvas, (x, 510.0, 190.0, 80.0), Sign::Diamonds, INK, SAFFRON);
        canvas.polygon(&[(x, 470.0), (x + 95.0, 400.0), (x + 190.0, 470.0)], "#7a3417");
    }
    border(canvas, Sign::Zigzag, 112.0);
}
