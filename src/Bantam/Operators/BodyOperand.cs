using System.Numerics;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>An operand of a body, read where it broadcasts to an output.</summary>
internal sealed class BodyOperand<T> where T : struct, INumberBase<T>
{
    private readonly double[] _fractions = [];
    private readonly T[] _wholes = [];
    private readonly int[]? _strides;

    public BodyOperand(Tensor tensor, Shape output)
    {
        if (tensor.Element.IsFloating()) _fractions = tensor.ToNumbers<double>();
        else _wholes = tensor.ToNumbers<T>();
        if (tensor.Shape.Equals(output)) return;
        var own = tensor.Shape.Strides();
        _strides = new int[output.Rank];
        for (var axis = 1; axis <= own.Length; axis++) _strides[^axis] = tensor.Shape[-axis] == 1 ? 0 : own[^axis];
    }

    /// <summary>The element for one of the output, whose indices and place these are.</summary>
    public BodyValue<T> At(ReadOnlySpan<int> indices, int offset)
    {
        if (_strides is not null)
        {
            offset = 0;
            for (var axis = 0; axis < _strides.Length; axis++) offset += indices[axis] * _strides[axis];
        }

        return _fractions.Length > 0 ? new(_fractions[offset], default) : new(0, _wholes[offset]);
    }
}
