//! Texts made to be obeyed: by a terminal, a build server, a tracker, a browser, a parser.

#![allow(dead_code, reason = "each test file uses its part")]

/// What the other side may write, wherever it may write.
pub(crate) const ATTACKS: &[&str] = &[
    "\u{1b}[31mred\u{1b}[0m\u{1b}[2J",
    "\u{1b}]8;;http://evil.example\u{7}here\u{1b}]8;;\u{7}",
    "\u{9b}31m \u{90}x\u{9c} \u{7f}",
    "\u{202e}desrever\u{202c} \u{2066}x\u{2069} \u{200e}\u{200f}\u{61c}",
    "\u{0}\u{8}\u{b}\u{c}\u{fffe}\u{ffff}\u{feff}\u{1fffe}",
    "9\u{200b}0 \u{ad} \u{2060} \u{e0041}\u{e0042}",
    "a\nnot ok 99 - x\n::error::pwned",
    "a\r\n::set-env name=x::y",
    "\u{2028}::error::x \u{85}::error::y \u{3000}::error::z",
    "::error file=a.yaml,line=1::b",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa::error::b",
    "x ##[add-mask]y ##vso[task.complete result=Succeeded;] ##teamcity[x]",
    "%0A::error::x %25 %3A,title=y",
    "]]><!-- --><testcase name=\"x\"/></failure>",
    "<script>alert(1)</script><!-- x",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "</style></title></svg><svg onload=x><iframe src=//evil.example>",
    "&lt;b&gt; &#60;i&#62; &amp; &bogus;",
    "javascript:alert(1)",
    "[x](javascript:alert(1)) ![x](http://evil.example/x.png) [x]: http://evil.example",
    "@octocat @org/team #1 GH-1 owner/repo#1 !2 ~bug %3 &4 ^5 a5c3785ed8",
    "https://evil.example www.evil.example a@evil.example",
    "| a | b |\n| --- | --- |\n| c | d |",
    "a \\| b \\\\| c | d",
    "```\ncode\n```\n~~~",
    "`code` `` ` ``` x",
    "# heading\n\n- [ ] task\n> [!NOTE]\n1. one\n---",
    "$\\sqrt{x}$ $`y`$ :rocket: *a* _b_ ~~c~~ [^1]",
    "/close",
    "# SKIP all\n  ---\n  ok: 1\n  ...\nBail out!\n1..0",
    "x # TODO y \\# SKIP",
    "{0} {{}} {x} [here](1) \\[a](2)",
    "{\"a\": 1}, ], }",
    "=cmd|' /C calc'!A0",
    "{{7*7}} ${x} <%= x %>",
    "\u{1b}]52;c;cm0gLXJmIC8=\u{7}\u{1b}P+q\u{1b}\\ \u{1b}[6n\u{1b}[?1049h",
    "\u{1b}c\u{1b}#8\u{1b}]0;title\u{1b}\\ \u{9d}8;;http://evil.example\u{9c}",
    "a\u{8}\u{8}b\rc\u{b}d\u{c}e",
    "::add-mask::x\n::stop-commands::pwned\n::group::x",
    "\n##[section]x\n##[command]y\r##[error]z",
    "%0A%0D::error::x%0a::warning::y",
    "<![CDATA[x]]><!ENTITY x SYSTEM \"file:///etc/passwd\">&x;<?xml version=\"1.0\"?>",
    "<a href=\"javascript:alert(1)\">x</a><math><mtext></p><style><img src=x onerror=alert(1)>",
    "</script><script>document.title='pwned'</script><base href=//evil.example>",
    "<details open ontoggle=alert(1)><meta http-equiv=refresh content=0;url=//evil.example>",
    "![x][y]\n\n[y]: http://evil.example/x.png\n<http://evil.example>\n<img src=\"http://evil.example\">",
    "\u{2028}\u{2029}\u{85}</script>\\u0022\\",
    "---\n  message: x\n...\nok 1 - y\npragma +strict",
    "\u{fe0f}\u{200d}\u{180e}\u{3164}\u{fff9}x\u{fffb}",
];

/// Each attack by itself, and all of them in one text.
pub(crate) fn corpus() -> Vec<String> {
    let mut all: Vec<String> = ATTACKS.iter().map(|one| (*one).to_owned()).collect();
    all.push(ATTACKS.join(" "));
    all
}

pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}'
            | '\u{fffe}' | '\u{ffff}' | '\u{1fffe}')
}

/// `##[…]`, `##vso[…]`
pub(crate) fn has_order(text: &str) -> bool {
    text.match_indices("##").any(|(at, _)| {
        text[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[')
    })
}
