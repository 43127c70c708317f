//! Item numbers that bring neighbours together, so that the gaps in packed lists are small.
//!
//! Recursive graph bisection (Dhulipala, Kabiljo, Karrer, Ottaviano, Pupyrev and Shalita, "Compressing graphs and indexes with recursive
//! graph bisection", KDD 2016): the items are halved again and again, and in each halving pairs are swapped between the halves while
//! that lowers the expected bits of the gaps. Items without any link stand at the end, by category.

use std::thread;

use crate::sparse::{Buckets, Cell};

/// Parts of this size are left as they are.
const LEAF: usize = 12;
/// Rounds of swapping in one halving.
const ROUNDS: usize = 20;
/// Parts above this size are halved on two threads.
const SHARED: usize = 2048;

/// Products in the order of their item numbers.
///
/// `rows` are neighbour lists by product; `category` sorts the products that no list mentions.
pub fn renumber<Key: Ord>(rows: &[Vec<Cell>], category: impl Fn(u32) -> Key, threads: usize) -> Vec<u32> {
    let products = rows.len();
    // A list is packed from its own item on, so the item itself belongs to it.
    let members = |row: usize, cells: &[Cell]| std::iter::once(row as u32).chain(cells.iter().map(|cell| cell.0)).collect::<Vec<_>>();
    let holders: Buckets<u32> = Buckets::collect(products, |give| {
        for (row, cells) in rows.iter().enumerate().filter(|(_, cells)| !cells.is_empty()) {
            for product in members(row, cells) {
                give(product, row as u32);
            }
        }
    });
    let linked = |product: &u32| !holders.row(*product as usize).is_empty();
    let mut order: Vec<u32> = (0..products as u32).filter(linked).collect();
    let bits = Bits::new(products + 1);
    halve(&mut order, &holders, &bits, products, threads);
    let mut rest: Vec<u32> = (0..products as u32).filter(|product| !linked(product)).collect();
    rest.sort_by_key(|&product| (category(product), product));
    order.extend(rest);
    order
}

/// `log2` of whole numbers.
struct Bits(Vec<f32>);

impl Bits {
    fn new(largest: usize) -> Bits {
        Bits((0..=largest + 1).map(|number| libm::log2f(number.max(1) as f32)).collect())
    }

    fn of(&self, number: usize) -> f32 {
        self.0.get(number).copied().unwrap_or(0.0)
    }

    /// Expected bits of the gaps of `degree` members among `size` items: `degree · log2(size / (degree + 1))`.
    fn cost(&self, degree: u32, size: usize) -> f32 {
        degree as f32 * (self.of(size) - self.of(degree as usize + 1))
    }
}

fn halve(order: &mut [u32], holders: &Buckets<u32>, bits: &Bits, lists: usize, threads: usize) {
    let mut degrees = Degrees { of_list: vec![[0, 0]; lists], gains: vec![[f32::NAN; 2]; lists], touched: Vec::new() };
    halve_with(order, holders, bits, &mut degrees, threads);
}

/// Members of each list in the two halves, the gain of moving one of them either way, and which lists have any.
struct Degrees {
    of_list: Vec<[u32; 2]>,
    gains: Vec<[f32; 2]>,
    touched: Vec<u32>,
}

fn halve_with(order: &mut [u32], holders: &Buckets<u32>, bits: &Bits, degrees: &mut Degrees, threads: usize) {
    if order.len() <= LEAF {
        order.sort_unstable();
        return;
    }
    let middle = order.len() / 2;
    swap_rounds(order, middle, holders, bits, degrees);
    let lists = degrees.of_list.len();
    let (left, right) = order.split_at_mut(middle);
    if threads > 1 && left.len() + right.len() > SHARED {
        thread::scope(|scope| {
            scope.spawn(|| halve(right, holders, bits, lists, threads / 2));
            halve_with(left, holders, bits, degrees, threads - threads / 2);
        });
    } else {
        halve_with(left, holders, bits, degrees, 1);
        halve_with(right, holders, bits, degrees, 1);
    }
}

