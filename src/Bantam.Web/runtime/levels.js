import { BantamError, because } from "./errors.js";
import { javascript } from "./javascript.js";
import { wasm } from "./wasm.js";

/** How the code of a level is run, by the kind that the manifest names, the fastest first. */
export const kinds = { wasm, js: javascript };

/** The backends that this browser really has, the fastest first. */
export async function backends() {
  return Object.values(kinds).flatMap(kind => kind.levels());
}

/** Memory that does not grow. */
export function memoryOf(kind, bytes, isShared = false) {
  try {
    return kinds[kind].memory(bytes, isShared);
  } catch (error) {
    throw new BantamError("memory", `The model needs ${bytes} bytes of memory, which this browser does not give: ${because(error)}`, error);
  }
}
