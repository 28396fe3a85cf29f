using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The axes of each sample in another order.</summary>
/// <param name="dims">The order: the numbers of the axes from 1 on, without the batch.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentException">The order does not have each axis once.</exception>
public sealed class Permute(IReadOnlyList<int> dims, string? name = null) : Layer(name)
{
    private readonly int[] _order = Checked(dims);

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => input.Transpose([0, .. _order]);

    private static int[] Checked(IReadOnlyList<int> dims)
    {
        ArgumentNullException.ThrowIfNull(dims);
        return dims.Order().SequenceEqual(Enumerable.Range(1, dims.Count)) ? [.. dims]
            : throw new ArgumentException(
                $"An order must have each axis from 1 to {dims.Count} once; it is [{string.Join(',', dims)}].", nameof(dims));
    }
}
