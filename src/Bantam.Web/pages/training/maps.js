const MostMaps = 64, MostSide = 96, LeastPixels = 40;

/** Numbers of a layer or of weights as images: one for each channel or filter, a strip where there are no images in them. */
export class Maps {
  #holder;
  #figures = new Map();

  constructor(holder) {
    this.#holder = holder;
  }

  /** Draws one tensor into its figure. Of [n, height, width] each of n is an image; [n, height, width, 3] are in colours. */
  show(name, shape, values, { isSigned = false } = {}) {
    const figure = this.#figureOf(name);
    const { count, height, width, channels } = imagesOf(shape);
    const shown = Math.min(count, MostMaps), pixels = height * width * channels;
    const range = rangeOf(values, isSigned);
    figure.caption.replaceChildren(name, small(` ${shape.join(" × ")}, ${number(range.least)} to ${number(range.most)}`));
    for (let i = 0; i < shown; i++) {
      const canvas = figure.maps.children[i] ?? figure.maps.appendChild(document.createElement("canvas"));
      paint(canvas, values.subarray(i * pixels, (i + 1) * pixels), { height, width, channels }, range);
    }
  }

  #figureOf(name) {
    if (!this.#figures.has(name)) {
      const figure = document.createElement("figure"), caption = document.createElement("figcaption"), maps = document.createElement("div");
      maps.className = "maps";
      figure.append(caption, maps);
      this.#holder.append(figure);
      this.#figures.set(name, { caption, maps });
    }
    return this.#figures.get(name);
  }
}

/** How a shape is seen as images: the last two axes are their sides, unless there is one only. */
function imagesOf(shape) {
  if (shape.length === 4) return { count: shape[0], height: shape[1], width: shape[2], channels: shape[3] };
  if (shape.length === 3) return { count: shape[0], height: shape[1], width: shape[2], channels: 1 };
  if (shape.length === 2) return { count: 1, height: shape[0], width: shape[1], channels: 1 };
  return { count: 1, height: 1, width: shape[0] ?? 1, channels: 1 };
}

function rangeOf(values, isSigned) {
  let least = Infinity, most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!isSigned) return { least, most, black: Math.min(least, 0), white: Math.max(most, 1e-12) };
  const reach = Math.max(-least, most, 1e-12);
  return { least, most, black: -reach, white: reach };
}

function paint(canvas, values, { height, width, channels }, { black, white }) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const scale = Math.max(1, Math.floor(LeastPixels / Math.max(width, height)));
  canvas.style.width = `${Math.min(width * scale, width > MostSide ? 320 : MostSide)}px`;
  canvas.style.height = height === 1 ? "16px" : width > 12 * height ? "32px" : ""; // what is long and thin would not be seen
  const context = canvas.getContext("2d"), image = context.createImageData(width, height);
  const level = value => 255 * (value - black) / (white - black);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = level(values[channels === 3 ? 3 * i + c : channels * i]);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

const number = value => String(+value.toPrecision(3));

function small(text) {
  return Object.assign(document.createElement("small"), { textContent: text });
}
