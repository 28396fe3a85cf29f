using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>What the inputs of <see cref="Resize"/> say of each axis.</summary>
internal sealed class ResizeSizes
{
    private readonly Resize _op;
    private readonly OperatorInputs _inputs;
    private readonly Shape _shape;
    private readonly int[] _axes;

    /// <summary>Reads what is known.</summary>
    /// <exception cref="ShapeException">The inputs do not fit each other.</exception>
    public ResizeSizes(Resize op, OperatorInputs inputs)
    {
        (_op, _inputs, _shape) = (op, inputs, inputs.Shape(0));
        _axes = [.. op.ResizedAxes?.Select(_shape.Axis) ?? Enumerable.Range(0, _shape.Rank)];
        if (_axes.Distinct().Count() < _axes.Length) throw new ShapeException($"the axes {op.ResizedAxes} name one twice.");
        if (_axes.Length == 0) return;
        if (HasScales == HasLengths)
            throw new ShapeException($"either scales or sizes say how large the result is; "
                + $"{(HasScales ? "both are" : "neither is")} given.");
        CheckCount(HasScales ? 2 : 3, HasScales ? "scales" : "sizes", _axes.Length);
        if (!IsCropping) return;
        if (!IsGiven(1)) throw new ShapeException("to crop and resize, the part of the tensor must be given (input 1); it is not.");
        CheckCount(1, "starts and ends", 2 * _axes.Length);
    }

    private bool HasScales => IsGiven(2);

    private bool HasLengths => IsGiven(3);

    private bool IsCropping => _op.Coordinates == CoordinateTransformation.TfCropAndResize;

    private double[]? Scales => HasScales ? _inputs.Constant(2)?.ToDoubles() : null;

    private double[]? Part => IsCropping ? _inputs.Constant(1)?.ToDoubles() : null;

    /// <summary>The shape of the result.</summary>
    public Shape Output()
    {
        if (_axes.Length == 0) return _shape;
        var result = _shape.ToArray();
        if (HasScales)
        {
            var scales = Scales;
            for (var i = 0; i < _axes.Length; i++)
                result[_axes[i]] = scales is null ? _inputs.Unknown() : ResizeScale.Of(_shape[_axes[i]], (float)scales[i]);
        }
        else
        {
            var lengths = _inputs.Dimensions(3);
            var isOpen = lengths is null || (KeptScale(lengths) is null && _op.KeepAspectRatio != AspectRatioPolicy.Stretch);
            for (var i = 0; i < _axes.Length; i++)
                result[_axes[i]] = isOpen ? _inputs.Unknown() : KeptLength(_shape[_axes[i]], lengths!) ?? lengths![i];
        }

        for (var axis = 0; axis < result.Length; axis++)
            if (_shape[axis] == 0 && result[axis] != 0)
                throw new ShapeException($"axis {axis} of {_shape} is empty; it cannot be resized to {result[axis]}.");
        return new Shape(result);
    }

    /// <summary>Whether an axis surely stays as it is.</summary>
    public bool Keeps(int axis)
    {
        var i = Array.IndexOf(_axes, axis);
        if (i < 0) return true;
        if (IsCropping && (Part is not { } part || part[i] != 0 || part[i + _axes.Length] != 1)) return false;
        return HasScales ? Scales is { } scales && scales[i] == 1
            : _op.KeepAspectRatio == AspectRatioPolicy.Stretch && _inputs.Dimensions(3) is { } lengths && lengths[i] == _shape[axis];
    }

    /// <summary>
    /// The axes that change, those that become shorter first, so that the others have less to do; null where only a run shows what
    /// becomes of them.
    /// </summary>
    public IReadOnlyList<ResizeAxis>? Resized()
    {
        if (_axes.Length == 0) return [];
        var (scales, lengths, part) = (Scales, HasLengths ? _inputs.Dimensions(3) : null, Part);
        if ((HasScales ? scales is null : lengths is null) || (IsCropping && part is null)) return null;
        var (output, found) = (Output(), new List<ResizeAxis>());
        for (var i = 0; i < _axes.Length; i++)
        {
            var axis = _axes[i];
            if (Keeps(axis)) continue;
            var (size, length) = (_shape[axis].Size, output[axis].Size);
            var scale = scales?[i] ?? KeptScale(lengths!) ?? (double)length / size;
            if (size != length || scale != 1 || IsCropping)
                found.Add(new ResizeAxis(axis, size, length, scale, part?[i] ?? 0, part?[i + _axes.Length] ?? 1));
        }

        return [.. found.OrderBy(a => a.Scale)];
    }

    /// <summary>The scale of all axes where the aspect ratio stays; null where it does not, or is not known.</summary>
    private double? KeptScale(IReadOnlyList<Dimension> lengths)
    {
        if (_op.KeepAspectRatio == AspectRatioPolicy.Stretch || _axes.Length == 0) return null;
        if (lengths.Any(l => !l.IsKnown) || _axes.Any(axis => !_shape[axis].IsKnown)) return null;
        var scales = _axes.Select((axis, i) => (double)lengths[i].Size / _shape[axis].Size);
        return _op.KeepAspectRatio == AspectRatioPolicy.NotLarger ? scales.Min() : scales.Max();
    }

    private Dimension? KeptLength(Dimension size, IReadOnlyList<Dimension> lengths) =>
        KeptScale(lengths) is { } scale ? (int)Math.Floor((scale * size.Size) + 0.5) : null;

    private bool IsGiven(int input) => _inputs.Optional(input) is { } type && type.Shape.Count != 0;

    private void CheckCount(int input, string what, int count)
    {
        if (Dimension.Differ(_inputs.Shape(input).Count, count))
            throw new ShapeException($"there must be {count} {what} for {_shape} (input {input}); they are {_inputs[input]}.");
    }
}
