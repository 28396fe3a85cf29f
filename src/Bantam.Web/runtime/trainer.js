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
    const { learningRate: address, outputs } = this.#training;
    const rate = this.learningRate === undefined ? [] : [[address, bytesOf(Float32Array.of(this.learningRate))]];
    const results = await this.#call(given, rate);
    for (const { name, shape } of outputs) if (shape.length === 0) [results[name]] = results[name];
    return results;
  }
}
