//! An opened model back into plain values.

use crate::model::Model;
use crate::parts::{
    CategoryIndex, CategoryPart, ContextPart, Dimension, Effect, ItemColumns, ItemIndex, ListPart, ModelParts, Relation, Scale,
};
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

impl<B: AsRef<[u8]>> Model<B> {
    /// Everything in the file as plain values; [`crate::encode`] turns them into the same bytes again.
    pub fn to_parts(&self) -> ModelParts {
        let file = self.bytes();
        let categories = (0..self.category_count()).map(CategoryIndex);
        let context = Dimension::ALL.into_iter().zip(&self.index.context).filter_map(|(dimension, span)| {
            let effects = span.as_ref()?.of(file).iter().map(|code| Effect(*code as i8)).collect();
            let names = if dimension == Dimension::Locale { self.locales().map(str::to_owned).collect() } else { Vec::new() };
            Some(ContextPart { dimension, effects, names })
        });
        let lists = self.index.lists.iter().map(|list| ListPart {
            kind: list.kind,
            category: list.category.checked_sub(1).map(|number| CategoryIndex(number as u16)),
            items: (0..list.length).map(|place| ItemIndex(list.items.get(file, place))).collect(),
        });
        let brands = (0..self.index.brands.len()).map(|brand| self.index.brands.get(file, brand).to_string());
        ModelParts {
            built: self.built(),
            currency: String::from(self.currency()),
            items: self.item_columns(),
            categories: categories
                .map(|category| CategoryPart { name: self.category_name(category).to_string(), parent: self.category_parent(category) })
                .collect(),
            brands: brands.collect(),
            relations: Relation::ALL
                .into_iter()
                .zip(&self.index.relations)
                .filter_map(|(_, table)| table.as_ref().map(|table| table.to_part(file)))
                .collect(),
            context: context.collect(),
            ranking: self.ranking().clone(),
            ranker: self.ranker().cloned(),
            intent: self.intent().cloned(),
            traits: self.traits_part(),
            repurchase: self.repurchase_part(),
            lists: lists.collect(),
        }
    }

    fn item_columns(&self) -> ItemColumns {
        let file = self.bytes();
        let items = || (0..self.item_count()).map(ItemIndex);
        let columns = &self.index.columns;
        let scale = |number: u32| Scale(number as u8);
        let index = |item: ItemIndex| item.0 as usize;
        let names = &self.index.alias_names;
        let aliases = (0..names.len()).map(|at| (names.get(file, at).to_string(), ItemIndex(self.index.alias_items.get(file, at))));
        ItemColumns {
            ids: items().map(|item| self.item_id(item).to_string()).collect(),
            aliases: aliases.collect::<Vec<_>>(),
            prices: items().map(|item| self.item_price(item)).collect(),
            categories: items().map(|item| self.item_category(item)).collect(),
            brands: items().map(|item| self.item_brand(item)).collect(),
            groups: items().map(|item| self.item_group(item)).collect(),
            flags: items().map(|item| self.item_flags(item)).collect(),
            popularity: items().map(|item| scale(columns.popularity.get(file, index(item)))).collect(),
            trend: items().map(|item| scale(columns.trend.get(file, index(item)))).collect(),
            ages: items().map(|item| columns.ages.get(file, index(item)) as u16).collect(),
        }
    }
}
