//! Prices as French prints them.

/// The narrow no-break space that groups digits (Imprimerie nationale's rule).
const GROUP: char = '\u{202f}';

/// Writes an amount given in the currency's smallest unit: 2500 is "2 500 F CFA" in XOF and
/// "25,00 €" in EUR. A currency without a sign of its own is written by its ISO 4217 code.
#[must_use]
pub fn price(amount: u64, currency: &str) -> String {
    let decimals = decimals(currency);
    let unit = 10_u64.pow(decimals);
    let mut text = grouped(amount / unit);
    if decimals > 0 {
        let width = decimals as usize;
        text.push_str(&format!(",{:0width$}", amount % unit));
    }
    text.push('\u{a0}');
    text.push_str(sign(currency));
    text
}

/// Digits after the point: ISO 4217's "minor unit".
fn decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

fn sign(currency: &str) -> &str {
    match currency {
        "XOF" | "XAF" => "F\u{a0}CFA",
        "EUR" => "€",
        "USD" => "$\u{a0}US",
        "CAD" => "$\u{a0}CA",
        "GBP" => "£",
        code => code,
    }
}

/// "2 500"
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(GROUP);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_has_its_currency_s_decimals_and_no_break() {
        for (amount, currency, printed) in [
            (2500, "XOF", "2\u{202f}500\u{a0}F\u{a0}CFA"),
            (200, "XOF", "200\u{a0}F\u{a0}CFA"),
            (1_250_000, "GNF", "1\u{202f}250\u{202f}000\u{a0}GNF"),
            (600, "EUR", "6,00\u{a0}€"),
            (99, "EUR", "0,99\u{a0}€"),
            (12_345, "TND", "12,345\u{a0}TND"),
            (
                u64::MAX,
                "EUR",
                "184\u{202f}467\u{202f}440\u{202f}737\u{202f}095\u{202f}516,15\u{a0}€",
            ),
        ] {
            assert_eq!(price(amount, currency), printed);
        }
    }
}
