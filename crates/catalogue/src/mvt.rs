//! Mapbox vector tiles (version 2), written: one layer of points with numbers and texts.

use std::collections::HashMap;

use crate::varint;

/// The side of a tile, in its own units.
pub const EXTENT: u32 = 4096;

/// A property's value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    Text(String),
    Number(u64),
}

/// A layer being written.
pub(crate) struct Layer {
    name: &'static str,
    features: Vec<u8>,
    keys: Vec<&'static str>,
    values: HashMap<Value, u32>,
    encoded: Vec<u8>,
}

impl Layer {
    pub(crate) fn new(name: &'static str) -> Layer {
        Layer {
            name,
            features: Vec::new(),
            keys: Vec::new(),
            values: HashMap::new(),
            encoded: Vec::new(),
        }
    }

    /// Adds a point, in the tile's units from its north-western corner.
    pub(crate) fn point(
        &mut self,
        id: u64,
        x: u32,
        y: u32,
        properties: Vec<(&'static str, Value)>,
    ) {
        let mut tags = Vec::new();
        for (key, value) in properties {
            varint::write(&mut tags, self.key(key));
            let value = self.value(value);
            varint::write(&mut tags, value);
        }
        // MoveTo, once; then the step from the corner, its sign in the lowest bit.
        let mut geometry = vec![9];
        varint::write(&mut geometry, x << 1);
        varint::write(&mut geometry, y << 1);
        let mut feature = Vec::new();
        number(&mut feature, 1, id);
        bytes(&mut feature, 2, &tags);
        number(&mut feature, 3, 1);
        bytes(&mut feature, 4, &geometry);
        bytes(&mut self.features, 2, &feature);
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

    fn value(&mut self, value: Value) -> u32 {
        let next = self.values.len() as u32;
        if let Some(&at) = self.values.get(&value) {
            return at;
        }
        let mut message = Vec::new();
        match &value {
            Value::Text(text) => bytes(&mut message, 1, text.as_bytes()),
            Value::Number(n) => number(&mut message, 5, *n),
        }
        bytes(&mut self.encoded, 4, &message);
        self.values.insert(value, next);
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
