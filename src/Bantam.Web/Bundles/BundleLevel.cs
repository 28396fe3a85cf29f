using Bantam.Lowering;
using Bantam.Plans;

namespace Bantam.Web.Bundles;

/// <summary>One level of a bundle: its functions, where they read their inputs and leave their outputs, and its code.</summary>
internal sealed record BundleLevel(BundleBackend Backend, IReadOnlyList<BundleFunction> Runs, IReadOnlyList<BundleFunction> Steps)
{
    /// <summary>Its file.</summary>
    public required BackendCode Code { get; init; }

    /// <summary>Bytes of the memory that the functions share.</summary>
    public required int MemoryBytes { get; init; }

    /// <summary>Whether more than one thread has something to do.</summary>
    public bool IsThreaded => Backend.HasThreads && Runs.Concat(Steps).Any(f => f.Plan.Plan.IsThreaded);

    /// <summary>Places the functions' own memory behind what all levels share, and writes their code.</summary>
    public static BundleLevel Write(LevelPlans plans, BundleMemory memory)
    {
        var functions = new List<BundleFunction>();
        var end = memory.WorkAddress;
        foreach (var plan in plans.All)
        {
            functions.Add(new BundleFunction(plan, memory.Addresses(plan.Plan, end)));
            end = FlatMemory.End(plan.Plan, end);
        }

        var bytes = BundleMemory.ToPages(end);
        return new BundleLevel(plans.Backend, [.. functions.Take(plans.Runs.Count)], [.. functions.Skip(plans.Runs.Count)])
        {
            Code = plans.Backend.Write(functions, bytes),
            MemoryBytes = bytes,
        };
    }
}

/// <summary>A function of a level and the addresses of its places.</summary>
internal sealed record BundleFunction(BundlePlan Plan, Func<Placement, int> Address);
