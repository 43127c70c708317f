//! Reading an opened model. No accessor fails: what the model does not have is absent, zero, or empty.

use crate::columns::NumberColumn;
use crate::header::SectionInfo;
use crate::intent::IntentPart;
use crate::model::{List, Model};
use crate::neighbours::{Neighbours, RelationTable};
use crate::parts::{BrandIndex, CategoryIndex, Dimension, Effect, ItemFlags, ItemIndex, ListKind, RankingParameters, Relation, Scale};
use crate::ranker::RankerPart;

/// What separates the names of a category path.
const PATH_SEPARATOR: &str = " > ";

impl<B: AsRef<[u8]>> Model<B> {
    fn file(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    fn number(&self, column: NumberColumn, item: ItemIndex) -> u32 {
        column.get(self.file(), item.0 as usize)
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        self.file()
    }

    /// Where each section lies, in the order of the file.
    pub fn sections(&self) -> &[SectionInfo] {
        &self.index.sections
    }

    /// Unix seconds of the newest record that went in.
    pub fn built(&self) -> i64 {
        self.index.built
    }

    /// ISO 4217 code of all prices; may be empty.
    pub fn currency(&self) -> &str {
        &self.index.currency
    }

    /// How many items there are; their numbers are `0..item_count`.
    pub fn item_count(&self) -> u32 {
        self.index.ids.len() as u32
    }

    /// The item with this id, or else this alias.
    pub fn find_item(&self, name: &str) -> Option<ItemIndex> {
        let (file, index, name) = (self.file(), &self.index, name.as_bytes());
        if let Some(item) = index.id_table.find(&index.ids, file, name) {
            return Some(ItemIndex(item as u32));
        }
        index.alias_table.find(&index.alias_names, file, name).map(|alias| ItemIndex(index.alias_items.get(file, alias)))
    }

    /// The shop's identifier of an item; empty where there is no such item.
    pub fn item_id(&self, item: ItemIndex) -> &str {
        self.index.ids.get(self.file(), item.0 as usize)
    }

    /// Price in minor units; 0 where unknown.
    pub fn item_price(&self, item: ItemIndex) -> u32 {
        self.number(self.index.columns.prices, item)
    }

    /// Most special category of an item.
    pub fn item_category(&self, item: ItemIndex) -> Option<CategoryIndex> {
        self.number(self.index.columns.categories, item).checked_sub(1).map(|number| CategoryIndex(number as u16))
    }

    /// Brand of an item.
    pub fn item_brand(&self, item: ItemIndex) -> Option<BrandIndex> {
        self.number(self.index.columns.brands, item).checked_sub(1).map(|number| BrandIndex(number as u16))
    }

    /// Group of variants that an item belongs to; 0 for none.
    pub fn item_group(&self, item: ItemIndex) -> u32 {
        self.number(self.index.columns.groups, item)
    }

    /// Yes-or-no facts of an item; none of them holds where there is no such item.
    pub fn item_flags(&self, item: ItemIndex) -> ItemFlags {
        ItemFlags(self.number(self.index.columns.flags, item) as u8)
    }

    /// Popularity against the shop's most popular item, 0 to 1.
    pub fn popularity(&self, item: ItemIndex) -> f32 {
        Scale(self.number(self.index.columns.popularity, item) as u8).value() as f32 / Scale(255).value() as f32
    }

    /// How far an item's recent demand stands above what was usual, in standard deviations; 0 where there is no surge.
    pub fn trend(&self, item: ItemIndex) -> f32 {
        Scale(self.number(self.index.columns.trend, item) as u8).value() as f32 / 100.0
    }

    /// [`Model::popularity`] by its order of magnitude: 0 for none to 1 for the most.
    pub fn popularity_level(&self, item: ItemIndex) -> f32 {
        self.number(self.index.columns.popularity, item) as f32 / 255.0
    }

    /// Days between an item's first record and [`Model::built`]; `None` where unknown.
    pub fn age(&self, item: ItemIndex) -> Option<u16> {
        let days = self.number(self.index.columns.ages, item) as u16;
        (days != u16::MAX && item.0 < self.item_count()).then_some(days)
    }

    /// How many categories there are.
    pub fn category_count(&self) -> u16 {
        self.index.category_names.len() as u16
    }

    /// Name of a category as shown.
    pub fn category_name(&self, category: CategoryIndex) -> &str {
        self.index.category_names.get(self.file(), usize::from(category.0))
    }

    /// The more general category.
    pub fn category_parent(&self, category: CategoryIndex) -> Option<CategoryIndex> {
        let parent = self.index.category_parents.get(self.file(), usize::from(category.0));
        parent.checked_sub(1).map(|number| CategoryIndex(number as u16))
    }

    /// The first category with this name, or with this path of names from general to special ("Clothing > Coats").
    pub fn find_category(&self, name: &str) -> Option<CategoryIndex> {
        (0..self.category_count()).map(CategoryIndex).find(|category| self.is_named(*category, name))
    }

    fn is_named(&self, category: CategoryIndex, name: &str) -> bool {
        let own = self.category_name(category);
        if own == name {
            return true;
        }
        let outer = name.strip_suffix(own).and_then(|outer| outer.strip_suffix(PATH_SEPARATOR));
        outer.zip(self.category_parent(category)).is_some_and(|(outer, parent)| self.is_named(parent, outer))
    }

    /// How many brands there are.
    pub fn brand_count(&self) -> u16 {
        self.index.brands.len() as u16
    }

    /// Name of a brand.
    pub fn brand_name(&self, brand: BrandIndex) -> &str {
        self.index.brands.get(self.file(), usize::from(brand.0))
    }

    /// The numbers that steer the score.
    pub fn ranking(&self) -> &RankingParameters {
        &self.index.ranking
    }

    /// The trees that correct the score, where the model has any.
    pub fn ranker(&self) -> Option<&RankerPart> {
        self.index.ranker.as_ref()
    }

    /// What tells the visit's intent, where the model has it.
    pub fn intent(&self) -> Option<&IntentPart> {
        self.index.intent.as_ref()
    }

    fn table(&self, relation: Relation) -> Option<&RelationTable> {
        self.index.relations.get(relation as usize).and_then(Option::as_ref)
    }

    /// Whether the model has this relation.
    pub fn has_relation(&self, relation: Relation) -> bool {
        self.table(relation).is_some()
    }

    /// Neighbours of an item with their weights, in the order of their numbers.
    pub fn neighbours(&self, relation: Relation, item: ItemIndex) -> Neighbours<'_> {
        self.table(relation).map_or_else(Neighbours::none, |table| Neighbours::of(table, self.file(), item))
    }

