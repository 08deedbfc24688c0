//! A referee of the demonstration over HTTP, who labels proposals and takes verdicts back.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use super::http::{self, Answer};

/// Who it is: the demonstration makes them.
const EMAIL: &str = "referent.gers@semaine.example";

/// What a server answers that is too busy now.
const LATER: u16 = 503;

/// Somebody signed in.
pub struct Referee {
    address: SocketAddr,
    cookie: String,
}

impl Referee {
    /// Signs in by the one click of the demonstration.
    pub fn arrive(address: SocketAddr) -> Result<Self, String> {
        let welcome = http::get(address, "/demo", &[])?.text();
        let token = value(&welcome, "csrf").ok_or("The page /demo has no form.")?;
        let form = format!("csrf={token}&email={EMAIL}");
        let entered = post(address, "", "/demo/entrer", &form)?;
        let cookie = entered
            .header("set-cookie")
            .and_then(|cookie| cookie.split(';').next())
            .ok_or_else(|| format!("{EMAIL} cannot sign in ({}).", entered.status))?
            .to_owned();
        Ok(Self { address, cookie })
    }

    /// The paths of the proposals that wait.
    pub fn queue(&self) -> Result<Vec<String>, String> {
        let page = self.read("/instruction")?.unwrap_or_default();
        let numbers: BTreeSet<u64> = page
            .match_indices("href=\"/instruction/")
            .filter_map(|(at, start)| first_number_after(&page[at..], start))
            .collect();
        Ok(numbers
            .iter()
            .map(|number| format!("/instruction/{number}"))
            .collect())
    }

    /// The title of a proposal.
    pub fn title(&self, proposal: &str) -> Result<Option<String>, String> {
        let page = self.read(proposal)?.unwrap_or_default();
        let heading = page
            .split_once("<h1")
            .and_then(|(_, rest)| rest.split_once("</h1>"));
        let text = heading.and_then(|(heading, _)| heading.split_once('>'));
        Ok(text.map(|(_, text)| text.trim().to_owned()))
    }

    /// Labels a proposal; the answer is the verdict's number, or nothing when one is asked to come back later.
    pub fn label(&self, proposal: &str) -> Result<Option<u64>, String> {
        let Some(page) = self.read(proposal)? else {
            return Ok(None);
        };
        let token = value(&page, "csrf").ok_or("The proposal has no form.")?;
        let revision = value(&page, "revision").ok_or("The proposal does not wait.")?;
        let mut form = format!("csrf={token}&revision={revision}&verdict=label");
        let mut criteria: Vec<&str> = page
            .split("name=\"critere-")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        criteria.dedup();
        for criterion in criteria {
            form += &format!("&critere-{criterion}=yes");
        }
        let answer = self.send(proposal, &form)?;
        if answer.status == LATER {
            return Ok(None);
        }
        let way_on = answer.header("location").unwrap_or_default();
        first_number_after(way_on, "fait=")
            .map(Some)
            .ok_or_else(|| {
                format!(
                    "The label was answered by {} and no verdict.",
                    answer.status
                )
            })
    }

    /// Takes the verdict back, so that its proposal waits again; nothing when one is asked to come back later.
    pub fn undo(&self, proposal: &str, verdict: u64) -> Result<Option<()>, String> {
        let Some(page) = self.read(proposal)? else {
            return Ok(None);
        };
        let token = value(&page, "csrf").ok_or("The proposal has no form.")?;
        let form = format!("csrf={token}&verdict={verdict}");
        let answer = self.send(&format!("{proposal}/annuler"), &form)?;
        match answer.status {
            303 => Ok(Some(())),
            LATER => Ok(None),
            status => Err(format!("Taking the verdict back was answered by {status}.")),
        }
    }

    fn read(&self, path: &str) -> Result<Option<String>, String> {
        let answer = http::get(self.address, path, &[("Cookie", &self.cookie)])?;
        match answer.status {
            200 => Ok(Some(answer.text().replace("&#x2f;", "/"))),
            LATER => Ok(None),
            status => Err(format!("{path} answers {status} to {EMAIL}.")),
        }
    }

    fn send(&self, path: &str, form: &str) -> Result<Answer, String> {
        post(self.address, &self.cookie, path, form)
    }
}

fn post(address: SocketAddr, cookie: &str, path: &str, form: &str) -> Result<Answer, String> {
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    let headers = [kind, ("Cookie", cookie)];
    http::send(address, "POST", path, &headers, form.as_bytes())
}

/// The value of the first hidden field of a page with this name.
fn value<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let start = format!("name=\"{name}\" value=\"");
    page.split_once(&start)?.1.split('"').next()
}

fn first_number_after(text: &str, start: &str) -> Option<u64> {
    text.match_indices(start).find_map(|(at, _)| {
        let rest = &text[at + start.len()..];
        let digits = rest.find(|c: char| !c.is_ascii_digit());
        rest[..digits.unwrap_or(rest.len())].parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_links_are_read() {
        let page = r#"<a href="/instruction/refuses">x</a><a href="/instruction/3689">y</a><input type="hidden" name="revision" value="2">"#;
        assert_eq!(first_number_after(page, "/instruction/"), Some(3_689));
        assert_eq!(value(page, "revision"), Some("2"));
        assert_eq!(value(page, "csrf"), None);
        assert_eq!(
            first_number_after("/instruction/3690?fait=36", "fait="),
            Some(36)
        );
    }
}
