using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Plans;

/// <summary>An operator that no template computes: .NET evaluates it by reference, other targets refuse it.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Inputs">Its inputs; null where an optional one is absent.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="Label">The node that it computes, for people.</param>
public sealed record HostCall(
    Operator Operator, IReadOnlyList<PlacedTensor?> Inputs, IReadOnlyList<PlacedTensor> Outputs, string Label) : PlanStatement
{
    /// <inheritdoc/>
    public override bool IsSerial => true;

    /// <inheritdoc/>
    public override IEnumerable<Placement> Reads => Inputs.OfType<PlacedTensor>().Select(i => i.Place);

    /// <inheritdoc/>
    public override IEnumerable<Placement> Writes => Outputs.Select(o => o.Place);

    /// <summary>Evaluates the operator on memory.</summary>
    /// <param name="memory">The memory of a place.</param>
    public void Run(MemoryOf memory)
    {
        var inputs = new Tensor?[Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (Inputs[i] is not var (type, place)) continue;
            inputs[i] = new Tensor(type);
            memory(place).CopyTo(inputs[i]!.Bytes);
        }

        var outputs = Operator.EvaluateAt($"node {Label}", inputs);
        for (var i = 0; i < Outputs.Count; i++) outputs[i].Bytes.CopyTo(memory(Outputs[i].Place));
    }
}
