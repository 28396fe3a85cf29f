// The runtime of a bundle. Its modules are joined to one file, bantam.js, when a bundle is written; these run as they are, too.

export { BantamError } from "./errors.js";
export { imageInput, pixelsOf } from "./image.js";
export { backends } from "./levels.js";
export { load } from "./load.js";
