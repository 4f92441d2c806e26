//! The words of dates in seven languages.
//!
//! Gives what a word or phrase means in a date: months, seasons, limits, doubts and units, in English,
//! German, French, Russian, Korean, Chinese and Japanese. The names of months and seasons are those of CLDR
//! 45, wide and abbreviated; limits are those of GEDCOM 5.5.1 and 7, of catalogues and archival inventories.
//! Knows no grammar.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word means in a date.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Month(u32),
    /// 21 to 24, as EDTF counts them.
    Season(u32),
    Weekday,
    Circa,
    Perhaps,
    /// No later than the date before or behind it.
    Before,
    /// No earlier.
    After,
    From,
    Until,
    /// Between the two ends of a period.
    To,
    Between,
    And,
    Or,
    /// A part of a year or of more, without sharp bounds.
    Part,
    Century,
    Decade,
    Quarter,
    Half,
    /// First to twentieth, written out.
    Ordinal(u32),
    Bc,
    Ad,
    /// Goes on when the text was written.
    Ongoing,
    /// There is no date, or none is known.
    Nothing,
    /// Says nothing that the rest does not say.
    Filler,
    /// A year that need not begin in January: of schools, of budgets.
    SchoolYear,
    /// The first or the second half of a year, in one word.
    HalfOf(u32),
    YearMark,
    MonthMark,
    DayMark,
    OldStyle,
    NewStyle,
    /// Years are counted from this one, which is 1.
    Era(i32),
}

use Word::{
    Ad, After, And, Bc, Before, Between, Century, Circa, DayMark, Decade, Era, Filler, From, Half,
    HalfOf, Month, MonthMark, NewStyle, Nothing, OldStyle, Ongoing, Or, Ordinal, Part, Perhaps,
    Quarter, SchoolYear, Season, To, Until, Weekday, YearMark,
};

