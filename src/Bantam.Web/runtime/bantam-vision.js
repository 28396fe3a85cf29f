// What pages do with models that look at pictures: a module of its own beside bantam.js, in bundles that say what pictures become.

export { classify, detect } from "./looking.js";
export { toDetections } from "./detectors.js";
export { draw, paletteColour } from "./drawing.js";
export { toInput } from "./fit.js";
export { nonMaxSuppression } from "./suppression.js";
