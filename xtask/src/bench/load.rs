//! Load by `wrk`, and what it costs the server: processor time and memory as Linux counts them.

use std::net::SocketAddr;
use std::path::Path;

use crate::run::Run;

/// Connections held open by `wrk`.
const CONNECTIONS: u32 = 16;

/// What one page bore.
#[derive(Debug, PartialEq)]
pub struct Load {
    /// Requests answered in a second.
    pub per_second: f64,
    /// Latencies in milliseconds: half of the answers, and 99 % of them, came within.
    pub p50: f64,
    /// See [`Load::p50`].
    pub p99: f64,
    /// Processor time of the server for one request, in microseconds.
    pub cpu: f64,
}

/// Loads one address for some seconds. `server` are the process ids whose work is counted.
pub fn load(
    root: &Path,
    address: SocketAddr,
    path: &str,
    accept: &str,
    seconds: u32,
    server: &[u32],
) -> Result<Load, String> {
    let wrk = |seconds: u32| {
        Run::new(root, "wrk")
            .args([
                "-t1",
                &format!("-c{CONNECTIONS}"),
                &format!("-d{seconds}s"),
                "--latency",
                "-H",
            ])
            .arg(format!("Accept-Encoding: {accept}"))
            .arg(format!("http://{address}{path}"))
            .output()
    };
    wrk(1)?;
    let before = cpu(root, server)?;
    let report = wrk(seconds)?;
    let spent = cpu(root, server)? - before;
    read(&report, spent)
        .ok_or_else(|| format!("{path} did not answer every request well:\n{report}"))
}

/// Reads the report of `wrk`. None when it is not one, or when some answers were not successes.
fn read(report: &str, cpu_seconds: f64) -> Option<Load> {
    let after = |start: &str| {
        report
            .lines()
            .find_map(|line| line.trim().strip_prefix(start))
            .map(str::trim)
    };
    if after("Non-2xx or 3xx responses:").is_some() || after("Socket errors:").is_some() {
        return None;
    }
    let requests: f64 = report
        .lines()
        .find_map(|line| line.split_once(" requests in ")?.0.trim().parse().ok())?;
    Some(Load {
        per_second: after("Requests/sec:")?.parse().ok()?,
        p50: milliseconds(after("50%")?)?,
        p99: milliseconds(after("99%")?)?,
        cpu: cpu_seconds * 1e6 / requests,
    })
}

fn milliseconds(told: &str) -> Option<f64> {
    let number = told.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &told[number.len()..] {
        "us" => 1e-3,
        "ms" => 1.0,
        "s" => 1e3,
        "m" => 6e4,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit)
}

/// The processor time these processes have spent since they began, in seconds.
fn cpu(root: &Path, processes: &[u32]) -> Result<f64, String> {
    let ticks_a_second = Run::new(root, "getconf").arg("CLK_TCK").output()?;
    let ticks_a_second: f64 = ticks_a_second
        .trim()
        .parse()
        .map_err(|_| "`getconf CLK_TCK` gives no number.")?;
    let mut ticks = 0_u64;
    for process in processes {
        let stat = proc_file(*process, "stat")?;
        ticks +=
            ticks_of(&stat).ok_or_else(|| format!("/proc/{process}/stat cannot be understood."))?;
    }
    Ok(ticks as f64 / ticks_a_second)
}

/// User and system ticks in `/proc/PID/stat`: its fields 14 and 15, counted after the name, which may hold anything.
fn ticks_of(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
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

    #[test]
    fn a_report_of_wrk_is_read() {
        let report = "  Latency Distribution\n     50%  812.00us\n     90%    1.1ms\n     99%    2.50ms\n  \
                      1000 requests in 2.00s, 10.00MB read\nRequests/sec:    500.00\nTransfer/sec: 5MB\n";
        assert_eq!(
            read(report, 0.5),
            Some(Load {
                per_second: 500.0,
                p50: 0.812,
                p99: 2.5,
                cpu: 500.0
            })
        );
        assert_eq!(
            read(&format!("{report}  Non-2xx or 3xx responses: 3\n"), 0.5),
            None
        );
        assert_eq!(read("unable to connect", 0.5), None);
    }

    #[test]
    fn ticks_are_found_after_a_name_with_spaces() {
        let stat = "12 (a b) c) S 1 12 12 0 -1 4194560 100 0 0 0 7 5 0 0 20 0 3 0 100";
        assert_eq!(ticks_of(stat), Some(12));
    }
}
