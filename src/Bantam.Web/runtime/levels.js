// The smallest modules that use an instruction of each level; a browser that validates one has the level.

const start = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0];
const splat = [65, 0, 253, 17]; // i32.const 0, i32x4.splat
const drop = [26, 11];
const probes = {
  "wasm-relaxed": [...start, 10, 20, 1, 18, 0, ...splat, ...splat, ...splat, 253, 133, 2, ...drop], // f32x4.relaxed_madd
  "wasm-simd": [...start, 10, 9, 1, 7, 0, ...splat, ...drop],
};

/** The backends that this browser really has, the fastest first. */
export async function backends() {
  if (typeof WebAssembly !== "object") return [];
  return Object.keys(probes).filter(name => WebAssembly.validate(Uint8Array.from(probes[name])));
}
