import { BantamError, pixelsOf } from "./bantam.js";
import { roundEven, tapsOf } from "./taps.js";

const WholeBits = 22; // behind the point of Pillow's weights
const plans = new WeakMap(); // of each model the last one: the frames of a camera all have one size

/** A picture as the input of a bundle's model, and where it came to lie there. */
export function toInput(model, source) {
  const wanted = model.vision?.input;
  if (!wanted)
    throw new BantamError("input", "This bundle does not say what becomes of pictures; compile the model with --page camera.");
  const picture = pixelsOf(source);
  let plan = plans.get(model);
  if (plan?.placement.pictureWidth !== picture.width || plan.placement.pictureHeight !== picture.height) {
    plan = makePlan(wanted, picture.width, picture.height);
    plans.set(model, plan);
  }
  const isFloat = model.inputs.find(({ name }) => name === wanted.name).type === "float32";
  return { inputs: { [wanted.name]: fitted(plan, wanted, picture.data, isFloat) }, placement: plan.placement };
}

/** Where a picture comes to lie in the input. */
function place({ width, height, fit, shorterSide }, pictureWidth, pictureHeight) {
  const at = (wide, high, left, top) => ({ pictureWidth, pictureHeight, width: wide, height: high, left, top });
  if (fit === "stretch") return at(width, height, 0, 0);
  const rounded = length => Math.max(1, roundEven(length));
  if (fit === "letterbox") {
    const scale = Math.min(width / pictureWidth, height / pictureHeight);
    const wide = rounded(pictureWidth * scale), high = rounded(pictureHeight * scale);
    // An odd bar is one pixel larger on the right and below.
    return at(wide, high, roundEven((width - wide) / 2 - 0.1), roundEven((height - high) / 2 - 0.1));
  }
  const scale = Math.max(width / pictureWidth, height / pictureHeight);
  const other = (long, short) => Math.max(1, Math.floor(shorterSide * long / short));
  const [wide, high] = !shorterSide
    ? [Math.max(rounded(pictureWidth * scale), width), Math.max(rounded(pictureHeight * scale), height)]
    : pictureWidth <= pictureHeight ? [shorterSide, other(pictureHeight, pictureWidth)] : [other(pictureWidth, pictureHeight), shorterSide];
  const middle = (size, resized) => resized >= size ? -roundEven((resized - size) / 2) : Math.trunc((size - resized) / 2);
  return at(wide, high, middle(width, wide), middle(height, high));
}

function makePlan(wanted, pictureWidth, pictureHeight) {
  const placement = place(wanted, pictureWidth, pictureHeight);
  const { width, height, left, top } = placement;
  const shrinks = width <= pictureWidth && height <= pictureHeight;
  const isExact = /^pil-(?!nearest)/.test(wanted.resize);
  const columns = axis(wanted.resize, pictureWidth, width, left, wanted.width, shrinks, isExact);
  const rows = axis(wanted.resize, pictureHeight, height, top, wanted.height, shrinks, isExact);
  const used = [...new Set(rows.indices)].sort((a, b) => a - b);
  const lineOf = new Map(used.map((row, line) => [row, line]));
  rows.indices = rows.indices.map(row => lineOf.get(row));
  const length = columns.length * wanted.channels;
  const lines = new (isExact ? Uint8ClampedArray : Float32Array)(used.length * length);
  return { placement, columns, rows, used, lines, isExact };
}

/** The taps of the pixels that lie inside of the input, and the first of those; all with as many neighbours. */
function axis(convention, size, resized, begin, frame, shrinks, isExact) {
  const first = Math.max(-begin, 0), start = Math.max(begin, 0);
  const taps = tapsOf(convention, size, resized, shrinks);
  const count = Math.max(...taps.map(([, weights]) => weights.length));
  const length = Math.min(resized - first, frame - start);
  const indices = new Int32Array(length * count);
  const weights = new (isExact ? Int32Array : Float32Array)(length * count);
  for (let i = 0; i < length; i++) {
    const [from, own] = taps[first + i];
    for (let k = 0; k < count; k++) {
      const weight = own[k] ?? 0;
      indices[i * count + k] = Math.min(Math.max(from + k, 0), size - 1);
      weights[i * count + k] = isExact ? weight * (1 << WholeBits) + (weight < 0 ? -0.5 : 0.5) : weight;
    }
  }
  return { count, indices, weights, length, start };
}

/** The pixels, first row by row along the rows, then across them. */
function fitted({ placement, columns, rows, used, lines, isExact }, { width, height, channels, fill }, data, isFloat) {
  const { pictureWidth } = placement;
  const length = columns.length * channels;
  const half = isExact ? 1 << WholeBits - 1 : 0;
  const gray = channels === 1 ? new Uint8Array(pictureWidth) : null;
  used.forEach((row, line) => {
    const from = 4 * row * pictureWidth;
    // BT.601's weights in parts of 65,536.
    if (gray)
      for (let x = 0, at = from; x < pictureWidth; x++, at += 4)
        gray[x] = 19595 * data[at] + 38470 * data[at + 1] + 7471 * data[at + 2] + 32768 >> 16;
    for (let x = 0, tap = 0, to = line * length; x < columns.length; x++) {
      let red = half, green = half, blue = half;
      for (const end = tap + columns.count; tap < end; tap++) {
        const weight = columns.weights[tap], at = columns.indices[tap];
        if (gray) {
          red += weight * gray[at];
        } else {
          red += weight * data[from + 4 * at];
          green += weight * data[from + 4 * at + 1];
          blue += weight * data[from + 4 * at + 2];
        }
      }
      lines[to++] = isExact ? red >> WholeBits : red;
      if (gray) continue;
      lines[to++] = isExact ? green >> WholeBits : green;
      lines[to++] = isExact ? blue >> WholeBits : blue;
    }
  });

  const result = new (isFloat ? Float32Array : Uint8ClampedArray)(width * height * channels).fill(fill);
  const sums = new Float64Array(length);
  for (let y = 0, tap = 0; y < rows.length; y++) {
    sums.fill(half);
    for (const end = tap + rows.count; tap < end; tap++) {
      const weight = rows.weights[tap], from = rows.indices[tap] * length;
      if (weight !== 0) for (let i = 0; i < length; i++) sums[i] += weight * lines[from + i];
    }
    const to = ((rows.start + y) * width + columns.start) * channels;
    // An array of clamped bytes rounds as .NET does, to the even one of two.
    for (let i = 0; i < length; i++) result[to + i] = isExact ? sums[i] >> WholeBits : sums[i];
  }
  return result;
}
