const Arrays = {
  float32: Float32Array, float64: Float64Array, uint8: Uint8Array, int8: Int8Array,
  int32: Int32Array, int64: BigInt64Array,
};
const HeldBack = 0.1, MostHeldBack = 256;

/** The samples of the bundle: some to learn from, in an order that is drawn anew each time round, and some held back. */
export class Samples {
  #fields;
  #order = [];
  #next = 0;

  static async load() {
    const [description, bytes] = await Promise.all([
      fetch("./samples.json").then(answer => answer.json()), fetch("./samples.bin").then(answer => answer.arrayBuffer())]);
    return new Samples(description, bytes);
  }

  constructor({ count, fields }, bytes) {
    let at = 0;
    this.#fields = fields.map(({ name, type, length }) => {
      const array = Arrays[type], size = count * length * array.BYTES_PER_ELEMENT;
      const values = new array(bytes.slice(at, at += size));
      return { name, length, values };
    });
    const heldBack = Math.min(MostHeldBack, Math.ceil(count * HeldBack));
    this.learned = count - heldBack;
    this.heldBack = Array.from({ length: heldBack }, (_, i) => this.learned + i);
  }

  /** The next samples to learn from. */
  batch(size) {
    const indices = [];
    while (indices.length < size) {
      if (this.#next === this.#order.length) this.#shuffle();
      indices.push(this.#order[this.#next++]);
    }
    return this.take(indices);
  }

  /** Samples by their numbers, as typed arrays by name; of those names only, where some are given. */
  take(indices, names = null) {
    return Object.fromEntries(this.#fields.filter(({ name }) => names?.includes(name) ?? true).map(({ name, length, values }) => {
      const taken = new values.constructor(indices.length * length);
      indices.forEach((index, i) => taken.set(values.subarray(index * length, (index + 1) * length), i * length));
      return [name, taken];
    }));
  }

  /** The label of a sample: the last field, where it is one whole number. */
  label(index) {
    const { length, values } = this.#fields.at(-1);
    return length === 1 && Number.isInteger(Number(values[index])) ? Number(values[index]) : null;
  }

  #shuffle() {
    this.#order = Array.from({ length: this.learned }, (_, i) => i);
    for (let i = this.learned - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [this.#order[i], this.#order[j]] = [this.#order[j], this.#order[i]];
    }
    this.#next = 0;
  }
}
