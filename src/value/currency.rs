//! Currencies. They never convert into one another.

/// A currency, known by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(&'static str);

impl Currency {
    /// The currency of a code, which is written in capitals.
    pub fn from_code(code: &str) -> Option<Self> {
        let found = CODES.split_ascii_whitespace().find(|known| *known == code)?;
        Some(Self(found))
    }

    /// The ISO 4217 code: `USD`.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// All currencies, by code.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        CODES.split_ascii_whitespace().map(Self)
    }
}

/// The currency codes of ISO 4217, and `BGN`, which was replaced lately and still stands in contracts in force.
const CODES: &str = "
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
    CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
    GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
    LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
    PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY
    TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG";

/// Spellings of money that mean one currency: as written, the form for one, the code, whether it stands before the
/// amount.
pub(super) const SPELLINGS: &[(&str, &str, &str, bool)] = &[
    ("yen", "yen", "JPY", false),
    ("euros", "euro", "EUR", false),
    ("yuan", "yuan", "CNY", false),
    ("US dollars", "US dollar", "USD", false),
    ("pounds sterling", "pound sterling", "GBP", false),
    ("€", "€", "EUR", true),
    ("£", "£", "GBP", true),
    ("US$", "US$", "USD", true),
];

/// Spellings of money that several currencies share, and codes in lower case, with the code that is suggested.
const AMBIGUOUS: &[(&str, &str)] = &[
    ("$", "USD"),
    ("¥", "JPY"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("peso", "MXN"),
    ("pesos", "MXN"),
    ("franc", "CHF"),
    ("francs", "CHF"),
    ("rupee", "INR"),
    ("rupees", "INR"),
    ("won", "KRW"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("jpy", "JPY"),
    ("chf", "CHF"),
    ("cny", "CNY"),
    ("cad", "CAD"),
    ("aud", "AUD"),
    ("mxn", "MXN"),
    ("brl", "BRL"),
    ("dkk", "DKK"),
    ("inr", "INR"),
    ("krw", "KRW"),
    ("nok", "NOK"),
    ("nzd", "NZD"),
    ("sek", "SEK"),
    ("sgd", "SGD"),
];

/// The code that is suggested for a spelling which does not say what money it means.
pub(super) fn suggested(spelling: &str) -> Option<&'static str> {
    let lower = spelling.to_lowercase();
    AMBIGUOUS.iter().find(|(shared, _)| *shared == lower).map(|(_, code)| *code)
}

/// True for a spelling that several currencies share, or a code in lower case.
pub(super) fn is_shared(spelling: &str) -> bool {
    // No longer than `dollars`.
    spelling.len() <= 8 && suggested(spelling).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_names_a_known_code() {
        assert_eq!(Currency::from_code("USD").map(Currency::code), Some("USD"));
        assert_eq!(Currency::from_code("usd"), None);
        assert!(Currency::all().all(|c| c.code().len() == 3));
        let named = SPELLINGS.iter().map(|s| s.2).chain(AMBIGUOUS.iter().map(|s| s.1));
        assert!(named.into_iter().all(|code| Currency::from_code(code).is_some()));
    }
}
