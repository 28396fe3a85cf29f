// Runs any model: a field of numbers for each input, and for those that look like pictures a file to take them from.

import { imageInput, load } from "./bantam.js";

const Shown = 100; // elements of an output that are listed, the largest first where there are more
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

const countOf = shape => shape.reduce((product, size) => product * (size === "batch" ? 1 : size), 1);

class Field {
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
    const take = async () => {
      if (!file.files[0]) return;
      const image = await createImageBitmap(file.files[0]);
      const values = imageInput(image, { ...picture, type: this.spec.type, invert: invert.checked });
      this.text.value = Array.from(values, value => +value.toPrecision(4)).join(" ");
    };
    file.addEventListener("change", take);
    invert.addEventListener("change", take);
    this.node.append(make("label", {}, "From a picture: ", file), make("label", {}, invert, " dark on light"));
  }

  /** The numbers in the field as the input's typed array. */
  get value() {
    const numbers = this.text.value.split(/[\s,;]+/).filter(Boolean);
    if (this.spec.type === "int64") return BigInt64Array.from(numbers, BigInt);
    const types = { float32: Float32Array, float64: Float64Array, int8: Int8Array, int32: Int32Array, uint8: Uint8Array, bool: Uint8Array };
    return types[this.spec.type].from(numbers, Number);
  }
}

function show({ name, shape }, values) {
  const numbers = Array.from(values, Number);
  const order = numbers.map((_, index) => index);
  if (numbers.length > Shown) order.sort((a, b) => numbers[b] - numbers[a]).length = Shown;
  const shares = numbers.every(value => value >= 0 && value <= 1);
  const rows = order.map(index => make("tr", {},
    make("td", { textContent: index }),
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
    element("error").textContent = "";
    try {
      const begin = performance.now();
      const outputs = await model.run(Object.fromEntries(fields.map(field => [field.spec.name, field.value])));
      element("facts").textContent = `${facts}, ${(performance.now() - begin).toFixed(2)} ms`;
      element("outputs").replaceChildren(...model.outputs.map(spec => show(spec, outputs[spec.name])));
    } catch (error) {
      element("error").textContent = error.message;
    }
  });
  navigator.serviceWorker?.register("./sw.js").catch(() => { /* without one the page works, only not offline */ });
}

start().catch(error => {
  element("loading").hidden = true;
  element("facts").textContent = "Not loaded";
  element("error").textContent = error.message;
});
