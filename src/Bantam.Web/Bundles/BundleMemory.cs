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

    /// <summary>What has to be downloaded. Memory begins as zeros: an optimizer that has not run yet costs nothing.</summary>
    public IEnumerable<(int Address, ReadOnlyMemory<byte> Bytes)> Shipped => Contents.Where(c => c.Bytes.Span.ContainsAnyExcept((byte)0));

    /// <summary>The address of a variable.</summary>
    public static int AddressOf(Placement state) => Checked(BarrierBytes + state.Offset);

    /// <summary>So many bytes up to the end of a page.</summary>
    public static int ToPages(int bytes) => Checked(((long)bytes + PageBytes - 1) / PageBytes * PageBytes);
}
