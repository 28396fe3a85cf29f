import { BantamError } from "./errors.js";
import { checkInputs, elements, wrongLength } from "./tensors.js";
import { keep, recall } from "./storage.js";
import { Trainer } from "./trainer.js";
import { decodeWeights, encodeWeights } from "./weights.js";

/** A loaded model. */
export class Model {
  #engine;
  #manifest;
  #level;
  #trained = false;
  #untrained = null;

  constructor(engine, manifest, backend, threads) {
    this.#engine = engine;
    this.#manifest = manifest;
    this.#level = manifest.levels[backend];
    this.backend = backend;
    this.threads = threads;
    this.fused = engine.isFused;
    this.inputs = manifest.inputs;
    this.outputs = manifest.outputs;
    this.id = manifest.shards.map(({ sha256 }) => sha256.slice(0, 12)).join("-");
    this.codeBytes = manifest.runtime.bytes + this.#level.bytes;
    this.weightBytes = manifest.shards.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** The outputs for inputs, both by name. More samples than the bundle was compiled for run one batch after the other. */
  async run(inputs) {
    const given = checkInputs("run", this.inputs, inputs);
    const { runs } = this.#level;
    const exact = runs.find(run => this.inputs.every(({ name }) => run.inputs[name][1] === given[name].length));
    if (exact) return this.#call(exact, this.outputs, given);

    const [run] = runs;
    const roundsOf = ({ name }) => given[name].length / run.inputs[name][1];
    const isWhole = rounds => run.batch ? Number.isInteger(rounds) && rounds > 0 : rounds === 1;
    const wrong = this.inputs.find(input => !isWhole(roundsOf(input)));
    if (wrong) throw wrongLength(wrong, run.inputs[wrong.name][1], given[wrong.name], run.batch > 0);
    const [first] = this.inputs, other = this.inputs.find(input => roundsOf(input) !== roundsOf(first));
    if (other) {
      const samples = input => `${roundsOf(input) * run.batch} in '${input.name}'`;
      throw new BantamError("input", `All inputs take the same number of samples; there are ${samples(first)} and ${samples(other)}.`);
    }

    return this.#callInRounds(run, given, roundsOf(this.inputs[0]));
  }

  async #callInRounds(run, given, rounds) {
    const parts = [];
    for (let round = 0; round < rounds; round++) {
      const part = Object.entries(run.inputs).map(([name, [, length]]) => [name, given[name].subarray(round * length, (round + 1) * length)]);
      parts.push(this.#call(run, this.outputs, Object.fromEntries(part)));
    }
    const done = await Promise.all(parts);
    return Object.fromEntries(this.outputs.map(({ name }) => {
      const joined = new done[0][name].constructor(rounds * done[0][name].length);
      done.forEach((part, round) => joined.set(part[name], round * part[name].length));
      return [name, joined];
    }));
  }

  async #call({ name, inputs, outputs }, specs, given, extra = []) {
    const writes = [...extra, ...Object.entries(inputs).map(([input, [address]]) => [address, given[input]])];
    const read = await this.#exchange(writes, name, specs.map(spec => outputs[spec.name]));
    return Object.fromEntries(specs.map(({ name: output, type }, i) => [output, elements(type, read[i])]));
  }

  /** Trains the model that this is: what it learns shows in the next run. */
  async trainer(options) {
    const { learningRate, batchSize } = options ?? {};
    const { training } = this.#manifest;
    if (!training) throw new BantamError("training", "This bundle cannot train: compile it with training.");
    const { steps } = this.#level;
    const step = batchSize === undefined ? steps[0] : steps.find(({ batch }) => batch === batchSize);
    if (!step) {
      const sizes = steps.map(({ batch }) => batch).join(", ");
      throw new BantamError("training", `This bundle trains in batches of ${sizes}; ${batchSize} was asked for.`);
    }
    if (learningRate !== undefined && !training.learningRate)
      throw new BantamError("training", `The learning rate of this bundle is part of its code; ${learningRate} cannot be set.`);
    this.#untrained ??= await this.#optimizerState();
    return new Trainer(training, step, learningRate ?? this.#untrained.rate, (given, extra) => {
      this.#trained = true;
      return this.#call(step, training.outputs, given, extra);
    });
  }

  /** Keeps the weights, and the optimizer's state once there is one; "bytes:" returns them instead. */
  async save(to) {
    const kept = this.#manifest.variables.filter(({ optimizer }) => this.#trained || !optimizer);
    const values = await this.#exchange([], null, kept.map(({ address, bytes }) => [address, bytes]));
    return keep(to, encodeWeights(kept, values));
  }

  /** Takes kept weights back; resolves to whether there were any. */
  async restore(from) {
    const file = await recall(from);
    if (!file) return false;
    const { variables } = this.#manifest;
    const values = decodeWeights(variables, file);
    this.#untrained ??= await this.#optimizerState();
    await this.#exchange(variables.map(({ name, address, bytes }) => [address, values.get(name) ?? this.#untrained.values.get(name) ?? new Uint8Array(bytes)]), null, []);
    this.#trained = variables.some(({ name, optimizer }) => optimizer && values.has(name));
    return true;
  }

  /** What the optimizer begins with: the few values that are not zero, and the learning rate. */
  async #optimizerState() {
    const { variables, training } = this.#manifest;
    const own = variables.filter(({ optimizer }) => optimizer);
    const read = await this.#exchange([], null, own.map(({ address, bytes }) => [address, bytes]));
    const values = new Map(own.flatMap(({ name }, i) => read[i].some(byte => byte !== 0) ? [[name, read[i]]] : []));
    const at = own.findIndex(({ address }) => address === training?.learningRate);
    return { values, rate: at < 0 ? undefined : elements("float32", read[at])[0] };
  }

  /** Frees the memory and ends the worker. */
  async close() {
    this.#engine?.close?.();
    this.#engine = null;
  }

  async #exchange(writes, name, reads) {
    if (!this.#engine) throw new BantamError("closed", "The model is closed; load it again.");
    return this.#engine.exchange(writes, name, reads);
  }
}

