// What a page's Content-Security-Policy forbids, named with the line that allows it.

import { because } from "./errors.js";

const Patience = 200; // milliseconds in which a browser reports what it refused

const rules = {
  worker: {
    directive: /^(worker|child)-src/,
    fix: "worker-src 'self'",
    other: " (with blob: where bantam.js comes from another origin or is the only file), or load the model with worker: false",
  },
  connect: { directive: /^connect-src/, fix: "connect-src 'self'", other: "" },
  wasm: { fix: "script-src 'self' 'wasm-unsafe-eval'", other: ', or load the model with backend: "js" where the bundle has it' },
};
const refused = [];
globalThis.addEventListener?.("securitypolicyviolation", event => refused.push(event));

/** What to add to the page's policy, once that has refused such a thing; nothing where it has not. */
export async function remedy(kind) {
  const { directive } = rules[kind];
  for (let waited = 0; waited <= Patience; waited += 20) {
    if (refused.some(event => directive.test(event.effectiveDirective))) return sentence(kind);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return undefined;
}

/** Why a module of WebAssembly is not compiled: a browser that refuses the one with nothing in it was told to. */
export const compilerRemedy = error =>
  WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(() => because(error), () => sentence("wasm"));

const sentence = kind =>
  `The page's Content-Security-Policy forbids it: add ${rules[kind].fix} to the policy${rules[kind].other}.`;
