//! The order of a program's functions, by which brotli finds what they have in common.
//!
//! Of one generic function many are compiled, which differ in a few bytes. wasm-opt orders functions by how often they
//! are called, so that those stand anywhere; here each stands after the one that it is most like.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io;

use crate::sizes;

/// The identifiers of sections (https://webassembly.github.io/spec/core/binary/modules.html).
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;
/// The name section's subsection of functions' names.
const FUNCTIONS: u8 = 1;
/// How many bytes two functions have in common at least: an instruction with its operands, or two.
const RUN: usize = 4;
/// How many orders are tried, a second for each of a large program.
const TRIES: usize = 8;

/// The program with each function named by its place in the order, for wasm-opt's `--reorder-functions-by-name`.
///
/// # Errors
/// When it is no program, or has an import of a kind that is not known.
pub fn named(wasm: &[u8]) -> Result<Vec<u8>, String> {
    let (imported, bodies) =
        functions(wasm).ok_or("it is no WebAssembly that xtask/src/strip/order.rs can read")?;
    let mut names = Vec::new();
    put_number(&mut names, bodies.len());
    let order = smallest(&bodies).map_err(|error| error.to_string())?;
    let mut ordered: Vec<(usize, usize)> = order.into_iter().zip(0..).collect();
    ordered.sort_unstable();
    for (function, place) in ordered {
        put_number(&mut names, imported + function);
        put_text(&mut names, format!("{place:06}").as_bytes());
    }
    let mut section = Vec::new();
    put_text(&mut section, b"name");
    section.push(FUNCTIONS);
    put_text(&mut section, &names);
    let mut named = wasm.to_vec();
    named.push(CUSTOM);
    put_text(&mut named, &section);
    Ok(named)
}

/// Of the orders that begin with one function or another, that of which brotli makes least: they differ by some 200
/// bytes.
fn smallest(bodies: &[&[u8]]) -> io::Result<Vec<usize>> {
    let likeness = Likeness::of(bodies);
    let mut smallest: Option<(u64, Vec<usize>)> = None;
    for first in (0..bodies.len()).step_by(bodies.len().div_ceil(TRIES).max(1)) {
        let order = likeness.order(first);
        let code: Vec<&[u8]> = order.iter().filter_map(|it| bodies.get(*it).copied()).collect();
        let size = sizes::brotli(&code.concat())?;
        if smallest.as_ref().is_none_or(|(other, _)| size < *other) {
            smallest = Some((size, order));
        }
    }
    Ok(smallest.map(|(_, order)| order).unwrap_or_default())
}

/// What functions have in common.
struct Likeness<'a> {
    /// The runs of bytes of each function.
    runs: Vec<Vec<&'a [u8]>>,
    /// The functions that have a run.
    holders: HashMap<&'a [u8], Vec<usize>>,
}

impl<'a> Likeness<'a> {
    fn of(bodies: &[&'a [u8]]) -> Self {
        let runs_of = |body: &&'a [u8]| {
            let mut runs: Vec<&[u8]> = body.windows(RUN).collect();
            runs.sort_unstable();
            runs.dedup();
            runs
        };
        let runs: Vec<Vec<&[u8]>> = bodies.iter().map(runs_of).collect();
        let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
        for (function, runs) in runs.iter().enumerate() {
            for run in runs {
                holders.entry(run).or_default().push(function);
            }
        }
        Self { runs, holders }
    }

    /// Each function after the one that it has most in common with, of those that are left.
    fn order(&self, first: usize) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.runs.len()).rev().chain([first]).collect();
        let mut is_placed = vec![false; self.runs.len()];
        let mut order = Vec::with_capacity(self.runs.len());
        while let Some(next) = left.pop() {
            let mut next = Some(next).filter(|next| is_placed.get(*next) == Some(&false));
            while let Some(function) = next {
                order.push(function);
                if let Some(placed) = is_placed.get_mut(function) {
                    *placed = true;
                }
                next = self.nearest(function, &is_placed);
            }
        }
        order
    }

    fn nearest(&self, function: usize, is_placed: &[bool]) -> Option<usize> {
        let own = self.runs.get(function).map_or(&[][..], Vec::as_slice);
        let mut shared = vec![0; is_placed.len()];
        for other in own.iter().filter_map(|run| self.holders.get(run)).flatten() {
            if let (Some(false), Some(count)) = (is_placed.get(*other), shared.get_mut(*other)) {
                *count += 1;
            }
        }
        let likeness = |(other, shared): (usize, usize)| {
            let longer = self.runs.get(other).map_or(0, Vec::len).max(own.len());
            (shared * 1_000_000 / (1 + longer), Reverse(other))
        };
        let sharing = shared.into_iter().enumerate().filter(|(_, shared)| *shared > 0);
        sharing.map(likeness).max().map(|(_, Reverse(other))| other)
    }
}

