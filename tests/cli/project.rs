//! A folder of its own for each test, and the binary called in it.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with files, gone when the test ends.
pub(crate) struct Project {
    folder: TempDir,
}

/// What a call gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            project.write(name, text.as_bytes());
        }
        project
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The binary, in this folder, with an environment that says nothing.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::cargo_bin("dealbreaker").unwrap();
        command.current_dir(self.folder.path());
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy().into_owned();
            if text.starts_with("DEALBREAKER_") || text.contains("COLOR") {
                command.env_remove(name);
            }
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command().args(args).output().unwrap())
    }

    pub(crate) fn run_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Run {
        let mut command = self.command();
        command.envs(variables.iter().copied()).args(args);
        Run::of(command.output().unwrap())
    }

    pub(crate) fn run_in(&self, folder: &str, args: &[&str]) -> Run {
        let mut command = self.command();
        Run::of(command.current_dir(self.path(folder)).args(args).output().unwrap())
    }

    pub(crate) fn run_reading(&self, input: &str, args: &[&str]) -> Run {
        Run::of(self.command().args(args).write_stdin(input).output().unwrap())
    }

    /// The names in a folder of the project.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The report on standard output.
    pub(crate) fn report(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("no report: {error}\n{}\n{}", self.out, self.err))
    }

    /// The codes of its errors.
    pub(crate) fn errors(&self) -> Vec<String> {
        codes(&self.report(), "errors")
    }

    /// The codes of its notices.
    pub(crate) fn notices(&self) -> Vec<String> {
        codes(&self.report(), "notices")
    }

    /// The messages of its errors and notices.
    pub(crate) fn messages(&self) -> String {
        let report = self.report();
        let lists = ["errors", "notices"].map(|list| report[list].as_array().unwrap().clone());
        lists.concat().iter().map(|one| format!("{one}\n")).collect()
    }
}

fn codes(report: &Value, list: &str) -> Vec<String> {
    let entries = report[list].as_array().unwrap().iter();
    entries
        .map(|one| one["code"].as_str().unwrap().trim_start_matches("dealbreaker::").to_owned())
        .collect()
}
