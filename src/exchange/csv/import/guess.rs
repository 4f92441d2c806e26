//! What a table holds, by all of its columns and some of its rows.
//!
//! Takes headings, a sample of cells and what the mapping says; gives the kind of table whose columns they are, or
//! the kinds that are too near each other to choose among. Never chooses by a column that every kind has.

use indexmap::IndexMap;

use super::columns::{self, ColumnKind, Columns, Field, KINDS, Place, plain};
use super::headings::{is_founding, is_of_organs, is_of_people, is_post};
use super::sample::Sample;

/// What a table is taken for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Kind(ColumnKind),
    /// Kinds that are equally plausible, the likeliest first.
    Near(Vec<ColumnKind>),
    None,
}

/// By how much the likeliest kind must lead.
const LEAD: i32 = 2;

/// What the file's name is worth as evidence.
const BY_NAME: i32 = 8;

pub(super) fn kind(
    headings: &[String],
    mapped: &IndexMap<String, String>,
    sample: &Sample<'_>,
    file: &str,
) -> Guess {
    let by_name = ColumnKind::of_name(file);
    // A file that is called just so was called so by somebody who knows.
    if let Some(kind) = by_name.filter(|kind| kind.is_name_of(file))
        && columns::find(kind, headings, mapped, sample)
            .is_ok_and(|found| meets_needs(kind, &found))
    {
        return Guess::Kind(kind);
    }
    let scored = KINDS.into_iter().filter_map(|kind| {
        let found = columns::find(kind, headings, mapped, sample).ok()?;
        let score = score(kind, headings, &found)?;
        Some((score + if by_name == Some(kind) { BY_NAME } else { 0 }, kind))
    });
    let mut scored: Vec<(i32, ColumnKind)> = scored.collect();
    scored.sort_by_key(|(score, _)| -score);
    let Some(&(best, first)) = scored.first() else { return Guess::None };
    let near: Vec<ColumnKind> =
        scored.iter().filter(|(score, _)| score + LEAD > best).map(|(_, kind)| *kind).collect();
    if near.len() > 1 { Guess::Near(near) } else { Guess::Kind(first) }
}

fn meets_needs(kind: ColumnKind, found: &Columns) -> bool {
    let has = |field: &Field| found.places[*field as usize] != Place::None;
    let named = |field: &Field| *field == Field::Id && (has(&Field::Name) || has(&Field::Title));
    kind.needs().iter().all(|field| has(field) || named(field))
}

/// How much speaks for a kind; `None` if a row of it would say nothing.
fn score(kind: ColumnKind, headings: &[String], found: &Columns) -> Option<i32> {
    let has = |field: Field| found.places[field as usize] != Place::None;
    let plain_headings: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    let heading_of = |field: &Field| match &found.places[*field as usize] {
        Place::Column(at) => plain_headings[*at].as_str(),
        _ => "",
    };
    // Holders may stand in a column that is called after their post.
    if !says_something(kind, &has, is_post(heading_of(&Field::Person))) {
        return None;
    }
    let read = kind.fields().iter().filter(|field| has(**field));
    let shown: i32 = read.map(|field| 2 + weight(kind, *field, heading_of(field), &has)).sum();
    let unread = plain_headings.iter().filter(|heading| is_of_people(heading));
    let of_people = (unread.count() as i32).min(2);
    // Who lists holders does not say what their organs stand under.
    let is_parent = |heading: &&String| columns::is_named(Field::Under, &plain(heading));
    let parents = found.unread.iter().filter(is_parent).count().min(1) as i32;
    let people = match kind {
        ColumnKind::People => 2 * of_people,
        ColumnKind::Tenures | ColumnKind::Seats => -4 * parents,
        _ => -2 * of_people,
    };
    Some(shown + found.heads.len() as i32 + people)
}

/// Whether a row of the kind says something beside an id.
fn says_something(
    kind: ColumnKind,
    has: &impl Fn(Field) -> bool,
    is_called_after_a_post: bool,
) -> bool {
    use Field::{
        Author, Born, Date, End, FirstSeen, From, Id, Into, Kind, Name, Organ, Person, Post,
        Published, Publisher, Start, Title, Url,
    };
    let any = |fields: &[Field]| fields.iter().any(|field| has(*field));
    match kind {
        ColumnKind::Sources => has(Title) && any(&[Author, Publisher, Published, Url]),
        // Ids with superiors and no names are not organs but relations between them.
        ColumnKind::Organs => {
            has(Name) || has(Id) && any(&[Date, Start, End, FirstSeen, Kind]) && !has(Field::Under)
        }
        ColumnKind::Events => {
            any(&[Name, Field::Organs, Field::People, Field::Place]) && any(&[Date, Start])
        }
        ColumnKind::Posts => has(Title) && has(Organ) || has(Id) && any(&[Title, Organ]),
        ColumnKind::People => has(Name) || has(Id) && has(Born),
        ColumnKind::Lineage => any(&[From, Into, Organ]) && (has(Kind) || has(From) && has(Into)),
        ColumnKind::Tenures => has(Person) && (has(Post) || is_called_after_a_post),
        _ => kind.needs().iter().all(|field| has(*field)),
    }
}

