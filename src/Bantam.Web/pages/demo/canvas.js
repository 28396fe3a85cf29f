import { drawStrokes } from "./strokes.js";

const Pen = 0.07; // of the canvas' side: as bold as a marker, so that a digit feels written rather than scratched

/** A square canvas to draw on with mouse, pen or finger. Calls onChange({ ended }) whenever the strokes change. */
export class Drawing {
  strokes = [];
  #canvas;
  #context;
  #onChange;
  #pointer = null;
  #frame = 0;

  constructor(canvas, onChange) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
    this.#onChange = onChange;
    canvas.addEventListener("pointerdown", event => this.#begin(event));
    canvas.addEventListener("pointermove", event => this.#extend(event));
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"])
      canvas.addEventListener(type, event => this.#end(event));
    // Touches here are strokes and nothing else: read as gestures too, a fast stroke is a fling that swallows the next tap.
    canvas.addEventListener("touchstart", event => event.preventDefault(), { passive: false });
    canvas.addEventListener("contextmenu", event => event.preventDefault());
    new ResizeObserver(() => this.#fit()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#repaint());
  }

  get isEmpty() {
    return this.strokes.length === 0;
  }

  clear() {
    this.#replace([]);
  }

  undo() {
    this.#replace(this.strokes.slice(0, -1));
  }

  #replace(strokes) {
    this.#pointer = null;
    this.strokes = strokes;
    this.#changed(true);
  }

  #begin(event) {
    // A second finger or another mouse button is a gesture, not a stroke.
    if (this.#pointer !== null || event.button !== 0) return;
    event.preventDefault();
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    this.strokes.push([this.#locate(event)]);
    this.#changed(false);
  }

  #extend(event) {
    if (event.pointerId !== this.#pointer) return;
    // The browser merges moves into one event a frame; the merged ones make a fast curve round again.
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length > 0 ? moves : [event]) this.strokes.at(-1).push(this.#locate(move));
    this.#changed(false);
  }

  #end(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.#changed(true);
  }

  #locate(event) {
    const box = this.#canvas.getBoundingClientRect();
    const inside = value => Math.min(1, Math.max(0, value));
    return { x: inside((event.clientX - box.left) / box.width), y: inside((event.clientY - box.top) / box.height) };
  }

  #changed(ended) {
    this.#repaint();
    this.#onChange({ ended });
  }

  #fit() {
    const side = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    if (side === 0 || side === this.#canvas.width) return;
    this.#canvas.width = this.#canvas.height = side;
    this.#repaint();
  }

  #repaint() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const side = this.#canvas.width;
      this.#context.clearRect(0, 0, side, side);
      this.#context.strokeStyle = getComputedStyle(this.#canvas).color;
      drawStrokes(this.#context, this.strokes, { scale: side, pen: side * Pen });
    });
  }
}
