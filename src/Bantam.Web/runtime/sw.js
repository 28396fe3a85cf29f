// Keeps the files of a bundle, so that its page opens with the network cut. Each bundle has its own, with its files and their hash.

const version = "VERSION";
const files = "FILES";
// Bundles in other folders of the same origin have caches of their own.
const prefix = `bantam ${registration.scope} `;

addEventListener("install", event => event.waitUntil(fill()));
addEventListener("activate", event => event.waitUntil(takeOver()));
addEventListener("fetch", event => {
  if (event.request.method === "GET" && event.request.url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});

async function fill() {
  const cache = await caches.open(prefix + version);
  // Addresses with a hash in them never change; of the others the server is asked, whatever the browser still has.
  await cache.addAll(files.map(file => new Request(file, { cache: file.includes("?v=") ? "default" : "no-cache" })));
}

/** A new version starts once no page of the old one is open, so a page never mixes files of two. */
async function takeOver() {
  for (const name of await caches.keys())
    if (name.startsWith(prefix) && name !== prefix + version) await caches.delete(name);
  await clients.claim();
}

async function answer(request) {
  const cache = await caches.open(prefix + version);
  const options = { ignoreVary: true, ignoreSearch: request.mode === "navigate" };
  return await cache.match(request, options) ?? fetch(request);
}
