//! Web addresses that may be asked at all.

use url::Url;

use crate::capture::error::FetchError;

/// The longest address in bytes.
const LONGEST: usize = 2_000;

/// Reads a web address: http or https, with a host, without a name or password in it; what stands
/// behind `#` is left out. Other ports than 80 and 443 need `any_port`.
///
/// # Errors
/// [`FetchError`] that says what is wrong with it.
///
/// # References
/// - WHATWG, *URL*: hosts such as `0x7f.1` or `2130706433` are read as browsers do
pub fn parse(text: &str, any_port: bool) -> Result<Url, FetchError> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(FetchError::NoAddress);
    }
    let url = Url::parse(text).map_err(|_| FetchError::NoAddress)?;
    checked(url, any_port)
}

/// The address that a redirect from `url` leads to.
///
/// # Errors
/// As [`parse`].
pub fn follow(url: &Url, location: &str, any_port: bool) -> Result<Url, FetchError> {
    if location.len() > LONGEST {
        return Err(FetchError::NoAddress);
    }
    let url = url.join(location).map_err(|_| FetchError::NoAddress)?;
    checked(url, any_port)
}

fn checked(mut url: Url, any_port: bool) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(FetchError::NoAddress);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::Userinfo);
    }
    let usual = matches!(url.port_or_known_default(), Some(80 | 443));
    if !usual && !any_port {
        return Err(FetchError::Port);
    }
    url.set_fragment(None);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_pass() {
        for (text, sentence) in [
            ("file:///etc/passwd", "http:// or https://"),
            ("ftp://host.example/a", "http:// or https://"),
            ("gopher://host.example:70/", "http:// or https://"),
            ("//host.example/a", "http:// or https://"),
            ("http://", "http:// or https://"),
            ("news.example", "http:// or https://"),
            ("http://ann:secret@host.example/", "name or a password"),
            ("https://ann@host.example/", "name or a password"),
            ("http://host.example:22/", "ports 80 and 443"),
            ("http://host.example:8080/", "ports 80 and 443"),
        ] {
            let error = parse(text, false).expect_err(text).to_string();
            assert!(error.contains(sentence), "{text}: {error}");
        }
        let long = format!("https://host.example/{}", "a".repeat(2_000));
        assert!(parse(&long, false).is_err());
        let url = parse(" https://host.example:443/a?b=c#d ", false).expect("an address");
        assert_eq!(url.as_str(), "https://host.example/a?b=c");
        assert!(parse("http://host.example:8080/", true).is_ok());
    }

    #[test]
    fn hosts_in_disguise_are_read_as_what_they_are() {
        for text in [
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.1/",
        ] {
            let url = parse(text, false).expect(text);
            assert_eq!(url.host_str(), Some("127.0.0.1"), "{text}");
        }
    }

    #[test]
    fn a_redirect_is_checked_like_an_address() {
        let from = parse("https://host.example/a/b", false).expect("an address");
        let to = |location: &str| follow(&from, location, false).map(String::from);
        assert_eq!(to("../c").as_deref(), Ok("https://host.example/c"));
        assert_eq!(
            to("//other.example/").as_deref(),
            Ok("https://other.example/")
        );
        assert_eq!(to("file:///etc/passwd"), Err(FetchError::NoAddress));
        assert_eq!(to("http://host.example:25/"), Err(FetchError::Port));
        assert_eq!(to("http://a:b@host.example/"), Err(FetchError::Userinfo));
    }
}
