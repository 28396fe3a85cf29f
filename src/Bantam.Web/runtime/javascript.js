import { BantamError, because } from "./errors.js";

/** The level that is a module of plain JavaScript. */
export const javascript = {
  levels: () => ["js"],

  /** Pages may forbid code that is made of a string, so it is imported from where its checked bytes came from. */
  compile: ({ url }) => url.href,

  memory: bytes => new ArrayBuffer(bytes),

  async open(url, memory) {
    // Bundlers leave the import alone where it is told so in the joined module.
    const module = await import(url).catch(error => {
      throw new BantamError("backend", `This browser cannot run the model's code: ${because(error)}`, error);
    });
    return { functions: module.default(memory), buffer: memory, isFused: false };
  },
};
