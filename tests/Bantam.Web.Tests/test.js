// What the tests' pages share; evaluated in a page, it returns these as one object.

export class TestRandom {
  #state;

  constructor(seed) {
    this.#state = seed;
  }

  byte() {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return this.#state >>> 24;
  }

  bytes(count) {
    return Uint8Array.from({ length: count }, () => this.byte());
  }
}

export const pixels = 784;

export function batch(random, size) {
  return { image: random.bytes(size * pixels), label: Int32Array.from({ length: size }, () => random.byte() % 10) };
}

export const bits = floats => Array.from(new Uint32Array(floats.buffer, floats.byteOffset, floats.length));

export const base64 = bytes => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/** The message of the error that an action ends in. */
export async function failure(act) {
  try {
    await act();
  } catch (error) {
    return { isError: error instanceof Error, name: error.name, code: error.code ?? "", message: error.message };
  }
  return { isError: false, name: "", code: "", message: "nothing was thrown" };
}
