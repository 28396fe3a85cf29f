using Bantam.Onnx.Reading;
using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Random numbers. A node without a seed gets seed 0 and numbers of its own.</summary>
internal static class RandomRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<Dropout>((a, op) => new(a.Int("seed", 0, op?.Seed), a.Stream(op?.Stream)), since: 12) with { MostInputs = 3, LeastOutputs = 1 },
        Of<RandomNormal>((a, op) => new(
            a.Element("dtype", ElementType.Float, op?.Element), Sizes(a, op?.Sizes),
            a.Float("mean", 0, op?.Mean), a.Float("scale", 1, op?.Scale), Seed(a, op), a.Stream(op?.Stream)))
            with { MostInputs = 0, NewestRun = 21 },
        Of<RandomUniform>((a, op) => new(
            a.Element("dtype", ElementType.Float, op?.Element), Sizes(a, op?.Sizes),
            a.Float("low", 0, op?.Low), a.Float("high", 1, op?.High), Seed(a, op), a.Stream(op?.Stream)))
            with { MostInputs = 0, NewestRun = 21 },
        Of<RandomNormalLike>((a, op) => new(
            a.Float("mean", 0, op?.Mean), a.Float("scale", 1, op?.Scale),
            a.OptionalElement("dtype", op?.Element), Seed(a, op), a.Stream(op?.Stream)))
            with { MostInputs = 1, NewestRun = 21 },
        Of<RandomUniformLike>((a, op) => new(
            a.Float("low", 0, op?.Low), a.Float("high", 1, op?.High),
            a.OptionalElement("dtype", op?.Element), Seed(a, op), a.Stream(op?.Stream)))
            with { MostInputs = 1, NewestRun = 21 },
        Of<Bernoulli>((a, op) => new(a.OptionalElement("dtype", op?.Element), Seed(a, op), a.Stream(op?.Stream)), since: 15)
            with { MostInputs = 1, NewestRun = 21 },
        Of<Multinomial>((a, op) => new(
            a.Element("dtype", ElementType.Int32, op?.Element), a.Int("sample_size", 1, op?.SampleSize), Seed(a, op), a.Stream(op?.Stream)),
            since: 7) with { MostInputs = 1, NewestRun = 21 },

        new(nameof(Dropout), 1, DropoutByAttribute),
    ];

    private static Ints Sizes(Attributes a, Ints? present) =>
        a.OptionalInts("shape", present) ?? throw a.Fault("attribute 'shape' is missing.");

    /// <summary>ONNX' seeds of random numbers are floats.</summary>
    private static int Seed(Attributes a, RandomOperator? op) => (int)a.Float("seed", 0, op?.Seed);

    /// <summary>
    /// Before version 12 the ratio was an attribute, and from 7 on the node did nothing. Before version 10 the mask was of the data's type.
    /// </summary>
    private static Tensor[] DropoutByAttribute(OnnxNode node)
    {
        var trains = node.Version < 7 && !node.Attributes.Bool("is_test", false, null);
        var x = node.Input(0);
        var ratio = Tensor.Scalar(node.Attributes.Float("ratio", 0.5f)).Cast(x.Element);
        var outputs = node.Apply(trains ? new Dropout(Stream: node.Stream) : new Dropout(), x, ratio, Tensor.Scalar(trains));
        return node.Version < 10 && node.NamedOutputs > 1 ? [outputs[0], outputs[1].Cast(x.Element)] : outputs;
    }
}
