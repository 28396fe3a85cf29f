import { BantamError } from "./errors.js";

/**
 * The pixels of an ImageData, <img>, <video> or canvas, resized, as a network takes them: row by row, the channels of a pixel
 * together, or one plane a channel where channelsFirst. One channel is grey (BT.601), three are RGB, four RGBA. Bytes 0 to 255, or
 * of type "float32" numbers 0 to 1. Transparent pixels show the background.
 */
export function imageInput(source, {
  width, height, channels = 3, invert = false, type = "uint8", channelsFirst = false, background = "#fff",
} = {}) {
  if (![width, height].every(side => Number.isInteger(side) && side > 0))
    throw new BantamError("input", `imageInput needs the width and height that the model takes; these are ${width} and ${height}.`);
  if (![1, 3, 4].includes(channels)) throw new BantamError("input", `imageInput makes 1, 3 or 4 channels; ${channels} were asked for.`);
  if (type !== "uint8" && type !== "float32")
    throw new BantamError("input", `imageInput makes elements of type uint8 or float32; ${type} was asked for.`);
  const { data } = pixelsOf(source, { width, height, background: channels < 4 ? background : null });
  const count = width * height;
  const result = new (type === "float32" ? Float32Array : Uint8Array)(count * channels);
  for (let pixel = 0; pixel < count; pixel++) {
    const at = 4 * pixel;
    for (let channel = 0; channel < channels; channel++) {
      let value = channels === 1 ? Math.round(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]) : data[at + channel];
      if (invert && channel < 3) value = 255 - value;
      result[channelsFirst ? channel * count + pixel : pixel * channels + channel] = type === "float32" ? value / 255 : value;
    }
  }
  return result;
}

/** The pixels of a picture as an ImageData, in its own size unless another is given; transparent ones show the background. */
export function pixelsOf(source, { width, height, background = "#fff" } = {}) {
  const ownWidth = source?.naturalWidth ?? source?.videoWidth ?? source?.displayWidth ?? source?.width;
  if (!ownWidth)
    throw new BantamError(
      "input",
      "imageInput takes an ImageData, <img>, <video>, canvas or ImageBitmap that has pixels; "
        + "this is none, is empty, or has not loaded yet.");
  width ??= ownWidth;
  height ??= source.naturalHeight ?? source.videoHeight ?? source.displayHeight ?? source.height;
  if (isOpaque(source, width, height)) return source;
  const context = sheet(width, height);
  if (background !== null) {
    context.fillStyle = background;
    context.fillRect(0, 0, width, height);
  }
  context.drawImage(drawable(source), 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** Whether this is an ImageData of the size and there is nothing to see through: it is what is wanted, also where there is no canvas. */
const isOpaque = ({ data, width, height }, wantedWidth, wantedHeight) =>
  data instanceof Uint8ClampedArray && width === wantedWidth && height === wantedHeight
    && data.every((value, at) => (at & 3) !== 3 || value === 255);

function drawable(source) {
  if (!(source instanceof ImageData)) return source;
  const context = sheet(source.width, source.height);
  context.putImageData(source, 0, 0);
  return context.canvas;
}

function sheet(width, height) {
  const canvas = typeof OffscreenCanvas === "undefined"
    ? Object.assign(document.createElement("canvas"), { width, height })
    : new OffscreenCanvas(width, height);
  return canvas.getContext("2d", { willReadFrequently: true });
}
