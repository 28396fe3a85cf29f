// Classic scripts, loaded once each from this folder.

const loaded = new Map();

export const urlOf = path => new URL(path, import.meta.url).href;

export function loadScript(path) {
  if (!loaded.has(path)) loaded.set(path, insert(path));
  return loaded.get(path);
}

function insert(path) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = urlOf(path);
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${path} could not be loaded: run 'npm ci' in benchmarks/peers/web.`));
    document.head.append(script);
  });
}
