//! The chapters in the order of reading.

/// A page of the documentation.
pub struct Chapter {
    /// Its folder, and the name of its Markdown file.
    pub name: &'static str,
    /// What it stands under in the list of chapters.
    pub group: &'static str,
    /// Markdown: a heading, a paragraph that says what it is about, and the rest.
    pub text: &'static str,
}

/// The chapter that is the documentation's own address.
pub const FIRST: &str = "start";

impl Chapter {
    /// The heading, without marks.
    pub fn title(&self) -> String {
        self.text.lines().next().unwrap_or_default().trim_start_matches('#').trim().replace('`', "")
    }

    /// The first paragraph, without marks.
    pub fn description(&self) -> String {
        self.text.lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default().replace(['`', '*'], "")
    }
}

/// A chapter by its group and name.
macro_rules! chapter {
    ($group:literal, $name:literal) => {
        Chapter { name: $name, group: $group, text: include_str!(concat!("../../docs/", $name, ".md")) }
    };
}

/// Every chapter.
pub const CHAPTERS: &[Chapter] = &[
    chapter!("Begin", "start"),
    chapter!("Begin", "leaves"),
    chapter!("Kinds of shop", "html"),
    chapter!("Kinds of shop", "shopify"),
    chapter!("Kinds of shop", "woocommerce"),
    chapter!("Kinds of shop", "next"),
    chapter!("Kinds of shop", "nuxt"),
    chapter!("Kinds of shop", "sveltekit"),
    chapter!("Kinds of shop", "astro"),
    chapter!("Elements", "shelf"),
    chapter!("Elements", "bundle"),
    chapter!("Elements", "recent"),
    chapter!("Elements", "panel"),
    chapter!("Elements", "triggers"),
    chapter!("In the page", "settings"),
    chapter!("In the page", "events"),
    chapter!("In the page", "consent"),
    chapter!("In the page", "storage"),
    chapter!("In the page", "policy"),
    chapter!("In the page", "theming"),
    chapter!("In the page", "server"),
    chapter!("In the page", "module"),
    chapter!("In the page", "options"),
    chapter!("When it fails", "troubleshooting"),
];
