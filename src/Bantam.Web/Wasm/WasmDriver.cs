using Bantam.Kernels;
using Bantam.Lowering;

namespace Bantam.Web.Wasm;

/// <summary>Writes a plan's calls as one function <c>(thread, threads)</c> of a module, with every place and size a constant.</summary>
internal sealed class WasmDriver(WasmModule module, Func<Placement, int> address)
{
    private readonly Dictionary<Kernel, int> _kernels = [];

    /// <summary>Adds the function and exports it under a name.</summary>
    public void Add(string name, IReadOnlyList<KernelCall> calls)
    {
        var body = new WasmBytes();
        foreach (var call in calls) Write(body, call);
        module.Export(name, module.Add([WasmType.I32, WasmType.I32], null, [], body));
    }

    private void Write(WasmBytes body, KernelCall call)
    {
        if (!_kernels.TryGetValue(call.Kernel, out var function)) _kernels[call.Kernel] = function = WasmWriter.Write(call.Kernel, module);
        foreach (var place in call.Buffers) body.Byte(Op.I32Const).Signed(address(place));
        foreach (var size in call.Sizes) body.Byte(Op.I32Const).Signed(size);
        body.Byte(Op.I32Const).Signed(0).Byte(Op.I32Const).Signed(call.Tiles).Byte(Op.Call).Unsigned(function);
    }
}
