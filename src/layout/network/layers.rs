//! How much there is to draw. Takes units and arcs, gives the number of pieces of line between layers that
//! stand next to one another; places nothing.

/// The pieces that arcs are cut into by the layers that they pass, each unit standing below the last that
/// leads to it. A circle is cut where it is met. The engine draws in other layers, but hardly in fewer.
pub(super) fn pieces(units: usize, arcs: &[(usize, usize)]) -> usize {
    let layers = layers(units, arcs);
    arcs.iter().map(|&(from, to)| layers[from].abs_diff(layers[to]).max(1)).sum()
}

fn layers(units: usize, arcs: &[(usize, usize)]) -> Vec<usize> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); units];
    let mut waits_for = vec![0usize; units];
    for &(from, to) in arcs.iter().filter(|(from, to)| from != to) {
        below[from].push(to);
        waits_for[to] += 1;
    }
    let mut layers = vec![0; units];
    let mut done = vec![false; units];
    let mut ready: Vec<usize> = (0..units).filter(|&unit| waits_for[unit] == 0).collect();
    // What waits in a circle begins with its first unit.
    let mut rest = 0..units;
    while let Some(unit) = ready.pop().or_else(|| rest.find(|&unit| !done[unit])) {
        if std::mem::replace(&mut done[unit], true) {
            continue;
        }
        for &to in &below[unit] {
            if !done[to] {
                layers[to] = layers[to].max(layers[unit] + 1);
            }
            waits_for[to] = waits_for[to].saturating_sub(1);
            if waits_for[to] == 0 && !done[to] {
                ready.push(to);
            }
        }
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_past_layers_is_as_many_pieces() {
        // 0 -> 1 -> 2 -> 3, and 0 -> 3.
        assert_eq!(pieces(4, &[(0, 1), (1, 2), (2, 3), (0, 3)]), 6);
        assert_eq!(layers(4, &[(0, 1), (1, 2), (2, 3), (0, 3)]), [0, 1, 2, 3]);
    }

    #[test]
    fn circles_and_loops_end() {
        assert_eq!(pieces(3, &[(0, 1), (1, 2), (2, 0), (1, 1)]), 5);
        assert_eq!(pieces(5, &[(4, 3), (3, 4)]), 2);
        assert_eq!(pieces(0, &[]), 0);
    }
}
