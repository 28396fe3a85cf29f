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
    public static Target Wide { get; } = Make("cpu-512", lanes: 16, registers: 32);

    /// <summary>256-bit vectors (AVX2 and FMA).</summary>
    public static Target Medium { get; } = Make("cpu-256", lanes: 8, registers: 16);

    /// <summary>128-bit vectors (SSE with FMA, NEON).</summary>
    public static Target Narrow { get; } = Make("cpu-128", lanes: 4, registers: 16);

    /// <summary>No vectors.</summary>
    public static Target Scalar { get; } = Make("cpu-32", lanes: 1, registers: 16);

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

    private static Target Make(string name, int lanes, int registers) => new(name, lanes, Fused: true, registers, L1, L2)
    {
        HasHost = true,
        PacksConstants = true,
        HasDot = lanes > 1 && AvxVnni.IsSupported,
    };

    /// <summary>A line that says what this processor has.</summary>
    public static string Describe() =>
        $"{Best.Name}{(Avx2.IsSupported ? ", avx2" : "")}, {Environment.ProcessorCount} processors";
}
