//! Mapbox vector tiles (version 2), written: one layer of points with numbers and texts.

use std::collections::HashMap;

use crate::build::Fnv;
use crate::varint;

/// The side of a tile, in its own units.
pub const EXTENT: u32 = 4096;

/// A property's value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'v> {
    Text(&'v str),
    Number(u64),
}

/// Values are few and ours: a plain hash is enough.
type Hash = std::hash::BuildHasherDefault<Fnv>;

/// A layer being written.
pub(crate) struct Layer {
    name: &'static str,
    features: Vec<u8>,
    keys: Vec<&'static str>,
    /// Values by how they are written.
    values: HashMap<Box<[u8]>, u32, Hash>,
    encoded: Vec<u8>,
    /// What the next feature and its next value are written into first: their lengths come before them.
    tags: Vec<u8>,
    feature: Vec<u8>,
    message: Vec<u8>,
}

impl Layer {
    pub(crate) fn new(name: &'static str) -> Layer {
        Layer {
            name,
            features: Vec::new(),
            keys: Vec::new(),
            values: HashMap::default(),
            encoded: Vec::new(),
            tags: Vec::new(),
            feature: Vec::new(),
            message: Vec::new(),
        }
    }

    /// Gives the next feature a property.
    pub(crate) fn property(&mut self, key: &'static str, value: Value<'_>) {
        let (key, value) = (self.key(key), self.value(value));
        varint::write(&mut self.tags, key);
        varint::write(&mut self.tags, value);
    }

    /// Adds a point with the properties given since the last one, in the tile's units from its north-western corner.
    pub(crate) fn point(&mut self, id: u64, x: u32, y: u32) {
        // MoveTo, once; then the step from the corner, its sign in the lowest bit.
        self.message.clear();
        self.message.push(9);
        varint::write(&mut self.message, x << 1);
        varint::write(&mut self.message, y << 1);
        self.feature.clear();
        number(&mut self.feature, 1, id);
        bytes(&mut self.feature, 2, &self.tags);
        number(&mut self.feature, 3, 1);
        bytes(&mut self.feature, 4, &self.message);
        bytes(&mut self.features, 2, &self.feature);
        self.tags.clear();
    }

    fn key(&mut self, key: &'static str) -> u32 {
        let at = self
            .keys
            .iter()
            .position(|known| *known == key)
            .unwrap_or_else(|| {
                self.keys.push(key);
                self.keys.len() - 1
            });
        at as u32
    }

    fn value(&mut self, value: Value<'_>) -> u32 {
        self.message.clear();
        match value {
            Value::Text(text) => bytes(&mut self.message, 1, text.as_bytes()),
            Value::Number(n) => number(&mut self.message, 5, n),
        }
        if let Some(&at) = self.values.get(self.message.as_slice()) {
            return at;
        }
        let next = self.values.len() as u32;
        bytes(&mut self.encoded, 4, &self.message);
        self.values.insert(self.message.as_slice().into(), next);
        next
    }

    /// The tile. Without a point it is empty, which is a valid tile too.
    pub(crate) fn finish(self) -> Vec<u8> {
        if self.features.is_empty() {
            return Vec::new();
        }
        let mut layer = Vec::with_capacity(self.features.len() + self.encoded.len() + 128);
        number(&mut layer, 15, 2);
        bytes(&mut layer, 1, self.name.as_bytes());
        layer.extend_from_slice(&self.features);
        self.keys
            .iter()
            .for_each(|key| bytes(&mut layer, 3, key.as_bytes()));
        layer.extend_from_slice(&self.encoded);
        number(&mut layer, 5, u64::from(EXTENT));
        let mut tile = Vec::with_capacity(layer.len() + 8);
        bytes(&mut tile, 3, &layer);
        tile
    }
}

fn number(out: &mut Vec<u8>, field: u32, value: u64) {
    varint::write(out, field << 3);
    varint::write_long(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u32, content: &[u8]) {
    varint::write(out, field << 3 | 2);
    varint::write(out, content.len() as u32);
    out.extend_from_slice(content);
}
