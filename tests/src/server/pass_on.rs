//! The way to the membership engine.

use std::{
    io::{BufReader, Read, Write},
    net::TcpStream,
};

/// A request as it came, to the engine, and its answer as it comes.
pub fn pass_on(engine: u16, head: &str, mut from: BufReader<&TcpStream>, mut to: &TcpStream) {
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    // A connection is for one request, so that the answer ends where it ends.
    let head = head.replacen("\r\n", "\r\nconnection: close\r\n", 1);
    let head = head
        .replace("Connection: keep-alive\r\n", "")
        .replace("connection: keep-alive\r\n", "");
    let passed = from.read_exact(&mut body).and_then(|()| {
        let mut engine = TcpStream::connect(("127.0.0.1", engine))?;
        engine.write_all(head.as_bytes())?;
        engine.write_all(&body)?;
        std::io::copy(&mut engine, &mut to)
    });
    if passed.is_err() {
        let _ = to.write_all(b"HTTP/1.1 502 -\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    }
}
