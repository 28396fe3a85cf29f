import { boundsOf, drawStrokes } from "./strokes.js";

export const Side = 28;
const Digit = 20;     // MNIST fits each digit into 20 x 20 pixels, then centres it in 28 x 28 by its centre of mass
const Middle = 14.5;  // where MNIST puts that centre: the middle of pixel 14 of 0..27, not of the image
const Pen = 2.6;      // how wide an MNIST pen is, in those pixels
const Fine = 8;       // drawn this many times finer first, so that averaging areas gives MNIST's soft edges
const Smallest = 0.1; // of the canvas: what is smaller is a dot, and stays one

const sheet = document.createElement("canvas");
sheet.width = sheet.height = Digit * Fine;
const context = sheet.getContext("2d", { willReadFrequently: true });

/** The strokes as the network wants them: 28 x 28 bytes, 0 where there is no ink and 255 where it is full. */
export function imageOf(strokes) {
  const ink = rasterOf(strokes);
  const box = inkBox(ink);
  return box ? centred(ink, box) : new Uint8Array(Side * Side);
}

// The pen keeps its width whatever the size of the drawing, or a small digit would turn into a blob once it is enlarged.
function rasterOf(strokes) {
  const side = sheet.width;
  context.clearRect(0, 0, side, side);
  const bounds = boundsOf(strokes);
  if (bounds) {
    const pen = Pen * Fine;
    const scale = (side - pen) / Math.max(bounds.width, bounds.height, Smallest);
    drawStrokes(context, strokes, { scale, left: pen / 2 - bounds.left * scale, top: pen / 2 - bounds.top * scale, pen });
  }
  const { data } = context.getImageData(0, 0, side, side);
  const ink = new Uint8Array(side * side);
  for (let i = 0; i < ink.length; i++) ink[i] = data[4 * i + 3];
  return ink;
}

/** The box around the ink with its centre of mass, in raster coordinates; null where there is no ink. */
function inkBox(ink) {
  const side = sheet.width;
  let left = side, top = side, right = 0, bottom = 0, mass = 0, sumX = 0, sumY = 0;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const value = ink[y * side + x];
      if (value === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      mass += value;
      sumX += value * (x + 0.5);
      sumY += value * (y + 0.5);
    }
  return mass === 0 ? null : { left, top, width: right - left, height: bottom - top, massX: sumX / mass, massY: sumY / mass };
}

function centred(ink, box) {
  const scale = Digit / Math.max(box.width, box.height);
  // The centre of mass goes where MNIST has it, but never so far that ink falls off the edge.
  const place = (mass, start, length) => Math.min(Math.max(Middle - (mass - start) * scale, 0), Side - length * scale);
  const columns = overlaps(place(box.massX, box.left, box.width), box.left, box.width, scale);
  const rows = overlaps(place(box.massY, box.top, box.height), box.top, box.height, scale);
  const image = new Uint8Array(Side * Side);
  for (let y = 0; y < Side; y++)
    for (let x = 0; x < Side; x++) {
      let sum = 0;
      for (const [row, tall] of rows[y])
        for (const [column, wide] of columns[x]) sum += ink[row * sheet.width + column] * tall * wide;
      image[y * Side + x] = Math.min(255, Math.round(sum));
    }
  return image;
}

/** For each of the 28 pixels along one axis: the raster cells under it, each with the share of the pixel that it covers. */
function overlaps(offset, start, length, scale) {
  return Array.from({ length: Side }, (_, pixel) => {
    const from = Math.max(start, start + (pixel - offset) / scale);
    const to = Math.min(start + length, start + (pixel + 1 - offset) / scale);
    const cells = [];
    for (let cell = Math.floor(from); cell < to; cell++)
      cells.push([cell, (Math.min(cell + 1, to) - Math.max(cell, from)) * scale]);
    return cells;
  });
}
