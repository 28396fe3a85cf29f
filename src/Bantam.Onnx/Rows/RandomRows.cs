using Bantam.Onnx.Reading;
using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Random numbers. A node without a seed gets that of its file's reading, and draws anew in each run.</summary>
internal static class RandomRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<Dropout>((a, op) => Trains(a) ? Drawn(a, op, a.OptionalInt("seed", Said(op)), new(Stream: a.Stream(op?.Stream)))
            : new(a.Int("seed", 0, op?.Seed), a.Stream(op?.Stream)), since: 12)
            with { MostInputs = 3, LeastOutputs = 1, Read = DropoutByInput },
        Of<RandomNormal>((a, op) => Drawn(a, op, new(
            a.Element("dtype", ElementType.Float, op?.Element), Sizes(a, op?.Sizes),
            a.Float("mean", 0, op?.Mean), a.Float("scale", 1, op?.Scale), Stream: a.Stream(op?.Stream))))
            with { MostInputs = 0, NewestRun = 21 },
        Of<RandomUniform>((a, op) => Drawn(a, op, new(
            a.Element("dtype", ElementType.Float, op?.Element), Sizes(a, op?.Sizes),
            a.Float("low", 0, op?.Low), a.Float("high", 1, op?.High), Stream: a.Stream(op?.Stream))))
            with { MostInputs = 0, NewestRun = 21 },
        Of<RandomNormalLike>((a, op) => Drawn(a, op, new(
            a.Float("mean", 0, op?.Mean), a.Float("scale", 1, op?.Scale),
            a.OptionalElement("dtype", op?.Element), Stream: a.Stream(op?.Stream))))
            with { MostInputs = 1, NewestRun = 21 },
        Of<RandomUniformLike>((a, op) => Drawn(a, op, new(
            a.Float("low", 0, op?.Low), a.Float("high", 1, op?.High),
            a.OptionalElement("dtype", op?.Element), Stream: a.Stream(op?.Stream))))
            with { MostInputs = 1, NewestRun = 21 },
        Of<Bernoulli>((a, op) => Drawn(a, op, new(a.OptionalElement("dtype", op?.Element), Stream: a.Stream(op?.Stream))), since: 15)
            with { MostInputs = 1, NewestRun = 21 },
        Of<Multinomial>((a, op) => Drawn(a, op, new(
            a.Element("dtype", ElementType.Int32, op?.Element), a.Int("sample_size", 1, op?.SampleSize), Stream: a.Stream(op?.Stream))),
            since: 7) with { MostInputs = 1, NewestRun = 21 },

        new(nameof(Dropout), 1, DropoutByAttribute),
    ];

    private static Ints Sizes(Attributes a, Ints? present) =>
        a.OptionalInts("shape", present) ?? throw a.Fault("attribute 'shape' is missing.");

    /// <summary>ONNX' seeds of random numbers are floats.</summary>
    private static T Drawn<T>(Attributes a, T? op, T without) where T : RandomOperator =>
        Drawn(a, op, a.OptionalFloat("seed", Said(op)) is { } said ? (int)said : null, without);

    private static T Drawn<T>(Attributes a, T? op, int? said, T without) where T : RandomOperator
    {
        RandomOperator random = without;
        return (T)(random with { Seed = said ?? a.DrawnSeed(op?.Seed), DrawsAnew = said is null });
    }

    /// <summary>The seed that a node in a file has; null where it has none.</summary>
    private static int? Said(RandomOperator? op) => op is { DrawsAnew: false } ? op.Seed : null;

    /// <summary>Without its third input the node does nothing.</summary>
    private static bool Trains(Attributes a) => a.Inputs.ElementAtOrDefault(2) is not null;

    /// <summary>A node that does nothing whatever its inputs are draws nothing.</summary>
    private static Tensor[] DropoutByInput(OnnxNode node)
    {
        var mode = node.Optional(2);
        var trains = mode is not null && (mode is not { IsSymbolic: false, Element: ElementType.Bool } || mode.Span<bool>().Contains(true));
        if (!trains) return node.Apply(new Dropout(node.Attributes.Int("seed", 0), node.Stream));
        return node.Apply(Drawn(node.Attributes, null, node.Attributes.OptionalInt("seed"), new Dropout(Stream: node.Stream)));
    }

    /// <summary>
    /// Before version 12 the ratio was an attribute, and from 7 on the node did nothing. Before version 10 the mask was of the data's type.
    /// </summary>
    private static Tensor[] DropoutByAttribute(OnnxNode node)
    {
        var trains = node.Version < 7 && !node.Attributes.Bool("is_test", false, null);
        var x = node.Input(0);
        var ratio = Tensor.Scalar(node.Attributes.Float("ratio", 0.5f)).Cast(x.Element);
        var op = trains ? Drawn(node.Attributes, null, said: null, new Dropout(Stream: node.Stream)) : new Dropout();
        var outputs = node.Apply(op, x, ratio, Tensor.Scalar(trains));
        return node.Version < 10 && node.NamedOutputs > 1 ? [outputs[0], outputs[1].Cast(x.Element)] : outputs;
    }
}
