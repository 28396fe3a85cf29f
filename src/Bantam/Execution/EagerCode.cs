using System.Diagnostics.CodeAnalysis;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Transforms;

namespace Bantam.Execution;

/// <summary>What runs an operator on concrete tensors of some types. Any number of threads may use it.</summary>
internal abstract class EagerCode
{
    /// <summary>The memory that it keeps.</summary>
    public virtual long Bytes => 0;

    /// <summary>The outputs.</summary>
    public abstract Tensor[] Run(Operator op, IReadOnlyList<Tensor?> inputs);

    /// <summary>The code for few elements: no kernels, which take longer to make than to run so.</summary>
    public static EagerCode Plain(Operator op, IReadOnlyList<Tensor?> inputs, TensorType[] outputs) =>
        Evaluator(op) == typeof(Operator) ? new Loops(outputs)
        : op is ElementwiseOperator elementwise && Evaluator(op) == typeof(ElementwiseOperator) && !op.MovesAny(inputs.Count)
            ? new Body(elementwise, elementwise.Code(inputs, outputs[0]))
        : new Reference();

    /// <summary>Kernels for tensors of these types.</summary>
    [RequiresDynamicCode("Emits IL.")]
    public static EagerCode Compiled(Operator op, IReadOnlyList<Tensor?> inputs, EagerSignature signature)
    {
        int[] given = [.. Enumerable.Range(0, inputs.Count).Where(i => inputs[i] is not null && !signature.IsConstant(i))];
        var graph = Graph.Trace([.. given.Select(i => (InputName(i), (ValueKind)inputs[i]!.Type))], tensors =>
        {
            Tensor?[] all = [.. inputs];
            for (var i = 0; i < given.Length; i++) all[given[i]] = tensors[i];
            return [.. op.Apply(all).Select((result, i) => (OutputName(i), result))];
        });

        // What only a run shows the size of is computed in parts.
        return graph.IsBound && !graph.Nodes.Any(GraphParts.IsEvaluated)
            ? new Planned(CpuPlanner.Plan(graph, CpuTargets.Best), given) : new Parted(new GraphRunner(graph), given);
    }

    /// <summary>The class whose evaluation an operator has: of those that have one of their own nothing is made ready.</summary>
    private static Type? Evaluator(Operator op) => ((Func<IReadOnlyList<Tensor?>, Tensor[]>)op.Evaluate).Method.DeclaringType;

    private static string InputName(int input) => $"input{input}";

    private static string OutputName(int output) => $"output{output}";

    private sealed class Reference : EagerCode
    {
        public override Tensor[] Run(Operator op, IReadOnlyList<Tensor?> inputs) => op.Evaluate(inputs);
    }

    private sealed class Loops(TensorType[] outputs) : EagerCode
    {
        public override Tensor[] Run(Operator op, IReadOnlyList<Tensor?> inputs) => op.Loop(inputs, outputs);
    }

    private sealed class Body(ElementwiseOperator elementwise, BodyCode code) : EagerCode
    {
        public override Tensor[] Run(Operator op, IReadOnlyList<Tensor?> inputs) => [code.Run(elementwise.Operands(inputs))];
    }

    [RequiresDynamicCode("Emits IL.")]
    private sealed class Planned(Plan plan, int[] given) : EagerCode
    {
        private readonly SessionPool _sessions = new(plan, null, CpuTargets.Threads);
        private readonly Dictionary<string, int> _inputs = given.ToDictionary(InputName);

        public override long Bytes => plan.WorkBytes;

        public override Tensor[] Run(Operator op, IReadOnlyList<Tensor?> inputs)
        {
            var results = _sessions.Run(name => inputs[_inputs[name]]!);
            return [.. Enumerable.Range(0, results.Count).Select(i => results[OutputName(i)])];
        }
    }

    [RequiresDynamicCode("Emits IL.")]
    private sealed class Parted(GraphRunner runner, int[] given) : EagerCode
    {
        public override Tensor[] Run(Operator op, IReadOnlyList<Tensor?> inputs)
        {
            var results = runner.Run(given.ToDictionary(InputName, i => inputs[i]!));
            return [.. Enumerable.Range(0, results.Count).Select(i => results[OutputName(i)])];
        }
    }
}
