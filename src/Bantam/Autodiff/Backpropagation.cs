using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Autodiff;

/// <summary>
/// Carries gradients back through steps, in the reverse of their order (S. Linnainmaa, 1970). What it computes are operators like any
/// others: in a trace they become nodes, and on concrete tensors they run at once.
/// </summary>
/// <param name="builder">The trace that the steps are of; null for steps on concrete tensors.</param>
internal readonly struct Backpropagation(GraphBuilder? builder)
{
    /// <summary>The gradients of some tensors; null where none arrives.</summary>
    /// <param name="steps">What was computed, in this order.</param>
    /// <param name="gradients">Gradients of some results, by <see cref="RecordedStep.Key"/>; those of what led to them are added.</param>
    /// <param name="targets">The keys of the tensors whose gradients are wanted.</param>
    /// <exception cref="NotSupportedException">An operator on the way has no gradient.</exception>
    public Tensor?[] Run(IReadOnlyList<RecordedStep> steps, Dictionary<object, Tensor> gradients, IReadOnlyList<object> targets)
    {
        var reached = Dependents(steps, [.. targets]);
        foreach (var step in steps.Reverse())
        {
            var outputs = step.Outputs.Select(o => gradients.GetValueOrDefault(RecordedStep.Key(o))).ToArray();
            if (outputs.All(o => o is null) || !step.Inputs.Any(i => i is not null && IsReached(i))) continue;
            var flowing = Differentiate(step, new GradientContext(step.Inputs, step.Outputs, outputs, IsReached));
            for (var i = 0; i < flowing.Length; i++)
            {
                if (flowing[i] is not { } gradient || step.Inputs[i] is not { } input) continue;
                if (!IsReached(input)) continue;
                var key = RecordedStep.Key(input);
                gradients[key] = gradients.TryGetValue(key, out var sum) ? sum + gradient : gradient;
            }
        }

        return [.. targets.Select(t => gradients.GetValueOrDefault(t))];

        bool IsReached(Tensor tensor) => reached.Contains(RecordedStep.Key(tensor));
    }

    /// <summary>
    /// An operator's own gradient, or that of its expansion. The expansion is computed again, which costs nothing in a trace, since equal
    /// nodes are merged before a graph is planned.
    /// </summary>
    private Tensor?[] Differentiate(RecordedStep step, GradientContext context)
    {
        if (step.Operator.Gradient(context) is { } own) return own;
        var (expanded, steps) = Expand(step);
        if (expanded is null)
            throw new NotSupportedException(
                $"{step.Where}: {step.Operator.Name} has no gradient. Keep it out of the path from the loss to the parameters.");
        var seeds = new Dictionary<object, Tensor>();
        for (var i = 0; i < expanded.Length; i++)
            if (context.OutputGradients[i] is { } gradient && (builder is null || expanded[i].IsSymbolic))
                seeds[RecordedStep.Key(expanded[i])] = gradient;
        object[] inputs = [.. step.Inputs.OfType<Tensor>().Select(RecordedStep.Key).Distinct()];
        var gradients = Run(steps, seeds, inputs);
        var seen = new HashSet<object>();
        return
        [
            .. step.Inputs.Select(
                i => i is not null && seen.Add(RecordedStep.Key(i)) ? gradients[Array.IndexOf(inputs, RecordedStep.Key(i))] : null),
        ];
    }

    private (Tensor[]? Outputs, IReadOnlyList<RecordedStep> Steps) Expand(RecordedStep step)
    {
        if (builder is null)
        {
            var tape = new Tape();
            return (tape.Record(() => step.Operator.Expand(step.Inputs)), tape.Steps);
        }

        var before = builder.Nodes.Count;
        var expanded = step.Operator.Expand(step.Inputs);
        return (expanded, RecordedStep.Of(builder, builder.Nodes.Skip(before)));
    }

    private static HashSet<object> Dependents(IReadOnlyList<RecordedStep> steps, HashSet<object> roots)
    {
        foreach (var step in steps)
            if (step.Inputs.Any(i => i is not null && roots.Contains(RecordedStep.Key(i))))
                roots.UnionWith(step.Outputs.Select(RecordedStep.Key));
        return roots;
    }
}
