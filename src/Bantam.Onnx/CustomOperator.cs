using Bantam.Tensors;

namespace Bantam.Onnx;

/// <summary>
/// An operator of a domain of your own, or of others: what Bantam puts in the place of its nodes while a file is read
/// (<see cref="OnnxOptions.Operators"/>). It is composed of operations on tensors, so that every target runs it, gradients follow, and the
/// model can be saved again, as what the operator consists of. One that has the name of an operator that Bantam has takes its place; a
/// function of the model comes before both.
/// </summary>
/// <param name="domain">
/// Its domain, as nodes and opset imports name it; that of the standard is the empty name or <c>ai.onnx</c>.
/// </param>
/// <param name="name">Its name.</param>
/// <param name="compose">
/// Gives a node's outputs, in order; those that the node does not name may be left out. A
/// <see cref="NotSupportedException"/> makes a gap of the node, with its message as the reason; a <see cref="ShapeException"/> is an
/// error of the file, and so is what <see cref="CustomNode.Error"/> gives; anything else comes in a <see cref="CustomOperatorException"/>.
/// </param>
/// <param name="since">The first version of the domain that it is for; up to the next one that is given of that name.</param>
public sealed class CustomOperator(string domain, string name, Func<CustomNode, IReadOnlyList<Tensor>> compose, int since = 1)
{
    /// <summary>An operator of one output.</summary>
    /// <inheritdoc cref="CustomOperator(string, string, Func{CustomNode, IReadOnlyList{Tensor}}, int)"/>
    public CustomOperator(string domain, string name, Func<CustomNode, Tensor> compose, int since = 1)
        : this(domain, name, node => (IReadOnlyList<Tensor>)[compose(node)], since)
    {
    }

    /// <summary>Its domain; that of the standard is the empty name.</summary>
    public string Domain { get; } = domain == "ai.onnx" ? "" : domain;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The first version of the domain that it is for.</summary>
    public int Since => since;

    /// <summary>The outputs of a node.</summary>
    internal IReadOnlyList<Tensor> Compose(CustomNode node) => compose(node);
}
