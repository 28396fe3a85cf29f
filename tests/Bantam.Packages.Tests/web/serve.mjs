// serve.mjs FOLDER [BUILT]: serves a folder as Vite does while somebody works on it, or what Vite built of it, and prints where.

import { createServer, preview } from "vite";

const [root, built] = process.argv.slice(2), at = { host: "127.0.0.1", port: 5190 + Math.floor(Math.random() * 400) };
const server = built ? await preview({ root, preview: at }) : await createServer({ root, server: at, logLevel: "error" });
if (!built) await server.listen();
console.log(`Serving at ${server.resolvedUrls.local[0]}`);
