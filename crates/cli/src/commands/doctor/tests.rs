use super::fetch::Fetcher;
use super::{Findings, Weight, folder_of, look, script_in};
use crate::output::manifest::{Display, Manifest, ManifestFile};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;
use tiny_http::{Header, Response, Server};
use url::Url;

type Headers = Vec<(&'static str, String)>;

/// A deployed site: what each path answers.
#[derive(Clone, Default)]
struct Site {
    files: BTreeMap<String, (Headers, Vec<u8>)>,
}

impl Site {
    /// Everything as it should be, below `/vitrine/`, and a page that loads it.
    fn right() -> Site {
        let script = "export {}".repeat(400);
        let contents: [(&str, &str, &[u8]); 4] = [
            ("runtime", "js", script.as_bytes()),
            ("engine", "wasm", b"\0asm\x01\0\0\0"),
            ("model", "vitrine", b"model"),
            ("display-000", "json", b"{}"),
        ];
        let [runtime, engine, model, display] = contents.map(|(stem, ending, content)| ManifestFile::of(stem, ending, content));
        let manifest = Manifest {
            format: 1,
            built: String::new(),
            currency: String::new(),
            runtime,
            engine,
            model,
            display: Display { items_per_shard: 128, shards: vec![display] },
            parts: BTreeMap::new(),
            locales: Vec::new(),
            other_seasons: None,
            least_leaving: None,
            segments: Vec::new(),
        };
        let mut site = Site::default();
        let hashed = || ("Cache-Control", "public, max-age=31536000, immutable".to_owned());
        let stable = || ("Cache-Control", "no-cache".to_owned());
        for (file, (_, ending, content)) in manifest.files().zip(contents) {
            let kind = match ending {
                "js" => "text/javascript",
                "wasm" => "application/wasm",
                "json" => "application/json",
                _ => "application/octet-stream",
            };
            site.put(&format!("/vitrine/{}", file.file), vec![("Content-Type", kind.to_owned()), hashed()], content);
        }
        let json = serde_json::to_vec(&manifest).unwrap();
        site.put("/vitrine/manifest.json", vec![("Content-Type", "application/json".to_owned()), stable()], &json);
        site.put("/vitrine/vitrine.js", vec![("Content-Type", "text/javascript; charset=utf-8".to_owned()), stable()], b"import()");
        let page = b"<!doctype html><script src='a.js'></script><script type=\"module\" src=\"/vitrine/vitrine.js?v=1\"></script>";
        let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
        site.put("/page", vec![("Content-Type", "text/html".to_owned()), ("Content-Security-Policy", policy.to_owned())], page);
        site
    }

    fn put(&mut self, path: &str, headers: Headers, content: &[u8]) {
        self.files.insert(path.to_owned(), (headers, content.to_vec()));
    }

    /// The path of the file whose name begins so.
    fn path(&self, stem: &str) -> String {
        self.files.keys().find(|path| path.starts_with(&format!("/vitrine/{stem}"))).unwrap().clone()
    }

    fn set(&mut self, stem: &str, name: &'static str, value: &str) {
        let (headers, _) = self.files.get_mut(&self.path(stem)).unwrap();
        headers.retain(|(known, _)| *known != name);
        headers.push((name, value.to_owned()));
    }

    fn change(&mut self, stem: &str, change: impl FnOnce(&mut Vec<u8>)) {
        change(&mut self.files.get_mut(&self.path(stem)).unwrap().1);
    }

    /// Serves the site until the answer is dropped.
    fn serve(self) -> Running {
        let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
        let origin = format!("http://{}", server.server_addr().to_ip().unwrap());
        let serving = Arc::clone(&server);
        thread::spawn(move || {
            for request in serving.incoming_requests() {
                let path = request.url().split('?').next().unwrap_or_default().to_owned();
                let response = match self.files.get(&path) {
                    Some((headers, content)) => headers.iter().fold(Response::from_data(content.clone()), |response, (name, value)| {
                        response.with_header(Header::from_bytes(name.as_bytes(), value.as_bytes()).unwrap())
                    }),
                    None => Response::from_data(b"nothing".to_vec()).with_status_code(404),
                };
                let _ = request.respond(response);
            }
        });
        Running { origin, server }
    }
}

struct Running {
    origin: String,
    server: Arc<Server>,
}

impl Running {
    /// What the doctor finds at an address, but for what is good.
    fn found(&self, path: &str) -> Vec<String> {
        let mut findings = Findings::default();
        look(&Fetcher::new(), &Url::parse(&format!("{}{path}", self.origin)).unwrap(), &mut findings).unwrap();
        assert!(!findings.found.is_empty());
        let told = findings.found.iter().filter(|finding| finding.weight != Weight::Good);
        told.map(|finding| format!("{:?} {}: {}", finding.weight, finding.place, finding.says)).collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

/// One change to a right site must bring one finding that holds all of these words.
#[track_caller]
fn check(alter: impl FnOnce(&mut Site), path: &str, words: &[&str]) {
    let mut site = Site::right();
    alter(&mut site);
    let found = site.serve().found(path);
    assert_eq!(found.len(), usize::from(!words.is_empty()), "{found:#?}");
    for word in words {
        assert!(found[0].contains(word), "{found:#?} lacks “{word}”");
    }
}

/// As servers send scripts: packed.
fn compressed(site: &mut Site) {
    site.change("runtime", |content| {
        let mut packed = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 22);
        std::io::Write::write_all(&mut packed, content).unwrap();
        *content = packed.into_inner();
    });
    site.set("runtime", "Content-Encoding", "br");
}

#[test]
fn a_right_folder_has_nothing_to_mend() {
    for path in ["/vitrine/", "/vitrine", "/vitrine/manifest.json", "/page"] {
        check(compressed, path, &[]);
    }
}

#[test]
fn each_fault_is_one_sentence_with_its_mend() {
    let folder = "/vitrine/";
    check(|_| {}, folder, &["Better runtime-", "uncompressed, 3600 bytes", "Let the server compress"]);
    let with = |alter: fn(&mut Site)| {
        move |site: &mut Site| {
            compressed(site);
            alter(site);
        }
    };
    check(
        with(|site| site.set("runtime", "Content-Type", "text/plain")),
        folder,
        &["Wrong runtime-", "as text/plain", "as text/javascript"],
    );
    check(with(|site| site.set("engine", "Content-Type", "application/octet-stream")), folder, &["Better engine-", "as application/wasm"]);
    check(with(|site| site.set("model", "Cache-Control", "max-age=60")), folder, &["Better model-", "immutable"]);
    check(
        with(|site| site.set("manifest", "Cache-Control", "public, max-age=86400")),
        folder,
        &["Wrong manifest.json", "86400 s", "no-cache"],
    );
    check(with(|site| site.set("vitrine.js", "Cache-Control", "s-maxage=604800, max-age=0")), folder, &["Wrong vitrine.js", "604800 s"]);
    check(with(|site| site.change("model", |content| content[0] ^= 1)), folder, &["Wrong model-", "other bytes", "proxy"]);
    check(with(|site| site.change("model", Vec::clear)), folder, &["Wrong model-", "0 bytes; the manifest says 5"]);
    check(with(|site| drop(site.files.remove(&site.path("engine")))), folder, &["Wrong engine-", "HTTP 404", "Upload again"]);
    check(
        with(|site| site.change("manifest", |content| *content = b"<!doctype html>".to_vec())),
        folder,
        &["Wrong manifest.json", "not an HTML page"],
    );
    check(with(|site| drop(site.files.remove("/vitrine/manifest.json"))), folder, &["Wrong manifest.json", "HTTP 404"]);
}

#[test]
fn a_pages_policy_is_read() {
    let policy = |site: &mut Site| {
        compressed(site);
        let (headers, _) = site.files.get_mut("/page").unwrap();
        headers[1].1 = "script-src 'self'; connect-src 'self'".to_owned();
    };
    check(policy, "/page", &["Wrong page", "blocks WebAssembly", "'wasm-unsafe-eval'"]);
}

#[test]
fn a_folder_of_another_origin_must_be_shared() {
    let mut site = Site::right();
    compressed(&mut site);
    site.set("model", "Access-Control-Allow-Origin", "*");
    let folder = site.serve();
    let mut shop = Site::default();
    let markup = format!("<script type=module src={}/vitrine/vitrine.js></script>", folder.origin);
    shop.put("/page", vec![("Content-Type", "text/html".to_owned())], markup.as_bytes());
    let found = shop.serve().found("/page");
    assert_eq!(found.len(), 5, "{found:#?}");
    assert!(found.iter().all(|told| told.contains("Access-Control-Allow-Origin") && !told.contains("model-")), "{found:#?}");
}

#[test]
fn addresses_name_folders() {
    let cases = [
        ("https://a.example/vitrine", "https://a.example/vitrine/"),
        ("https://a.example/vitrine/", "https://a.example/vitrine/"),
        ("https://a.example/vitrine/vitrine.js?v=2", "https://a.example/vitrine/"),
        ("https://a.example/", "https://a.example/"),
    ];
    for (address, folder) in cases {
        assert_eq!(folder_of(&Url::parse(address).unwrap()).as_str(), folder);
    }
    let tags = [
        ("<script type=module src=/v/vitrine.js></script>", Some("/v/vitrine.js")),
        ("<script>x</script><script src='vitrine.js' async>", Some("vitrine.js")),
        ("<script src=\"notvitrine.js\"></script>", None),
    ];
    for (markup, source) in tags {
        assert_eq!(script_in(markup).as_deref(), source);
    }
}
