//! `vitrine serve`: a built folder on this machine.

use crate::arguments::ServeArguments;
use crate::console;
use crate::failure::Failure;
use crate::output::manifest::MANIFEST;
use crate::server::LocalServer;

/// Runs the command; it ends with the process.
pub fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let metadata = std::fs::metadata(folder).map_err(|error| Failure::file(folder, "served", &error))?;
    if !metadata.is_dir() {
        return Err(Failure::usage(format!("{}: expected a folder, found a file", folder.display())));
    }
    // Whoever names the folder of the exports by mistake would serve customers' addresses.
    if !folder.join(MANIFEST).is_file() {
        return Err(Failure::usage(format!("{}: expected a folder that vitrine build wrote, found no {MANIFEST}", folder.display())));
    }
    let server = LocalServer::bind(arguments.port)?;
    console::answer(&format!("{}\n", server.address(folder)))?;
    console::note(format_args!("Serving {}; stop it with Ctrl-C.", folder.display()));
    server.serve(folder)
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::arguments::ServeArguments;
    use std::fs;

    #[test]
    fn a_folder_of_exports_is_not_served() {
        let room = tempfile::tempdir().unwrap();
        fs::write(room.path().join("orders.csv"), "Name,Email\n").unwrap();
        let failure = run(&ServeArguments { folder: room.path().to_owned(), port: 0 }).unwrap_err();
        assert!(failure.to_string().ends_with("expected a folder that vitrine build wrote, found no manifest.json"), "{failure}");
    }
}
