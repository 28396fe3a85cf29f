using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Web.Wasm;

namespace Bantam.Web.Bundles;

/// <summary>The module of one level, and where its functions read their inputs and leave their outputs.</summary>
internal sealed record BundleLevel(Target Target, IReadOnlyList<BundleFunction> Runs, IReadOnlyList<BundleFunction> Steps)
{
    private const int PageBytes = 64 << 10;

    /// <summary>The module's bytes.</summary>
    public required byte[] Code { get; init; }

    /// <summary>The memory that it imports.</summary>
    public required int Pages { get; init; }

    /// <summary>The byte of the module that says whether the memory is shared between threads.</summary>
    public required int MemoryFlagOffset { get; init; }

    /// <summary>Whether more than one thread has something to do.</summary>
    public required bool IsThreaded { get; init; }

    /// <summary>The level as file names have it: what follows the dash in the target's name.</summary>
    public string FileName => $"model.{Target.Name[(Target.Name.IndexOf('-', StringComparison.Ordinal) + 1)..]}.wasm";

    /// <summary>Writes the module of a level.</summary>
    public static BundleLevel Write(LevelPlans plans, BundleMemory memory)
    {
        var functions = new List<BundleFunction>();
        long end = memory.WorkAddress;
        foreach (var plan in plans.All)
        {
            functions.Add(new BundleFunction(plan, memory.Addresses(plan.Plan, BundleMemory.Checked(end))));
            end += Placement.Footprint(plan.Plan.WorkBytes);
        }

        var pages = (BundleMemory.Checked(end) + PageBytes - 1) / PageBytes;
        var module = new WasmModule(pages, pages, isShared: false);
        var driver = new WasmDriver(module, _ => throw new InvalidOperationException("Each function has addresses of its own."));
        foreach (var function in functions) driver.Add(function.Plan.Name, function.Plan.Plan.Statements, function.Address);
        if (plans.Target.Fused) WasmProbe.Add(module);
        return new BundleLevel(plans.Target, [.. functions.Take(plans.Runs.Count)], [.. functions.Skip(plans.Runs.Count)])
        {
            Code = module.ToArray(),
            Pages = pages,
            MemoryFlagOffset = module.MemoryFlagOffset,
            IsThreaded = plans.All.Any(p => p.Plan.IsThreaded),
        };
    }
}

/// <summary>A function of a module and the addresses of its places.</summary>
internal sealed record BundleFunction(BundlePlan Plan, Func<Placement, int> Address);
