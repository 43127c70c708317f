//! What a visitor (and a hostile catalogue) would notice about the rendered pages.
#![allow(clippy::unwrap_used, clippy::case_sensitive_file_extension_comparisons)]

use std::collections::{BTreeMap, BTreeSet};

use vitrine_catalog::{Catalogue, Image, Product, Variant};
use vitrine_shop::{Documents, ShopOptions, Snippet, product_names, render};

type Files = BTreeMap<String, String>;

fn product(id: &str, title: &str, category: &[&str]) -> Product {
    Product {
        id: id.to_owned(),
        title: title.to_owned(),
        category: category.iter().map(|level| (*level).to_owned()).collect(),
        variants: vec![Variant { price: Some(1999), available: true, ..Variant::default() }],
        images: vec![Image { url: "https://cdn.example/a.jpg".to_owned(), alternative_text: String::new() }],
        published: true,
        ..Product::default()
    }
}

fn rendered_with(products: Vec<Product>, options: &ShopOptions) -> Files {
    let mut files = Files::new();
    let catalogue = Catalogue { products, currency: "GBP".to_owned() };
    render(&catalogue, options, &mut |path, content| {
        let old = files.insert(path.to_owned(), String::from_utf8(content.to_vec()).unwrap());
        assert!(old.is_none(), "{path} was written twice");
        Ok(())
    })
    .unwrap();
    files
}

fn rendered(products: Vec<Product>) -> Files {
    rendered_with(products, &ShopOptions::default())
}

fn pages(files: &Files) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(path, _)| path.ends_with(".html"))
}

/// Values of an attribute in the document, entities decoded.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let decode = |value: &'a str| value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    page.match_indices(&start).filter_map(|(at, _)| page[at + start.len()..].split('"').next()).map(decode).collect()
}

/// The file that a relative address opens from a page, as a browser resolves it.
fn target(page: &str, address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap();
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(folders.pop().is_some(), "{address} on {page} leaves the shop"),
            "." | "" => {}
            other => folders.push(other),
        }
    }
    let path = folders.join("/");
    let is_folder = address.is_empty() || address.ends_with('/') || address.ends_with('.');
    if !is_folder {
        path
    } else if path.is_empty() {
        "index.html".to_owned()
    } else {
        format!("{path}/index.html")
    }
}

/// Files of the shop that its scripts' build writes.
const BUNDLED: [&str; 5] = ["assets/shop.css", "assets/early.js", "assets/shop.js", "assets/basket-page.js", "assets/drawer.js"];

fn check(files: &Files) {
    for (path, page) in pages(files) {
        assert_eq!(page.matches("<h1").count(), 1, "{path} must have one h1");
        assert_eq!(page.matches("<main").count(), 1, "{path} must have one main");
        let own = page.matches("<script").count();
        let with_source = page.matches("<script src=\"").count() + page.matches("<script type=\"module\" src=\"").count();
        assert_eq!(own, with_source + page.matches("<script type=\"application/ld+json\">").count(), "{path} has an inline script");
        assert_eq!(page.matches(" style=").count() + page.matches("<style").count(), 0, "{path} has an inline style");
        assert!(!page.contains(" onclick="), "{path} has an inline handler");
        let addresses = attributes(page, "href").into_iter().chain(attributes(page, "src")).chain(attributes(page, "action"));
        for address in addresses {
            if address.starts_with("https://") || address.starts_with("data:image/") {
                continue;
            }
            if let Some(place) = address.strip_prefix('#') {
                assert!(page.contains(&format!(" id=\"{place}\"")), "{path} links to {address}, which it lacks");
                continue;
            }
            assert!(!address.starts_with('/') && !address.contains(':'), "{path}: {address} is not relative");
            if address.ends_with("../vitrine.js") {
                continue;
            }
            let target = target(path, &address);
            assert!(files.contains_key(&target) || BUNDLED.contains(&target.as_str()), "{path} links to {address}: no {target}");
        }
        for data in blocks(page) {
            assert!(data["@type"].is_string(), "{path}: structured data without a type");
        }
    }
}

/// Structured data, read the way a browser does: up to the first `</script`.
fn blocks(page: &str) -> Vec<serde_json::Value> {
    let starts = page.split("<script type=\"application/ld+json\">").skip(1);
    starts.map(|rest| serde_json::from_str(rest.split("</script").next().unwrap()).unwrap()).collect()
}

fn page_of<'a>(files: &'a Files, handle: &str) -> &'a str {
    &files[&format!("products/{handle}/index.html")]
}

