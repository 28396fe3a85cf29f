// The part of the runtime that computes, as a file of its own: the script of the workers that bantam.js starts, and a module for those
// who load a model without one.

import { Engine } from "./engine.js";
import { serveIfWorker } from "./serving.js";

export { Engine } from "./engine.js";

serveIfWorker();