/// Swaps the items that gain most between the halves, round by round, until none gains.
fn swap_rounds(order: &mut [u32], middle: usize, holders: &Buckets<u32>, bits: &Bits, degrees: &mut Degrees) {
    degrees.touched.clear();
    for (place, &product) in order.iter().enumerate() {
        for &list in holders.row(product as usize) {
            if let Some(degree) = degrees.of_list.get_mut(list as usize) {
                if *degree == [0, 0] {
                    degrees.touched.push(list);
                }
                degree[usize::from(place >= middle)] += 1;
            }
        }
    }
    let sizes = [middle, order.len() - middle];
    for _ in 0..ROUNDS {
        for &list in &degrees.touched {
            let [left, right] = degrees.of_list[list as usize];
            let now = bits.cost(left, sizes[0]) + bits.cost(right, sizes[1]);
            let after_right = if left > 0 { now - bits.cost(left - 1, sizes[0]) - bits.cost(right + 1, sizes[1]) } else { 0.0 };
            let after_left = if right > 0 { now - bits.cost(left + 1, sizes[0]) - bits.cost(right - 1, sizes[1]) } else { 0.0 };
            degrees.gains[list as usize] = [after_right, after_left];
        }
        let gain = |product: u32, half: usize| -> f32 {
            holders.row(product as usize).iter().map(|&list| degrees.gains[list as usize][half]).sum()
        };
        let half = |from: usize, to: usize, half: usize| {
            let mut gains: Vec<(f32, usize)> = (from..to).map(|place| (gain(order[place], half), place)).collect();
            gains.sort_unstable_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
            gains
        };
        let (left, right) = (half(0, middle, 0), half(middle, order.len(), 1));
        let mut swapped = 0;
        for (&(left_gain, left_place), &(right_gain, right_place)) in left.iter().zip(&right) {
            if left_gain + right_gain <= 0.0 {
                break;
            }
            for (product, from) in [(order[left_place], 0), (order[right_place], 1)] {
                for &list in holders.row(product as usize) {
                    let degree = &mut degrees.of_list[list as usize];
                    degree[from] -= 1;
                    degree[1 - from] += 1;
                }
            }
            order.swap(left_place, right_place);
            swapped += 1;
        }
        if swapped == 0 {
            break;
        }
    }
    for &list in &degrees.touched {
        degrees.of_list[list as usize] = [0, 0];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 40 clusters of 20 products whose numbers are scattered; each leads to ten others of its cluster.
    fn clustered() -> Vec<Vec<Cell>> {
        let products = 800_u32;
        let cluster = |product: u32| (product * 37 % products) % 40;
        (0..products)
            .map(|product| {
                let others = (0..products).filter(|&other| other != product && cluster(other) == cluster(product));
                others.skip(product as usize % 5).take(10).map(|other| (other, 1.0)).collect()
            })
            .collect()
    }

    /// Bits of all gaps when products are numbered in this order.
    fn gap_bits(rows: &[Vec<Cell>], order: &[u32]) -> f64 {
        let mut number = vec![0_i64; order.len()];
        order.iter().enumerate().for_each(|(place, &product)| number[product as usize] = place as i64);
        let of_row = |(row, cells): (usize, &Vec<Cell>)| {
            let mut items: Vec<i64> = cells.iter().map(|cell| number[cell.0 as usize]).collect();
            items.sort_unstable();
            let first = items.first().map_or(0, |first| (first - number[row]).abs());
            items.windows(2).map(|pair| pair[1] - pair[0]).chain([first]).map(|gap| libm::log2(gap as f64 + 1.0)).sum::<f64>()
        };
        rows.iter().enumerate().map(of_row).sum()
    }

    #[test]
    fn the_order_is_a_permutation_and_the_gaps_shrink() {
        let rows = clustered();
        let catalogue_order: Vec<u32> = (0..rows.len() as u32).collect();
        let order = renumber(&rows, |_| 0, 1);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, catalogue_order);
        assert!(gap_bits(&rows, &order) < 0.6 * gap_bits(&rows, &catalogue_order));
    }

    #[test]
    fn the_order_is_the_same_on_any_number_of_threads() {
        let rows: Vec<Vec<Cell>> = (0..5)
            .flat_map(|copy| {
                clustered().into_iter().map(move |mut cells| {
                    for cell in &mut cells {
                        cell.0 += copy * 800;
                    }
                    cells
                })
            })
            .collect();
        let order = renumber(&rows, |_| 0, 1);
        assert_eq!(renumber(&rows, |_| 0, 2), order);
        assert_eq!(renumber(&rows, |_| 0, 5), order);
    }

    #[test]
    fn products_without_links_stand_last_by_category() {
        let rows = vec![vec![], vec![(3, 1.0)], vec![], vec![], vec![]];
        let order = renumber(&rows, std::cmp::Reverse, 1);
        assert_eq!(order, [1, 3, 4, 2, 0]);
    }
}
