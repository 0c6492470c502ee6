//! What must be ready before a newspaper is served, with members or without.

use std::io;
use std::net::TcpListener;

use crate::project::Project;
use crate::step::{Failure, Step};

/// As Trunk's hook asks for it (`Trunk.toml`): there it would be compiled, too, but in silence.
///
/// # Errors
/// When it does not compile.
pub fn compile_press(project: &Project) -> Result<(), Failure> {
    let mut build = project.cargo();
    build.args(["build", "--package", "press"]);
    Step::new("press", build)
        .about("compiling what makes the pages")
        .run()?;
    Ok(())
}

/// Trunk would find out only after a build of minutes. `elsewhere` are the options with which it would go.
///
/// # Errors
/// When something listens there.
pub fn hold_port_free(port: u16, elsewhere: &str) -> Result<(), Failure> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(Failure::new("serve")
            .cause(format!("another program listens on 127.0.0.1:{port} already"))
            .remedy(format!(
                "if that is another `cargo xtask serve`, use it or end it; or choose another port: \
                     cargo xtask serve {elsewhere}"
            ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_told_before_anything_is_built() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let text = hold_port_free(port, "--members --port 1")
            .unwrap_err()
            .to_string();
        assert!(
            text.contains(&port.to_string()) && text.contains("cargo xtask serve --members --port 1"),
            "{text}"
        );
    }
}
