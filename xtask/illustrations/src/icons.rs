//! The newspaper's mark: two banks and the river between them.

use std::{error::Error, fs, path::Path};

use crate::rendered;

/// The river as an S between two banks; light on dark where the reader's system is dark.
const MARK: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><style>.bank{fill:#1f1a17}.river{stroke:#97390f}@media(prefers-color-scheme:dark){.bank{fill:#f6eedd}.river{stroke:#f0a274}}</style><path class="bank" d="M4 4h34C18 18 44 34 24 60H4z"/><path class="bank" d="M60 60H40C60 34 34 18 54 4h6z"/><path class="river" d="M46 4C26 20 52 36 32 60" fill="none" stroke-width="5"/></svg>"##;

/// Icons that devices show on a home screen, by their side in pixels.
const SIDES: [u32; 3] = [180, 192, 512];

pub fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::write(folder.join("favicon.svg"), MARK)?;
    let icons = folder.join("icons");
    fs::create_dir_all(&icons)?;
    let solid = MARK.replace(
        "<style>",
        r##"<rect width="64" height="64" fill="#f6eedd"/><style>"##,
    );
    for side in SIDES {
        rendered(&solid, side, side)?.save_png(icons.join(format!("icon-{side}.png")))?;
    }
    Ok(())
}
