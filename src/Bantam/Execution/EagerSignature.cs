using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// What code for an operator on concrete tensors depends on: the operator, the types of its inputs, and the elements of those that its
/// type rule reads, and of small ones of integers, which may decide about shapes inside.
/// </summary>
internal sealed class EagerSignature
{
    private readonly Operator _operator;
    private readonly TensorType?[] _types;
    private readonly byte[]?[] _elements;

    /// <exception cref="ShapeException">The inputs do not fit the operator.</exception>
    public EagerSignature(Operator op, IReadOnlyList<Tensor?> inputs)
    {
        _operator = op;
        _types = [.. inputs.Select(i => i?.Type)];
        var known = OperatorInputs.Of(inputs);
        var isRead = known.IsRead;
        Outputs = Array.ConvertAll(op.Infer(known), k => (TensorType)k);
        _elements = [.. inputs.Select((input, i) => input is null || !(isRead[i] || MayDecide(op, input)) ? null : input.Bytes.ToArray())];
    }

    /// <summary>Bytes of the elements that it holds.</summary>
    public long Bytes => _elements.Sum(e => (long)(e?.Length ?? 0));

    /// <summary>The types of the outputs.</summary>
    public TensorType[] Outputs { get; }

    /// <summary>Whether an input's elements may decide about shapes, so that it is a constant to the code.</summary>
    public bool IsConstant(int input) => _elements[input] is not null;

    /// <summary>Equal for what <see cref="Fits"/>.</summary>
    public static int Hash(Operator op, IReadOnlyList<Tensor?> inputs)
    {
        var hash = op.GetHashCode();
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i] is not { } input) hash = HashCode.Combine(hash, i);
            else hash = HashCode.Combine(hash, input.Type.Shape, (int)input.Type.Element);
        }

        return hash;
    }

    /// <summary>Whether the code is that for an operator on some inputs.</summary>
    public bool Fits(Operator op, IReadOnlyList<Tensor?> inputs)
    {
        if (inputs.Count != _types.Length || !_operator.Equals(op)) return false;
        for (var i = 0; i < _types.Length; i++)
        {
            var (type, input) = (_types[i], inputs[i]);
            if (type is null != input is null) return false;
            if (input is null) continue;
            if (type!.Element != input.Element || !type.Shape.Equals(input.Shape)) return false;
            if (_elements[i] is { } elements && !input.Bytes.SequenceEqual(elements)) return false;
        }

        return true;
    }

    private static bool MayDecide(Operator op, Tensor input) =>
        op is not ElementwiseOperator { ShapeInputs: 0 } && ShapeElements.MayDecide(input.Type);
}
