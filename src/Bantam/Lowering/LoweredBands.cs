using Bantam.Graphs;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Calls that run for one band after the other; see <see cref="Bands"/>.</summary>
/// <param name="Axes">The axes of the bands.</param>
/// <param name="Calls">What is done for a band.</param>
/// <param name="Places">Where the values of the calls lie that are a band of a tensor around; others are constants, or scratch.</param>
/// <param name="Label">The nodes that are computed, for people.</param>
internal sealed record LoweredBands(
    IReadOnlyList<BandAxis> Axes, IReadOnlyList<LoweredCall> Calls, IReadOnlyDictionary<Value, BandPlace> Places, string Label)
    : LoweredStep
{
    /// <summary>What the calls touch that does not lie between them alone: tensors around, and constants.</summary>
    public IEnumerable<Value> Around =>
        Calls.SelectMany(call => call.Buffers).Where(value => !IsScratch(value))
            .Select(value => Places.GetValueOrDefault(value)?.Outside ?? value);

    /// <summary>Whether a value of the calls lies between them alone.</summary>
    public bool IsScratch(Value value) => value.Constant is null && !Places.ContainsKey(value);
}

/// <summary>A band of a tensor.</summary>
/// <param name="Outside">The tensor.</param>
/// <param name="Shape">The sizes of the band.</param>
/// <param name="Strides">The elements between neighbours along each axis.</param>
/// <param name="Steps">The elements that the band moves on by for each place of the axes of the bands.</param>
internal sealed record BandPlace(Value Outside, Shape Shape, int[] Strides, long[] Steps)
{
    /// <summary>The elements from its first to behind its last.</summary>
    public long Extent => 1 + Strides.Select((stride, axis) => (Shape[axis].Size - 1L) * stride).Sum();

    /// <summary>
    /// The elements from row to row where its rows lie further apart than they are long; null where all elements lie one behind the
    /// other.
    /// </summary>
    /// <param name="step">Null, or that distance.</param>
    /// <returns>Whether it is one of both.</returns>
    public bool TryGetRowStep(out int? step)
    {
        step = null;
        var (dense, columns) = (Shape.Strides(), Shape[-1].Size);
        int[] axes = [.. Enumerable.Range(0, Shape.Rank).Where(axis => Shape[axis].Size > 1)];
        if (axes.All(axis => Strides[axis] == dense[axis])) return true;
        if (columns == 1 || Strides[^1] != 1) return false;
        var row = axes[^2];
        if (Strides[row] % (dense[row] / columns) != 0) return false;
        step = Strides[row] / (dense[row] / columns);
        var distance = step.Value;
        return axes.SkipLast(1).All(axis => Strides[axis] == dense[axis] / columns * distance);
    }
}
