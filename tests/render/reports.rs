//! Reports built by hand, for the tests of all renderers.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fmt::Write as _;

use dealbreaker::render::{Format, Sources, Style, render};
use dealbreaker::report::{
    Counts, DaySource, Finding, Force, Margin, Notice, Outcome, Place, ProposalReport, Report,
    Verdict, Waiver,
};
use dealbreaker::source::{SharedSource, Source};

pub(crate) const PLAIN: Style = Style { width: 80, colour: false, unicode: true, links: false };

/// The place of `needle` in a rule file.
pub(crate) fn sentence(source: &SharedSource, needle: &str) -> Place {
    let offset = source.text().find(needle).unwrap_or_else(|| panic!("no {needle:?}"));
    at(source, offset, needle.len())
}

/// A place in a rule file.
pub(crate) fn at(source: &SharedSource, offset: usize, length: usize) -> Place {
    let (line, column) = source.position(offset);
    let file = source.name().to_owned();
    Place { file, document: None, path: None, line, column, offset, length, label: None }
}

/// The place of `needle` in a proposal, with what is said of it.
pub(crate) fn data(source: &SharedSource, path: &str, needle: &str, label: &str) -> Place {
    let place = sentence(source, needle);
    Place {
        document: Some(0),
        path: Some(path.to_owned()),
        label: (!label.is_empty()).then(|| label.to_owned()),
        ..place
    }
}

pub(crate) fn margin(amount: &str, unit: &str, relative: &str) -> Option<Margin> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(Margin {
        amount: amount.to_owned(),
        unit: some(unit),
        relative: some(relative),
        rounded: false,
    })
}

pub(crate) fn finding(
    verdict: Verdict,
    rule: &str,
    message: &str,
    at: Place,
    data: Vec<Place>,
) -> Finding {
    Finding {
        rule: rule.to_owned(),
        force: Force::Must,
        verdict,
        subject: None,
        sentence: format!("the sentence of {rule}"),
        message: message.to_owned(),
        help: Vec::new(),
        at,
        data,
        margin: None,
        because: None,
        source: None,
        owner: None,
        days_left: None,
        waiver: None,
        parts: Vec::new(),
        part_counts: None,
        parts_left_out: 0,
        known: false,
    }
}

pub(crate) fn proposal(
    file: &str,
    name: &str,
    outcome: Outcome,
    findings: Vec<Finding>,
) -> ProposalReport {
    let (mut counts, mut concerns) = (Counts::default(), Counts::default());
    for finding in &findings {
        let side = if finding.force.is_concern() { &mut concerns } else { &mut counts };
        side.add(finding.verdict);
    }
    let name = (!name.is_empty()).then(|| name.to_owned());
    ProposalReport {
        check: None,
        as_of: None,
        file: file.to_owned(),
        document: 0,
        name,
        outcome,
        counts,
        concerns,
        findings,
    }
}

pub(crate) fn report(proposals: Vec<ProposalReport>) -> Report {
    Report {
        version: 1,
        kind: "check",
        as_of: "2004-03-01".to_owned(),
        as_of_source: DaySource::Flag,
        outcome: proposals.iter().map(|one| one.outcome).max().unwrap_or(Outcome::Acceptable),
        proposals,
        notices: Vec::new(),
        errors: Vec::new(),
        redacted: false,
    }
}

pub(crate) const RULES: &str = "\
# Japan's red lines in the talks with Mexico
pork-safeguard: pork must have safeguard
  because \"prices fell by a third in the last surge\"
  source \"Diet resolution of 2013-04-19, point 1\"
  owner \"livestock bureau\"
juice: quota on orange juice must be at least 6,500 tons
beef must have a safeguard
  with a trigger of at most 590,000 tons
  and a duty of at least 30%
chicken: tariff on chicken must be at most 9%
accord: there must be an accord by 2004-03-31
no-talks: halt if no ministerial meeting by 2004-02-29
leather: quota on leather should be at least 80,000 pairs
five: every farm product must have a quota
oranges: tariff on oranges must be at least 10%
pork may have a quota only if steel has market access
";

