import { Engine } from "./engine.js";
import { BantamError } from "./errors.js";

const Name = "bantam";

/** In a worker that this module started itself, answers the page; anywhere else does nothing. */
export function serveIfWorker() {
  if (typeof WorkerGlobalScope === "undefined" || !(self instanceof WorkerGlobalScope) || self.name !== Name) return;
  let engine;
  self.onmessage = async ({ data: { id, start, fill, exchange } }) => {
    try {
      if (exchange || fill) {
        const answer = exchange ? engine.exchange(...exchange) : engine.fill(fill);
        self.postMessage({ id, answer }, answer.map(bytes => bytes.buffer));
      } else {
        engine = await Engine.start(start);
        self.postMessage({ id, answer: engine.isFused });
        if (start.thread > 0) engine.follow(start.thread);
      }
    } catch (error) {
      self.postMessage({ id, error: error.message, code: error instanceof BantamError ? error.code : undefined });
    }
  };
}
