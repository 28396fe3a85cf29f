using System.Runtime.InteropServices;
using Bantam.Kernels;
using Bantam.Targets.Cpu;
using Bantam.Tests.Web;

namespace Bantam.Tests.Kernels;

/// <summary>Emitted IL computes the interpreter's bits, at every width.</summary>
public sealed unsafe class EmittedIlTests
{
    private static readonly Target[] Targets = [.. CpuTargets.All, CpuTargets.Scalar with { Name = "cpu-32 unfused", Fused = false }];

    private static readonly KernelProblem[] Language = [.. LanguageProblems.All];

    public static TheoryData<string, string> Cases() => Pairs(KernelProblems.All);

    public static TheoryData<string, string> LanguageCases() => Pairs(Language);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Emitted_code_agrees_with_the_interpreter_bit_for_bit(string name, string targetName)
    {
        var problem = KernelProblems.All.Single(p => p.Name == name);
        var target = Targets.Single(t => t.Name == targetName);
        Assert.Equal(problem.Interpret(CpuTargets.Scalar with { Fused = target.Fused }), problem.Interpret(target));
        Assert.Equal(problem.Interpret(target), Run(problem, target));
    }

    [Theory]
    [MemberData(nameof(LanguageCases))]
    public void Every_operation_agrees_with_the_interpreter_bit_for_bit(string name, string targetName)
    {
        var problem = Language.Single(p => p.Name == name);
        var target = Targets.Single(t => t.Name == targetName);
        Assert.Equal(problem.Interpret(target), Run(problem, target));
    }

    [Fact]
    public void Kernels_for_one_lane_have_no_vectors()
    {
        foreach (var problem in KernelProblems.All.Concat(Language))
            Assert.DoesNotContain(Types(problem.Make(CpuTargets.Scalar).Kernel.Body), type => type.IsVector());
    }

    private static IEnumerable<KernelType> Types(IEnumerable<Statement> block) => block.SelectMany(statement => statement switch
    {
        Assign assign => MathFunctions.Parts(assign.Local, assign.Value).Select(e => e.Type),
        Store store => MathFunctions.Parts(store.Value).Select(e => e.Type),
        For loop => Types(loop.Body),
        If branch => [.. Types(branch.Then), .. Types(branch.Otherwise)],
        _ => [],
    });

    private static TheoryData<string, string> Pairs(IEnumerable<KernelProblem> problems)
    {
        var data = new TheoryData<string, string>();
        foreach (var problem in problems)
            foreach (var target in Targets)
                data.Add(problem.Name, target.Name);
        return data;
    }

    internal static byte[][] Run(KernelProblem problem, Target target)
    {
        var (call, places, bytes) = problem.Plan(target);
        var work = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        try
        {
            for (var i = 0; i < places.Length; i++)
                problem.Buffers[i].CopyTo(new Span<byte>(work + places[i].Offset, (int)places[i].Length));
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
