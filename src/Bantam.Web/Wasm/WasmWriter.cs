using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Web.Wasm;

/// <summary>
/// Writes a kernel as a function of a module. A function stays below 16 KB: larger ones reach the browser's optimized code only
/// after hundreds of milliseconds.
/// </summary>
internal sealed class WasmWriter
{
    private const int MostBytes = 16 << 10;

    private readonly Kernel _kernel;
    private readonly WasmBytes _code = new();
    private readonly WasmBytes _constants = new();
    private readonly WasmExpressions _expressions;
    private readonly Dictionary<Local, int> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(int A, int B, int C, int D), int> _constantSlots = [];
    private readonly Dictionary<WasmType, Stack<int>> _free = [];
    private readonly Dictionary<WasmType, int> _scratch = [];
    private readonly List<WasmType> _locals = [];
    private readonly int _parameters;

    private WasmWriter(Kernel kernel)
    {
        _kernel = kernel;
        foreach (var parameter in kernel.Parameters) _slots[parameter] = _parameters++;
        _expressions = new WasmExpressions(_code, kernel.Target, Slot, Scratch, ConstantSlot);
    }

    /// <summary>Adds the kernel to a module and returns the function's index; it takes one i32 for each parameter of the kernel.</summary>
    /// <exception cref="KernelException">The function is larger than browsers optimize soon.</exception>
    public static int Write(Kernel kernel, WasmModule module)
    {
        if (kernel.Target.Lanes is not (1 or 4))
            throw new KernelException($"kernel {kernel.Name}: WebAssembly has 4 lanes or 1; {kernel.Target.Name} has {kernel.Target.Lanes}.");
        var writer = new WasmWriter(kernel);
        writer.Write(kernel.Body);
        var body = writer._constants.Raw(writer._code.Span);
        if (body.Length > MostBytes)
            throw new KernelException($"kernel {kernel.Name} for {kernel.Target.Name}: {body.Length} bytes; browsers optimize up to {MostBytes} a function at once. Unroll less.");
        return module.Add([.. Enumerable.Repeat(WasmType.I32, writer._parameters)], null, writer._locals, body);
    }

    private void Write(IReadOnlyList<Statement> block)
    {
        var declared = new List<Local>();
        foreach (var statement in block)
        {
            switch (statement)
            {
                case Assign assign:
                    _expressions.Write(assign.Value);
                    if (!_slots.ContainsKey(assign.Local))
                    {
                        Declare(assign.Local);
                        declared.Add(assign.Local);
                    }

                    _code.Byte(Op.LocalSet).Unsigned(_slots[assign.Local]);
                    break;
                case Store store: Write(store); break;
                case For loop: Write(loop); break;
                case If branch:
                    _expressions.Write(branch.Condition);
                    _code.Byte(Op.If).Byte(Op.NoResult);
                    Write(branch.Then);
                    if (branch.Otherwise.Count > 0)
                    {
                        _code.Byte(Op.Else);
                        Write(branch.Otherwise);
                    }

                    _code.Byte(Op.End);
                    break;
            }
        }

        foreach (var local in declared) Release(local);
    }

    private void Write(For loop)
    {
        _expressions.Write(loop.From);
        Declare(loop.Counter);
        var counter = _slots[loop.Counter];
        _code.Byte(Op.LocalTee).Unsigned(counter);
        _expressions.Write(loop.Limit);
        _code.Byte(Op.I32LtS).Byte(Op.If).Byte(Op.NoResult).Byte(Op.Loop).Byte(Op.NoResult);
        Write(loop.Body);
        _code.Byte(Op.LocalGet).Unsigned(counter);
        _expressions.Write(loop.Step);
        _code.Byte(Op.I32Add).Byte(Op.LocalTee).Unsigned(counter);
        _expressions.Write(loop.Limit);
        _code.Byte(Op.I32LtS).Byte(Op.BranchIf).Unsigned(0).Byte(Op.End).Byte(Op.End);
        Release(loop.Counter);
    }

    private void Write(Store store)
    {
        var storage = store.Buffer.Storage;
        if (!store.Value.Type.IsVector())
        {
            var offset = _expressions.WriteAddress(store.Pointer, store.Offset);
            _expressions.Write(store.Value);
            if (storage == ElementType.Int64) _code.Byte(Op.I64ExtendI32S);
            _expressions.Memory(storage switch
            {
                ElementType.Float => Op.F32Store,
                ElementType.Int32 => Op.I32Store,
                ElementType.Int64 => Op.I64Store,
                _ => Op.I32Store8,
            }, storage.Size() == 1 ? 0 : 2, offset);
        }
        else if (store.Count is null && storage.Size() == 4)
        {
            var offset = _expressions.WriteAddress(store.Pointer, store.Offset);
            _expressions.Write(store.Value);
            _expressions.MemorySimd(Simd.Store, 2, offset);
        }
        else
        {
            WriteLanes(store, storage);
        }
    }

