const Namespace = "http://www.w3.org/2000/svg";
const Margin = { left: 40, right: 10, top: 8, bottom: 22 };
const Most = 1000; // points of a curve: of a longer one each two become one

/** A curve that grows: each value thin and their moving mean bold, or the mean alone. */
export class Curve {
  #svg;
  #most;
  #smoothing;
  #values = [];
  #stretch = 1;
  #pending = [];
  #frame = 0;

  constructor(svg, { most = null, smoothing = 0.95 } = {}) {
    this.#svg = svg;
    this.#most = most;
    this.#smoothing = smoothing;
    new ResizeObserver(() => this.#redraw()).observe(svg);
  }

  add(value) {
    this.#pending.push(value);
    if (this.#pending.length < this.#stretch) return;
    this.#values.push(this.#pending.reduce((a, b) => a + b) / this.#stretch);
    this.#pending = [];
    if (this.#values.length > Most) {
      this.#values = this.#values.filter((_, i) => i % 2).map((value, i) => (value + this.#values[2 * i]) / 2);
      this.#stretch *= 2;
    }
    this.#redraw();
  }

  #redraw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#svg;
    const right = width - Margin.right, bottom = height - Margin.bottom;
    const highest = this.#most ?? Math.max(1e-6, ...this.#values), tick = niceTick(highest / 3);
    const top = this.#most ?? tick * Math.ceil(highest / tick);
    const x = i => Margin.left + (right - Margin.left) * i / Math.max(this.#values.length - 1, 1);
    const y = value => bottom - (bottom - Margin.top) * value / top;
    const parts = [];
    for (let value = 0; value <= top * 1.001; value += tick) {
      parts.push(shape("line", { class: "grid", x1: Margin.left, x2: right, y1: y(value), y2: y(value) }));
      parts.push(text(String(+value.toPrecision(3)), { x: Margin.left - 6, y: y(value) + 4, "text-anchor": "end" }));
    }
    parts.push(text(`${this.#values.length * this.#stretch}`, { x: right, y: height - 5, "text-anchor": "end" }));
    if (this.#smoothing) parts.push(line("each", this.#values, x, y));
    parts.push(line("mean", smoothed(this.#values, this.#smoothing), x, y));
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#svg.replaceChildren(...parts);
  }
}

/** The mean of what there is at first, a moving one later: else the first value would drag the curve. */
function smoothed(values, smoothing) {
  let mean = 0;
  return values.map((value, i) => {
    const weight = Math.min(smoothing, i / (i + 1));
    return mean = weight * mean + (1 - weight) * value;
  });
}

function line(name, values, x, y) {
  return shape("polyline", { class: name, points: values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(" ") });
}

/** The round number (1, 2 or 5 times a power of ten) at or above a value. */
function niceTick(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 5, 10].find(step => step * power >= value * 0.999);
}

function text(content, attributes) {
  return Object.assign(shape("text", attributes), { textContent: content });
}

function shape(name, attributes) {
  const element = document.createElementNS(Namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
