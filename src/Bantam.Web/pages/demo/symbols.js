// What was taught, kept in this browser: each symbol is { slot, name, samples, trained }, where slot is its class in the
// network's output and samples are 28 x 28 byte images. The learned weights are kept by the network itself.

export const Digits = 10;
const Database = "bantam-draw-a-digit";
const Table = "symbols";

export class Symbols {
  #database = null;
  #bySlot = new Map();

  /** Opens the browser's store and reads it. Without one (a private window may refuse) everything lasts until reload. */
  async open() {
    const request = indexedDB.open(Database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(Table, { keyPath: "slot" });
    this.#database = await settled(request);
    for (const symbol of await settled(this.#table("readonly").getAll())) this.#bySlot.set(symbol.slot, symbol);
  }

  get all() {
    return [...this.#bySlot.values()].sort((a, b) => a.slot - b.slot);
  }

  get trained() {
    return this.all.filter(symbol => symbol.trained);
  }

  find(name) {
    return this.all.find(symbol => symbol.name === name);
  }

  /** A new, empty symbol: a digit takes its own class, anything else the first free one; null when none is free. */
  create(name, classes) {
    let slot = /^[0-9]$/.test(name) ? Number(name) : Digits;
    while (slot < classes && this.#bySlot.has(slot)) slot++;
    return slot < classes ? { slot, name, samples: [], trained: false } : null;
  }

  /** Keeps the symbol; rejects when the browser cannot store it, yet it stays in the page until reload. */
  async put(symbol) {
    this.#bySlot.set(symbol.slot, symbol);
    await this.#write(table => table.put(symbol));
  }

  async remove(symbol) {
    this.#bySlot.delete(symbol.slot);
    await this.#write(table => table.delete(symbol.slot));
  }

  async clear() {
    this.#bySlot.clear();
    await this.#write(table => table.clear());
  }

  async #write(change) {
    if (!this.#database) return;
    const table = this.#table("readwrite");
    change(table);
    // A full disk shows only when the transaction ends, not when the request does.
    await new Promise((resolve, reject) => {
      table.transaction.oncomplete = resolve;
      table.transaction.onabort = () => reject(table.transaction.error);
    });
  }

  #table(mode) {
    return this.#database.transaction(Table, mode).objectStore(Table);
  }
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
