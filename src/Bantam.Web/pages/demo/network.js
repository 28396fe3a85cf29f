const Manifest = "./model.json";
const Recent = 31; // inferences whose median time is shown

/** The model of the page on one backend. Opening another replaces it, and only once the new one works. */
export class Network {
  #runtime = null;
  #model = null;
  #opening = false;
  #trainer = null;
  #times = [];
  #running = null;

  /** The module that loads models. */
  use(runtime) {
    this.#runtime = runtime;
  }

  get isOpen() {
    return this.#model !== null && !this.#opening;
  }

  get backend() {
    return this.#model.backend;
  }

  get backends() {
    return this.#model.backends;
  }

  get codeBytes() {
    return this.#model.codeBytes;
  }

  get weightBytes() {
    return this.#model.weightBytes;
  }

  get classes() {
    return this.#model.outputs.find(output => output.name === "probabilities").shape.at(-1);
  }

  /** The median time of recent inferences in milliseconds, as the page experiences it: the way to the worker and back included. */
  get milliseconds() {
    const sorted = [...this.#times].sort((a, b) => a - b);
    return sorted[sorted.length >> 1];
  }

  /** Resolves to whether the weights saved earlier were there, when they are asked for; restore may be a promise of that. */
  async open({ backend = "auto", restore = false, onProgress } = {}) {
    this.#opening = true;
    try {
      const model = await this.#runtime.load(Manifest, { backend, onProgress, worker: true });
      const restored = await restore && await model.restore(savedAs(model)).catch(async error => {
        await model.close();
        throw error;
      });
      await this.#replace(model);
      return restored;
    } finally {
      this.#opening = false;
    }
  }

  async #replace(model) {
    const previous = this.#model;
    this.#model = model;
    this.#trainer = null;
    this.#times = [];
    // An inference under way may finish on the old model before that is closed.
    await this.#running?.catch(() => {});
    await previous?.close();
  }

  /** The probabilities of all classes for one 28 x 28 image. */
  async classify(image) {
    const model = this.#model;
    const begin = performance.now();
    this.#running = model.run({ image });
    const { probabilities } = await this.#running;
    if (model !== this.#model) return probabilities;
    this.#times.push(performance.now() - begin);
    if (this.#times.length > Recent) this.#times.shift();
    return probabilities;
  }

  /** One trainer serves the model as long as it is open. */
  async trainer(options) {
    this.#trainer ??= await this.#model.trainer(options);
    return this.#trainer;
  }

  async save() {
    await this.#model.save(savedAs(this.#model));
  }
}

/** What was learned belongs to the network that learned it: a newly trained one, served here later, begins as it is. */
const savedAs = model => `indexeddb://digits ${model.id}`;