pub(crate) const ROUND_3: &str = "\
proposal: Japan-Mexico, round 3
partner: Mexico
products:
  orange juice:
    quota: 4,000 tons
    tariff: 12%
  pork:
    quota: 38,000 tons
  beef:
    safeguard:
      trigger: 600,000 tons
      duty: 38.5%
  chicken:
    tariff: tbd
  leather:
    quota: 75,000 pairs
  oranges:
    tariff: 8%
";

pub(crate) struct Round3 {
    pub(crate) rules: SharedSource,
    pub(crate) file: SharedSource,
}

impl Round3 {
    pub(crate) fn new() -> Self {
        Self {
            rules: Source::new("rules/mexico.redlines", RULES),
            file: Source::new("proposals/round-3.yaml", ROUND_3),
        }
    }

    pub(crate) fn sources(&self) -> Sources {
        [self.rules.clone(), self.file.clone()].into_iter().collect()
    }

    pub(crate) fn juice(&self) -> Finding {
        Finding {
            margin: margin("-2500", "tons", "-0.384615384615"),
            help: vec!["raise `quota` by 2,500 tons to 6,500 tons".into()],
            ..finding(
                Verdict::Broken,
                "juice",
                "`quota` on orange juice is 4,000 tons, and must be at least 6,500 tons",
                sentence(&self.rules, "quota on orange juice must be at least 6,500 tons"),
                vec![data(
                    &self.file,
                    "/products/orange juice/quota",
                    "4,000 tons",
                    "4,000 tons, 2,500 tons too few",
                )],
            )
        }
    }

    pub(crate) fn pork(&self) -> Finding {
        Finding {
            subject: Some("pork".into()),
            because: Some("prices fell by a third in the last surge".into()),
            source: Some("Diet resolution of 2013-04-19, point 1".into()),
            owner: Some("livestock bureau".into()),
            help: vec!["add `safeguard` under `pork`".into()],
            ..finding(
                Verdict::Broken,
                "pork-safeguard",
                "`pork` has no `safeguard`",
                sentence(&self.rules, "pork must have safeguard"),
                vec![data(&self.file, "/products/pork", "pork", "no `safeguard` here")],
            )
        }
    }

    pub(crate) fn beef(&self) -> Finding {
        Finding {
            margin: margin("-10000", "tons", "-0.0169491525424"),
            help: vec!["lower `trigger` by 10,000 tons to 590,000 tons".into()],
            ..finding(
                Verdict::Broken,
                "beef-must-have-a-safeguard-with-a-trigger-of-at-most-590",
                "the `trigger` of the `safeguard` on beef is 600,000 tons, above 590,000 tons",
                sentence(
                    &self.rules,
                    "beef must have a safeguard\n  with a trigger of at most 590,000 tons\n  and a duty of at least 30%",
                ),
                vec![
                    data(
                        &self.file,
                        "/products/beef/safeguard/trigger",
                        "600,000 tons",
                        "10,000 tons too many",
                    ),
                    data(&self.file, "/products/beef/safeguard/duty", "38.5%", "this is enough"),
                ],
            )
        }
    }

    pub(crate) fn chicken(&self) -> Finding {
        Finding {
            help: vec!["agree on `tariff`, at most 9%".into()],
            ..finding(
                Verdict::Unknown,
                "chicken",
                "`tariff` on chicken is not yet agreed",
                sentence(&self.rules, "tariff on chicken must be at most 9%"),
                vec![data(&self.file, "/products/chicken/tariff", "tbd", "not yet agreed")],
            )
        }
    }

    pub(crate) fn accord(&self) -> Finding {
        Finding {
            days_left: Some(30),
            ..finding(
                Verdict::Waiting,
                "accord",
                "there is no `accord` yet; it is due by 2004-03-31",
                sentence(&self.rules, "there must be an accord by 2004-03-31"),
                vec![data(&self.file, "", "proposal", "`accord` belongs in this proposal")],
            )
        }
    }

