using Bantam.Execution;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators;

namespace Bantam.Tests.Lowering;

/// <summary>
/// Random graphs as plans, at every width and by the interpreter, agree with the reference, updates of variables included: what is
/// fused, reordered, or put in one place must not change what is computed.
/// </summary>
public sealed class RandomGraphTests
{
    private const int Batches = 60, GraphsInBatch = 40;
    private const double Tolerance = 2e-4;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Batches)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Plans_of_random_graphs_compute_what_the_graphs_say(int batch)
    {
        for (var seed = batch * GraphsInBatch; seed < (batch + 1) * GraphsInBatch; seed++) Check(seed);
    }

    private static void Check(int seed)
    {
        var random = RandomGraph.Of(seed);
        var compiled = new Dictionary<string, (TensorType Type, byte[] Bytes)>();
        foreach (var target in CpuTargets.All)
        {
            var plan = Planner.Plan(random.Graph, target);
            var session = new Session(plan);
            foreach (var (name, tensor) in random.Given) tensor.Bytes.CopyTo(session.InputBytes(name));
            session.Run();
            foreach (var (name, (type, _)) in plan.Outputs) Compare(name, type, session.OutputBytes(name));
            foreach (var variable in plan.State.Variables) Compare(variable.Name, variable.Type, session.State[variable]);
            if (target == CpuTargets.Medium)
                foreach (var (name, bytes) in PlanInterpreter.Run(plan, random.Given))
                    Compare(name, plan.Outputs[name].Type, bytes);

            void Compare(string name, TensorType type, ReadOnlySpan<byte> bytes)
            {
                if (compiled.TryAdd(name, (type, bytes.ToArray()))) return;
                Judge.AssertSameBits($"seed {seed}, {name}, {target.Name}\n{random.Graph}", type, compiled[name].Bytes, bytes);
            }
        }

        var expected = ReferenceExecutor.Run(random.Graph, random.Given);
        foreach (var (name, (type, bytes)) in compiled)
        {
            var tensor = expected.TryGetValue(name, out var output) ? output : random.Variables.Single(v => v.Name == name).Value;
            var wanted = tensor.ToDoubles();
            var found = new Tensor(type);
            bytes.CopyTo(found.Bytes);
            for (var i = 0; i < wanted.Length; i++)
                if (!(Math.Abs(wanted[i] - found.ToDoubles()[i]) <= Tolerance * Math.Max(1, Math.Abs(wanted[i]))))
                    Assert.Fail($"seed {seed}: {name}[{i}] is {found.ToDoubles()[i]}, not {wanted[i]}.\n{random.Graph}");
        }
    }
}
