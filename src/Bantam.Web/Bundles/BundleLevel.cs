using Bantam.Lowering;
using Bantam.Plans;

namespace Bantam.Web.Bundles;

/// <summary>One level of a bundle: its functions, where they read their inputs and leave their outputs, and its code.</summary>
internal sealed record BundleLevel(BundleBackend Backend, IReadOnlyList<BundleFunction> Runs, IReadOnlyList<BundleFunction> Steps)
{
    /// <summary>Its file.</summary>
    public required BackendCode Code { get; init; }

    /// <summary>Bytes of the memory that the functions share, and that one thread runs them on.</summary>
    public required int MemoryBytes { get; init; }

    /// <summary>Bytes of memory that each further thread takes.</summary>
    public required int ScratchBytes { get; init; }

    /// <summary>Whether more than one thread has something to do.</summary>
    public bool IsThreaded => Backend.HasThreads && Runs.Concat(Steps).Any(f => f.Plan.Plan.IsThreaded);

    /// <summary>Places the functions' own memory behind what all levels share, and writes their code.</summary>
    public static BundleLevel Write(LevelPlans plans, BundleMemory memory)
    {
        var ends = new List<int> { memory.WorkAddress };
        foreach (var plan in plans.All) ends.Add(FlatMemory.End(plan.Plan, ends[^1]));
        var scratch = ends[^1];
        BundleFunction[] functions = [.. plans.All.Zip(ends, (p, work) => new BundleFunction(p, memory.Addresses(p.Plan, work, scratch)))];
        var bytes = BundleMemory.ToPages(FlatMemory.End(plans.All.Select(p => p.Plan), scratch));
        var scratchBytes = BundleMemory.ToPages((int)plans.All.Max(p => p.Plan.ScratchBytes));
        return new BundleLevel(plans.Backend, [.. functions.Take(plans.Runs.Count)], [.. functions.Skip(plans.Runs.Count)])
        {
            Code = plans.Backend.Write(functions, bytes, scratchBytes),
            MemoryBytes = bytes,
            ScratchBytes = scratchBytes,
        };
    }
}

/// <summary>A function of a level and the addresses of its places.</summary>
internal sealed record BundleFunction(BundlePlan Plan, Func<Placement, int> Address);