/// Phrases of one meaning, in lower case, between bars.
const PHRASES: &[(Word, &str)] = &[
    // Months: English, German, French, Russian (both cases).
    (Month(1), "january|jan|januar|jänner|jän|janvier|janv|январь|января|янв|январе"),
    (
        Month(2),
        "february|feb|februar|feber|février|fevrier|févr|fevr|fév|февраль|февраля|февр|фев|феврале",
    ),
    (Month(3), "march|mar|märz|maerz|mär|mrz|mars|март|марта|мар|марте"),
    (Month(4), "april|apr|avril|avr|апрель|апреля|апр|апреле"),
    (Month(5), "may|mai|май|мая|мае"),
    (Month(6), "june|jun|juni|juin|июнь|июня|июн|июне"),
    (Month(7), "july|jul|juli|juillet|juil|июль|июля|июл|июле"),
    (Month(8), "august|aug|août|aout|август|августа|авг|августе"),
    (Month(9), "september|sept|sep|septembre|сентябрь|сентября|сент|сен|сентябре"),
    (Month(10), "october|oct|oktober|okt|octobre|октябрь|октября|окт|октябре"),
    (Month(11), "november|nov|novembre|ноябрь|ноября|нояб|ноя|ноябре"),
    (Month(12), "december|dec|dezember|dez|décembre|decembre|déc|декабрь|декабря|дек|декабре"),
    (
        Season(21),
        "spring|frühjahr|frühling|fruehjahr|fruehling|printemps|весна|весной|весны|весну|봄|春|春天|春季",
    ),
    (Season(22), "summer|sommer|été|лето|летом|лета|여름|夏|夏天|夏季"),
    (Season(23), "autumn|fall|herbst|automne|осень|осенью|осени|가을|秋|秋天|秋季"),
    (Season(24), "winter|hiver|зима|зимой|зимы|зиму|겨울|冬|冬天|冬季"),
    (
        Weekday,
        "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri|sat|sun|montag|\
         dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|\
         samedi|dimanche|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|월요일|화요일|수요일|\
         목요일|금요일|토요일|일요일|月曜日|火曜日|水曜日|木曜日|金曜日|土曜日|日曜日|星期一|星期二|星期三|星期四|\
         星期五|星期六|星期日|星期天",
    ),
    (
        Circa,
        "circa|ca|c|c.|cca|about|abt|around|approximately|approx|approx.|appx|est|estimated|cal|calculated|roughly|near|\
         um|gegen|etwa|ungefähr|zirka|rund|vers|environ|env|autour de|около|ок|примерно|приблизительно|경|쯤|무렵|약|\
         대략|頃|ごろ|ころ|くらい|約|约|大约|大約|左右|前后|前後",
    ),
    (
        Perhaps,
        "perhaps|probably|prob|possibly|poss|maybe|presumably|uncertain|presumed|vielleicht|vermutlich|wahrscheinlich|\
         wohl|möglicherweise|peut-être|peut-etre|probablement|sans doute|возможно|вероятно|предположительно|\
         아마|추정|おそらく|推定|可能|大概|或许|或許",
    ),
    (
        Before,
        "before|bef|bef.|by|by the end of|no later than|not later than|not after|at the latest|on or before|in or before|\
         or before|or earlier|and earlier|and before|prior to|pre|vor|vor dem|spätestens|nicht nach|avant|au plus tard|pas après|до|\
         ранее|не позднее|не позже|к|이전|전|以前|之前|前|まえ",
    ),
    (
        After,
        "after|aft|aft.|no earlier than|not earlier than|not before|at the earliest|on or after|in or after|or after|or later|\
         and later|and after|post|nach|nach dem|frühestens|nicht vor|après|apres|au plus tôt|pas avant|после|позже|\
         не ранее|не раньше|이후|후|以后|以後|之后|之後|以降|后|後",
    ),
    (
        From,
        "from|since|starting|starting in|beginning in|as of|onwards|onward|on|seit|ab|von|vom|depuis|dès|des|du|à partir de|à partir du|à partir d'|de|\
         с|со|от|начиная с|부터|から|より|自|从|從|自从|起",
    ),
    (
        Until,
        "until|till|til|up to|through|thru|ending|bis|bis zum|jusqu'en|jusqu'à|jusqu'au|jusqu’en|jusqu’à|jusqu’au|jusque|вплоть до|по|까지|まで|止|为止|為止",
    ),
    (
        To,
        "to|à|au|과|와|至|到|bis|bis zum|until|till|til|up to|through|thru|until the|jusqu'en|jusqu'à|jusqu’à|до|по|вплоть до|~",
    ),
    (Between, "between|bet|bet.|btw|btwn|zwischen|entre|между|사이|之间|之間|の間"),
    (And, "and|und|et|и|&"),
    (Or, "or|oder|ou|или|또는|혹은|或|または|或いは|もしくは"),
    (
        Part,
        "early|mid|middle|middle of|late|beginning|beginning of|start of|end of|the end of|early in|late in|in the middle of|\
         early part of|latter part of|turn of|anfang|mitte|ende|frühes|frühe|spätes|späte|frühen|späten|début|debut|milieu|fin|\
         début du|fin du|milieu du|début des|fin des|milieu des|начало|начале|в начале|середина|середине|в середине|конец|конце|в конце|\
         초|초반|초기|중반|중기|중엽|중|말|말기|후반|전반|前半|後半|后半|上半|下半|初|初期|初頭|初头|中期|中叶|中葉|中頃|中|末|末期|末年|底|年初|年底|年末",
    ),
    (
        Century,
        "century|centuries|cent|cent.|c.|jahrhundert|jahrhunderts|jh|jhd|jhdt|jh.|jhs|siècle|siecle|s.|века|век|веке|в.|вв|столетие|столетия|\
         столетии|세기|世紀|世纪",
    ),
    (
        Decade,
        "s|'s|’s|ies|er|er jahre|er jahren|decade|decade of|années|annees|années d'|е годы|е гг|е|х годов|х гг|х|-е годы|-е гг|-е|-х годов|-х гг|-х|年代|년대|ies",
    ),
    (
        Quarter,
        "quarter|qtr|quartal|quartals|vierteljahr|trimestre|trim|квартал|квартале|квартала|분기|四半期|季度|quarter of",
    ),
    (
        Half,
        "half|half of|halfyear|half-year|hälfte|halbjahr|halbjahrs|semestre|semester|moitié|moitié du|половина|половине|полугодие|полугодия",
    ),
    (
        Ordinal(1),
        "first|the first|erste|erstes|ersten|première|premier|первая|первый|первое|первой|первом",
    ),
    (
        Ordinal(2),
        "second|the second|zweite|zweites|zweiten|deuxième|seconde|second|вторая|второй|второе|втором",
    ),
    (Ordinal(3), "third|dritte|drittes|dritten|troisième|третий|третьем|третья"),
    (Ordinal(4), "fourth|last|vierte|viertes|vierten|quatrième|четвертый|четвёртый|четвертом"),
    (Ordinal(15), "fifteenth"),
    (Ordinal(16), "sixteenth"),
    (Ordinal(17), "seventeenth"),
    (Ordinal(18), "eighteenth"),
    (Ordinal(19), "nineteenth"),
    (Ordinal(20), "twentieth"),
    (
        Bc,
        "bc|bce|b.c|b.c.|b.c.e|b.c.e.|v. chr|v. chr.|v.chr|v.chr.|v. u. z.|vor christus|av. j.-c|av. j.-c.|av. j-c|avant j.-c.|до н. э|до н. э.|до н.э|до н.э.|\
         기원전|紀元前|公元前|西元前",
    ),
    (
        Ad,
        "ad|ce|a.d|a.d.|c.e|c.e.|n. chr|n. chr.|n.chr|n.chr.|nach christus|apr. j.-c|apr. j.-c.|ap. j.-c.|après j.-c.|н. э|н. э.|н.э|н.э.|기원후|서기|西暦|紀元後|公元|西元",
    ),
    (
        Ongoing,
        "present|the present|now|today|current|currently|ongoing|to date|date|incumbent|nos jours|still|still active|active|to present|the present day|present day|till date|\
         heute|jetzt|gegenwart|laufend|andauernd|aktuell|amtierend|derzeit|aujourd'hui|aujourd’hui|présent|à ce jour|en cours|actuel|actuellement|\
         настоящее время|настоящее|н. в.|н.в.|н. вр.|сейчас|сегодня|наст. время|наст. вр.|в настоящее время|現在|现在|現職|在任|現任|现任|今|至今|迄今|今日|\
         현재|지금|재임|재임중",
    ),
    (
        Nothing,
        "unknown|undated|n.d|n.d.|nd|s.d|s.d.|s. d.|sine dato|sine anno|s.a|s.a.|s. a.|no date|not dated|unknown date|no dates|date unknown|not known|n/a|na|n.a|n.a.|nan|nil|null|none|tbd|tba|#n/a|(blank)|blank|missing|never|\
         undatiert|ohne datum|o.d|o.d.|o. d.|o.j|o.j.|o. j.|unbekannt|unbek|ohne jahr|keine angabe|k.a|k.a.|k. a.|nicht bekannt|sans date|non daté|non datée|inconnu|inconnue|date inconnue|\
         без даты|б. д|б. д.|б.д|б.д.|б. г.|б.г.|неизвестно|не известно|неизв|дата неизвестна|н/д|нет данных|미상|불명|날짜 미상|연대 미상|알 수 없음|不明|不詳|不详|未詳|未详|年代不明|日付不明|無|无|日期不详|日期不明|未知|なし|없음",
    ),
    (
        Filler,
        "in|of|on|the|year|years|during|im|am|in der|in den|im jahr|im jahre|jahr|jahre|jahren|den|der|des jahres|dem|le|la|les|l'|de|du|des|d'|en|\
         année|an|г|гг|год|года|году|годы|годов|в|во|的|の|dated|date:|int|of the year|gregorian|@#dgregorian@",
    ),
    (
        SchoolYear,
        "fy|fiscal year|financial year|school year|academic year|sy|schuljahr|studienjahr|geschäftsjahr|haushaltsjahr|wirtschaftsjahr|rechnungsjahr|année scolaire|\
         année universitaire|exercice|учебный год|учебного года|фин. год|финансовый год|年度|년도|학년도|학년|学年度|学年",
    ),
    (HalfOf(1), "上半年|상반기|上期|上半期|전반기|前半期"),
    (HalfOf(2), "下半年|하반기|下期|下半期|후반기|後半期"),
    (YearMark, "年|년"),
    (MonthMark, "月|월"),
    (DayMark, "日|일|号|號"),
    (
        OldStyle,
        "o.s|o.s.|os|old style|julian|@#djulian@|jul. cal.|a. st.|alten stils|a.st.|vieux style|v. st.|ст. ст.|ст. ст|ст.ст.|по старому стилю|старого стиля|с. с.|ст. стиля",
    ),
    (
        NewStyle,
        "n.s|n.s.|ns|new style|n. st.|neuen stils|nouveau style|н. ст.|нов. ст.|н.ст.|по новому стилю|нового стиля",
    ),
    (Era(1868), "明治|메이지"),
    (Era(1912), "大正|다이쇼|주체|juche|民國|民国|中華民國|minguo"),
    (Era(1926), "昭和|쇼와"),
    (Era(1989), "平成|헤이세이"),
    (Era(2019), "令和|레이와"),
    (Era(-2332), "단기"),
];

