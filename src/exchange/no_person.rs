//! Tenures and seats of nobody in particular: vacancies, and seats of whoever holds a post. Takes a model, counts them, for
//! formats in which each belongs to a person.

use crate::model::Model;

/// What vacancies are called among what is left out.
pub(super) const VACANCIES: &str = "vacancies";
/// The same of ex officio seats.
pub(super) const BY_POST: &str = "seats of whoever holds a post";

/// How many posts and places are stated to have been vacant.
pub(super) fn vacancies(model: &Model<'_>) -> usize {
    let of_posts = model.tenures.iter().filter(|tenure| tenure.is_vacancy()).count();
    of_posts + model.seats.iter().filter(|seat| seat.is_vacancy()).count()
}

/// How many seats are of whoever holds a post.
pub(super) fn by_post(model: &Model<'_>) -> usize {
    model.seats.iter().filter(|seat| seat.is_of_a_post()).count()
}
