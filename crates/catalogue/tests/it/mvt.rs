//! A small reader of vector tiles, written from the specification and not from the writer.

use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(u64),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    pub id: u64,
    pub at: (i64, i64),
    pub properties: BTreeMap<String, Value>,
}

impl Feature {
    pub fn number(&self, key: &str) -> Option<u64> {
        match self.properties.get(key) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }
}

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for (at, byte) in bytes.iter().enumerate() {
        number |= u64::from(byte & 127) << (7 * at);
        if byte & 128 == 0 {
            *bytes = &bytes[at + 1..];
            return number;
        }
    }
    panic!("a number runs past the end");
}

fn message(mut bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        match key & 7 {
            0 => fields.push((key >> 3, Field::Number(varint(&mut bytes)))),
            2 => {
                let length = varint(&mut bytes) as usize;
                let (content, rest) = bytes.split_at(length);
                bytes = rest;
                fields.push((key >> 3, Field::Bytes(content)));
            }
            other => panic!("wire type {other}"),
        }
    }
    fields
}

fn packed(mut bytes: &[u8]) -> Vec<u64> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        numbers.push(varint(&mut bytes));
    }
    numbers
}

fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// The features of the one layer, `events`, of a tile.
pub fn read(tile: &[u8]) -> Vec<Feature> {
    if tile.is_empty() {
        return Vec::new();
    }
    let layers = message(tile);
    assert_eq!(layers.len(), 1);
    let (3, Field::Bytes(layer)) = &layers[0] else {
        panic!("no layer")
    };
    let (mut keys, mut values, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    for (number, field) in message(layer) {
        match (number, field) {
            (15, Field::Number(version)) => assert_eq!(version, 2),
            (1, Field::Bytes(name)) => assert_eq!(name, b"events"),
            (5, Field::Number(extent)) => assert_eq!(extent, 4096),
            (2, Field::Bytes(feature)) => raw.push(feature),
            (3, Field::Bytes(key)) => keys.push(String::from_utf8(key.to_vec()).unwrap()),
            (4, Field::Bytes(value)) => values.push(match &message(value)[..] {
                [(1, Field::Bytes(text))] => Value::Text(String::from_utf8(text.to_vec()).unwrap()),
                [(5, Field::Number(number))] => Value::Number(*number),
                _ => panic!("a value of another kind"),
            }),
            (other, _) => panic!("field {other} in a layer"),
        }
    }
    raw.into_iter()
        .map(|bytes| feature(bytes, &keys, &values))
        .collect()
}

fn feature(bytes: &[u8], keys: &[String], values: &[Value]) -> Feature {
    let mut feature = Feature {
        id: 0,
        at: (0, 0),
        properties: BTreeMap::new(),
    };
    for (number, field) in message(bytes) {
        match (number, field) {
            (1, Field::Number(id)) => feature.id = id,
            (3, Field::Number(kind)) => assert_eq!(kind, 1, "a point"),
            (2, Field::Bytes(tags)) => {
                let pairs = packed(tags);
                feature.properties = pairs
                    .chunks_exact(2)
                    .map(|pair| {
                        (
                            keys[pair[0] as usize].clone(),
                            values[pair[1] as usize].clone(),
                        )
                    })
                    .collect();
            }
            (4, Field::Bytes(geometry)) => {
                let commands = packed(geometry);
                assert_eq!(
                    (commands.len(), commands[0]),
                    (3, 9),
                    "one MoveTo of one point"
                );
                feature.at = (zigzag(commands[1]), zigzag(commands[2]));
            }
            (other, _) => panic!("field {other} in a feature"),
        }
    }
    feature
}
