//! What each form of sentence is read as.

use super::outline::outline;
use crate::syntax::parse;

#[track_caller]
fn reads(pairs: &[(&str, &str)]) {
    for (sentence, tree) in pairs {
        let parsed = parse(sentence);
        assert_eq!(parsed.errors, [], "{sentence}");
        assert_eq!(outline(&parsed.file), [*tree], "{sentence}");
    }
}

#[test]
fn a_bracket_ends_what_is_looked_at_ahead() {
    // `automobiles have` is another claim, and none about `tabled`
    for said in [
        "if (status is signed or tabled) and automobiles have market access then pork must have x",
        "if (status is one of signed or tabled) and quotas are open then pork must have x",
        "if (pork has a quota or tariff) and automobiles have market access then pork must have x",
        "if (x has a quota, a tariff and a duty) and x, y and z have w then pork must have x",
    ] {
        let parsed = crate::syntax::parse(said);
        assert!(parsed.errors.is_empty(), "{said}: {:?}", parsed.errors);
    }
}

#[test]
fn a_movement_may_be_given_per_year() {
    for amount in ["1 point", "5%", "6,500 tons", "USD 5 million", "2 short tons"] {
        let said = |basis: &str| {
            let said = format!("tariff on beef must fall by at least {amount} {basis}");
            let parsed = parse(&said);
            assert_eq!(parsed.errors, [], "{said}");
            outline(&parsed.file)
        };
        assert_eq!(said("per year"), said("every year"));
    }
}

