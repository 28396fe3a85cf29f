import { augment } from "./augment.js";
import { Random } from "./random.js";
import { Side } from "./preprocess.js";

const Pixels = Side * Side;

/** Digits from the original training, so that learning a symbol does not forget them; null where the bundle has none. */
export async function loadReplay() {
  const answer = await fetch("./replay.bin");
  if (!answer.ok) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length < 4) return null;
  // The file: the number of images (uint32, little-endian), the images, a label byte for each.
  const count = new DataView(bytes.buffer).getUint32(0, true);
  if (count === 0 || bytes.length !== 4 + count * (Pixels + 1)) return null;
  return { count, images: bytes.subarray(4, 4 + count * Pixels), labels: bytes.subarray(4 + count * Pixels) };
}

/** Batches of which half are new samples, changed a little each time, and half replayed digits. */
export class Lesson {
  #symbols;
  #replay;
  #random;

  constructor(symbols, replay, seed = 1) {
    this.#symbols = symbols.filter(({ samples }) => samples.length > 0);
    this.#replay = replay;
    this.#random = new Random(seed);
  }

  next(size) {
    const image = new Uint8Array(size * Pixels), label = new Int32Array(size);
    for (let i = 0; i < size; i++) {
      const target = image.subarray(i * Pixels, (i + 1) * Pixels);
      label[i] = this.#replay && i % 2 === 1 ? this.#copyDigit(target) : this.#drawSample(target);
    }
    return { image, label };
  }

  #copyDigit(target) {
    const { count, images, labels } = this.#replay;
    const index = this.#random.below(count);
    target.set(images.subarray(index * Pixels, (index + 1) * Pixels));
    return labels[index];
  }

  #drawSample(target) {
    const { slot, samples } = this.#symbols[this.#random.below(this.#symbols.length)];
    augment(samples[this.#random.below(samples.length)], this.#random, target);
    return slot;
  }
}

/** Trains until the steps are done or the signal stops it; resolves to the number of steps taken. */
export async function train(trainer, lesson, { steps, batchSize, signal, onStep }) {
  for (let step = 0; step < steps; step++) {
    if (signal.aborted) return step;
    const { loss } = await trainer.step(lesson.next(batchSize));
    if (!Number.isFinite(loss)) throw new Error("The loss is no longer a number, so this training was given up.");
    onStep(step + 1, loss);
  }
  return steps;
}
