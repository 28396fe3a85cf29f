const Recent = 31; // frames whose median time is shown
const Span = 2000; // milliseconds over which frames are counted

const element = id => document.getElementById(id);
const median = times => [...times].sort((a, b) => a - b)[times.length >> 1];

/** Counts frames and keeps their times. */
export class Meter {
  #inferences = [];
  #rounds = [];
  #frames = [];

  /** A frame took so many milliseconds in the model, and with fitting, reading and drawing so many. */
  add(inference, round) {
    const now = performance.now();
    this.#inferences.push(inference);
    this.#rounds.push(round);
    this.#frames.push(now);
    if (this.#inferences.length > Recent) {
      this.#inferences.shift();
      this.#rounds.shift();
    }
    while (now - this.#frames[0] > Span) this.#frames.shift();
  }

  reset() {
    this.#inferences = [];
    this.#rounds = [];
    this.#frames = [];
  }

  show(isMoving) {
    const [first, last] = [this.#frames[0], this.#frames.at(-1)];
    const isRate = isMoving && this.#frames.length > 1 && last > first;
    element("fps").textContent = isRate ? ((this.#frames.length - 1) * 1000 / (last - first)).toFixed(1) : "–";
    const text = times => times.length ? `${median(times).toFixed(1)} ms` : "–";
    element("inference").textContent = text(this.#inferences);
    element("round").textContent = text(this.#rounds);
  }
}
