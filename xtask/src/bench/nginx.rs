//! nginx serving the very bytes our pages answered with, from files: the floor to compare with.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::http::Answer;
use super::load;
use crate::found;
use crate::postgres::free_port;
use crate::run::Run;

/// A running nginx; it ends with this value.
pub struct Nginx {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Nginx {
    /// Starts it in `folder`, with the answers of the files `bodies/0`, `bodies/1`, … at `/0`, `/1`, and so on.
    pub fn start(
        root: &Path,
        folder: &Path,
        bodies: &Path,
        answers: &[Answer],
    ) -> Result<Self, String> {
        let unwritten = |error| {
            format!(
                "The folder {} cannot be written ({error}).",
                folder.display()
            )
        };
        std::fs::create_dir_all(folder).map_err(unwritten)?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        let mut locations = String::new();
        for (index, answer) in answers.iter().enumerate() {
            let kind = answer
                .header("content-type")
                .unwrap_or("application/octet-stream")
                .replace(['"', '\\'], "");
            let coding = answer
                .header("content-encoding")
                .map(|coding| format!("add_header Content-Encoding {coding};"));
            let coding = coding.unwrap_or_default();
            let file = bodies.join(index.to_string());
            let file = file.display();
            // Writing to a String cannot fail.
            let _ = writeln!(
                locations,
                "location = /{index} {{ alias \"{file}\"; types {{}} default_type \"{kind}\"; {coding} }}"
            );
        }
        let settings = folder.join("nginx.conf");
        std::fs::write(&settings, configuration(root, folder, address, &locations))
            .map_err(unwritten)?;
        let run = Run::new(root, "nginx")
            .arg("-p")
            .arg(folder)
            .arg("-c")
            .arg(&settings)
            .arg("-e")
            .arg(folder.join("error.log"));
        let child = run.command().stdin(Stdio::null()).spawn();
        let mut nginx = Self {
            child: child.map_err(|error| format!("nginx could not be started ({error})."))?,
            address,
        };
        nginx.wait(&folder.join("error.log"))?;
        Ok(nginx)
    }

    /// The ids of its processes: the one that governs and those that work.
    pub fn processes(&self) -> Vec<u32> {
        let governor = self.child.id();
        let mut all = load::children(governor);
        all.push(governor);
        all
    }

    fn wait(&mut self, log: &Path) -> Result<(), String> {
        let begun = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            let ended = self.child.try_wait().is_ok_and(|status| status.is_some());
            if ended || begun.elapsed() > Duration::from_secs(10) {
                let said = std::fs::read_to_string(log).unwrap_or_default();
                return Err(format!("nginx does not answer at {}: {said}", self.address));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // The governor ends its workers when it is asked to, not when it is killed.
        let _ = Run::new(&PathBuf::from("/"), "kill")
            .arg(self.child.id().to_string())
            .output();
        let _ = self.child.wait();
    }
}

fn configuration(root: &Path, folder: &Path, address: SocketAddr, locations: &str) -> String {
    let folder = folder.display();
    // Started by root, its workers would become another user, who may not be allowed into this folder.
    let user = if found::is_root(root) {
        "user root;"
    } else {
        ""
    };
    format!(
        "{user} daemon off; pid \"{folder}/pid\"; worker_processes auto;\nevents {{ worker_connections 512; }}\n\
         http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=1000;\n\
         client_body_temp_path \"{folder}/t1\"; proxy_temp_path \"{folder}/t2\"; fastcgi_temp_path \"{folder}/t3\";\n\
         uwsgi_temp_path \"{folder}/t4\"; scgi_temp_path \"{folder}/t5\";\n\
         server {{ listen {address};\n{locations} }} }}\n"
    )
}
