namespace Bantam.Tensors;

/// <summary>
/// A shape is not known yet: a dimension has only a name, or the shape is made of elements that are computed when the graph runs.
/// </summary>
public sealed class UnknownShapeException(string message) : ShapeException(message)
{
    /// <inheritdoc/>
    public override ShapeException At(string where) => new UnknownShapeException($"{where}: {Rule}") { Where = where, Rule = Rule };
}
