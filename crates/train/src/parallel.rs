//! Work on many rows by several threads, with the same result on any number of them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Rows that one thread takes at a time.
const BLOCK: usize = 256;

/// Computes `work(state, row)` for every row in `0..rows` and returns the results in row order.
///
/// Every thread has its own scratch `state`; a result must depend on the row alone, never on what the state held before.
pub fn map_rows<State, Output, Make, Work>(rows: usize, threads: usize, make_state: Make, work: Work) -> Vec<Output>
where
    Output: Send,
    Make: Fn() -> State + Sync,
    Work: Fn(&mut State, usize) -> Output + Sync,
{
    let next_block = AtomicUsize::new(0);
    let run = || {
        let mut state = make_state();
        let mut blocks = Vec::new();
        loop {
            let block = next_block.fetch_add(1, Ordering::Relaxed);
            let first = block * BLOCK;
            if first >= rows {
                return blocks;
            }
            let results: Vec<Output> = (first..rows.min(first + BLOCK)).map(|row| work(&mut state, row)).collect();
            blocks.push((block, results));
        }
    };
    let mut blocks = if threads <= 1 || rows <= BLOCK {
        run()
    } else {
        thread::scope(|scope| {
            let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
            let mut blocks = run();
            for helper in helpers {
                match helper.join() {
                    Ok(more) => blocks.extend(more),
                    Err(cause) => std::panic::resume_unwind(cause),
                }
            }
            blocks
        })
    };
    blocks.sort_by_key(|&(block, _)| block);
    blocks.into_iter().flat_map(|(_, results)| results).collect()
}

/// The number of threads that an option asks for; 0 stands for what the machine offers.
pub fn thread_count(option: usize) -> usize {
    if option == 0 { thread::available_parallelism().map_or(1, usize::from) } else { option }
}

#[cfg(test)]
mod tests {
    use super::map_rows;

    fn squares(rows: usize, threads: usize) -> Vec<usize> {
        map_rows(rows, threads, || 0, |_, row| row * row)
    }

    #[test]
    fn results_come_in_row_order_on_any_number_of_threads() {
        let expected: Vec<usize> = (0..1000).map(|row| row * row).collect();
        for threads in [1, 2, 3, 8] {
            assert_eq!(squares(1000, threads), expected);
        }
        assert!(squares(0, 2).is_empty());
    }
}
