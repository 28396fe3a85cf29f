using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>Features: a row a sample, [N, F]; [F] is one sample.</summary>
internal static class Features
{
    /// <summary>The first input as Float [N, F].</summary>
    public static Tensor Matrix(OnnxNode node)
    {
        var x = node.Input(0).Cast(ElementType.Float);
        return x.Shape.Rank switch
        {
            1 => x.Unsqueeze(0),
            2 => x,
            _ => throw node.Error($"features are [N,F] or [F]; they are {x.Type}."),
        };
    }

    /// <summary>A list of numbers that must be given.</summary>
    public static Items<float> Required(OnnxNode node, string name) =>
        node.Attributes.Floats(name, null) ?? throw node.Error($"attribute '{name}' is missing.");

    /// <summary>A list of numbers as a tensor.</summary>
    public static Tensor Tensor(OnnxNode node, string name, IReadOnlyList<float> numbers, params int[] dimensions)
    {
        var shape = Shape.Of(dimensions);
        return shape.ElementCount == numbers.Count
            ? Tensors.Tensor.From<float>([.. numbers], shape)
            : throw node.Error($"attribute '{name}' has {shape.ElementCount} numbers, {shape}; it has {numbers.Count}.");
    }

    /// <summary>How many rows of features lists of numbers have.</summary>
    public static int Columns(OnnxNode node, string name, int numbers, int rows) => rows > 0 && numbers % rows == 0 ? numbers / rows
        : throw node.Error($"attribute '{name}' has as many numbers for each of {rows} rows; there are {numbers}.");
}
