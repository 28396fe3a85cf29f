namespace Bantam.Tensors;

/// <summary>A shape depends on elements that are computed when the graph runs, so that it is not known before.</summary>
public sealed class DataDependentShapeException(string message) : ShapeException(message)
{
    /// <inheritdoc/>
    internal override ShapeException At(string where) => new DataDependentShapeException($"{where}: {Rule}") { Rule = Rule };
}