#[test]
fn definitions_of_the_language_page() {
    reads(&[
        ("party Mexico", "party Mexico"),
        (r#"use "common/farm.redlines""#, r#"use "common/farm.redlines""#),
        (
            "farm products are orange juice, oranges, pork, beef and chicken",
            "group farm products = [orange juice; oranges; pork; beef; chicken]",
        ),
        (
            r#"meat is every product whose hs starts with "02""#,
            r#"selection meat = <product whose {hs starts with "02"}>"#,
        ),
        ("deadline is 2004-03-31", "constant deadline = d'2004-03-31'"),
        ("accord means agreement in substance", "alias accord = agreement in substance"),
        (
            "a product is sensitive if its base tariff is above 15% or it is rice",
            "adjective product sensitive if Or[{its base tariff Above 15%}; {it Equal rice}]",
        ),
        ("quota is measured in tons", r#"measure quota in "tons""#),
        ("year 1 is 2005-04-01", "year one = d'2005-04-01'"),
    ]);
}

#[test]
fn rules_of_the_language_page() {
    reads(&[
        ("pork must have safeguard", "pork Must has safeguard"),
        ("pork must not have a tariff", "pork Must not(has tariff)"),
        ("every product must state a tariff", "every <product> Must states tariff"),
        (
            "beef must have a safeguard with a trigger of at most 590,000 tons and a duty of at least 30%",
            "beef Must has safeguard with And[trigger AtMost 590,000 tons; duty AtLeast 30%]",
        ),
        (
            "every safeguard must have a trigger, a duty, a duration and an expiry",
            "every <safeguard> Must has And[trigger; duty; duration; expiry]",
        ),
        ("every farm product must have a quota", "every <farm product> Must has quota"),
        (
            "at least 3 farm products must have a safeguard",
            "AtLeast 3 <farm products> Must has safeguard",
        ),
        (
            "at most 1 sensitive product may have a tariff of 0%",
            "AtMost 1 <sensitive product> May has tariff Equal 0%",
        ),
        ("no farm product may have a tariff of 0%", "no <farm product> May has tariff Equal 0%"),
        (
            "each of rice, beef and pork must keep a tariff above 0%",
            "every <[rice; beef; pork]> Must has tariff Above 0%",
        ),
        (
            "quota on orange juice must be at least 6,500 tons",
            "quota.orange juice Must AtLeast 6,500 tons",
        ),
        (
            "in-quota tariff on orange juice must be below its base tariff",
            "in-quota tariff.orange juice Must Below its base tariff",
        ),
        ("tariff on beef must be between 9% and 38.5%", "tariff.beef Must between 9% 38.5%"),
        (
            "tariff on beef in year 10 must be at most 20%",
            "tariff.beef[At year 10] Must AtMost 20%",
        ),
        ("tariff on beef must reach 9% by year 16", "tariff.beef Must reach 9% @At year 16"),
        ("tariff on beef must never rise", "tariff.beef Must never Up"),
        ("quota on pork must never fall", "quota.pork Must never Down"),
        (
            "quota on pork must grow by at least 5% every year",
            "quota.pork Must move Up AtLeast 5% EveryYear",
        ),
        (
            "tariff on beef must fall by at least 1 point every year",
            "tariff.beef Must move Down AtLeast 1 point EveryYear",
        ),
        (
            "quota on pork must not fall from the previous round",
            "quota.pork Must not(move Down PreviousRound)",
        ),
        (
            "export quota on leather must be at least 110% of the current export quota on leather",
            "export quota.leather Must AtLeast (110% of current export quota.leather)",
        ),
        (
            "total quota of farm products must be at least 60,000 tons",
            "Total(quota.farm products) Must AtLeast 60,000 tons",
        ),
        (
            "number of farm products with a quota must be at least 4",
            "number<farm products with quota> Must AtLeast 4",
        ),
        ("highest tariff of meat must be at most 50%", "Highest(tariff.meat) Must AtMost 50%"),
        (
            r#"average base_rate of lines whose hs starts with "72" must be at most 29.5"#,
            r#"Average(base_rate.each <lines whose {hs starts with "72"}>) Must AtMost 29.5"#,
        ),
        (
            r#"number of lines whose hs starts with "87" and whose rates in year 1 are 0 must be at most 40"#,
            r#"number<lines whose {hs starts with "87"} whose {rates[At year 1] Equal 0}> Must AtMost 40"#,
        ),
        (
            "for each product that states a tariff from the United States, its tariff from the United States must be its tariff from Australia",
            "for each <product stating tariff[United States]>: its tariff[United States] Must Equal its tariff[Australia]",
        ),
        (
            "tariff on beef must be the same for every partner",
            "tariff.beef Must same for every partner",
        ),
        (
            r#"status must be one of "draft", "tabled" or "agreed""#,
            r#"status Must one of ["draft"; "tabled"; "agreed"]"#,
        ),
        ("there must be an accord by 2003-10-31", "event Must {there is accord by d'2003-10-31'}"),
        ("halt if no accord by 2005-03-31", "halt if {there is no accord by d'2005-03-31'}"),
        (
            "warn if there is no ministerial meeting by 2004-03-12",
            "warn if {there is no ministerial meeting by d'2004-03-12'}",
        ),
        (
            "warn if imports of beef ever exceed the trigger of the safeguard on beef",
            "warn if {imports.beef Ever Above trigger.safeguard.beef}",
        ),
        (
            "if the tariff on beef is ever below 20% then beef must have a safeguard",
            "if {tariff.beef Ever Below 20%} then beef Must has safeguard",
        ),
        (
            "if pork is open then there must be a ministerial meeting by 2004-03-31",
            "if {pork is Open} then event Must {there is ministerial meeting by d'2004-03-31'}",
        ),
        (
            "pork must have a safeguard unless its tariff is above 20%",
            "(pork Must has safeguard) unless {its tariff Above 20%}",
        ),
        (
            "pork may have a quota only if steel and automobiles have market access",
            "(pork May has quota) only if {And[steel; automobiles] has market access}",
        ),
        ("quota on pork should be at least 80,000 tons", "quota.pork Should AtLeast 80,000 tons"),
        ("every farm product must have a safeguard", "every <farm product> Must has safeguard"),
    ]);
}

#[test]
fn other_forms() {
    reads(&[
        (
            "if pork has a quota and beef has a tariff then rice must have a quota and wine must have a tariff",
            "if And[{pork has quota}; {beef has tariff}] then all[rice Must has quota; wine Must has tariff]",
        ),
        ("the United States must have a quota", "United States Must has quota"),
        (
            "for each product, its tariff from the United States must be at most 5%",
            "for each <product>: its tariff[United States] Must AtMost 5%",
        ),
        ("NO must have a quota", "NO Must has quota"),
        ("A must have X", "A Must has X"),
        ("A, B and C must have X", "And[A; B; C] Must has X"),
        ("A's tariff must be at most 5%", "tariff.A Must AtMost 5%"),
        ("X or Y must have Z", "Or[X; Y] Must has Z"),
        ("phase 2 must be at least tier 1 quota", "phase 2 Must AtLeast tier 1 quota"),
        (
            r#"quota of each product whose hs starts with "02" must be at least 5 tons"#,
            r#"quota.each <product whose {hs starts with "02"}> Must AtLeast 5 tons"#,
        ),
        (
            "tariff on pork from Australia in year 5 must be at most 5%",
            "tariff.pork[Australia][At year 5] Must AtMost 5%",
        ),
        ("tariff from Australia on pork must be 5%", "tariff.pork[Australia] Must Equal 5%"),
        (
            "pork must have a tariff of 25% or 60 yen/kg, whichever is higher",
            "pork Must has tariff Equal duty'25% or 60 yen/kg, whichever is higher'",
        ),
        ("duty on pork must be 29.8% + 23 yen/kg", "duty.pork Must Equal duty'29.8% + 23 yen/kg'"),
        (
            "duty on pork must be at most 535.53 yen/kg - value or 482 yen/kg, whichever is lower",
            "duty.pork Must AtMost duty'535.53 yen/kg - value or 482 yen/kg, whichever is lower'",
        ),
        (
            "duty on pork must be at most 524 yen/kg x 1.002 - value or 54 yen/kg, whichever is lower",
            "duty.pork Must AtMost duty'524 yen/kg x 1.002 - value or 54 yen/kg, whichever is lower'",
        ),
        (
            "duty on pork must be at most 361 yen/kg in year 2",
            "duty.pork Must AtMost 361 yen/kg @At year 2",
        ),
        (
            r#"if status is "a" or "b" then pork must have a quota"#,
            r#"if {status one of ["a"; "b"]} then pork Must has quota"#,
        ),
        (
            r#"if status is "a" or phase is "b" then pork must have a quota"#,
            r#"if Or[{status Equal "a"}; {phase Equal "b"}] then pork Must has quota"#,
        ),
        (
            r#"if (status is "a" or "b") and not (pork is open) then pork must have a quota"#,
            r#"if And[{status one of ["a"; "b"]}; not({pork is Open})] then pork Must has quota"#,
        ),
        (
            "if (quota on pork + 5 tons) * 2 is above 10 tons then pork must have a quota",
            "if {((quota.pork Plus 5 tons) Times 2) Above 10 tons} then pork Must has quota",
        ),
        (
            "every product whose safeguard has a trigger and a duty must have a quota",
            "every <product whose {safeguard has And[trigger; duty]}> Must has quota",
        ),
        (
            "every safeguard with a trigger, a duty and an expiry must have a quota",
            "every <safeguard with And[trigger; duty; expiry]> Must has quota",
        ),
        (
            "every product with a quota and a tariff must have a safeguard",
            "every <product with And[quota; tariff]> Must has safeguard",
        ),
        ("pork must have a quota and be at most 5 tons", "pork Must And[has quota; AtMost 5 tons]"),
        (
            "quota must be at least 5 tons and at most 9 tons",
            "quota Must And[AtLeast 5 tons; AtMost 9 tons]",
        ),
        (r#"quota must be "a" or "b""#, r#"quota Must one of ["a"; "b"]"#),
        (r#"quota must be "a", "b" or "c""#, r#"quota Must one of ["a"; "b"; "c"]"#),
        (
            "pork must have a quota if beef has a tariff",
            "if {beef has tariff} then pork Must has quota",
        ),
        ("halt if no accord by deadline", "halt if {there is no accord by deadline}"),
        (
            "halt if no accord by signature + 30 days",
            "halt if {there is no accord by (signature Plus 30 days)}",
        ),
        (
            "halt if there is no accord and pork is open",
            "halt if And[{there is no accord}; {pork is Open}]",
        ),
        ("the tariff on beef must never exceed 5%", "tariff.beef Must not(Above 5%)"),
        ("the tariff on beef must not be more than 5%", "tariff.beef Must not(Above 5%)"),
        ("the tariff on beef must be not more than 5%", "tariff.beef Must not(Above 5%)"),
        (
            "if the tariff on beef is never below 5% then pork must have a quota",
            "if not({tariff.beef Ever Below 5%}) then pork Must has quota",
        ),
        (
            "if the tariff on beef ever rises then pork must have a quota",
            "if {tariff.beef not(never Up)} then pork Must has quota",
        ),
        (
            "if the quota on beef does not fall from the previous round then pork must have a quota",
            "if {quota.beef not(move Down PreviousRound)} then pork Must has quota",
        ),
        (
            "quota on pork must be at least its quota in the previous round",
            "quota.pork Must AtLeast its quota[previous]",
        ),
        (
            "quota on pork in the previous round must be at least 5 tons",
            "quota.pork[previous] Must AtLeast 5 tons",
        ),
        (
            "no farm product whose tariff is 0% may have a quota",
            "no <farm product whose {tariff Equal 0%}> May has quota",
        ),
        (
            "if no farm product has a quota then pork must have a quota",
            "if {no <farm product> has quota} then pork Must has quota",
        ),
        (
            "if at least 3 products have a quota then pork must have a quota",
            "if {AtLeast 3 <products> has quota} then pork Must has quota",
        ),
        ("at least three products must have a quota", "AtLeast 3 <products> Must has quota"),
        ("status must be yes", "status Must Equal #yes"),
        ("status must be no", "status Must Equal #no"),
        ("status must be no more than 5", "status Must AtMost 5"),
        (
            "tariff on each of rice, beef and pork in year 5 must be at most 5%",
            "tariff.each <[rice; beef; pork]>[At year 5] Must AtMost 5%",
        ),
        (r#""rules of origin" must have "0201.30""#, "'rules of origin' Must has '0201.30'"),
        (r#"the tariff on "0201.30" must be free"#, "tariff.'0201.30' Must Equal #free"),
        (r#"codes are "0201" and "0202""#, "group codes = ['0201'; '0202']"),
        (r#"law is "Delaware""#, r#"constant law = "Delaware""#),
        ("limit is half of the quota", "constant limit = (50% of quota)"),
        (
            "cash at closing must be at least USD 5 million",
            "cash at closing Must AtLeast USD 5 million",
        ),
        (
            "agreement in substance must be on 31 March 2004",
            "agreement in substance Must Equal d'31 March 2004'",
        ),
        ("state aid must be at most 5%", "state aid Must AtMost 5%"),
        ("pork must have state aid", "pork Must has state aid"),
        ("price must be at most €5 million", "price Must AtMost €5 million"),
        ("price must be at most USD 5 per kg", "price Must AtMost USD 5 per kg"),
        ("牛肉 must have 関税", "牛肉 Must has 関税"),
        ("the previous round must be open", "previous round Must is Open"),
        ("pork must be none", "pork Must is None"),
        ("free trade area must be open access", "free trade area Must Equal open access"),
        ("if it is open then pork must have a quota", "if {it is Open} then pork Must has quota"),
        (
            "every quota in year 3 must be at least 5 tons",
            "every <field quota[At year 3]> Must AtLeast 5 tons",
        ),
        (
            "if pork has no quota then beef must have a quota",
            "if {pork has no quota} then beef Must has quota",
        ),
        ("pork must have no quota", "pork Must has no quota"),
        (
            "pork must have a quota of at most 5 tons and at least 2 tons",
            "pork Must has quota And[AtMost 5 tons; AtLeast 2 tons]",
        ),
        (
            r#"pork must have a safeguard with a trigger of "x" or a duty between 5% and 6%"#,
            r#"pork Must has safeguard with Or[trigger Equal "x"; duty between 5% 6%]"#,
        ),
        (
            r#"number of lines whose hs starts with "87" must be at most half of number of lines"#,
            r#"number<lines whose {hs starts with "87"}> Must AtMost (50% of number<lines>)"#,
        ),
        (
            "total quota of products with quota_tons must be at least 5",
            "Total(quota.each <products with quota_tons>) Must AtLeast 5",
        ),
        ("total must be at most 5", "total Must AtMost 5"),
        ("average of X must be at most 5", "average.X Must AtMost 5"),
        (
            "quota on pork must fall by 5 tons a year",
            "quota.pork Must move Down Equal 5 tons EveryYear",
        ),
        (r#"tariff on beef must start with "x""#, r#"tariff.beef Must starts with "x""#),
        (
            r#"if code starts with "x" and code exceeds 5 then pork must have a quota"#,
            r#"if And[{code starts with "x"}; {code Above 5}] then pork Must has quota"#,
        ),
        (
            "every in-quota tariff on beef from Mexico in year 2 must be at most 5%",
            "every <field in-quota tariff.beef[Mexico][At year 2]> Must AtMost 5%",
        ),
        ("each of the farm products must have a quota", "every <farm products> Must has quota"),
        ("tariff must be at least 5% or at most 2%", "tariff Must Or[AtLeast 5%; AtMost 2%]"),
        ("Every product must have a quota.", "every <product> Must has quota"),
        ("Halt if no accord by 2005-03-31.", "halt if {there is no accord by d'2005-03-31'}"),
        ("a product is sensitive if it is rice", "adjective product sensitive if {it Equal rice}"),
        ("halt must be at most 5", "halt Must AtMost 5"),
        (
            "warn if pork has a quota and no safeguard",
            "warn if {pork has And[quota; no safeguard]}",
        ),
        ("rate must be -5", "rate Must Equal -5"),
        (
            "pork must have a quota and a tariff unless beef is open or rice is open",
            "(pork Must has And[quota; tariff]) unless Or[{beef is Open}; {rice is Open}]",
        ),
        ("if pork is open, beef must have a quota", "if {pork is Open} then beef Must has quota"),
        (
            "imports of beef in 2004 must be at most 5 tons",
            "imports.beef[At 2004] Must AtMost 5 tons",
        ),
        (
            r#""rules of origin" on pork in year 5 must be at most "rules of origin" of beef"#,
            "'rules of origin'.pork[At year 5] Must AtMost 'rules of origin'.beef",
        ),
        (
            r#"if "rules of origin" is open and "0201.30" is "x" then pork must have a quota"#,
            r#"if And[{'rules of origin' is Open}; {'0201.30' Equal "x"}] then pork Must has quota"#,
        ),
        (
            "tariff on beef must be at most 90% of (its base tariff in year 5)",
            "tariff.beef Must AtMost (90% of its base tariff[At year 5])",
        ),
        (
            "pork must have source code and owner rights",
            "pork Must has And[source code; owner rights]",
        ),
        ("in-quota tariff must be at most no-deal", "in-quota tariff Must AtMost no-deal"),
        (
            "quota on pork must not fall by more than 5 tons from the previous round",
            "quota.pork Must not(move Down Above 5 tons PreviousRound)",
        ),
        ("pork must never have a quota", "pork Must not(has quota)"),
        ("the tariff on beef must always be at least 5%", "tariff.beef Must AtLeast 5%"),
        (
            "if the tariff on beef is always above 5% then pork must have a quota",
            "if {tariff.beef Always Above 5%} then pork Must has quota",
        ),
        ("there must not be a tariff on wine", "event Must {there is no tariff.wine}"),
        ("there should be no tariff on wine", "event Should {there is no tariff.wine}"),
        (
            "if each of steel and automobiles has market access then pork may have a quota",
            "if {every <[steel; automobiles]> has market access} then pork May has quota",
        ),
        ("exactly 2 products must have a quota", "Exactly 2 <products> Must has quota"),
        ("fewer than 3 products may have a quota", "FewerThan 3 <products> May has quota"),
        ("more than 1,000 lines must have a rate", "MoreThan 1,000 <lines> Must has rate"),
        ("up to 5 products may have a quota", "AtMost 5 <products> May has quota"),
        ("no fewer than 2 products must have a quota", "AtLeast 2 <products> Must has quota"),
        (
            "for each of beef and pork, its tariff must be at most 5%",
            "for each <[beef; pork]>: its tariff Must AtMost 5%",
        ),
        (
            r#"for each product whose kind is "fish" or "meat", if its tariff is above 5% then it must have a safeguard"#,
            r#"for each <product whose {kind one of ["fish"; "meat"]}>: if {its tariff Above 5%} then it Must has safeguard"#,
        ),
        (
            "trigger of its safeguard must be at most its safeguard's trigger",
            "trigger.its safeguard Must AtMost trigger.its safeguard",
        ),
        ("signature must be on or after 2004-01-01", "signature Must AtLeast d'2004-01-01'"),
        ("signature must be no earlier than 2004-01-01", "signature Must AtLeast d'2004-01-01'"),
        ("signature must be before accord + 30 days", "signature Must Below (accord Plus 30 days)"),
        (
            "tariff on beef until year 3 must be at most 5%",
            "tariff.beef[Until year 3] Must AtMost 5%",
        ),
        (
            "export quota to Japan must be at least 5 tons",
            "export quota[Japan] Must AtLeast 5 tons",
        ),
        ("pork must have a quota and must-sell", "pork Must has And[quota; must-sell]"),
        (
            "pork must have a safeguard with a trigger of no more than 5 tons and no duty",
            "pork Must has safeguard with And[trigger AtMost 5 tons; no duty]",
        ),
        (
            "every product that has a quota must state a tariff",
            "every <product with quota> Must states tariff",
        ),
        (
            "every product with no quota must have a tariff",
            "every <product with no quota> Must has tariff",
        ),
    ]);
}
