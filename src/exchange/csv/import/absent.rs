//! Words that stand in a cell where nothing or nobody is named: `n/a`, `unknown`, `Vacant`.
//!
//! Takes the text of a cell that refers to something, says whether it names nothing. Never looks at ids: a row
//! whose id is such a word is found before anybody asks here.

/// What stands for nothing, in small letters.
const NOTHING: &[&str] = &[
    "?",
    "??",
    "???",
    ".",
    "..",
    "...",
    "…",
    "_",
    "#n/a",
    "#ref!",
    "n/a",
    "n.a.",
    "n/d",
    "n.d.",
    "na",
    "nd",
    "nil",
    "null",
    "none",
    "unknown",
    "not known",
    "undefined",
    "unspecified",
    "not specified",
    "not applicable",
    "not available",
    "no data",
    "tbd",
    "tba",
    "tbc",
    "unnamed",
    "nobody",
    "no one",
    "missing", //
    "unbekannt",
    "k. a.",
    "k.a.",
    "keine",
    "keiner",
    "keine angabe",
    "ohne",
    "entfällt",
    "niemand",
    "fehlt", //
    "inconnu",
    "inconnue",
    "aucun",
    "aucune",
    "néant",
    "non renseigné",
    "sans objet",
    "s.o.",
    "n.c.", //
    "desconocido",
    "ninguno",
    "sconosciuto",
    "nessuno", //
    "неизвестно",
    "неизвестен",
    "нет",
    "нет данных",
    "н/д",
    "н.д.",
    "не указано",
    "не указан",
    "отсутствует", //
    "미상",
    "없음",
    "불명",
    "알 수 없음",
    "해당 없음",
    "해당없음", //
    "不明",
    "不详",
    "不詳",
    "未知",
    "无",
    "無",
    "没有",
    "沒有",
    "暂无",
    "なし",
    "未詳",
    "該当なし",
];

/// What stands for a post that nobody holds.
const VACANT: &[&str] = &[
    "vacant",
    "vacancy",
    "(vacant)",
    "[vacant]",
    "post vacant",
    "position vacant",
    "empty",
    "unfilled", //
    "vakant",
    "unbesetzt",
    "nicht besetzt",
    "vakanz", //
    "vacante",
    "vacance",
    "poste vacant",
    "non pourvu", //
    "вакантно",
    "вакантна",
    "вакантен",
    "вакансия", //
    "공석",
    "空席",
    "欠員",
    "空缺",
    "出缺",
    "缺",
    "虚位",
];

/// What stands for a post that is no more.
const ABOLISHED: &[&str] = &[
    "eliminated",
    "abolished",
    "post abolished",
    "position eliminated", //
    "abgeschafft",
    "aufgelöst", //
    "supprimé",
    "supprimée", //
    "упразднено",
    "упразднена",
    "упразднён", //
    "폐지",
    "廃止",
    "撤销",
    "撤銷",
];

/// Whether a cell names nothing, or nobody.
pub(super) fn names_nothing(text: &str) -> bool {
    let text = text.trim();
    if is_unknown_value(text) {
        return true;
    }
    if text.len() > 40 {
        return false;
    }
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '*' | '/' | '\\');
    text.chars().all(is_dash) || is_one_of(text, NOTHING) || is_vacant(text)
}

/// Whether a cell holds a value of Wikidata that is known to be, and not known.
pub(super) fn is_unknown_value(text: &str) -> bool {
    text.contains("/.well-known/genid/") || text.starts_with("_:")
}

/// Whether a cell says that nobody holds a post, be it vacant or no more.
pub(super) fn is_vacant(text: &str) -> bool {
    is_stated_vacant(text) || text.len() <= 40 && is_one_of(text.trim(), ABOLISHED)
}

/// Whether a cell says that a post is there and nobody holds it.
pub(super) fn is_stated_vacant(text: &str) -> bool {
    text.len() <= 40 && is_one_of(text.trim(), VACANT)
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    let small = text.to_lowercase();
    words.contains(&small.as_str())
        || words.contains(&small.trim_matches(['(', ')', '[', ']', '.', '<', '>']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_nothing_in_several_languages() {
        for word in [
            "",
            "-",
            "—",
            "--",
            "N/A",
            "n.d.",
            "Unknown",
            "[unknown]",
            "unbekannt",
            "нет данных",
            "미상",
            "不詳",
        ] {
            assert!(names_nothing(word) && !is_vacant(word), "{word}");
        }
        for word in ["Vacant", "(vacant)", "vakant", "вакантно", "공석", "空席", "Eliminated"]
        {
            assert!(names_nothing(word) && is_vacant(word), "{word}");
            assert_eq!(is_stated_vacant(word), word != "Eliminated", "{word}");
        }
        assert!(names_nothing("http://www.wikidata.org/.well-known/genid/4f7a"));
        for name in ["Nadia", "A", "0", "None of the Above Party", "Vacant Lots Commission", "Q5"] {
            assert!(!names_nothing(name), "{name}");
        }
    }
}
