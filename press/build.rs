//! Says where the reader lies that the program carries: `cargo xtask release` says so in `KIOSQUE_READER`. Without it, as
//! in development, the program carries none, and builds around a shell that `cargo xtask dist` has laid.

use std::{env, fs, path::PathBuf};

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-env-changed=KIOSQUE_READER");
    let reader = match env::var_os("KIOSQUE_READER") {
        Some(reader) => PathBuf::from(reader),
        None => {
            let none = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("no-reader");
            fs::create_dir_all(&none)?;
            none
        }
    };
    println!("cargo::rerun-if-changed={}", reader.display());
    println!("cargo::rustc-env=KIOSQUE_READER={}", reader.display());
    Ok(())
}
