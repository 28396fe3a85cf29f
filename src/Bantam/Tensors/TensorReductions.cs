using Bantam.Operators.Linear;
using Bantam.Operators.Reduction;

namespace Bantam.Tensors;

/// <summary>Products of matrices, and what folds axes: those given, none of an empty list, all where there is no list.</summary>
public sealed partial class Tensor
{
    /// <summary>The matrix product.</summary>
    public Tensor MatMul(Tensor right) => new MatMul().ApplyOne(this, right);

    /// <summary>The sum over axes.</summary>
    public Tensor ReduceSum(IReadOnlyList<int>? axes = null, bool keepDimensions = false) =>
        new ReduceSum(keepDimensions, IsNone(axes)).ApplyOne(this, Integers(axes));

    /// <summary>The mean over axes.</summary>
    public Tensor ReduceMean(IReadOnlyList<int>? axes = null, bool keepDimensions = false) =>
        new ReduceMean(keepDimensions, IsNone(axes)).ApplyOne(this, Integers(axes));

    /// <summary>The largest element over axes.</summary>
    public Tensor ReduceMax(IReadOnlyList<int>? axes = null, bool keepDimensions = false) =>
        new ReduceMax(keepDimensions, IsNone(axes)).ApplyOne(this, Integers(axes));

    /// <summary>The smallest element over axes.</summary>
    public Tensor ReduceMin(IReadOnlyList<int>? axes = null, bool keepDimensions = false) =>
        new ReduceMin(keepDimensions, IsNone(axes)).ApplyOne(this, Integers(axes));

    /// <summary>The product over axes.</summary>
    public Tensor ReduceProd(IReadOnlyList<int>? axes = null, bool keepDimensions = false) =>
        new ReduceProd(keepDimensions, IsNone(axes)).ApplyOne(this, Integers(axes));

    /// <summary>The sum of the absolute values over axes.</summary>
    public Tensor ReduceL1(IReadOnlyList<int>? axes = null, bool keepDimensions = false) =>
        new ReduceL1(keepDimensions, IsNone(axes)).ApplyOne(this, Integers(axes));

    /// <summary>The Euclidean norm over axes.</summary>
    public Tensor ReduceL2(IReadOnlyList<int>? axes = null, bool keepDimensions = false) =>
        new ReduceL2(keepDimensions, IsNone(axes)).ApplyOne(this, Integers(axes));

    /// <summary>The sum of the squares over axes.</summary>
    public Tensor ReduceSumSquare(IReadOnlyList<int>? axes = null, bool keepDimensions = false) =>
        new ReduceSumSquare(keepDimensions, IsNone(axes)).ApplyOne(this, Integers(axes));

    /// <summary>ln Σ eˣ over axes.</summary>
    public Tensor ReduceLogSumExp(IReadOnlyList<int>? axes = null, bool keepDimensions = false) =>
        new ReduceLogSumExp(keepDimensions, IsNone(axes)).ApplyOne(this, Integers(axes));

    /// <summary>Where along an axis the largest element is, as Int64.</summary>
    public Tensor ArgMax(int axis = 0, bool keepDimensions = false, bool selectLastIndex = false) =>
        new ArgMax(axis, keepDimensions, selectLastIndex).ApplyOne(this);

    /// <summary>Where along an axis the smallest element is, as Int64.</summary>
    public Tensor ArgMin(int axis = 0, bool keepDimensions = false, bool selectLastIndex = false) =>
        new ArgMin(axis, keepDimensions, selectLastIndex).ApplyOne(this);

    /// <summary>The sum over the axes along which a smaller shape broadcasts to this one.</summary>
    public Tensor SumTo(Shape smaller)
    {
        if (Shape.Equals(smaller)) return this;
        var extra = Shape.Rank - smaller.Rank;
        var axes = Enumerable.Range(0, Shape.Rank)
            .Where(axis => axis < extra || (smaller[axis - extra] == 1 && Shape[axis] != 1))
            .ToArray();
        if (axes.Length == 0) return this;
        if (axes.Length == extra) return ReduceSum(axes);
        var sum = ReduceSum(axes, keepDimensions: true);
        return extra == 0 ? sum : sum.Squeeze([.. Enumerable.Range(0, extra)]);
    }

    private static bool IsNone(IReadOnlyList<int>? axes) => axes is { Count: 0 };
}
