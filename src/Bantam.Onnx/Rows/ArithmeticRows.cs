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
    public static IEnumerable<OperatorRow> All =>
    [
        Of<Add>(since: 7).Weights(Trained, Trained),
        Of<Sub>(since: 7),
        Of<Mul>(since: 7).Weights(Trained, Trained),
        Of<Div>(since: 7),
        Of<Neg>(),
        Of<Exp>(),
        Of<Sqrt>(),
        Of<Cast>((a, op) =>
        {
            // Both say how to round to 8-bit floats, which we do not have.
            a.Ignore("saturate");
            a.Ignore("round_mode");
            return new(a.Element("to", null, op?.To));
        }, since: 6),
        new(nameof(Cast), 1, CastByName),
        new("CastLike", 15, CastLike),
        new(nameof(Add), 1, node => Aligned(node, new Add())),
        new(nameof(Sub), 1, node => Aligned(node, new Sub())),
        new(nameof(Mul), 1, node => Aligned(node, new Mul())),
        new(nameof(Div), 1, node => Aligned(node, new Div())),
    ];

    /// <summary>Before version 7 the right operand broadcast only where told to, and could be aligned at any axis.</summary>
    internal static Tensor[] Aligned(OnnxNode node, Operator op)
    {
        node.Attributes.Ignore("consumed_inputs");
        var (left, right) = (node.Input(0), node.Input(1));
        var isBroadcast = node.Attributes.Bool("broadcast", false, null);
        var axis = node.Attributes.OptionalInt("axis");
        if (!isBroadcast && left.Shape.Rank != right.Shape.Rank) throw node.Error($"both operands have one shape unless 'broadcast' is 1; they are {left.Type} and {right.Type}.");
        if (isBroadcast && axis is { } first)
        {
            var behind = left.Shape.Rank - left.Shape.Axis(first) - right.Shape.Rank;
            if (behind < 0) throw node.Error($"the right operand {right.Type} does not fit the left one {left.Type} from axis {first} on.");
            if (behind > 0) right = right.Unsqueeze([.. Enumerable.Range(right.Shape.Rank, behind)]);
        }

        return node.Apply(op, left, right);
    }

    /// <summary>Before version 6 the type was given by its name.</summary>
    private static Tensor[] CastByName(OnnxNode node)
    {
        var name = node.Attributes.Text("to", "");
        return Enum.TryParse<ElementType>(name, ignoreCase: true, out var type) ? node.Apply(new Cast(type))
            : throw new GapException($"attribute 'to' is '{name}', which Bantam does not have.");
    }

    private static Tensor[] CastLike(OnnxNode node)
    {
        node.Attributes.Ignore("saturate");
        node.Attributes.Ignore("round_mode");
        return node.Apply(new Cast(node.Input(1).Element), node.Input(0));
    }
}
