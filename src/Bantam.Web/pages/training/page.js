// Trains the model of the bundle on the samples of the bundle, and shows what becomes of it.

import { load } from "./bantam.js";
import { Curve } from "./curve.js";
import { Maps } from "./maps.js";
import { Samples } from "./samples.js";

const LookEvery = 400, JudgeEvery = 1500; // milliseconds
const MostWeights = 1 << 18; // elements of a matrix that is drawn
const Layers = "layers/";
const element = id => document.getElementById(id);

class Training {
  #model;
  #samples;
  #trainer;
  #losses = new Curve(element("losses"));
  #rights = new Curve(element("rights"), { most: 1, smoothing: 0 });
  #layers = new Maps(element("layers"));
  #weights = new Maps(element("weights"));
  #running = false;
  #steps = 0;
  #shown = 0;

  constructor(model, samples, trainer) {
    this.#model = model;
    this.#samples = samples;
    this.#trainer = trainer;
    this.#showRate();
    element("rate").disabled = trainer.learningRate === undefined;
    element("rate").addEventListener("change", () => this.#setRate());
    element("run").addEventListener("click", () => this.#running ? this.#stop() : this.#start().catch(fail));
    element("next").addEventListener("click", () => this.#another().catch(fail));
  }

  /** Everything as it is now. */
  async look() {
    await this.#showLayers();
    await this.#showWeights();
    await this.#judge();
  }

  async #another() {
    this.#shown++;
    await this.#showLayers();
  }

  #setRate() {
    const rate = Number(element("rate").value);
    if (Number.isFinite(rate) && rate >= 0) this.#trainer.learningRate = rate;
    else this.#showRate();
  }

  #showRate() {
    element("rate").value = +Number(this.#trainer.learningRate ?? 0).toPrecision(4);
  }

  #stop() {
    this.#running = false;
    element("run").textContent = "Train on";
  }

  async #start() {
    this.#running = true;
    element("error").textContent = "";
    element("run").textContent = "Stop";
    let looked = performance.now(), judged = looked, since = looked, done = 0;
    try {
      while (this.#running) {
        const { loss } = await this.#trainer.step(this.#samples.batch(this.#trainer.batchSize));
        done += this.#trainer.batchSize;
        element("steps").textContent = ++this.#steps;
        this.#losses.add(loss);
        const now = performance.now();
        if (now - looked > LookEvery) {
          element("loss").textContent = +loss.toPrecision(4);
          element("speed").textContent = Math.round(done / (now - since) * 1000);
          await this.#showLayers();
          if (now - judged > JudgeEvery) {
            await this.#judge();
            await this.#showWeights();
            judged = performance.now();
          }
          // What looking takes is no time of learning; the page gets its turn.
          await new Promise(requestAnimationFrame);
          looked = since = performance.now();
          done = 0;
        }
      }
    } finally {
      this.#stop();
    }
    await this.look();
  }

  /** The share of samples held back whose largest score is that of their label. */
  async #judge() {
    const { heldBack } = this.#samples;
    if (this.#samples.label(heldBack[0]) === null) return;
    const scores = await this.#outputOf(heldBack);
    const classes = scores.length / heldBack.length;
    if (classes < 2) return;
    const said = heldBack.map((_, i) => best(scores.subarray(i * classes, (i + 1) * classes)));
    const right = heldBack.filter((index, i) => said[i] === this.#samples.label(index)).length;
    element("right").textContent = `${(100 * right / heldBack.length).toFixed(1)} %`;
    this.#rights.add(right / heldBack.length);
  }

  async #outputOf(indices) {
    const outputs = await this.#model.run(this.#samples.take(indices, this.#model.inputs.map(({ name }) => name)));
    return outputs[this.#model.outputs[0].name];
  }

  async #showLayers() {
    const index = this.#samples.heldBack[this.#shown % this.#samples.heldBack.length];
    const inputs = this.#samples.take([index], this.#model.inputs.map(({ name }) => name));
    const outputs = await this.#model.run(inputs);
    for (const { name, shape } of this.#model.inputs) {
      const sizes = shape.slice(1);
      if (sizes.length > 1) this.#layers.show(name, [1, 3].includes(sizes.at(-1)) ? [1, ...sizes] : sizes, inputs[name]);
    }
    for (const { name, shape } of this.#model.outputs)
      if (name.startsWith(Layers)) this.#layers.show(name.slice(Layers.length), shape.slice(1), outputs[name]);
    const label = this.#samples.label(index), scores = outputs[this.#model.outputs[0].name];
    element("said").textContent = label === null ? "" : `It is ${label}; the model says ${best(scores)}.`;
  }

  async #showWeights() {
    for (const { name, shape, values } of readWeights(await this.#model.save("bytes:"))) {
      if (shape.length < 2 || values.length > MostWeights) continue;
      // A filter of several input channels is shown by the mean over them, unless they are colours.
      const isFilter = shape.length === 4 && shape[2] * shape[3] > 1;
      if (isFilter) this.#weights.show(name, [shape[0], shape[2], shape[3]], meanOverInputs(values, shape), { isSigned: true });
      else if (shape.length === 2) this.#weights.show(name, ...lying(values, shape), { isSigned: true });
    }
  }
}

/** A matrix with its longer side across, which takes less of the page. */
function lying(values, [rows, columns]) {
  if (rows <= columns) return [[rows, columns], values];
  return [[columns, rows], values.map((_, i) => values[i % rows * columns + Math.floor(i / rows)])];
}

function meanOverInputs(values, [outputs, inputs, height, width]) {
  const means = new Float32Array(outputs * height * width), size = height * width;
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++)
      for (let p = 0; p < size; p++) means[o * size + p] += values[(o * inputs + i) * size + p] / inputs;
  return means;
}

/** The floats of a file of safetensors. */
function readWeights(file) {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  return Object.entries(header).filter(([name, { dtype }]) => dtype === "F32" && !name.startsWith("optimizer/"))
    .map(([name, { shape, data_offsets: [from, to] }]) =>
      ({ name, shape, values: new Float32Array(file.slice(8 + length + from, 8 + length + to).buffer) }));
}

const best = scores => scores.reduce((best, score, i) => score > scores[best] ? i : best, 0);

function fail(error) {
  element("error").textContent = error.message;
}

async function start() {
  const [model, samples] = await Promise.all([
    load("./model.json", { onProgress: share => { element("loading").value = share; } }), Samples.load()]);
  element("loading").hidden = true;
  const code = Math.round(model.codeBytes / 1024), weights = Math.round(model.weightBytes / 1024);
  element("facts").textContent = `${model.backend}, ${code} KB of code, ${weights} KB of weights, ${samples.learned} samples to learn from`;
  const training = new Training(model, samples, await model.trainer());
  document.querySelector("main").hidden = false;
  await training.look();
  navigator.serviceWorker?.register("./sw.js").catch(() => { /* without one the page works, only not offline */ });
}

start().catch(error => {
  element("loading").hidden = true;
  element("facts").textContent = "Not loaded";
  fail(error);
});
