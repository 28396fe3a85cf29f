using Bantam.Operators.Movement;

namespace Bantam.Tensors;

/// <summary>What moves elements and does not compute.</summary>
public sealed partial class Tensor
{
    /// <summary>Tensors one after the other along an axis.</summary>
    public static Tensor Concat(int axis, params IReadOnlyList<Tensor> tensors) => new Concat(axis).ApplyOne(tensors);

    /// <summary>Parts of given sizes along an axis.</summary>
    public Tensor[] Split(int axis, params IReadOnlyList<int> sizes) => new Split(axis, sizes.Count).Apply(this, Integers(sizes));

    /// <summary>Along each of some axes the elements from a start to before an end, by a step.</summary>
    public Tensor Slice(IReadOnlyList<int> axes, IReadOnlyList<int> starts, IReadOnlyList<int> ends, IReadOnlyList<int>? steps = null) =>
        new Slice().ApplyOne(this, Integers(starts), Integers(ends), Integers(axes), Integers(steps));

    /// <summary>The slices along an axis that indices name.</summary>
    public Tensor Gather(Tensor indices, int axis = 0) => new Gather(axis).ApplyOne(this, indices);

    /// <summary>
    /// With elements put before and after each axis, or cut off by negative numbers; the value is that of constant padding.
    /// </summary>
    public Tensor Pad(IReadOnlyList<int> before, IReadOnlyList<int> after, PadMode mode = PadMode.Constant, Tensor? value = null) =>
        before.Concat(after).All(p => p == 0) ? this : new Pad(mode).ApplyOne(this, Integers([.. before, .. after]), value);

    /// <summary>The sizes of the axes as a tensor; where they are known a constant.</summary>
    public Tensor ShapeOf(int start = 0, int? end = null) => new ShapeOf(start, end).ApplyOne(this);

    /// <summary>The same elements under another shape; −1 stands for what is left, 0 for the same as here.</summary>
    public Tensor Reshape(params IReadOnlyList<int> shape) => new Reshape().ApplyOne(this, Integers(shape));

    /// <summary>The same elements under another shape; in a trace its names are those of what the trace knows.</summary>
    public Tensor Reshape(Shape shape) => Shape.Equals(shape) ? this
        : shape.Count(d => !d.IsKnown) == 1 && !shape.Contains(0) ? Reshape([.. shape.Select(d => d.IsKnown ? d.Size : -1)])
        : new Reshape(AllowZero: shape.Contains(0)).ApplyOne(this, DimensionTensors.Vector(shape));

    /// <summary>A matrix of the axes before and from an axis on.</summary>
    public Tensor Flatten(int axis = 1) => new Flatten(axis).ApplyOne(this);

    /// <summary>Without axes of size 1.</summary>
    public Tensor Squeeze(params IReadOnlyList<int> axes) => new Squeeze().ApplyOne(this, axes.Count == 0 ? null : Integers(axes));

    /// <summary>With axes of size 1, counted in the result.</summary>
    public Tensor Unsqueeze(params IReadOnlyList<int> axes) => new Unsqueeze().ApplyOne(this, Integers(axes));

    /// <summary>The axes in another order.</summary>
    public Tensor Transpose(params IReadOnlyList<int> permutation) => new Transpose(Ints.From(permutation)).ApplyOne(this);

    /// <summary>The last two axes exchanged.</summary>
    /// <exception cref="ShapeException">There are fewer.</exception>
    public Tensor TransposeLast() => Shape.Rank >= 2
        ? Transpose([.. Enumerable.Range(0, Shape.Rank - 2), Shape.Rank - 1, Shape.Rank - 2])
        : throw new ShapeException(
            $"the last two axes of {Shape} cannot be exchanged: it has {Shape.Rank}. Use Transpose or Unsqueeze.");

    /// <summary>Broadcast to a shape.</summary>
    public Tensor Expand(Shape shape) => Shape.Equals(shape) ? this : new Expand().ApplyOne(this, DimensionTensors.Vector(shape));

    /// <summary>Numbers as an Int64 vector, the way operators take axes and shapes; null stays null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(numbers))]
    internal static Tensor? Integers(IReadOnlyList<int>? numbers) =>
        numbers is null ? null : From<long>([.. numbers.Select(n => (long)n)], Shape.Of(numbers.Count));
}
