//! The site as its operator runs it: the real program in a process of its own, on the folder and the database of a world. It
//! can be killed as a machine that fails kills it: without a word.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use store::DatabaseUrl;
use tokio::sync::oneshot;

use crate::world::World;

/// Longest wait for the program to listen.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, with no setting of whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_semaine"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SEMAINE_")) {
        command.env_remove(name);
    }
    command
}

/// The database of a world, as settings name it.
pub fn database(world: &World) -> String {
    match &world.app.config.database {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url.clone(),
    }
}

/// A running program; it is killed when this value goes.
pub struct Process {
    child: Child,
    origin: String,
    said: Arc<Mutex<Vec<String>>>,
}

impl Process {
    /// Starts `semaine serve` on the folder, the database and the mail server of a world, and waits until it listens. It
    /// believes what callers say of where they come from, so that each may be somebody else.
    pub async fn serve(world: &World) -> Self {
        let config = &world.app.config;
        let mut child = program()
            .arg("serve")
            .env("SEMAINE_LISTEN", "127.0.0.1:0")
            .env("SEMAINE_PUBLIC_URL", config.origin())
            .env("SEMAINE_DATA", &config.data)
            .env("SEMAINE_DATABASE_URL", database(world))
            .env("SEMAINE_SMTP_URL", world.post.url())
            .env("SEMAINE_TRUSTED_PROXIES", "127.0.0.1")
            .env("SEMAINE_LOG", "warn,server::cli=info")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let log = BufReader::new(child.stderr.take().expect("its log"));
        let (tell, told) = oneshot::channel();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let heard = said.clone();
        std::thread::spawn(move || {
            let mut tell = Some(tell);
            for line in log.lines().map_while(Result::ok) {
                let address = line.split("address=").nth(1);
                let address = address.and_then(|rest| rest.split(' ').next());
                if let Some(tell) = address.and_then(|_| tell.take()) {
                    // Whoever waited may have given up.
                    let _ = tell.send(address.unwrap_or_default().to_owned());
                }
                heard.lock().expect("not poisoned").push(line);
            }
        });
        let mut process = Self {
            child,
            origin: String::new(),
            said,
        };
        let address = tokio::time::timeout(PATIENCE, told).await;
        let Ok(Ok(address)) = address else {
            panic!("the program does not listen: {:?}", process.said());
        };
        process.origin = format!("http://{address}");
        process
    }

    /// Where it answers.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What it said so far, line by line.
    pub fn said(&self) -> Vec<String> {
        self.said.lock().expect("not poisoned").clone()
    }

    /// Ends it at once, whatever it is doing.
    pub fn kill(&mut self) {
        self.child.kill().expect("it was running");
        self.child.wait().expect("it ended");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have been killed before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
