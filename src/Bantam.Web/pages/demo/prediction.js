import { paintImage } from "./picture.js";
import { Digits } from "./symbols.js";

const element = id => document.getElementById(id);
const percent = value => `${Math.round(100 * value)} %`;

/** The answer in large, the probability of each known class as a bar, and the image that the network is given. */
export class Prediction {
  #classes = []; // { slot, name, bar, value }, one for each bar
  #speech = 0;
  #image = null;

  constructor() {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#image && this.#paint(this.#image));
  }

  /** One bar for each digit and each taught symbol; free classes of the network have none. */
  setSymbols(taught) {
    const digits = Array.from({ length: Digits }, (_, slot) => ({ slot, name: String(slot) }));
    const known = [...digits, ...taught.filter(({ slot }) => slot >= Digits)];
    this.#classes = known.map(({ slot, name }) => ({ slot, name, ...makeBar(slot, name) }));
    element("bars").replaceChildren(...this.#classes.map(({ bar }) => bar));
  }

  /** The network's output for an image; say it aloud (to screen readers) once the drawing rests. */
  show(probabilities, image, rested) {
    // What the free classes got belongs to nobody yet, so the known ones share it.
    const total = this.#classes.reduce((sum, { slot }) => sum + probabilities[slot], 0) || 1;
    const shares = this.#classes.map(({ slot }) => probabilities[slot] / total);
    const best = shares.indexOf(Math.max(...shares));
    this.#classes.forEach(({ bar, value }, i) => setBar(bar, value, shares[i], i === best));
    this.#answer(this.#classes[best].name, percent(shares[best]), shares[best] < 0.5);
    this.#paint(image);
    if (rested) this.#say(`It reads ${this.#classes[best].name}, ${percent(shares[best])} certain.`);
  }

  clear() {
    for (const { bar, value } of this.#classes) setBar(bar, value, 0, false);
    this.#answer("–", "", true);
    this.#paint(new Uint8Array(0));
    this.#say("");
  }

  #answer(name, certainty, unsure) {
    const glyph = element("prediction");
    glyph.textContent = name;
    glyph.classList.toggle("unsure", unsure);
    glyph.classList.toggle("none", certainty === "");
    glyph.classList.toggle("long", isLong(name));
    element("certainty").textContent = certainty;
  }

  #paint(image) {
    this.#image = image;
    paintImage(element("seen"), image);
  }

  #say(text) {
    clearTimeout(this.#speech);
    this.#speech = setTimeout(() => { element("spoken").textContent = text; }, 400);
  }
}

/** A word rather than a sign; an emoji may be many code points and still is one sign. */
function isLong(name) {
  return (name.match(/[\p{L}\p{N}]/gu)?.length ?? 0) > 2;
}

function makeBar(slot, name) {
  const bar = document.createElement("div");
  const label = document.createElement("span"), track = document.createElement("span"), value = document.createElement("span");
  bar.className = isLong(name) ? "bar long" : "bar";
  bar.dataset.testid = `bar-${slot}`;
  bar.title = name;
  bar.setAttribute("role", "meter");
  bar.setAttribute("aria-label", name);
  bar.setAttribute("aria-valuemin", "0");
  bar.setAttribute("aria-valuemax", "100");
  label.className = "label";
  label.textContent = name;
  track.className = "track";
  value.className = "value";
  bar.append(label, track, value);
  setBar(bar, value, 0, false);
  return { bar, value };
}

function setBar(bar, value, share, isBest) {
  bar.style.setProperty("--share", share.toFixed(4));
  bar.classList.toggle("best", isBest);
  bar.setAttribute("aria-valuenow", String(Math.round(100 * share)));
  value.textContent = share < 0.005 ? "" : percent(share);
}
