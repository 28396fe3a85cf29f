using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Input 0 under the shape in input 1, where 0 keeps a dimension (unless <paramref name="AllowZero"/>) and one −1 stands for what
/// is left. <see href="https://onnx.ai/onnx/operators/onnx__Reshape.html"/>
/// </summary>
/// <param name="AllowZero">Whether 0 means an empty dimension.</param>
public sealed record Reshape(bool AllowZero = false) : MovementOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var source = inputs.Shape(0);
        var wanted = inputs.Sizes(1, "The new shape");
        var text = $"[{string.Join(',', wanted)}]";
        var result = wanted.ToArray();
        var open = -1;
        for (var i = 0; i < result.Length; i++)
        {
            if (wanted[i] == -1) open = open < 0 ? i : throw new ShapeException($"the shape {text} has more than one -1.");
            else if (wanted[i] == 0 && !AllowZero)
                result[i] = i < source.Rank ? source[i]
                    : throw new ShapeException($"0 at axis {i} of {text} keeps a dimension that {source} does not have.");
            else if ((-wanted[i] - 1).IsNonNegative) throw new ShapeException($"the shape {text} has the dimension {wanted[i]}.");
        }

        if (open >= 0) result[open] = Rest(source.Count, new Shape(result.Where((_, i) => i != open)).Count);
        var shape = new Shape(result);
        if (Dimension.Differ(source.Count, shape.Count))
            throw new ShapeException($"{source} has {source.Count} elements and cannot become {shape} with {shape.Count}.");
        return [inputs[0] with { Shape = shape }];

        Dimension Rest(Dimension all, Dimension others) => others != 0 && !(all % others is { IsKnown: true, Size: not 0 }) ? all / others
            : throw new ShapeException($"{source} cannot become {text}: its elements do not divide evenly.");
    }
}
