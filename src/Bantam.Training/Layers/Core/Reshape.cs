using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Each sample under another shape: [batch, ..] → [batch, shape].</summary>
/// <param name="shape">The shape of a sample; −1 stands for what is left.</param>
/// <param name="name">The layer's name.</param>
public sealed class Reshape(IReadOnlyList<int> shape, string? name = null) : Layer(name)
{
    private readonly int[] _shape = [.. shape ?? throw new ArgumentNullException(nameof(shape))];

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        // 0 keeps the batch, whatever its size.
        int[] sizes = [.. _shape];
        if (sizes.Any(s => s < -1) || sizes.Count(s => s == -1) > 1)
            throw new ShapeException($"a shape must have sizes from 0 on, and −1 once at most; it is [{string.Join(',', sizes)}].");
        var open = Array.IndexOf(sizes, -1);
        if (open >= 0)
        {
            var count = input.Shape.Skip(1).Aggregate(1, (product, dimension) => product * dimension.Size);
            var others = sizes.Where(s => s != -1).Aggregate(1, (product, size) => product * size);
            if (others == 0 || count % others != 0)
                throw new ShapeException($"{count} elements of a sample do not divide into [{string.Join(',', sizes)}].");
            sizes[open] = count / others;
        }

        return input.Reshape([0, .. sizes]);
    }
}
