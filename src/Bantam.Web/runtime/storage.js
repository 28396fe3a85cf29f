import { BantamError, because } from "./errors.js";

const Database = "bantam";
const Table = "models";
const PieceBytes = 32 << 20;
const places = 'use "indexeddb://name", "download://name" or "bytes:"';

/** Puts a file where an address says; of "bytes:" returns it. */
export async function keep(address, file) {
  const [scheme, name] = parse(address);
  if (scheme === "bytes") return file;
  if (scheme === "download") return download(`${name}.safetensors`, file);
  if (scheme === "indexeddb") return access("readwrite", table => put(table, name, file));
  throw new BantamError("storage", `'${address}' is not a place to save to; ${places}.`);
}

/** The file at an address, or in an array, a buffer or a blob; nothing where there is none. */
export async function recall(from) {
  if (from instanceof Uint8Array) return from;
  if (from instanceof ArrayBuffer) return from.detached ? new Uint8Array() : new Uint8Array(from);
  if (from instanceof Blob) return new Uint8Array(await from.arrayBuffer());
  const [scheme, name] = parse(from);
  if (scheme !== "indexeddb")
    throw new BantamError(
      "storage", `'${from}' is not a place to restore from; use "indexeddb://name", or the saved bytes or file itself.`);
  return access("readonly", table => get(table, name));
}

/** Browsers limit what a record holds, Chromium to 133 MB; so a file is a record of its length, and its pieces one record each. */
function put(table, name, file) {
  table.delete(IDBKeyRange.bound([name], [name, []]));
  for (let at = 0; at < file.length; at += PieceBytes) table.put(file.slice(at, at + PieceBytes), [name, at / PieceBytes]);
  table.put({ bytes: file.length }, name);
  return () => undefined;
}

/** A file whose pieces are asked for; what was saved in one record is read as well. */
function get(table, name) {
  const pieces = [], whole = table.get(name);
  whole.onsuccess = () => {
    for (let at = 0; at < whole.result?.bytes; at += PieceBytes) pieces.push(table.get([name, at / PieceBytes]));
  };
  return () => {
    if (!whole.result || whole.result instanceof Uint8Array) return whole.result;
    const file = new Uint8Array(whole.result.bytes);
    pieces.forEach((piece, i) => file.set(piece.result, i * PieceBytes));
    return file;
  };
}

function parse(address) {
  const [, scheme, name] = /^(\w+):(?:\/\/(.+))?$/.exec(address) ?? [];
  return scheme === "bytes" || name ? [scheme, name] : [];
}

function download(name, file) {
  if (!globalThis.document) throw new BantamError("storage", `A worker cannot download; ${places}.`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function access(mode, act) {
  let database;
  try {
    database = await open();
    const table = database.transaction(Table, mode).objectStore(Table);
    const result = act(table);
    // A full disk shows only when the transaction ends, not when the request does.
    await new Promise((resolve, reject) => {
      table.transaction.oncomplete = resolve;
      table.transaction.onabort = () => reject(table.transaction.error);
    });
    return result();
  } catch (error) {
    if (error?.name !== "QuotaExceededError")
      throw new BantamError("storage", `The browser's storage cannot be used: ${because(error)}`, error);
    const text = "The browser's storage quota for this page is exhausted; nothing was saved, and what was saved before is kept.";
    throw new BantamError("quota", text, error);
  } finally {
    database?.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(Database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(Table);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