    /// <summary>A vector store of some lanes, or of elements that are not four bytes.</summary>
    private void WriteLanes(Store store, ElementType storage)
    {
        var offset = _expressions.WriteAddress(store.Pointer, store.Offset);
        var address = Take(WasmType.I32);
        var value = Take(WasmType.V128);
        var count = Take(WasmType.I32);
        _code.Byte(Op.LocalSet).Unsigned(address);
        _expressions.Write(store.Value);
        _code.Byte(Op.LocalSet).Unsigned(value);
        _expressions.Write(store.Count ?? Constant.Of(4));
        _code.Byte(Op.LocalSet).Unsigned(count);

        if (storage.Size() != 4)
        {
            for (var lane = 0; lane < 4; lane++) When(count, lane, () => StoreLane(lane));
        }
        else
        {
            // Whole, or the first two and the third, or the first alone.
            When(count, 3, () => StoreVector(Simd.Store, null, 0), () => When(count, 1, () =>
            {
                StoreVector(Simd.Store64Lane, 0, 0);
                When(count, 2, () => StoreVector(Simd.Store32Lane, 2, 8));
            }, () => When(count, 0, () => StoreVector(Simd.Store32Lane, 0, 0))));
        }

        Give(WasmType.I32, address);
        Give(WasmType.V128, value);
        Give(WasmType.I32, count);

        void StoreVector(int op, int? lane, int moved)
        {
            _code.Byte(Op.LocalGet).Unsigned(address).Byte(Op.LocalGet).Unsigned(value);
            _expressions.MemorySimd(op, 2, offset + moved);
            if (lane is { } index) _code.Byte(index);
        }

        void StoreLane(int lane)
        {
            _code.Byte(Op.LocalGet).Unsigned(address).Byte(Op.LocalGet).Unsigned(value);
            _expressions.Vector(Simd.I32x4Extract);
            _code.Byte(lane);
            if (storage == ElementType.Int64) _code.Byte(Op.I64ExtendI32S);
            _expressions.Memory(storage == ElementType.Int64 ? Op.I64Store : Op.I32Store8, 0, offset + (lane * storage.Size()));
        }
    }

    private void When(int count, int above, Action then, Action? otherwise = null)
    {
        _code.Byte(Op.LocalGet).Unsigned(count).Byte(Op.I32Const).Signed(above).Byte(Op.I32GtS).Byte(Op.If).Byte(Op.NoResult);
        then();
        if (otherwise is not null)
        {
            _code.Byte(Op.Else);
            otherwise();
        }

        _code.Byte(Op.End);
    }

    private int Slot(Local local) => _slots.TryGetValue(local, out var slot) ? slot : throw new KernelException($"kernel {_kernel.Name}: local {local.Name} is read before it is set.");

    private void Declare(Local local) => _slots[local] = Take(WasmExpressions.TypeOf(local.Type));

    private void Release(Local local)
    {
        Give(WasmExpressions.TypeOf(local.Type), _slots[local]);
        _slots.Remove(local);
    }

    private int Take(WasmType type) => _free.TryGetValue(type, out var free) && free.TryPop(out var slot) ? slot : Add(type);

    private int Add(WasmType type)
    {
        _locals.Add(type);
        return _parameters + _locals.Count - 1;
    }

    private void Give(WasmType type, int slot)
    {
        if (!_free.TryGetValue(type, out var free)) _free[type] = free = [];
        free.Push(slot);
    }

    /// <summary>
    /// The local that holds a vector constant, and nothing else. All are set before the loops: a constant takes 18 bytes wherever
    /// it is written, and browsers make it anew in every round.
    /// </summary>
    private int ConstantSlot((int A, int B, int C, int D) lanes)
    {
        if (_constantSlots.TryGetValue(lanes, out var known)) return known;
        var slot = Add(WasmType.V128);
        _constants.Byte(Op.Simd).Unsigned(Simd.Const);
        foreach (var lane in (int[])[lanes.A, lanes.B, lanes.C, lanes.D])
            for (var shift = 0; shift < 32; shift += 8) _constants.Byte(lane >> shift & 0xff);
        _constants.Byte(Op.LocalSet).Unsigned(slot);
        return _constantSlots[lanes] = slot;
    }

    /// <summary>One local of a type for use inside a single expression.</summary>
    private int Scratch(WasmType type)
    {
        if (!_scratch.TryGetValue(type, out var slot)) _scratch[type] = slot = Take(type);
        return slot;
    }
}
