//! Letters of Europe written in plain Latin ones.

/// Adds a folded character: Latin letters that are no letter with an accent, apostrophes and dashes.
pub(super) fn push_folded(out: &mut String, c: char) {
    let plain = match c {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ĸ' => "k",
        'ə' => "e",
        '’' | '‘' | '‛' | 'ʼ' | 'ʹ' | '′' | '´' | '`' | '＇' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '⁄' => "/",
        other => return out.push(other),
    };
    out.push_str(plain);
}

/// The Latin writing of a folded Greek or Cyrillic letter; none for anything else.
pub(super) fn to_latin(c: char) -> Option<&'static str> {
    greek(c).or_else(|| cyrillic(c))
}

/// Greek, in the manner of ELOT 743.
fn greek(c: char) -> Option<&'static str> {
    Some(match c {
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
}

/// Cyrillic, in the manner of the French passports' transcription, without its exceptions.
fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "j",
        'з' => "z",
        'и' | 'і' => "i",
        'ј' | 'й' => "i",
        'к' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "c",
        'ђ' => "dj",
        'у' => "ou",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "tch",
        'џ' => "dz",
        'ш' => "ch",
        'щ' => "chtch",
        'ы' => "y",
        'ь' | 'ъ' => "",
        'ю' => "iou",
        'я' => "ia",
        _ => return None,
    })
}
