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
internal sealed class IlWriter : StackWriter<Type>
{
    private const int MostLocals = 400;
    private const int MostBytes = 20 << 10;

    private readonly ILGenerator _il;
    private readonly IlExpressions _expressions;
    private readonly List<LocalBuilder> _builders = [];
    private IlMaskedStore? _masked;

    private IlWriter(Kernel kernel, ILGenerator il)
        : base(kernel, [kernel.First, kernel.Last])
    {
        _il = il;
        _expressions = new IlExpressions(il, kernel.Target.Lanes, kernel.Target.Fused, local => Get(Slot(local)));
    }

    /// <summary>The method, which has the parameters of <see cref="KernelCode"/>.</summary>
    /// <exception cref="KernelException">The kernel is larger than RyuJIT optimizes.</exception>
    public static DynamicMethod Write(Kernel kernel)
    {
        Type[] parameters = [typeof(nint*), typeof(nint), typeof(nint)];
        var method = new DynamicMethod(kernel.Name, typeof(void), parameters, restrictedSkipVisibility: true);
        var il = method.GetILGenerator(4096);
        var writer = new IlWriter(kernel, il);
        writer.LoadArguments();
        writer.Write(kernel.Body);
        il.Emit(OpCodes.Ret);
        if (writer.Locals.Count > MostLocals || il.ILOffset > MostBytes)
        {
            throw new KernelException(
                $"kernel {kernel.Name} for {kernel.Target.Name}: {writer.Locals.Count} locals and {il.ILOffset} bytes of IL; "
                + $"RyuJIT optimizes up to {MostLocals} and {MostBytes}. Unroll less.");
        }

        return method;
    }

    /// <summary>Brings the buffers and sizes from the list of arguments to locals.</summary>
    private void LoadArguments()
    {
        var offset = 0;
        foreach (var argument in Kernel.Buffers.Concat(Kernel.Sizes))
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldc_I4, offset);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Ldind_I);
            Set(Declare(argument));
            offset += nint.Size;
        }
    }

    /// <inheritdoc/>
    protected override Type TypeOf(KernelType type) => _expressions.ClrType(type);

    /// <inheritdoc/>
    protected override void Write(Expr value) => _expressions.Emit(value);

    /// <inheritdoc/>
    protected override int Add(Type type)
    {
        _builders.Add(_il.DeclareLocal(type));
        return base.Add(type);
    }

    /// <inheritdoc/>
    protected override void Set(int slot)
    {
        if (slot < Parameters) _il.Emit(OpCodes.Starg, (short)(slot + 1));
        else _il.Emit(OpCodes.Stloc, _builders[slot - Parameters]);
    }

    /// <inheritdoc/>
    protected override void Write(If branch)
    {
        var otherwise = _il.DefineLabel();
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

    /// <inheritdoc/>
    protected override void Write(For loop, int counter)
    {
        Set(counter);
        Rounds(() =>
        {
            Write(loop.Body);
            Get(counter);
            Write(loop.Step);
            _il.Emit(OpCodes.Add);
            Set(counter);
        }, again =>
        {
            Get(counter);
            Write(loop.Limit);
            _il.Emit(OpCodes.Blt, again);
        });
    }

    /// <inheritdoc/>
    protected override void Write(While loop) => Rounds(() => Write(loop.Body), again =>
    {
        Write(loop.Condition);
        _il.Emit(OpCodes.Brtrue, again);
    });

    /// <summary>The test is written behind the body, to which it branches back.</summary>
    private void Rounds(Action body, Action<Label> test)
    {
        var again = _il.DefineLabel();
        var first = _il.DefineLabel();
        _il.Emit(OpCodes.Br, first);
        _il.MarkLabel(again);
        body();
        _il.MarkLabel(first);
        test(again);
    }

    /// <inheritdoc/>
    protected override void Write(Store store)
    {
        var storage = store.Buffer.Storage;
        var type = store.Value.Type;
        if (type.IsVector() && (store.Count is not null || storage.Size() != 4))
        {
            WriteThroughHelper(store, storage);
            return;
        }

        _expressions.EmitAddress(store.Pointer, store.Offset);
        Write(store.Value);
        if (type.IsVector())
        {
            _il.Emit(OpCodes.Unaligned, (byte)1);
            _il.Emit(OpCodes.Stobj, TypeOf(type));
            return;
        }

        if (storage == ElementType.Int64 && type != KernelType.I64) _il.Emit(OpCodes.Conv_I8);
        if (storage == ElementType.UInt32) _il.Emit(OpCodes.Conv_I4);
        _il.Emit(storage switch
        {
            ElementType.Float => OpCodes.Stind_R4,
            ElementType.Double => OpCodes.Stind_R8,
            _ => storage.Size() switch { 8 => OpCodes.Stind_I8, 4 => OpCodes.Stind_I4, 2 => OpCodes.Stind_I2, _ => OpCodes.Stind_I1 },
        });
    }

    private void WriteThroughHelper(Store store, ElementType storage)
    {
        _expressions.EmitAddress(store.Pointer, store.Offset);
        Write(store.Value);
        var vector = TypeOf(store.Value.Type);
        if (storage == ElementType.Int32)
        {
            _il.Emit(OpCodes.Call, VectorIsa.Of(Kernel.Target.Lanes).Method("AsSingle", typeof(int), 1));
            vector = TypeOf(KernelType.VectorF32);
        }

        Write(store.Count ?? Constant.Of(Kernel.Target.Lanes));
        if (storage.Size() == 4 && (_masked ??= IlMaskedStore.For(_il, Kernel.Target.Lanes)) is { } masked)
        {
            masked.Emit();
            return;
        }

        var (name, pointer) = storage.Size() switch
        {
            8 => (nameof(VectorRuntime.StoreInt64), typeof(long*)),
            4 => (nameof(VectorRuntime.StoreFirst), typeof(float*)),
            2 => (nameof(VectorRuntime.StoreInt16), typeof(short*)),
            _ => (nameof(VectorRuntime.StoreUInt8), typeof(byte*)),
        };
        _il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(VectorRuntime), name, pointer, vector, typeof(nint)));
    }

    private void Get(int slot)
    {
        if (slot < Parameters) _il.Emit(OpCodes.Ldarg, (short)(slot + 1));
        else _il.Emit(OpCodes.Ldloc, _builders[slot - Parameters]);
    }
}
