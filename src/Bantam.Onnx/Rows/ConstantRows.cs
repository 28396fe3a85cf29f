using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows;

/// <summary>Constants. They are written with the graph's values, so these rows only read.</summary>
internal static class ConstantRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        new("Constant", 1, node => [Constant(node)]),
        new("ConstantOfShape", 9, ConstantOfShape),
    ];

    private static Tensor Constant(OnnxNode node)
    {
        var a = node.Attributes;
        if (a.Tensor("value") is { } tensor) return node.Read(tensor);
        if (a.Has("value_float")) return Tensor.Scalar(a.Float("value_float", 0));
        if (a.Long("value_int") is { } integer) return Tensor.Scalar(integer);
        if (a.Floats("value_floats") is { } floats) return Tensor.From<float>([.. floats], Shape.Of(floats.Count));
        if (a.Longs("value_ints") is { } integers) return MovementRows.Vector(integers);
        throw new GapException("it holds text or a sparse tensor, and Bantam has tensors of numbers only.");
    }

    private static Tensor[] ConstantOfShape(OnnxNode node)
    {
        var value = node.Attributes.Tensor("value") is { } tensor ? node.Read(tensor) : Tensor.Scalar(0f);
        if (value.Shape.ElementCount != 1) throw node.Error($"attribute 'value' has one element; it is {value.Type}.");
        return node.Apply(new Operators.Movement.Expand(), value.Reshape(Shape.Scalar), node.Input(0));
    }
}
