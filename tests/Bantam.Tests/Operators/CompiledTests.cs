using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators.Cases;
using Bantam.Transforms;

namespace Bantam.Tests.Operators;

/// <summary>
/// Every case compiled for the processor, at every width: as traced, with everything expanded that can be, and its gradients. All
/// widths and the interpreter must agree to the bit, and all of them with the reference as closely as the case says.
/// </summary>
public sealed class CompiledTests
{
    private const double GradientTolerance = 1e-4;

    private const string RoundsTwice = "kernels go by way of Float, which rounds first";

    /// <summary>
    /// Cases that have no kernel: the reference runs them on .NET, and they do not run in a page. The list may only shrink.
    /// </summary>
    internal static readonly (string Case, string Reason)[] WithoutKernels =
    [
        ("ReduceMean of integers", "sums of integers run by reference"),
        ("ReduceMean of bytes whose sum is none", "sums of integers run by reference"),
        ("Cast of Double to Float16", RoundsTwice), ("Cast of Double to BFloat16", RoundsTwice), ("Cast of Int32 to BFloat16", RoundsTwice),
        ("Cast of Int64 to BFloat16", RoundsTwice), ("Cast of UInt32 to BFloat16", RoundsTwice),
        ("Pad by more reflections than one", "a mirrored margin is one copy of what lies inside"),
        ("Mod of fractions", "remainders of fractions run by reference"),
        ("Mod of unsigned numbers", "kernels have no UInt64"),
        ("Mod that broadcasts", "remainders of fractions run by reference"),
        ("BitShift of 64 bits", "kernels have no UInt64"),
        ("BitShift by more than there is", "kernels have no UInt64"),
        ("BitwiseNot of unsigned numbers", "kernels have no UInt64"),
        .. TreeEnsembleRegressorCases.All.Where(TreeEnsembleRegressorCases.TakesExtremum)
            .Select(c => (c.Name, "trees whose extremum counts are walked by reference")),
        .. LabelEncoderCases.LookedUp.Select(c => (c.Name, "many keys, and those of other types, are looked up by reference")),
        ("Det of 4·4", "larger matrices need pivots"), ("Det of 5·5", "larger matrices need pivots"),
        ("Det that needs pivots", "larger matrices need pivots"),
        ("MelWeightMatrix of two bands", "a table that is computed once, by reference"),
        ("RoiAlign with a sample a pixel", "how many samples a cell has only a run shows"),
    ];

    /// <summary>All widths, and one that has instructions for products of bytes, which not every processor has.</summary>
    private static readonly IReadOnlyList<Target> Targets =
        [.. CpuTargets.All, CpuTargets.Wide with { Name = "cpu-512-dot", HasDot = true }];

    public static TheoryData<string> Cases => OperatorCases.Where(_ => true);

    public static TheoryData<string> Differentiable => OperatorCases.Where(c => c.IsDifferentiable);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compiled_code_agrees_with_the_reference_at_every_width(string name)
    {
        var one = OperatorCases.Find(name);
        var traced = one.Trace();
        var expected = one.Reference().Select((y, i) => (Name: $"y{i}", y)).ToDictionary(p => p.Name, p => p.y);
        Check(one, traced, expected, WithoutKernels.Any(w => w.Case == name));
        Check(one, ExpandComposites.Apply(traced, (_, _) => false), expected);
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Compiled_gradients_agree_with_the_reference_at_every_width(string name)
    {
        var one = OperatorCases.Find(name);
        var graph = one.TraceGradients();
        Check(one with { Tolerance = GradientTolerance, Absolute = GradientTolerance }, graph, ReferenceExecutor.Run(graph, one.Given));
    }

    private static void Check(OperatorCase one, Graph graph, IReadOnlyDictionary<string, Tensor> expected, bool? hasHostSteps = null)
    {
        IReadOnlyDictionary<string, byte[]>? first = null;
        foreach (var target in Targets)
        {
            var plan = Planner.Plan(graph, target);
            if (hasHostSteps is { } has) Assert.Equal(has, Planner.Plan(graph, target with { HasHost = false }).HostCalls.Any());
            var interpreted = PlanInterpreter.Run(plan, one.Given);
            first ??= interpreted;
            var compiled = Run(plan, one.Given);
            foreach (var (name, wanted) in expected)
            {
                var (where, type) = ($"{name}, {target.Name}", wanted.Type);
                Judge.AssertSameBits(
                    $"{where}, interpreter against {CpuTargets.All[0].Name}\n{graph}", type, first[name], interpreted[name]);
                Judge.AssertSameBits($"{where}, emitted code against the interpreter\n{graph}", type, interpreted[name], compiled[name]);
                var actual = new Tensor(wanted.Type);
                compiled[name].CopyTo(actual.Bytes);
                Judge.AssertClose(one, $"{name}, {target.Name}\n{graph}", wanted, actual);
            }
        }
    }

    /// <summary>Runs a plan twice, so that what one run leaves behind is seen in the next; the outputs of the second by name.</summary>
    private static Dictionary<string, byte[]> Run(Plan plan, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var session = new Session(plan);
        for (var run = 0; run < 2; run++)
        {
            foreach (var (name, tensor) in inputs) tensor.Bytes.CopyTo(session.InputBytes(name));
            session.Run();
        }

        return plan.Outputs.Keys.ToDictionary(name => name, name => session.OutputBytes(name).ToArray());
    }
}