    pub(crate) fn talks(&self) -> Finding {
        Finding {
            force: Force::Halt,
            margin: margin("-1", "days", ""),
            ..finding(
                Verdict::Broken,
                "no-talks",
                "there was no `ministerial meeting` by 2004-02-29",
                sentence(&self.rules, "halt if no ministerial meeting by 2004-02-29"),
                Vec::new(),
            )
        }
    }

    pub(crate) fn leather(&self) -> Finding {
        Finding {
            force: Force::Should,
            margin: margin("-5000", "pairs", "-0.0625"),
            ..finding(
                Verdict::Broken,
                "leather",
                "`quota` on leather is 75,000 pairs, and should be at least 80,000 pairs",
                sentence(&self.rules, "quota on leather should be at least 80,000 pairs"),
                vec![data(&self.file, "/products/leather/quota", "75,000 pairs", "")],
            )
        }
    }

    pub(crate) fn oranges(&self) -> Finding {
        Finding {
            margin: margin("-2", "points", "-0.2"),
            waiver: Some(Waiver {
                verdict: Verdict::Broken,
                until: "2004-06-30".into(),
                by: Some("chief negotiator".into()),
                because: Some("ministers decide in May".into()),
            }),
            ..finding(
                Verdict::Waived,
                "oranges",
                "`tariff` on oranges is 8%, and must be at least 10%",
                sentence(&self.rules, "tariff on oranges must be at least 10%"),
                vec![data(&self.file, "/products/oranges/tariff", "8%\n", "2 points too low")],
            )
        }
    }

    pub(crate) fn holds(&self) -> Finding {
        Finding {
            margin: margin("3", "points", "0.0769230769231"),
            ..finding(
                Verdict::Holds,
                "duty-on-beef",
                "`duty` is 38.5%",
                sentence(&self.rules, "and a duty of at least 30%"),
                Vec::new(),
            )
        }
    }

    pub(crate) fn steel(&self) -> Finding {
        finding(
            Verdict::NotApplicable,
            "pork-may-have-a-quota-only-if-steel-has-market-access",
            "`pork` has no quota that would need it",
            sentence(&self.rules, "pork may have a quota only if steel has market access"),
            Vec::new(),
        )
    }

    pub(crate) fn every_verdict(&self) -> Report {
        let findings = vec![
            self.leather(),
            self.pork(),
            self.juice(),
            self.beef(),
            self.chicken(),
            self.accord(),
            self.talks(),
            self.oranges(),
            self.holds(),
            self.steel(),
        ];
        let file = "proposals/round-3.yaml";
        report(vec![proposal(file, "Japan-Mexico, round 3", Outcome::Halt, findings)])
    }
}

/// A rule of 66 subjects, 13 of which are open.
pub(crate) fn many_parts() -> (Report, Sources) {
    let mut text = String::from("products:\n");
    for number in 0..13 {
        let _ = write!(text, "  product {number}:\n    tariff: {number}%\n");
    }
    let file = Source::new("proposals/list.yaml", text);
    let rules = Source::new("rules/farm.redlines", "five: every product must have a quota\n");
    let part = |number: usize| {
        let name = format!("product {number}");
        let place = data(&file, &format!("/products/{name}"), &name, "no `quota` here");
        let verdict = if number == 0 { Verdict::Unknown } else { Verdict::Broken };
        let message = match verdict {
            Verdict::Unknown => "`product 0` has an open `quota`".to_owned(),
            _ => "has a `quota` of 0 tons, which is no quota at all, and must have one".to_owned(),
        };
        let rule = sentence(&rules, "every product must have a quota");
        Finding {
            subject: Some(name),
            margin: (number == 2).then(|| margin("-1234.5", "tons", "-1")).flatten(),
            ..finding(verdict, "five", &message, rule, vec![place])
        }
    };
    let counts = Counts { holds: 53, broken: 12, unknown: 1, ..Counts::default() };
    let whole = Finding {
        parts: (0..13).map(part).collect(),
        part_counts: Some(counts),
        help: vec!["add `quota` under each of them".into()],
        ..finding(
            Verdict::Broken,
            "five",
            "12 of 66 products have no `quota`",
            sentence(&rules, "every product must have a quota"),
            Vec::new(),
        )
    };
    let file_name = "proposals/list.yaml";
    let report = report(vec![proposal(file_name, "", Outcome::Broken, vec![whole])]);
    (report, [file, rules].into_iter().collect())
}

