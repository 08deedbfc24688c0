//! The figures to reach, as they were set before anything was measured.

/// A piece of work that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A tile that was asked for before.
    CachedTile,
    /// A tile not asked for before, of a filter that was.
    FilteredTile,
    /// A tile of a filter not asked for before.
    FirstTile,
    /// A search that was asked for before.
    CachedSearch,
    /// A search not asked for before, with its total and its facets.
    Search,
    /// The page of an event, asked for before.
    CachedEvent,
    /// The page of an event, not asked for before.
    Event,
    /// The home page, asked for before.
    Home,
    /// The list, asked for before.
    List,
    /// The map's page, asked for before.
    Map,
}

impl Work {
    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::CachedTile => "tile, cached",
            Self::FilteredTile => "filtered tile, not cached",
            Self::FirstTile => "first tile after a new filter",
            Self::CachedSearch => "search, cached",
            Self::Search => "search with facets, not cached",
            Self::CachedEvent => "event’s page, cached",
            Self::Event => "event’s page, not cached",
            Self::Home => "home, cached",
            Self::List => "list, cached",
            Self::Map => "map page, cached",
        }
    }

    /// The processor time for one request to stay under, in microseconds.
    pub fn cpu(self, events: usize) -> Option<f64> {
        let [small, large, huge] = match self {
            Self::CachedTile | Self::CachedSearch | Self::Home | Self::List | Self::Map => {
                [15.0; 3]
            }
            Self::FilteredTile => [30.0, 50.0, 100.0],
            Self::FirstTile => [200.0, 500.0, 2_000.0],
            Self::Search => [40.0, 150.0, 800.0],
            Self::CachedEvent => [60.0; 3],
            Self::Event => return None,
        };
        Some(by_size(events, small, large, huge))
    }

    /// The latency that 99 % stay under, in milliseconds.
    pub fn p99(self, events: usize) -> Option<f64> {
        match self {
            Self::FilteredTile if events > LARGE => Some(2.0),
            Self::Search if events > LARGE => Some(8.0),
            _ => None,
        }
    }
}

/// The least share of the throughput of axum answering the same bytes from memory.
pub const OF_AXUM: f64 = 0.85;
/// From 100,000 to 1,000,000 events, an uncached tile may cost at most so many times as much.
pub const GROWTH: f64 = 2.0;

/// How long until the server is ready after its start, in seconds.
pub fn ready(events: usize) -> f64 {
    by_size(events, 0.1, 1.5, 20.0)
}

/// How long until everyone sees a verdict, in seconds.
pub fn visible(events: usize) -> f64 {
    by_size(events, 1.0, 1.0, 3.0)
}

/// The memory held, in mebibytes.
pub fn memory(events: usize) -> f64 {
    by_size(events, 60.0, 250.0, 1_500.0)
}

/// Catalogues above this are held to the figures for 100,000 events.
const SMALL: usize = 10_000;
/// And above this to those for 1,000,000.
const LARGE: usize = 300_000;

fn by_size(events: usize, small: f64, large: f64, huge: f64) -> f64 {
    match events {
        0..=SMALL => small,
        _ if events <= LARGE => large,
        _ => huge,
    }
}
