//! From the address that a browser asks for to a path below the served folder, and never above it.

/// The path of an address, decoded, without its query; `None` where it would leave the folder or names a hidden file.
pub fn safe_path(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let decoded = decode(path.strip_prefix('/')?)?;
    let safe = |part: &str| !part.starts_with('.') && !part.contains(['\\', ':', '\0']) && !part.chars().any(char::is_control);
    decoded.split('/').all(safe).then_some(decoded)
}

/// Percent-decodes; `None` where the result is not UTF-8 or a sequence is cut off.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::safe_path;

    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(safe_path(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn ordinary_addresses() {
        check("/", Some(""));
        check("/shop/", Some("shop/"));
        check("/shop/products/coat/?variant=1#top", Some("shop/products/coat/"));
        check("/a%20b/%C3%A9.svg", Some("a b/é.svg"));
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        for address in [
            "/../x",
            "/a/../../x",
            "/..%2fx",
            "/%2e%2e/x",
            "/a/%2e%2e/%2e%2e/x",
            "/..\\x",
            "/a%5c..%5cx",
            "/C:/x",
            "/.git/config",
            "/a/.env",
            "/%00",
            "/%",
            "/%2",
            "/%zz",
            "/%ff",
            "x",
            "",
        ] {
            check(address, None);
        }
    }
}
