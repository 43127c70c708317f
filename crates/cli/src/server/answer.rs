//! What the server says to an address.

use crate::output::digest;
use crate::server::{paths, types};
use std::fs;
use std::path::Path;

/// Folder and name of the shop's page for addresses that lead nowhere.
const SHOP: &str = "shop";
const NOT_FOUND: &str = "404.html";

/// A whole answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub content: Vec<u8>,
}

impl Answer {
    fn plain(status: u16, text: &str) -> Answer {
        let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned()), ("Cache-Control", "no-cache".to_owned())];
        Answer { status, headers, content: format!("{text}\n").into_bytes() }
    }

    fn redirect(to: String) -> Answer {
        let mut answer = Answer::plain(302, "moved");
        answer.headers.push(("Location", to));
        answer
    }

    /// For anything but GET and HEAD.
    pub fn method_not_allowed() -> Answer {
        let mut answer = Answer::plain(405, "only GET and HEAD");
        answer.headers.push(("Allow", "GET, HEAD".to_owned()));
        answer
    }
}

/// Answers a GET. `root` is canonical; `known_tag` is what the browser has already.
pub fn answer(root: &Path, address: &str, known_tag: Option<&str>) -> Answer {
    let Some(relative) = paths::safe_path(address) else { return not_found(root) };
    // A link may not lead out of the folder either.
    let Some(path) = fs::canonicalize(root.join(&relative)).ok().filter(|path| path.starts_with(root)) else { return not_found(root) };
    let path = if path.is_dir() {
        if !relative.is_empty() && !relative.ends_with('/') {
            let (before, query) = address.split_once('?').map_or((address, String::new()), |(before, query)| (before, format!("?{query}")));
            return Answer::redirect(format!("{before}/{query}"));
        }
        if relative.is_empty() && !path.join("index.html").is_file() && path.join(SHOP).join("index.html").is_file() {
            return Answer::redirect(format!("/{SHOP}/"));
        }
        path.join("index.html")
    } else {
        path
    };
    let Ok(content) = fs::read(&path) else { return not_found(root) };
    let tag = format!("\"{}\"", digest::name_hash(&content));
    let mut headers = vec![
        ("Content-Type", types::media_type(&path).to_owned()),
        ("Cache-Control", types::caching(&path).to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ];
    let known = known_tag.is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    headers.push(("ETag", tag));
    if known { Answer { status: 304, headers, content: Vec::new() } } else { Answer { status: 200, headers, content } }
}

/// The shop's own page where there is one. Its links are relative to the shop's root, so they are turned to absolute ones: the address in the
/// browser stays the wrong one, at whatever depth it is.
fn not_found(root: &Path) -> Answer {
    let mut answer = Answer::plain(404, "not found");
    if let Ok(page) = fs::read_to_string(root.join(SHOP).join(NOT_FOUND)) {
        answer.content = page.replace("=\"./", &format!("=\"/{SHOP}/")).into_bytes();
        if let Some(content_type) = answer.headers.first_mut() {
            "text/html; charset=utf-8".clone_into(&mut content_type.1);
        }
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::answer;
    use std::fs;
    use std::path::PathBuf;

    fn site() -> (tempfile::TempDir, PathBuf) {
        let room = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(room.path()).unwrap().join("site");
        fs::create_dir_all(root.join("shop/cart")).unwrap();
        fs::write(root.join("shop/index.html"), "home").unwrap();
        fs::write(root.join("shop/cart/index.html"), "cart").unwrap();
        fs::write(root.join("shop/404.html"), "<a href=\"./\">home</a><script src=\"./../vitrine.js\"></script>").unwrap();
        fs::write(root.join("manifest.json"), "{}").unwrap();
        fs::write(root.join("engine-0123456789abcdef.wasm"), "wasm").unwrap();
        fs::write(root.join("../secret.txt"), "secret").unwrap();
        (room, root)
    }

    fn header(found: &super::Answer, name: &str) -> String {
        found.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    #[test]
    fn folders_show_their_index() {
        let (_room, root) = site();
        assert_eq!(answer(&root, "/shop/", None).content, b"home");
        let found = answer(&root, "/shop/cart?x=1", None);
        assert_eq!((found.status, header(&found, "Location")), (302, "/shop/cart/?x=1".to_owned()));
        assert_eq!(header(&answer(&root, "/", None), "Location"), "/shop/");
    }

    #[test]
    fn hashed_files_may_be_kept_and_the_manifest_may_not() {
        let (_room, root) = site();
        let wasm = answer(&root, "/engine-0123456789abcdef.wasm", None);
        assert_eq!(header(&wasm, "Content-Type"), "application/wasm");
        assert!(header(&wasm, "Cache-Control").contains("immutable"));
        let manifest = answer(&root, "/manifest.json", None);
        assert_eq!(header(&manifest, "Cache-Control"), "no-cache");
        let again = answer(&root, "/manifest.json", Some(&header(&manifest, "ETag")));
        assert_eq!((again.status, again.content.len()), (304, 0));
    }

    #[test]
    fn what_is_not_there_gets_the_shops_page_whose_links_work_at_any_depth() {
        let (_room, root) = site();
        for address in ["/shop/a/b/c", "/nothing", "/../secret.txt", "/shop/..%2f..%2f..%2fsecret.txt"] {
            let found = answer(&root, address, None);
            let page = String::from_utf8(found.content.clone()).unwrap();
            assert_eq!(found.status, 404, "{address}");
            assert_eq!(page, "<a href=\"/shop/\">home</a><script src=\"/shop/../vitrine.js\"></script>");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        let (_room, root) = site();
        std::os::unix::fs::symlink(root.join("../secret.txt"), root.join("link.txt")).unwrap();
        assert_eq!(answer(&root, "/link.txt", None).status, 404);
    }
}
