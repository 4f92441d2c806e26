//! Whatever is written is read back equal, over random models.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::model::{
    Allow, Choice, Cite, Claim, Date, Disputed, Entry, Event, ListOrder, Map, Members, Membership,
    Modality, Model, Name, NamedView, Number, OneOrMany, Organ, Person, Post, PostUnder, Quantity,
    Reliability, Remit, RuleLevel, Seat, Sink, Source, Status, SuccessionIn, Tenure, Text,
    Transition, TransitionKind, TransitionSpec, Under,
};
use crate::text::{SourceFile, SourceMap};

type Boxed<T> = BoxedStrategy<T>;

fn text() -> Boxed<Text<'static>> {
    let unusual = select(vec![
        "",
        "",
        "=1+1",
        "'=x",
        "'t Hart",
        "ron:x",
        " a ",
        "a | b",
        "[\"a\"]",
        "\"q\"",
        "a,b",
        "two\nlines",
        "-0043",
        "당",
        "\u{202e}x",
        "tab\there",
        "\\",
        "+1",
        "@x",
        "''-",
        "1930",
        "\r",
    ]);
    prop_oneof![unusual.prop_map(Text::from), "[a-z ]{0,8}".prop_map(Text::from)].boxed()
}

fn id() -> Boxed<Text<'static>> {
    prop_oneof!["[a-f][a-z.\"'|,=]{0,4}", "[=+@'-][a-z]{1,3}"].prop_map(Text::from).boxed()
}

fn few<T: std::fmt::Debug + Clone + 'static>(item: Boxed<T>) -> Boxed<OneOrMany<T>> {
    prop_oneof![
        3 => Just(OneOrMany::None),
        2 => item.clone().prop_map(OneOrMany::One),
        1 => prop::collection::vec(item, 0..3).prop_map(OneOrMany::Many),
    ]
    .boxed()
}

fn choice<C: Choice + std::fmt::Debug>() -> Boxed<C> {
    (0..C::NAMES.len()).prop_map(C::from_index).boxed()
}

fn date() -> Boxed<Date<'static>> {
    let edtf =
        select(vec!["1930", "1930-07-03/", "[..2013-01]/", "1936~", "nonsense", "", "3 July 1930"]);
    (edtf, prop_oneof![4 => Just(Text::default()), 1 => text()])
        .prop_map(|(edtf, as_written)| Date { edtf: edtf.into(), as_written, ..Date::default() })
        .boxed()
}

fn cite() -> Boxed<Cite<'static>> {
    let at = prop_oneof![Just(Text::default()), text()];
    // A citation may look like a page, a word for nothing, an address or the title of another source.
    let unusual = select(vec!["p.", "n/a", "empty", "https://ror.org/1", "a", "d", "s\"0"]);
    let source = prop_oneof![4 => id(), 1 => unusual.prop_map(Text::from)];
    let seldom = || prop_oneof![3 => Just(Text::default()), 1 => text()];
    (source, at, seldom(), seldom(), seldom())
        .prop_map(|(source, at, quote, lang, translation)| Cite {
            source,
            at,
            quote,
            lang,
            translation,
            ..Cite::default()
        })
        .boxed()
}

fn allow() -> Boxed<Allow<'static>> {
    (id(), text()).prop_map(|(rule, reason)| Allow { rule, reason, ..Allow::default() }).boxed()
}

fn disputed<T: std::fmt::Debug + Clone + Default + 'static>(
    value: Boxed<T>,
) -> Boxed<Disputed<'static, T>> {
    let during = prop_oneof![4 => Just(Date::default()), 1 => date()];
    let claim = (value.clone(), during, few(cite()), choice::<Modality>(), text()).prop_map(
        |(value, during, cite, modality, note)| Claim {
            value,
            during,
            cite,
            modality,
            note,
            ..Claim::default()
        },
    );
    prop_oneof![
        2 => Just(Disputed::default()),
        2 => value.prop_map(Disputed::from),
        1 => prop::collection::vec(claim, 0..3).prop_map(|claims| claims.into_iter().collect()),
    ]
    .boxed()
}