/// What a build gives to the documentation, with names that are no markup.
fn documents() -> Documents {
    let snippet = |name: &str| Snippet {
        name: name.to_owned(),
        file: format!("{name}.txt"),
        text: format!("<p title=\"{name}\">&amp;</p>\n~~~\n"),
        then: "Upload it.".to_owned(),
    };
    Documents {
        snippets: ["html", "shopify", "woocommerce", "next", "nuxt", "sveltekit", "astro"].map(snippet).into(),
        failures: vec!["… was not found at …. Upload *again* <now>.".to_owned()],
        reserve_rules: "vitrine-shelf{display:block}".to_owned(),
        example: "coat\"><script>alert(1)</script>".to_owned(),
    }
}

#[test]
fn the_documentation_is_whole_and_linked() {
    let options = ShopOptions { documents: Some(documents()), ..ShopOptions::default() };
    let files = rendered_with(vec![product("coat", "Coat", &[])], &options);
    check(&files);
    assert!(files["index.html"].contains("<a href=\"./docs/\">Documentation</a>"));
    let chapters: Vec<_> = pages(&files).filter(|(path, _)| path.starts_with("docs/")).collect();
    assert!(chapters.len() > 20, "{}", chapters.len());
    for (path, page) in chapters {
        assert!(
            !page.contains("<p>{{") && !page.contains("content=\"{{") && !page.contains("{product}"),
            "{path} has a line that nothing answered"
        );
        assert!(page.contains("<meta name=\"description\" content=\""), "{path}");
        assert_eq!(page.matches(" aria-current=\"page\"").count(), 1, "{path} is in the list of chapters once");
        assert_eq!(page.contains("data-triggers="), path == "docs/triggers/index.html", "{path}: nothing pops up while somebody reads");
    }
    assert!(files["docs/nuxt/index.html"].contains("<code>&lt;p title=&quot;nuxt&quot;&gt;&amp;amp;&lt;/p&gt;\n~~~\n</code>"));
    assert!(files["docs/troubleshooting/index.html"].contains("<td>Upload *again* &lt;now&gt;.</td>"));
    assert!(files["docs/theming/index.html"].contains("<code>--vitrine-card-width</code>"));
}

#[test]
fn without_what_it_takes_in_there_is_no_documentation() {
    let files = rendered(Vec::new());
    assert!(files.keys().all(|path| !path.starts_with("docs/")) && !files["index.html"].contains("docs/"));
}

#[test]
fn an_empty_catalogue_is_a_whole_shop() {
    let files = rendered(Vec::new());
    check(&files);
    assert!(files["index.html"].contains("no products yet"));
}

#[test]
fn ordinary_products_have_pages_collections_and_data() {
    let mut coat = product("fell-coat", "Fell Coat", &["Clothing", "Coats"]);
    coat.variants[0].compare_at_price = Some(2999);
    coat.variants[0].sku = "FC-1".to_owned();
    let files = rendered(vec![coat, product("mug", "Mug", &["Kitchen"])]);
    check(&files);
    let page = page_of(&files, "fell-coat");
    assert!(page.contains("£19.99") && page.contains("£29.99"));
    let data = &blocks(page)[0];
    assert_eq!(data["productID"], "fell-coat");
    assert_eq!(data["offers"][0]["price"], "19.99");
    assert_eq!(data["offers"][0]["priceCurrency"], "GBP");
    let steps = &blocks(page)[1]["itemListElement"];
    assert_eq!((&steps[1]["name"], &steps[2]["name"], &steps[3]["name"]), (&"Clothing".into(), &"Coats".into(), &"Fell Coat".into()));
    assert!(files["collections/clothing-coats/index.html"].contains("Fell Coat"));
    assert!(!files["collections/kitchen/index.html"].contains("Fell Coat"));
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u{202e}<!--";
    let mut bad = product("bad", hostile, &[hostile]);
    bad.description = hostile.to_owned();
    bad.brand = hostile.to_owned();
    bad.attributes.insert(hostile.to_owned(), hostile.to_owned());
    bad.images[0].alternative_text = hostile.to_owned();
    bad.variants = ["a", hostile]
        .iter()
        .map(|size| Variant {
            title: hostile.to_owned(),
            // An identifier is never shown and stays as it is.
            sku: hostile.replace('\u{202e}', ""),
            options: vec![(hostile.to_owned(), (*size).to_owned())],
            price: Some(1),
            available: true,
            ..Variant::default()
        })
        .collect();
    let files = rendered(vec![bad]);
    check(&files);
    for (path, page) in pages(&files) {
        assert!(!page.contains("<script>") && !page.contains("<img src=x"), "{path} lets markup through");
        assert!(!page.contains('\u{202e}'), "{path} lets text turn its neighbours round");
    }
    let data = &blocks(page_of(&files, "bad"))[0];
    assert!(data["name"].as_str().unwrap().contains("</script>"), "the name must survive whole");
    let variants = attributes(page_of(&files, "bad"), "data-variants").remove(0).replace("&#39;", "'");
    assert!(serde_json::from_str::<serde_json::Value>(&variants).is_ok());
}

