import { Side } from "./preprocess.js";

const Turn = 0.2;    // radians to either side
const Grow = 0.12;   // larger or smaller by this share, each axis by itself
const Slant = 0.15;  // sideways per pixel of height
const Shift = 1.2;   // pixels; drawings arrive centred, so there is little to learn from more

/** The image turned, stretched, slanted and shifted a little, written to target: nobody draws a symbol twice the same way. */
export function augment(image, random, target) {
  const angle = random.between(-Turn, Turn), slant = random.between(-Slant, Slant);
  const growX = 1 + random.between(-Grow, Grow), growY = 1 + random.between(-Grow, Grow);
  const shiftX = random.between(-Shift, Shift), shiftY = random.between(-Shift, Shift);
  const cos = Math.cos(angle), sin = Math.sin(angle), middle = (Side - 1) / 2;
  for (let y = 0; y < Side; y++)
    for (let x = 0; x < Side; x++) {
      // Each target pixel looks up where it came from, so no pixel is left without a value.
      const dx = (x - middle - shiftX) / growX, dy = (y - middle - shiftY) / growY;
      const fromX = cos * dx + sin * dy + slant * dy + middle;
      const fromY = cos * dy - sin * dx + middle;
      target[y * Side + x] = Math.round(bilinear(image, fromX, fromY));
    }
}

function bilinear(image, x, y) {
  const left = Math.floor(x), top = Math.floor(y), right = x - left, down = y - top;
  return (1 - down) * ((1 - right) * pixel(image, left, top) + right * pixel(image, left + 1, top))
    + down * ((1 - right) * pixel(image, left, top + 1) + right * pixel(image, left + 1, top + 1));
}

function pixel(image, x, y) {
  return x >= 0 && x < Side && y >= 0 && y < Side ? image[y * Side + x] : 0;
}
