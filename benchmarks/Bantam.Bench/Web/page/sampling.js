// Takes the time of steps, which are asynchronous.

// Clocks of browsers are coarse, so a reading takes in as many steps as last this long.
const readingMs = 1;
// The first steps run in the code that engines make in a hurry.
const leastWarmUpSteps = 3;

/** One turn of what may have had others: milliseconds of single steps. */
export async function sample(known, { runs, seconds, mostSeconds, totalSeconds }) {
  // Engines compile what runs often, and who ran before has the cache.
  const first = known.isWarm ? await warmUp(known, 1, 0, 0) : await warmUp(known, leastWarmUpSteps, mostSeconds / 4, totalSeconds / 2);
  known.isWarm = true;
  if (first > mostSeconds * 1000) return [first];

  let count = Math.max(1, Math.ceil(readingMs / first));
  const samples = [];
  for (const start = performance.now(); ;) {
    const elapsed = (performance.now() - start) / 1000;
    if (samples.length >= runs && elapsed >= seconds || samples.length > 0 && elapsed >= mostSeconds) break;
    const from = performance.now();
    for (let i = 0; i < count; i++) await known.step();
    const reading = performance.now() - from;
    if (reading >= readingMs) samples.push(reading / count);
    else count = Math.ceil(count * 1.25); // the step that the count came from was a slow one
  }

  return samples;
}

/** Runs a step so often and for so long, but begins no other once patience is at its end; returns the milliseconds of the last one. */
async function warmUp({ step }, steps, seconds, patience) {
  const start = performance.now();
  for (let done = 1; ; done++) {
    const from = performance.now();
    await step();
    const end = performance.now();
    const elapsed = (end - start) / 1000;
    if (elapsed >= patience || done >= steps && elapsed >= seconds) return end - from;
  }
}
