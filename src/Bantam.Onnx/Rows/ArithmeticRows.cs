using Bantam.Onnx.Reading;
using Bantam.Operators;
using Bantam.Operators.Arithmetic;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Arithmetic, element by element.</summary>
internal static class ArithmeticRows
{
    private static readonly (string, ScaleRounding)[] Directions =
        [("up", ScaleRounding.Up), ("down", ScaleRounding.Down), ("nearest", ScaleRounding.Nearest)];

    public static IEnumerable<OperatorRow> All =>
    [
        Of<Add>(since: 7).Weights(Trained, Trained),
        Of<Sub>(since: 7),
        Of<Mul>(since: 7).Weights(Trained, Trained),
        Of<Div>(since: 7),
        Of<Pow>(since: 7),
        Of<Mod>((a, op) => new(a.Bool("fmod", false, op?.IsTruncated)), since: 10),
        Of<Max>(),
        Of<Min>(),
        Of<Sum>(),
        Of<Mean>(),
        Of<Neg>(),
        Of<Abs>(),
        Of<Exp>(),
        Of<Log>(),
        Of<Sqrt>(),
        Of<Reciprocal>(),
        Of<Erf>(since: 9),
        Of<Sin>(since: 7),
        Of<Cos>(since: 7),
        Of<Tan>(since: 7),
        Of<Asin>(since: 7),
        Of<Acos>(since: 7),
        Of<Atan>(since: 7),
        Of<Sinh>(since: 9),
        Of<Cosh>(since: 9),
        Of<Asinh>(since: 9),
        Of<Acosh>(since: 9),
        Of<Atanh>(since: 9),
        Of<Sign>(since: 9),
        Of<Floor>(),
        Of<Ceil>(),
        Of<Round>(since: 11),
        Of<Clip>(since: 11),
        Of<Cast>((a, op) => new(a.Element("to", null, op?.To)) { Rounding = Rounding(a, op) }, since: 6),
        new("CastLike", 15, CastLike),

        new(nameof(Add), 1, node => Aligned(node, new Add())),
        new(nameof(Sub), 1, node => Aligned(node, new Sub())),
        new(nameof(Mul), 1, node => Aligned(node, new Mul())),
        new(nameof(Div), 1, node => Aligned(node, new Div())),
        new(nameof(Pow), 1, node => Aligned(node, new Pow())),
        new(nameof(Clip), 1, ClipByAttributes),
        new(nameof(Cast), 1, CastByName),
    ];

    /// <summary>Before version 7 the right operand broadcast only where told to, and could be aligned at any axis.</summary>
    internal static Tensor[] Aligned(OnnxNode node, Operator op)
    {
        var (left, right) = (node.Input(0), node.Input(1));
        var isBroadcast = node.Attributes.Bool("broadcast", false, null);
        var axis = node.Attributes.OptionalInt("axis");
        if (!isBroadcast && left.Shape.Rank != right.Shape.Rank)
            throw node.Error($"both operands have one shape unless 'broadcast' is 1; they are {left.Type} and {right.Type}.");
        if (isBroadcast && axis is { } first)
        {
            var behind = left.Shape.Rank - left.Shape.Axis(first) - right.Shape.Rank;
            if (behind < 0) throw node.Error($"the right operand {right.Type} does not fit the left one {left.Type} from axis {first} on.");
            if (behind > 0) right = right.Unsqueeze([.. Enumerable.Range(right.Shape.Rank, behind)]);
        }

        return node.Apply(op, left, right);
    }

    /// <summary>Before version 11 the bounds were attributes.</summary>
    private static Tensor[] ClipByAttributes(OnnxNode node)
    {
        var element = node.Input(0).Element;
        return node.Apply(new Clip(), node.Input(0), Bound("min"), Bound("max"));

        Tensor? Bound(string name) => node.Attributes.Has(name) ? Tensor.Scalar(node.Attributes.Float(name, 0)).Cast(element) : null;
    }

    /// <summary>Before version 6 the type was given by its name.</summary>
    private static Tensor[] CastByName(OnnxNode node)
    {
        var name = node.Attributes.Text("to", "");
        return Enum.TryParse<ElementType>(name, ignoreCase: true, out var type) && Enum.IsDefined(type) ? node.Apply(new Cast(type))
            : throw new GapException($"attribute 'to' is '{name}', which Bantam does not have.");
    }

    private static Tensor[] CastLike(OnnxNode node) =>
        node.Apply(new Cast(node.Input(1).Element) { Rounding = Rounding(node.Attributes, null) }, node.Input(0));

    private static FloatRounding Rounding(Attributes a, Cast? op) => new(
        a.Bool("saturate", true, op?.Rounding.Saturates),
        a.Choice("round_mode", "up", Directions, op?.Rounding.Scale));
}
