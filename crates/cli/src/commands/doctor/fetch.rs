//! One GET, as a browser would send it, and what came back.

use crate::failure::Failure;
use std::io::Read as _;
use std::time::Duration;
use url::Url;

/// Longest answer that is read; the file of a large shop's model has a tenth of it.
const MOST_BYTES: u64 = 256 << 20;
/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Names in small letters, with their values, in order.
    pub headers: Vec<(String, String)>,
    /// Bytes on the wire.
    pub sent: usize,
    /// The content, unpacked.
    pub content: Vec<u8>,
}

impl Answer {
    /// The first header of a name; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// All headers of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The media type, without its parameters, in small letters.
    pub fn media_type(&self) -> String {
        self.header("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// Fetches addresses one after the other.
pub struct Fetcher {
    agent: ureq::Agent,
}

impl Fetcher {
    /// A fetcher without cookies.
    pub fn new() -> Fetcher {
        let configuration = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .user_agent(concat!("vitrine-doctor/", env!("CARGO_PKG_VERSION")));
        Fetcher { agent: configuration.build().into() }
    }

    /// Fetches one address. A status such as 404 is an answer; a server that can't be reached is a failure.
    pub fn get(&self, address: &Url) -> Result<Answer, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::input(format!("{address}: could not be fetched: {error}"));
        let call = self.agent.get(address.as_str()).header("Accept-Encoding", "br, gzip");
        let mut response = call.call().map_err(|error| {
            failed(&error).with_hint("check the address and the network; for a page on this machine, check that its server runs")
        })?;
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let status = response.status().as_u16();
        let packed = response.body_mut().with_config().limit(MOST_BYTES).read_to_vec().map_err(|error| failed(&error))?;
        let mut answer = Answer { status, headers, sent: packed.len(), content: Vec::new() };
        answer.content = match answer.header("content-encoding") {
            "br" => unpacked(brotli::Decompressor::new(packed.as_slice(), 1 << 16)).map_err(|error| failed(&error))?,
            "gzip" => unpacked(flate2::read::GzDecoder::new(packed.as_slice())).map_err(|error| failed(&error))?,
            _ => packed,
        };
        Ok(answer)
    }
}

fn unpacked(reader: impl std::io::Read) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    reader.take(MOST_BYTES).read_to_end(&mut content)?;
    Ok(content)
}
