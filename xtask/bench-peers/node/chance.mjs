/** Seeded chance (mulberry32): the same draws on every machine. */
export function chances(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number from 0 to before the limit. */
  const below = (limit) => Math.floor(next() * limit);
  /** The same values in an order of chance; the array itself is changed. */
  const shuffled = (values) => {
    for (let at = values.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [values[at], values[other]] = [values[other], values[at]];
    }
    return values;
  };
  return { below, shuffled };
}
