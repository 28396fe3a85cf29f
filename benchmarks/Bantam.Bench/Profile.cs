using System.Diagnostics;
using System.Runtime.InteropServices;
using Bantam.Lowering;
using Bantam.Targets.Cpu;

namespace Bantam.Bench;

/// <summary>The time of each step of a plan, on one thread.</summary>
internal static unsafe class Profile
{
    private const int Rounds = 30;

    /// <summary>Prints a line a step: best time, rate and kernel.</summary>
    public static void Print(Plan plan)
    {
        var state = (nint)NativeMemory.AlignedAlloc((nuint)plan.State.Bytes + 512, 64);
        var work = (nint)NativeMemory.AlignedAlloc((nuint)plan.WorkBytes + 512, 64);
        NativeMemory.Clear((void*)state, (nuint)plan.State.Bytes + 512);
        NativeMemory.Clear((void*)work, (nuint)plan.WorkBytes + 512);
        var drivers = plan.Steps.OfType<KernelCall>().Select(c => CpuDrivers.Emit([c], isThreaded: false)).ToArray();
        var best = drivers.Select(_ => double.MaxValue).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < drivers.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                drivers[i](state, work, 0, 0, 1);
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        for (var i = 0; i < drivers.Length; i++)
        {
            var call = plan.Steps.OfType<KernelCall>().ElementAt(i);
            Console.WriteLine($"  {best[i],8:F2} us {call.Cost * 2 / best[i] / 1e3,6:F0} G/s  {call.Kernel.Name} [{string.Join(',', call.Sizes)}] {call.Label}");
        }

        Console.WriteLine($"  {best.Sum(),8:F2} us in all");
        NativeMemory.AlignedFree((void*)state);
        NativeMemory.AlignedFree((void*)work);
    }
}
