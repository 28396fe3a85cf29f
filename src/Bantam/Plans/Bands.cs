namespace Bantam.Plans;

/// <summary>
/// Runs its body band by band: all calls of one band before the next, so that what lies between them is as small as a band, and stays
/// in the cache. The threads share out the bands, and one thread runs all tiles of a band's calls. Places of the body with
/// <see cref="Placement.BandSteps"/> follow the band; those in <see cref="Region.Scratch"/> are of the thread that runs it.
/// </summary>
/// <param name="Axes">The axes, the outermost first. Their bands are numbered in this order, the last axis fastest.</param>
/// <param name="Body">What is done for a band.</param>
/// <param name="Label">The nodes that it computes, for people.</param>
public sealed record Bands(IReadOnlyList<BandAxis> Axes, IReadOnlyList<KernelCall> Body, string Label) : PlanStatement
{
    /// <summary>How many bands there are.</summary>
    public int Count => Axes.Aggregate(1, (count, axis) => count * axis.Count);

    /// <summary>The cost of all bands; see <see cref="KernelCall.Cost"/>.</summary>
    public long Cost => Count * Body.Sum(call => call.Cost);

    /// <inheritdoc/>
    public override bool IsSerial => Count < 2 || Cost < KernelCall.SerialCost;

    /// <inheritdoc/>
    public override IEnumerable<Placement> Reads => Body.SelectMany(call => call.Reads).Select(WithAllBands);

    /// <inheritdoc/>
    public override IEnumerable<Placement> Writes => Body.SelectMany(call => call.Writes).Select(WithAllBands);

    /// <inheritdoc/>
    public override IEnumerable<PlanStatement> All => [this, .. Body];

    /// <summary>Where a place is in a band.</summary>
    /// <param name="place">A place of the body.</param>
    /// <param name="band">The number of the band.</param>
    public Placement At(Placement place, long band)
    {
        var offset = place.Offset;
        for (var i = Axes.Count - 1; i >= 0 && place.BandSteps.Count > 0; i--)
        {
            offset += Axes[i].Start(band % Axes[i].Count) * place.BandSteps[i];
            band /= Axes[i].Count;
        }

        return place with { Offset = offset, BandSteps = [] };
    }

    /// <summary>The bytes from the first of the first band to the last of the last.</summary>
    private Placement WithAllBands(Placement place) => place with
    {
        Length = place.Length + place.BandSteps.Zip(Axes, (step, axis) => step * axis.Last).Sum(),
        BandSteps = [],
    };
}
