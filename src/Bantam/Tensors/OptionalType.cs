namespace Bantam.Tensors;

/// <summary>
/// A tensor or a sequence, or nothing. One that holds something is no more than what it holds: only an empty one is a value of its own.
/// </summary>
/// <param name="Of">What it holds.</param>
public sealed record OptionalType(ValueKind Of) : ValueKind
{
    /// <inheritdoc/>
    public override OptionalType Bind(IReadOnlyDictionary<string, int> names) => new(Of.Bind(names));

    /// <inheritdoc/>
    public override bool Takes(ValueKind given) => Of.Takes(given is OptionalType optional ? optional.Of : given);

    /// <inheritdoc/>
    public override string ToString() => $"Optional({Of})";
}
