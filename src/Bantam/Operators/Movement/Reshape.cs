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
        var wanted = inputs.Integers(1, "The new shape");
        var result = new Dimension[wanted.Length];
        var open = -1;
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == -1 && open >= 0) throw new ShapeException($"the shape [{string.Join(',', wanted)}] has more than one -1.");
            if (wanted[i] == -1) open = i;
            else if (wanted[i] == 0 && !AllowZero) result[i] = i < source.Rank ? source[i] : throw new ShapeException($"0 at axis {i} of [{string.Join(',', wanted)}] keeps a dimension that {source} does not have.");
            else result[i] = wanted[i] >= 0 ? wanted[i] : throw new ShapeException($"the shape [{string.Join(',', wanted)}] has the dimension {wanted[i]}.");
        }

        if (open >= 0) result[open] = Rest(source, [.. result.Where((_, i) => i != open)], wanted);
        var shape = new Shape(result);
        if (source.IsKnown && shape.IsKnown && source.ElementCount != shape.ElementCount)
            throw new ShapeException($"{source} has {source.ElementCount} elements and cannot become {shape} with {shape.ElementCount}.");
        return [inputs[0] with { Shape = shape }];
    }

    /// <summary>What −1 stands for: the elements of the source divided by those of the other dimensions, names cancelling.</summary>
    private static Dimension Rest(Shape source, List<Dimension> others, int[] wanted)
    {
        var left = source.ToList();
        others.RemoveAll(d => !d.IsKnown && left.Remove(d));
        var numerator = left.Where(d => d.IsKnown).Aggregate(1L, (p, d) => p * d.Size);
        var denominator = others.Where(d => d.IsKnown).Aggregate(1L, (p, d) => p * d.Size);
        var names = left.Where(d => !d.IsKnown).ToArray();
        if (names.Length == 1 && numerator == denominator) return names[0];
        if (names.Length == 0 && others.All(d => d.IsKnown) && denominator != 0 && numerator % denominator == 0) return (int)(numerator / denominator);
        throw new ShapeException($"{source} cannot become [{string.Join(',', wanted)}]: its elements do not divide evenly.");
    }
}
