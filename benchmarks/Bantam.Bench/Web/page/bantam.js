// Bantam with the same contract as the peers (see peers.js): a bundle that infers and one that trains as well, for each case.

const bundle = (caseName, kind) => `/bundles/${caseName}/${kind}/`;

/** Bantam with one backend, in the calling thread. */
export function bantam(backend) {
  let runtime;

  async function open(caseName, folder) {
    // The runtime is the same file in all bundles; the browser keeps the first.
    runtime ??= await import(`${folder}bantam.js`);
    return runtime.load(`${folder}model.json`, { backend, worker: false });
  }

  return {
    name: `bantam/${backend}`,
    supports: () => true,

    async open(caseName) {
      runtime ??= await import(`${bundle(caseName, "infer")}bantam.js`);
    },

    async prepare(caseName) {
      const model = await open(caseName, bundle(caseName, "train"));
      return { model, trainer: await model.trainer() };
    },

    async trainStep({ trainer }, { images, labels }) {
      return (await trainer.step({ image: images, label: labels })).loss;
    },

    async infer({ model }, sample) {
      return (await model.run({ image: sample })).scores;
    },

    folderOf: caseName => bundle(caseName, "infer"),

    async load(caseName, folder) {
      return { model: await open(caseName, folder) };
    },

    dispose: ({ model }) => model.close(),
  };
}
