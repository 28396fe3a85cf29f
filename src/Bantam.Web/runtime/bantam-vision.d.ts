import type { Model, TensorArray } from "./bantam.js";

/** A picture: a video shows its present frame. */
export type Picture = ImageData | HTMLImageElement | HTMLVideoElement | HTMLCanvasElement | OffscreenCanvas | ImageBitmap | VideoFrame;

/** Left, top, width and height in pixels of the picture. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** Something that was found in a picture. */
export interface Detection {
  readonly box: Box;
  /** How sure that is, 0 to 1. */
  readonly score: number;
  /** The number of its class, from 0 on, without the background. */
  readonly class: number;
  /** The name of the class, where one is known. */
  readonly label?: string;
  /** Points such as eyes, in pixels, to be drawn too. */
  readonly landmarks?: readonly (readonly [x: number, y: number])[];
}

export interface DetectOptions {
  /** What a score must reach, 0.5 if it is not given. */
  threshold?: number;
  /** How much two detections of a class may share (intersection over union), 0.45 if it is not given. */
  iou?: number;
  /** The names of the classes, in place of those of the bundle. */
  labels?: readonly string[];
  /** How much is found at most, 300 if it is not given. */
  most?: number;
}

/** Where a picture lies in the input of a network: its own size, then size and place in the input, all in pixels. */
export interface Placement {
  readonly pictureWidth: number;
  readonly pictureHeight: number;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** How likely a class is. */
export interface ClassScore {
  readonly class: number;
  readonly label?: string;
  readonly score: number;
}

/** What is in a picture, by falling score. */
export function detect(model: Model, source: Picture, options?: DetectOptions): Promise<Detection[]>;

/** The likeliest classes of a picture, five if no count is given, the best first. */
export function classify(
  model: Model, source: Picture, options?: { count?: number; labels?: readonly string[] }): Promise<ClassScore[]>;

/** A picture resized as the bundle says, for model.run: the first half of detect. */
export function toInput(model: Model, source: Picture): { inputs: Record<string, TensorArray>; placement: Placement };

/** What the outputs of model.run say is in the picture: the second half of detect. */
export function toDetections(
  model: Model, outputs: Record<string, TensorArray>, placement: Placement, options?: DetectOptions): Detection[];

/** Leaves out each detection that shares more than iou with one of its class and a higher score; the rest by falling score. */
export function nonMaxSuppression<T extends { box: Box; score: number; class?: number }>(detections: readonly T[], iou?: number): T[];

/** Draws boxes, labels and landmarks into a canvas, in its pixels; lines are stroke pixels wide. */
export function draw(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, detections: Iterable<Detection>,
  options?: { stroke?: number }): void;

/** The colour of a class as red, green and blue, 0 to 255; the same as on .NET. */
export function paletteColour(index: number): [red: number, green: number, blue: number];
