import { Side } from "./preprocess.js";

/** Paints a 28 x 28 image into a canvas in the colour of its text, so that it follows the page's light and dark. */
export function paintImage(canvas, image) {
  canvas.width = canvas.height = Side;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(Side, Side);
  for (let i = 0; i < image.length; i++) pixels.data[4 * i + 3] = image[i];
  context.putImageData(pixels, 0, 0);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, Side, Side);
}
