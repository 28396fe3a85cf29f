// Where the other parts of a bundle are. Bundlers find files by addresses that stand in a module as these do, so that the addresses of
// a bundle's files are written here when it is compiled; a bundle in one file has single.js in the place of this module.

const Name = "bantam";
const files = "BUNDLE FILES";

/** The manifest of the bundle that this module belongs to. */
export const ownManifest = new URL("./model.json", import.meta.url);

/** Where a file is that a manifest names: beside that, under the name that it has there or that a bundler gave it. */
export const locate = (name, manifest) => manifest.href === ownManifest.href && files[name] || new URL(name, manifest);

/** The content of a file that the code has in itself: none has any here. */
export const embedded = () => undefined;

/** The class of engines in this thread. */
export const engineClass = async () => (await import("./bantam-worker.js")).Engine;

/** Starts a worker, which computes. */
export function openWorker() {
  const url = new URL("./bantam-worker.js", import.meta.url);
  if (url.origin === globalThis.origin) return new Worker(url, { type: "module", name: Name });
  // A script of another origin may be imported by a worker, but not be one; a page in a sandbox has an origin of its own, where browsers
  // start no modules as workers.
  const code = `const early = [];
    self.onmessage = event => early.push(event);
    import(${JSON.stringify(url.href)}).then(
      () => early.forEach(event => self.onmessage(event)), error => setTimeout(() => { throw error; }));`;
  return workerOf(code, { name: Name });
}

/** A worker of a script that is here. */
function workerOf(code, options) {
  const blob = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(blob, options);
  setTimeout(() => URL.revokeObjectURL(blob), 60_000);
  return worker;
}
