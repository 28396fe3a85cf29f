import { BantamError } from "./errors.js";
import { checkInputs, elements, isBatched, samplesIn } from "./tensors.js";
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

  constructor(engine, manifest, backends, backend, threads) {
    this.#engine = engine;
    this.#manifest = manifest;
    this.#level = manifest.levels[backend];
    this.backends = backends;
    this.backend = backend;
    this.threads = threads;
    this.fused = engine.isFused;
    this.inputs = manifest.inputs;
    this.outputs = manifest.outputs;
    this.vision = manifest.vision;
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

    return this.#callInRounds(runs[0], given, samplesIn(this.inputs, runs[0], given));
  }

  /**
   * The last round is filled up with its last sample, whose results are left out then; where samples meet in the model there are no
   * rounds.
   */
  async #callInRounds(run, given, samples) {
    const { mixes } = this.#manifest;
    if (mixes) {
      const sizes = this.#level.runs.map(({ batch }) => batch).join(" or ");
      throw new BantamError(
        "input", `The model computes with all samples at once (${mixes}), so run takes ${sizes} of them; ${samples} were given.`);
    }
    const single = this.outputs.find(output => !isBatched(output));
    if (single)
      throw new BantamError(
        "input", `The output '${single.name}' is one of all samples, so run takes ${run.batch} of them at once; ${samples} were given.`);
    const parts = [];
    for (let first = 0; first < samples; first += run.batch) {
      const part = this.inputs.map(input => {
        const [, length] = run.inputs[input.name];
        const values = given[input.name];
        return [input.name, isBatched(input) ? piece(values, first / run.batch * length, length, length / run.batch) : values];
      });
      parts.push(this.#call(run, this.outputs, Object.fromEntries(part)));
    }
    const done = await Promise.all(parts);
    return Object.fromEntries(this.outputs.map(({ name }) => {
      const ofSample = done[0][name].length / run.batch;
      const joined = new done[0][name].constructor(samples * ofSample);
      done.forEach((part, round) => {
        const first = round * run.batch;
        joined.set(part[name].subarray(0, (samples - first) * ofSample), first * ofSample);
      });
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
    const valueOf = ({ name, bytes }) => values.get(name) ?? this.#untrained.values.get(name) ?? new Uint8Array(bytes);
    await this.#exchange(variables.map(variable => [variable.address, valueOf(variable)]), null, []);
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

/** So many bytes from a place on, with the last sample again behind the end: other numbers might be none that the model takes. */
function piece(bytes, start, length, sample) {
  const part = bytes.subarray(start, start + length);
  if (part.length === length) return part;
  const whole = new Uint8Array(length);
  whole.set(part);
  for (let at = part.length; at < length; at += sample) whole.copyWithin(at, part.length - sample, part.length);
  return whole;
}
