const PageBytes = 65536;

// The smallest modules that use an instruction of each level; a browser that validates one has the level.
const start = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0];
const splat = [65, 0, 253, 17]; // i32.const 0, i32x4.splat
const drop = [26, 11];
const probes = {
  "wasm-relaxed": [...start, 10, 20, 1, 18, 0, ...splat, ...splat, ...splat, 253, 133, 2, ...drop], // f32x4.relaxed_madd
  "wasm-simd": [...start, 10, 9, 1, 7, 0, ...splat, ...drop],
  "wasm-mvp": [...start, 10, 4, 1, 2, 0, 11],
};

/** Levels that are a module of WebAssembly. */
export const wasm = {
  levels: () => typeof WebAssembly !== "object" ? []
    : Object.keys(probes).filter(name => WebAssembly.validate(Uint8Array.from(probes[name]))),

  /** The same code runs on one thread and on many; only the byte that says how it imports its memory differs. */
  compile({ code, level: { memoryFlag }, isShared }) {
    if (isShared) code[memoryFlag] = 3;
    return WebAssembly.compile(code);
  },

  memory(bytes, isShared) {
    const pages = bytes / PageBytes;
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: isShared });
  },

  async open(module, memory) {
    const { fused, ...functions } = (await WebAssembly.instantiate(module, { env: { memory } })).exports;
    return { functions, buffer: memory.buffer, isFused: fused?.() === 1 };
  },
};
