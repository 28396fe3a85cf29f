const Namespace = "http://www.w3.org/2000/svg";
const Margin = { left: 36, right: 12, top: 22, bottom: 26 };
const Smoothing = 0.9;

/** The loss over the steps: each step thin, their moving mean bold, on axes that grow with what they hold. */
export class LossChart {
  #svg;
  #losses = [];
  #smooth = [];
  #steps = 0;
  #frame = 0;

  constructor(svg) {
    this.#svg = svg;
    new ResizeObserver(() => this.#redraw()).observe(svg);
  }

  start(steps) {
    this.#losses = [];
    this.#smooth = [];
    this.#steps = steps;
    this.#redraw();
  }

  add(loss) {
    // The mean of what there is at first, a moving one later: else the first value would drag the curve.
    const weight = Math.min(Smoothing, this.#losses.length / (this.#losses.length + 1));
    this.#smooth.push(weight * (this.#smooth.at(-1) ?? 0) + (1 - weight) * loss);
    this.#losses.push(loss);
    this.#redraw();
  }

  /** The moving mean at the last step. */
  get current() {
    return this.#smooth.at(-1);
  }

  #redraw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#svg;
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const right = width - Margin.right, bottom = height - Margin.bottom;
    const tick = niceTick(Math.max(0.1, ...this.#losses) / 3);
    const top = tick * Math.ceil(Math.max(0.1, ...this.#losses) / tick);
    const steps = Math.max(this.#steps, 1);
    const x = step => Margin.left + (right - Margin.left) * step / steps;
    const y = loss => bottom - (bottom - Margin.top) * loss / top;
    if (this.#losses.length === 0) {
      this.#svg.replaceChildren(
        shape("rect", { class: "frame", x: 0.5, y: 0.5, width: Math.max(0, width - 1), height: Math.max(0, height - 1), rx: 12 }),
        text("The loss appears here as it trains", { class: "empty", x: width / 2, y: height / 2 + 4, "text-anchor": "middle" }));
      return;
    }
    const parts = [];
    for (let value = 0; value <= top + tick / 2; value += tick) {
      parts.push(shape("line", { class: value === 0 ? "axis" : "grid", x1: Margin.left, x2: right, y1: y(value), y2: y(value) }));
      parts.push(text(String(+value.toPrecision(3)), { x: Margin.left - 8, y: y(value) + 4, "text-anchor": "end" }));
    }
    parts.push(text("loss", { class: "title", x: Margin.left - 8, y: 10, "text-anchor": "end" }));
    for (const step of [0, steps / 2]) parts.push(text(String(Math.round(step)), { x: x(step), y: height - 6, "text-anchor": "middle" }));
    parts.push(text(`step ${steps}`, { x: right, y: height - 6, "text-anchor": "end" }));
    parts.push(line("each", this.#losses, x, y), line("mean", this.#smooth, x, y));
    parts.push(shape("circle", { class: "now", cx: x(this.#losses.length), cy: y(this.current), r: 3.5 }));
    this.#svg.replaceChildren(...parts);
  }
}

function line(name, values, x, y) {
  const points = values.map((value, i) => `${x(i + 1).toFixed(1)},${y(value).toFixed(1)}`);
  return shape("polyline", { class: name, points: points.join(" ") });
}

/** The round number (1, 2 or 5 times a power of ten) at or above a value. */
function niceTick(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 5, 10].find(step => step * power >= value * 0.999);
}

function text(content, attributes) {
  const element = shape("text", attributes);
  element.textContent = content;
  return element;
}

function shape(name, attributes) {
  const element = document.createElementNS(Namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
