/**
 * The type of a tensor's elements: float32 is a Float32Array, int64 a BigInt64Array, bool a Uint8Array of 0 and 1, and so on. Of float16
 * and bfloat16 the bits are in a Uint16Array; float16 is also taken as a Float16Array.
 */
export type ElementType =
  | "float32" | "float64" | "float16" | "bfloat16" | "bool"
  | "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "int64";

/** The elements of a tensor, row by row. */
export type TensorArray =
  | Float32Array | Float64Array | Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array
  | BigInt64Array;

/** "wasm-relaxed" is WebAssembly with relaxed SIMD, "wasm-simd" with SIMD-128, "wasm-mvp" without either, "js" plain JavaScript. */
export type Backend = "wasm-relaxed" | "wasm-simd" | "wasm-mvp" | "js";

/** An input or an output. A dimension is a number, or "batch" where a call may have any number of samples. */
export interface TensorInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
  /** Of an input that takes the numbers of classes, how many there are; others are refused. */
  readonly classes?: number;
  /** Of an output that has a score for each class, their names, where the model knows them. */
  readonly labels?: readonly string[];
}

export interface LoadOptions {
  /** "auto", the default, takes the fastest that this browser and the bundle both have, "wasm" the fastest of WebAssembly. */
  backend?: "auto" | "wasm" | Backend;
  /** Threads in workers, where the page is cross-origin isolated and the model is large enough to share; else one. */
  threads?: "auto" | number;
  /** True, the default where there are workers, keeps the work off the calling thread. */
  worker?: boolean;
  /** The parsed model.json, where the page has it already; its files are still found from the address. */
  manifest?: object;
  /** Called with the share of the download that is done, 0 to 1. */
  onProgress?(share: number): void;
}

export interface TrainerOptions {
  /** Left out, the one that the bundle was compiled with. */
  learningRate?: number;
  /** One that the bundle was compiled for; left out, the first of them. */
  batchSize?: number;
}

export interface Trainer {
  readonly batchSize: number;
  readonly inputs: readonly TensorInfo[];
  /** May be changed between steps; undefined where the rate is part of the bundle's code. */
  learningRate?: number;
  /**
   * One step on a batch of up to batchSize samples; fewer are repeated in turn until it is full. Scalars among the results, such as the
   * loss, are numbers; a loss that is none is an error.
   */
  step(inputs: Record<string, TensorArray>): Promise<{ loss: number } & Record<string, number | TensorArray>>;
}

export interface Model {
  readonly backend: Backend;
  /** Those that this browser and the bundle both have, the fastest first. */
  readonly backends: readonly Backend[];
  readonly threads: number;
  /** Whether multiply-adds round once here, so that results have the same bits as on .NET. */
  readonly fused: boolean;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** What the bundle says of pictures, for bantam-vision.js; undefined where it says nothing. */
  readonly vision?: object;
  /** Bytes of code, uncompressed: bantam.js and the module of the backend. */
  readonly codeBytes: number;
  readonly weightBytes: number;
  /** Names the weights as they were shipped: equal for equal ones. */
  readonly id: string;
  /** The outputs by name; the inputs stay the caller's. Several samples may be given one after the other in the arrays. */
  run(inputs: Record<string, TensorArray>): Promise<Record<string, TensorArray>>;
  /** Trains this model; what it learns shows in the next run. */
  trainer(options?: TrainerOptions): Promise<Trainer>;
  /** Saves the weights, and once trained the optimizer's state, as safetensors. */
  save(to: "bytes:"): Promise<Uint8Array>;
  save(to: `indexeddb://${string}` | `download://${string}`): Promise<void>;
  /**
   * Takes saved weights back; false where none were saved under the name. An optimizer whose state was not saved begins anew.
   */
  restore(from: `indexeddb://${string}` | Uint8Array | ArrayBuffer | Blob): Promise<boolean>;
  /** Frees the memory and ends the worker. */
  close(): Promise<void>;
}

/** What goes wrong, as a sentence. */
export class BantamError extends Error {
  readonly code:
    | "backend" | "closed" | "file" | "index" | "input" | "manifest" | "memory"
    | "quota" | "storage" | "threads" | "training" | "weights" | "worker";
}

/** The backends that this browser really has, the fastest first. */
export function backends(): Promise<Backend[]>;

/**
 * Loads the model of the bundle that this module belongs to, or of another one by the address of its manifest, which begins at the page.
 */
export function load(url?: string | URL, options?: LoadOptions): Promise<Model>;

export interface ImageOptions {
  width: number;
  height: number;
  /** 1 is grey, 3, the default, RGB, 4 RGBA. */
  channels?: 1 | 3 | 4;
  /** Dark on light becomes light on dark. */
  invert?: boolean;
  /** Bytes 0 to 255, the default, or numbers 0 to 1. */
  type?: "uint8" | "float32";
  /** One plane a channel instead of the channels of each pixel together. */
  channelsFirst?: boolean;
  /** The colour behind transparent pixels, white if none is given. */
  background?: string;
}

/** The pixels of a picture as the input of a network. */
export function imageInput(source: ImageData | CanvasImageSource, options: ImageOptions & { type: "float32" }): Float32Array;
export function imageInput(source: ImageData | CanvasImageSource, options: ImageOptions): Uint8Array;

/** The pixels of a picture, in its own size unless another is given; background is the colour behind transparent ones, null for none. */
export function pixelsOf(
  source: ImageData | CanvasImageSource, options?: { width?: number; height?: number; background?: string | null }): ImageData;
