using System.Diagnostics;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <summary>
/// A tensor that outlives a run of a graph and that a graph may replace: a weight, a moving average, a moment of an optimizer.
/// </summary>
[DebuggerDisplay("{Name}: {Type}")]
public sealed class Variable(string name, Tensor value, bool isTrainable = true)
{
    /// <summary>Its name, unique in the model.</summary>
    public string Name { get; } = name;

    /// <summary>Its present value. While a trainer runs, its own copy is ahead of this one until it is synchronized.</summary>
    public Tensor Value { get; } = value;

    /// <summary>Its element type and shape.</summary>
    public TensorType Type => Value.Type;

    /// <summary>Whether training follows its gradient.</summary>
    public bool IsTrainable { get; } = isTrainable;

    /// <summary>The variable as a tensor: symbolic in a trace, else its present value.</summary>
    public Tensor Read() => GraphBuilder.Current?.Read(this) ?? Value;

    /// <summary>The variable as a tensor.</summary>
    public static implicit operator Tensor(Variable variable) => variable.Read();
}
