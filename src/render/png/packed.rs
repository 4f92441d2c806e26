//! Pixels as the bytes of a PNG. Takes pixels without transparency, what the picture shows and how large a pixel is;
//! gives the file. Never draws.
//!
//! Drawings have few colours: most of them stand in a list of 256, and a pixel is a place in it. Where smooth edges and
//! what fades have more, a colour may stand for others that differ from it by no more than [`FARTHEST`].

use std::collections::HashMap;

use png::text_metadata::ITXtChunk;
use png::{BitDepth, ColorType, Compression, Encoder, Filter, PixelDimensions, Unit};

/// How far a pixel's red, green or blue may be moved, of 255: less than anybody sees at the edge of a letter.
const FARTHEST: u8 = 8;
/// Colours of a PNG's list.
const LISTED: usize = 256;
/// More colours than this are those of no drawing of ours; no list is looked for.
const MOST_COLOURS: usize = 20_000;
/// A text of more bytes than this is compressed.
const LONG: usize = 500;

/// Red, green and blue.
type Colour = [u8; 3];

/// What is written beside the pixels.
pub(super) struct About {
    /// Keywords of PNG, and what they say.
    pub(super) texts: Vec<(&'static str, String)>,
    /// Pixels to the metre.
    pub(super) per_metre: u32,
}

/// Packs pixels, four bytes each, of which the last is not looked at.
pub(super) fn packed(
    (width, height): (u32, u32),
    pixels: &[u8],
    about: &About,
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    // Even grounds repeat themselves as they are.
    encoder.set_filter(Filter::NoFilter);
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: about.per_metre,
        yppu: about.per_metre,
        unit: Unit::Meter,
    }));
    let data = match Listed::of(pixels) {
        Some(listed) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(listed.colours.concat());
            listed.places
        }
        None => {
            encoder.set_color(ColorType::Rgb);
            pixels.chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect()
        }
    };
    let mut writer = encoder.write_header()?;
    for (keyword, text) in about.texts.iter().filter(|(_, text)| !text.is_empty()) {
        let mut chunk = ITXtChunk::new(*keyword, text);
        if text.len() > LONG {
            chunk.compress_text()?;
        }
        writer.write_text_chunk(&chunk)?;
    }
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

/// Pixels by their places in a list of colours.
struct Listed {
    colours: Vec<Colour>,
    places: Vec<u8>,
}

impl Listed {
    /// The list with the least changes; none where no list is near enough.
    fn of(pixels: &[u8]) -> Option<Listed> {
        let counts = counted(pixels)?;
        let mut by_count: Vec<(Colour, usize)> = counts.into_iter().collect();
        by_count.sort_unstable_by_key(|&(colour, count)| (std::cmp::Reverse(count), colour));
        let by_count: Vec<Colour> = by_count.into_iter().map(|(colour, _)| colour).collect();
        let farthest = std::iter::successors(Some(1), |far| Some(far * 2));
        let farthest = [0].into_iter().chain(farthest.take_while(|far| *far <= FARTHEST));
        let (colours, place) = { farthest }.find_map(|far| list(&by_count, far))?;
        let mut last = ([0; 3], place.get(&[0; 3]).copied().unwrap_or_default());
        let places = pixels.chunks_exact(4).map(|pixel| {
            let colour = [pixel[0], pixel[1], pixel[2]];
            if colour != last.0 {
                last = (colour, place[&colour]);
            }
            last.1
        });
        let places = places.collect();
        Some(Listed { colours, places })
    }
}

/// How often each colour occurs; none where there are too many.
fn counted(pixels: &[u8]) -> Option<HashMap<Colour, usize>> {
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for run in pixels.as_chunks::<4>().0.chunk_by(|a, b| a[..3] == b[..3]) {
        let [r, g, b, _] = run[0];
        *counts.entry([r, g, b]).or_default() += run.len();
        if counts.len() > MOST_COLOURS {
            return None;
        }
    }
    Some(counts)
}

/// A list in which each colour has another at most so far away, and the place of each; none where it would be too
/// long. The colours that occur most stand in it themselves.
fn list(by_count: &[Colour], far: u8) -> Option<(Vec<Colour>, HashMap<Colour, u8>)> {
    let distance = |a: &Colour, b: &Colour| {
        a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or_default()
    };
    let (mut colours, mut place) = (Vec::<Colour>::new(), HashMap::new());
    for colour in by_count {
        let near = colours.iter().enumerate().min_by_key(|(_, listed)| distance(listed, colour));
        let at = match near {
            Some((at, listed)) if distance(listed, colour) <= far => at,
            _ if colours.len() == LISTED => return None,
            _ => {
                colours.push(*colour);
                colours.len() - 1
            }
        };
        place.insert(*colour, u8::try_from(at).expect("the list has no more than 256 colours"));
    }
    Some((colours, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(colours: &[Colour]) -> Vec<u8> {
        colours.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect()
    }

    fn shown(listed: &Listed) -> Vec<Colour> {
        listed.places.iter().map(|&place| listed.colours[usize::from(place)]).collect()
    }

    #[test]
    fn few_colours_are_kept_as_they_are() {
        let colours: Vec<Colour> = (0..=255).map(|grey| [grey, grey, 0]).collect();
        let listed = Listed::of(&pixels(&colours)).expect("they fit");
        assert_eq!(shown(&listed), colours);
    }

    #[test]
    fn more_colours_move_a_little_and_those_that_occur_most_not_at_all() {
        let mut colours: Vec<Colour> =
            (0..=255).flat_map(|grey| [[grey, grey, 0], [grey, grey, 1]]).collect();
        colours.extend([[200, 200, 0]; 9]);
        let listed = Listed::of(&pixels(&colours)).expect("they fit");
        for (was, is) in colours.iter().zip(shown(&listed)) {
            assert!(was.iter().zip(is).all(|(was, is)| was.abs_diff(is) <= 1), "{was:?} {is:?}");
        }
        assert_eq!(shown(&listed).last(), Some(&[200, 200, 0]));
        let apart: Vec<Colour> =
            (0..300).map(|n| [(n % 17 * 15) as u8, (n / 17 * 14) as u8, 0]).collect();
        assert!(Listed::of(&pixels(&apart)).is_none());
    }
}
