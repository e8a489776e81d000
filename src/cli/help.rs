//! What `--help` says beneath the flags.

/// Of the program, with `-h`.
pub(super) const EXAMPLES: &str = "\
Examples:
  dealbreaker init lease                  a first project, with its first report
  dealbreaker check                       what dealbreaker.toml says, or rules/ against proposals/
  dealbreaker check -e \"rent must be at most EUR 24,000\" offer.yaml

More: `dealbreaker --help` on exit codes and the environment, `dealbreaker check --help` on flags.";

/// Of the program, with `--help`.
pub(super) const LONG: &str = "\
Examples:
  dealbreaker init lease
      Writes a small deal with its red lines into the folder `lease` and checks it.
  dealbreaker check
      Checks what `dealbreaker.toml` says, here or in a folder above; without it, `rules/` against
      `proposals/`.
  dealbreaker check -r rules/ proposals/round-3.yaml
      Checks one proposal against the rule files of a folder.
  dealbreaker check -e \"rent must be at most EUR 24,000\" offer.yaml
      Checks one sentence.

Exit codes:
  0  every proposal is acceptable or waiting
  1  at least one red line is broken, unknown or halted
  2  the job could not be done: bad usage, something unreadable, or nothing was checked
  3  `zone` and `counteroffer` only: undecided

Environment:
  DEALBREAKER_RULES, DEALBREAKER_FACTS      paths, separated as in PATH
  DEALBREAKER_BASELINE                      a path
  DEALBREAKER_AS_OF, DEALBREAKER_PARTY, DEALBREAKER_THREADS
  DEALBREAKER_COLOR                         auto, always or never
  DEALBREAKER_FORMAT                        formats, separated by commas
  DEALBREAKER_EXIT_ZERO, DEALBREAKER_ALLOW_UNKNOWN, DEALBREAKER_FAIL_ON_CONCERN,
  DEALBREAKER_ALLOW_EMPTY, DEALBREAKER_ALL_PARTS, DEALBREAKER_REDACT, DEALBREAKER_QUIET
                                            1 or 0
  DEALBREAKER_LIMIT_DATA_NESTING, …         the keys of [limits]: see docs/trust.md
  NO_COLOR, CLICOLOR_FORCE                  colour off; colour on, also in pipes
A flag goes before its variable, and a variable before dealbreaker.toml. An empty variable counts
as not set.";

/// Of `check`.
pub(super) const CHECK: &str = "\
What is checked against what:
  dealbreaker check
      Each [[check]] of dealbreaker.toml, searched here and upward. Without that file, rules/
      against proposals/.
  dealbreaker check offer.yaml
      With the rules of each [[check]] whose proposals cover offer.yaml, or of the only one there
      is. Without dealbreaker.toml, with rules/.
  dealbreaker check -r new.redlines
      -r and -e take the place of the rules of every [[check]].
  dealbreaker check -r rules offer.yaml
      Just these; of dealbreaker.toml, only [settings] and [limits] hold.

