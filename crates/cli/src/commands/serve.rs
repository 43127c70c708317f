//! `vitrine serve`: a built folder on this machine.

use crate::arguments::ServeArguments;
use crate::console;
use crate::failure::Failure;
use crate::server::LocalServer;

/// Runs the command; it ends with the process.
pub fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let metadata = std::fs::metadata(folder).map_err(|error| Failure::file(folder, "served", &error))?;
    if !metadata.is_dir() {
        return Err(Failure::usage(format!("{}: expected a folder, found a file", folder.display())));
    }
    let server = LocalServer::bind(arguments.port)?;
    console::answer(&format!("{}\n", server.address(folder)))?;
    console::note(format_args!("Serving {}; stop it with Ctrl-C.", folder.display()));
    server.serve(folder)
}
