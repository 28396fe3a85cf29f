using Bantam.Kernels;

namespace Bantam.Web.Wasm;

/// <summary>
/// The feature levels of WebAssembly that a bundle is written for. V8 keeps 15 vectors in registers, and an unfused multiply-add
/// needs one of them for the product.
/// </summary>
public static class WasmTargets
{
    private const int L1 = 32 << 10;
    private const int L2 = 512 << 10;

    /// <summary>Relaxed SIMD: multiply-adds round once where the load-time probe finds that they do.</summary>
    public static Target Relaxed { get; } = new("wasm-relaxed", 4, Fused: true, Registers: 15, L1, L2);

    /// <summary>SIMD-128: every operation rounds.</summary>
    public static Target Simd { get; } = new("wasm-simd", 4, Fused: false, Registers: 14, L1, L2);

    /// <summary>WebAssembly 1.0, without vectors: every browser since 2017 has it.</summary>
    public static Target Mvp { get; } = new("wasm-mvp", 1, Fused: false, Registers: 14, L1, L2);

    /// <summary>The levels of a bundle unless it says otherwise, the fastest first.</summary>
    public static IReadOnlyList<Target> All { get; } = [Relaxed, Simd];
}
