//! A small server for looking at a built folder on this machine.

mod answer;
mod paths;
mod types;

use crate::failure::Failure;
use answer::Answer;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tiny_http::{Header, Method, Request, Response, Server};

/// Threads that answer; browsers open up to six connections.
const THREADS: usize = 4;

/// A server that listens and does not answer yet.
pub struct LocalServer {
    server: Server,
    port: u16,
}

impl LocalServer {
    /// Listens on a port of this machine; 0 takes a free one.
    pub fn bind(port: u16) -> Result<LocalServer, Failure> {
        let server = Server::http(("127.0.0.1", port)).map_err(|error| {
            let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
            match kind {
                Some(io::ErrorKind::AddrInUse) => Failure::input(format!("port {port} is in use by another program"))
                    .with_hint("pass --port 0 to take a free one, or another number"),
                Some(io::ErrorKind::PermissionDenied) => {
                    Failure::input(format!("port {port} may not be used by this user")).with_hint("pass a --port above 1023")
                }
                _ => Failure::input(format!("port {port} cannot be listened on: {error}")),
            }
        })?;
        let port = server.server_addr().to_ip().map_or(port, |address| address.port());
        Ok(LocalServer { server, port })
    }

    /// Where to look.
    pub fn address(&self, folder: &Path) -> String {
        let shop = if folder.join("shop/index.html").is_file() { "shop/" } else { "" };
        format!("http://localhost:{}/{shop}", self.port)
    }

    /// Answers until the process ends.
    pub fn serve(&self, folder: &Path) -> Result<(), Failure> {
        let root: PathBuf = fs::canonicalize(folder).map_err(|error| Failure::file(folder, "served", &error))?;
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    // An error here is a connection that broke off before it asked for anything.
                    loop {
                        if let Ok(request) = self.server.recv() {
                            respond(request, &root);
                        }
                    }
                });
            }
        });
        Ok(())
    }
}

fn respond(request: Request, root: &Path) {
    let known_tag =
        request.headers().iter().find(|header| header.field.equiv("If-None-Match")).map(|header| header.value.as_str().to_owned());
    let answer = match request.method() {
        Method::Get | Method::Head => answer::answer(root, request.url(), known_tag.as_deref()),
        _ => Answer::method_not_allowed(),
    };
    let mut response = Response::from_data(answer.content).with_status_code(answer.status).with_chunked_threshold(usize::MAX);
    for (name, value) in answer.headers {
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    // The browser may have gone away in the meantime.
    let _ = request.respond(response);
}
