using Bantam.Cli.Digits;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Onnx;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Model = Bantam.Training.Layers.Model;

namespace Bantam.Cli.Learning;

/// <summary>A model that can learn to tell digits apart: one of Bantam's own networks, or a file.</summary>
internal sealed class Learner
{
    /// <summary>The network with convolutions.</summary>
    public const string Convolutional = "cnn";

    /// <summary>The network without.</summary>
    public const string Dense = "dense";

    private readonly Model? _layers;
    private readonly OnnxModel? _file;

    private Learner(Model? layers, OnnxModel? file) => (_layers, _file) = (layers, file);

    /// <summary>Its variables, once it is built.</summary>
    public IEnumerable<Variable> Variables => _layers?.Variables ?? _file!.Graph.Variables;

    /// <summary>Whether it is one of Bantam's own networks or a file that is there.</summary>
    public static bool Exists(string name) => name is Convolutional or Dense || File.Exists(name);

    /// <summary>Makes or loads a model.</summary>
    /// <param name="name">One of the names, or a file.</param>
    /// <param name="classes">What a new network tells apart.</param>
    /// <param name="seed">Of a new network's first weights.</param>
    /// <param name="load">Loads a file.</param>
    public static Learner Open(string name, int classes, uint seed, Func<string, OnnxModel> load)
    {
        if (name == Convolutional) return new Learner(DigitNetworks.Convolutional(classes, seed), null);
        if (name == Dense) return new Learner(DigitNetworks.Dense(classes, seed), null);
        var model = load(name);
        return model.Graph.Variables.Any(v => v.IsTrainable) ? new Learner(null, model)
            : throw new NotSupportedException($"{Path.GetFileName(name)} has no weights that training could change.");
    }

    /// <summary>Makes its variables for these samples, and makes sure that it has a class for each of their labels.</summary>
    public void Build(ArrayDataset samples)
    {
        _layers?.Build([.. samples.Fields.SkipLast(1)]);
        ClassifierGraphs.Require(Inference().Graph, samples[samples.Fields.Count - 1].Bytes);
    }

    /// <summary>A trainer of it.</summary>
    public Trainer Trainer(Optimizer optimizer, int threads, Target target, uint seed) => _layers is not null
        ? new Trainer(_layers, new SparseCategoricalCrossentropy(), optimizer) { Threads = threads, Target = target, Seed = seed }
        : new Trainer(_file!.Graph, ClassifierGraphs.Loss(_file.Graph), optimizer) { Threads = threads, Target = target, Seed = seed };

    /// <summary>The model that predicts, with the variables' present values.</summary>
    public OnnxModel Inference() => _file ?? new OnnxModel(_layers!);
}
