using Bantam.Kernels;
using Bantam.Web.Bundles;

namespace Bantam.Web.Wasm;

/// <summary>A level that is a module of WebAssembly.</summary>
internal sealed class WasmBackend(Target target) : BundleBackend(target)
{
    public override bool HasThreads => true;

    internal override string Kind => "wasm";

    internal override BackendCode Write(IReadOnlyList<BundleFunction> functions, int memoryBytes)
    {
        var pages = memoryBytes / BundleMemory.PageBytes;
        var module = new WasmModule(pages, pages, isShared: false);
        var driver = new WasmDriver(module, _ => throw new InvalidOperationException("Each function has addresses of its own."));
        foreach (var function in functions) driver.Add(function.Plan.Name, function.Plan.Plan.Statements, function.Address);
        if (Target.Fused) WasmProbe.Add(module);
        var code = module.ToArray();
        var facts = new Dictionary<string, int> { ["memoryFlag"] = module.MemoryFlagOffset };
        return new BackendCode($"model.{Name["wasm-".Length..]}.wasm", code, facts);
    }
}
