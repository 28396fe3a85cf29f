import { BantamError } from "./errors.js";
import { bytesOf, checkInputs, wrongLength } from "./tensors.js";

/** Training steps of one batch size. */
export class Trainer {
  #training;
  #step;
  #call;

  constructor(training, step, learningRate, call) {
    this.#training = training;
    this.#step = step;
    this.#call = call;
    this.batchSize = step.batch;
    this.inputs = training.inputs;
    /** May be changed between steps. */
    this.learningRate = learningRate;
  }

  /** One step on a batch; resolves to the loss, and what else the step computes, by name. */
  async step(inputs) {
    const given = checkInputs("step", this.inputs, inputs);
    for (const spec of this.inputs) {
      const wanted = this.#step.inputs[spec.name][1];
      if (given[spec.name].length !== wanted) throw wrongLength(spec, wanted, given[spec.name]);
    }
    const results = await this.#call(given, this.#rate());
    for (const { name, shape } of this.#training.outputs) if (shape.length === 0) [results[name]] = results[name];
    if (typeof results.loss === "number" && !Number.isFinite(results.loss)) {
      const rate = this.learningRate === undefined ? "" : ` at a learning rate of ${this.learningRate}`;
      throw new BantamError("training",
        `The loss must be a finite number; it is ${results.loss}${rate}. Lower the learning rate, or look for extreme values in the data.`);
    }
    return results;
  }

  #rate() {
    const rate = this.learningRate;
    if (rate === undefined) return [];
    if (!Number.isFinite(rate) || rate < 0) throw new BantamError("training", `The learning rate is a number from 0 on; this is ${rate}.`);
    return [[this.#training.learningRate, bytesOf(Float32Array.of(rate))]];
  }
}
