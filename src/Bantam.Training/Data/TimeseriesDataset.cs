using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>
/// Windows of a series, with the arguments of Keras' <c>timeseries_dataset_from_array</c>: sample i is <c>data</c> at the steps
/// i·stride, i·stride + rate, …, and its target <c>targets</c> at i·stride. Nothing is copied until it is read. Fields: <c>input</c> and
/// <c>target</c>.
/// </summary>
public sealed class TimeseriesDataset : IDataset
{
    private readonly Tensor _data;
    private readonly Tensor _targets;
    private readonly int _length;
    private readonly int _stride;
    private readonly int _rate;
    private readonly int _stepsOfTarget;
    private readonly int _dataBytes;
    private readonly int _targetBytes;

    /// <summary>Windows, each with what is to be said of it.</summary>
    /// <param name="data">The series; its first axis is the time.</param>
    /// <param name="targets">What belongs to the window that begins at each step; its first axis is the time.</param>
    /// <param name="sequenceLength">Steps of a window.</param>
    /// <param name="sequenceStride">Steps from the beginning of a window to that of the next.</param>
    /// <param name="samplingRate">Steps between two that are in a window.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="DatasetException">The series is too short for one window, or an element is not a number.</exception>
    public TimeseriesDataset(Tensor data, Tensor targets, int sequenceLength, int sequenceStride = 1, int samplingRate = 1)
        : this(data, targets, sequenceLength, sequenceStride, samplingRate, 0)
    {
    }

    private TimeseriesDataset(Tensor data, Tensor targets, int sequenceLength, int sequenceStride, int samplingRate, int stepsOfTarget)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(targets);
        _length = Hyperparameter.AtLeast(1, sequenceLength, nameof(sequenceLength));
        _stride = Hyperparameter.AtLeast(1, sequenceStride, nameof(sequenceStride));
        _rate = Hyperparameter.AtLeast(1, samplingRate, nameof(samplingRate));
        (_data, _targets, _stepsOfTarget) = (data, targets, stepsOfTarget);
        foreach (var (name, tensor) in new[] { ("data", data), ("targets", targets) })
            if (tensor.IsSymbolic || tensor.Shape.Rank == 0)
                throw new DatasetException(name, $"the first axis must be the time; {tensor.Type} has none.");
        FiniteCheck.Run("data", data);
        FiniteCheck.Run("targets", targets);
        var (reach, ofTarget) = (checked(((_length - 1) * _rate) + 1), Math.Max(stepsOfTarget, 1));
        var starts = Math.Min(data.Shape[0].Size - reach, targets.Shape[0].Size - ofTarget);
        if (starts < 0)
            throw new DatasetException(
                "data", $"a window takes {reach} steps, and its target {ofTarget}; there are {data.Shape[0]} steps and " +
                $"{targets.Shape[0]} targets.");
        Count = (starts / _stride) + 1;
        Fields =
        [
            new Field("input", data.Element, new Shape([_length, .. data.Shape.Skip(1)])),
            new Field(
                "target", targets.Element,
                new Shape([.. stepsOfTarget > 0 ? [stepsOfTarget] : (Dimension[])[], .. targets.Shape.Skip(1)])),
        ];
        (_dataBytes, _targetBytes) = (Fields[0].Bytes / _length, Fields[1].Bytes / ofTarget);
    }

    /// <summary>
    /// Windows whose target is the window that begins a step later, for models that say at each step what comes next: texts, melodies.
    /// </summary>
    /// <param name="data">The series; its first axis is the time.</param>
    /// <param name="sequenceLength">Steps of a window.</param>
    /// <param name="sequenceStride">Steps from the beginning of a window to that of the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="DatasetException">The series is too short for one window, or an element is not a number.</exception>
    public static TimeseriesDataset OfNext(Tensor data, int sequenceLength, int sequenceStride = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Shape.Rank == 0 || data.Shape[0].Size < 2)
            throw new DatasetException("data", $"there must be at least two steps; the series is {data.Type}.");
        var bytes = data.Bytes;
        var next = new Tensor(data.Type with { Shape = new Shape([data.Shape[0].Size - 1, .. data.Shape.Skip(1)]) });
        bytes[^next.Bytes.Length..].CopyTo(next.Bytes);
        return new TimeseriesDataset(data, next, sequenceLength, sequenceStride, 1, sequenceLength);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        var start = index * _stride;
        if (field == 1)
        {
            _targets.Bytes.Slice(start * _targetBytes, destination.Length).CopyTo(destination);
            return;
        }

        if (_rate == 1) _data.Bytes.Slice(start * _dataBytes, destination.Length).CopyTo(destination);
        else
            for (var i = 0; i < _length; i++)
                _data.Bytes.Slice((start + (i * _rate)) * _dataBytes, _dataBytes).CopyTo(destination[(i * _dataBytes)..]);
    }
}
