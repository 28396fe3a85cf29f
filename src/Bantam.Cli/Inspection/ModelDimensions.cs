using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Commands;
using Bantam.Cli.Inputs;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Cli.Inspection;

/// <summary>Options that give numbers to the named dimensions of a model.</summary>
internal sealed class ModelDimensions
{
    /// <summary>Samples in a batch.</summary>
    public Option<int> Batch { get; } =
        CliOptions.Whole("--batch", "Samples in a batch: the number for named first dimensions of inputs.", 1, least: 1);

    /// <summary>Numbers for other names.</summary>
    public Option<string[]> Named { get; } =
        new("--dimension")
        {
            Description = "A number for a named dimension; may be given several times.", HelpName =
        "NAME=N", DefaultValueFactory = _ => []
        };

    /// <summary>Inputs that are the same in every run.</summary>
    public Option<string[]> Constants { get; } = new("--constant")
    {
        Description = "An input that is the same in every run, such as a rate of samples, and then no input of the model any more: a file "
            + "or numbers. May be given several times.",
        HelpName = "NAME=FILE|NUMBERS",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Makes the options.</summary>
    public ModelDimensions() => Named.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
            if (!TryParse(token.Value, out _))
                result.AddError($"--dimension takes a name and a number from 1 on, such as height=224; it was given '{token.Value}'.");
    });

    /// <summary>Loads a model with numbers for all named dimensions that are the first ones of inputs, and those that are given.</summary>
    /// <param name="path">The file.</param>
    /// <param name="given">The command.</param>
    public OnnxModel Load(string path, ParseResult given)
    {
        var (model, numbers) = Read(path, given);
        foreach (var name in BatchNames(model.Graph)) numbers.TryAdd(name, given.GetValue(Batch));
        return model.With(Bind(model.Graph, numbers, given));
    }

    /// <summary>A model with numbers for named dimensions, and with the constants that are given.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="numbers">Numbers by name; those that follow from the constants are added.</param>
    /// <param name="given">The command.</param>
    /// <exception cref="InputException">A constant is not what the input takes.</exception>
    public Graph Bind(Graph graph, Dictionary<string, int> numbers, ParseResult given)
    {
        var constants = GivenInputs.Of(graph, given.GetValue(Constants)!, Constants.Name);
        foreach (var input in graph.Inputs)
            if (constants.TryGetValue(input.Name, out var constant))
                InputFitting.Bind(input, constant, numbers);
        if (numbers.Count > 0) graph = graph.Bind(numbers);
        return constants.Count == 0 ? graph : graph.Bind(numbers, graph.Inputs.Where(i => constants.ContainsKey(i.Name)).ToDictionary(
            i => i.Name, i => InputFitting.Fit(i, constants[i.Name])));
    }

    /// <summary>Loads a model with the numbers that are given; other named dimensions stay open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="given">The command.</param>
    /// <exception cref="UnsupportedOperatorException">Bantam cannot compute all of its nodes.</exception>
    public OnnxModel LoadOpen(string path, ParseResult given)
    {
        var (model, numbers) = Read(path, given);
        if (numbers.Count > 0) model = model.With(model.Graph.Bind(numbers));
        return model.Gaps.Count == 0 ? model : throw new UnsupportedOperatorException(model.Gaps);
    }

    private (OnnxModel Model, Dictionary<string, int> Numbers) Read(string path, ParseResult given)
    {
        var (model, numbers) = (OnnxModel.Load(path), Numbers(given));
        Require(model.Graph, numbers);
        return (model, numbers);
    }

    /// <summary>The numbers that are given by name.</summary>
    public Dictionary<string, int> Numbers(ParseResult given)
    {
        var numbers = new Dictionary<string, int>();
        foreach (var text in given.GetValue(Named)!)
            if (TryParse(text, out var named))
                numbers[named.Name] = named.Size;
        return numbers;
    }

    /// <summary>Makes sure that a model has the dimensions that are given numbers.</summary>
    /// <exception cref="UsageException">It lacks one.</exception>
    public static void Require(Graph graph, IReadOnlyDictionary<string, int> numbers)
    {
        var names = Types(graph).SelectMany(t => t.Shape.Names).Distinct().ToArray();
        if (numbers.Keys.FirstOrDefault(n => !names.Contains(n)) is { } unknown)
        {
            var there = names.Length == 0 ? "the model has no named dimensions"
                : $"the model's named dimensions are {string.Join(", ", names)}";
            throw new UsageException($"--dimension {unknown}={numbers[unknown]}: {there}.");
        }
    }

    /// <summary>Which dimensions have no number, as a sentence; null where all have one.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="open">Names that need none.</param>
    public static string? Missing(Graph graph, IEnumerable<string> open)
    {
        string[] names = [.. Types(graph).SelectMany(t => t.Shape.Names).Distinct().Except(open)];
        if (names.Length == 0) return graph.WhyDeferred is { } why ? $"{why} Give such numbers with --constant NAME=NUMBERS." : null;
        return $"These dimensions have no number: {string.Join(", ", names)}. Give each one with --dimension {names[0]}=N.";
    }

    /// <summary>The names that stand for the number of samples: those of the first dimensions of inputs.</summary>
    public static IEnumerable<string> BatchNames(Graph graph) =>
        Types(graph).Where(t => t.Shape.Rank > 0).SelectMany(t => t.Shape[0].Names).Distinct();

    private static IEnumerable<TensorType> Types(Graph graph) =>
        graph.Inputs.Select(i => i.Kind).OfType<TensorType>().Where(t => !t.IsUnknown);

    private static bool TryParse(string text, out (string Name, int Size) named)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var isNumber = int.TryParse(text[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var size);
        named = (text[..Math.Max(at, 0)], size);
        return at > 0 && isNumber && size > 0;
    }
}
