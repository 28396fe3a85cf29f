// Which pixels along an axis the pixels of a resized picture are weighted sums of, in the conventions of several libraries: the same
// numbers as ResizeTaps has on .NET.

const sinc = x => x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);

/** Cubic convolution with the coefficient a. */
function keys(distance, a) {
  const x = Math.abs(distance);
  if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/** How far a filter reaches, and the weight of a pixel at a distance. */
const filters = {
  box: [0.5, x => x > -0.5 && x <= 0.5 ? 1 : 0],
  bilinear: [1, x => Math.max(0, 1 - Math.abs(x))],
  hamming: [1, x => Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI))],
  bicubic: [2, x => keys(x, -0.5)],
  lanczos: [3, x => x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0],
};

const range = length => Array.from({ length }, (_, i) => i);
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

function normalized(weights) {
  const sum = weights.reduce((sum, weight) => sum + weight, 0);
  return sum === 0 ? weights : weights.map(weight => weight / sum);
}

/** Of each pixel of the result the first pixel and the weights from there on; bothShrink says whether no axis grows. */
export function tapsOf(convention, size, length, bothShrink) {
  if (size === length) return range(size).map(i => [i, [1]]);
  const [library, method, ...more] = convention.split("-");
  const scale = size / length;
  if (library === "pil" && method === "nearest") return walked(size, length, scale);
  if (library === "pil" || more[0] === "antialias") return filtered(size, length, scale, filters[method]);
  if (method === "area") return range(length).map(x => bothShrink ? area(x, scale, size) : growingArea(x, scale, size));

  // Pixels lie in the middle of their squares, or at a corner of them.
  const step = more[0] === "align" && length > 1 ? (size - 1) / (length - 1) : scale;
  const middle = library === "tensorflow1" ? 0 : 0.5;
  if (method === "nearest") {
    const shift = library === "tensorflow" ? 0.5 * step : more[0] === "align" ? 0.5 : 0;
    return range(length).map(x => [clamp(Math.floor(x * step + shift), 0, size - 1), [1]]);
  }
  const place = x => (x + middle) * step - middle;
  return range(length).map(x => method === "bicubic" || method === "cubic" ? cubic(place(x), size, library) : linear(place(x), size));
}

/** Pillow adds the scale up from pixel to pixel, and its sums are not always the products. */
function walked(size, length, scale) {
  let at = scale * 0.5;
  return range(length).map(() => {
    const chosen = Math.min(Math.trunc(at), size - 1);
    at += scale;
    return [chosen, [1]];
  });
}

/** A filter that becomes wider as the picture becomes smaller; pixels outside have no part in it. */
function filtered(size, length, scale, [reach, weight]) {
  const widening = Math.max(scale, 1), support = reach * widening, narrowing = 1 / widening;
  return range(length).map(x => {
    const center = (x + 0.5) * scale;
    const first = Math.max(Math.trunc(center - support + 0.5), 0);
    const end = Math.min(Math.trunc(center + support + 0.5), size);
    return [first, normalized(range(end - first).map(k => weight((k + first - center + 0.5) * narrowing)))];
  });
}

function linear(place, size) {
  const at = clamp(place, 0, size - 1);
  const first = Math.min(Math.trunc(at), Math.max(size - 2, 0));
  return [first, [1 - (at - first), at - first]];
}

/** TensorFlow looks its weights up in a table of 1024 places between two pixels; its newer way leaves out what lies outside. */
function cubic(place, size, library) {
  const whole = Math.floor(place), first = whole - 1;
  const t = library === "opencv" ? place - whole : roundEven((place - whole) * 1024) / 1024;
  const a = library === "tensorflow" ? -0.5 : -0.75;
  const weights = [keys(1 + t, a), keys(t, a), keys(1 - t, a), keys(2 - t, a)];
  if (library !== "tensorflow") return [first, weights];
  return [first, normalized(weights.map((weight, k) => first + k < 0 || first + k >= size ? 0 : weight))];
}

/** Of each pixel the share that the result's pixel covers. */
function area(x, scale, size) {
  const begin = x * scale, end = Math.min((x + 1) * scale, size);
  const first = Math.min(Math.trunc(begin), size - 1);
  const count = Math.max(Math.ceil(end) - first, 1);
  return [first, normalized(range(count).map(k => Math.max(Math.min(first + k + 1, end) - Math.max(first + k, begin), 0)))];
}

/** Where a picture grows, OpenCV's areas are linear between pixels only where a pixel of the result lies in two. */
function growingArea(x, scale, size) {
  const first = Math.floor(x * scale);
  const share = x + 1 - (first + 1) / scale;
  const part = share <= 0 ? 0 : share - Math.floor(share);
  return [Math.min(first, size - 1), [1 - part, part]];
}

/** The nearest whole number; of two that are as near the even one, as .NET rounds. */
export function roundEven(value) {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
