using System.Runtime.InteropServices;
using Bantam.Kernels;
using Bantam.Targets.Cpu;

namespace Bantam.Tests.Kernels;

/// <summary>Emitted IL computes the interpreter's bits, at every width.</summary>
public sealed unsafe class EmittedIlTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var problem in KernelProblems.All)
            foreach (var target in CpuTargets.All)
                data.Add(problem.Name, target.Name);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Emitted_code_agrees_with_the_interpreter_bit_for_bit(string name, string targetName)
    {
        var problem = KernelProblems.All.Single(p => p.Name == name);
        var target = CpuTargets.All.Single(t => t.Name == targetName);
        Assert.Equal(problem.Interpret(CpuTargets.Scalar), problem.Interpret(target));
        Assert.Equal(problem.Interpret(target), Run(problem, target));
    }

    internal static byte[][] Run(KernelProblem problem, Target target)
    {
        var (call, places, bytes) = problem.Plan(target);
        var work = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        try
        {
            for (var i = 0; i < places.Length; i++) problem.Buffers[i].CopyTo(new Span<byte>(work + places[i].Offset, (int)places[i].Length));
            nint[] arguments = [.. places.Select(p => (nint)(work + p.Offset)), .. call.Sizes.Select(s => (nint)s)];
            fixed (nint* pointer = arguments) CpuKernels.Compile(call.Kernel)(pointer, 0, call.Tiles);
            return problem.WithoutScratch([.. places.Select(p => new Span<byte>(work + p.Offset, (int)p.Length).ToArray())]);
        }
        finally
        {
            NativeMemory.AlignedFree(work);
        }
    }
}
