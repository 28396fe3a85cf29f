namespace Bantam.Tensors;

/// <summary>A tensor as an attribute of an operator: equal to another of the same type and elements. Nobody changes it.</summary>
/// <param name="tensor">The tensor.</param>
public sealed class FixedTensor(Tensor tensor) : IEquatable<FixedTensor>
{
    /// <summary>The tensor.</summary>
    public Tensor Tensor => tensor;

    /// <summary>Its element type.</summary>
    public ElementType Element => tensor.Element;

    /// <summary>How many elements it has.</summary>
    public int Count => tensor.Shape.ElementCount;

    /// <inheritdoc/>
    public bool Equals(FixedTensor? other) => ReferenceEquals(this, other) || (other is not null && tensor.Type == other.Tensor.Type
        && (IsText ? tensor.Strings.SequenceEqual(other.Tensor.Strings) : tensor.Bytes.SequenceEqual(other.Tensor.Bytes)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FixedTensor);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        tensor.Type, IsText ? Count == 0 ? 0 : StringComparer.Ordinal.GetHashCode(tensor.Strings[0]) : TensorContents.Sample(tensor.Bytes));

    /// <inheritdoc/>
    public override string ToString() => tensor.ToString();

    private bool IsText => tensor.Element == ElementType.String;
}
