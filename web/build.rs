//! Tells cargo when the built page changed, so that the server embeds the new one.

use std::path::Path;

fn main() {
    // Before the page was built, its folder appearing anywhere in `web` is the change.
    let watched = ["web/dist", "web"]
        .into_iter()
        .find(|folder| Path::new(folder).exists());
    if let Some(folder) = watched {
        println!("cargo::rerun-if-changed={folder}");
    }
}
