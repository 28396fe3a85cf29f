import { BantamError, because } from "./errors.js";
import { memoryOf } from "./levels.js";
import { openWorker } from "./parts.js";
import { remedy } from "./policy.js";

/** An engine in a worker, or in several that share one memory. */
export class RemoteEngine {
  #workers = [];
  #waiting = new Map();
  #id = 0;
  #failed = null;

  constructor() {
    this.#add();
  }

  /** Has so many workers start, which takes as long as a download. */
  open(threads) {
    while (this.#workers.length < threads) this.#add();
  }

  /** Resolves when all threads are ready. */
  async start(given) {
    const { kind, bytes, threads } = given;
    const memory = threads > 1 ? memoryOf(kind, bytes, true) : undefined;
    const answers = this.#workers.map((worker, thread) => this.#ask(worker, { start: { ...given, memory, thread } }));
    [this.isFused] = await Promise.all(answers);
  }

  /** Puts pieces of one file of weights in the memory; the bytes that they are parts of travel there and back. */
  fill(pieces) {
    return this.#ask(this.#workers[0], { fill: pieces }, [pieces[0][1].buffer]);
  }

  exchange(writes, name, reads) {
    // Copies that the worker then owns: the caller's arrays stay as they are, and of a view only its own bytes travel.
    const copies = writes.map(([address, bytes]) => [address, bytes.slice()]);
    return this.#ask(this.#workers[0], { exchange: [copies, name, reads] }, copies.map(([, bytes]) => bytes.buffer));
  }

  close() {
    this.#end(new BantamError("closed", "The model was closed before this was done."));
  }

  #add() {
    let worker;
    try {
      worker = openWorker();
    } catch (error) {
      throw new BantamError("worker", `No worker can be started here: ${because(error)} Load the model with worker: false.`, error);
    }
    worker.onmessage = ({ data: { id, answer, error, code } }) => {
      if (code === "index") this.#waiting.get(id)?.reject(new BantamError(code, error));
      else if (error !== undefined) this.#fail(error);
      this.#waiting.get(id)?.resolve(answer);
      this.#waiting.delete(id);
    };
    worker.onerror = async ({ message }) => this.#fail(message || await remedy("worker") || "It could not be started.");
    this.#workers.push(worker);
  }

  #ask(worker, message, transfer) {
    if (this.#failed) return Promise.reject(this.#failed);
    const id = this.#id++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...message }, transfer);
    });
  }

  /** One thread that fails would leave the others waiting for it, so all of them end. */
  #fail(reason) {
    this.#end(new BantamError("worker", `The model's worker ended: ${because(reason)}`));
  }

  #end(error) {
    this.#failed ??= error;
    for (const worker of this.#workers) worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(this.#failed);
    this.#waiting.clear();
  }
}
