using Bantam.Kernels;
using Bantam.Lowering;

namespace Bantam.Web.Wasm;

/// <summary>
/// Writes a plan's calls as one function of a module, with every place and size a constant. Where threads can share the work the
/// function takes <c>(thread, threads)</c>, each thread of a page calls it, and it returns when all are done; else it takes nothing.
/// </summary>
internal sealed class WasmDriver(WasmModule module, Func<Placement, int> address)
{
    private readonly Dictionary<Kernel, int> _kernels = [];
    private int? _barrier;

    /// <summary>Whether any of the calls has work for more than one thread.</summary>
    public static bool IsThreaded(IReadOnlyList<KernelCall> calls) => calls.Any(c => !c.IsSerial);

    /// <summary>Adds the function and exports it under a name.</summary>
    /// <param name="name">The name that the page calls.</param>
    /// <param name="calls">The plan.</param>
    /// <param name="find">The addresses of this plan's places, where they are not those of the driver.</param>
    public void Add(string name, IReadOnlyList<KernelCall> calls, Func<Placement, int>? find = null)
    {
        var body = new WasmBytes();
        var isThreaded = IsThreaded(calls);
        if (isThreaded) WriteThreaded(body, calls, find ?? address);
        else foreach (var call in calls) Write(body, call, find ?? address, isShared: false);
        module.Export(name, module.Add(isThreaded ? [WasmType.I32, WasmType.I32] : [], null, [], body));
    }

    /// <summary>Calls that thread 0 runs alone stand together in a block that the others skip.</summary>
    private void WriteThreaded(WasmBytes body, IReadOnlyList<KernelCall> calls, Func<Placement, int> find)
    {
        var barriers = Schedule.Barriers(calls);
        var isInBlock = false;
        for (var i = 0; i < calls.Count; i++)
        {
            if (isInBlock && (barriers[i] || !calls[i].IsSerial)) Close();
            if (barriers[i]) Wait();
            if (calls[i].IsSerial && !isInBlock)
            {
                body.Byte(Op.Block).Byte(Op.NoResult).Byte(Op.LocalGet).Unsigned(0).Byte(Op.BranchIf).Unsigned(0);
                isInBlock = true;
            }

            Write(body, calls[i], find, isShared: !calls[i].IsSerial);
        }

        if (isInBlock) Close();
        Wait();

        void Close()
        {
            body.Byte(Op.End);
            isInBlock = false;
        }

        void Wait() => body.Byte(Op.LocalGet).Unsigned(1).Byte(Op.Call).Unsigned(_barrier ??= WasmBarrier.Add(module));
    }

    private void Write(WasmBytes body, KernelCall call, Func<Placement, int> find, bool isShared)
    {
        if (!_kernels.TryGetValue(call.Kernel, out var function)) _kernels[call.Kernel] = function = WasmWriter.Write(call.Kernel, module);
        foreach (var place in call.Buffers) body.Byte(Op.I32Const).Signed(find(place));
        foreach (var size in call.Sizes) body.Byte(Op.I32Const).Signed(size);
        if (isShared)
        {
            Share(body, call.Tiles, isEnd: false);
            Share(body, call.Tiles, isEnd: true);
        }
        else
        {
            body.Byte(Op.I32Const).Signed(0).Byte(Op.I32Const).Signed(call.Tiles);
        }

        body.Byte(Op.Call).Unsigned(function);
    }

    /// <summary>tiles · thread / threads: where this thread's share of the tiles begins, or where the next one's does.</summary>
    private static void Share(WasmBytes body, int tiles, bool isEnd)
    {
        body.Byte(Op.LocalGet).Unsigned(0);
        if (isEnd) body.Byte(Op.I32Const).Signed(1).Byte(Op.I32Add);
        body.Byte(Op.I32Const).Signed(tiles).Byte(Op.I32Mul).Byte(Op.LocalGet).Unsigned(1).Byte(Op.I32DivS);
    }
}
