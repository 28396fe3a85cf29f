using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Optimizers;

/// <summary>
/// An optimizer's step for some weights by itself, compiled: it takes their gradients, and changes the values of variables.
/// </summary>
internal sealed class WeightUpdate
{
    private readonly Variable[] _weights;
    private readonly TrainingState _state;
    private readonly Optimizer _optimizer;
    private readonly Graph _graph;
    private Session? _session;

    /// <exception cref="ArgumentException">Two weights have one name, or there is none.</exception>
    public WeightUpdate(Optimizer optimizer, TrainingState state, Variable[] weights)
    {
        if (weights.Length == 0) throw new ArgumentException("A step changes one weight or more; no gradient was given.", nameof(weights));
        if (weights.GroupBy(w => w.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"An optimizer keeps its averages by the names of weights; {twice.Count()} are named '{twice.Key}'. "
                + "Put their layers into one model, or give each an optimizer.", nameof(weights));
        (_optimizer, _state, _weights) = (optimizer, state, weights);
        _graph = Graph.Trace([.. weights.Select(w => (InputName(w), (ValueKind)w.Type))], gradients =>
        {
            optimizer.Apply([.. weights.Zip(gradients)], state);
            GraphBuilder.Current!.Update(state.Step, state.Step + Tensor.Scalar(1));
            return [];
        });
    }

    /// <summary>Whether it is for these weights.</summary>
    public bool IsFor(IReadOnlyList<Variable> weights) => _weights.SequenceEqual(weights);

    /// <summary>Makes the step.</summary>
    public void Run(IReadOnlyList<Tensor> gradients)
    {
        _state.LearningRate.Value.Span<float>()[0] = _optimizer.RateAt(_state.Step.Value.Span<int>()[0]);
        if (RuntimeFeature.IsDynamicCodeCompiled) RunCompiled(gradients);
        else ReferenceExecutor.Run(_graph, _weights.Zip(gradients).ToDictionary(p => InputName(p.First), p => p.Second));
    }

    /// <summary>Others may have changed the variables since the last step: their values go to the session's memory and come back.</summary>
    [RequiresDynamicCode("Emits IL.")]
    private void RunCompiled(IReadOnlyList<Tensor> gradients)
    {
        _session ??= new Session(CpuPlanner.Plan(_graph, CpuTargets.Best, new StateLayout(_graph.Variables)), null, CpuTargets.Threads);
        _session.State.Load();
        for (var i = 0; i < _weights.Length; i++) gradients[i].Bytes.CopyTo(_session.InputBytes(InputName(_weights[i])));
        _session.Run();
        _session.State.Store();
    }

    private static string InputName(Variable weight) => $"gradient/{weight.Name}";
}