prop_compose! {
    fn common()(note in text(), cite in few(cite()), modality in choice::<Modality>(), allow in few(allow()))
        -> (Text<'static>, OneOrMany<Cite<'static>>, Modality, OneOrMany<Allow<'static>>) { (note, cite, modality, allow) }
}

prop_compose! {
    fn name()(text in text(), lang in text(), used in disputed(date()), (note, cite, modality, _) in common())
        -> Name<'static> { Name { text, lang, used, note, cite, modality, ..Name::default() } }
}

prop_compose! {
    fn under()(organ in id(), line in text(), during in disputed(date()), (note, cite, modality, allow) in common())
        -> Under<'static> { Under { organ, line, during, note, cite, modality, allow, ..Under::default() } }
}

prop_compose! {
    fn reports()(post in id(), line in text(), during in disputed(date()), (note, cite, modality, allow) in common())
        -> PostUnder<'static> { PostUnder { post, line, during, note, cite, modality, allow, ..PostUnder::default() } }
}

prop_compose! {
    fn quantity()(least in 0..u64::MAX / 2, more in prop_oneof![Just(Some(0)), Just(None), (0..u64::MAX / 2).prop_map(Some)], is_about in any::<bool>())
        -> Quantity { Quantity { least, most: more.map(|more| least + more), is_about } }
}

prop_compose! {
    fn number()(of in text(), count in quantity(), (note, cite, modality, _) in common())
        -> Number<'static> { Number { of, count, note, cite, modality, ..Number::default() } }
}

prop_compose! {
    fn members()(count in quantity(), of in text(), on in disputed(date()), (note, cite, modality, _) in common())
        -> Members<'static> { Members { count, of, on, note, cite, modality, ..Members::default() } }
}

/// Identifiers of schemes with a column, of one without, and what is none.
fn ids() -> Boxed<Map<'static, OneOrMany<Text<'static>>>> {
    let name = select(vec!["wikidata", "viaf", "isni", "own", "shelf-mark"]);
    let id = prop_oneof![
        Just(Text::Borrowed("Q42")),
        Just(Text::Borrowed("https://www.wikidata.org/wiki/Q42")),
        Just(Text::Borrowed("a: b")),
        text(),
    ];
    prop::collection::vec((name.prop_map(Text::Borrowed), few(id.boxed())), 0..3)
        .prop_map(|ids| ids.into_iter().collect())
        .boxed()
}

prop_compose! {
    fn remit()(text in text(), during in disputed(date()), (note, cite, modality, _) in common())
        -> Remit<'static> { Remit { text, during, note, cite, modality, ..Remit::default() } }
}

prop_compose! {
    fn organ()(
        kind in disputed(text()), name in text(), names in few(name().boxed()), existence in disputed(date()),
        place in disputed(text()), under in few(under().boxed()), members in few(members().boxed()),
        (functions, mandates, jurisdiction, legal_basis) in (few(remit().boxed()), few(remit().boxed()), few(remit().boxed()), few(remit().boxed())),
        (ids, url) in (ids(), text()), tags in few(text()), (note, cite, modality, allow) in common(),
    ) -> Organ<'static> {
        Organ { kind, name, names, existence, place, under, members, functions, mandates, jurisdiction, legal_basis, ids, url, tags, note, cite, modality, allow, ..Organ::default() }
    }
}

prop_compose! {
    fn transition()(
        kind in choice::<TransitionKind>(), organ in few(id()), from in few(id()), into in few(id()),
        on in disputed(date()), by in few(id()), how in text(), r#in in choice::<SuccessionIn>(), name in text(),
        (note, cite, modality, allow) in common(),
    ) -> Transition<'static> {
        let change = TransitionSpec { organ, from, into, on, by, how, r#in, name, note, cite, modality, allow, ..TransitionSpec::default() };
        Transition { kind, change }
    }
}

prop_compose! {
    fn event()(
        name in text(), names in few(name().boxed()), kind in text(), series in text(), number in 0..9u32,
        on in disputed(date()), place in disputed(text()), organs in few(id()), by in few(id()), bodies in few(id()), people in few(id()),
        order in choice::<ListOrder>(), numbers in few(number().boxed()),
        (ids, url) in (ids(), text()), tags in few(text()), (note, cite, modality, allow) in common(),
    ) -> Event<'static> {
        Event { name, names, kind, series, number, on, place, organs, by, bodies, people, order, numbers, ids, url, tags, note, cite, modality, allow, ..Event::default() }
    }
}

prop_compose! {
    fn post()(
        title in text(), names in few(name().boxed()), kind in text(), organ in id(),
        under in few(reports().boxed()), seats in 0..3u32,
        existence in disputed(date()), (ids, url) in (ids(), text()), tags in few(text()), (note, cite, modality, allow) in common(),
    ) -> Post<'static> {
        Post { title, names, kind, organ, under, seats, existence, ids, url, tags, note, cite, modality, allow, ..Post::default() }
    }
}

