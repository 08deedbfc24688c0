//! A mail server on this machine that keeps what it is given, can be closed and opened again, and has its moods.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A mailbox that does not exist.
pub const NOBODY: &str = "nobody.lives.here@semaine.example";
/// Longest wait for a letter.
const PATIENCE: Duration = Duration::from_secs(30);

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

/// How the server is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It takes every letter to a mailbox that exists.
    Well,
    /// It has no time for anybody: “421” for a greeting.
    Away,
    /// It has no time for this letter: “451”.
    Busy,
    /// It was set up wrongly, and takes nothing from us for whoever it is: “550 5.7.1”.
    Strict,
    /// It reads the letter, breaks off before a word, and has lost it.
    Loses,
    /// It reads the letter, keeps it, and breaks off before a word.
    BreaksOff,
    /// It reads the letter, keeps it, and says nothing more.
    Silent,
}

/// The mail server.
pub struct PostOffice {
    address: SocketAddr,
    room: Room,
    open: Mutex<Option<JoinHandle<()>>>,
}

/// What every conversation shares.
#[derive(Clone)]
struct Room {
    kept: Arc<watch::Sender<Vec<Received>>>,
    mood: Arc<Mutex<Mood>>,
}

impl Room {
    fn mood(&self) -> Mood {
        *self.mood.lock().expect("not poisoned")
    }

    fn keep(&self, letter: Received) {
        self.kept.send_modify(|kept| kept.push(letter));
    }
}

impl PostOffice {
    /// Opens on a free port of this machine.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let office = Self {
            address,
            room: Room {
                kept: Arc::new(watch::Sender::new(Vec::new())),
                mood: Arc::new(Mutex::new(Mood::Well)),
            },
            open: Mutex::new(None),
        };
        office.serve(listener);
        office
    }

    fn serve(&self, listener: TcpListener) {
        let room = self.room.clone();
        let task = tokio::spawn(async move {
            let mut talks = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                talks.spawn(talk(stream, room.clone()));
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

    /// Changes its mood, for conversations under way too.
    pub fn becomes(&self, mood: Mood) {
        *self.room.mood.lock().expect("not poisoned") = mood;
    }

    /// Every letter received so far.
    pub fn letters(&self) -> Vec<Received> {
        self.room.kept.borrow().clone()
    }

    /// Waits until it has received a letter to this address.
    pub async fn receives(&self, to: &str) -> Received {
        let mut kept = self.room.kept.subscribe();
        let own = |letter: &&Received| letter.to == [to];
        let there = kept.wait_for(|kept| kept.iter().any(|letter| own(&letter)));
        let kept = tokio::time::timeout(PATIENCE, there).await;
        let kept = kept.expect("a letter in time").expect("an open office");
        kept.iter().find(own).expect("a letter").clone()
    }
}

/// One conversation, as RFC 5321 has it.
async fn talk(stream: TcpStream, room: Room) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    if room.mood() == Mood::Away {
        return stream.write_all(b"421 come back later\r\n").await;
    }
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
                match room.mood() {
                    Mood::Strict => b"550 5.7.1 nothing from you\r\n",
                    _ => b"250 ok\r\n",
                }
            }
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                to.push(address.to_owned());
                match (room.mood(), address) {
                    (_, NOBODY) => b"550 5.1.1 no such mailbox\r\n",
                    (Mood::Busy, _) => b"451 not now\r\n",
                    _ => b"250 ok\r\n",
                }
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let raw = read_letter(&mut stream).await?;
                let to = std::mem::take(&mut to);
                let mood = room.mood();
                if mood == Mood::Loses {
                    return Ok(());
                }
                room.keep(Received { to, raw });
                match mood {
                    Mood::BreaksOff => return Ok(()),
                    Mood::Silent => return std::future::pending().await,
                    _ => b"250 kept\r\n",
                }
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
