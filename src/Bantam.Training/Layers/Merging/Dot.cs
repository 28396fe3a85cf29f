using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// Products of two inputs, summed along an axis of each: of [batch, a, n] and [batch, b, n] along the last axes [batch, a, b]. Where
/// nothing is left of an input its axis has size 1.
/// </summary>
/// <param name="axes">The axis of the first input and of the second, without the batch 1 and up; negative ones count from the end.</param>
/// <param name="normalize">Whether vectors along the axes get the length 1 before, so that products are cosines.</param>
/// <param name="name">The layer's name.</param>
public sealed class Dot((int First, int Second) axes, bool normalize = false, string? name = null) : Layer(name)
{
    private const double Least = 1e-12;

    /// <summary>The same axis of both inputs.</summary>
    /// <param name="axes">The axis.</param>
    /// <param name="normalize">Whether vectors along the axis get the length 1 before.</param>
    /// <param name="name">The layer's name.</param>
    public Dot(int axes, bool normalize = false, string? name = null)
        : this((axes, axes), normalize, name)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        if (inputs.Count != 2 || inputs.Any(i => i.Shape.Rank is < 2 or > 3))
            throw new ShapeException(
                $"a dot product takes two inputs [batch, n] or [batch, m, n]; given are {string.Join(", ", inputs.Select(i => i.Type))}.");
        var (first, second) = (Vectors(inputs[0], axes.First), Vectors(inputs[1], axes.Second));
        var products = first.MatMul(second.TransposeLast());
        int[] alone = [.. inputs[0].Shape.Rank == 2 ? [1] : (int[])[], .. inputs[1].Shape.Rank == 2 ? [2] : (int[])[]];
        return alone.Length == 2 ? products.Squeeze(2) : alone.Length == 0 ? products : products.Squeeze(alone);
    }

    /// <summary>[batch, others, summed].</summary>
    private Tensor Vectors(Tensor x, int axis)
    {
        axis = x.Shape.Axis(axis);
        if (axis == 0) throw new ShapeException("a dot product sums along an axis of the samples; axis 0 is the batch.");
        var vectors = x.Shape.Rank == 2 ? x.Unsqueeze(1) : axis == 2 ? x : x.TransposeLast();
        return normalize ? vectors / Tensor.Max((vectors * vectors).ReduceSum([-1], true), Least).Sqrt() : vectors;
    }
}
