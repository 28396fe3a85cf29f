// Keeps the files of a bundle, so that its page opens with the network cut. Each bundle has its own, with its files and their hash.
// Addresses with a hash in them are answered from what is kept; for others the server is asked first, so that a page is always the
// one that is served now.

const version = "VERSION";
const files = "FILES";
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
  // Addresses with a hash in them never change; of the others the server is asked, whatever the browser still has.
  await cache.addAll(files.map(file => new Request(file, { cache: file.includes("?v=") ? "default" : "no-cache" })));
  await skipWaiting();
}

async function takeOver() {
  for (const name of await caches.keys())
    if (name.startsWith(prefix) && name !== prefix + version) await caches.delete(name);
  await clients.claim();
}

async function answer(request) {
  const cache = await caches.open(prefix + version);
  const kept = await cache.match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
  if (!kept || request.url.includes("?v=")) return kept ?? fetch(request);
  const late = new Promise(resolve => setTimeout(resolve, Patience, kept));
  return Promise.race([fetch(request).catch(() => kept), late]);
}
