// Keeps the files of a bundle, so that its page opens with the network cut. Each bundle has its own, with its files and their hash.
// Addresses with a hash in them are answered from what is kept. For others the server is asked first, so that a page is the one that
// is served now, and what is kept answers only where the server fails or does not answer in time.

const version = "VERSION";
const files = "FILES"; // addresses, each with the digest of what is there where the address has a hash in it
// Bundles in other folders of the same origin have caches of their own.
const prefix = `bantam ${registration.scope} `;
const Patience = 3000; // milliseconds for a server that neither answers nor fails

addEventListener("install", event => event.waitUntil(fill()));
addEventListener("activate", event => event.waitUntil(takeOver()));
addEventListener("fetch", event => {
  if (event.request.method === "GET" && event.request.url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});

async function fill() {
  const cache = await caches.open(prefix + version);
  await Promise.all(files.map(([file, integrity]) => integrity ? addExactly(cache, file, integrity)
    // Whatever the browser still has, the server is asked.
    : cache.add(new Request(file, { cache: "no-cache" }))));
  await skipWaiting();
}

/** What is kept under an address with a hash is never asked for again, so it has to be right; the browser's own copy may not be. */
async function addExactly(cache, file, integrity) {
  const add = mode => cache.add(new Request(file, { integrity, cache: mode }));
  await add("default").catch(() => add("reload"));
}

async function takeOver() {
  for (const name of await caches.keys())
    if (name.startsWith(prefix) && name !== prefix + version) await caches.delete(name);
  await clients.claim();
}

async function answer(request) {
  if (request.cache === "reload") return fetch(request);
  const cache = await caches.open(prefix + version);
  const kept = await cache.match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
  if (!kept || (request.mode !== "navigate" && request.url.includes("?v="))) return kept ?? fetch(request);
  const late = new Promise(resolve => setTimeout(resolve, Patience, kept));
  return Promise.race([fetch(request).then(served => isAnswer(served) ? served : kept, () => kept), late]);
}

/** A redirection of a page is one too, which the browser follows itself and a worker may not look into. */
const isAnswer = ({ ok, type }) => ok || type === "opaqueredirect";
