import { BantamError } from "./errors.js";
import { bytesOf, checkInputs, samplesIn } from "./tensors.js";

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

  /**
   * One step on a batch; resolves to the loss, and what else the step computes, by name. Fewer samples are repeated in turn until the
   * batch is full: where that comes out even, the gradient is theirs.
   */
  async step(inputs) {
    const given = checkInputs("step", this.inputs, inputs);
    const samples = samplesIn(this.inputs, this.#step, given);
    if (samples > this.batchSize)
      throw new BantamError(
        "input",
        `A step of this bundle takes up to ${this.batchSize} samples; ${samples} were given. Call it for each part of them, or compile `
          + "the bundle with a larger training batch.");
    const whole = ({ name }) => [name, repeated(given[name], this.#step.inputs[name][1])];
    const results = await this.#call(Object.fromEntries(this.inputs.map(whole)), this.#rate());
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

function repeated(bytes, length) {
  if (bytes.length === length) return bytes;
  const whole = new Uint8Array(length);
  for (let at = 0; at < length; at += bytes.length) whole.set(bytes.subarray(0, length - at), at);
  return whole;
}
