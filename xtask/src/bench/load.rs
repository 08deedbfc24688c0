//! Load by `wrk`, and what it costs the server: processor time and memory as Linux counts them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::run::Run;

/// The script by which `wrk` goes through a list.
const SCRIPT: &str = "xtask/bench-peers/list.lua";
/// What browsers accept, in the order they say it.
pub const ACCEPT: &str = "gzip, deflate, br, zstd";

/// A measure that nothing came of is made longer up to about so many seconds.
const LONGEST: u32 = 20;

/// Addresses to ask for, one after the other.
#[derive(Debug, Clone)]
pub struct List {
    /// The middle of an address on each line, up to its first tab.
    pub file: PathBuf,
    /// What stands before it.
    pub before: String,
    /// A parameter that stands after it, or nothing.
    pub after: String,
    /// The lines to ask for; an empty range is all of them.
    pub lines: Range<usize>,
    /// How it is gone through.
    pub manner: Manner,
}

/// How a list is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// It begins again at its end.
    Around,
    /// Each address is asked for once.
    Once,
    /// It begins again at its end, and who is asked to come back is counted apart.
    Crowd,
}

/// What a server bore.
#[derive(Debug, Clone, PartialEq)]
pub struct Load {
    /// Requests answered.
    pub requests: u64,
    /// Requests answered in a second.
    pub per_second: f64,
    /// Latencies in milliseconds: half of the answers, and 99 % of them, came within.
    pub p50: f64,
    /// See [`Load::p50`].
    pub p99: f64,
    /// Processor time of the server for one request, in microseconds.
    pub cpu: f64,
}

/// Loads a server for some seconds, or until the list ends. `server` are the process ids whose work is counted.
pub fn load(
    root: &Path,
    address: SocketAddr,
    list: &List,
    connections: u32,
    seconds: u32,
    server: &[u32],
) -> Result<Load, String> {
    let before = Work::of(server)?;
    let report = wrk(root, address, list, connections, seconds).output()?;
    let spent = Work::of(server)?.since(&before);
    let none = Report::read(&report).is_some_and(|told| told.requests == 0);
    if none && seconds < LONGEST {
        // Too slow, or the machine too busy, for one answer in this time.
        return load(root, address, list, connections, seconds * 5, server);
    }
    read(&report, spent).ok_or_else(|| {
        format!(
            "http://{address}{}… did not answer every request well:\n{report}",
            list.before
        )
    })
}

/// The command that goes through a list.
pub fn wrk(root: &Path, address: SocketAddr, list: &List, connections: u32, seconds: u32) -> Run {
    let manner = match list.manner {
        Manner::Around => "around",
        Manner::Once => "once",
        Manner::Crowd => "crowd",
    };
    Run::new(root, "wrk")
        .args([
            "-t1",
            &format!("-c{connections}"),
            &format!("-d{seconds}s"),
            "--timeout",
            "30s",
            "-s",
            SCRIPT,
            "-H",
        ])
        .arg(format!("Accept-Encoding: {ACCEPT}"))
        .arg(format!("http://{address}"))
        .arg("--")
        .arg(&list.file)
        .args([list.lines.start, list.lines.len()].map(|number| number.to_string()))
        .args([manner, &list.before, &list.after])
}

/// What `wrk` says at the end of a list: requests, seconds, p50 and p99 in milliseconds, answers that refused, and
/// connections that broke.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Report {
    /// Requests answered.
    pub requests: u64,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// See [`Load::p50`].
    pub p50: f64,
    /// See [`Load::p50`].
    pub p99: f64,
    /// Answers that were neither a success nor a way on.
    pub refused: u64,
    /// Connections that could not be made, read or written, or that waited too long.
    pub broken: u64,
    /// Answers that ask to come back later (503), where they are counted apart.
    pub later: u64,
}

impl Report {
    /// Reads the line of the script.
    pub fn read(report: &str) -> Option<Self> {
        let line = report
            .lines()
            .find_map(|line| line.strip_prefix("list: "))?;
        let mut numbers = line
            .split(", ")
            .filter_map(|part| part.split(' ').find_map(|word| word.parse::<f64>().ok()));
        let mut next = || numbers.next();
        Some(Self {
            requests: next()? as u64,
            seconds: next()?,
            p50: next()? / 1e3,
            p99: next()? / 1e3,
            refused: next()? as u64,
            broken: next()? as u64,
            later: next()? as u64,
        })
    }
}

/// None when some answers were not successes, or when there was none.
fn read(report: &str, cpu_nanos: u64) -> Option<Load> {
    let told = Report::read(report).filter(|told| {
        told.refused == 0 && told.broken == 0 && told.requests > 0 && told.seconds > 0.0
    })?;
    let requests = told.requests as f64;
    Some(Load {
        requests: told.requests,
        per_second: requests / told.seconds,
        p50: told.p50,
        p99: told.p99,
        cpu: cpu_nanos as f64 / 1e3 / requests,
    })
}

/// The middle one of several loads, figure by figure.
pub fn median(loads: &[Load]) -> Option<Load> {
    let middle = |figure: fn(&Load) -> f64| {
        let mut figures: Vec<f64> = loads.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied()
    };
    Some(Load {
        requests: loads.iter().map(|load| load.requests).sum(),
        per_second: middle(|load| load.per_second)?,
        p50: middle(|load| load.p50)?,
        p99: middle(|load| load.p99)?,
        cpu: middle(|load| load.cpu)?,
    })
}

/// The processor time of some processes, in nanoseconds, thread by thread: finer than the hundredths of a second of
/// `/proc/PID/stat`, which a short measure would drown in.
pub struct Work(BTreeMap<u32, u64>);