#[test]
fn hostile_picture_addresses_become_drawings() {
    let mut bad = product("bad", "Bad", &[]);
    bad.images = vec![Image { url: "javascript:alert(1)".to_owned(), alternative_text: String::new() }];
    let files = rendered(vec![bad]);
    check(&files);
    assert!(page_of(&files, "bad").contains("assets/drawing-"));
    assert!(pages(&files).all(|(_, page)| !page.contains("javascript:")));
}

#[test]
fn unusual_handles_get_folders_of_their_own() {
    let ids = ["../../etc", "CON", "Coat", "coat", "パイン", "", "a/b?c#d", "index.html", "x y", "%2e%2e", &"long".repeat(100)];
    let products: Vec<Product> = ids.iter().map(|id| product(id, "Thing", &[])).collect();
    let names = product_names(&Catalogue { products: products.clone(), currency: String::new() });
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), ids.len());
    let files = rendered(products);
    check(&files);
    for (name, id) in names.iter().zip(ids) {
        let told = attributes(page_of(&files, name), "data-vitrine-product");
        assert_eq!(told, [id], "the page must still name the shop's own id");
    }
}

#[test]
fn products_that_lack_things_still_have_a_page() {
    let bare = Product { id: "bare".to_owned(), published: true, ..Product::default() };
    let mut gone = product("gone", "Gone", &[]);
    gone.variants[0].available = false;
    let files = rendered(vec![bare, gone]);
    check(&files);
    let page = page_of(&files, "bare");
    assert!(page.contains("Price on request") && page.contains("Not for sale online") && page.contains("assets/drawing-"));
    assert!(blocks(page)[0].get("offers").is_none());
    assert!(page_of(&files, "gone").contains("Sold out"));
    assert!(!page_of(&files, "gone").contains(" bundle") && !page.contains(" bundle"), "what can't be bought is offered with nothing");
}

#[test]
fn a_product_is_offered_with_what_is_bought_together_above_the_other_shelves() {
    let files = rendered(vec![product("coat", "Coat", &[])]);
    let page = page_of(&files, "coat");
    let first = page.split("<vitrine-shelf").nth(1).unwrap();
    assert!(first.starts_with(r#" placement="product" bundle otherwise="viewed-next">"#), "{first}");
}

#[test]
fn unpublished_products_appear_nowhere() {
    let mut draft = product("draft", "Secret Draft", &["Coats"]);
    draft.published = false;
    let files = rendered(vec![draft, product("coat", "Coat", &["Hats"])]);
    check(&files);
    assert!(!files.contains_key("products/draft/index.html"));
    assert!(pages(&files).all(|(_, page)| !page.contains("Secret Draft")));
    assert!(!files.contains_key("collections/coats/index.html"));
}

#[test]
fn long_collections_are_paged_and_every_product_is_on_one_page() {
    let products: Vec<Product> = (0..25).map(|at| product(&format!("p{at}"), &format!("Product {at}."), &["Things", "Small"])).collect();
    let files = rendered_with(products, &ShopOptions { page_size: 10, ..ShopOptions::default() });
    check(&files);
    let listed: usize =
        ["", "page-2/", "page-3/"].iter().map(|page| files[&format!("collections/all/{page}index.html")].matches("<article").count()).sum();
    assert_eq!(listed, 25);
    assert!(!files.contains_key("collections/all/page-4/index.html"));
}

#[test]
fn the_default_title_of_platforms_is_not_a_choice() {
    let mut single = product("single", "Single", &[]);
    single.variants[0].title = "Default Title".to_owned();
    single.variants[0].options = vec![("Title".to_owned(), "Default Title".to_owned())];
    let mut sized = product("sized", "Sized", &[]);
    sized.variants = ["S", "M"]
        .iter()
        .map(|size| Variant {
            options: vec![("Size".to_owned(), (*size).to_owned())],
            price: Some(1),
            available: *size == "M",
            ..Variant::default()
        })
        .collect();
    let files = rendered(vec![single, sized]);
    check(&files);
    assert!(!page_of(&files, "single").contains("type=\"radio\""));
    assert_eq!(page_of(&files, "sized").matches("type=\"radio\"").count(), 2);
}

#[test]
fn the_same_catalogue_gives_the_same_bytes() {
    let products = || (0..30).map(|at| product(&format!("p{at}"), "P", &[["A", "B", "C"][at % 3]])).collect();
    assert_eq!(rendered(products()), rendered(products()));
}

#[test]
fn a_writer_that_fails_is_named() {
    let fail = &mut |_: &str, _: &[u8]| Err(std::io::Error::other("disk full"));
    let error = render(&Catalogue::default(), &ShopOptions::default(), fail).unwrap_err();
    assert_eq!(error.to_string(), "the shop's page index.html could not be written: disk full");
}
