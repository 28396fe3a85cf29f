using System.Text;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>
/// A hole in a graph that was read from a file: a node that Bantam cannot compute. The graph can be looked at, and all of its
/// holes are reported at once when it is planned.
/// </summary>
/// <param name="Domain">Whose operator it is; empty of the ONNX standard's.</param>
/// <param name="Type">The operator's name in its domain.</param>
/// <param name="Attributes">Its attributes as text.</param>
/// <param name="Reason">Why it cannot be computed, as a sentence.</param>
/// <param name="IsConsequence">Whether it is a hole only because the types of its inputs are lost in another one.</param>
/// <param name="OutputTypes">The types of its outputs, as far as the file says them.</param>
public sealed record UnknownOperator(
    string Domain, string Type, string Attributes, string Reason, bool IsConsequence, IReadOnlyList<ValueKind> OutputTypes) : Operator
{
    /// <summary>The file that it was read from.</summary>
    public string? File { get; init; }

    /// <inheritdoc/>
    public override string Name => Domain.Length == 0 ? Type : $"{Domain}.{Type}";

    /// <inheritdoc/>
    public override bool IsDeterministic => false;

    /// <summary>The gap that a node is.</summary>
    /// <param name="node">The node's name.</param>
    public Gap Gap(string node) => new(node, Name, Reason) { Attributes = Attributes, File = File };

    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs) => [.. OutputTypes];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        throw new UnsupportedOperatorException([Gap(Name)]);

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(Attributes);
        return true;
    }
}
