using Bantam.Tensors;

namespace Bantam.Operators.Normalization;

/// <summary>A normalization of the axes from one axis on, times input 1, plus input 2 where that is given.</summary>
/// <param name="Axis">The first axis; negative ones count from the end.</param>
/// <param name="Epsilon">What keeps the root away from zero.</param>
public abstract record ScaledNormalization(int Axis, float Epsilon) : Operator
{
    /// <summary>What is done before the scale.</summary>
    protected abstract RowNormalization Rows { get; }

    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        var (shape, _) = (inputs.Shape(0), inputs[1]);
        var normalized = new Shape(shape.Skip(shape.Axis(Axis)));
        for (var i = 1; i < inputs.Count; i++)
        {
            if (inputs.Optional(i) is not { } type) continue;
            if (type.Element != inputs[0].Element)
                throw new ShapeException(
                    $"inputs must have one element type; input 0 is {inputs[0]}, input {i} is {type}. Cast one of them.");
            if (type.Shape.Rank > shape.Rank || !Shape.Broadcast(type.Shape, normalized).Equals(normalized))
                throw new ShapeException($"scale and bias must broadcast to the normalized axes {normalized}; input {i} is {type.Shape}.");
        }

        return [inputs[0]];
    }

    /// <inheritdoc/>
    public sealed override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var scaled = Rows.ApplyOne(inputs[0]) * inputs[1]!;
        return [inputs.ElementAtOrDefault(2) is { } bias ? scaled + bias : scaled];
    }

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (rows, scale, bias) = (Rows.Reference([inputs[0]], outputs)[0], inputs[1]!, inputs.ElementAtOrDefault(2));
        rows.ForEach((indices, offset) =>
        {
            ref var x = ref rows.Elements[offset];
            x *= scale.Elements[scale.Broadcast(indices)];
            if (bias is not null) x += bias.Elements[bias.Broadcast(indices)];
        });
        return [rows];
    }
}
