//! Which colours the values of a file are, and how they become sRGB's. As browsers do it, which readers compare with: measured
//! in Chromium (docs/decisions/0014).

use std::{io::Cursor, sync::Arc};

use ::png::{Decoder, Info, ScaledFloat, SourceChromaticities};
use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, DataColorSpace, Layout,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics, TransformExecutor, TransformOptions,
};

/// How the values of a file become sRGB's.
pub enum Colours {
    Rgb(Arc<dyn TransformExecutor<u8> + Send + Sync>),
    /// Each colour by itself.
    Curve(Box<[u8; 256]>),
}

impl Colours {
    /// From the colours of a profile. `None` where there is nothing to change.
    pub fn of(profile: &ColorProfile, has_color: bool) -> Option<Self> {
        let srgb = ColorProfile::new_srgb();
        let change =
            |layout| profile.create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default());
        match (profile.color_space, has_color) {
            (DataColorSpace::Rgb, _) => change(Layout::Rgb).ok().map(Self::Rgb),
            (DataColorSpace::Gray, false) => {
                let greys: Vec<u8> = (0..=255).collect();
                let mut shown = [0; 3 * 256];
                change(Layout::Gray).ok()?.transform(&greys, &mut shown).ok()?;
                let mut curve = [0; 256];
                for (value, [shown, ..]) in curve.iter_mut().zip(shown.as_chunks::<3>().0) {
                    *value = *shown;
                }
                Some(Self::Curve(Box::new(curve)))
            }
            _ => None,
        }
    }
}

/// The colours of a profile in a file (ICC). One that cannot be read is none: browsers take such pictures for sRGB too.
pub fn of_profile(profile: &[u8]) -> Option<ColorProfile> {
    ColorProfile::new_from_slice(profile).ok()
}

/// The colours of a PNG; `None` for sRGB. Its chunks about them go before each other in this order
/// (<https://www.w3.org/TR/png-3/#color-chunk-precendence>), each where it can be read.
pub fn of_png(bytes: &[u8]) -> Option<ColorProfile> {
    let reader = Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let info = reader.info();
    let named = || of_code_points(info);
    let held = || info.icc_profile.as_deref().and_then(of_profile);
    named().or_else(held).or_else(|| match info.srgb {
        Some(_) => None,
        None => of_light(info),
    })
}

/// By numbers of ITU-T H.273 (cICP). Those that browsers know nothing of make none, nor do those of screens with more light
/// (PQ, HLG), which each shows in its way.
fn of_code_points(info: &Info<'_>) -> Option<ColorProfile> {
    use TransferCharacteristics as Transfer;
    let points = info.coding_independent_code_points?;
    let color_primaries = points.color_primaries.try_into().ok()?;
    let transfer_characteristics = points.transfer_function.try_into().ok()?;
    let mut profile = ColorProfile::new_from_cicp(CicpProfile {
        color_primaries,
        transfer_characteristics,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: points.is_video_full_range_image,
    });
    // Numbers without a meaning make none.
    if !points.is_video_full_range_image
        || profile.cicp.is_none()
        || color_primaries == CicpColorPrimaries::Xyz
    {
        return None;
    }
    match transfer_characteristics {
        Transfer::Bt470M
        | Transfer::Bt470Bg
        | Transfer::Smpte240
        | Transfer::Linear
        | Transfer::Srgb
        | Transfer::Smpte428 => {}
        // Television's: as screens show it (ITU-R BT.1886), not as cameras take it.
        Transfer::Bt709
        | Transfer::Bt601
        | Transfer::Iec61966
        | Transfer::Bt202010bit
        | Transfer::Bt202012bit => {
            bend(&mut profile, 2.4);
        }
        _ => return None,
    }
    Some(profile)
}

/// By the exponent from values to light, and by what its red, green, blue and white are (gAMA, cHRM).
fn of_light(info: &Info<'_>) -> Option<ColorProfile> {
    /// By so much an exponent differs before anybody sees it, as the PNG Reference Library has it.
    const SEEN: f64 = 0.05;
    let gamma = f64::from(
        info.gama_chunk
            .filter(|gamma| gamma.into_scaled() > 0)?
            .into_scaled(),
    ) / 100_000.;
    let mut profile = ColorProfile::new_srgb();
    match &info.chrm_chunk {
        Some(chromaticities) => {
            let (white, primaries) = primaries(chromaticities)?;
            profile.update_rgb_colorimetry(white.to_xyyb(), primaries);
        }
        // Those of sRGB, and who writes its exponent means its curve.
        None if (gamma * 2.2 - 1.).abs() <= SEEN => return None,
        None => {}
    }
    bend(&mut profile, 1. / gamma);
    Some(profile)
}

/// Makes light follow from values by an exponent.
fn bend(profile: &mut ColorProfile, exponent: f64) {
    #[allow(clippy::cast_possible_truncation, reason = "it needs no more digits")]
    let curve = ToneReprCurve::Parametric(vec![exponent as f32]);
    profile.cicp = None;
    profile.red_trc = Some(curve.clone());
    profile.green_trc = Some(curve.clone());
    profile.blue_trc = Some(curve);
}

/// White and the three colours, where they are some.
fn primaries(of: &SourceChromaticities) -> Option<(Chromaticity, ColorPrimaries)> {
    let point = |(x, y): (ScaledFloat, ScaledFloat)| {
        let is_one = y.into_scaled() > 0 && x.into_scaled() <= 100_000 && y.into_scaled() <= 100_000;
        is_one.then(|| Chromaticity::new(x.into_value(), y.into_value()))
    };
    let [white, red, green, blue] = [
        point(of.white)?,
        point(of.red)?,
        point(of.green)?,
        point(of.blue)?,
    ];
    // On one line they span nothing.
    let area = (green.x - red.x) * (blue.y - red.y) - (blue.x - red.x) * (green.y - red.y);
    (area.abs() > 1e-4).then_some((white, ColorPrimaries { red, green, blue }))
}