/// How many functions are imported, and the code of the others.
fn functions(wasm: &[u8]) -> Option<(usize, Vec<&[u8]>)> {
    let mut rest = wasm.strip_prefix(b"\0asm\x01\0\0\0")?;
    let mut imported = 0;
    let mut bodies = Vec::new();
    while !rest.is_empty() {
        let id = byte(&mut rest)?;
        let mut section = text(&mut rest)?;
        match id {
            IMPORT => {
                for _ in 0..number(&mut section)? {
                    text(&mut section)?;
                    text(&mut section)?;
                    match byte(&mut section)? {
                        0 => {
                            number(&mut section)?;
                            imported += 1;
                        }
                        1 => {
                            byte(&mut section)?;
                            limits(&mut section)?;
                        }
                        2 => limits(&mut section)?,
                        3 => {
                            byte(&mut section)?;
                            byte(&mut section)?;
                        }
                        _ => return None,
                    }
                }
            }
            CODE => {
                for _ in 0..number(&mut section)? {
                    bodies.push(text(&mut section)?);
                }
            }
            _ => {}
        }
    }
    Some((imported, bodies))
}

fn limits(rest: &mut &[u8]) -> Option<()> {
    let has_most = byte(rest)? & 1 == 1;
    number(rest)?;
    if has_most {
        number(rest)?;
    }
    Some(())
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

/// A number in LEB128.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let byte = byte(rest)?;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Bytes after their number.
fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = number(rest)?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(text)
}

fn put_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &[u8]) {
    put_number(bytes, text.len());
    bytes.extend_from_slice(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program of these functions that imports one.
    fn program(bodies: &[&[u8]]) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, content: &[u8]| {
            wasm.push(id);
            put_text(&mut wasm, content);
        };
        section(1, b"\x01\x60\0\0");
        section(
            IMPORT,
            b"\x03\x01a\x01b\x02\x01\x01\x02\x01a\x01c\0\0\x01a\x01d\x01\x70\0\x80\x01",
        );
        let mut code = Vec::new();
        put_number(&mut code, bodies.len());
        for body in bodies {
            put_text(&mut code, body);
        }
        section(CODE, &code);
        wasm
    }

    #[test]
    fn a_function_stands_after_the_one_that_it_is_most_like() {
        let bodies: [&[u8]; 5] = [b"abcdefgh", b"12345678", b"abcdefgx", b"", b"12345679"];
        let likeness = Likeness::of(&bodies);
        assert_eq!(likeness.order(0), [0, 2, 1, 4, 3]);
        assert_eq!(likeness.order(4), [4, 1, 0, 2, 3]);
        assert!(smallest(&[]).unwrap().is_empty());
    }

    #[test]
    fn each_function_is_named_by_its_place() {
        let wasm = program(&[b"abcdefgh", b"12345678", b"abcdefgx"]);
        let named = named(&wasm).unwrap();
        let section = named.strip_prefix(wasm.as_slice()).unwrap();
        // Of the imported function nothing is said: it is the first.
        let expected = b"\0\x20\x04name\x01\x19\x03\x01\x06000000\x02\x06000002\x03\x06000001";
        assert_eq!(section, expected, "{}", String::from_utf8_lossy(section));
    }

    #[test]
    fn what_is_no_program_is_an_error() {
        assert!(named(b"").is_err());
        assert!(named(b"\0asm\x01\0\0\0\x0a\x7f").is_err(), "it breaks off");
        let mut wasm = program(&[]);
        wasm.extend(b"\x02\x06\x01\x01a\x01b\x04");
        assert!(named(&wasm).is_err(), "an import of another kind");
    }
}
