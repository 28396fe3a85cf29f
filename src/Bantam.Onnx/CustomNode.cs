using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx;

/// <summary>
/// A node of an operator that was registered (<see cref="CustomOperator"/>). An attribute of another kind than is asked for is an error
/// of the file, and so is one that is never asked for.
/// </summary>
public sealed class CustomNode
{
    private readonly OnnxNode _node;

    internal CustomNode(OnnxNode node) => _node = node;

    /// <summary>The version of the domain that the file speaks.</summary>
    public int Version => _node.Version;

    /// <summary>The inputs, symbolic ones and constants; null where an optional one is absent.</summary>
    public IReadOnlyList<Tensor?> Inputs => _node.Inputs;

    /// <summary>How many outputs the node has.</summary>
    public int OutputCount => _node.OutputCount;

    /// <summary>An input.</summary>
    /// <exception cref="ModelFormatException">It is absent.</exception>
    public Tensor Input(int index) => _node.Input(index);

    /// <summary>A number.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="otherwise">What it is where the file does not say it.</param>
    public float Float(string name, float otherwise) => _node.Attributes.Float(name, otherwise);

    /// <summary>An integer.</summary>
    /// <inheritdoc cref="Float"/>
    public long Integer(string name, long otherwise) => _node.Attributes.Long(name) ?? otherwise;

    /// <summary>A text.</summary>
    /// <inheritdoc cref="Float"/>
    public string Text(string name, string otherwise) => _node.Attributes.Text(name, otherwise);

    /// <summary>Numbers; null where they are missing or none.</summary>
    /// <param name="name">The attribute's name.</param>
    public IReadOnlyList<float>? Floats(string name) => _node.Attributes.Floats(name, null);

    /// <summary>Integers; null where they are missing or none.</summary>
    /// <param name="name">The attribute's name.</param>
    public IReadOnlyList<long>? Integers(string name) => _node.Attributes.Longs(name, null);

    /// <summary>Texts; null where they are missing or none.</summary>
    /// <param name="name">The attribute's name.</param>
    public IReadOnlyList<string>? Texts(string name) => _node.Attributes.Texts(name, null);

    /// <summary>A tensor; null where it is missing.</summary>
    /// <param name="name">The attribute's name.</param>
    public Tensor? Tensor(string name) => _node.Attributes.OptionalTensor(name);

    /// <summary>Whether the file has an attribute.</summary>
    /// <param name="name">Its name.</param>
    public bool Has(string name) => _node.Attributes.Has(name);

    /// <summary>An attribute that makes no difference.</summary>
    /// <param name="name">Its name.</param>
    public void Ignore(string name) => _node.Attributes.Ignore(name);

    /// <summary>An error of the file at this node, to be thrown.</summary>
    /// <param name="rule">The rule that it breaks and what was found, as a sentence.</param>
    public ModelFormatException Error(string rule) => _node.Error(rule);
}
