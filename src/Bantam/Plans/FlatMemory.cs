using System.Security.Cryptography;

namespace Bantam.Plans;

/// <summary>
/// One block of memory for several plans of a model, which 32 bits address: what the caller keeps for itself, the variables, each
/// distinct constant once, then for each plan its inputs, outputs and what lies between them, and behind all of it the scratch memory.
/// </summary>
public class FlatMemory
{
    private readonly long _reserved;
    private readonly Dictionary<string, int> _constants = [];
    private readonly List<FlatContent> _contents = [];

    /// <summary>Places the variables and the constants of some plans.</summary>
    /// <param name="reserved">How many bytes at the beginning no plan has, a multiple of <see cref="Placement.Alignment"/>.</param>
    /// <param name="state">Where the variables lie.</param>
    /// <param name="plans">The plans.</param>
    /// <exception cref="PlanException">It becomes larger than 32 bits address.</exception>
    public FlatMemory(int reserved, StateLayout state, IEnumerable<Plan> plans)
    {
        _reserved = reserved;
        foreach (var variable in state.Variables) _contents.Add(new(Address(state[variable]), state.Arrange(variable).Bytes.ToArray()));
        var end = reserved + state.Bytes;
        foreach (var (tensor, _) in plans.SelectMany(p => p.Constants))
        {
            if (!_constants.TryAdd(Key(tensor.Bytes), Checked(end))) continue;
            _contents.Add(new(Checked(end), tensor.Bytes.ToArray()) { Origin = TransformedWeights.Of(tensor) });
            end += Placement.Footprint(tensor.Bytes.Length);
        }

        WorkAddress = Checked(end);
    }

    /// <summary>Where the plans' own parts begin.</summary>
    public int WorkAddress { get; }

    /// <summary>What lies in memory before the first run: the variables in order, then the constants.</summary>
    public IReadOnlyList<FlatContent> Contents => _contents;

    /// <summary>The address behind a plan's own part that begins at <paramref name="work"/>.</summary>
    public static int End(Plan plan, int work) => Checked(work + Placement.Footprint(plan.WorkBytes));

    /// <summary>
    /// The address behind the scratch memory of one thread that begins at <paramref name="scratch"/>, for any of the plans.
    /// </summary>
    public static int End(IEnumerable<Plan> plans, int scratch) => Checked(scratch + plans.Max(plan => plan.ScratchBytes));

    /// <summary>
    /// The addresses of a plan's places when its own part begins at <paramref name="work"/>, and the scratch memory of a thread, which
    /// plans share, at <paramref name="scratch"/>.
    /// </summary>
    public Func<Placement, int> Addresses(Plan plan, int work, int scratch)
    {
        int[] constants = [.. plan.Constants.Select(c => _constants[Key(c.Tensor.Bytes)])];
        return place =>
        {
            if (place.Region == Region.State) return Address(place);
            if (place.Region == Region.Work) return Checked(work + place.Offset);
            if (place.Region == Region.Scratch) return Checked(scratch + place.Offset);
            var (constant, offset) = plan.FindConstant(place);
            return Checked(constants[constant] + offset);
        };
    }

    /// <summary>A size or address as 32 bits.</summary>
    /// <exception cref="PlanException">It does not fit.</exception>
    protected static int Checked(long bytes) => bytes <= int.MaxValue ? (int)bytes : throw new PlanException(
        $"The model needs {bytes} bytes of memory in one block, which can have {int.MaxValue}. Take smaller batches.");

    private static string Key(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private int Address(Placement state) => Checked(_reserved + state.Offset);
}
