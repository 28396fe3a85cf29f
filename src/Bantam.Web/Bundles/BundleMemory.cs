using System.Security.Cryptography;
using Bantam.Lowering;
using Bantam.Plans;

namespace Bantam.Web.Bundles;

/// <summary>
/// The one memory of a bundle, in this order: barrier block, variables (those of the model, then the optimizer's), constants, and for
/// each function its inputs, outputs and scratch. All levels have the same up to the last part.
/// </summary>
internal sealed class BundleMemory
{
    /// <summary>Memory is given in whole pages of this size, which is that of WebAssembly.</summary>
    public const int PageBytes = 64 << 10;

    /// <summary>Integers that threads meet at; not a byte of it belongs to the model.</summary>
    private const int BarrierBytes = 256;

    private readonly Dictionary<string, int> _constants = [];
    private readonly List<(int Address, byte[] Bytes)> _contents = [];

    /// <summary>Places the variables, and each distinct constant of the plans once.</summary>
    public BundleMemory(StateLayout state, IEnumerable<Plan> plans)
    {
        foreach (var variable in state.Variables) AddContent(AddressOf(state[variable]), state.Arrange(variable).Bytes.ToArray());
        long end = BarrierBytes + (long)state.Bytes;
        foreach (var (tensor, _) in plans.SelectMany(p => p.Constants))
        {
            var bytes = tensor.Bytes.ToArray();
            if (!_constants.TryAdd(Key(bytes), Checked(end))) continue;
            AddContent(Checked(end), bytes);
            end += Placement.Footprint(bytes.Length);
        }

        WorkAddress = Checked(end);
    }

    /// <summary>Where the functions' own parts begin.</summary>
    public int WorkAddress { get; }

    /// <summary>What lies in memory before the first run, without what is zero.</summary>
    public IReadOnlyList<(int Address, byte[] Bytes)> Contents => _contents;

    /// <summary>The address of a variable.</summary>
    public static int AddressOf(Placement state) => Checked(BarrierBytes + state.Offset);

    /// <summary>The addresses of a plan's places when its own part begins at <paramref name="work"/>.</summary>
    public Func<Placement, int> Addresses(Plan plan, int work)
    {
        int[] constants = [.. plan.Constants.Select(c => _constants[Key(c.Tensor.Bytes)])];
        return place =>
        {
            if (place.Region == Region.State) return AddressOf(place);
            if (place.Region == Region.Work) return Checked(work + place.Offset);
            var (constant, offset) = plan.FindConstant(place);
            return Checked(constants[constant] + offset);
        };
    }

    /// <summary>A size or address as 32 bits.</summary>
    /// <exception cref="PlanException">It does not fit.</exception>
    public static int Checked(long bytes) => bytes <= int.MaxValue ? (int)bytes
        : throw new PlanException($"The bundle needs {bytes} bytes of memory; a page can give it {int.MaxValue}. Take smaller batches.");

    private static string Key(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private void AddContent(int address, byte[] bytes)
    {
        // Memory begins as zeros: an optimizer that has not run yet costs nothing to download.
        if (bytes.AsSpan().ContainsAnyExcept((byte)0)) _contents.Add((address, bytes));
    }
}
