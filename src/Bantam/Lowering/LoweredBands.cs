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
internal sealed record BandPlace(Value Outside, Shape Shape, Dimension[] Strides, long[] Steps)
{
    /// <summary>Whether its elements lie one behind the other.</summary>
    public bool IsDense => Views.IsDense(Shape, Strides);

    /// <summary>Whether kernels can walk it: as one piece, or as rows at one distance; rows of one element are no rows.</summary>
    public bool CanBeWalked =>
        IsDense || (Shape[-1] != 1 && Strides[^1] == 1 && RowView.Of(Shape, Shape[-1]).Walk(Shape, Strides) is not null);
}