/// How much a column says about the kind of its table.
fn weight(kind: ColumnKind, field: Field, heading: &str, has: &impl Fn(Field) -> bool) -> i32 {
    use ColumnKind::{
        Events, Hierarchy, Lineage, Members, Names, Organs, People, Posts, Seats, Sources, Tenures,
    };
    match (kind, field) {
        (Organs, Field::Under | Field::Replaces | Field::ReplacedBy) => 3,
        (Organs, Field::Start | Field::End) if is_founding(heading) => 3,
        (Organs, Field::Name) if is_of_organs(heading) => 3,
        (Organs, Field::Kind) => 1,
        (Hierarchy, Field::Id) if heading == "child" => 4,
        (Hierarchy, Field::Organ) => 2,
        (Names, Field::Lang) => 3,
        (Names, Field::Text) if heading != "name" => 3,
        (Members, Field::Count) => 2,
        (Lineage, Field::From | Field::Into) => 2,
        (Lineage, Field::Kind) if has(Field::From) || has(Field::Into) => 1,
        (Events, Field::People | Field::Organs | Field::Series | Field::Number) => 2,
        (Events, Field::Date) => 1,
        (Posts, Field::Id) if heading.starts_with("post") || heading.starts_with("position") => 6,
        (Posts, Field::Seats) => 2,
        (Posts, Field::Organ) if has(Field::Title) => 1,
        (People, Field::Born | Field::Died) => 4,
        (People, Field::Name) if matches!(heading, "person_name" | "full_name") => 2,
        (Tenures, Field::Person) if is_post(heading) => 6,
        (Tenures | Seats, Field::Person) if !matches!(heading, "name" | "full_name" | "member") => {
            3
        }
        (Tenures | Seats, Field::Person | Field::Organ) => 1,
        (Tenures, Field::Post) => 3,
        (Tenures, Field::Status | Field::By) => 1,
        (Seats, Field::Rank | Field::Membership) => 3,
        (Sources, Field::Author | Field::Publisher) => 3,
        (Sources, Field::Published | Field::Url) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(table: &str) -> Guess {
        let (headings, rows) = table.split_once('\n').unwrap_or((table, ""));
        let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
        let rows =
            rows.lines().map(|row| row.split(',').map(str::to_owned).map(Into::into).collect());
        kind(&headings, &IndexMap::new(), &Sample::of(rows.collect()), "")
    }

    #[test]
    fn tables_are_known_by_all_their_columns() {
        for (table, wanted) in [
            ("item,itemLabel,parent,inception,dissolved,replacedBy", ColumnKind::Organs),
            ("Name,Position,Organisation,From,To\nA,Chair,Club,1950,1951", ColumnKind::Tenures),
            ("Agency,Parent agency,Established", ColumnKind::Organs),
            ("child,parent,start,end", ColumnKind::Hierarchy),
            ("id,kind,name,start,end,parent", ColumnKind::Organs),
            ("from,to,type,date\na,b,merged,1950", ColumnKind::Lineage),
            ("person,post,start,end", ColumnKind::Tenures),
            ("id,established", ColumnKind::Organs),
            ("post_id,organ_id,name", ColumnKind::Posts),
            ("id,name,party,born,gender", ColumnKind::People),
            ("year,code,old,new\n1950,1,a,b", ColumnKind::Lineage),
            ("id,title,author,published", ColumnKind::Sources),
            ("person,organ,rank,start", ColumnKind::Seats),
            ("Bezeichnung,Übergeordnet,Gegründet,Aufgelöst", ColumnKind::Organs),
            ("Ministry,Minister,From,To", ColumnKind::Tenures),
            ("Unit,Parent,Chairman,Founded", ColumnKind::Organs),
            ("Name,Amt,Organisation,Von,Bis", ColumnKind::Tenures),
            ("Название,Вышестоящая организация,Дата основания", ColumnKind::Organs),
            ("ФИО,Должность,Организация,С,По", ColumnKind::Tenures),
            ("이름,직위,기관,시작,종료", ColumnKind::Tenures),
            ("名称,上级机构,成立日期,撤销日期", ColumnKind::Organs),
            ("氏名,役職,組織,開始,終了", ColumnKind::Tenures),
            ("Nom,Fonction,Organisme,Début,Fin", ColumnKind::Tenures),
            ("Club,Part of,Started,Ended,Chairman,Where from", ColumnKind::Organs),
            ("Club,Started,Ended,Where from", ColumnKind::Organs),
            ("Society,Began,Wound up,Evidence", ColumnKind::Organs),
            ("Who,Post held,League,Elected,Left office,Where from", ColumnKind::Tenures),
            ("Verein,Gegründet,Aufgelöst,Quelle", ColumnKind::Organs),
        ] {
            assert_eq!(guess(table), Guess::Kind(wanted), "{table}");
        }
    }

    #[test]
    fn what_may_be_several_things_is_not_chosen() {
        let Guess::Near(near) = guess("id,name") else { panic!("ids and names are of anything") };
        assert!(near.contains(&ColumnKind::Organs) && near.contains(&ColumnKind::People));
        assert_eq!(guess("a,b"), Guess::None);
        assert_eq!(guess("year,code\n1950,1"), Guess::None);
    }

    #[test]
    fn the_name_of_a_file_decides_between_near_kinds() {
        let headings = ["id", "name"].map(str::to_owned);
        let by = |file| super::kind(&headings, &IndexMap::new(), &Sample::default(), file);
        assert_eq!(by("people.csv"), Guess::Kind(ColumnKind::People));
        assert_eq!(by("agencies.csv"), Guess::Kind(ColumnKind::Organs));
    }
}
