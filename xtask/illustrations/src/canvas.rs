//! A picture being drawn, as SVG.

use std::fmt::Write;

/// The newspaper's colours.
pub mod colour {
    pub const INK: &str = "#1f1a17";
    pub const LATERITE: &str = "#97390f";
    pub const CLAY: &str = "#bb6a3c";
    pub const OCHRE: &str = "#cf9344";
    pub const SAND: &str = "#e9d2a6";
    pub const COTTON: &str = "#f6eedd";
    pub const INDIGO: &str = "#22305a";
    pub const NIGHT: &str = "#141b36";
    pub const TEAL: &str = "#2f6c70";
    pub const WATER: &str = "#5f9a97";
    pub const LEAF: &str = "#55692f";
    pub const SAFFRON: &str = "#eab02c";
    pub const SKIN: &str = "#5b3520";
}

pub struct Canvas {
    pub width: f32,
    pub height: f32,
    body: String,
    seed: u64,
}

impl Canvas {
    /// `name` seeds what is irregular, so that a picture is the same each time it is drawn.
    pub fn new(width: u32, height: u32, name: &str) -> Self {
        let seed = name.bytes().fold(7, |seed: u64, byte| {
            seed.wrapping_mul(31).wrapping_add(byte.into())
        });
        Self {
            width: width as f32,
            height: height as f32,
            body: String::new(),
            seed,
        }
    }

    pub fn svg(&self) -> String {
        let (width, height, body) = (self.width, self.height, &self.body);
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{body}</svg>"#)
    }

    /// The hand's tremor: a number between `-most` and `most`.
    pub fn tremor(&mut self, most: f32) -> f32 {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.seed >> 40) as f32 / (1u64 << 24) as f32 * 2.0 - 1.0) * most
    }

    pub fn ground(&mut self, fill: &str) {
        self.rect(0.0, 0.0, self.width, self.height, fill);
    }

    pub fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, fill: &str) {
        self.add(format_args!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#
        ));
    }

    pub fn circle(&mut self, x: f32, y: f32, radius: f32, fill: &str) {
        self.ellipse(x, y, radius, radius, fill);
    }

    pub fn ellipse(&mut self, x: f32, y: f32, rx: f32, ry: f32, fill: &str) {
        self.add(format_args!(
            r#"<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{fill}"/>"#
        ));
    }

    /// A filled path in SVG's own words.
    pub fn path(&mut self, path: &str, fill: &str) {
        self.add(format_args!(r#"<path d="{path}" fill="{fill}"/>"#));
    }

    /// A drawn path, round at its ends.
    pub fn stroke(&mut self, path: &str, colour: &str, width: f32) {
        self.add(format_args!(
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"/>"#
        ));
    }

    pub fn polygon(&mut self, points: &[(f32, f32)], fill: &str) {
        let points: String = points.iter().map(|(x, y)| format!("{x},{y} ")).collect();
        self.add(format_args!(r#"<polygon points="{points}" fill="{fill}"/>"#));
    }

    /// Draws within a group that is moved, turned (in degrees) and scaled.
    pub fn placed(&mut self, x: f32, y: f32, turn: f32, scale: f32, draw: impl FnOnce(&mut Self)) {
        self.add(format_args!(
            r#"<g transform="translate({x} {y}) rotate({turn}) scale({scale})">"#
        ));
        draw(self);
        self.body.push_str("</g>");
    }

    /// Draws within a group turned over from left to right.
    pub fn placed_mirrored(&mut self, draw: impl FnOnce(&mut Self)) {
        self.body.push_str(r#"<g transform="scale(-1 1)">"#);
        draw(self);
        self.body.push_str("</g>");
    }

    fn add(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing into a String cannot fail.
        let _ = self.body.write_fmt(shape);
    }
}