/// Several proposals, notices and errors.
pub(crate) fn several() -> (Report, Sources) {
    let round = Round3::new();
    let twice = Source::new("proposals/round-4.yaml", "pork:\n  quota: 1 t\nquota: 2 t\npork: 3\n");
    let good = proposal(
        "proposals/round-2.yaml",
        "Japan-Mexico, round 2",
        Outcome::Acceptable,
        vec![round.holds(), round.steel()],
    );
    let bad = proposal(
        "proposals/round-3.yaml",
        "Japan-Mexico, round 3",
        Outcome::Broken,
        vec![round.juice(), round.accord(), round.leather()],
    );
    let empty = ProposalReport {
        check: None,
        as_of: None,
        document: 1,
        ..proposal("proposals/more.yaml", "", Outcome::Acceptable, vec![round.steel()])
    };
    let mut report = report(vec![good, bad, empty]);
    report.notices = vec![
        Notice {
            code: "dealbreaker::waiver::expired".into(),
            message: "the waiver of `five` expired on 2004-02-01".into(),
            help: Some("remove it, or ask for a new one".into()),
            at: Some(sentence(&round.rules, "five")),
            related: Vec::new(),
        },
        Notice {
            code: "dealbreaker::file::skipped".into(),
            message: "passed over `notes.docx`, which is no proposal".into(),
            help: None,
            at: None,
            related: Vec::new(),
        },
    ];
    let second = twice.text().rfind("pork").unwrap_or_default();
    let label = |place: Place, label: &str| Place { label: Some(label.into()), ..place };
    report.errors = vec![
        Notice {
            code: "dealbreaker::proposal::duplicate_key".into(),
            message: "the key `pork` stands here twice".into(),
            help: Some("keep one of them".into()),
            at: Some(label(at(&twice, second, 4), "the second")),
            related: vec![label(sentence(&twice, "pork"), "the first")],
        },
        Notice {
            code: "dealbreaker::file::unreadable".into(),
            message: "`proposals/round-5.yaml` cannot be read: permission denied".into(),
            help: None,
            at: None,
            related: Vec::new(),
        },
    ];
    let mut sources = round.sources();
    sources.insert(twice);
    (report, sources)
}

/// Japanese in the names, the proposal, the rules and the file names.
pub(crate) fn japanese() -> (Report, Sources) {
    let rules = Source::new(
        "規則/農業.redlines",
        "豚肉: quota on 豚肉 must be at least 80,000 tons\n  because \"国内の豚肉価格は前回の輸入急増の際に三分の一下落し、多くの生産者が廃業に追い込まれたため\"\n",
    );
    let file = Source::new(
        "提案/第三回.yaml",
        "提案: 日墨経済連携協定\nproducts:\n  豚肉: {quota: \"38,000 tons\", 備考: 経済連携協定の発効日から五年間にわたり段階的に引き上げることとし、その後は両国で協議する}\n",
    );
    let found = Finding {
        margin: margin("-42000", "tons", "-0.525"),
        because: Some("国内の豚肉価格は前回の輸入急増の際に三分の一下落し、多くの生産者が廃業に追い込まれたため".into()),
        help: vec!["`quota` を 42,000 tons 引き上げて 80,000 tons とする".into()],
        ..finding(
            Verdict::Broken,
            "豚肉",
            "`豚肉` の `quota` は 38,000 tons であり、80,000 tons 以上でなければならない",
            sentence(&rules, "quota on 豚肉 must be at least 80,000 tons"),
            vec![data(&file, "/products/豚肉/quota", "\"38,000 tons\"", "38,000 tons、基準に 42,000 tons 足りない")],
        )
    };
    let name = "日墨経済連携協定";
    let report = report(vec![proposal("提案/第三回.yaml", name, Outcome::Broken, vec![found])]);
    (report, [rules, file].into_iter().collect())
}

