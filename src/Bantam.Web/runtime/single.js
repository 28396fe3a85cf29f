// In the place of parts.js, for a bundle in one file: the file itself has all parts.

import { Engine } from "./engine.js";

const Name = "bantam";
const files = "BUNDLE FILES"; // the manifest as an object, the others in base 64
const workerCode = "BUNDLE WORKER";

/** An address for messages: there is no manifest elsewhere. */
export const ownManifest = new URL("bantam:/model.json");

export const locate = (name, manifest) => manifest.href === ownManifest.href
  ? new URL(name.endsWith(".js") ? `data:text/javascript;base64,${files[name]}` : `bantam:/${name}`)
  : new URL(name, manifest);

/** The content of a file, as a Response has it. */
export function embedded(name, manifest) {
  if (manifest.href !== ownManifest.href) return undefined;
  const content = files[name];
  return typeof content === "string" ? Uint8Array.from(atob(content), letter => letter.charCodeAt(0)) : JSON.stringify(content);
}

export const engineClass = async () => Engine;

export function openWorker() {
  const blob = URL.createObjectURL(new Blob([workerCode], { type: "text/javascript" }));
  const worker = new Worker(blob, { name: Name });
  setTimeout(() => URL.revokeObjectURL(blob), 60_000);
  return worker;
}
