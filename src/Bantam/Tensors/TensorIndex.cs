namespace Bantam.Tensors;

/// <summary>What is taken along one axis of a tensor: one place, from 0 on or from the end, or a range of places.</summary>
public readonly record struct TensorIndex
{
    private TensorIndex(Range range, bool isRange)
    {
        Range = range;
        IsRange = isRange;
    }

    /// <summary>The places.</summary>
    public Range Range { get; }

    /// <summary>Whether the axis stays, as one of several places, and is not left out as that of a single one.</summary>
    public bool IsRange { get; }

    /// <summary>The first place as ONNX counts: negative from the end.</summary>
    internal int Start => Range.Start.IsFromEnd ? -Range.Start.Value : Range.Start.Value;

    /// <summary>The place to stop before; the largest number at the end of the axis.</summary>
    internal int End => !Range.End.IsFromEnd ? Range.End.Value : Range.End.Value == 0 ? int.MaxValue : -Range.End.Value;

    /// <summary>One place; a negative one counts from the end, as −1 for the last.</summary>
    public static implicit operator TensorIndex(int index) => index < 0 ? new Index(-index, fromEnd: true) : new Index(index);

    /// <summary>One place.</summary>
    public static implicit operator TensorIndex(Index index) => new(index..index, isRange: false);

    /// <summary>A range of places.</summary>
    public static implicit operator TensorIndex(Range range) => new(range, isRange: true);

    /// <inheritdoc/>
    public override string ToString() => IsRange ? Range.ToString() : Range.Start.ToString();
}
