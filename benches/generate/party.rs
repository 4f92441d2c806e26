//! The organs: takes a number, gives the organ, its dates and its superiors. Writes nothing.

use std::fmt;

use super::calendar::{Date, End, Period, Precision, day};
use super::random::{For, draw, in_share};

/// The fixed organs of the centre: id, kind, name, number of the superior. Departments follow.
const CENTRE: [(&str, &str, &str, usize); 6] = [
    ("congress", "congress", "Party Congress", 0),
    ("cc", "central_committee", "Central Committee", 0),
    ("cc.pb", "bureau", "Political Bureau", 1),
    ("cc.sec", "secretariat", "Secretariat", 1),
    ("cc.control", "commission", "Control Commission", 1),
    ("cc.military", "commission", "Military Commission", 1),
];
const DEPARTMENTS: usize = 20;
const CENTRE_SIZE: usize = CENTRE.len() + DEPARTMENTS;
const COMMITTEE: usize = 1;
const SECRETARIAT: usize = 3;
/// A primary committee and its cells.
pub(crate) const NEST: usize = 10;

/// Basic units are founded from this day on ..
fn units_from() -> i32 {
    day(1955, 1, 1)
}
/// .. for sixty years.
const UNIT_DAYS: u64 = 21_900;
/// Nothing ends or moves after this day.
fn last_day() -> i32 {
    day(2019, 12, 31)
}

const FIRST: [&str; 16] = [
    "Song", "Kang", "Pyong", "Hae", "Chong", "Won", "Nam", "Sin", "Kae", "Sari", "Mun", "Tok",
    "Anju", "Hoe", "Ryon", "Kim",
];
const SECOND: [&str; 16] = [
    "chon", "won", "san", "ju", "jin", "ryong", "gang", "do", "po", "song", "dok", "rim", "hung",
    "bong", "gok", "nyong",
];

/// The order of the organs in the text.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Order {
    /// As people write: a superior before its units, a county in one piece.
    Written,
    /// In no order at all, as a data base gives them.
    Shuffled,
}

/// A party of any size.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    organs: usize,
    provinces: usize,
    counties: usize,
    units: usize,
    larger: usize,
    stride: usize,
    pub(crate) seed: u64,
    /// How many cases of each of five faults were put in.
    pub(crate) faults: usize,
}

/// An organ's place in the hierarchy: which one it is. Displays as its id.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    Centre(usize),
    Province(usize),
    /// Counties are counted through all provinces; the second is the number in its province.
    County(usize, usize, usize),
    /// County as above, and the number of the unit in it.
    Unit(usize, usize, usize, usize),
    /// An organ with a fault, by the number of its case.
    Faulty(Fault, usize),
    /// An id that nothing has.
    Nowhere(usize),
}

/// What is wrong with an organ that was put in to be found.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// Under an id that nothing has.
    Lost,
    /// Under `LoopB`, which is under it.
    LoopA,
    LoopB,
    /// Founded after the time when it was under its superior; and successor of nobody, but predecessor
    /// of an older organ.
    Late,
}

const FAULTS: [Fault; 4] = [Fault::Lost, Fault::LoopA, Fault::LoopB, Fault::Late];

/// What the text says of an organ.
pub(crate) struct Organ {
    pub(crate) place: Place,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) under: Vec<Under>,
    pub(crate) existence: Period,
    pub(crate) cite: Cite,
}

/// A superior, and when where that is said.
pub(crate) struct Under {
    pub(crate) organ: Place,
    pub(crate) during: Option<Period>,
}

/// A place in one of the sources.
#[derive(Copy, Clone)]
pub(crate) struct Cite {
    source: u64,
    page: u64,
}

impl Party {
    /// A party of `organs` organs (200 at least) in the order that people write.
    pub(crate) fn new(organs: usize) -> Self {
        assert!(organs >= 200, "a party has 200 organs at least");
        let provinces = ((organs as f64).sqrt() as usize / 16).clamp(1, 12);
        let counties = ((organs as f64).cbrt() as usize).clamp(3, 999);
        let rest = organs - CENTRE_SIZE - provinces - provinces * counties;
        let (units, larger) = (rest / (provinces * counties), rest % (provinces * counties));
        Party { organs, provinces, counties, units, larger, stride: 1, seed: 1912, faults: 0 }
    }

