using System.Collections.Concurrent;
using Bantam.Kernels;

namespace Bantam.Lowering;

/// <summary>Kernels by target and spec: equal specs share one kernel, in all plans of the process.</summary>
public static class KernelCache
{
    private static readonly ConcurrentDictionary<(Target, string), Lazy<Kernel>> Kernels = new();

    /// <summary>The kernel of a spec, built the first time.</summary>
    public static Kernel Get(Target target, string key, Func<Kernel> build) =>
        Kernels.GetOrAdd((target, key), _ => new Lazy<Kernel>(build)).Value;
}