prop_compose! {
    fn person()(
        name in text(), names in few(name().boxed()), born in disputed(date()), died in disputed(date()),
        (ids, url) in (ids(), text()), tags in few(text()), (note, cite, modality, allow) in common(),
    ) -> Person<'static> {
        Person { name, names, born, died, ids, url, tags, note, cite, modality, allow, ..Person::default() }
    }
}

prop_compose! {
    fn tenure()(
        person in id(), vacant in 0..4u8, post in id(), during in disputed(date()), status in choice::<Status>(), (by, on_behalf_of) in (few(id()), few(id())),
        (note, cite, modality, allow) in common(),
    ) -> Tenure<'static> {
        let person = if vacant == 1 { Text::default() } else { person };
        let vacant = matches!(vacant, 1 | 2);
        Tenure { person, vacant, post, during, status, by, on_behalf_of, note, cite, modality, allow, ..Tenure::default() }
    }
}

prop_compose! {
    fn seat()(
        person in id(), of in 0..6u8, ex_officio in id(), organ in id(), rank in 0..4u32, membership in choice::<Membership>(),
        title in text(), during in disputed(date()), (by, on_behalf_of) in (few(id()), few(id())), (note, cite, modality, allow) in common(),
    ) -> Seat<'static> {
        let person = if matches!(of, 1 | 2) { Text::default() } else { person };
        let vacant = matches!(of, 1 | 3);
        let ex_officio = if matches!(of, 2..5) { ex_officio } else { Text::default() };
        Seat { person, ex_officio, vacant, organ, rank, membership, title, during, by, on_behalf_of, note, cite, modality, allow, ..Seat::default() }
    }
}

prop_compose! {
    fn source()(title in text(), author in text(), published in date(), in_force in date(), within in id(), reliability in choice::<Reliability>(), witness in choice::<crate::model::Witness>(), ids in ids(), note in text())
        -> Source<'static> { Source { title, author, published, in_force, within, reliability, witness, ids, note, ..Source::default() } }
}

fn many<T: std::fmt::Debug + 'static>(item: impl Strategy<Value = T> + 'static) -> Boxed<Vec<T>> {
    prop::collection::vec(item, 0..4).boxed()
}

/// Entries with ids that no other entry has: `prefix` keeps the classes apart.
fn map<T>(prefix: &str, items: Vec<T>) -> crate::model::Map<'static, T> {
    let keys = (0..).map(|at| Text::Owned(format!("{prefix}\"{at}")));
    keys.zip(items).collect()
}

prop_compose! {
    fn model()(
        (title, note) in (text(), text()), include in few(text()), sources in many(source()), organs in many(organ()),
        transitions in many(transition()), events in many(event()), posts in many(post()), people in many(person()),
        tenures in many(tenure()), seats in many(seat()), (queries, levels) in (many(text()), many(choice::<RuleLevel>())),
    ) -> Model<'static> {
        let include = include.iter().filter(|path| !path.is_empty()).cloned().collect();
        Model {
            title, note, include, transitions, tenures, seats,
            sources: map("s", sources), organs: map("o", organs), events: map("e", events),
            posts: map("p", posts), people: map("=", people), views: map("v", vec![NamedView::default()]),
            queries: map("q", queries.into_iter().filter(|query| !query.is_empty()).collect()),
            levels: map("l", levels), ..Model::default()
        }
    }
}

