//! What runs beside the requests. Every job may run twice, on several nodes, without harm.

pub mod bookings;
pub mod calendar;
pub mod outbox;
pub mod pictures;

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

static METRICS: OnceLock<PrometheusHandle> = OnceLock::new();

/// Begins to count what the operator watches; once per process.
pub fn count() {
    if METRICS.get().is_some() {
        return;
    }
    let buckets = [
        0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
    ];
    let recorder = PrometheusBuilder::new().set_buckets(&buckets);
    if let Ok(handle) = recorder.and_then(PrometheusBuilder::install_recorder) {
        // Another thread may have been first, and then its handle is the one kept.
        let _ = METRICS.set(handle);
    }
}

/// What was counted.
pub fn metrics_handle() -> Option<&'static PrometheusHandle> {
    METRICS.get()
}
