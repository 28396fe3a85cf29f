using Bantam.Kernels;

namespace Bantam.Lowering;

/// <summary>
/// Kernels by target and spec: equal specs share one kernel, in all plans of the process. A kernel, and the code that was made of it,
/// ends with its last plan.
/// </summary>
public static class KernelCache
{
    private const int LeastSwept = 16;

    private static readonly Lock Changing = new();
    private static readonly Dictionary<(Target, string), WeakReference<Kernel>> Kernels = [];
    private static int _sweepAbove = LeastSwept;

    /// <summary>How many there are, those among them that have ended since it last looked.</summary>
    internal static int Count
    {
        get
        {
            lock (Changing) return Kernels.Count;
        }
    }

    /// <summary>The kernel of a spec, built where no plan has it.</summary>
    public static Kernel Get(Target target, string key, Func<Kernel> build)
    {
        lock (Changing)
        {
            if (Kernels.TryGetValue((target, key), out var known) && known.TryGetTarget(out var kernel)) return kernel;
            kernel = build();
            Kernels[(target, key)] = new WeakReference<Kernel>(kernel);
            if (Kernels.Count > _sweepAbove) Sweep();
            return kernel;
        }
    }

    /// <summary>Forgets what has ended; called whenever there are twice as many, so that it costs next to nothing a kernel.</summary>
    private static void Sweep()
    {
        foreach (var (key, kernel) in Kernels)
            if (!kernel.TryGetTarget(out _))
                Kernels.Remove(key);
        _sweepAbove = Math.Max(LeastSwept, 2 * Kernels.Count);
    }
}
