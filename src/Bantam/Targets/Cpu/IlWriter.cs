using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Targets.Cpu;

/// <summary>
/// Writes a kernel as a dynamic method, which RyuJIT compiles with full optimization. Locals are reused once their block ends:
/// RyuJIT silently stops optimizing near 528 locals or 32 KB of IL, so the writer stops well before.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
[RequiresUnreferencedCode("Looks vector methods up by name.")]
internal sealed class IlWriter
{
    private const int MostLocals = 400;
    private const int MostBytes = 20 << 10;

    private readonly Kernel _kernel;
    private readonly ILGenerator _il;
    private readonly IlExpressions _expressions;
    private readonly Dictionary<Local, LocalBuilder> _locals = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Local, int> _tiles;
    private readonly Dictionary<Type, Stack<LocalBuilder>> _free = [];
    private int _declared;

    private IlWriter(Kernel kernel, ILGenerator il)
    {
        _kernel = kernel;
        _il = il;
        _expressions = new IlExpressions(il, kernel.Target.Lanes, kernel.Target.Fused, LoadLocal);
        _tiles = new(ReferenceEqualityComparer.Instance) { [kernel.First] = 1, [kernel.Last] = 2 };
    }

    /// <summary>The method, which has the parameters of <see cref="KernelCode"/>.</summary>
    /// <exception cref="KernelException">The kernel is larger than RyuJIT optimizes.</exception>
    public static DynamicMethod Write(Kernel kernel)
    {
        Type[] parameters = [typeof(nint*), typeof(nint), typeof(nint)];
        var method = new DynamicMethod(kernel.Name, typeof(void), parameters, typeof(IlWriter).Module, skipVisibility: true);
        var il = method.GetILGenerator(4096);
        var writer = new IlWriter(kernel, il);
        writer.LoadArguments();
        writer.Write(kernel.Body);
        il.Emit(OpCodes.Ret);
        if (writer._declared > MostLocals || il.ILOffset > MostBytes)
            throw new KernelException($"kernel {kernel.Name} for {kernel.Target.Name}: {writer._declared} locals and {il.ILOffset} bytes of IL; RyuJIT optimizes up to {MostLocals} and {MostBytes}. Unroll less.");
        return method;
    }

    /// <summary>Brings the buffers and sizes from the list of arguments to locals.</summary>
    private void LoadArguments()
    {
        var offset = 0;
        foreach (var argument in _kernel.Buffers.Concat(_kernel.Sizes))
        {
            Declare(argument);
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldc_I4, offset);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Ldind_I);
            StoreLocal(argument);
            offset += nint.Size;
        }
    }

    private void Write(IReadOnlyList<Statement> block)
    {
        var declared = new List<Local>();
        foreach (var statement in block)
        {
            switch (statement)
            {
                case Assign assign:
                    _expressions.Emit(assign.Value);
                    if (!_locals.ContainsKey(assign.Local) && !_tiles.ContainsKey(assign.Local))
                    {
                        Declare(assign.Local);
                        declared.Add(assign.Local);
                    }

                    StoreLocal(assign.Local);
                    break;
                case Store store: Write(store); break;
                case For loop: Write(loop); break;
                case If branch: Write(branch); break;
            }
        }

        foreach (var local in declared) Release(local);
    }

    private void Write(If branch)
    {
        var otherwise = _il.DefineLabel();
        _expressions.Emit(branch.Condition);
        _il.Emit(OpCodes.Brfalse, otherwise);
        Write(branch.Then);
        if (branch.Otherwise.Count == 0)
        {
            _il.MarkLabel(otherwise);
            return;
        }

        var end = _il.DefineLabel();
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(otherwise);
        Write(branch.Otherwise);
        _il.MarkLabel(end);
    }

    private void Write(For loop)
    {
        _expressions.Emit(loop.From);
        Declare(loop.Counter);
        StoreLocal(loop.Counter);
        var body = _il.DefineLabel();
        var test = _il.DefineLabel();
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(body);
        Write(loop.Body);
        LoadLocal(loop.Counter);
        _expressions.Emit(loop.Step);
        _il.Emit(OpCodes.Add);
        StoreLocal(loop.Counter);
        _il.MarkLabel(test);
        LoadLocal(loop.Counter);
        _expressions.Emit(loop.Limit);
        _il.Emit(OpCodes.Blt, body);
        Release(loop.Counter);
    }

    private void Write(Store store)
    {
        var storage = store.Buffer.Storage;
        var isVector = store.Value.Type.IsVector();
        if (isVector && (store.Count is not null || storage.Size() != 4))
        {
            WriteThroughHelper(store, storage);
            return;
        }

        _expressions.EmitAddress(store.Pointer, store.Offset);
        _expressions.Emit(store.Value);
        if (isVector)
        {
            _il.Emit(OpCodes.Unaligned, (byte)1);
            _il.Emit(OpCodes.Stobj, _expressions.ClrType(store.Value.Type));
        }
        else
        {
            if (storage == ElementType.Int64) _il.Emit(OpCodes.Conv_I8);
            _il.Emit(storage switch
            {
                ElementType.Float => OpCodes.Stind_R4,
                ElementType.Int32 => OpCodes.Stind_I4,
                ElementType.Int64 => OpCodes.Stind_I8,
                _ => OpCodes.Stind_I1,
            });
        }
    }

    private void WriteThroughHelper(Store store, ElementType storage)
    {
        _expressions.EmitAddress(store.Pointer, store.Offset);
        _expressions.Emit(store.Value);
        var isa = VectorIsa.Of(_kernel.Target.Lanes);
        var vector = _expressions.ClrType(store.Value.Type);
        if (storage == ElementType.Int32)
        {
            _il.Emit(OpCodes.Call, isa.Method("AsSingle", typeof(int), 1));
            vector = isa.F32;
        }

        _expressions.Emit(store.Count ?? Constant.Of(_kernel.Target.Lanes));
        var (name, pointer) = storage switch
        {
            ElementType.Float or ElementType.Int32 => (nameof(VectorRuntime.StoreFirst), typeof(float*)),
            ElementType.Int64 => (nameof(VectorRuntime.StoreInt64), typeof(long*)),
            _ => (nameof(VectorRuntime.StoreUInt8), typeof(byte*)),
        };
        _il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(VectorRuntime), name, pointer, vector, typeof(nint)));
    }

    private void Declare(Local local)
    {
        var type = _expressions.ClrType(local.Type);
        if (_free.TryGetValue(type, out var free) && free.TryPop(out var known))
        {
            _locals[local] = known;
        }
        else
        {
            _declared++;
            _locals[local] = _il.DeclareLocal(type);
        }
    }

    private void Release(Local local)
    {
        var builder = _locals[local];
        if (!_free.TryGetValue(builder.LocalType, out var free)) _free[builder.LocalType] = free = [];
        free.Push(builder);
        _locals.Remove(local);
    }

    private void LoadLocal(Local local)
    {
        if (_tiles.TryGetValue(local, out var index)) _il.Emit(OpCodes.Ldarg, (short)index);
        else if (_locals.TryGetValue(local, out var builder)) _il.Emit(OpCodes.Ldloc, builder);
        else throw new KernelException($"kernel {_kernel.Name}: local {local.Name} is read before it is set.");
    }

    private void StoreLocal(Local local)
    {
        if (_tiles.TryGetValue(local, out var index)) _il.Emit(OpCodes.Starg, (short)index);
        else _il.Emit(OpCodes.Stloc, _locals[local]);
    }
}
