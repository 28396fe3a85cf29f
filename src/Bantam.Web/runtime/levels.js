import { javascript } from "./javascript.js";
import { wasm } from "./wasm.js";

/** How the code of a level is run, by the kind that the manifest names, the fastest first. */
export const kinds = { wasm, js: javascript };

/** The backends that this browser really has, the fastest first. */
export async function backends() {
  return Object.values(kinds).flatMap(kind => kind.levels());
}
