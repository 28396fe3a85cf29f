// Runs any model: a field of numbers for each input, and for those that look like pictures a file to take them from.

import { imageInput, load } from "./bantam.js";

const Shown = 100; // elements of an output that are listed, the largest first where there are more
const Arrays = {
  float32: Float32Array, float64: Float64Array, int8: Int8Array, uint8: Uint8Array, int32: Int32Array, int64: BigInt64Array,
  bool: Uint8Array,
};
const Ranges = { int8: [-128, 127], uint8: [0, 255], int32: [-(2 ** 31), 2 ** 31 - 1], int64: [-(2 ** 31), 2 ** 31 - 1], bool: [0, 1] };
const element = id => document.getElementById(id);

function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Height, width and channels, where the shape of an input ends in what a picture has. */
function pictureOf({ shape, type }) {
  if (type !== "uint8" && type !== "float32") return null;
  const [a, b, c] = shape.slice(-3).filter(Number.isInteger);
  const sides = shape.length - (shape[0] === "batch" || shape[0] === 1 ? 1 : 0);
  if (sides === 2) return { height: shape.at(-2), width: shape.at(-1), channels: 1, channelsFirst: false };
  if (sides !== 3) return null;
  if (c === 1 || c === 3 || c === 4) return { height: a, width: b, channels: c, channelsFirst: false };
  return a === 1 || a === 3 || a === 4 ? { height: b, width: c, channels: a, channelsFirst: true } : null;
}

/** A number as a tensor of the type holds it; an array would take anything, and make 44 of 300 and 0 of a word. */
function parse(text, { name, type }) {
  const number = Number(text);
  if (Number.isNaN(number)) throw new Error(`${name} takes numbers; “${text}” is none.`);
  if (!Ranges[type]) {
    if (Number.isFinite(type === "float32" ? Math.fround(number) : number)) return number;
    throw new Error(`${name} takes numbers that ${type} can hold; ${text} is too large.`);
  }
  const [least, most] = Ranges[type];
  if (!Number.isInteger(number) || number < least || number > most)
    throw new Error(`${name} takes whole numbers from ${least} to ${most}; ${text} is none of them.`);
  return type === "int64" ? BigInt(number) : number;
}

const countOf = shape => shape.reduce((product, size) => product * (size === "batch" ? 1 : size), 1);

class Field {
  #taken = 0; // pictures so far: of two that are read at once the later one counts

  constructor(spec) {
    this.spec = spec;
    this.text = make("textarea", { name: spec.name, spellcheck: false, value: Array(countOf(spec.shape)).fill(0).join(" ") });
    this.text.setAttribute("aria-label", `${spec.name}, ${countOf(spec.shape)} numbers`);
    this.node = make("fieldset", {}, make("legend", { textContent: `${spec.name}: ${spec.type} ${spec.shape.join(" x ")}` }), this.text);
    const picture = pictureOf(spec);
    if (picture) this.#addPicture(picture);
  }

  #addPicture(picture) {
    const file = make("input", { type: "file", accept: "image/*" });
    const invert = make("input", { type: "checkbox" });
    const take = () => this.#take(file.files[0], { ...picture, type: this.spec.type, invert: invert.checked });
    file.addEventListener("change", take);
    invert.addEventListener("change", take);
    this.node.append(make("label", {}, "From a picture: ", file), make("label", {}, invert, " dark on light"));
  }

  async #take(file, options) {
    const turn = ++this.#taken;
    element("error").textContent = "";
    if (!file) return;
    try {
      const image = await createImageBitmap(file).catch(() => {
        throw new Error(`${file.name} is not a picture that this browser can read.`);
      });
      try {
        if (turn !== this.#taken) return;
        const values = imageInput(image, options);
        this.text.value = Array.from(values, value => +value.toPrecision(4)).join(" ");
      } finally {
        image.close();
      }
    } catch (error) {
      if (turn === this.#taken) element("error").textContent = error.message;
    }
  }

  /** The numbers in the field as the input's typed array. */
  get value() {
    const numbers = this.text.value.split(/[\s,;]+/).filter(Boolean);
    return Arrays[this.spec.type].from(numbers, text => parse(text, this.spec));
  }
}

/** What a screen reader says of an output, whose rows are too many to be read out. */
function summary({ name, labels }, values) {
  if (values.length < 2) return values.length === 0 ? `${name} is empty.` : `${name} is ${+Number(values[0]).toPrecision(3)}.`;
  const best = values.reduce((best, value, index) => value > values[best] ? index : best, 0);
  return `The largest of ${name} is ${labels?.[best] ?? `number ${best}`}, with ${+Number(values[best]).toPrecision(3)}.`;
}

function show({ name, shape, labels }, values) {
  const numbers = Array.from(values, Number);
  const order = numbers.map((_, index) => index);
  if (numbers.length > Shown || labels?.length === numbers.length) order.sort((a, b) => numbers[b] - numbers[a]).splice(Shown);
  const shares = numbers.every(value => value >= 0 && value <= 1);
  const rows = order.map(index => make("tr", {},
    make("td", { textContent: labels?.[index % labels.length] ?? index }),
    make("td", { textContent: +numbers[index].toPrecision(6) }),
    make("td", {}, ...(shares ? [make("meter", { value: numbers[index] })] : []))));
  return make("div", {}, make("h2", { textContent: `${name}: ${shape.join(" x ")}` }), make("table", {}, make("tbody", {}, ...rows)));
}

async function start() {
  const model = await load("./model.json", { onProgress: share => { element("loading").value = share; } });
  element("loading").hidden = true;
  const facts = `${model.backend}, ${Math.round(model.codeBytes / 1024)} KB of code, ${Math.round(model.weightBytes / 1024)} KB of weights`;
  element("facts").textContent = facts;
  const fields = model.inputs.map(spec => new Field(spec));
  element("inputs").append(...fields.map(field => field.node), make("button", { textContent: "Run" }));
  element("inputs").addEventListener("submit", async event => {
    event.preventDefault();
    element("error").textContent = element("status").textContent = "";
    try {
      const begin = performance.now();
      const outputs = await model.run(Object.fromEntries(fields.map(field => [field.spec.name, field.value])));
      element("facts").textContent = `${facts}, ${(performance.now() - begin).toFixed(2)} ms`;
      element("status").textContent = model.outputs.map(spec => summary(spec, outputs[spec.name])).join(" ");
      element("outputs").replaceChildren(...model.outputs.map(spec => show(spec, outputs[spec.name])));
    } catch (error) {
      element("error").textContent = error.message;
    }
  });
  // A page in a sandbox may not even ask whether there are such workers.
  (async () => navigator.serviceWorker?.register("./sw.js"))().catch(() => { /* without one the page works, only not offline */ });
}

start().catch(error => {
  element("loading").hidden = true;
  element("facts").textContent = "Not loaded";
  element("error").textContent = error.message;
});
