using System.Runtime.InteropServices;
using Bantam.Execution;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Transforms;

namespace Bantam.Tests.Operators;

/// <summary>
/// Every case compiled for the processor, at every width: as traced, and with everything expanded that can be. All widths and the
/// interpreter must agree to the bit, and all of them with the reference as closely as the case says.
/// </summary>
public sealed class CompiledTests
{
    /// <summary>Cases that have no kernel: the reference runs them on .NET, and they do not run in a page. The list may only shrink.</summary>
    private static readonly (string Case, string Reason)[] WithoutKernels =
    [
        ("MatMul of batches", "the matrix product takes one right matrix"),
        ("MatMul of batches that broadcast", "the matrix product takes one right matrix"),
        ("Pad by more reflections than one", "a mirrored margin is one copy of what lies inside"),
    ];

    public static TheoryData<string> Cases => OperatorCases.Where(_ => true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compiled_code_agrees_with_the_reference_at_every_width(string name)
    {
        var one = OperatorCases.Find(name);
        var expected = one.Reference();
        var traced = one.Trace();
        foreach (var (stage, graph) in new[] { ("as traced", traced), ("expanded", ExpandComposites.Apply(traced, (_, _) => false)) })
        {
            IReadOnlyDictionary<string, byte[]>? first = null;
            foreach (var target in CpuTargets.All)
            {
                var where = $"{stage}, {target.Name}";
                var plan = Planner.Plan(graph, target);
                if (stage == "as traced") Assert.Equal(WithoutKernels.Any(w => w.Case == name), plan.Steps.OfType<HostStep>().Any());
                var interpreted = PlanInterpreter.Run(plan, one.Given);
                first ??= interpreted;
                var compiled = Run(plan, one.Given);
                foreach (var (output, (type, _)) in plan.Outputs)
                {
                    Judge.AssertSameBits($"{where}, interpreter against {CpuTargets.All[0].Name}", type, first[output], interpreted[output]);
                    Judge.AssertSameBits($"{where}, emitted code against the interpreter", type, interpreted[output], compiled[output]);
                }

                for (var i = 0; i < expected.Count; i++)
                {
                    var actual = new Tensor(expected[i].Type);
                    compiled[$"y{i}"].CopyTo(actual.Bytes);
                    Judge.AssertClose(one, $"{where}, output {i} of\n{graph}", expected[i], actual);
                }
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
