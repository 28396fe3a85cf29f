import { BantamError } from "./errors.js";
import { kinds, memoryOf } from "./levels.js";
import { filler } from "./winograd.js";

// Places in the barrier block, as integers from the start of memory; the module's own barrier has the first two.
const Round = 16;
const Order = 32;
const Spins = 5000; // looks at the next round before a thread sleeps

/** A model's memory and code in this thread: all that the page asks of it is one kind of exchange. */
export class Engine {
  #functions;
  #bytes;
  #control;
  #threads;
  #checks;
  #fill;

  /**
   * Makes the memory, unless it is given. While the weights are on their way a first run, on zeros, has the browser compile what
   * runs will need; what it did to the variables is undone.
   */
  static async start({ kind, code, bytes, memory = memoryOf(kind, bytes), threads = 1, first, variables, checks, transforms }) {
    const engine = new Engine();
    const { functions, buffer, isFused } = await kinds[kind].open(code, memory);
    engine.#functions = functions;
    engine.#bytes = new Uint8Array(buffer);
    engine.#control = new Int32Array(buffer, 0, 64);
    engine.#threads = threads;
    engine.#checks = checks;
    engine.#fill = filler(engine.#bytes, transforms);
    /** Whether a multiply-add rounds once here, as it does on .NET. */
    engine.isFused = isFused;
    if (threads === 1) {
      engine.#run(first);
      engine.#outside(first); // zeros may lead to indices that the model's inputs never do
      for (const { address, bytes } of variables) engine.#bytes.fill(0, address, address + bytes);
    }
    return engine;
  }

  /** Puts pieces of one file of weights in the memory, and gives back the bytes that they are parts of. */
  fill(pieces) {
    this.#fill(pieces);
    return [new Uint8Array(pieces[0][1].buffer)];
  }

  /** Writes bytes to addresses, runs a function if one is named, and returns what then lies at other addresses. */
  exchange(writes, name, reads) {
    for (const [address, bytes] of writes) this.#bytes.set(bytes, address);
    if (name) {
      this.#run(name);
      const error = this.#outside(name);
      if (error) throw error;
    }
    return reads.map(([address, length]) => this.#bytes.slice(address, address + length));
  }

  /** Functions that several threads share take (thread, threads) and return when all are done; others take nothing. */
  #run(name) {
    const run = this.#functions[name];
    if (run.length === 0) return run();
    if (this.#threads > 1) {
      Atomics.store(this.#control, Order, Object.keys(this.#functions).indexOf(name));
      Atomics.add(this.#control, Round, 1);
      Atomics.notify(this.#control, Round);
    }
    return run(0, this.#threads);
  }

  /** The error of the first kernel that noted down an index outside of its axis; the next run begins without any. */
  #outside(name) {
    const errors = this.#checks[name].flatMap(([address, where, size]) => {
      const [flag, index] = new BigInt64Array(this.#bytes.buffer, address, 2);
      if (!flag) return [];
      this.#bytes.fill(0, address, address + 8);
      return [new BantamError(
        "index", `${where}: index ${index} is outside an axis of size ${size}; its indices are ${-size} to ${size - 1}.`)];
    });
    return errors[0];
  }

  /** As another thread, takes part in what thread 0 runs, until the worker ends. */
  follow(thread) {
    const functions = Object.values(this.#functions);
    for (let seen = 0; ; seen++) {
      for (let i = 0; i < Spins && Atomics.load(this.#control, Round) === seen; i++);
      Atomics.wait(this.#control, Round, seen);
      functions[Atomics.load(this.#control, Order)](thread, this.#threads);
    }
  }
}
