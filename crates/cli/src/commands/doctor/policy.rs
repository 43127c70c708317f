//! What a page's Content-Security-Policy (W3C CSP Level 3) lets Vitrine do.

use url::Url;

/// Each thing that the policy forbids and Vitrine needs, with its mend. A page may have several policies; each must allow.
pub fn forbidden(policy: &str, page: &Url, folder: &Url) -> Vec<String> {
    let mut found = Vec::new();
    for policy in policy.split(',') {
        let directive = |name: &str| sources(policy, name).or_else(|| sources(policy, "default-src"));
        let here = if page.origin() == folder.origin() { "'self'".to_owned() } else { folder.origin().ascii_serialization() };
        if let Some(script) = directive("script-src") {
            if !has(&script, "'strict-dynamic'") && !allows(&script, page, folder) {
                found.push(format!("the Content-Security-Policy lets no script of the folder run. Add {here} to its script-src."));
            }
            if !has(&script, "'wasm-unsafe-eval'") && !has(&script, "'unsafe-eval'") {
                found.push("the Content-Security-Policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src.".to_owned());
            }
        }
        if directive("connect-src").is_some_and(|connect| !allows(&connect, page, folder)) {
            found.push(format!("the Content-Security-Policy lets the page fetch nothing from the folder. Add {here} to its connect-src."));
        }
    }
    found
}

/// The sources of a directive, if the policy has it.
fn sources<'a>(policy: &'a str, name: &str) -> Option<Vec<&'a str>> {
    policy.split(';').find_map(|directive| {
        let mut words = directive.split_ascii_whitespace();
        words.next().filter(|word| word.eq_ignore_ascii_case(name)).map(|_| words.collect())
    })
}

fn has(sources: &[&str], keyword: &str) -> bool {
    sources.iter().any(|source| source.eq_ignore_ascii_case(keyword))
}

/// Whether a list of sources covers the folder.
fn allows(sources: &[&str], page: &Url, folder: &Url) -> bool {
    sources.iter().any(|source| match source.to_ascii_lowercase().as_str() {
        "*" => true,
        "'self'" => page.origin() == folder.origin(),
        scheme if scheme.ends_with(':') => scheme.trim_end_matches(':') == folder.scheme(),
        host => covers(host, folder),
    })
}

/// A source of a host, with or without scheme, port and path; `*.` stands for what is below a domain.
fn covers(source: &str, folder: &Url) -> bool {
    let (scheme, rest) = source.split_once("://").map_or((None, source), |(scheme, rest)| (Some(scheme), rest));
    let (place, path) = rest.split_once('/').map_or((rest, None), |(place, path)| (place, Some(path)));
    let (host, port) = place.rsplit_once(':').map_or((place, None), |(host, port)| (host, Some(port)));
    let own = folder.host_str().unwrap_or_default();
    let host_fits = host.strip_prefix('*').map_or(own == host, |domain| domain.starts_with('.') && own.ends_with(domain));
    let port_fits = port.is_none_or(|port| port == "*" || folder.port_or_known_default().is_some_and(|own| own.to_string() == port))
        && (port.is_some() || folder.port().is_none());
    let path_fits = path.is_none_or(|path| path.is_empty() || folder.path().trim_start_matches('/').starts_with(path));
    scheme.is_none_or(|scheme| scheme == folder.scheme()) && host_fits && port_fits && path_fits
}

#[cfg(test)]
mod tests {
    use super::forbidden;
    use url::Url;

    #[track_caller]
    fn check(policy: &str, folder: &str, expected: &[&str]) {
        let page = Url::parse("https://shop.example/products/coat").unwrap();
        let found = forbidden(policy, &page, &Url::parse(folder).unwrap());
        let mends: Vec<&str> = found.iter().filter_map(|sentence| sentence.split_once("Add ").map(|(_, mend)| mend)).collect();
        assert_eq!(mends, expected, "{policy}");
    }

    #[test]
    fn each_policy_names_what_is_missing() {
        let (own, other) = ("https://shop.example/vitrine/", "https://cdn.example/vitrine/");
        let wasm = "'wasm-unsafe-eval' to its script-src.";
        check("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'", own, &[]);
        check("img-src 'self'", own, &[]);
        check("script-src 'self'; connect-src 'self'", own, &[wasm]);
        check("default-src 'self'", own, &[wasm]);
        check(
            "default-src 'self' 'wasm-unsafe-eval'",
            other,
            &["https://cdn.example to its script-src.", "https://cdn.example to its connect-src."],
        );
        check("script-src 'nonce-x' 'strict-dynamic' 'unsafe-eval'; connect-src 'none'", own, &["'self' to its connect-src."]);
        check("script-src https: 'unsafe-eval'; connect-src *", other, &[]);
        check("script-src *.example 'wasm-unsafe-eval'; connect-src https://cdn.example/vitrine/", other, &[]);
        check(
            "script-src cdn.example:443 'wasm-unsafe-eval'; connect-src cdn.example:8443",
            other,
            &["https://cdn.example to its connect-src."],
        );
        check("script-src 'self' 'wasm-unsafe-eval', default-src 'self'", own, &[wasm]);
    }
}
