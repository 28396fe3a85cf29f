using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Bantam.Kernels;

namespace Bantam.Targets.Cpu;

/// <summary>The widths that emitted IL can have on this processor.</summary>
public static class CpuTargets
{
    private const int L1 = 32 << 10;
    private const int L2 = 1 << 20;

    /// <summary>512-bit vectors, 32 registers (AVX-512).</summary>
    public static Target Wide { get; } =
        new("cpu-512", 16, Fused: true, Registers: 32, L1, L2) { HasHost = true, PacksConstants = true, HasDot = AvxVnni.IsSupported };

    /// <summary>256-bit vectors (AVX2 and FMA).</summary>
    public static Target Medium { get; } =
        new("cpu-256", 8, Fused: true, Registers: 16, L1, L2) { HasHost = true, PacksConstants = true, HasDot = AvxVnni.IsSupported };

    /// <summary>128-bit vectors (SSE with FMA, NEON).</summary>
    public static Target Narrow { get; } =
        new("cpu-128", 4, Fused: true, Registers: 16, L1, L2) { HasHost = true, PacksConstants = true, HasDot = AvxVnni.IsSupported };

    /// <summary>No vectors.</summary>
    public static Target Scalar { get; } = new("cpu-32", 1, Fused: true, Registers: 16, L1, L2) { HasHost = true, PacksConstants = true };

    /// <summary>The fastest of them here.</summary>
    public static Target Best { get; } = Fastest(RuntimeFeature.IsDynamicCodeCompiled);

    /// <summary>How many threads compute a plan unless another number is given: as many as there are processors.</summary>
    public static int Threads { get; } = MostThreads(RuntimeFeature.IsDynamicCodeCompiled);

    /// <summary>All widths; those wider than the hardware work too, slowly.</summary>
    public static IReadOnlyList<Target> All { get; } = [Wide, Medium, Narrow, Scalar];

    /// <summary>
    /// The fastest target where emitted code is compiled, or interpreted: a vector is an object there, which takes 20 times as long.
    /// </summary>
    internal static Target Fastest(bool isCompiled) =>
        !isCompiled ? Scalar : Vector512.IsHardwareAccelerated ? Wide : Vector256.IsHardwareAccelerated ? Medium : Narrow;

    /// <summary>Where emitted code is interpreted there are no threads, as in a page, or they do not help.</summary>
    internal static int MostThreads(bool isCompiled) => isCompiled ? Environment.ProcessorCount : 1;

    /// <summary>A line that says what this processor has.</summary>
    public static string Describe() =>
        $"{Best.Name}{(Avx2.IsSupported ? ", avx2" : "")}, {Environment.ProcessorCount} processors";
}
