using Bantam.Plans;

namespace Bantam.Web.Bundles;

/// <summary>
/// The one memory of a bundle, which begins with a block for the barrier. All levels have the same up to the functions' own parts.
/// </summary>
internal sealed class BundleMemory(StateLayout state, IEnumerable<Plan> plans) : FlatMemory(BarrierBytes, state, plans)
{
    /// <summary>Integers that threads meet at; not a byte of it belongs to the model.</summary>
    private const int BarrierBytes = 256;

    /// <summary>Memory is given in whole pages of this size, which is that of WebAssembly.</summary>
    public const int PageBytes = 64 << 10;

    /// <summary>
    /// What has to be downloaded. Memory begins as zeros: an optimizer that has not run yet costs nothing. Weights that the page transforms
    /// have addresses below 0, where no memory is: the first of them begin at the least integer.
    /// </summary>
    public IEnumerable<(int Address, ReadOnlyMemory<byte> Bytes)> Shipped =>
    [
        .. Contents.Where(c => c.Origin is null && c.Bytes.Span.ContainsAnyExcept((byte)0)).Select(c => (c.Address, c.Bytes)),
        .. Transformed.Select(t => (int.MinValue + t.From, (ReadOnlyMemory<byte>)t.Origin.Weights.Bytes.ToArray())),
    ];

    /// <summary>
    /// The weights that the page transforms: where each begins among those that were downloaded for that, in bytes, and the address of what
    /// is made of it.
    /// </summary>
    public IEnumerable<(int From, int Address, TransformedWeights Origin)> Transformed
    {
        get
        {
            long from = 0;
            foreach (var content in Contents)
            {
                if (content.Origin is not { } origin) continue;
                yield return (Checked(from), content.Address, origin);
                from += origin.Weights.Bytes.Length;
            }
        }
    }

    /// <summary>The address of a variable.</summary>
    public static int AddressOf(Placement state) => Checked(BarrierBytes + state.Offset);

    /// <summary>So many bytes up to the end of a page.</summary>
    public static int ToPages(int bytes) => Checked(((long)bytes + PageBytes - 1) / PageBytes * PageBytes);
}