type ByFirst = HashMap<char, Vec<(&'static str, Word)>>;

/// The phrases by their first letter, the longest first.
static INDEX: LazyLock<ByFirst> = LazyLock::new(|| {
    let of_word = |(word, phrases): &(Word, &'static str)| {
        phrases.split('|').map(|phrase| (phrase, *word)).collect::<Vec<_>>()
    };
    let mut all: Vec<(&'static str, Word)> = PHRASES.iter().flat_map(of_word).collect();
    all.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    let mut index = ByFirst::new();
    for (phrase, word) in all {
        if let Some(first) = phrase.chars().next() {
            index.entry(first).or_default().push((phrase, word));
        }
    }
    index
});

/// The longest phrase at the head of a text in lower case: its length, and all that it may mean.
pub(super) fn at_head(text: &str) -> Option<(usize, Vec<Word>)> {
    let first = text.chars().next()?;
    let phrases = INDEX.get(&first)?;
    let fits = |phrase: &str| {
        text.strip_prefix(phrase).is_some_and(|rest| {
            let (last, next) = (phrase.chars().next_back(), rest.chars().next());
            !last.is_some_and(joins) || !next.is_some_and(joins)
        })
    };
    let (found, _) = phrases.iter().find(|(phrase, _)| fits(phrase))?;
    let words = phrases.iter().filter(|(phrase, _)| phrase == found).map(|(_, word)| *word);
    Some((found.len(), words.collect()))
}

/// Whether a letter belongs to one word with its neighbours: those of alphabets do, Han, Kana and Hangul do
/// not.
fn joins(letter: char) -> bool {
    letter.is_alphabetic() && !is_east_asian(letter)
}

pub(super) fn is_east_asian(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}
