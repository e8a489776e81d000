//! The HTML report made of attacks, in a real browser: it runs nothing and asks the network for nothing, with the policy in
//! its head and without it.
//!
//! Skipped where there is no Chromium; with `DEALBREAKER_BROWSER=required` in the environment there must be one.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "support/attacks.rs"]
mod attacks;
#[path = "render/reports.rs"]
mod reports;

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use attacks::ATTACKS;
use dealbreaker::render::{Format, Sources};
use dealbreaker::report::{Outcome, Verdict};
use dealbreaker::source::Source;
use reports::*;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

fn browser() -> Option<&'static str> {
    let answers = |name: &&str| {
        let quiet = Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        quiet.is_ok_and(|status| status.success())
    };
    let found = BROWSERS.into_iter().find(answers);
    let required = std::env::var("DEALBREAKER_BROWSER").is_ok_and(|value| value == "required");
    assert!(found.is_some() || !required, "Chromium has to be installed for this test");
    found
}

/// Markup that marks the page when it runs, and asks `address` for something when it is loaded.
fn markup(address: &str) -> String {
    let mark = "document.documentElement.setAttribute('data-obeyed','yes')";
    format!(
        "<script>{mark}</script>\"><img src=\"http://{address}/img\" onerror=\"{mark}\">'><svg onload=\"{mark}\">\
         </style></title></pre><iframe src=\"http://{address}/frame\"></iframe>\
         <link rel=stylesheet href=\"http://{address}/style\"><style>@import 'http://{address}/import';\
         body{{background:url(http://{address}/background)}}</style>\
         <meta http-equiv=refresh content=\"0;url=http://{address}/refresh\">\
         <object data=\"http://{address}/object\"></object><details open ontoggle=\"{mark}\">x</details>\
         <a href=\"javascript:{mark}\" autofocus onfocus=\"{mark}\">x</a> x' onmouseover='{mark}'"
    )
}

/// A report with a text wherever it has one.
fn report_of(text: &str) -> String {
    let own = || text.to_owned();
    let file = Source::new(format!("offers/{text}"), format!("a: 1\n{text}\n"));
    let place = dealbreaker::report::Place {
        label: Some(own()),
        path: Some(own()),
        ..at(&file, 5, text.len())
    };
    let one = |verdict| dealbreaker::report::Finding {
        subject: Some(own()),
        help: vec![own()],
        because: Some(own()),
        source: Some(own()),
        owner: Some(own()),
        data: vec![place.clone()],
        margin: margin("-1", text, "-0.5"),
        ..finding(verdict, text, text, at(&file, 0, 5), Vec::new())
    };
    let findings = Verdict::ALL.into_iter().map(one).collect();
    let report = report(vec![proposal(file.name(), text, Outcome::Broken, findings)]);
    let sources: Sources = [file].into_iter().collect();
    shown(Format::Html, &report, &sources, PLAIN)
}

/// Someone on the network, who takes note of every call and hangs up.
struct Network {
    address: String,
    called: Arc<AtomicBool>,
}

impl Network {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let called = Arc::new(AtomicBool::new(false));
        let note = called.clone();
        // it ends with the tests
        std::thread::spawn(move || {
            listener.incoming().for_each(|_| note.store(true, Ordering::SeqCst));
        });
        Self { address, called }
    }

    fn was_called(&self) -> bool {
        self.called.swap(false, Ordering::SeqCst)
    }
}

/// The page as it stands once the browser has loaded it, its scripts allowed to run.
fn loaded(browser: &str, folder: &Path, page: &str) -> String {
    let file = folder.join("page.html");
    std::fs::write(&file, page).unwrap();
    let output = Command::new(browser)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        .args(["--no-first-run", "--disable-background-networking"])
        .args(["--timeout=20000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .stderr(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const OBEYED: &str = "data-obeyed=\"yes\"";

#[test]
fn a_report_made_of_attacks_runs_nothing_and_asks_for_nothing() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let network = Network::new();
    let attack = markup(&network.address);
    let staying = attack.replace("refresh", "x");
    let dom = loaded(browser, folder.path(), &format!("<!doctype html><p>{staying}"));
    assert!(dom.contains(OBEYED), "a page that is not ours obeys: {dom}");
    assert!(network.was_called(), "a page that is not ours calls: {dom}");

    let page = report_of(&format!("{attack} {}", ATTACKS.join(" ")));
    let policy =
        page.split_inclusive('>').find(|tag| tag.contains("Content-Security-Policy")).unwrap();
    for page in [&page, &page.replace(policy, "")] {
        let dom = loaded(browser, folder.path(), page);
        assert!(dom.contains("</main>"), "{dom}");
        assert!(!dom.contains(OBEYED), "it ran");
        assert!(!network.was_called(), "it called");
    }

    // what a template of ours let through, the policy would stop, a new address of the whole page apart
    let page = format!("<!doctype html><head>{policy}</head><p>{staying}");
    let dom = loaded(browser, folder.path(), &page);
    assert!(!dom.contains(OBEYED) && !network.was_called(), "{dom}");
}
