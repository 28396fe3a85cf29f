using Bantam.Kernels;
using Bantam.Web.JavaScript;
using Bantam.Web.Wasm;

namespace Bantam.Web.Bundles;

/// <summary>
/// What a level of a bundle is written for. It makes code of plans; how a page runs that code, the file of its <see cref="Kind"/> in
/// <c>runtime/</c> knows.
/// </summary>
public abstract class BundleBackend
{
    /// <summary>A backend that plans are made for in this way.</summary>
    private protected BundleBackend(Target target) => Target = target;

    /// <summary>WebAssembly with relaxed SIMD.</summary>
    public static BundleBackend WasmRelaxed { get; } = new WasmBackend(WasmTargets.Relaxed);

    /// <summary>WebAssembly with SIMD-128.</summary>
    public static BundleBackend WasmSimd { get; } = new WasmBackend(WasmTargets.Simd);

    /// <summary>WebAssembly without vectors.</summary>
    public static BundleBackend WasmMvp { get; } = new WasmBackend(WasmTargets.Mvp);

    /// <summary>Plain JavaScript, which needs nothing of a browser.</summary>
    public static BundleBackend JavaScript { get; } = new JavaScriptBackend();

    /// <summary>All of them, the fastest first.</summary>
    public static IReadOnlyList<BundleBackend> All { get; } = [WasmRelaxed, WasmSimd, WasmMvp, JavaScript];

    /// <summary>
    /// Those that a bundle is compiled for unless it says otherwise, the fastest first. A browser without vectors takes the last, which
    /// one without WebAssembly has too.
    /// </summary>
    public static IReadOnlyList<BundleBackend> Default { get; } = [WasmRelaxed, WasmSimd, JavaScript];

    /// <summary>The name that a page asks for it by.</summary>
    public string Name => Target.Name;

    /// <summary>What models are planned for.</summary>
    public Target Target { get; }

    /// <summary>Whether threads can share its memory.</summary>
    public abstract bool HasThreads { get; }

    /// <summary>The name by which the runtime knows how to run it.</summary>
    internal abstract string Kind { get; }

    /// <summary>The code of a level.</summary>
    /// <param name="functions">What it has to export, each under the name of its plan.</param>
    /// <param name="memoryBytes">The memory that one thread runs it on, whole pages.</param>
    /// <param name="scratchBytes">The memory that each further thread has behind it, whole pages.</param>
    internal abstract BackendCode Write(IReadOnlyList<BundleFunction> functions, int memoryBytes, int scratchBytes);
}

/// <summary>The file of a level.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Facts">What the runtime must know of it besides, by the names that the manifest gives them.</param>
internal sealed record BackendCode(string FileName, byte[] Bytes, IReadOnlyDictionary<string, int> Facts);