    /// The same organs in another order.
    pub(crate) fn in_order(mut self, order: Order) -> Self {
        self.stride = match order {
            Order::Written => 1,
            Order::Shuffled => coprime(self.len(), 2_654_435_761 % self.len()),
        };
        self
    }

    /// The same party with `cases` of each fault more.
    pub(crate) fn with_problems(mut self, cases: usize) -> Self {
        self.faults = cases;
        let order = if self.stride == 1 { Order::Written } else { Order::Shuffled };
        self.in_order(order)
    }

    /// How many organs there are, the faulty ones too.
    pub(crate) fn len(&self) -> usize {
        self.organs + self.faults * FAULTS.len()
    }

    /// How many organs were asked for.
    pub(crate) fn sound(&self) -> usize {
        self.organs
    }

    /// The organ that stands at a position of the text.
    pub(crate) fn at(&self, position: usize) -> Place {
        self.place((position as u128 * self.stride as u128 % self.len() as u128) as usize)
    }

    /// The number of an organ before any shuffling; none for [`Place::Nowhere`].
    pub(crate) fn number(&self, place: Place) -> Option<usize> {
        Some(match place {
            Place::Centre(n) => n,
            Place::Province(p) => self.county_start(p * self.counties) - 1,
            Place::County(q, ..) => self.county_start(q),
            Place::Unit(q, _, _, j) => self.county_start(q) + 1 + j,
            Place::Faulty(fault, case) => self.organs + case * FAULTS.len() + fault as usize,
            Place::Nowhere(_) => return None,
        })
    }

    fn place(&self, number: usize) -> Place {
        if number < CENTRE_SIZE {
            return Place::Centre(number);
        }
        if number >= self.organs {
            let extra = number - self.organs;
            return Place::Faulty(FAULTS[extra % FAULTS.len()], extra / FAULTS.len());
        }
        let Some(q) = self.last_county_from(number) else { return Place::Province(0) };
        match number - self.county_start(q) {
            0 => self.county(q),
            offset if offset <= self.units_in(q) => self.unit(q, offset - 1),
            _ => Place::Province((q + 1) / self.counties),
        }
    }

