using Bantam.Cli.Data;
using Bantam.Cli.Digits;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Onnx;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Data.Tables;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Vision;
using Bantam.Zoo;
using Model = Bantam.Training.Layers.Model;

namespace Bantam.Cli.Learning;

/// <summary>A model that can learn to tell classes apart: one of Bantam's own networks, one of the zoo, or a file.</summary>
internal sealed class Learner
{
    /// <summary>The network with convolutions.</summary>
    public const string Convolutional = "cnn";

    /// <summary>The network without.</summary>
    public const string Dense = "dense";

    /// <summary>The same by its other name.</summary>
    private const string Perceptron = "mlp";

    private readonly string _name;
    private readonly ZooModel? _zoo;
    private readonly OnnxModel? _file;
    private Model? _layers;
    private IReadOnlyList<string>? _classes;
    private CsvSchema? _columns;

    private Learner(string name, ZooModel? zoo, OnnxModel? file) => (_name, _zoo, _file) = (name, zoo, file);

    /// <summary>What the names may be, for people.</summary>
    public static string Names { get; } =
        $"'{Convolutional}', '{Dense}' or '{Perceptron}', a model of 'bantam zoo' such as 'resnet20'";

    /// <summary>Whether it is a file.</summary>
    public bool IsFile => _file is not null;

    /// <summary>The names of a file's classes; null where it has none.</summary>
    public IReadOnlyList<string>? Classes => _file is null ? null : ClassNames.Of(_file.Metadata);

    /// <summary>The columns of the table that a file has learned; null where it has learned something else.</summary>
    public CsvSchema? Schema => _file is null ? null : SchemaOf(_file);

    /// <summary>The columns of the table that a model has learned; null where it has learned something else.</summary>
    public static CsvSchema? SchemaOf(OnnxModel model) =>
        model.Metadata.TryGetValue(CsvSchema.Key, out var text) ? CsvSchema.FromJson(text) : null;

    /// <summary>What it wants of pictures, as far as it says; its size is 0 where it takes any.</summary>
    public ImageInput Picture => _file is null ? new ImageInput(0, 0) : PicturesOf(_file.Graph) ?? new ImageInput(0, 0);

    /// <summary>The side of pictures where nothing else says one.</summary>
    public int? PresetSide => _zoo?.Side;

    /// <summary>Whether it takes pictures of that side only.</summary>
    public bool IsFixed => _zoo is { TakesAnySide: false };

    /// <summary>The layers of a new network, once it is built; null of a file.</summary>
    public Model? Layers => _layers;

    /// <summary>Its variables, once it is built.</summary>
    public IEnumerable<Variable> Variables => _layers?.Variables ?? _file!.Graph.Variables;

    /// <summary>Whether it is one of the networks or a file that is there.</summary>
    public static bool Exists(string name) => name is Convolutional or Dense or Perceptron || InZoo(name) is not null || File.Exists(name);

    /// <summary>Takes a model by its name, or loads it.</summary>
    /// <param name="name">One of the names, or a file.</param>
    /// <param name="load">Loads a file.</param>
    /// <exception cref="NotSupportedException">The file has no weights.</exception>
    public static Learner Open(string name, Func<string, OnnxModel> load)
    {
        if (name is Convolutional or Dense or Perceptron) return new Learner(name, null, null);
        if (InZoo(name) is { } zoo) return new Learner(name, zoo, null);
        var model = load(name);
        return model.Graph.Variables.Any(v => v.IsTrainable) ? new Learner(name, null, model)
            : throw new NotSupportedException($"{Path.GetFileName(name)} has no weights that training could change.");
    }

