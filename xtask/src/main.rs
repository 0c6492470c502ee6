//! The developer's commands: `cargo xtask serve`, `test`, `dist` and their helpers.

#[cfg(not(unix))]
compile_error!("the developer's commands need Linux or macOS; on Windows, use them in WSL");

mod archive;
mod bench;
mod dist;
mod illustrations;
mod lock;
mod members;
mod minify;
mod process;
mod programs;
mod project;
mod ready;
mod release;
mod report;
mod serve;
mod sizes;
mod step;
mod strip;
mod style;
mod test;
mod tools;

use pico_args::Arguments;
use std::ffi::OsString;
use std::process::ExitCode;

use project::Project;
use step::Failure;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [TRUNK OPTIONS]         serve the sample newspaper at http://127.0.0.1:8080/, live
                                (--port N and Trunk's other options are passed on)
  serve --members [TRUNK OPTIONS]
                                the same with a membership engine, demo members, an inbox and a
                                payment provider
  test [native|wasm|browsers|hosts|members]
                                run all tests, or one part of them
  dist [--content DIR] [--out DIR] [--base PATH] [--precompress]
                                make the optimised static site (default: public/ into dist/,
                                deployed at /) and hold its size against the budgets;
                                --precompress writes a .br and a .gz beside each file that gets smaller
  release                       make kiosque, the program for newsrooms, with everything in it, and
                                the archive that it is given away in
  bench page                    measure when the headline is there, on an emulated slow 3G
  bench import [--megabytes N] [--keep]
                                import a WordPress export of so many megabytes, again, and with one post changed
  bench press [--articles N] [--without-hugo] [--keep]
                                the press beside Hugo on an archive of N articles (10,000 if not
                                said), and what one more article costs
  illustrations                 draw the sample newspaper's pictures anew
  tools                         install every tool the other commands need, and nothing else

Each command first installs what it lacks into .tools/, once. Later runs need no network.";

fn main() -> ExitCode {
    process::stop_children_on_interrupt();
    match dispatch() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<ExitCode, Failure> {
    let mut arguments = Arguments::from_env();
    let command = match arguments.subcommand() {
        Ok(Some(command)) => command,
        Ok(None) if arguments.contains(["-h", "--help"]) => {
            println!("{USAGE}");
            return Ok(ExitCode::SUCCESS);
        }
        Ok(None) | Err(_) => return Ok(misused("a command is missing")),
    };
    if command != "serve" && arguments.contains(["-h", "--help"]) {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    }
    let project = Project::locate()?;
    match command.as_str() {
        "serve" => serve::run(&project, &arguments.finish()),
        "test" => {
            let part = match test::Part::from_arguments(&mut arguments) {
                Ok(part) => part,
                Err(unknown) => return Ok(misused(&format!("test has no part \"{unknown}\""))),
            };
            nothing_left(arguments, || test::run(&project, part))
        }
        "dist" => {
            let options = match dist::Options::from_arguments(&project, &mut arguments) {
                Ok(options) => options,
                Err(error) => return Ok(misused(&error)),
            };
            nothing_left(arguments, || dist::run(&project, &options))
        }
        "bench" => {
            let bench = match bench::Bench::from_arguments(&mut arguments) {
                Ok(bench) => bench,
                Err(error) => return Ok(misused(&error)),
            };
            nothing_left(arguments, || bench.run(&project))
        }
        "release" => nothing_left(arguments, || release::run(&project)),
        "illustrations" => nothing_left(arguments, || illustrations::run(&project)),
        "tools" => nothing_left(arguments, || tools::install_all(&project)),
        // Trunk's hook calls this one before each build.
        "style" => nothing_left(arguments, || style::join(&project)),
        unknown => Ok(misused(&format!("there is no command \"{unknown}\""))),
    }
}

/// Runs a command that has taken its arguments, unless some are left that it does not know.
fn nothing_left(
    arguments: Arguments,
    command: impl FnOnce() -> Result<ExitCode, Failure>,
) -> Result<ExitCode, Failure> {
    match arguments.finish().first() {
        None => command(),
        Some(unknown) => Ok(misused(&format!("unknown argument {}", quoted(unknown)))),
    }
}

fn misused(problem: &str) -> ExitCode {
    eprintln!("xtask: {problem}\n\n{USAGE}");
    ExitCode::from(2)
}

fn quoted(argument: &OsString) -> String {
    format!("\"{}\"", argument.display())
}
