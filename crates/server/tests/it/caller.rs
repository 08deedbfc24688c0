//! Someone with a browser: keeps cookies, says where a request comes from, sends the forms it is shown.

use std::collections::BTreeMap;
use std::sync::Mutex;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, StatusCode};

/// A browser.
pub struct Caller {
    client: Client,
    origin: String,
    /// Where the proxy says it comes from.
    from: Option<String>,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug)]
pub struct Shown {
    pub status: StatusCode,
    pub location: Option<String>,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
}

impl Shown {
    /// The value of the first hidden field of that name.
    pub fn hidden(&self, name: &str) -> Option<String> {
        let mark = format!("name=\"{name}\" value=\"");
        let start = self.body.find(&mark)? + mark.len();
        let end = self.body[start..].find('"')?;
        Some(self.body[start..start + end].to_owned())
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Caller {
    /// A browser without cookies.
    pub fn new(origin: &str) -> Self {
        // Another test may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a client");
        Self {
            client,
            origin: origin.to_owned(),
            from: None,
            cookies: Mutex::default(),
        }
    }

    /// The same browser, with its cookies, at another address of the site.
    pub fn at(&self, origin: &str) -> Self {
        let cookies = self.cookies.lock().expect("not poisoned").clone();
        Self {
            cookies: Mutex::new(cookies),
            from: self.from.clone(),
            ..Self::new(origin)
        }
    }

    /// The same browser behind a proxy that says where it comes from.
    pub fn from(mut self, address: &str) -> Self {
        self.from = Some(address.to_owned());
        self
    }

    /// Opens a page by its path or its address.
    pub async fn get(&self, path: &str) -> Shown {
        self.send(self.ask(Method::GET, path)).await
    }

    /// Sends fields as a form of a page of ours would.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        self.send(self.form(path, fields)).await
    }

    /// The request of [`Caller::post`].
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.ask(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &self.origin)
            .header("sec-fetch-site", "same-origin")
            .body(form)
    }

    /// Opens a page, fills in its form and sends it to `action`.
    pub async fn fill(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Shown {
        let shown = self.get(page).await;
        let token = shown.hidden("csrf").expect("a form with its token");
        let mut all = vec![("csrf", token.as_str())];
        all.extend_from_slice(fields);
        self.post(action, &all).await
    }

    /// A request with the cookies of this browser, to be completed and given to [`Caller::send`].
    pub fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let address = match path.starts_with("http") {
            true => path.to_owned(),
            false => format!("{}{path}", self.origin),
        };
        let cookies = self.cookies.lock().expect("not poisoned");
        let pairs: Vec<String> = cookies
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        let mut request = self.client.request(method, address);
        if let Some(from) = &self.from {
            request = request.header("x-forwarded-for", from);
        }
        match pairs.is_empty() {
            true => request,
            false => request.header(COOKIE, pairs.join("; ")),
        }
    }

    /// Sends a request and keeps the cookies of the answer.
    pub async fn send(&self, request: RequestBuilder) -> Shown {
        self.try_send(request).await.expect("an answer")
    }

    /// The same where the site may go away before it has answered.
    pub async fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Shown> {
        let response = request.send().await?;
        let headers = response.headers().clone();
        for value in headers
            .get_all(SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
        {
            let (pair, rest) = value.split_once(';').unwrap_or((value, ""));
            let (key, content) = pair.split_once('=').expect("a name and a value");
            let mut cookies = self.cookies.lock().expect("not poisoned");
            match rest.contains("Max-Age=0") {
                true => cookies.remove(key),
                false => cookies.insert(key.to_owned(), content.to_owned()),
            };
        }
        let text = |name| Some(headers.get(name)?.to_str().ok()?.to_owned());
        Ok(Shown {
            status: response.status(),
            location: text(LOCATION),
            // Templates write a slash as a reference too; a browser reads both alike.
            body: response.text().await?.replace("&#x2f;", "/"),
            headers,
        })
    }

    /// Whether this browser keeps any cookie.
    pub fn has_cookies(&self) -> bool {
        !self.cookies.lock().expect("not poisoned").is_empty()
    }
}
