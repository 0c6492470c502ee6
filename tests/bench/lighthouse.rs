//! What Lighthouse says of a page on its mobile phone, beside a plain page: its figures depend on the machine and on what
//! else it does, so that only a comparison in one run says anything.

use std::{
    env,
    error::Error,
    process::{Command, Stdio},
};

use serde_json::Value;

/// How often each page is judged, in turn.
const RUNS: usize = 3;

/// A page by its name, and its judgements.
pub struct Judged {
    name: &'static str,
    address: String,
    /// Performance, of 100.
    scores: Vec<f64>,
    /// Total blocking time, in milliseconds.
    blocking: Vec<f64>,
}

/// Judges pages in turn.
///
/// # Errors
/// When Lighthouse or its browser does not do as it is told.
pub fn judge(pages: impl IntoIterator<Item = (&'static str, String)>) -> Result<Vec<Judged>, Box<dyn Error>> {
    let cli = env::var("KIOSQUE_LIGHTHOUSE")
        .map_err(|_| "KIOSQUE_LIGHTHOUSE is not set: run `cargo xtask bench page`")?;
    let mut pages: Vec<Judged> = pages
        .into_iter()
        .map(|(name, address)| Judged {
            name,
            address,
            scores: Vec::new(),
            blocking: Vec::new(),
        })
        .collect();
    for _ in 0..RUNS {
        for page in &mut pages {
            let report = report(&cli, &page.address)?;
            let figure = |path: &str| {
                report
                    .pointer(path)
                    .and_then(Value::as_f64)
                    .ok_or_else(|| path.to_owned())
            };
            page.scores.push(figure("/categories/performance/score")? * 100.0);
            page.blocking
                .push(figure("/audits/total-blocking-time/numericValue")?);
            eprint!(".");
        }
    }
    eprintln!();
    Ok(pages)
}

fn report(cli: &str, address: &str) -> Result<Value, Box<dyn Error>> {
    let output = Command::new("node")
        .args([cli, address, "--only-categories=performance", "--output=json", "--quiet"])
        .arg("--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking")
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("lighthouse {address}: {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Prints the medians, one page a line.
pub fn print(pages: Vec<Judged>) {
    println!("\nLighthouse, mobile, medians of {RUNS} runs each in turn\n");
    println!("  {:50}  of 100  blocked, ms", "");
    for Judged {
        name,
        scores,
        blocking,
        ..
    } in pages
    {
        println!("  {name:50}  {:6.0}  {:11.0}", median(scores), median(blocking));
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