/// The model with everything that it refers to: tables would make it up.
fn closed(mut model: Model<'static>) -> Model<'static> {
    let (mut organs, mut people, mut posts) = (Vec::new(), Vec::new(), Vec::new());
    let refer = |id: &mut Text<'static>, class: &str, ids: &mut Vec<Text<'static>>| {
        *id = format!("{class}{id}").into();
        ids.push(id.clone());
    };
    let all = |few: &mut OneOrMany<Text<'static>>, class: &str, ids: &mut Vec<Text<'static>>| {
        let mut list = few.to_vec();
        list.iter_mut().for_each(|id| refer(id, class, ids));
        *few = list.into_iter().collect();
    };
    for organ in model.organs.values_mut() {
        let mut under = organ.under.to_vec();
        under.iter_mut().for_each(|under| refer(&mut under.organ, "O", &mut organs));
        organ.under = under.into_iter().collect();
    }
    for transition in &mut model.transitions {
        let change = &mut transition.change;
        for few in [&mut change.organ, &mut change.from, &mut change.into] {
            all(few, "O", &mut organs);
        }
    }
    for event in model.events.values_mut() {
        all(&mut event.organs, "O", &mut organs);
        all(&mut event.bodies, "O", &mut organs);
        all(&mut event.people, "H", &mut people);
    }
    for post in model.posts.values_mut() {
        refer(&mut post.organ, "O", &mut organs);
        let mut under = post.under.to_vec();
        under.iter_mut().for_each(|under| refer(&mut under.post, "P", &mut posts));
        post.under = under.into_iter().collect();
    }
    for tenure in &mut model.tenures {
        if !tenure.is_vacancy() {
            refer(&mut tenure.person, "H", &mut people);
        }
        refer(&mut tenure.post, "P", &mut posts);
    }
    for seat in &mut model.seats {
        if !seat.person.is_empty() {
            refer(&mut seat.person, "H", &mut people);
        }
        if !seat.ex_officio.is_empty() || seat.person.is_empty() && !seat.vacant {
            refer(&mut seat.ex_officio, "P", &mut posts);
        }
        refer(&mut seat.organ, "O", &mut organs);
    }
    organs.into_iter().for_each(|id| _ = model.organs.entry(id).or_default());
    people.into_iter().for_each(|id| _ = model.people.entry(id).or_default());
    posts.into_iter().for_each(|id| _ = model.posts.entry(id).or_default());
    model
}

/// Gathers entries as a model.
#[derive(Default)]
struct Gather(Model<'static>);

impl Sink for Gather {
    fn fresh(&self) -> Self {
        Gather::default()
    }
    fn take<'t>(&mut self, _: &'t SourceFile, entry: &Entry<'t>) {
        let mut one = Model::default();
        one.add(entry.clone());
        let one = crate::model::IntoOwned::into_owned(one);
        for entry in one.into_entries() {
            match &entry {
                Entry::Title(text) | Entry::Note(text) if text.is_empty() => {}
                Entry::Charter(crate::model::CharterRef::None) => {}
                _ => self.0.add(entry),
            }
        }
    }
    fn append(&mut self, later: Self) {
        later.0.into_entries().for_each(|entry| match &entry {
            Entry::Title(text) | Entry::Note(text) if text.is_empty() => {}
            Entry::Charter(crate::model::CharterRef::None) => {}
            _ => self.0.add(entry),
        });
    }
}

/// How many models are made of each kind: as many as `PROPTEST_CASES` says.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn ron_reads_back_and_is_in_style(model in model()) {
        let text = Ron::of(model.clone()).to_text();
        prop_assert_eq!(&::ron::from_str::<Model>(&text).unwrap(), &model);
        prop_assert_eq!(&format(&text).unwrap(), &text);
    }

    #[test]
    fn formatting_keeps_the_model(model in model(), width in 0..3usize) {
        let text = match width {
            0 => ::ron::to_string(&model).unwrap(),
            1 => ron_line::text(&model),
            _ => ::ron::ser::to_string_pretty(&model, ::ron::ser::PrettyConfig::new().struct_names(true)).unwrap(),
        };
        // The crate `ron` writes a claim that says nothing as `Claim()`, and cannot read that back.
        prop_assume!(::ron::from_str::<Model>(&text).is_ok());
        let formatted = format(&text).unwrap();
        prop_assert_eq!(&::ron::from_str::<Model>(&formatted).unwrap(), &model);
        prop_assert_eq!(&format(&formatted).unwrap(), &formatted);
    }

    #[test]
    fn tables_read_back_without_loss(model in model()) {
        let model = closed(model);
        let mut sources = SourceMap::new();
        for (name, text) in to_csv(&model) {
            sources.add(&name, "".into(), text).unwrap();
        }
        let (mapping, options) = (Mapping::default(), ImportOptions::default());
        let read = import(&sources, &mapping, &options, Gather::default()).unwrap();
        prop_assert_eq!(read.report.reported(), 0, "{:?}", read.report.diagnostics);
        prop_assert_eq!(read.sink.0, model);
    }

    #[test]
    fn json_reads_back_without_loss(model in model()) {
        let text = to_json(&model);
        prop_assert_eq!(from_json(&text).unwrap(), model);
    }
}
