//! Whatever `ron` accepts is read to the same model.

use organigram::load;
use organigram::model::Model;
use organigram::text::SourceMap;

/// The problems that `ron` does not see, by design: `load`'s documentation names each.
const STRICTER: &[&str] = &[
    "repeated-id",
    "bad-id",
    "bad-escape",
    "wrong-record",
    "wrong-bracket",
    "wrong-quotes",
    "missing-field-name",
    "wrong-type",
];

/// Compares the two readers on one text. Gives whether `ron` accepts it.
pub(super) fn compare(text: &str) -> bool {
    let ours = SourceMap::of("t.ron", text);
    let (model, diagnostics) = load::model(&ours);
    for found in &diagnostics {
        let lies = found.labels.iter().all(|label| ours.str(label.span).is_some());
        assert!(lies, "a diagnostic lies outside of its text: {found:?}\n{text}");
    }
    let Ok(theirs) = ron::from_str::<Model>(text) else { return false };
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|found| found.level == organigram::diagnostics::Level::Error)
        .collect();
    if errors.iter().any(|found| STRICTER.contains(&found.code.name)) {
        return true;
    }
    assert!(errors.is_empty(), "ron accepts what we refuse:\n{text}\n{errors:#?}");
    assert_eq!(model, theirs, "the two read different models:\n{text}");
    true
}

const CORPUS: &[&str] = &[
    "Model()",
    "()",
    "( )",
    "(title: \"a\")",
    "Model(title:\"a\",)",
    "/* a /* b */ */ Model // c\n ( /**/ title /* */ : /* */ \"x\" /* */ , // d\n ) // end",
    "#![enable(implicit_some)] Model(title: \"x\")",
    "#![enable(unwrap_newtypes, unwrap_variant_newtypes,)]\n#![enable(explicit_struct_names)]\nModel(title: \"x\")",
    "# ! [ enable ( implicit_some ) ] Model()",
    "#![type = \"x\"]\n#![schema = \"y\"]\nModel()",
    "r#Model(r#title: \"x\")",
    "Model(title: r\"a\\b\")",
    "Model(title: r#\"a\"b\"#, note: r##\"a\"#b\"##)",
    r#"Model(title: "a\n\r\t\\\"\'\x41\xEA\xB9\x80\u{AC00}\u{1F600}b")"#,
    "Model(title: \"a \\\n   b\", note: \"a\nb\")",
    "Model(title: \"tab\there\u{0}nul\")",
    "Model(organs: {})",
    "Model(organs: {\"a\": ()})",
    "Model(organs: {r\"a\": Organ(),})",
    "Model(organs: {\"a\": Organ(kind: \"k\", name: \"n\", under: \"b\", existence: \"1950/\", cite: \"s p. 3\")})",
    "Model(organs: {\"a\": Organ(kind: [\"k\"], names: [\"n\", (text: \"m\", lang: \"ko\")], under: [\"b\", Under(organ: \"c\", line: \"l\", during: [\"1\", Claim(value: \"2\", cite: \"s\")])])})",
    "Model(organs: {\"a\": Organ(existence: [Claim(value: Date(edtf: \"1\", as_written: \"one\"), modality: Implied), (value: \"2\")])})",
    "Model(organs: {\"a\": (members: (count: 0x1F)), \"b\": (members: [(count: +1_000), (count: 7u64), (count: 0b101), (count: 0o17)])})",
    "Model(posts: {\"p\": (seats: 4u32)})",
    "Model(transitions: [Split(from: \"a\", into: [\"b\", \"c\"]), Founded(), r#Origin(how: \"x\")])",
    "Model(transitions: [Split (from: \"a\")])",
    "Model(levels: {\"orphan\": Off, \"x\": r#Warn})",
    "Model(charter: \"a.ron\")",
    "Model(charter: Charter(kinds: {\"k\": (members: (least: 5, most: 30), needs_superior: true, under: [\"a\", Stand(kind: \"b\", line: \"c\")])}))",
    "Model(charter: Charter(lines: {\"l\": Line(several: false)}, rules: {\"r\": UserRule(level: Error, query: \"q\")}))",
    "Model(views: {\"v\": Hierarchy(root: [\"a\", \"b\"], depth: 3, modality: [Inferred, Reported])})",
    "Model(queries: {\"q\": \"all()\"})",
    "Model(seats: [(person: \"a\", organ: \"b\", rank: 1, membership: Candidate)])",
    "Model(\u{b}\u{c}\u{85}\u{200e}\u{2028}title: \"x\")",
    "Model(cite: Some(\"x\"))",
    "Model(organs: {\"a\": Organ(cite: [], names: [])})",
    "Model(organs: {\"타도제국주의동맹\": Organ(name: \"당\")})",
    "Model(title: \"x\") // the end",
    "Model(title: \"x\") /",
    "Model(title: \"x\" note: \"y\")",
    "Model(title: \"x\",, note: \"y\")",
    "Model(title: 'x')",
    "Model(include: ('a', 'b'))",
    "Model(include: (\"a\", \"b\"))",
    "Model(organs: {\"a\": Organ(under: Foo(organ: \"x\"), existence: {edtf: \"1\"})})",
];

