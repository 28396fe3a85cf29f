namespace Bantam.Tensors;

/// <summary>Shapes or element types do not fit an operation. The message says where, which rule, and both values.</summary>
public class ShapeException(string message) : ArgumentException(message)
{
    private ShapeException(string where, string rule)
        : this($"{where}: {rule}") => (Where, Rule) = (where, rule);

    /// <summary>Where it happened; null where that is not known.</summary>
    public string? Where { get; private protected init; }

    /// <summary>The message without where it happened.</summary>
    public string Rule { get; private protected init; } = message;

    /// <summary>The same, saying where it happened.</summary>
    public virtual ShapeException At(string where) => new(where, Rule);
}
