// Weights of convolutions as Winograd's algorithm multiplies them: G·g·Gᵀ of each 3x3 window, which is larger than the window, and so
// made here instead of downloaded. Every operation rounds to 32 bits, in the order of WinogradTransform.Weights on .NET, so that the bits
// are the same.

const Window = 3;
const f = Math.fround;
const quarter = f(1 / 4), sixth = f(1 / 6), twelfth = f(1 / 12), twentyFourth = f(1 / 24);

/** Three weights g as the factors of a tile of 2 or 4 outputs, written to `result` from `at` on, `step` apart. */
const factors = {
  2(a, b, c, result, at, step) {
    const outer = f(a + c);
    result[at] = a;
    result[at + step] = f(f(outer + b) * 0.5);
    result[at + 2 * step] = f(f(outer - b) * 0.5);
    result[at + 3 * step] = c;
  },
  4(a, b, c, result, at, step) {
    const outer = f(a + c), far = f(f(a + f(c * 4)) * twentyFourth), near = f(b * twelfth);
    result[at] = f(a * quarter);
    result[at + step] = f(f(outer + b) * -sixth);
    result[at + 2 * step] = f(f(b - outer) * sixth);
    result[at + 3 * step] = f(far + near);
    result[at + 4 * step] = f(far - near);
    result[at + 5 * step] = c;
  },
};

/** Writes the weights [3, 3, count] as one matrix for each product of a tile, [products, count]. */
function transform(weights, count, tile, result) {
  const n = tile + Window - 1, along = factors[tile], lines = new Float32Array(n * Window);
  for (let i = 0; i < count; i++) {
    for (let x = 0; x < Window; x++) {
      const at = x * count + i, line = Window * count;
      along(weights[at], weights[at + line], weights[at + 2 * line], lines, x, Window);
    }
    for (let y = 0; y < n; y++) {
      const at = y * Window;
      along(lines[at], lines[at + 1], lines[at + 2], result, y * n * count + i, count);
    }
  }
}

/**
 * A function that puts pieces of weights in memory as they come: those at addresses below 0 are gathered until one convolution's are
 * there, and transformed to where they are read. No others are in memory twice.
 */
export function filler(memory, transforms = []) {
  const gathered = new Map();
  let spare; // garbage may be collected late
  return pieces => {
    for (const [address, bytes] of pieces) {
      if (address >= 0) memory.set(bytes, address);
      else gather(address + 2 ** 31, bytes);
    }
  };

  function gather(place, bytes) {
    const { from, to, channels, outputs, tile } = transforms.findLast(({ from }) => from <= place);
    const count = channels * outputs, all = Window * Window * count * 4;
    const part = gathered.get(from) ?? { weights: spare?.length >= all ? spare : new Uint8Array(all), missing: all };
    if (part.weights === spare) spare = null;
    gathered.set(from, part);
    part.weights.set(bytes, place - from);
    if ((part.missing -= bytes.length) > 0) return;
    gathered.delete(from);
    spare = part.weights;
    transform(new Float32Array(spare.buffer), count, tile, new Float32Array(memory.buffer, to, (tile + Window - 1) ** 2 * count));
  }
}