#[test]
fn the_corpus_is_read_alike() {
    let accepted = CORPUS.iter().filter(|text| compare(text)).count();
    assert!(accepted > 35, "{accepted}");
}

/// The models of the corpus, written in every way that `ron` writes.
fn written(model: &Model<'_>) -> Vec<String> {
    use ron::extensions::Extensions;
    use ron::ser::PrettyConfig;
    let pretty = [
        PrettyConfig::new(),
        PrettyConfig::new().struct_names(true).indentor("\t").new_line("\r\n"),
        PrettyConfig::new().compact_arrays(true).escape_strings(false),
        PrettyConfig::new().compact_structs(true).compact_maps(true).depth_limit(2),
        PrettyConfig::new().extensions(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_NEWTYPES),
        PrettyConfig::new().number_suffixes(true).separate_tuple_members(true),
    ];
    let pretty = pretty.into_iter().map(|config| ron::ser::to_string_pretty(model, config));
    pretty.chain([ron::to_string(model)]).map(|text| text.expect("models can be written")).collect()
}

mod random {
    use organigram::model::*;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = Text<'static>> {
        prop_oneof![
            "[a-z]{1,6}".prop_map(Text::Owned),
            any::<String>().prop_map(Text::Owned),
            "[\"\\\\#\n\r\t당{}()\\[\\]/* ]{0,8}".prop_map(Text::Owned),
        ]
    }

    fn few<T: Clone + std::fmt::Debug>(
        item: impl Strategy<Value = T>,
    ) -> impl Strategy<Value = OneOrMany<T>> {
        prop::collection::vec(item, 0..3).prop_map(|items| items.into_iter().collect())
    }

    fn cite() -> impl Strategy<Value = Cite<'static>> {
        ("[a-z]{1,4}", text(), text(), text(), text()).prop_map(
            |(source, at, quote, lang, translation)| Cite {
                source: source.into(),
                at,
                quote,
                lang,
                translation,
                ..Cite::default()
            },
        )
    }

    fn date() -> impl Strategy<Value = Date<'static>> {
        (text(), text()).prop_map(|(edtf, as_written)| Date { edtf, as_written, ..Date::default() })
    }

    fn modality() -> impl Strategy<Value = Modality> {
        (0..Modality::NAMES.len()).prop_map(Modality::from_index)
    }

    fn disputed() -> impl Strategy<Value = Disputed<'static, Date<'static>>> {
        let claim =
            (date(), few(cite()), modality(), text()).prop_map(|(value, cite, modality, note)| {
                Claim { value, cite, modality, note, ..Claim::default() }
            });
        prop::collection::vec(claim, 0..3).prop_map(|claims| claims.into_iter().collect())
    }

    fn organ() -> impl Strategy<Value = Organ<'static>> {
        let under = (text(), text(), disputed()).prop_map(|(organ, line, during)| Under {
            organ,
            line,
            during,
            ..Under::default()
        });
        let members =
            any::<u64>().prop_map(|count| Members { count: count.into(), ..Members::default() });
        (text(), disputed(), few(under), few(members), few(cite()), modality()).prop_map(
            |(name, existence, under, members, cite, modality)| Organ {
                name,
                existence,
                under,
                members,
                cite,
                modality,
                ..Organ::default()
            },
        )
    }

    fn transition() -> impl Strategy<Value = Transition<'static>> {
        (0..TransitionKind::NAMES.len(), few(text()), few(text()), disputed()).prop_map(
            |(kind, from, into, on)| Transition {
                kind: TransitionKind::from_index(kind),
                change: TransitionSpec { from, into, on, ..TransitionSpec::default() },
            },
        )
    }

    pub(super) fn model() -> impl Strategy<Value = Model<'static>> {
        let id = "[a-z가-힣.]{1,6}".prop_map(Text::Owned);
        let organs = prop::collection::vec((id, organ()), 0..4);
        let seat = (text(), any::<u32>()).prop_map(|(person, rank)| Seat {
            person,
            rank,
            ..Seat::default()
        });
        (
            text(),
            few(text()),
            organs,
            prop::collection::vec(transition(), 0..3),
            prop::collection::vec(seat, 0..3),
        )
            .prop_map(|(title, include, organs, transitions, seats)| Model {
                title,
                include,
                organs: organs.into_iter().collect(),
                transitions,
                seats,
                ..Model::default()
            })
    }
}

use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn whatever_ron_writes_is_read_back(model in random::model()) {
        for text in written(&model) {
            let sources = SourceMap::of("t.ron", text.as_str());
            let (read, diagnostics) = load::model(&sources);
            prop_assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
            prop_assert_eq!(read, model.clone(), "{}", text);
        }
    }

    #[test]
    fn changed_texts_are_read_alike(
        model in random::model(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..3usize, "[\\[\\](){},:\"'r#/*A-Za-z0-9 \n\\\\_.+-]{1,3}"), 1..4),
    ) {
        for mut text in written(&model) {
            for (index, what, piece) in &edits {
                let mut at = index.index(text.len() + 1);
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                let next = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
                match what {
                    0 => text.insert_str(at, piece),
                    1 => text.replace_range(at..next, ""),
                    _ => text.replace_range(at..next, piece),
                }
            }
            compare(&text);
        }
    }
}
