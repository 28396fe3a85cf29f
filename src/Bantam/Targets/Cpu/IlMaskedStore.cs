using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics.X86;

namespace Bantam.Targets.Cpu;

/// <summary>
/// Emits stores of the first lanes of a vector where the processor has masked stores: a tile of a product ends with a dozen of them, and
/// to inline a helper as often took RyuJIT a third of the time for the whole kernel. A full vector is stored as one, since masked stores
/// are slow on many processors.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal sealed class IlMaskedStore
{
    private readonly ILGenerator _il;
    private readonly VectorIsa _isa;
    private readonly int _lanes;
    private readonly MethodInfo _store;
    private readonly LocalBuilder _pointer;
    private readonly LocalBuilder _value;
    private readonly LocalBuilder _count;

    private IlMaskedStore(
        ILGenerator il, int lanes, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type owner)
    {
        (_il, _isa, _lanes) = (il, VectorIsa.Of(lanes), lanes);
        _store = VectorIsa.Helper(owner, nameof(Avx.MaskStore), typeof(float*), _isa.F32, _isa.F32);
        (_pointer, _value, _count) = (il.DeclareLocal(typeof(float*)), il.DeclareLocal(_isa.F32), il.DeclareLocal(typeof(nint)));
    }

    /// <summary>An emitter for vectors of some lanes; null where the processor has no such stores.</summary>
    public static IlMaskedStore? For(ILGenerator il, int lanes) => lanes switch
    {
        4 or 8 when Avx.IsSupported => new IlMaskedStore(il, lanes, typeof(Avx)),
        16 when Avx512F.IsSupported => new IlMaskedStore(il, lanes, typeof(Avx512F)),
        _ => null,
    };

    /// <summary>Stores from the stack: a pointer, a vector of float, and how many lanes; none where the count is not positive.</summary>
    public void Emit()
    {
        var (partial, end) = (_il.DefineLabel(), _il.DefineLabel());
        _il.Emit(OpCodes.Stloc, _count);
        _il.Emit(OpCodes.Stloc, _value);
        _il.Emit(OpCodes.Stloc, _pointer);
        _il.Emit(OpCodes.Ldloc, _count);
        _il.Emit(OpCodes.Ldc_I4, _lanes);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Blt, partial);
        _il.Emit(OpCodes.Ldloc, _pointer);
        _il.Emit(OpCodes.Ldloc, _value);
        _il.Emit(OpCodes.Unaligned, (byte)1);
        _il.Emit(OpCodes.Stobj, _isa.F32);
        _il.Emit(OpCodes.Br, end);

        // Lane i is stored where i is below the count.
        _il.MarkLabel(partial);
        _il.Emit(OpCodes.Ldloc, _pointer);
        _il.Emit(OpCodes.Call, _isa.Indices);
        _il.Emit(OpCodes.Ldloc, _count);
        _il.Emit(OpCodes.Conv_I4);
        _il.Emit(OpCodes.Call, _isa.Create(typeof(int)));
        _il.Emit(OpCodes.Call, _isa.Method("LessThan", typeof(int), 2));
        _il.Emit(OpCodes.Call, _isa.Method("AsSingle", typeof(int), 1));
        _il.Emit(OpCodes.Ldloc, _value);
        _il.Emit(OpCodes.Call, _store);
        _il.MarkLabel(end);
    }
}
