using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Web.Wasm;

/// <summary>
/// Writes a kernel as a function of a module. A function stays below 16 KB: larger ones reach the browser's optimized code only
/// after hundreds of milliseconds.
/// </summary>
internal sealed class WasmWriter : StackWriter<WasmType>
{
    private const int MostBytes = 16 << 10;

    private readonly WasmBytes _code = new();
    private readonly WasmBytes _constants = new();
    private readonly WasmExpressions _expressions;
    private readonly Dictionary<(int A, int B, int C, int D), int> _constantSlots = [];
    private readonly Dictionary<(WasmType Type, int Index), int> _scratch = [];

    private WasmWriter(Kernel kernel)
        : base(kernel, kernel.Parameters) =>
        _expressions = new WasmExpressions(_code, kernel.Target, Slot, Scratch, ConstantSlot);

    /// <summary>Adds the kernel to a module and returns the function's index; it takes one i32 for each parameter of the kernel.</summary>
    /// <exception cref="KernelException">The function is larger than browsers optimize soon.</exception>
    public static int Write(Kernel kernel, WasmModule module)
    {
        if (kernel.Target.Lanes is not (1 or 4))
        {
            var (name, target) = (kernel.Name, kernel.Target);
            throw new KernelException($"kernel {name}: WebAssembly has 4 lanes or 1; {target.Name} has {target.Lanes}.");
        }

        var writer = new WasmWriter(kernel);
        writer.Write(kernel.Body);
        var body = writer._constants.Raw(writer._code.Span);
        if (body.Length > MostBytes)
        {
            throw new KernelException($"kernel {kernel.Name} for {kernel.Target.Name}: {body.Length} bytes; "
                + $"browsers optimize up to {MostBytes} a function at once. Unroll less.");
        }

        return module.Add([.. Enumerable.Repeat(WasmType.I32, writer.Parameters)], null, writer.Locals, body);
    }

    /// <inheritdoc/>
    protected override WasmType TypeOf(KernelType type) => WasmExpressions.TypeOf(type);

    /// <inheritdoc/>
    protected override void Write(Expr value) => _expressions.Write(value);

    /// <inheritdoc/>
    protected override void Set(int slot) => _code.Byte(Op.LocalSet).Unsigned(slot);

    /// <inheritdoc/>
    protected override void Write(If branch)
    {
        _code.Byte(Op.If).Byte(Op.NoResult);
        Write(branch.Then);
        if (branch.Otherwise.Count > 0)
        {
            _code.Byte(Op.Else);
            Write(branch.Otherwise);
        }

        _code.Byte(Op.End);
    }

    /// <inheritdoc/>
    protected override void Write(For loop, int counter)
    {
        _code.Byte(Op.LocalTee).Unsigned(counter);
        Write(loop.Limit);
        _code.Byte(Op.I32LtS).Byte(Op.If).Byte(Op.NoResult).Byte(Op.Loop).Byte(Op.NoResult);
        Write(loop.Body);
        _code.Byte(Op.LocalGet).Unsigned(counter);
        Write(loop.Step);
        _code.Byte(Op.I32Add).Byte(Op.LocalTee).Unsigned(counter);
        Write(loop.Limit);
        _code.Byte(Op.I32LtS).Byte(Op.BranchIf).Unsigned(0).Byte(Op.End).Byte(Op.End);
    }

    /// <inheritdoc/>
    protected override void Write(While loop)
    {
        _code.Byte(Op.Loop).Byte(Op.NoResult);
        Write(loop.Condition);
        _code.Byte(Op.If).Byte(Op.NoResult);
        Write(loop.Body);
        _code.Byte(Op.Branch).Unsigned(1).Byte(Op.End).Byte(Op.End);
    }

    /// <inheritdoc/>
    protected override void Write(Store store)
    {
        var storage = store.Buffer.Storage;
        if (!store.Value.Type.IsVector())
        {
            var offset = _expressions.WriteAddress(store.Pointer, store.Offset);
            Write(store.Value);
            if (storage == ElementType.Int64 && store.Value.Type != KernelType.I64) _code.Byte(Op.I64ExtendI32S);
            var (op, align) = storage switch
            {
                ElementType.Float => (Op.F32Store, 2),
                ElementType.Double => (Op.F64Store, 3),
                ElementType.Int64 => (Op.I64Store, 2),
                ElementType.UInt32 => (Op.I64Store32, 2),
                _ => storage.Size() switch { 4 => (Op.I32Store, 2), 2 => (Op.I32Store16, 1), _ => (Op.I32Store8, 0) },
            };
            _expressions.Memory(op, align, offset);
        }
        else if (store.Count is null && storage.Size() == 4)
        {
            var offset = _expressions.WriteAddress(store.Pointer, store.Offset);
            Write(store.Value);
            _expressions.MemorySimd(Simd.Store, 2, offset);
        }
        else if (store.Count is null && storage.Size() < 4)
        {
            WriteNarrow(store, storage.Size());
        }
        else
        {
            WriteLanes(store, storage);
        }
    }

    /// <summary>A whole vector of elements shorter than its lanes, whose low bytes are brought together.</summary>
    private void WriteNarrow(Store store, int size)
    {
        var offset = _expressions.WriteAddress(store.Pointer, store.Offset);
        Write(store.Value);
        var value = Scratch(WasmType.V128, 0);
        _code.Byte(Op.LocalTee).Unsigned(value).Byte(Op.LocalGet).Unsigned(value);
        _expressions.Vector(Simd.Shuffle);
        for (var i = 0; i < 16; i++) _code.Byte((i / size % 4 * 4) + (i % size));
        _expressions.MemorySimd(size == 2 ? Simd.Store64Lane : Simd.Store32Lane, size - 1, offset);
        _code.Byte(0);
    }

    /// <summary>A vector store of some lanes, or of elements that are not four bytes.</summary>
    private void WriteLanes(Store store, ElementType storage)
    {
        var offset = _expressions.WriteAddress(store.Pointer, store.Offset);
        var address = Take(WasmType.I32);
        var value = Take(WasmType.V128);
        var count = Take(WasmType.I32);
        _code.Byte(Op.LocalSet).Unsigned(address);
        Write(store.Value);
        _code.Byte(Op.LocalSet).Unsigned(value);
        Write(store.Count ?? Constant.Of(4));
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
            var op = storage.Size() switch { 8 => Op.I64Store, 2 => Op.I32Store16, _ => Op.I32Store8 };
            _expressions.Memory(op, 0, offset + (lane * storage.Size()));
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

    /// <summary>A local of a type for use inside a single expression, by a number.</summary>
    private int Scratch(WasmType type, int index)
    {
        if (!_scratch.TryGetValue((type, index), out var slot)) _scratch[(type, index)] = slot = Take(type);
        return slot;
    }
}
