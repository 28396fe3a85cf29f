using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Training.Steps;

namespace Bantam.Training.Tests.Layers;

/// <summary>Writes docs/layers.md.</summary>
internal static partial class LayerPage
{
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        [nameof(Maxout)] = "`MaxoutDense` of Keras 1", [nameof(ThresholdedReLU)] = "Keras 2", [nameof(LocallyConnected1D)] = "Keras 2",
        [nameof(LocallyConnected2D)] = "Keras 2", [nameof(PeepholeLSTM)] = "TensorFlow Addons",
        [nameof(PeepholeLSTMCell)] = "TensorFlow Addons", [nameof(EchoState)] = "`ESN` of TensorFlow Addons",
        [nameof(EchoStateCell)] = "`ESNCell` of TensorFlow Addons",
        [nameof(InstanceNormalization)] = "`GroupNormalization(groups=-1)`", [nameof(PositionEmbedding)] = "KerasHub",
        [nameof(HopfieldNetwork)] = "J. Hopfield, 1982",
    };

    /// <summary>The kinds of layers that there are.</summary>
    public static IReadOnlyList<Type> Layers { get; } =
    [
        .. typeof(Layer).Assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(Layer)) && !t.IsAbstract && !t.IsSubclassOf(typeof(Model)) && t != typeof(Model))
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>The page's text.</summary>
    public static string Write()
    {
        var documents = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Bantam.Training.xml")).Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value);
        var text = new StringBuilder($"""
            # Layers

            This page is made by a test, `BANTAM_PROMOTE=1 ./test Training -- -class "*LayerPageTests"`, which fails when it says something
            else than the code does.

            - **Names, arguments and defaults** are those of the layer of the same name in [Keras](https://keras.io/api/layers/), in the
              order of the constructor here; the last column says where a layer comes from that Keras 3 does not have. Sequences, images and
              volumes have their channels last. Activations are functions (`Activations.Relu`), of which null is the layer's usual one.
            - **Rules of training** are properties: `ActivityRegularizer` of any layer; `KernelRegularizer`, `BiasRegularizer`,
              `KernelConstraint` and `BiasConstraint` where there are a kernel and a bias, and the like of recurrent kernels, of gamma and
              beta, of embeddings and of alpha.
            - **In a page**: whether a step of training through the layer consists of kernels alone, as WebAssembly and JavaScript need it.
              On .NET everything runs.
            - **Masks** (`Masking`, `Embedding` with `maskZero`) go on through layers that work on each step by itself and end where the
              model does: the loss counts all steps.

            | layer | arguments | what it is | in a page | of |
            |---|---|---|---|---|

            """);
        foreach (var layer in Layers) text.Append(Row(layer, documents)).Append('\n');
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>An example of a kind of layer.</summary>
    public static LayerCase ExampleOf(Type layer) => LayerCases.All.Values.Concat(UnrecordedLayers.All)
        .FirstOrDefault(c => All(c.Layer()).Any(l => l.GetType() == layer))
        ?? throw new InvalidOperationException($"{layer.Name} has no example; add one to {nameof(LayerCases)}.");

    private static IEnumerable<Layer> All(Layer layer) => layer.Layers.SelectMany(All).Prepend(layer);

    private static string Row(Type layer, Dictionary<string, XElement> documents)
    {
        var own = documents[$"T:{layer.FullName}"];
        string[] cells =
        [
            $"`{layer.Name}`", Arguments(layer, documents), Sentence(own), RunsInPage(ExampleOf(layer)) ? "yes" : "no",
            Elsewhere.GetValueOrDefault(layer.Name, ""),
        ];
        return $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |";
    }

    private static string Arguments(Type layer, Dictionary<string, XElement> documents)
    {
        // What a constructor beside the class's name takes is documented with the class.
        var members = documents.Where(d => d.Key.StartsWith($"M:{layer.FullName}.#ctor", StringComparison.Ordinal)).Select(d => d.Value);
        var said = members.Prepend(documents[$"T:{layer.FullName}"]).SelectMany(m => m.Elements("param"))
            .ToLookup(p => p.Attribute("name")!.Value, p => p.Value);
        var arguments = layer.GetConstructors()[0].GetParameters().Where(p => p.Name != "name");
        return string.Join(", ", arguments.Select(p => $"`{p.Name}{Default(p, said[p.Name!].FirstOrDefault() ?? "")}`"));
    }

    /// <summary>The default of an argument; where that is null what its document says of it.</summary>
    private static string Default(ParameterInfo parameter, string document)
    {
        if (!parameter.HasDefaultValue) return "";
        if (parameter.ParameterType == typeof(Padding)) return " = Valid";
        if (parameter.DefaultValue is null && Usual().Match(document) is { Success: true } usual) return $" = {usual.Groups[1].Value}";
        return parameter.DefaultValue switch
        {
            null => " = null",
            bool value => value ? " = true" : " = false",
            float value => $" = {value.ToString("0.########", CultureInfo.InvariantCulture)}",
            var value when parameter.ParameterType.IsEnum => $" = {Enum.GetName(parameter.ParameterType, value)}",
            var value => $" = {value}",
        };
    }

    /// <summary>The first sentence of a summary.</summary>
    private static string Sentence(XElement document)
    {
        var summary = document.Element("summary")!;
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => see.Attribute("href")?.Value is { } link
                ? $"<{link}>" : $"`{see.Attribute("cref")!.Value.Split('(')[0].Split('.', ':')[^1]}`",
            XElement element => $"`{element.Value}`",
            _ => node.ToString(),
        }));
        text = Blanks().Replace(text, " ").Trim();
        text = text.Replace("&gt;", ">", StringComparison.Ordinal).Replace("&lt;", "<", StringComparison.Ordinal);
        return End().Match(text) is { Success: true } end ? text[..(end.Index + 1)] : text;
    }

    /// <summary>Whether a step through a layer, forward and backward, is kernels alone.</summary>
    private static bool RunsInPage(LayerCase example)
    {
        var tensors = example.Tensors;
        if (tensors.Any(t => t.Element == ElementType.String)) return false;
        var model = example.Model();
        var state = new TrainingState();
        var forward = model.Trace(tensors[0].Shape[0], state);
        var graph = Graph.Trace([.. forward.Inputs.Select(i => (i.Name, i.Type))], inputs =>
        {
            var output = forward.Inline(inputs)[0];
            Tensor[] by = [.. inputs.Where(i => i.Element == ElementType.Float), .. model.TrainableVariables.Select(v => v.Read())];
            if (by.Length == 0 || output.Element != ElementType.Float) return [("output", output)];
            var sum = output.ReduceSum([.. Enumerable.Range(0, output.Shape.Rank)]);
            return [("output", output), .. Gradients.Of(sum, by).Select((g, i) => ($"gradient{i}", g))];
        });
        return !Planner.Plan(graph, CpuTargets.Best).HostCalls.Any();
    }

    [GeneratedRegex(@"; ([^;]+) by default")]
    private static partial Regex Usual();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    /// <summary>A period that is none of an initial.</summary>
    [GeneratedRegex(@"(?<!\b\p{Lu})\.(?=\s|$)")]
    private static partial Regex End();
}