    /// <summary>Makes its variables for these samples, and makes sure that it has a class for each of their labels.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="classes">The names of their classes.</param>
    /// <param name="seed">Of a new network's first weights.</param>
    /// <param name="table">The table that the samples are rows of; null of pictures.</param>
    /// <exception cref="ShapeException">The model cannot take such samples.</exception>
    public void Build(IDataset samples, IReadOnlyList<string> classes, uint seed, CsvDataset? table = null)
    {
        var count = classes.Count;
        _columns = table?.Schema;
        if (_file is null && table is not null) _layers = OfTable(_name, table, count, seed);
        else if (_file is null)
        {
            _layers = _zoo is not null ? OfZoo(_zoo, samples, count, seed)
                : _name == Convolutional ? DigitNetworks.Convolutional(count, seed) : DigitNetworks.Dense(count, seed);
            _layers.Build([.. samples.Fields.SkipLast(1)]);
        }

        var graph = Inference().Graph;
        ClassifierGraphs.Require(graph, ClassLabels.Of(samples).DefaultIfEmpty(0).Max());
        if (ClassifierGraphs.Classes(graph) == count) _classes = classes;
    }

    /// <summary>A trainer of it.</summary>
    public Trainer Trainer(Optimizer optimizer, int threads, Target target, uint seed, float labelSmoothing) => _layers is not null
        ? new Trainer(_layers, Loss(isSoftmax: true, labelSmoothing), optimizer) { Threads = threads, Target = target, Seed = seed }
        : new Trainer(_file!.Graph, Loss(ClassifierGraphs.EndsInSoftmax(_file.Graph), labelSmoothing), optimizer)
        {
            Threads = threads, Target = target, Seed = seed,
        };

    /// <summary>The model that predicts, with the variables' present values.</summary>
    public OnnxModel Inference()
    {
        var model = _file ?? new OnnxModel(_layers!);
        var metadata = model.Metadata.With(_classes);
        if (_columns is not null) metadata = new Dictionary<string, string>(metadata) { [CsvSchema.Key] = _columns.ToJson() };
        return model.With(model.Graph, metadata);
    }

    /// <summary>What a graph wants of pictures; null where it takes none.</summary>
    public static ImageInput? PicturesOf(Graph graph)
    {
        try
        {
            return ImageInputs.Of(graph);
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    private static Loss Loss(bool isSoftmax, float smoothing) => smoothing == 0
        ? new SparseCategoricalCrossentropy(fromLogits: !isSoftmax)
        : new CategoricalCrossentropy(fromLogits: !isSoftmax, labelSmoothing: smoothing);

    /// <summary>A network for rows of a table, which it takes as they are.</summary>
    private static Model OfTable(string name, CsvDataset table, int classes, uint seed)
    {
        if (name is not (Dense or Perceptron))
            throw new ShapeException($"'{name}' takes pictures, and the rows of a table are none. Take --model {Perceptron}.");
        var (inputs, x) = table.Features();
        foreach (var units in (int[])[64, 32]) x = new Dropout(0.1f).Apply(new Training.Layers.Dense(units, Activations.Relu).Apply(x));
        return new Model(inputs, [new Softmax().Apply(new Training.Layers.Dense(classes).Apply(x))])
        {
            Seed = seed, OutputNames = [DigitNetworks.OutputName],
        };
    }

    /// <summary>A network of the zoo that takes pictures as bytes and gives probabilities.</summary>
    private static Model OfZoo(ZooModel zoo, IDataset samples, int classes, uint seed)
    {
        if (samples.Fields is not [{ Element: ElementType.UInt8, Shape.Rank: 3 } picture, _])
            throw new ShapeException($"{zoo.Title} takes pictures; the samples are {string.Join(", ", samples.Fields)}.");
        var (means, variances) = ChannelStatistics.Of(samples);
        var image = Model.Input(picture.Shape, picture.Element, picture.Name);
        var scores = zoo.Apply(new Normalization(mean: means, variance: variances).Apply(image), classes);
        return scores is [var only] ? new Model(image, new Softmax().Apply(only)) { Seed = seed, OutputNames = [DigitNetworks.OutputName] }
            : throw new NotSupportedException($"{zoo.Title} finds things in pictures; it does not tell classes apart.");
    }

    /// <summary>A model of the zoo by its name, with or without hyphens.</summary>
    private static ZooModel? InZoo(string name) => ModelZoo.Find(name) ?? ModelZoo.All.FirstOrDefault(
        m => m.Name.Replace("-", "", StringComparison.Ordinal).Equals(name, StringComparison.OrdinalIgnoreCase));
}