    /// The last county that begins at or before a number.
    fn last_county_from(&self, number: usize) -> Option<usize> {
        let (mut low, mut high) = (0, self.county_count());
        while low < high {
            let middle = (low + high) / 2;
            if self.county_start(middle) <= number { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1)
    }

    fn county_start(&self, q: usize) -> usize {
        CENTRE_SIZE + q / self.counties + 1 + q + q * self.units + q.min(self.larger)
    }

    pub(crate) fn county_count(&self) -> usize {
        self.provinces * self.counties
    }

    pub(crate) fn province_count(&self) -> usize {
        self.provinces
    }

    /// The number of units in a county.
    pub(crate) fn units_in(&self, q: usize) -> usize {
        self.units + usize::from(q < self.larger)
    }

    /// The number of units in the smallest county.
    pub(crate) fn units_at_least(&self) -> usize {
        self.units
    }

    /// The county after a county, in its province.
    pub(crate) fn neighbour(&self, q: usize) -> usize {
        q - q % self.counties + (q + 1) % self.counties
    }

    pub(crate) fn county(&self, q: usize) -> Place {
        Place::County(q, q / self.counties, q % self.counties)
    }

    pub(crate) fn unit(&self, q: usize, j: usize) -> Place {
        Place::Unit(q, q / self.counties, q % self.counties, j)
    }

    /// What the text says of an organ.
    pub(crate) fn organ(&self, place: Place) -> Organ {
        Organ {
            place,
            kind: kind(place),
            name: self.name(place),
            under: self.under(place),
            existence: self.existence(place),
            cite: self.cite(For::Cite, self.number(place).unwrap_or(0) as u64),
        }
    }

    pub(crate) fn cite(&self, purpose: For, number: u64) -> Cite {
        let bits = draw(self.seed, purpose, number);
        Cite { source: bits % 8 + 1, page: (bits >> 8) % 900 + 1 }
    }

    fn name(&self, place: Place) -> String {
        match place {
            Place::Centre(n) if n < CENTRE.len() => CENTRE[n].2.to_owned(),
            Place::Centre(n) => format!("Department {}", n - CENTRE.len() + 1),
            Place::Province(p) => format!("{} Provincial Committee", self.place_name(p)),
            Place::County(q, ..) => format!("{} County Committee", self.place_name(100 + q)),
            Place::Unit(q, _, _, j) => self.unit_name(q, j),
            Place::Faulty(..) | Place::Nowhere(_) => "Faulty".to_owned(),
        }
    }

    fn place_name(&self, n: usize) -> String {
        let bits = draw(self.seed, For::Name, n as u64);
        let (first, second) = (bits as usize % 16, (bits >> 8) as usize % 16);
        format!("{}{}", FIRST[first], SECOND[second])
    }

    /// One unit in sixteen also shows that names are not all ASCII.
    fn unit_name(&self, q: usize, j: usize) -> String {
        let bits = draw(self.seed, For::Other, (q as u64) << 24 | j as u64);
        let what = if j.is_multiple_of(NEST) { "Committee" } else { "Cell" };
        let native = if bits.is_multiple_of(16) { " 세포" } else { "" };
        format!("{} {what} {j}{native}", self.place_name(100 + q))
    }

    fn under(&self, place: Place) -> Vec<Under> {
        let during = |organ, during| Under { organ, during };
        let plain = |organ| vec![during(organ, None)];
        match place {
            Place::Centre(0) => vec![],
            Place::Centre(n) if n < CENTRE.len() => plain(Place::Centre(CENTRE[n].3)),
            Place::Centre(_) => plain(Place::Centre(SECRETARIAT)),
            Place::Province(_) => plain(Place::Centre(COMMITTEE)),
            Place::County(_, p, _) => plain(Place::Province(p)),
            Place::Unit(q, _, _, j) if j.is_multiple_of(NEST) => plain(self.county(q)),
            Place::Unit(q, _, _, j) => match self.moved_on(q, j) {
                None => plain(self.unit(q, j - j % NEST)),
                Some(moved) => self.moved(q, j, moved),
            },
            Place::Faulty(fault, case) => faulty_under(fault, case),
            Place::Nowhere(_) => vec![],
        }
    }

    /// A cell that moved from its primary committee to the one before it, or to the county.
    fn moved(&self, q: usize, j: usize, moved: i32) -> Vec<Under> {
        let start = Date::day(self.unit_start(q, j));
        let after = match j / NEST {
            0 => self.county(q),
            nest => self.unit(q, (nest - 1) * NEST),
        };
        let before = Some(Period::between(start, Date::day(moved - 1)));
        vec![
            Under { organ: self.unit(q, j - j % NEST), during: before },
            Under { organ: after, during: Some(Period::from(Date::day(moved))) },
        ]
    }

    /// The day of the move of one of the 3 % that moved. Units 2, 7, 12, .. of a county can.
    pub(crate) fn moved_on(&self, q: usize, j: usize) -> Option<i32> {
        let moves = j % 5 == 2 && in_share(self.fifth(q, j), self.share(0.03));
        let start = self.unit_start(q, j) + 1;
        let days = last_day() - start;
        moves.then(|| start + (self.unit_draw(For::Move, q, j) % days as u64) as i32)
    }

    /// The number of a unit among those that have the same remainder by five.
    fn fifth(&self, q: usize, j: usize) -> u64 {
        (q * (self.units / 5 + 1) + j / 5) as u64
    }

    /// The share of one fifth of the units that makes a share of all organs.
    fn share(&self, of_all: f64) -> f64 {
        of_all * 5.0 * self.organs as f64 / (self.organs - CENTRE_SIZE) as f64
    }

    fn unit_draw(&self, purpose: For, q: usize, j: usize) -> u64 {
        draw(self.seed, purpose, (q as u64) << 24 | j as u64)
    }

    /// From when to when an organ existed.
    pub(crate) fn existence(&self, place: Place) -> Period {
        let within = |from: i32, days: u64, n: usize| {
            Period::from(Date::day(from + (draw(self.seed, For::Start, n as u64) % days) as i32))
        };
        match place {
            Place::Centre(_) => Period { start: Date::day(day(1945, 10, 10)), end: End::Open },
            Place::Province(p) => within(day(1946, 1, 1), 700, p),
            Place::County(q, ..) => within(day(1948, 1, 1), 2500, 100 + q),
            Place::Unit(q, _, _, j) => self.unit_existence(q, j),
            Place::Faulty(Fault::Late, _) => Period::from(Date::day(day(1990, 1, 1))),
            Place::Faulty(..) | Place::Nowhere(_) => Period::from(Date::day(day(1950, 1, 1))),
        }
    }

    fn unit_existence(&self, q: usize, j: usize) -> Period {
        let start = Date::coarse(self.unit_start(q, j), self.precision(q, j));
        if j % 5 == 3 && in_share(self.fifth(q, j), self.share(0.05)) {
            return Period::between(start, self.unit_end(q, j, start.last() + 1));
        }
        // Only of units that go up in no other is it known that they go on.
        let open = j % 5 > 1 && self.unit_draw(For::End, q, j).is_multiple_of(10);
        Period { start, end: if open { End::Open } else { End::Unknown } }
    }

    fn unit_end(&self, q: usize, j: usize, from: i32) -> Date {
        let bits = self.unit_draw(For::End, q, j);
        let end = from + ((bits >> 8) % (last_day() - from).max(1) as u64) as i32;
        Date::coarse(end, if bits.is_multiple_of(5) { Precision::Month } else { Precision::Day })
    }

    /// Two units in five may have a coarse date: those that neither move nor take part in lineage.
    fn precision(&self, q: usize, j: usize) -> Precision {
        match (j % 5, self.unit_draw(For::Precision, q, j) % 20) {
            (3 | 4, 0..5) => Precision::Month,
            (3 | 4, 5..7) => Precision::Year,
            _ => Precision::Day,
        }
    }

    /// The day when a unit was founded: later units of a county never before earlier ones, and
    /// the two that come out of a split on the same day.
    pub(crate) fn unit_start(&self, q: usize, j: usize) -> i32 {
        let j = if self.is_twin_of_split(q, j) { j - 1 } else { j };
        let jitter = self.unit_draw(For::Start, q, j) % UNIT_DAYS;
        units_from() + ((j as u64 * UNIT_DAYS + jitter) / self.units_in(q) as u64) as i32
    }

    /// How many days lie between the foundings of two units of a county.
    pub(crate) fn unit_step(&self) -> u64 {
        UNIT_DAYS / (self.units as u64 + 1)
    }
}

fn coprime(n: usize, from: usize) -> usize {
    let gcd = |mut a: usize, mut b: usize| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    (from.max(1)..).find(|&k| gcd(n, k) == 1).expect("some number is coprime")
}

fn kind(place: Place) -> &'static str {
    match place {
        Place::Centre(n) if n < CENTRE.len() => CENTRE[n].1,
        Place::Centre(_) => "department",
        Place::Province(_) => "province",
        Place::County(..) => "county",
        Place::Unit(_, _, _, j) if j.is_multiple_of(NEST) => "primary",
        Place::Unit(..) | Place::Faulty(..) | Place::Nowhere(_) => "cell",
    }
}