impl Work {
    /// What these processes have spent so far.
    pub fn of(processes: &[u32]) -> Result<Self, String> {
        let mut threads = BTreeMap::new();
        for process in processes {
            let folder = format!("/proc/{process}/task");
            let list = std::fs::read_dir(&folder).map_err(|error| {
                format!("{folder} cannot be read ({error}): the server is gone.")
            })?;
            for thread in list.flatten() {
                // A thread that ends meanwhile has nothing more to tell.
                let Ok(told) = std::fs::read_to_string(thread.path().join("schedstat")) else {
                    continue;
                };
                let nanos = told
                    .split(' ')
                    .next()
                    .and_then(|nanos| nanos.parse::<u64>().ok());
                let id = thread
                    .file_name()
                    .to_str()
                    .and_then(|name| name.parse().ok());
                if let (Some(id), Some(nanos)) = (id, nanos) {
                    threads.insert(id, nanos);
                }
            }
        }
        match threads.is_empty() {
            true => Err("This kernel does not count the work of threads (schedstat).".to_owned()),
            false => Ok(Self(threads)),
        }
    }

    /// What was spent since then, by the threads that are here now.
    pub fn since(&self, then: &Self) -> u64 {
        self.0
            .iter()
            .map(|(thread, nanos)| {
                nanos.saturating_sub(then.0.get(thread).copied().unwrap_or_default())
            })
            .sum()
    }
}

/// The processor time that a process and its children have spent, ended or not, in seconds: what a server that makes
/// a process for each connection needs.
pub fn family(root: &Path, process: u32) -> Result<f64, String> {
    let ticks_a_second = Run::new(root, "getconf").arg("CLK_TCK").output()?;
    let ticks_a_second: f64 = ticks_a_second
        .trim()
        .parse()
        .map_err(|_| "`getconf CLK_TCK` gives no number.")?;
    let own = proc_file(process, "stat")?;
    let mut ticks =
        ticks_of(&own, 4).ok_or_else(|| format!("/proc/{process}/stat cannot be understood."))?;
    for child in children(process) {
        // One that ends meanwhile is counted by its parent the next time.
        if let Ok(stat) = proc_file(child, "stat") {
            ticks += ticks_of(&stat, 2).unwrap_or_default();
        }
    }
    Ok(ticks as f64 / ticks_a_second)
}

/// The processes that a process has begun and that still run.
pub fn children(process: u32) -> Vec<u32> {
    let list = format!("/proc/{process}/task/{process}/children");
    let told = std::fs::read_to_string(list).unwrap_or_default();
    told.split_whitespace()
        .filter_map(|id| id.parse().ok())
        .collect()
}

/// Ticks in `/proc/PID/stat`: user and system, then those of the children that have ended. They are its fields 14 to
/// 17, counted after the name, which may hold anything.
fn ticks_of(stat: &str, fields: usize) -> Option<u64> {
    let after = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let read: Vec<u64> = after
        .take(fields)
        .filter_map(|field| field.parse().ok())
        .collect();
    (read.len() == fields).then(|| read.iter().sum())
}

/// The memory of a process that is in RAM, in mebibytes: now, and at its highest.
pub fn memory(process: u32) -> Result<(f64, f64), String> {
    let status = proc_file(process, "status")?;
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1024.0)
    };
    of("VmRSS:")
        .zip(of("VmHWM:"))
        .ok_or_else(|| format!("/proc/{process}/status cannot be understood."))
}

fn proc_file(process: u32, name: &str) -> Result<String, String> {
    let path = format!("/proc/{process}/{name}");
    std::fs::read_to_string(&path)
        .map_err(|error| format!("{path} cannot be read ({error}): the server is gone."))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        "list: 1000 requests, 2.000000 s, p50 812 us, p99 2500 us, 0 refused, 0 broken, 0 later";

    #[test]
    fn a_report_of_the_script_is_read() {
        let report = format!("Running 2s test\nRequests/sec: 1\n{LINE}\n");
        let load = Load {
            requests: 1000,
            per_second: 500.0,
            p50: 0.812,
            p99: 2.5,
            cpu: 500.0,
        };
        assert_eq!(read(&report, 500_000_000), Some(load));
        assert_eq!(read(&LINE.replace("0 refused", "3 refused"), 1), None);
        assert_eq!(read(&LINE.replace("0 broken", "1 broken"), 1), None);
        assert_eq!(read("unable to connect", 1), None);
    }

    #[test]
    fn ticks_are_found_after_a_name_with_spaces() {
        let stat = "12 (a b) c) S 1 12 12 0 -1 4194560 100 0 0 0 7 5 20 30 20 0 3 0 100";
        assert_eq!(ticks_of(stat, 2), Some(12));
        assert_eq!(ticks_of(stat, 4), Some(62));
    }

    #[test]
    fn a_median_is_taken_figure_by_figure() {
        let load = |per_second: f64, cpu: f64| Load {
            requests: 1,
            per_second,
            p50: 1.0,
            p99: 1.0,
            cpu,
        };
        let middle = median(&[load(1.0, 9.0), load(3.0, 7.0), load(2.0, 8.0)]).unwrap();
        assert_eq!(
            (middle.per_second, middle.cpu, middle.requests),
            (2.0, 8.0, 3)
        );
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn the_work_of_this_process_is_counted() {
        let here = [std::process::id()];
        let before = Work::of(&here).unwrap();
        // The kernel counts a thread that runs a few hundred times a second.
        let spin = |round: u64| {
            (0..1_000_000_u64).fold(round, |kept, number| kept ^ number.rotate_left(7))
        };
        let counted = (0..1_000).any(|round| {
            std::hint::black_box(spin(round));
            Work::of(&here).unwrap().since(&before) > 0
        });
        assert!(counted);
    }
}
