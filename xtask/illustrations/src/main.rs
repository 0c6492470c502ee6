//! Draws the pictures of the sample newspaper: `cargo xtask illustrations`, or one by its name.
//!
//! One art direction for all: flat shapes, few colours, and the signs of bogolan, the cloth that
//! San and Ségou paint with the river's mud.

mod canvas;
mod city;
mod icons;
mod land;
mod motifs;
mod people;
mod river;

use std::{env, error::Error, fs, path::Path};

use canvas::Canvas;
use jpeg_encoder::{ColorType, Encoder};
use resvg::{tiny_skia::Pixmap, tiny_skia::Transform, usvg};

/// The size of an article's picture, in pixels.
const WIDTH: u32 = 1600;
const HEIGHT: u32 = 900;
/// The side of an author's portrait.
const PORTRAIT: u32 = 480;
/// JPEG quality, of 100: below it, flat colours show blocks.
const QUALITY: u8 = 80;

/// A picture's name and how it is drawn.
type Scene = (&'static str, fn(&mut Canvas));

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (folder, only) = match arguments.as_slice() {
        [folder] => (Path::new(folder), None),
        [folder, only] => (Path::new(folder), Some(only.as_str())),
        _ => return Err("usage: illustrations FOLDER [NAME]".into()),
    };
    let wanted = |name: &str| only.is_none_or(|only| only == name);
    fs::create_dir_all(folder.join("auteurs"))?;
    let scenes = [people::SCENES, city::SCENES, land::SCENES, river::SCENES].concat();
    for (name, draw) in scenes.into_iter().filter(|(name, _)| wanted(name)) {
        jpeg(
            &drawn(WIDTH, HEIGHT, name, draw)?,
            &folder.join(format!("{name}.jpg")),
        )?;
    }
    for (name, draw) in people::PORTRAITS.iter().filter(|(name, _)| wanted(name)) {
        jpeg(
            &drawn(PORTRAIT, PORTRAIT, name, *draw)?,
            &folder.join(format!("auteurs/{name}.jpg")),
        )?;
    }
    if only.is_none() {
        let parent = folder.parent().unwrap_or(folder);
        icons::write(parent)?;
    }
    Ok(())
}

fn drawn(width: u32, height: u32, name: &str, draw: fn(&mut Canvas)) -> Result<Pixmap, Box<dyn Error>> {
    let mut canvas = Canvas::new(width, height, name);
    draw(&mut canvas);
    rendered(&canvas.svg(), width, height)
}

fn rendered(svg: &str, width: u32, height: u32) -> Result<Pixmap, Box<dyn Error>> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default())?;
    let mut pixmap = Pixmap::new(width, height).ok_or("an empty picture")?;
    let scale = width as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(pixmap)
}

fn jpeg(pixmap: &Pixmap, path: &Path) -> Result<(), Box<dyn Error>> {
    let mut encoder = Encoder::new_file(path, QUALITY)?;
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    let (width, height) = (u16::try_from(pixmap.width())?, u16::try_from(pixmap.height())?);
    encoder.encode(pixmap.data(), width, height, ColorType::Rgba)?;
    Ok(())
}
