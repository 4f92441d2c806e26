//! How much there is to draw. Takes units and arcs, gives the number of pieces of line between layers that
//! stand next to one another; places nothing.

/// The pieces that arcs are cut into by the layers that they pass, each unit standing below the last that
/// leads to it. A cycle is cut where it is met. The engine draws in other layers, but hardly in fewer.
pub(super) fn pieces(units: usize, arcs: &[(usize, usize)]) -> usize {
    let layers = layers(units, arcs);
    arcs.iter().map(|&(from, to)| layers[from].abs_diff(layers[to]).max(1)).sum()
}

/// The layer of each unit: below the last that leads to it. No arc stays within a layer, unless it is a loop.
pub(super) fn layers(units: usize, arcs: &[(usize, usize)]) -> Vec<usize> {
    let (mut below, mut above) = (vec![Vec::new(); units], vec![Vec::new(); units]);
    let mut waits_for = vec![0usize; units];
    for &(from, to) in arcs.iter().filter(|(from, to)| from != to) {
        below[from].push(to);
        above[to].push(from);
        waits_for[to] += 1;
    }
    let mut layers = vec![0; units];
    let mut done = vec![false; units];
    let mut ready: Vec<usize> = (0..units).filter(|&unit| waits_for[unit] == 0).collect();
    while let Some(unit) = ready.pop().or_else(|| opening(&above, &waits_for, &done)) {
        if std::mem::replace(&mut done[unit], true) {
            continue;
        }
        // Where a cycle closes, its last unit stands below its first.
        let closing = below[unit].iter().filter(|&&to| done[to]).map(|&to| layers[to] + 1);
        layers[unit] = closing.fold(layers[unit], usize::max);
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

/// Where to open a cycle: at that unit of it to which least leads, for that leads up then. All that is not
/// done waits for something, so a walk from one to what it waits for comes round.
fn opening(above: &[Vec<usize>], waits_for: &[usize], done: &[bool]) -> Option<usize> {
    let mut at = (0..done.len()).find(|&unit| !done[unit])?;
    let mut way: Vec<usize> = Vec::new();
    let mut passed = vec![false; done.len()];
    while !std::mem::replace(&mut passed[at], true) {
        way.push(at);
        at = above[at].iter().copied().find(|&from| !done[from])?;
    }
    let cycle = way.into_iter().skip_while(|&unit| unit != at);
    cycle.min_by_key(|&unit| waits_for[unit])
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