/// What a hostile or careless file may hold: escapes, bidi controls, tabs, CRLF, no last newline.
pub(crate) fn hostile() -> (Report, Sources) {
    let rules = Source::new("rules/a.redlines", "\u{feff}pork must have\tsafeguard\r\n");
    let file = Source::new(
        "proposals/\u{1b}[2Jevil.yaml",
        "a: 1\r\npork:\t\"\u{202e}%0 \u{1b}[31mred\u{1b}]8;;http://x\u{7} \u{200b}\"\t# x\r\nlast:",
    );
    let end = file.text().len();
    let one = Finding {
        because: Some("see\u{1b}[1A\nthe next line\u{202e}".into()),
        help: vec!["write\u{7} it".into()],
        ..finding(
            Verdict::Broken,
            "pork\u{1b}[0m",
            "`pork` is `\u{202e}%0 \u{1b}[31mred`",
            sentence(&rules, "pork must have\tsafeguard"),
            vec![
                data(&file, "/pork", "\u{1b}[31mred", "\u{1b}[5mred\nand more"),
                Place { label: Some("nothing is here".into()), ..at(&file, end, 0) },
            ],
        )
    };
    let name = "evil\u{1b}]0;title\u{7}";
    let report = report(vec![proposal(file.name(), name, Outcome::Broken, vec![one])]);
    (report, [rules, file].into_iter().collect())
}

/// One line of JSON, with places at its start, in its middle and at its end.
pub(crate) fn one_long_line(entries: usize) -> (Report, Sources) {
    let mut text = String::from("{\"products\":{");
    for number in 0..entries {
        let _ = write!(text, "\"p{number}\":{{\"quota\":\"{number} tons\",\"tariff\":\"5%\"}},");
    }
    text.push_str("\"last\":{\"quota\":\"1 tons\"}}}");
    let file = Source::new("proposals/big.json", text);
    let rules = Source::new("rules/a.redlines", "every product must have a quota of 9 tons\n");
    let found = |needle: &str| {
        let label = "this is too little, for the red line asks for at least 9 tons of each product";
        let rule = sentence(&rules, "every product must have a quota of 9 tons");
        let place = data(&file, "/products", needle, label);
        finding(Verdict::Broken, "nine", "a `quota` is below 9 tons", rule, vec![place])
    };
    let middle = format!("\"{} tons\"", entries / 2);
    let mut both = found("\"0 tons\"");
    both.data.extend(found("\"1 tons\"}}}").data);
    let findings = vec![both, found(&middle)];
    let report = report(vec![proposal("proposals/big.json", "", Outcome::Broken, findings)]);
    (report, [rules, file].into_iter().collect())
}

pub(crate) fn shown(format: Format, report: &Report, sources: &Sources, style: Style) -> String {
    let mut out = Vec::new();
    render(format, report, sources, &style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub(crate) fn pretty((report, sources): &(Report, Sources), style: Style) -> String {
    shown(Format::Pretty, report, sources, style)
}

pub(crate) fn every_verdict() -> (Report, Sources) {
    let round = Round3::new();
    (round.every_verdict(), round.sources())
}

pub(crate) fn all_fixtures() -> Vec<(Report, Sources)> {
    vec![
        every_verdict(),
        many_parts(),
        several(),
        japanese(),
        hostile(),
        one_long_line(500),
        (report(Vec::new()), Sources::new()),
        (every_verdict().0, Sources::new()),
    ]
}
