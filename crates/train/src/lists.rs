//! Ready orders: what is popular, rising or new, in the shop and in each category; and a look at the range where little is known.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use vitrine_format::{CategoryIndex, ItemIndex, ListKind, ListPart};

use crate::columns::Categories;
use crate::demand::Demand;
use crate::options::DemandOptions;

/// Lists of item numbers, sorted by kind, then category (the whole shop first); only items that can be shown, no empty lists.
pub fn lists(
    demand: &Demand,
    can_be_shown: &[bool],
    categories: &Categories,
    number_of: &[ItemIndex],
    options: &DemandOptions,
) -> Vec<ListPart> {
    let value = |column: &[f64], product: u32| column.get(product as usize).copied().unwrap_or(0.0);
    let popularity = |product: u32| value(&demand.popularity, product);
    let trend = |product: u32| value(&demand.trend, product);
    let age = |product: u32| demand.ages.get(product as usize).copied().flatten().unwrap_or(f64::MAX);
    let shown: Vec<u32> = (0..can_be_shown.len() as u32).filter(|&product| can_be_shown.get(product as usize) == Some(&true)).collect();
    let sorted = |mut products: Vec<u32>, order: &dyn Fn(u32, u32) -> Ordering| {
        // Equal products stay in the catalogue's order.
        products.sort_by(|&left, &right| order(left, right));
        products
    };
    let more_popular = |left: u32, right: u32| popularity(right).total_cmp(&popularity(left));
    let popular = sorted(shown.iter().copied().filter(|&product| popularity(product) > 0.0).collect(), &more_popular);
    let rising = sorted(shown.iter().copied().filter(|&product| trend(product) > 0.0).collect(), &|left, right| {
        trend(right).total_cmp(&trend(left)).then(more_popular(left, right))
    });
    let new = sorted(shown.iter().copied().filter(|&product| demand.new.get(product as usize) == Some(&true)).collect(), &|left, right| {
        age(left).total_cmp(&age(right)).then(more_popular(left, right))
    });
    let mut parts = Vec::new();
    let range = in_turn(&shown, |product| categories.of_product.get(product as usize).copied().flatten());
    for (kind, products) in [(ListKind::Popular, popular), (ListKind::Trending, rising), (ListKind::New, new), (ListKind::Range, range)] {
        let mut of_category: Vec<Vec<u32>> = vec![Vec::new(); categories.tree.len()];
        for &product in &products {
            for category in categories.chain_of(product) {
                if let Some(list) = of_category.get_mut(usize::from(category.0)) {
                    list.push(product);
                }
            }
        }
        let part = |category: Option<CategoryIndex>, products: &[u32], length: usize| {
            let numbered = products.iter().filter_map(|&product| number_of.get(product as usize).copied());
            ListPart { kind, category, items: numbered.take(length.min(255)).collect() }
        };
        parts.push(part(None, &products, options.shop_list));
        let numbered = of_category.iter().enumerate();
        parts.extend(numbered.map(|(number, list)| part(Some(CategoryIndex(number as u16)), list, options.category_list)));
    }
    // The shop's popular list stands first, then that of each category by its number.
    let popular_items = |category: Option<CategoryIndex>| {
        let place = category.map_or(0, |category| usize::from(category.0) + 1);
        parts.get(place).map_or(0, |part: &ListPart| part.items.len())
    };
    // What is popular stands before the range; where there is enough of it, the range is never reached.
    let is_reached = |part: &ListPart| part.kind != ListKind::Range || popular_items(part.category) < ENOUGH;
    let keep: Vec<bool> = parts.iter().map(|part| !part.items.is_empty() && is_reached(part)).collect();
    parts.into_iter().zip(keep).filter_map(|(part, keep)| keep.then_some(part)).collect()
}

/// Popular items that fill any shelf of a page.
const ENOUGH: usize = 24;

/// Products taken from each category in turn, both in the catalogue's order.
fn in_turn(products: &[u32], category: impl Fn(u32) -> Option<CategoryIndex>) -> Vec<u32> {
    let mut turns = BTreeMap::new();
    let mut ordered: Vec<(usize, u32)> = products
        .iter()
        .map(|&product| {
            let turn = turns.entry(category(product)).or_insert(0_usize);
            *turn += 1;
            (*turn, product)
        })
        .collect();
    ordered.sort_unstable();
    ordered.into_iter().map(|(_, product)| product).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::catalogue_of;

    #[test]
    fn lists_hold_shown_items_best_first_and_reach_up_the_tree() {
        let mut catalogue = catalogue_of(4);
        catalogue.products[1].category = vec!["A".into(), "B".into()];
        catalogue.products[2].category = vec!["A".into()];
        let categories = Categories::build(&catalogue);
        let demand = Demand {
            popularity: vec![9.0, 2.0, 3.0, 5.0],
            trend: vec![0.0; 4],
            ages: vec![None; 4],
            new: vec![false; 4],
            ..Demand::default()
        };
        let numbers: Vec<ItemIndex> = (10..14).map(ItemIndex).collect();
        let found = lists(&demand, &[false, true, true, true], &categories, &numbers, &DemandOptions::default());
        let items: Vec<Vec<u32>> = found.iter().map(|part| part.items.iter().map(|item| item.0).collect()).collect();
        // Popular, then the range: in the shop, in A and in B.
        assert_eq!(items, [vec![13, 12, 11], vec![12, 11], vec![11], vec![11, 12, 13], vec![11, 12], vec![11]]);
        assert_eq!(found.iter().filter(|part| part.kind == ListKind::Popular).count(), 3);
        assert_eq!(found[0].category, None);
    }

    #[test]
    fn the_range_takes_from_each_category_in_turn() {
        let category = |product: u32| Some(CategoryIndex(u16::from(product >= 3)));
        assert_eq!(in_turn(&[0, 1, 2, 3, 4], category), [0, 3, 1, 4, 2]);
    }

    #[test]
    fn a_shop_with_enough_popular_products_needs_no_range() {
        let catalogue = catalogue_of(30);
        let demand = |popularity: f64| Demand { popularity: vec![popularity; 30], new: vec![false; 30], ..Demand::default() };
        let numbers: Vec<ItemIndex> = (0..30).map(ItemIndex).collect();
        let kinds = |demand: &Demand| -> Vec<ListKind> {
            let found = lists(demand, &[true; 30], &Categories::build(&catalogue), &numbers, &DemandOptions::default());
            found.iter().map(|part| part.kind).collect()
        };
        assert_eq!(kinds(&demand(1.0)), [ListKind::Popular]);
        assert_eq!(kinds(&demand(0.0)), [ListKind::Range]);
    }
}
