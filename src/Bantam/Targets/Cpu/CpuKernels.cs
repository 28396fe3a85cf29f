using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Bantam.Kernels;

namespace Bantam.Targets.Cpu;

/// <summary>A compiled kernel: takes its buffers and sizes from a list of native integers, and runs some of the tiles.</summary>
/// <param name="arguments">An address for each buffer, then a number for each size.</param>
/// <param name="first">The first tile.</param>
/// <param name="last">The tile to stop before.</param>
internal unsafe delegate void KernelCode(nint* arguments, nint first, nint last);

/// <summary>Compiles each kernel once; the code lives as long as the kernel.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal static class CpuKernels
{
    private static readonly ConditionalWeakTable<Kernel, Lazy<KernelCode>> Known = [];

    /// <summary>The code of a kernel. A thread that asks for one which another thread is compiling waits for that one.</summary>
    /// <exception cref="DynamicCodeException">This app cannot make code.</exception>
    public static KernelCode Compile(Kernel kernel) => !RuntimeFeature.IsDynamicCodeSupported ? throw new DynamicCodeException()
        : Known.GetValue(kernel, k => new Lazy<KernelCode>(() => IlWriter.Write(k).CreateDelegate<KernelCode>())).Value;
}