    /// How many items have neighbours, and how many neighbours there are in all.
    pub fn relation_size(&self, relation: Relation) -> (usize, usize) {
        self.table(relation).map_or((0, 0), |table| (table.row_count(), table.entry_count()))
    }

    /// Whether the model knows effects of this dimension.
    pub fn has_context(&self, dimension: Dimension) -> bool {
        self.index.context.get(dimension as usize).is_some_and(Option::is_some)
    }

    /// What a circumstance does to the items of a category: 1 where nothing is known.
    pub fn context_factor(&self, dimension: Dimension, value: u8, category: CategoryIndex) -> f32 {
        let (size, value) = (dimension.size(), usize::from(value));
        let table = self.index.context.get(dimension as usize).copied().flatten().filter(|_| !self.is_sensitive(category));
        let code = table.filter(|_| value < size).and_then(|span| span.of(self.file()).get(usize::from(category.0) * size + value));
        code.map_or(1.0, |code| Effect(*code as i8).factor())
    }

    /// Name of a value of [`Dimension::Locale`], in small letters (`en-gb`); empty where there is none.
    pub fn locale(&self, value: u8) -> &str {
        self.locales().nth(usize::from(value)).unwrap_or_default()
    }

    /// Names of the values of [`Dimension::Locale`], in small letters (`en-gb`). The browser's module, which has no use for them, knows of none.
    pub fn locales(&self) -> impl Iterator<Item = &str> {
        #[cfg(feature = "sentences")]
        return (0..self.index.locales.len()).map(|value| self.index.locales.get(self.file(), value));
        #[cfg(not(feature = "sentences"))]
        core::iter::empty()
    }

    /// The value of [`Dimension::Locale`] with this name.
    pub fn find_locale(&self, name: &str) -> Option<u8> {
        self.locales().position(|known| known == name).map(|value| value as u8)
    }

    fn find_list(&self, kind: ListKind, category: Option<CategoryIndex>) -> Option<&List> {
        let number = category.map_or(0, |category| u32::from(category.0) + 1);
        let lists = &self.index.lists;
        lists.binary_search_by(|list| (list.kind, list.category).cmp(&(kind, number))).ok().and_then(|place| lists.get(place))
    }

    /// The items of a ready order, best first; empty where the model has none.
    pub fn list(&self, kind: ListKind, category: Option<CategoryIndex>) -> impl Iterator<Item = ItemIndex> + '_ {
        let list = self.find_list(kind, category);
        let length = list.map_or(0, |list| list.length);
        (0..length).filter_map(move |place| list.map(|list| ItemIndex(list.items.get(self.file(), place))))
    }
}
