using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Bantam.Kernels;
using Bantam.Lowering;

namespace Bantam.Targets.Cpu;

/// <summary>Runs a plan's calls, with every place and size a constant in the emitted code.</summary>
/// <param name="state">The address of <see cref="Region.State"/>.</param>
/// <param name="work">The address of <see cref="Region.Work"/>.</param>
/// <param name="barrier">The address of the barrier's integers; not touched by one thread.</param>
/// <param name="thread">This thread's number.</param>
/// <param name="threads">How many threads run the plan.</param>
internal delegate void CpuDriver(nint state, nint work, nint barrier, nint thread, nint threads);

/// <summary>Emits drivers, and each distinct kernel once.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
[RequiresUnreferencedCode("Looks vector methods up by name.")]
internal static class CpuDrivers
{
    private static readonly ConditionalWeakTable<Kernel, DynamicMethod> Methods = [];

    /// <summary>A driver for one thread, or for any number.</summary>
    public static CpuDriver Emit(IReadOnlyList<KernelCall> calls, bool isThreaded)
    {
        var method = new DynamicMethod("plan", typeof(void), [.. Enumerable.Repeat(typeof(nint), 5)], typeof(CpuDrivers).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        var barriers = Schedule.Barriers(calls);
        for (var i = 0; i < calls.Count; i++)
        {
            if (isThreaded && barriers[i])
            {
                il.Emit(OpCodes.Ldarg_2);
                il.Emit(OpCodes.Ldarg_S, (byte)4);
                il.Emit(OpCodes.Call, VectorIsa.Helper(typeof(SpinBarrier), nameof(SpinBarrier.Wait), typeof(nint), typeof(nint)));
            }

            Emit(il, calls[i], isThreaded);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<CpuDriver>();
    }

    private static void Emit(ILGenerator il, KernelCall call, bool isThreaded)
    {
        var after = il.DefineLabel();
        if (isThreaded && call.IsSerial)
        {
            il.Emit(OpCodes.Ldarg_3);
            il.Emit(OpCodes.Brtrue, after);
        }

        foreach (var place in call.Buffers)
        {
            il.Emit(place.Region == Region.State ? OpCodes.Ldarg_0 : OpCodes.Ldarg_1);
            Integer(il, place.Offset);
            il.Emit(OpCodes.Add);
        }

        foreach (var size in call.Sizes) Integer(il, size);
        if (isThreaded && !call.IsSerial)
        {
            Share(il, call.Tiles, next: false);
            Share(il, call.Tiles, next: true);
        }
        else
        {
            Integer(il, 0);
            Integer(il, call.Tiles);
        }

        il.Emit(OpCodes.Call, Methods.GetValue(call.Kernel, IlWriter.Write));
        il.MarkLabel(after);
    }

    /// <summary>tiles · thread / threads, or with the next thread.</summary>
    private static void Share(ILGenerator il, int tiles, bool next)
    {
        il.Emit(OpCodes.Ldarg_3);
        if (next)
        {
            Integer(il, 1);
            il.Emit(OpCodes.Add);
        }

        Integer(il, tiles);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Ldarg_S, (byte)4);
        il.Emit(OpCodes.Div);
    }

    private static void Integer(ILGenerator il, int value)
    {
        il.Emit(OpCodes.Ldc_I4, value);
        il.Emit(OpCodes.Conv_I);
    }
}
