//! A mail server on this machine that keeps what it is given, and can be closed and opened again.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A letter as it was handed over.
#[derive(Debug, Clone)]
pub struct Received {
    pub to: Vec<String>,
    pub raw: String,
}

impl Received {
    /// The value of a header, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.raw.split("\r\n\r\n").next()?;
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let mark = format!("{}:", name.to_lowercase());
        unfolded
            .split("\r\n")
            .find(|line| line.to_lowercase().starts_with(&mark))
            .map(|line| line[mark.len()..].trim().to_owned())
    }

    /// The text part, decoded.
    pub fn plain(&self) -> String {
        let start = self.raw.find("text/plain").unwrap_or(0);
        let part = self.raw[start..]
            .split("\r\n\r\n")
            .nth(1)
            .unwrap_or_default();
        let head = self.raw[start..]
            .split("\r\n\r\n")
            .next()
            .unwrap_or_default();
        let body = part_body(&self.raw[start..]).unwrap_or(part);
        match head.to_lowercase() {
            head if head.contains("base64") => from_base64(body),
            head if head.contains("quoted-printable") => from_quoted(body),
            _ => body.to_owned(),
        }
    }

    /// The first address on this site in the text, its soft line breaks undone.
    pub fn link(&self) -> Option<String> {
        let text = self.plain();
        let start = text.find("http://")?;
        let rest = &text[start..];
        let end =
            rest.find(|letter: char| letter.is_whitespace() || letter == '"' || letter == '<');
        Some(rest[..end.unwrap_or(rest.len())].to_owned())
    }
}

/// The mail server.
pub struct PostOffice {
    address: SocketAddr,
    kept: Arc<Mutex<Vec<Received>>>,
    open: Mutex<Option<JoinHandle<()>>>,
}

impl PostOffice {
    /// Opens on a free port of this machine.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let office = Self {
            address,
            kept: Arc::default(),
            open: Mutex::new(None),
        };
        office.serve(listener);
        office
    }

    fn serve(&self, listener: TcpListener) {
        let kept = self.kept.clone();
        let task = tokio::spawn(async move {
            let mut talks = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                talks.spawn(talk(stream, kept.clone()));
            }
        });
        *self.open.lock().expect("not poisoned") = Some(task);
    }

    /// The address of the settings.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Nobody answers any more, and those who were talking are cut off.
    pub async fn close(&self) {
        let task = self.open.lock().expect("not poisoned").take();
        if let Some(task) = task {
            task.abort();
            // Its end is that of an aborted task.
            let _ = task.await;
        }
    }

    /// Answers again, at the same address.
    pub async fn reopen(&self) {
        let listener = TcpListener::bind(self.address)
            .await
            .expect("the same port");
        self.serve(listener);
    }

    /// Every letter received so far.
    pub fn letters(&self) -> Vec<Received> {
        self.kept.lock().expect("not poisoned").clone()
    }
}

/// One conversation, as RFC 5321 has it.
async fn talk(stream: TcpStream, kept: Arc<Mutex<Vec<Received>>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 post office\r\n").await?;
    let mut to = Vec::new();
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.get(..4).unwrap_or_default().to_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" | "HELO" => b"250-post office\r\n250 8BITMIME\r\n",
            "MAIL" => {
                to.clear();
                b"250 ok\r\n"
            }
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                to.push(address.to_owned());
                b"250 ok\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let raw = read_letter(&mut stream).await?;
                let to = std::mem::take(&mut to);
                kept.lock()
                    .expect("not poisoned")
                    .push(Received { to, raw });
                b"250 kept\r\n"
            }
            "QUIT" => {
                stream.write_all(b"221 goodbye\r\n").await?;
                return Ok(());
            }
            _ => b"250 ok\r\n",
        };
        stream.write_all(answer).await?;
    }
}

async fn read_letter(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(raw);
        }
        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

/// What stands between the head of a part and the next boundary.
fn part_body(from: &str) -> Option<&str> {
    let start = from.find("\r\n\r\n")? + 4;
    let end = from[start..]
        .find("\r\n--")
        .map_or(from.len(), |end| start + end);
    Some(&from[start..end])
}

fn from_quoted(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((&first, tail)) = rest.split_first() {
        let pair = tail
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if first == b'=' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}

fn from_base64(text: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text
        .bytes()
        .filter_map(|byte| LETTERS.iter().position(|letter| *letter == byte));
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0u32);
    for digit in digits {
        held = (held << 6) | digit as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}
