//! What is needed to install the program says nothing that the program does not understand.

use std::{collections::BTreeSet, fs, path::Path};

use clap::{CommandFactory as _, Parser as _};
use contactline::cli::args::Arguments;

fn file(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The names of the environment variables that `serve` reads.
fn variables() -> BTreeSet<String> {
    let command = Arguments::command();
    let serve = command.find_subcommand("serve").unwrap();
    let arguments = serve.get_arguments().chain(command.get_arguments());
    let named = arguments.filter_map(clap::Arg::get_env);
    named
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

#[test]
fn the_unit_starts_the_server_with_flags_that_it_knows() {
    let unit = file("contactline.service");
    let start = unit
        .lines()
        .find_map(|line| line.strip_prefix("ExecStart="))
        .unwrap();
    let words = start.replace("${STATE_DIRECTORY}", "/var/lib/contactline");
    let mut words = words.split_whitespace();
    assert_eq!(words.next(), Some("/usr/local/bin/contactline"));
    let arguments: Vec<&str> = ["contactline"].into_iter().chain(words).collect();
    assert!(arguments.contains(&"serve"));
    Arguments::try_parse_from(&arguments).unwrap();
    // It listens on this machine alone, and what it may write to is its own folder.
    assert!(start.contains("--listen 127.0.0.1:"));
    for hardened in [
        "DynamicUser=yes",
        "ProtectSystem=strict",
        "StateDirectory=contactline",
        "NoNewPrivileges=yes",
        "MemoryDenyWriteExecute=yes",
    ] {
        assert!(unit.lines().any(|line| line == hardened), "{hardened}");
    }
}

#[test]
fn the_image_sets_variables_that_the_server_reads_and_runs_without_root() {
    let recipe = file("Containerfile");
    let known = variables();
    assert!(known.contains("CONTACTLINE_BASE_URL"), "{known:?}");
    let set = recipe.lines().filter_map(|line| line.strip_prefix("ENV "));
    let set: Vec<&str> = set
        .flat_map(str::split_whitespace)
        .filter_map(|pair| pair.split('=').next())
        .collect();
    assert!(set.len() >= 2);
    for name in set {
        assert!(known.contains(name), "serve does not read {name}");
    }
    let user = recipe.lines().rfind(|line| line.starts_with("USER "));
    assert_eq!(user, Some("USER 10001:10001"));
    assert!(recipe.contains("HEALTHCHECK"));
}

#[test]
fn every_flag_of_the_server_can_be_set_by_a_variable_too() {
    let command = Arguments::command();
    let serve = command.find_subcommand("serve").unwrap();
    let flags = serve.get_arguments().chain(command.get_arguments());
    for flag in flags.filter(|flag| !["help", "version"].contains(&flag.get_id().as_str())) {
        let variable = flag.get_env().unwrap_or_default().to_string_lossy();
        assert!(variable.starts_with("CONTACTLINE_"), "{flag}");
        assert!(flag.get_help().is_some(), "{flag}");
    }
}
