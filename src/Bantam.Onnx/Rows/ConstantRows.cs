using Bantam.Onnx.Reading;
using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Constants. Those of a graph are written with its values, so that row only reads.</summary>
internal static class ConstantRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        new("Constant", 1, node => [Constant(node)]),
        Of<ConstantOfShape>(Filled, since: 9),
    ];

    private static Tensor Constant(OnnxNode node)
    {
        var a = node.Attributes;
        if (a.OptionalTensor("value") is { } tensor) return tensor;
        if (a.Has("value_float")) return Tensor.Scalar(a.Float("value_float", 0));
        if (a.Long("value_int") is { } integer) return Tensor.Scalar(integer);
        if (a.Floats("value_floats") is { } floats) return Tensor.From<float>([.. floats], Shape.Of(floats.Count));
        if (a.Longs("value_ints") is { } integers) return MovementRows.Vector(integers);
        if (a.OptionalText("value_string") is { } text) return Tensor.From([text], Shape.Scalar);
        if (a.Texts("value_strings") is { } texts) return Tensor.From([.. texts]);
        throw new GapException("it holds a sparse tensor, and Bantam has dense tensors only.");
    }

    private static ConstantOfShape Filled(Attributes a, ConstantOfShape? op)
    {
        var value = a.OptionalTensor("value", op?.Value.ToTensor().Reshape(1)) ?? Tensor.Scalar(0f);
        return value.Shape.ElementCount == 1 ? new(Scalar.Of(value))
            : throw a.Fault($"attribute 'value' has one element; it is {value.Type}.");
    }
}
