namespace Bantam.Tensors;

/// <summary>Shapes or element types do not fit an operation. The message says where, which rule, and both values.</summary>
public class ShapeException(string message) : ArgumentException(message)
{
    private ShapeException(string where, string rule)
        : this($"{where}: {rule}") => Rule = rule;

    /// <summary>The message without where it happened.</summary>
    public string Rule { get; private protected init; } = message;

    /// <summary>The same, saying where it happened.</summary>
    internal virtual ShapeException At(string where) => new(where, Rule);
}
