using Bantam.Kernels;
using Bantam.Web.Bundles;

namespace Bantam.Web.Wasm;

/// <summary>A level that is a module of WebAssembly.</summary>
internal sealed class WasmBackend(Target target) : BundleBackend(target)
{
    /// <summary>A page asks for no more.</summary>
    private const int MostThreads = 64;

    /// <summary>32 bits address no more.</summary>
    private const int MostPages = 1 << 16;

    public override bool HasThreads => true;

    internal override string Kind => "wasm";

    internal override BackendCode Write(IReadOnlyList<BundleFunction> functions, int memoryBytes, int scratchBytes)
    {
        var (pages, scratchPages) = (memoryBytes / BundleMemory.PageBytes, scratchBytes / BundleMemory.PageBytes);
        var module = new WasmModule(pages, Math.Min(pages + (scratchPages * (MostThreads - 1)), MostPages), isShared: false);
        var driver = new WasmDriver(
            module, _ => throw new InvalidOperationException("Each function has addresses of its own."), scratchBytes);
        foreach (var function in functions) driver.Add(function.Plan.Name, function.Plan.Plan.Statements, function.Address);
        if (Target.Fused) WasmProbe.Add(module);
        var code = module.ToArray();
        var facts = new Dictionary<string, int> { ["memoryFlag"] = module.MemoryFlagOffset };
        return new BackendCode($"model.{Name["wasm-".Length..]}.wasm", code, facts);
    }
}