dealbreaker.toml:
  [[check]]
  name = \"landlord\"                heads its part of the report
  rules = \"rules/landlord\"         files, folders or globs, one or a list, relative to this file
  proposals = [\"offers/*.yaml\"]
  facts = \"rents.csv\"
  as-of = 2004-03-01
  party = \"Tenant\"
  [settings]                       for every check; a flag or a variable goes before it
  format = [\"concise\", \"json=report.json\"]
  all-parts = true
  redact = true                    then --redact=false shows all
  allow-unknown = true
  fail-on-concern = true
  baseline = \"known.json\"
  threads = 4
  color = \"never\"
  [limits]
  data-nesting = 20                how much may be asked: docs/trust.md lists them
  Paths are relative to this file. exit-zero and allow-empty are no keys: what would let every
  check pass is said where the check is called. --show-settings says what holds, and why.

  Several checks make one report, of the day of the first: each proposal names its `check`, and
  its own `as_of` where its day is another.

Files:
  Folders are searched with all that is in them, in the order of names, hidden files left out.
  Rules end in .redlines; proposals in .yaml, .yml, .json, .ndjson, .jsonl or .toml; facts also in
  .csv. *.test.yaml and dealbreaker.toml are never proposals. Other files of a folder or glob are
  passed over, and the report names them; a file that is named outright is read or is an error.
  What comes in by `-` is JSON where it reads as JSON, else YAML; --stdin-filename says otherwise.

Examples:
  dealbreaker check -r rules 'offers/**/*.yaml' --format pretty --format json=report.json
  cat offer.json | dealbreaker check -e \"pork must have safeguard\" - --stdin-filename offer.json
  dealbreaker check --as-of 2004-03-01 --format summary

With formats that go to files only, standard output stays empty; standard error sums up in a line.
Errors are told on standard error where no report on standard output tells them to a person, as
pretty, concise and github do.

Watching:
  --watch checks again whenever something changes that was read or would be: rules and what they
  use, proposals, facts, dealbreaker.toml, the baseline, and new files of folders and globs. It says
  on standard error what changed and when; --quiet leaves that out. Reports into files are replaced,
  and start no check. What cannot be read is told of, and watching goes on. Ctrl-C ends it, with 130
  as it ends other programs.

Secrets:
  markdown, github, gitlab and sarif are made to be posted, and what they post shows bottom lines:
  sentences, limits and margins. Use --redact with them, or set redact = true in dealbreaker.toml.
  A rule says what one would settle for. With --redact, a rule with the indented clause `private`
  is in no report: not its words, its verdict or its margin, nor in counts and outcome; nor are
  errors in it, comments, and definitions that only such rules use. The report says that rules were
  left out, not how many. The exit code counts them, for else a build would pass a deal that breaks
  one; so whoever sees the code of such a run learns whether any is broken. Where that is too much,
  post the report from a run with --exit-zero, and keep the deciding run to yourself.
  `dealbreaker lint --redact` keeps the same secrets; other commands show rules as they are.

Baselines:
  --write-baseline FILE keeps what is broken, unknown or waiting; it changes no exit code, and
  writes nothing where something could not be read. --baseline FILE marks what was there before as
  known. New is a rule or a subject that the file does not have, a verdict that got worse, and a
  margin that shrank or cannot be compared; only these decide the exit code. The outcome in the
  report stays what it is. The file holds margins: keep it where the rules are kept.

Exit codes:
  0  every proposal is acceptable or waiting
  1  at least one is broken, unknown (unless --allow-unknown) or halted; with --fail-on-concern,
     also where a concern is broken
  2  the job could not be done: bad usage, something unreadable, or nothing was checked: no rule,
     no proposal, or no rule that applied to any proposal (unless --allow-empty)
  --exit-zero turns only 1 into 0. The code never depends on the format.

Environment: see `dealbreaker --help`.";

/// Of `explain`.
pub(super) const EXPLAIN: &str = "\
What is explained:
  A code, told by its `::`, with or without `dealbreaker::` before it.
  A rule, told by its id: the label, or the words of the sentence joined by `-`. With proposals,
  why it got its verdict on each; without, how its sentence is read.
  Anything else is a sentence: how it is read, which names it looks up where, and what would make it
  unknown. Where it has two readings, both are shown. With proposals, its verdict on each as well.

The rules are those of -r, else of dealbreaker.toml, else of rules/. A sentence sees their
definitions; where dealbreaker.toml has several checks, -r says whose.

It is for the owner of the rules: there is no --redact, and private rules are explained as others
are, with their limits. Do not post what it prints; post a report of `check --redact`.

Examples:
  dealbreaker explain \"pork must have safeguard\"
  dealbreaker explain \"every farm product must have a quota\" -r rules/mexico.redlines
  dealbreaker explain pork-safeguard offers/round-3.yaml -r rules --as-of 2004-03-01
  dealbreaker explain syntax::two_readings
  dealbreaker explain --list

Exit codes: 0 explained, whatever the verdict; 2 not explained, or something could not be read.";

/// Of `test`.
pub(super) const TEST: &str = "\
A case file, offers.test.yaml:
  rules: [mexico.redlines]            files or folders, relative to this file
  facts: [imports.csv]
  cases:
    - name: walked back               need not be there
      rounds: [offer-1.yaml]          earlier rounds, for rules that ask for the round before
      proposal: offer-2.yaml
      document: 1                     of a file with several, from 0; without it, the first
      as-of: 2004-03-05
      party: Mexico                   only its rules, and those of no party
      outcome: broken
      snapshot: walked-back.snap      holds the report; `true` makes up the name
      expect:                         by rule; what is not named is not checked
        pork-safeguard: broken
        juice: {verdict: broken, margin: \"-2,500 tons\"}
        accord: {verdict: waiting, days-left: 36}
        ceiling: {verdict: waived, hides: broken}
        five: {verdict: broken, count: {holds: 4, broken: 1}, parts: {pork: broken}}
  A case needs `proposal`, `as-of` and one of `outcome`, `snapshot` and `expect`. `count` counts all
  subjects of a rule by verdict. A bare number as margin is equal to no amount with a unit.

Snapshots hold the pretty report, 100 columns wide and without colour. --accept writes those that
are missing or differ, and nothing else.

Coverage is the share of the rules, concerns and halts included, that were both broken and held,
each in at least one of the cases that were run. A waived rule counts by the verdict that the waiver
hides. The table also names rules that never applied: `not applicable` in every case.

Folders are searched with all that is in them, hidden folders and `target` left out.

Examples:
  dealbreaker test
  dealbreaker test rules/ --filter pork
  dealbreaker test --coverage --coverage-threshold 80
  dealbreaker test --accept && git diff

The last line is always `N passed, N failed`. A case or file that cannot be read counts as failed.

Exit codes:
  0  every case passed
  1  at least one failed, or the coverage is below the threshold
  2  a case file, a rule file or a proposal cannot be read, a case names a rule that does not exist,
     or there was no case to run";

/// Of `fmt`.
pub(super) const FMT: &str = "\
Layout:
  A sentence starts at the margin, its clauses two spaces further in, one on a line. A line of more
  than 100 columns is broken between words. Between words there is one space, between sentences at
  most one blank line. Comments stay where they are; quoted texts and labels stay as they are.
  Each file is read again before it is written: it says the same as before, or it is left alone.
  A sentence that cannot be read stays as it is, and the others are laid out.

Examples:
  dealbreaker fmt                         rules/ and all that is in it
  dealbreaker fmt --check                 for CI: lists the files that would change
  dealbreaker fmt --diff rules | patch -p0
  dealbreaker fmt - < offer.redlines      from standard input to standard output

Exit codes:
  0  every file is laid out
  1  with --check or --diff: a file would change
  2  the job could not be done: a sentence or a file cannot be read, or there was none";

/// Of `init`.
pub(super) const INIT: &str = "\
Writes rules/first.redlines, proposals/first.yaml and dealbreaker.toml, then prints their report.
Nothing is ever overwritten: where one of them exists, none is written.

Exit codes: 0 written, 2 not written.";

/// Of `completions`.
pub(super) const COMPLETIONS: &str = "\
Examples:
  dealbreaker completions bash > ~/.local/share/bash-completion/completions/dealbreaker
  dealbreaker completions zsh > ~/.zfunc/_dealbreaker
  dealbreaker completions fish > ~/.config/fish/completions/dealbreaker.fish";

#[cfg(test)]
mod tests {
    #[test]
    fn help_fits_the_width_at_which_it_would_be_wrapped() {
        for help in [
            super::EXAMPLES,
            super::LONG,
            super::CHECK,
            super::EXPLAIN,
            super::FMT,
            super::TEST,
            super::INIT,
            super::COMPLETIONS,
            crate::cli::counteroffer::HELP,
            crate::cli::lint::HELP,
            crate::cli::zone::HELP,
            crate::cli::man::HELP,
            crate::cli::schema::HELP,
        ] {
            for line in help.lines() {
                assert!(line.chars().count() <= 100, "{line}");
            }
        }
    }
}
