//! `dealbreaker schema`: the shapes of what is written and read, as JSON Schemas.

use clap::ValueEnum;
use dealbreaker::schema;
use schemars::Schema;

use super::baseline::Written;
use super::error::{Problem, ProblemKind, why};
use super::exit::Exit;
use super::output;
use super::settings::RawSettings;

/// `dealbreaker schema`
#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    /// Whose schema; without it, the names are listed
    #[arg(value_enum)]
    name: Option<Name>,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// The document of `check --format json`
    Report,
    /// One line of `check --format jsonl`
    Jsonl,
    /// The line of `check --format summary`
    Summary,
    /// The document of `lint --format json`
    Lint,
    /// The document of `compare --format json`
    Compare,
    /// `dealbreaker.toml`
    Config,
    /// A case file, `*.test.yaml`
    Test,
    /// The file of `check --write-baseline`
    Baseline,
}

/// What `--help` adds.
pub(super) const HELP: &str = "\
The schemas are of draft 2020-12. A report may get more fields in a later version; in the files that
you write, a key that is not known is an error.

Examples:
  dealbreaker schema
      Lists what there is.
  dealbreaker schema report > report.schema.json
      For programs that read reports.
  dealbreaker schema test > .schemas/test.json
      For an editor that helps to write case files: put it into the setting `yaml.schemas` of the
      YAML extension of VS Code, for `*.test.yaml`, or begin a case file with
      `# yaml-language-server: $schema=../.schemas/test.json`.
  dealbreaker schema config > .schemas/config.json
      The same for dealbreaker.toml: `#:schema .schemas/config.json` is its first line.

Exit codes: 0 printed, 2 not printed.";

/// Prints a schema, or which there are.
pub(super) fn run(args: &SchemaArgs) -> Result<Exit, Vec<Problem>> {
    let text = match args.name {
        Some(name) => document(name).map_err(|problem| vec![problem])?,
        None => list(),
    };
    output::text(&text)?;
    Ok(Exit::Acceptable)
}

impl Name {
    fn schema(self) -> Schema {
        let mut schema = match self {
            Self::Report => schema::report(),
            Self::Jsonl => schema::line(),
            Self::Summary => schema::summary(),
            Self::Lint => schema::lint(),
            Self::Compare => schema::comparison(),
            Self::Config => schema::read::<RawSettings>(),
            Self::Test => schema::cases(),
            Self::Baseline => schema::written::<Written>(),
        };
        schema.insert("title".to_owned(), self.title().into());
        schema
    }

    fn title(self) -> String {
        let told = self.to_possible_value().and_then(|value| value.get_help().cloned());
        told.map(|help| help.to_string()).unwrap_or_default()
    }
}

fn document(name: Name) -> Result<String, Problem> {
    let text = serde_json::to_string_pretty(&name.schema());
    let unwritable = |error: serde_json::Error| {
        let place = "standard output".to_owned();
        ProblemKind::Unwritable { place, why: why(&error.into()) }
    };
    text.map(|text| text + "\n").map_err(|error| unwritable(error).into())
}

/// One line for each.
fn list() -> String {
    let line = |name: &Name| {
        let word = name.to_possible_value().map(|value| value.get_name().to_owned());
        format!("{:<10}{}\n", word.unwrap_or_default(), name.title())
    };
    Name::value_variants().iter().map(line).collect()
}