fn faulty_under(fault: Fault, case: usize) -> Vec<Under> {
    let (organ, during) = match fault {
        Fault::Lost => (Place::Nowhere(case), None),
        Fault::LoopA => (Place::Faulty(Fault::LoopB, case), None),
        Fault::LoopB => (Place::Faulty(Fault::LoopA, case), None),
        Fault::Late => {
            let (start, end) = (Date::day(day(1970, 1, 1)), Date::day(day(1980, 12, 31)));
            (Place::Province(0), Some(Period::between(start, end)))
        }
    };
    vec![Under { organ, during }]
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Place::Centre(n) if n < CENTRE.len() => f.write_str(CENTRE[n].0),
            Place::Centre(n) => write!(f, "cc.d{:02}", n - CENTRE.len() + 1),
            Place::Province(p) => write!(f, "p{:02}", p + 1),
            Place::County(_, p, c) => write!(f, "p{:02}.c{:03}", p + 1, c + 1),
            Place::Unit(_, p, c, j) => write!(f, "p{:02}.c{:03}.b{j:04}", p + 1, c + 1),
            Place::Faulty(fault, case) => write!(f, "x{case}.{fault:?}"),
            Place::Nowhere(case) => write!(f, "nowhere.{case}"),
        }
    }
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{} {}", self.source, self.page)
    }
}
